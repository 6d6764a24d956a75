"""The bare script: requests in eight threads, lxml, one Arrow table into DuckDB. No ledger, no archive, no retries.

    python bare.py BASE_URL DATABASE [--figures]

With --figures it calls the same extractor as briefings does.
"""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from urllib.parse import urljoin

import duckdb
import lxml.html
import pyarrow as pa
import requests
from reading import turns_of

local = threading.local()


def get(url: str) -> bytes | None:
    if not hasattr(local, "session"):
        local.session = requests.Session()
    answer = local.session.get(url, timeout=30)
    return answer.content if answer.status_code == 200 else None


def links(base: str) -> list[str]:
    found, number = [], 1
    while True:
        url = f"{base}/xwfb/index{'' if number == 1 else f'_{number}'}.html"
        body = get(url)
        if body is None:
            return found
        tree = lxml.html.fromstring(body)
        found += [urljoin(url, a.get("href")) for a in tree.xpath("//ul[contains(@class, 'list-date')]/li/a")]
        number += 1


def page(url: str, figures: bool) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    tree = lxml.html.fromstring(get(url))
    title = tree.xpath("string(//meta[@name='ArticleTitle']/@content)")
    day = date.fromisoformat(tree.xpath("string(//meta[@name='PubDate']/@content)")[:10])
    paragraphs = [p.text_content() for p in tree.get_element_by_id("ivs_content").iter("p")]
    turns = [{"url": url, "title": title, "day": day, **turn} for turn in turns_of(paragraphs)]
    return turns, [row for turn in turns for row in figures_of(turn, day)] if figures else []


def figures_of(turn: dict[str, Any], day: date) -> list[dict[str, Any]]:
    from parsers.metrics import extract

    return [
        {
            "url": turn["url"], "turn": turn["seq"], "seq": seq, "text": m.text, "char_start": m.start,
            "char_end": m.end, "value": str(m.value), "unit": m.unit, "kind": m.kind, "indicator": m.indicator,
            "period": m.period, "comparison": m.comparison,
        }
        for seq, m in enumerate(extract(turn["text"], held_on=day), start=1)
    ]  # fmt: skip


def main() -> None:
    base, database, figures = sys.argv[1], sys.argv[2], "--figures" in sys.argv
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda url: page(url, figures), links(base)))
    turns = pa.Table.from_pylist([turn for page_turns, _ in pages for turn in page_turns])
    with duckdb.connect(database) as con:
        con.register("new_turns", turns)
        con.execute("CREATE TABLE turns AS FROM new_turns")
        if figures:
            con.register("new_figures", pa.Table.from_pylist([row for _, rows in pages for row in rows]))
            con.execute("CREATE TABLE figures AS FROM new_figures")


main()

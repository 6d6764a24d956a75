"""The real transcript of 15 September 2022, served from a list page, through the whole pipeline."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from flows.sample import sample_server
from tests.conftest import Briefings
from warehouse.readers.query import query

GOLD = Path(__file__).parents[4] / "shared" / "gold"

LIST_PAGE = """<html><body><ul class="tadaty-list uli14 nowrapli list-date "><li>
<a href="/nw9820/20220915/{name}.html" title="2022年9月15日市政府新闻发布会问答实录">2022年9月15日市政府新闻发布会…</a>
<span class="time">2022-09-15</span></li></ul><script>var page = {{totalPage: 1}};</script></body></html>"""

EXCHANGES = [
    ("人民日报", ["华源"]),
    ("中央广播电视总台(央视)", ["张忠伟", "凌鸣", "陈建忠"]),
    ("解放日报", ["叶建"]),
    ("天目新闻", ["毛鹏岳"]),
    ("光明日报", ["张少华"]),
    ("上海市证券报", ["张忠伟", "陈建忠"]),
]


@pytest.mark.skipif(not (GOLD / "seed.html").exists(), reason="the annotated real transcript is not beside this clone")
def test_the_real_transcript_comes_out_whole(flow_briefings: Briefings, tmp_path: Path) -> None:
    name = "0f" * 16
    pages = tmp_path / "site" / "nw9820"
    (pages / "20220915").mkdir(parents=True)
    (pages / "index.html").write_text(LIST_PAGE.format(name=name), "utf-8")
    (pages / "20220915" / f"{name}.html").write_bytes((GOLD / "seed.html").read_bytes())
    data = tmp_path / "data"
    with sample_server(tmp_path / "site") as server:
        done = flow_briefings("ingest", "--data-dir", data, "--base-url", server.url)
    assert done.returncode == 0, done.stderr

    reader = data / "briefings.duckdb"
    assert [str(row[0]) for row in query(reader, "SELECT held_on FROM briefings").rows] == ["2022-09-15"]
    turns = query(reader, "SELECT exchange, role, outlet, speaker FROM turns ORDER BY seq").rows
    assert [row[1] for row in turns].count("question") == 6
    assert [row[1] for row in turns].count("answer") == 9
    asked = {exchange: outlet for exchange, role, outlet, _ in turns if role == "question"}
    for number, (outlet, speakers) in enumerate(EXCHANGES, 1):
        assert asked[number] == outlet
        assert [row[3] for row in turns if row[0] == number and row[1] == "answer"] == speakers
    found = figures(query(reader, "SELECT text, CAST(value AS DOUBLE), unit FROM metrics").rows)
    assert not annotated(optional=False) - found
    assert not found - annotated(optional=False) - annotated(optional=True)


def figures(rows: Iterable[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    """Surface, value and unit of each figure; the same figure stated twice counts twice."""
    return Counter((text, float(value), unit) for text, value, unit in rows)


def annotated(*, optional: bool) -> Counter[tuple[Any, ...]]:
    rows = [json.loads(line) for line in (GOLD / "seed.metrics.jsonl").read_text("utf-8").splitlines()]
    return figures(
        (row["surface"], low(row["value_norm"]), row["unit_canon"]) for row in rows if row["optional"] == optional
    )


def low(value: Any) -> Any:
    """The lower end of a range."""
    return value[0] if isinstance(value, list) else value

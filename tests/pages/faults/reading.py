"""What a page of a fault is read as: turns, dates, warnings and what is left out; or the error that it ends in."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from parsers.errors import ParseError
from parsers.page import read_page
from parsers.proposals import address_of
from parsers.records import page_to_json
from parsers.sites.definition import read_site
from parsers.sites.listing import parse_listing
from tests.pages.reading import MARK

__all__ = ["FAULTS", "HTML_LIST", "MARK", "definition", "golden_of", "list_definition", "pages", "read", "with_listing"]

FAULTS = Path(__file__).parent
HTML_LIST = (FAULTS / "site.toml").read_text("utf-8")
"""The folder's definition, as it is."""


def pages() -> list[Path]:
    """Articles, then lists."""
    lists = [path for path in (FAULTS / "lists").iterdir() if path.suffix != ".toml" and ".golden" not in path.name]
    return sorted(FAULTS.glob("*.html")) + sorted(lists)


def golden_of(page: Path) -> Path:
    """Where the golden of a page is."""
    return page.with_name(f"{page.stem}.golden.json")


def definition(page: Path) -> str:
    """The definition that an article is read by: the folder's, and what its own adds to ``[article]``."""
    added = page.with_suffix(".toml")
    return HTML_LIST + (added.read_text("utf-8") if added.exists() else "")


def list_definition(page: Path) -> str:
    """The definition that a list is read by: the folder's, with the list's own ``[listing]``."""
    return with_listing("[listing]\n" + page.with_suffix(".toml").read_text("utf-8"))


def with_listing(listing: str) -> str:
    """The folder's definition with another ``[listing]``."""
    before, _, rest = HTML_LIST.partition("[listing]\n")
    return f"{before}{listing}\n[article]{rest.partition('[article]')[2]}"


def read(page: Path) -> dict[str, Any]:
    """The reading of a page as JSON data, its figures by text, value and unit only."""
    return _list(page) if page.parent != FAULTS else _article(page)


def _article(page: Path) -> dict[str, Any]:
    raw = page.read_bytes()
    try:
        found, reading = read_page(raw, url=address_of(raw), site=read_site(definition(page).encode(), path=str(page)))
    except ParseError as error:
        return {"error": type(error).__name__, "message": error.message}
    told = page_to_json(found)
    for turn in told["turns"]:
        turn["metrics"] = [[metric["text"], metric["value"], metric["unit"]] for metric in turn["metrics"]]
    return {**told, "left_out": [[reason, text] for text, reason in reading.left_out]}


def _list(page: Path) -> dict[str, Any]:
    site = read_site(list_definition(page).encode(), path=str(page))
    found = parse_listing(page.read_bytes(), url="https://www.example.gov.cn/xwfb/index.html", site=site)
    items = [asdict(item) for item in found.items]
    told: dict[str, Any] = json.loads(json.dumps({"page_count": found.page_count, "items": items}, default=str))
    return told

"""What a fixture page is read as, in the form its golden has."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from parsers.html.urls import join
from parsers.page import parse_page
from parsers.records import page_to_json
from parsers.sites.definition import load_site
from parsers.sites.listing import parse_listing

PAGES = Path(__file__).parent
MARK = "not looked at"
"""Key of a golden nobody has read yet."""


def fixtures() -> list[Path]:
    """Every fixture page."""
    return sorted(path for path in PAGES.iterdir() if path.suffix in (".html", ".xml"))


def golden_of(page: Path) -> Path:
    """Where the golden of a page is."""
    return page.with_suffix(".json")


def read(page: Path) -> dict[str, Any]:
    """The reading of a fixture as JSON data."""
    name, what = page.name.split(".")[:2]
    site = load_site(name)
    if what.startswith("list"):
        url = join(site.base_url + "/", site.listing.urls[0].format(year=2023, month=5, start=1, end=45))
        listing = parse_listing(page.read_bytes(), url=url or "", site=site)
        found = {"page_count": listing.page_count, "items": [asdict(item) for item in listing.items]}
        return json.loads(json.dumps(found, default=str))
    found = page_to_json(parse_page(page.read_bytes(), url=None, site=site))
    for turn in found["turns"]:
        # What a figure means has its own tests; here it is enough that it is found with its value.
        turn["metrics"] = [[metric["text"], metric["value"], metric["unit"]] for metric in turn["metrics"]]
    return json.loads(json.dumps(found))

"""Every fixture page is read as its golden says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from parsers.sites.definition import bundled_sites
from tests.pages.reading import MARK, fixtures, golden_of, read


@pytest.mark.parametrize("page", fixtures(), ids=lambda page: page.stem)
def test_page_is_read_as_its_golden(page: Path) -> None:
    golden = golden_of(page)
    assert golden.exists(), f"no golden yet: python -m tests.pages.accept {page.stem}"
    expected = json.loads(golden.read_text(encoding="utf-8"))
    assert MARK not in expected, (
        f"{golden.name} was not looked at: python -m tests.pages.accept --looked-at {page.stem}"
    )
    assert read(page) == expected


@pytest.mark.parametrize("site", bundled_sites())
def test_every_bundled_site_has_a_list_page_and_an_article(site: str) -> None:
    kinds = {path.name.split(".")[1].split("-")[0] for path in fixtures() if path.name.startswith(site + ".")}
    assert {"list", "article"} <= kinds

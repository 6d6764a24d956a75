"""The pages of data of several sites: a row says of which site it is; of one site's, none does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import many_sites
from benchmarks.many_sites import Sites, follow_all, plainly
from flows.followed import chosen
from flows.ledger.ledger import Ledger
from flows.run.sweep import sweep
from flows.settings import Settings
from tests.explorer.serving import Server, served
from tests.once import once

TOLD = "去年全市地区生产总值{value}00亿元。今年前三季度，"
PLANNED = "力争2025年前三季度全市城镇新增就业9万人，"
ROWS = {
    "/": r'class="by">\s*<span class="nowrap">(\w+)</span>',
    "/briefings": r'class="by">\s*<span class="nowrap">(\w+)</span>',
    "/months/2025-10": r'class="by">\s*<span class="nowrap">(\w+)</span>',
    "/measures": r'<span class="site">(\w+)</span>',
    "/restated": r'<span class="by"><span class="nowrap">(\w+)</span>',
    "/kept": r'<td class="nowrap">(\w+)</td>',
    "/search?q=就业": r"</time> · (sim\d+) ·",
}
"""Address → where a row names its site."""


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The explorer over two sites."""
    with served(once(tmp_path_factory, "offices", _two)) as running:
        yield running


def _two(folder: Path) -> None:
    two, settings = Sites(2, apart=False), Settings(data_dir=folder, contact="desk@example.org")
    follow_all(folder, two)
    with pytest.MonkeyPatch.context() as patch, Ledger(settings.paths.ledger) as ledger:
        told = many_sites.ARTICLE.replace("今年前三季度，", TOLD).replace("力争", PLANNED + "力争")
        patch.setattr(many_sites, "ARTICLE", told)
        assert sweep(chosen(settings), ledger, "before", plainly).complete


@pytest.mark.parametrize("address", ROWS)
def test_each_row_says_of_which_site_it_is(offices: Server, server: Server, address: str) -> None:
    assert set(re.findall(ROWS[address], offices.get(address).text)) >= {"sim0000"}
    assert not re.findall(ROWS[address], server.get(address).text)


def test_what_is_cited_most_often_says_whose_value_stands_there(offices: Server) -> None:
    often = offices.get("/").text.partition('id="often"')[2].partition("</section>")[0]
    assert re.search(r'<span class="last">[^<]+<span class="site">sim000\d</span></span>', often)

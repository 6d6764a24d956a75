"""Titles, names and quantities that are a megabyte long and full of markup: short and inert on every page."""

from __future__ import annotations

import shutil
from xml.etree import ElementTree

import pytest

from explorer import charts
from explorer.addresses import slug
from tests.explorer.serving import Links, keep_pages, served
from warehouse.database.publish import publish
from warehouse.database.store import writer

ACTS = "</title></script><script>alert(1)</script><img src=x onerror=alert(1)>\u202e"
LONGEST = 600_000
"""Bytes of the largest page, which lists 400 sentences: a title that was not cut would be three times as long."""
LISTS = (
    *(
        "/",
        "/briefings",
        "/measures",
        "/topics/jobs",
        "/officials",
        "/outlets",
        "/months/2024-01",
        "/alike",
        "/restated",
        "/kept",
    ),
    *("/changes", "/quality", "/search?q=就业", "/search?q=script", "/watches", "/watches/jobs", "/outlets/澜海日报"),
    *("/watches/jobs.atom", "/news.atom", "/sql?q=SELECT * FROM briefings", "/recipes/latest_briefings"),
)
CHANGES = (
    "UPDATE briefings SET title = $acts || repeat('题', 1000000) WHERE briefing_id = (SELECT max(briefing_id) FROM briefings)",
    "UPDATE briefings SET title = $acts || title WHERE title NOT LIKE '%script%'",
    "UPDATE metrics SET measure = $acts || repeat('量', 10000) WHERE measure = '城镇新增就业'",
    "UPDATE metrics SET place = $acts || repeat('区', 100000), period = $acts || repeat('年', 100000) WHERE place IS NOT NULL",
    "UPDATE turns SET speaker = $acts || repeat('名', 100000), position = $acts || repeat('局', 100000) WHERE speaker = '岑晚舟'",
    "UPDATE speakers SET speaker = $acts || repeat('名', 100000) WHERE speaker = '岑晚舟'",
)


@pytest.fixture(scope="module")
def hostile(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(made, folder, dirs_exist_ok=True)
    keep_pages(folder)
    (folder / "watches").mkdir()
    (folder / "watches" / "jobs.toml").write_text('words = "就业"\n', "utf-8")
    with writer(folder / "private" / "warehouse.duckdb") as con:
        for change in CHANGES:
            con.execute(change, {"acts": ACTS} if "$acts" in change else None)
    publish(folder / "private" / "warehouse.duckdb", folder / "briefings.duckdb")
    with pytest.MonkeyPatch.context() as patch, served(folder) as server:
        patch.setattr(charts, "available", lambda: False)  # labels of charts have a test of their own
        ids = server.rows("SELECT briefing_id, page_sha256 FROM briefings ORDER BY length(title) DESC LIMIT 2")
        named = server.rows("SELECT DISTINCT measure FROM metrics WHERE measure LIKE '%script%'")
        spoken = server.rows("SELECT DISTINCT speaker FROM turns WHERE speaker LIKE '%script%'")
        parts = {
            "briefings": [briefing for briefing, _ in ids],
            "archive": [sha256 for _, sha256 in ids],
            "measures": [slug(measure) for (measure,) in named],
            "officials": [slug(speaker) for (speaker,) in spoken],
        }
        one = [f"/{kind}/{part}" for kind, found in parts.items() for part in found]
        yield {address: server.get(address) for address in (*LISTS, *one)}


def test_every_page_answers_and_nothing_in_it_acts(hostile):
    for address, got in hostile.items():
        assert got.status == 200, address
        if got.headers["content-type"].startswith("text/html"):
            tags = Links(got.text)
            assert "script" not in tags.tags, address
            assert not {name for name in tags.attributes if name.startswith("on")}, address
            assert "\u202e" not in got.text, address


def test_every_page_cuts_what_is_too_long(hostile):
    sizes = {address: len(got.body) for address, got in hostile.items() if "html" in got.headers["content-type"]}
    assert {address: size for address, size in sizes.items() if size > LONGEST} == {}


def test_feeds_cut_it_too(hostile):
    feeds = [got for address, got in hostile.items() if address.endswith(".atom")]
    assert len(feeds) == 2
    for got in feeds:
        ElementTree.fromstring(got.body)
        assert len(got.body) < LONGEST
        assert b"<script" not in got.body

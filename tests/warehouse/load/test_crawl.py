"""The crawl's ledger in the warehouse, and pages set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from warehouse_pages import NOW, load_page

from parsers.sites.definition import load_site
from warehouse.database.statements import sql
from warehouse.load.crawl import site_row, sync_crawl
from warehouse.load.quarantine import put, resolve
from warehouse.rows.loadpage import Failure

URL = "https://press.example/briefings/one.html"
PAGE = {
    "url": URL,
    "site": "sample",
    "state": "ok",
    "checked_at": NOW,
    "first_seen_at": NOW,
    "etag": '"1"',
    "loaded": 1,
}
FETCH = {"url": URL, "run_id": "run-1", "at": NOW, "status": 200, "bytes": 10, "elapsed_ms": 5, "outcome": "ok"}
RUN = {"run_id": "run-1", "flow": "ingest", "site": "sample", "started_at": NOW}


def test_the_ledger_arrives_in_the_tables(con, rows):
    sync_crawl(con, pages=[PAGE], fetches=[FETCH], runs=[RUN])

    assert rows("SELECT url, state, failures, checked_at FROM pages") == [(URL, "ok", 0, NOW.replace(tzinfo=None))]
    assert rows('SELECT url, status, "at" FROM fetches') == [(URL, 200, NOW.replace(tzinfo=None))]
    assert rows("SELECT run_id, finished_at FROM runs") == [("run-1", None)]


def test_the_same_rows_again_change_nothing(con, rows):
    for _ in range(2):
        sync_crawl(con, pages=[PAGE, PAGE], fetches=[FETCH], runs=[RUN])

    assert rows("SELECT (SELECT count(*) FROM pages), (SELECT count(*) FROM fetches), (SELECT count(*) FROM runs)") == [
        (1, 1, 1)
    ]


def test_later_rows_replace_earlier_ones_and_exchanges_add_up(con, rows):
    later = NOW + timedelta(hours=1)
    sync_crawl(con, pages=[PAGE], fetches=[FETCH], runs=[RUN])
    sync_crawl(
        con,
        pages=[PAGE | {"state": "gone", "failures": 2, "checked_at": later}],
        fetches=[FETCH | {"at": later, "status": 404}],
        runs=[RUN | {"finished_at": later, "outcome": "success"}],
    )

    assert rows("SELECT state, failures FROM pages") == [("gone", 2)]
    assert rows('SELECT status FROM fetches ORDER BY "at"') == [(200,), (404,)]
    assert rows("SELECT outcome FROM runs") == [("success",)]


def test_a_page_that_was_checked_again_says_so_in_its_briefing(con, load, rows):
    load(load_page())
    later = NOW + timedelta(days=3)

    sync_crawl(con, pages=[PAGE | {"state": "unchanged", "checked_at": later}])

    assert rows("SELECT checked_at, changed_at FROM briefings") == [
        (later.replace(tzinfo=None), NOW.replace(tzinfo=None))
    ]


def test_a_page_set_aside_twice_is_one_row_with_two_attempts(con, rows):
    for reason in ("first", "second"):
        put(con, [Failure(URL, "a" * 64, "parse", reason, "#ivs_content")], now=NOW)

    assert rows("SELECT reason, attempts, selector FROM quarantine") == [("second", 2, "#ivs_content")]


def test_a_resolved_page_is_kept_but_not_listed(con, rows):
    put(con, [Failure(URL, None, "fetch", "not found")], now=NOW)
    resolve(con, [URL], now=NOW)

    listed = [
        con.execute(sql("readers/list_quarantine"), {"everything": everything, "url": None}).fetchall()
        for everything in (False, True)
    ]
    assert [len(pages) for pages in listed] == [0, 1]


def test_freshness_tells_what_is_current(con, load, rows):
    load(load_page())
    sync_crawl(con, pages=[PAGE], runs=[RUN | {"outcome": "success", "finished_at": NOW}])

    assert rows("SELECT site, briefings, newest_held_on::VARCHAR, last_outcome FROM freshness") == [
        ("sample", 1, "2026-03-01", "success")
    ]


def test_a_site_that_a_look_found_unchanged_was_read_then(con, load, rows):
    load(load_page())
    later = NOW + timedelta(days=3)
    site = {"name": "sample", "title": "市新闻办"}
    sync_crawl(con, runs=[RUN | {"outcome": "success", "finished_at": NOW}], sites=[site], looks={"sample": later})
    sync_crawl(con, sites=[site, {"name": "quiet"}], looks={"sample": NOW, "unknown": later})

    told = rows("SELECT site, briefings, last_success_at FROM freshness ORDER BY site")
    assert told == [("quiet", 0, None), ("sample", 1, later.replace(tzinfo=None))]
    standing = con.execute(sql("readers/standing_of_sites"), {"sites": None}).fetchall()
    assert standing == [("sample", later.replace(tzinfo=None), 0, 0)]


def test_a_site_is_one_row_with_its_newest_definition_and_its_first_day(con, rows):
    site = load_site("nanjing")
    sync_crawl(con, sites=[site_row(site, NOW)])
    sync_crawl(con, sites=[site_row(replace(site, title="南京市新闻办"), NOW + timedelta(days=9))])

    assert rows("SELECT name, title, province, level, division, followed_since FROM sites") == [
        ("nanjing", "南京市新闻办", "江苏省", "city", "320100", NOW.replace(tzinfo=None))
    ]

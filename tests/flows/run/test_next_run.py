"""A site that fails as a whole, on the real flow: what the run says of itself, and that the next one needs no hands."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import pytest

from flows.cli.running.ingest import run_ingest
from flows.report import RunReport
from flows.settings import Paths, Settings, load_settings
from tests.faultsite import faults
from tests.faultsite.content import article_html
from tests.flows.run.conftest import Bench
from tests.plain import run_reparse
from warehouse.database.publish import publish

pytestmark = pytest.mark.prefect

LIST = "/nw9820/index.html"


def test_news_that_cannot_be_had_is_not_called_nothing_new(bench: Bench) -> None:
    bench.spoil_articles(faults.status(500))
    code, report = bench.command_ingest()
    assert (code, report["outcome"]) == (1, "unavailable")
    assert "6 could not be had (6 unavailable)" in report["message"]
    bench.web.heal()
    bench.ends_as(0, "success", 6)


def test_pages_that_are_gone_are_told_and_asked_for_once_more_by_the_next_run(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    path = bench.web.publish(50, date(2026, 9, 15))
    bench.web.fault(path, faults.status(404))
    assert "1 could not be had (1 gone)" in bench.ends_as(0, "unchanged", 0)["message"]
    bench.ends_as(0, "unchanged", 0)
    bench.ends_as(0, "unchanged", 0)
    assert len(bench.web.asked(path)) == 2
    bench.web.heal()
    bench.later(days=1)
    bench.ends_as(0, "success", 1)


def test_a_run_without_news_brings_a_directory_of_an_earlier_version_up_to_date(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    paths = Paths(bench.data)
    with duckdb.connect(str(paths.warehouse)) as con:
        con.execute("DROP VIEW speaker_activity")
        con.execute("DELETE FROM schema_objects")
    publish(paths.warehouse, paths.reader)
    paths.warehouse.with_suffix(".schema").unlink()

    bench.ends_as(0, "unchanged", 0)
    assert bench.sql("SELECT count(*) > 0 FROM speaker_activity") == [(True,)]
    published = paths.reader.stat().st_ino
    bench.ends_as(0, "unchanged", 0)
    assert paths.reader.stat().st_ino == published


@pytest.mark.parametrize("listed", [True, False], ids=["still listed", "withdrawn"])
def test_known_pages_that_are_gone_are_told_whoever_asked_for_them(bench: Bench, listed: bool) -> None:
    """The quick look at the terminal asks first: what it saw belongs to the run that goes on from there."""
    paths = bench.web.publish_many(8)
    bench.ends_as(0, "success", 8)
    for path in paths[2:4]:
        if listed:
            bench.web.fault(path, faults.status(404))
            bench.expire(path)
        else:
            bench.web.withdraw(path)
    report = bench.ends_as(0, "unchanged", 0)
    assert report["message"].startswith(
        f"Nothing new on {report['site']}; nothing was written; 2 known pages are gone "
    )
    assert (report["gone"], report["missed"], len(report["troubles"])) == (2, {}, 2)
    assert [len(bench.web.asked(path)) for path in paths[2:4]] == [2, 2]
    assert bench.sql("SELECT state FROM pages WHERE state = 'gone'") == [("gone",)] * 2, "the reader copy knows it"


def test_backfill_asks_again_for_known_pages_of_its_window_when_told_to(bench: Bench) -> None:
    paths = [bench.web.publish(number, date(2026, 9, number)) for number in (3, 4, 5)]
    bench.ends_as(0, "success", 9)
    for path in paths:
        bench.web.correct(path, "更正")
    bench.web.forget()
    day = date(2026, 9, 4)
    assert "Nothing new" in bench.backfill(day, day)
    assert bench.web.asked(paths[1]) == []

    assert "0 new, 1 changed, 1 fetched" in bench.backfill(day, day, recheck=True)
    (asked,) = bench.web.asked(paths[1])
    assert "if-none-match" in {name.lower() for name in asked.headers}
    assert bench.web.asked(paths[0]) == bench.web.asked(paths[2]) == []

    assert "0 new, 2 changed, 9 fetched" in bench.backfill(recheck=True)


def test_a_list_that_is_fine_while_all_articles_are_refused(bench: Bench) -> None:
    bench.spoil_articles(faults.challenge_412())
    report = bench.ends_as(3, "unavailable", 0)
    assert report["blocked"]
    assert sum(len(bench.web.asked(path)) for path in bench.web.articles) == 2
    (paused,) = bench.status()["blocked_hosts"]
    assert paused["pauses"] == 1
    bench.web.heal()
    bench.ends_as(3, "unavailable", 0)
    bench.later(hours=1)
    bench.ends_as(0, "success", 6)


def test_retry_after_nothing_at_every_page_is_not_believed_for_long(bench: Bench) -> None:
    bench.spoil_articles(faults.too_many_requests("0"))
    bench.ends_as(3, "unavailable", 0)
    assert sum(len(bench.web.asked(path)) for path in bench.web.articles) == 3
    bench.web.heal()
    bench.later(hours=1)
    bench.ends_as(0, "success", 6)


def test_a_changed_template_of_the_articles_alone(bench: Bench) -> None:
    def renamed(handler: Any, count: int) -> bool:
        handler.send(200, handler.page().replace(b"ivs_content", b"new_2027"), {"Content-Type": faults.HTML})
        return True

    bench.spoil_articles(renamed)
    report = bench.ends_as(3, "success", 0)
    assert report["quarantined"] == 6
    bench.web.heal()
    bench.ends_as(0, "success", 6)
    assert bench.status()["pages"] == {"ok": 6}


def test_a_correction_that_could_not_be_had_is_asked_for_by_the_next_run(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    path = next(iter(bench.web.articles))
    old = bench.web.articles[path]
    bench.web.articles[path] = replace(old, title=f"【更正】{old.title}", note="更正：以本稿为准。")
    bench.web.fault(path, faults.status(500))
    bench.ends_as(0, "unchanged", 0)
    bench.web.heal()
    assert bench.ends_as(0, "success", 0)["updated"] == 1


def test_a_notice_at_every_address_takes_no_transcripts_place(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    notice = article_html(replace(next(iter(bench.web.articles.values())), title="关于网站改版的公告"))
    head, _, rest = notice.partition('class="Article_content">')
    text = f'{head}class="Article_content"><p>{"本网站将于近期改版，期间部分内容可能无法访问。" * 20}</p></div>{rest[-30:]}'
    bench.spoil_articles(faults.body(text.encode(), faults.HTML))
    bench.web.publish(50, date(2026, 9, 15))
    bench.later(days=30)
    bench.ingest()
    assert bench.sql("SELECT count(*), min(turn_count), max(revision) FROM briefings WHERE kind = 'qa'") == [(7, 4, 1)]
    bench.web.heal()
    bench.later(days=30)
    bench.ingest()
    assert bench.sql("SELECT count(*), max(revision) FROM briefings WHERE kind = 'qa'") == [(7, 1)]


def test_a_list_behind_a_login_page_is_blocked(bench: Bench) -> None:
    login = "<html><head><title>用户登录</title></head><body><form>密码<input type=password></form></body></html>"
    bench.web.fault(LIST, faults.body(login.encode(), faults.HTML))
    assert bench.ends_as(3, "unavailable", 0)["blocked"]
    bench.web.heal()
    bench.later(hours=1)
    bench.ends_as(0, "success", 6)


def test_a_list_that_redirects_to_the_home_page_is_no_list(bench: Bench) -> None:
    bench.web.files["/"] = bench.web.body(LIST) or (b"", "")
    bench.web.fault(LIST, faults.redirect("/"))
    assert "no list page" in bench.ends_as(1, "failure", 0)["message"]
    bench.web.heal()
    bench.ends_as(0, "success", 6)


def test_a_list_of_other_things_only_is_told(bench: Bench) -> None:
    bench.web.articles.clear()
    bench.web.extra_items = [("/nw9820/1.html", "便民服务", "2026-09-14")]
    report = bench.ends_as(0, "unchanged", 0)
    assert "None of the 1 links" in report["warnings"][0]


def test_a_server_that_says_304_for_ever_is_doubted_after_a_week(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    bench.web.publish(50, date(2026, 9, 15))

    def stuck(handler: Any, count: int) -> bool:
        asked = "If-None-Match" in handler.headers
        if asked:
            handler.send(304, b"", {})
        return asked

    bench.web.fault(LIST, stuck)
    bench.ends_as(0, "unchanged", 0)
    connection = sqlite3.connect(bench.data / "private" / "ledger.sqlite")
    with connection:
        connection.execute("UPDATE lists SET checked_at = checked_at - 8 * 86400")
    connection.close()
    bench.ends_as(0, "success", 1)


def test_a_page_count_of_nothing_ends_no_list(bench: Bench) -> None:
    bench.web.publish_many(15)

    def miscounted(handler: Any, count: int) -> bool:
        page = handler.page().replace(b"totalPage: 3", b"totalPage: 0")
        handler.send(200, page, {"Content-Type": faults.HTML})
        return True

    bench.web.fault(LIST, miscounted)
    bench.ends_as(0, "success", 15)


def test_a_run_without_news_says_what_a_mended_definition_would_read(bench: Bench) -> None:
    def renamed(handler: Any, count: int) -> bool:
        handler.send(200, handler.page().replace(b"ivs_content", b"new_2027"), {"Content-Type": faults.HTML})
        return True

    bench.web.fault(next(iter(bench.web.articles)), renamed)
    assert bench.ends_as(3, "success", 5)["quarantined"] == 1
    settings = load_settings(data_dir=bench.data, site=str(bench.definition), base_url=bench.web.url)
    report = quiet_ingest(settings)
    (aside,) = report.warnings
    assert "1 page is in quarantine" in aside
    assert f"quarantine retry --site {bench.definition}" in aside

    mended = bench.definition.read_text("utf-8") + "# the body was renamed\n"
    bench.definition.write_text(mended, encoding="utf-8")
    report = quiet_ingest(settings)
    assert [f"reparse --site {bench.definition}" in said for said in report.warnings] == [False, True]
    assert run_reparse(bench.data, bench.definition)[0] in (0, 3)
    assert not any("another definition" in said for said in quiet_ingest(settings).warnings)


def quiet_ingest(settings: Settings) -> RunReport:
    """The command's run, which ends before any flow: there is no news."""
    report = run_ingest(settings)
    assert report.outcome == "unchanged"
    return report

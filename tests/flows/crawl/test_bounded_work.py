"""Sites that never rest: whatever they show, a run ends soon, keeps what is true, and says what it met."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from flows.http.transport import Limits
from flows.ledger.hosts import LONGEST_RETRY_AFTER
from flows.run.overview import gather
from flows.settings import load_settings
from flows.workspace import Workspace
from parsers.errors import HostBlocked
from tests.conftest import Briefings
from tests.faultsite import FakeClock, fault_site, faults
from tests.faultsite.content import article_html, list_html
from tests.flows.conftest import Rig
from tests.plain import run_ingest
from warehouse.readers.query import query

LIST = "/nw9820/index.html"


def told(rig: Rig) -> dict[str, Any]:
    """What `briefings status` gathers."""
    settings = load_settings(data_dir=rig.root, site=str(rig.web.write_definition(rig.root)))
    return gather(Workspace.open(settings, ledger=rig.ledger))


def test_a_page_that_flips_between_two_versions_is_asked_for_ever_more_rarely_and_kept_twice(
    rig: Rig, clock: FakeClock
) -> None:
    path = rig.web.publish(0)
    for note in cycle(("", "更正一句。")):
        rig.web.correct(path, note)
        rig.run()
        clock.advance(hours=11)
        if rig.runs == 120:
            break
    assert len(rig.web.asked(path)) < 40  # of 120 runs over sixty days
    kept = list((rig.root / "archive").rglob("*.html.gz"))
    assert sum("更正" in rig.archive.get(file.name.partition(".")[0]).decode() for file in kept) == 1
    assert rig.state(path) in ("ok", "unchanged")
    (restless,) = told(rig)["restless"]
    assert restless["url"] == rig.web.url + path
    assert 5 <= restless["versions"] < 40


def test_fifty_addresses_of_one_transcript_are_one_briefing(tmp_path: Path, briefings: Briefings) -> None:
    with fault_site() as web:
        first = web.publish(0)
        html = article_html(web.articles[first]).encode()
        for number in range(49):
            path = f"/nw9820/20260914/{number:032x}.html"
            web.files[path] = (html, faults.HTML)
            web.extra_items.append((path, web.articles[first].title, "2026-09-14"))
        definition = web.write_definition(tmp_path)
        for _ in range(2):
            code, report = run_ingest(tmp_path / "data", definition, web.url)
            assert code == 0, report["message"]
    counts = (
        "SELECT (SELECT count(*) FROM briefings), (SELECT count(*) FROM briefing_urls), max(revision) FROM briefings"
    )
    assert query(tmp_path / "data" / "briefings.duckdb", counts).rows == [(1, 50, 1)]
    done = briefings("status", "--data-dir", tmp_path / "data", "--site", definition)
    assert "One page at many addresses, loaded once:" in done.stdout
    assert re.search(r"^\W*50\W.*/nw9820/", done.stdout, re.MULTILINE), done.stdout


def items(numbers: range) -> list[tuple[str, str, str]]:
    day = date(2026, 9, 14)
    return [
        (f"/nw9820/{day - timedelta(days=n // 50):%Y%m%d}/{n:032x}.html", "市政府新闻发布会问答实录", f"{day - timedelta(days=n // 50)}")
        for n in numbers
    ]  # fmt: skip


def test_a_list_of_a_hundred_thousand_items_is_read_whole_or_refused_and_said(rig: Rig) -> None:
    rig.limits = Limits()
    page = list_html(items(range(100_000)), 1, item_class=rig.web.item_class).encode()
    rig.web.files[LIST] = (page, faults.HTML)
    with rig.client() as client:
        if len(page) <= rig.limits.wire_bytes:
            assert len(rig.discover(client).new) == 100_000
            return
        with pytest.raises(Exception, match=r"longer than|larger than|too large") as caught:
            rig.discover(client)
    assert str(caught.value).endswith(".")
    assert rig.ledger.page_counts() == {}


def test_list_pages_that_go_round_in_a_circle_end(rig: Rig) -> None:
    rig.web.page_count = 9999
    rig.web.per_list_page = 6
    rig.web.publish_many(18)
    pages = [rig.web.list_page(number) for number in (1, 2, 3)]
    for number, text in zip(range(4, 200), cycle(pages), strict=False):
        assert text is not None
        rig.web.files[f"/nw9820/index_{number}.html"] = (text.encode(), faults.HTML)
    with rig.client() as client:
        found = rig.discover(client)
    assert len(found.new) == 18
    assert ["shows what an earlier page" in warning for warning in found.warnings] == [True]
    asked = [path for path in rig.web.paths() if path.startswith("/nw9820/index")]
    assert len(asked) <= 10


@pytest.mark.parametrize("days", [1, -1])
def test_a_clock_that_jumps_a_day_and_back_loses_no_page(rig: Rig, clock: FakeClock, days: int) -> None:
    rig.web.per_list_page = 50
    rig.web.publish_many(4)
    for number in range(10, 18):
        clock.advance(days=days if number % 2 else -days)
        rig.web.publish(number, date(2026, 9, 15))
        rig.run()
    clock.advance(days=2)
    rig.run()
    counts = rig.ledger.page_counts()
    assert set(counts) <= {"ok", "unchanged"}
    assert sum(counts.values()) == 12
    assert len(rig.web.requests) < 120


def test_a_clock_that_was_put_back_is_said(rig: Rig, clock: FakeClock) -> None:
    rig.ledger.start_run("run-1", "ingest", rig.site.name)
    assert told(rig)["warnings"] == []
    clock.advance(hours=-30)
    (warning,) = told(rig)["warnings"]
    assert "30.0 hours after now" in warning


@pytest.mark.parametrize(("header", "longest"), [("31536000", LONGEST_RETRY_AFTER), ("-1", timedelta(hours=2))])
def test_a_retry_after_of_a_year_or_of_minus_one_is_no_reason_to_wait_a_year_or_not_at_all(
    rig: Rig, clock: FakeClock, header: str, longest: timedelta
) -> None:
    pages = rig.web.publish_many(3)
    rig.web.fault(pages[0], faults.too_many_requests(header))
    rig.run()
    (paused,) = rig.ledger.blocked_hosts()  # what `status` shows
    assert "429" in paused.reason
    assert clock() < paused.paused_until <= clock() + longest
    asked = len(rig.web.requests)
    with pytest.raises(HostBlocked, match="paused until"):
        rig.run()
    assert len(rig.web.requests) == asked
    rig.web.heal()
    clock.advance(seconds=longest.total_seconds() + 60)
    rig.run()
    assert rig.ledger.page_counts() == {"ok": 3}

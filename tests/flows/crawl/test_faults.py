"""Each fault of the site with faults, up to the archive: the others are fetched, the bad page is in the right
state with a reason, nothing wrong is archived, and the next run after the site has recovered has it all."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from parsers.errors import HostBlocked, SiteUnavailable
from tests.faultsite import FakeClock, FaultSite, faults
from tests.flows.conftest import QUICK, Rig

pytestmark = pytest.mark.usefixtures("web")

PAGES = 8
BAD = 3
"""The faulty page is in the middle of the list."""


@pytest.fixture
def pages(web: FaultSite) -> list[str]:
    return web.publish_many(PAGES)


def spoil(rig: Rig, pages: list[str], fault: faults.Fault) -> str:
    """Run over the site with one bad page; check that it harms nobody else; its path."""
    bad = pages[BAD]
    rig.web.fault(bad, fault)
    rig.run()
    assert {rig.state(path) for path in pages if path != bad} == {"ok"}
    return bad


def recovers(rig: Rig, pages: list[str], bad: str) -> None:
    """The site is well again and time passes: a run has the page, without hands."""
    rig.web.heal()
    rig.clock.advance(days=30)
    rig.run()
    assert rig.state(bad) in ("ok", "unchanged")
    assert "老旧小区" in rig.text(bad)
    assert set(rig.ledger.page_counts()) <= {"ok", "unchanged"}


FAULTS: dict[str, tuple[Callable[[], faults.Fault], str, str]] = {
    "slow": (lambda: faults.slow(60), "timeout", "no answer in time"),
    "drip": (lambda: faults.drip(0.05), "timeout", "not complete"),
    "dripping_headers": (lambda: faults.dripping_headers(0.05), "timeout", "not complete"),
    "endless_headers": (faults.endless_headers, "unavailable", "not HTTP"),
    "drop_mid_body": (faults.drop_mid_body, "truncated", "ended before"),
    "drop_mid_chunk": (faults.drop_mid_chunk, "truncated", "ended before"),
    "drop_mid_gzip": (faults.drop_mid_gzip, "truncated", "ended before"),
    "short_length": (faults.short_length, "truncated", "</html> is missing"),
    "empty_body": (lambda: faults.body(b"", faults.HTML), "truncated", "no body"),
    "reset": (faults.reset, "unavailable", "cut before any answer"),
    "garbage": (faults.garbage, "unavailable", "not HTTP"),
    "server_error": (lambda: faults.status(500), "unavailable", "500"),
    "forbidden": (lambda: faults.status(403), "blocked", "403"),
    "challenge_412": (faults.challenge_412, "blocked", "412"),
    "challenge_521": (faults.challenge_521, "blocked", "521"),
    "challenge_200": (faults.challenge_200, "blocked", "challenge page"),
    "soft_404": (faults.soft_404, "soft_404", "error page"),
    "redirect_home": (lambda: faults.redirect("/"), "soft_404", "redirected to /"),
    "gone": (lambda: faults.status(404), "gone", "404"),
    "gone_for_good": (lambda: faults.status(410), "gone", "410"),
    "gzip_bomb": (lambda: faults.gzip_bomb(50), "too_large", "unpacks to more"),
    "endless_body": (faults.endless_body, "too_large", "longer than"),
    "redirect_loop": (lambda: faults.redirect("/nw9820/again.html"), "unavailable", "circle"),
    "redirect_off_site": (lambda: faults.redirect("http://127.0.0.2/x.html"), "off_site", "127.0.0.2"),
    "redirect_to_a_file": (lambda: faults.redirect("file:///etc/passwd"), "off_site", "file:"),
    "pdf": (lambda: faults.body(b"%PDF-1.7\n", "application/pdf"), "wrong_type", "application/pdf"),
    "pdf_called_html": (lambda: faults.body(b"%PDF-1.7\n" + b"x" * 900, faults.HTML), "wrong_type", "not an HTML"),
    "unasked_encoding": (
        lambda: faults.body(b"abc", faults.HTML, Content_Encoding="br"), "wrong_type", "br",
    ),
    "not_gzip": (
        lambda: faults.body(b"<html></html>", faults.HTML, Content_Encoding="gzip"), "wrong_type", "not gzip",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_page_harms_no_other_and_recovers(name: str, rig: Rig, pages: list[str]) -> None:
    make, state, reason = FAULTS[name]
    rig.web.fault("/nw9820/again.html", faults.redirect("/nw9820/again.html"))
    if state == "timeout":
        rig.limits = QUICK
    bad = spoil(rig, pages, make())
    assert rig.state(bad) == state
    assert reason in rig.reason(bad)
    assert rig.ledger.validators(rig.web.url + bad).page_sha256 is None
    recovers(rig, pages, bad)


def test_an_error_that_passes_costs_no_page(rig: Rig, pages: list[str]) -> None:
    bad = spoil(rig, pages, faults.only_first(2, faults.status(500)))
    assert rig.state(bad) == "ok"
    assert [request.status for request in rig.web.asked(bad)] == [500, 500, 200]


@pytest.mark.parametrize("code", [401, 403, 404, 410, 412, 429, 521])
def test_a_refusal_is_never_repeated_within_a_run(code: int, rig: Rig, pages: list[str]) -> None:
    bad = spoil(rig, pages, faults.status(code, Retry_After="5"))
    assert len(rig.web.asked(bad)) == 1


def test_a_short_retry_after_is_waited_for(rig: Rig, pages: list[str]) -> None:
    bad = spoil(rig, pages, faults.only_first(1, faults.too_many_requests("20")))
    assert rig.state(bad) == "blocked"
    refused = rig.web.asked(bad)[0]
    later = [request for request in rig.web.requests if request.at > refused.at]
    assert (later[0].at - refused.at).total_seconds() >= 20
    rig.run()
    assert rig.state(bad) == "ok"


def test_a_long_retry_after_pauses_the_host_until_then(rig: Rig, pages: list[str], clock: FakeClock) -> None:
    rig.web.fault(pages[0], faults.too_many_requests("7200"))
    rig.run()
    asked = len(rig.web.requests)
    clock.advance(minutes=110)
    with pytest.raises(HostBlocked, match="paused until"):
        rig.run()
    assert len(rig.web.requests) == asked
    (paused,) = rig.ledger.blocked_hosts()
    assert "429" in paused.reason
    rig.web.heal()
    clock.advance(minutes=11)
    rig.run()
    assert rig.ledger.page_counts() == {"ok": PAGES}
    assert rig.ledger.blocked_hosts() == []


def test_a_host_that_refuses_everything_is_paused_longer_each_time(rig: Rig, pages: list[str]) -> None:
    rig.run()
    pages += [rig.web.publish(number) for number in range(20, 26)]
    rig.web.fault("*", faults.challenge_412())
    lengths = []
    for _ in range(5):
        rig.web.forget()
        rig.clock.advance(seconds=1)
        with rig.client() as client, pytest.raises(HostBlocked):
            rig.discover(client)
        assert len(rig.web.requests) == 1
        (paused,) = rig.ledger.blocked_hosts()
        lengths.append((paused.paused_until - rig.clock()).total_seconds() / 60)
        rig.clock.set(paused.paused_until)
    assert lengths == [15, 60, 360, 1440, 1440]
    rig.web.heal()
    rig.run()
    assert rig.ledger.blocked_hosts() == []


def test_two_refused_pages_in_a_row_pause_the_host(rig: Rig, pages: list[str]) -> None:
    for path in pages[2:6]:
        rig.web.fault(path, faults.challenge_521())
    rig.run()
    statuses = [rig.state(path) for path in pages]
    assert statuses == ["ok", "ok", "blocked", "blocked", "new", "new", "new", "new"]
    rig.web.heal()
    rig.clock.advance(hours=2)
    rig.run()
    assert rig.ledger.page_counts() == {"ok": PAGES}


def test_cookies_of_the_site_are_never_sent_back(rig: Rig, pages: list[str]) -> None:
    spoil(rig, pages, faults.challenge_412())
    rig.clock.advance(days=2)
    rig.run()
    assert not any("cookie" in request.headers for request in rig.web.requests)


def test_a_site_that_is_down_is_asked_a_few_times_only(rig: Rig, pages: list[str]) -> None:
    rig.run()
    rig.web.fault("*", faults.reset())
    rig.web.forget()
    rig.clock.advance(days=3)
    with rig.client() as client, pytest.raises(SiteUnavailable, match=rig.web.url):
        rig.discover(client)
    assert len(rig.web.requests) == 3


def test_a_site_that_goes_down_midway_is_left_alone(rig: Rig) -> None:
    paths = rig.web.publish_many(40)
    for path in paths[5:]:
        rig.web.fault(path, faults.reset())
    rig.run()
    assert [rig.state(path) for path in paths].count("ok") == 5
    assert len(rig.web.requests) < 40
    rig.web.heal()
    rig.clock.advance(days=1)
    rig.run()
    assert set(rig.ledger.page_counts()) == {"ok", "unchanged"}


def test_a_corrected_page_under_a_new_etag_is_fetched_again(rig: Rig, pages: list[str]) -> None:
    rig.run()
    rig.web.correct(pages[0], "（更正：应为第二批。）")
    rig.clock.advance(days=2)
    results = rig.run()
    assert results[pages[0]].changed
    assert "更正" in rig.text(pages[0])


def test_a_site_without_validators_is_compared_by_content(rig: Rig, pages: list[str]) -> None:
    rig.web.validators = False
    rig.run()
    assert rig.fetch(pages[0]).outcome == "unchanged"
    rig.web.correct(pages[0], "（更正。）")
    assert rig.fetch(pages[0]).changed


def test_a_lying_charset_changes_no_byte(rig: Rig, pages: list[str]) -> None:
    bad = spoil(rig, pages, faults.typed("text/html; charset=iso-8859-1"))
    assert "老旧小区" in rig.text(bad)


def test_a_page_without_a_content_type_is_judged_by_its_bytes(rig: Rig, pages: list[str]) -> None:
    raw = rig.web.body(pages[BAD])
    assert raw is not None
    bad = spoil(rig, pages, faults.body(raw[0], None))
    assert rig.state(bad) == "ok"


def test_a_page_that_is_replaced_by_an_error_page_keeps_its_archived_text(rig: Rig, pages: list[str]) -> None:
    rig.run()
    rig.web.fault(pages[0], faults.soft_404())
    rig.clock.advance(days=2)
    rig.run()
    assert rig.state(pages[0]) == "soft_404"
    assert "老旧小区" in rig.text(pages[0])
    recovers(rig, pages, pages[0])


def test_a_redirect_within_the_site_is_followed(rig: Rig, pages: list[str]) -> None:
    raw = rig.web.body(pages[BAD])
    assert raw is not None
    rig.web.files["/nw9820/moved/1.html"] = raw
    bad = spoil(rig, pages, faults.redirect("/nw9820/moved/1.html", 301))
    assert rig.state(bad) == "ok"


def test_a_site_whose_pages_never_close_html_is_not_taken_for_truncated(rig: Rig, pages: list[str]) -> None:
    for path in [*pages, "/nw9820/index.html", "/nw9820/index_2.html"]:
        raw, content_type = rig.web.body(path) or (b"", "")
        rig.web.files[path] = (raw.replace(b"</html>", b"").replace(b"</body>", b""), content_type)
    rig.run()
    assert rig.ledger.page_counts() == {"ok": PAGES}


def test_an_old_page_in_quarantine_is_asked_for_again_after_a_day_and_then_weekly(rig: Rig) -> None:
    path = rig.web.publish(60)  # half a year old: healthy, it would be left alone for 28 days
    rig.run()
    copy = rig.ledger.validators(rig.web.url + path).page_sha256
    rig.ledger.mark_quarantined(rig.web.url + path, copy or "", "nobody speaks", "1")
    asked = []
    for day in range(1, 29):
        rig.clock.advance(days=1)
        before = len(rig.web.asked(path))
        rig.run()
        asked += [day] * (len(rig.web.asked(path)) - before)
    assert asked == [1, 2, 3, 4, 5, 6, 7, 14, 21, 28]
    assert rig.state(path) == "quarantined"


def test_a_last_modified_that_lies_ahead_is_not_sent_back(rig: Rig, pages: list[str]) -> None:
    def from_the_future(handler: Any, count: int) -> bool:
        if "If-Modified-Since" in handler.headers:
            handler.send(304, b"", {})
            return True
        headers = {"Content-Type": faults.HTML, "Last-Modified": "Wed, 01 Jan 2098 00:00:00 GMT", "Date": "never"}
        handler.send(200, handler.page(), headers)
        return True

    rig.web.fault(pages[0], from_the_future)
    rig.run()
    rig.web.correct(pages[0], "（更正。）")
    assert rig.fetch(pages[0]).changed


def test_a_last_modified_of_the_past_is_sent_back(rig: Rig, pages: list[str]) -> None:
    said = "Tue, 23 Apr 2024 03:27:46 GMT"
    raw = rig.web.body(pages[0])
    assert raw is not None
    rig.web.fault(pages[0], faults.body(raw[0], faults.HTML, Last_Modified=said))
    rig.run()
    rig.fetch(pages[0])
    assert rig.web.asked(pages[0])[-1].headers["if-modified-since"] == said


def test_a_body_of_very_many_gzip_files_is_given_up(rig: Rig, pages: list[str]) -> None:
    packed = b"".join(gzip.compress(b"<p>") for _ in range(5000))
    bad = spoil(rig, pages, faults.body(packed, faults.HTML, Content_Encoding="gzip"))
    assert rig.state(bad) == "wrong_type"
    assert "more than 100 parts" in rig.reason(bad)


def test_refusals_of_requests_that_were_under_way_lengthen_no_pause(rig: Rig) -> None:
    hosts = rig.ledger.hosts
    for _ in range(4):
        paused = hosts.note_refusal("h", "412", whole_host=True)
    assert paused is not None
    assert (paused.pauses, paused.paused_until - rig.clock()) == (1, timedelta(minutes=15))
    paused = hosts.note_refusal("h", "429", whole_host=True, retry_after=timedelta(hours=2))
    assert paused is not None
    assert (paused.pauses, paused.paused_until - rig.clock()) == (1, timedelta(hours=2))


def test_a_page_that_was_never_had_is_asked_for_by_the_next_run_and_then_ever_more_rarely(rig: Rig) -> None:
    (path,) = rig.web.publish_many(1)
    rig.web.fault(path, faults.status(404))
    asked = []
    for hour, next_hour in pairwise([*range(27), *range(31, 24 * 10, 6)]):
        before = len(rig.web.asked(path))
        rig.run()
        asked += [hour] * (len(rig.web.asked(path)) - before)
        rig.clock.advance(hours=next_hour - hour)
    assert asked == [0, 1, 25, 25 + 7 * 24]


def test_a_site_that_is_asked_again_is_named_before_the_wait(rig: Rig, pages: list[str], caplog) -> None:
    rig.web.fault(pages[0], faults.only_first(1, faults.status(503)))
    with caplog.at_level("INFO", "flows.http.client"):
        rig.run()
    (said,) = [record.getMessage() for record in caplog.records if "asked again" in record.getMessage()]
    assert re.fullmatch(r"127\.0\.0\.1:\d+: the server answered 503; asked again in \d+ s", said)

"""Politeness: intervals, robots.txt, who we say we are, when we come back."""

from __future__ import annotations

import gzip
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

import pytest

from flows.http import politeness, robots
from flows.http.transport import Limits
from flows.ledger.outcomes import OUTCOMES, TREATMENTS, again_after, recheck_after
from parsers.errors import SiteUnavailable
from tests.faultsite import faults
from tests.flows.conftest import Rig

NOW = datetime(2026, 9, 15, tzinfo=UTC)


def gaps(rig: Rig) -> list[float]:
    """Seconds between one request and the next."""
    times = sorted(request.at for request in rig.web.requests)
    return [(later - earlier).total_seconds() for earlier, later in pairwise(times)]


def test_requests_of_one_run_keep_the_interval(rig: Rig) -> None:
    rig.values["delay"] = 3.0
    rig.web.publish_many(7)
    rig.run()
    assert min(gaps(rig)) >= 3.0
    assert len({round(gap, 3) for gap in gaps(rig)}) > 3


def test_requests_of_two_clients_together_keep_the_interval(rig: Rig) -> None:
    rig.values["delay"] = 3.0
    paths = rig.web.publish_many(8)
    with rig.client() as one, rig.client() as two:

        def ask(client: object, mine: list[str]) -> None:
            for path in mine:
                client.get(rig.web.url + path)  # type: ignore[attr-defined]

        threads = [
            threading.Thread(target=ask, args=(one, paths[::2])),
            threading.Thread(target=ask, args=(two, paths[1::2])),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    # The clock is shared and jumps, so only the sum tells: eight pages and at most two robots.txt.
    assert rig.clock.slept >= 3.0 * 7


def test_a_pause_ends_for_one_request_at_a_time(rig: Rig) -> None:
    rig.values |= {"delay": 2.0, "concurrency": 2}
    paths = rig.web.publish_many(4)
    with rig.client() as client:
        client.get(rig.web.url + paths[0])
        rig.ledger.hosts.note_refusal(
            urlsplit(rig.web.url).netloc, "status 429", whole_host=True, retry_after=timedelta(seconds=8)
        )
        before = rig.clock.slept
        threads = [threading.Thread(target=client.get, args=(rig.web.url + path,)) for path in paths[1:]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    # The clock is shared and jumps, so only the sum tells: the pause, and an interval for each page behind it.
    assert rig.clock.slept - before >= 8 + 2.0 * 2


def test_repeated_tries_wait_longer_and_keep_the_interval(rig: Rig) -> None:
    rig.values["delay"] = 1.0
    (path,) = rig.web.publish_many(1)
    rig.web.fault(path, faults.status(500))
    rig.run()
    first, second, third = (request.at for request in rig.web.asked(path))
    assert (second - first).total_seconds() >= 2.0
    assert (third - second).total_seconds() >= 4.0


def test_no_site_but_our_own_machine_is_asked_without_a_pause() -> None:
    assert politeness.interval("http://127.0.0.1:8000/", site_delay=0, robots_delay=0) == 0
    assert politeness.interval("https://www.lanhai.example/", site_delay=0, robots_delay=0) == 1.0


def test_the_user_agent_says_who_asks_and_how_to_reach_them(rig: Rig) -> None:
    rig.web.publish_many(1)
    rig.run()
    agents = {request.headers["user-agent"] for request in rig.web.requests}
    assert len(agents) == 1
    assert agents.pop().endswith("(+mailto:desk@lanhai.example)")


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "新闻办", "x" * 10])
def test_the_contact_cannot_break_the_request(contact: str) -> None:
    agent = politeness.user_agent(contact)
    assert agent.isascii() and agent.isprintable()


def test_disallowed_paths_are_never_asked_for(rig: Rig) -> None:
    paths = rig.web.publish_many(4)
    folder = paths[1].rsplit("/", 1)[0]
    rig.web.files["/robots.txt"] = (f"User-agent: *\nDisallow: {folder}/\n".encode(), "text/plain")
    rig.run()
    assert rig.state(paths[1]) == "disallowed"
    assert "robots.txt" in rig.reason(paths[1])
    assert rig.web.asked(paths[1]) == []
    assert rig.ledger.page_counts() == {"disallowed": 1, "ok": 3}
    rig.web.files["/robots.txt"] = (b"User-agent: *\nDisallow:\n", "text/plain")
    rig.clock.advance(days=8)
    rig.run()
    assert rig.state(paths[1]) == "ok"


def test_rules_for_our_name_count(rig: Rig) -> None:
    (path,) = rig.web.publish_many(1)
    rules = f"User-agent: briefings\nDisallow: {path}\n\nUser-agent: *\nDisallow:\n"
    rig.web.files["/robots.txt"] = (rules.encode(), "text/plain")
    rig.run()
    assert rig.state(path) == "disallowed"


@pytest.mark.parametrize("line", ["Crawl-delay: 7", "Request-rate: 1/7"])
def test_a_delay_in_robots_txt_is_kept(rig: Rig, line: str) -> None:
    rig.web.files["/robots.txt"] = (f"User-agent: *\n{line}\n".encode(), "text/plain")
    rig.web.publish_many(3)
    rig.run()
    assert min(gaps(rig)[1:]) >= 7.0


@pytest.mark.parametrize(
    ("status", "content_type", "body"),
    [
        (404, "text/plain", b"User-agent: *\nDisallow: /"),
        (200, "text/html", b"<!DOCTYPE html><html>Disallow: /</html>"),
        (200, "text/plain", b"\xef\xbb\xbf\r\n<html><body>home</body></html>"),
        (200, None, b""),
    ],
)
def test_a_missing_robots_txt_or_a_page_in_its_place_means_no_rules(
    status: int, content_type: str | None, body: bytes
) -> None:
    assert robots.robots_text(status, content_type, body) == ""


FORBIDDEN = b"User-agent: *\nDisallow: /nw9820/2026\n"


@pytest.mark.parametrize(
    ("body", "content_type", "encoding"),
    [
        (b"\xef\xbb\xbf" + FORBIDDEN, "text/plain", None),
        (FORBIDDEN, "text/html; charset=utf-8", None),
        (FORBIDDEN + b"# filler\n" * 1_200_000, "text/plain", None),
        (gzip.compress(FORBIDDEN, mtime=0), "text/plain", "gzip"),
    ],
    ids=["byte-order mark", "called HTML", "ten megabytes", "packed"],
)
def test_rules_are_found_however_they_come(rig: Rig, body: bytes, content_type: str, encoding: str | None) -> None:
    (path,) = rig.web.publish_many(1)
    headers = {"Content_Encoding": encoding} if encoding else {}
    rig.limits = Limits()
    rig.web.fault("/robots.txt", faults.body(body, content_type, **headers))
    rig.run()
    assert rig.state(path) == "disallowed"
    assert rig.web.asked(path) == []


def test_rules_that_cannot_be_unpacked_are_not_taken_for_none(rig: Rig) -> None:
    rig.web.publish_many(1)
    rig.web.fault("/robots.txt", faults.body(b"x", "text/plain", Content_Encoding="br"))
    with rig.client() as client, pytest.raises(SiteUnavailable, match="packed as 'br'"):
        rig.discover(client)
    assert rig.web.paths() == ["/robots.txt"]


def test_robots_txt_is_asked_for_once_a_day(rig: Rig) -> None:
    rig.web.publish_many(2)
    for _ in range(5):
        rig.run()
        rig.clock.advance(hours=7)
    assert len(rig.web.asked("/robots.txt")) == 2


def test_without_knowing_the_rules_nothing_is_fetched(rig: Rig) -> None:
    rig.web.publish_many(2)
    rig.web.fault("/robots.txt", faults.status(503))
    with rig.client() as client, pytest.raises(SiteUnavailable, match=r"robots\.txt"):
        rig.discover(client)
    assert set(rig.web.paths()) == {"/robots.txt"}


def test_old_rules_stand_in_while_robots_txt_has_errors(rig: Rig) -> None:
    paths = rig.web.publish_many(2)
    rig.web.files["/robots.txt"] = (f"User-agent: *\nDisallow: {paths[0]}\n".encode(), "text/plain")
    rig.run()
    rig.web.fault("/robots.txt", faults.status(500))
    rig.clock.advance(days=2)
    new = rig.web.publish(50)
    rig.run()
    assert rig.state(new) == "ok"
    assert rig.web.asked(paths[0]) == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 5 ", 5),
        ("Tue, 15 Sep 2026 00:02:00 GMT", 120),
        ("Mon, 14 Sep 2026 00:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("9" * 50, 10**8),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(header: str | None, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert politeness.retry_after(header, NOW) == expected


def test_rechecks_age_from_hours_to_weeks() -> None:
    ages = [timedelta(hours=1), timedelta(days=5), timedelta(days=40), timedelta(days=900)]
    assert [recheck_after(age) for age in ages] == [
        timedelta(hours=6), timedelta(days=1), timedelta(days=7), timedelta(days=28),
    ]  # fmt: skip


def test_failures_are_asked_for_again_ever_more_rarely() -> None:
    for outcome in OUTCOMES:
        waits = [again_after(outcome, failures=n, age=timedelta(0)) for n in (1, 2, 3, 9)]
        assert waits == sorted(waits)
        assert waits[0] >= timedelta(hours=1)


def test_every_outcome_has_one_treatment() -> None:
    assert set(TREATMENTS) == set(OUTCOMES)

"""The ledger: what survives, what threads and processes share, what is copied into the warehouse once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from flows.ledger.ledger import Ledger
from flows.ledger.rows import Validators
from parsers.records import ListItem
from tests.faultsite import FakeClock

SITE, CHAIN = "lanhai", "http://lanhai.example/index.html"
ONE, TWO = "http://lanhai.example/1.html", "http://lanhai.example/2.html"


def item(url: str, *, title: str = "问答", day: date | None = date(2026, 9, 1), skip: str | None = None) -> ListItem:
    return ListItem(url, title, day, skip)


@pytest.fixture
def ledger(tmp_path: Path, clock: FakeClock) -> Iterator[Ledger]:
    with Ledger(tmp_path / "private" / "ledger.sqlite", clock) as ledger:
        yield ledger


def keep(ledger: Ledger, url: str, sha256: str, *, hours: float = 24, **values: object) -> None:
    """Record a fetched copy."""
    ledger.record_page(
        url, SITE, state="ok", validators=Validators('"e"', None, sha256), changed=True,
        next_check_at=ledger.now() + timedelta(hours=hours), **values,
    )  # type: ignore[arg-type]  # fmt: skip


def test_a_found_page_is_new_once_and_due_until_it_is_fetched(ledger: Ledger) -> None:
    assert ledger.links.upsert_found(SITE, CHAIN, [item(ONE), item(TWO, skip="off_site")]) == [ONE]
    assert ledger.links.upsert_found(SITE, CHAIN, [item(ONE)]) == []
    assert [(page.url, page.fresh) for page in ledger.due_pages(SITE)] == [(ONE, True)]
    keep(ledger, ONE, "a" * 64)
    assert ledger.due_pages(SITE) == []


def test_pages_without_a_copy_come_before_rechecks_and_the_newest_first(ledger: Ledger, clock: FakeClock) -> None:
    keep(ledger, ONE, "a" * 64, hours=1)
    clock.advance(hours=2)
    older, newer = "http://lanhai.example/3.html", "http://lanhai.example/4.html"
    ledger.links.upsert_found(SITE, CHAIN, [item(older, day=date(2026, 1, 1)), item(newer)])
    assert [page.url for page in ledger.due_pages(SITE)] == [newer, older, ONE]
    assert [page.url for page in ledger.due_pages(SITE, limit=2)] == [newer, older]
    assert [page.url for page in ledger.due_pages(SITE, rechecks=0)] == [newer, older]


def test_an_archived_copy_is_pending_until_it_is_loaded_or_in_quarantine(ledger: Ledger) -> None:
    keep(ledger, ONE, "a" * 64)
    keep(ledger, TWO, "b" * 64)
    assert [page.url for page in ledger.pending_pages(SITE, "1")] == [ONE, TWO]
    ledger.mark_loaded({ONE: "a" * 64})
    ledger.mark_quarantined(TWO, "b" * 64, "no body", "1")
    assert ledger.pending_pages(SITE, "1") == []
    assert ledger.page_counts() == {"ok": 1, "quarantined": 1}


def test_a_quarantined_copy_is_tried_again_by_a_newer_parser_a_newer_copy_or_by_hand(ledger: Ledger) -> None:
    keep(ledger, ONE, "a" * 64)
    ledger.mark_quarantined(ONE, "a" * 64, "no body", "1")
    assert [page.url for page in ledger.pending_pages(SITE, "2")] == [ONE]
    assert ledger.release_quarantined(ONE) == 1
    assert [page.url for page in ledger.pending_pages(SITE, "1")] == [ONE]
    ledger.mark_quarantined(ONE, "a" * 64, "no body", "1")
    keep(ledger, ONE, "c" * 64)
    assert [page.page_sha256 for page in ledger.pending_pages(SITE, "1")] == ["c" * 64]


def test_loading_ends_the_quarantine(ledger: Ledger) -> None:
    keep(ledger, ONE, "a" * 64)
    ledger.mark_quarantined(ONE, "a" * 64, "no body", "1")
    ledger.mark_loaded({ONE: "a" * 64})
    assert ledger.page_counts() == {"ok": 1}
    assert ledger.page_problems() == []


def test_a_lost_copy_is_asked_for_again_unconditionally(ledger: Ledger) -> None:
    keep(ledger, ONE, "a" * 64)
    ledger.forget_copy(ONE)
    assert ledger.validators(ONE) == Validators()
    assert [page.url for page in ledger.due_pages(SITE)] == [ONE]


def test_a_lost_copy_that_came_again_is_no_other_version(ledger: Ledger, clock: FakeClock) -> None:
    for sha256 in ("a", "b", "b", "a"):
        keep(ledger, ONE, sha256 * 64)
        clock.advance(hours=1)
        ledger.forget_copy(ONE)
    assert [version.page_sha256[0] for version in ledger.copies.versions()] == ["a", "b", "a"]


def test_only_the_newest_copy_can_be_asked_for_again(ledger: Ledger, clock: FakeClock) -> None:
    keep(ledger, ONE, "a" * 64)
    clock.advance(hours=1)
    keep(ledger, ONE, "b" * 64)
    ledger.forget_copy(ONE, "a" * 64)
    assert ledger.validators(ONE).page_sha256 == "b" * 64
    ledger.forget_copy(ONE, "b" * 64)
    assert ledger.validators(ONE).page_sha256 is None


def test_what_came_between_the_loaded_and_the_newest_copy_waits_as_well(ledger: Ledger, clock: FakeClock) -> None:
    for sha256 in "abc":
        keep(ledger, ONE, sha256 * 64)
        clock.advance(hours=1)
    ledger.mark_loaded({ONE: "a" * 64})
    assert [page.page_sha256[0] for page in ledger.pending_pages(SITE, "1")] == ["b", "c"]


def test_a_ledger_without_the_table_of_copies_gets_it_from_its_exchanges(tmp_path: Path, clock: FakeClock) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path, clock) as ledger:
        ledger.start_run("r1", "ingest", SITE)
        for sha256 in "ab":
            fetch = ledger.before_fetch(ONE, "lanhai.example", "r1")
            ledger.after_fetch(fetch, outcome="ok", status=200, bytes_read=1, elapsed_ms=1, page_sha256=sha256 * 64)
            keep(ledger, ONE, sha256 * 64)
            clock.advance(hours=1)
        keep(ledger, TWO, "c" * 64)
        before = ledger.copies.versions()
    with sqlite3.connect(path) as old:
        old.executescript("DROP TABLE copies; PRAGMA user_version = 1;")
    with Ledger(path, clock) as ledger:
        found = ledger.copies.versions()
    assert [(v.url, v.page_sha256, v.checked_at) for v in found] == [
        (v.url, v.page_sha256, v.checked_at) for v in before
    ]


def test_rows_are_handed_to_the_warehouse_once_and_again_when_they_change(ledger: Ledger) -> None:
    keep(ledger, ONE, "a" * 64)
    rows, mark = ledger.unsynced("pages")
    assert [row["url"] for row in rows] == [ONE]
    assert rows[0]["checked_at"] == ledger.now()
    ledger.mark_synced("pages", mark)
    assert ledger.unsynced("pages")[0] == []
    keep(ledger, ONE, "b" * 64)
    assert [row["page_sha256"] for row in ledger.unsynced("pages")[0]] == ["b" * 64]


def test_rows_are_handed_over_again_when_the_copy_was_not_confirmed(ledger: Ledger) -> None:
    ledger.start_run("r1", "ingest", SITE)
    assert ledger.unsynced("runs")[0] == ledger.unsynced("runs")[0] != []


def test_seeing_a_known_link_again_is_not_a_change(ledger: Ledger) -> None:
    ledger.links.upsert_found(SITE, CHAIN, [item(ONE)])
    ledger.mark_synced("pages", ledger.unsynced("pages")[1])
    ledger.links.upsert_found(SITE, CHAIN, [item(ONE)])
    assert ledger.unsynced("pages")[0] == []


def test_a_rebuilt_warehouse_gets_everything_again(ledger: Ledger) -> None:
    keep(ledger, ONE, "a" * 64)
    ledger.mark_loaded({ONE: "a" * 64})
    ledger.mark_synced("pages", ledger.unsynced("pages")[1])
    ledger.forget_loaded()
    assert len(ledger.pending_pages(SITE, "1")) == 1
    assert len(ledger.unsynced("pages")[0]) == 1


def test_an_exchange_is_handed_over_when_it_is_complete(ledger: Ledger) -> None:
    fetch = ledger.before_fetch(ONE, "lanhai.example", "r1")
    assert ledger.unsynced("fetches")[0] == []
    ledger.after_fetch(fetch, outcome="ok", status=200, bytes_read=10, elapsed_ms=3)
    (row,) = ledger.unsynced("fetches")[0]
    assert (row["url"], row["run_id"], row["status"], row["outcome"]) == (ONE, "r1", 200, "ok")


def test_a_killed_run_is_closed_by_the_next_one_and_its_open_exchange_with_it(ledger: Ledger) -> None:
    ledger.start_run("killed", "ingest", SITE)
    ledger.before_fetch(ONE, "lanhai.example", "killed")
    ledger.start_run("next", "ingest", SITE)
    ledger.finish_run("next", "success", "done", discovered=3, inserted=2)
    runs = {run["run_id"]: run for run in ledger.last_runs(SITE)}
    assert runs["killed"]["outcome"] == "failure"
    assert "stopped" in runs["killed"]["message"]
    assert (runs["next"]["outcome"], runs["next"]["discovered"], runs["next"]["inserted"]) == ("success", 3, 2)
    assert [row["outcome"] for row in ledger.unsynced("fetches")[0]] == ["interrupted"]


def test_slots_of_a_host_are_an_interval_apart_and_hosts_do_not_wait_for_each_other(ledger: Ledger) -> None:
    assert [ledger.hosts.reserve_slot("a", 2.0) for _ in range(3)] == [0.0, 2.0, 4.0]
    assert ledger.hosts.reserve_slot("b", 2.0) == 0.0


def test_a_clock_set_back_does_not_stop_the_fetching(ledger: Ledger, clock: FakeClock) -> None:
    ledger.hosts.reserve_slot("a", 2.0)
    clock.advance(days=-3)
    assert ledger.hosts.reserve_slot("a", 2.0) == 0.0
    assert ledger.hosts.reserve_slot("a", 2.0) == 2.0


def test_threads_share_one_ledger(ledger: Ledger) -> None:
    def work(number: int) -> None:
        for step in range(20):
            ledger.links.upsert_found(SITE, CHAIN, [item(f"http://lanhai.example/{number}-{step}.html")])
            ledger.hosts.reserve_slot("a", 1.0)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ledger.page_counts() == {"new": 120}
    assert ledger.hosts.reserve_slot("a", 1.0) == 120.0


def _reserve(path: Path, count: int, waits: multiprocessing.Queue[float]) -> None:
    moment = datetime(2026, 9, 1, tzinfo=UTC)
    with Ledger(path, lambda: moment) as ledger:
        for _ in range(count):
            waits.put(ledger.hosts.reserve_slot("a", 2.0))


def test_processes_never_get_the_same_slot(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    waits: multiprocessing.Queue[float] = context.Queue()
    workers = [context.Process(target=_reserve, args=(tmp_path / "l.sqlite", 25, waits)) for _ in range(3)]
    for worker in workers:
        worker.start()
    got = sorted(waits.get(timeout=60) for _ in range(75))
    for worker in workers:
        worker.join()
    assert got == [2.0 * number for number in range(75)]


def _write_until_killed(path: Path, ready: multiprocessing.Queue[int]) -> None:
    with Ledger(path) as ledger:
        for number in range(100_000):
            ledger.links.upsert_found(SITE, CHAIN, [item(f"http://lanhai.example/{number}.html")])
            if number == 30:
                ready.put(number)


def test_a_killed_process_loses_nothing_it_has_committed(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready: multiprocessing.Queue[int] = context.Queue()
    worker = context.Process(target=_write_until_killed, args=(tmp_path / "l.sqlite", ready))
    worker.start()
    ready.get(timeout=60)
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    worker.join()
    with Ledger(tmp_path / "l.sqlite") as ledger:
        assert ledger.page_counts()["new"] >= 31
        ledger.links.upsert_found(SITE, CHAIN, [item(ONE)])
    with sqlite3.connect(tmp_path / "l.sqlite") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_the_ledger_is_for_its_owner_only(ledger: Ledger) -> None:
    assert ledger.db.path.parent.stat().st_mode & 0o077 == 0


def test_a_quarantined_page_that_differs_each_time_is_asked_for_at_once_only_the_first_time(ledger: Ledger) -> None:
    """HTML with a token in it is another copy at every request."""
    ledger.links.upsert_found(SITE, CHAIN, [item(ONE)])
    at_once = []
    for copy in "abc":
        keep(ledger, ONE, copy * 64)
        ledger.mark_quarantined(ONE, copy * 64, "nobody speaks", "1")
        at_once.append([page.url for page in ledger.due_pages(SITE)] == [ONE])
    assert at_once == [True, False, False]


def test_known_pages_of_a_window_come_newest_first_a_few_at_a_time(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.ledger.ledger.CHUNK", 2)
    urls = [f"http://lanhai.example/{day}.html" for day in range(1, 8)]
    ledger.links.upsert_found(SITE, CHAIN, [item(url, day=date(2026, 1, n)) for n, url in enumerate(urls, 1)])
    ledger.links.upsert_found(SITE, CHAIN, [item("http://lanhai.example/skipped.html", skip="off_site")])
    known = ledger.known_pages(SITE, date(2026, 1, 2), date(2026, 1, 6))
    assert [page.url for page in known] == urls[5:0:-1]
    assert all(page.fresh for page in ledger.known_pages(SITE))

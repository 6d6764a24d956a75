"""A whole run as plain functions, without Prefect: the same ledger, archive and database as under it."""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from flows.cli.result import exit_code
from flows.console import EXIT_INCOMPLETE
from flows.derive import pools, reading, workers
from flows.report import RunReport
from flows.run import parsing
from flows.run.executor import Done, PlainExecutor, Step
from flows.run.fetching import ENOUGH
from flows.run.ingest import backfill, ingest
from flows.run.lists import Lists
from flows.run.parsing import LOAD, ROUND
from flows.run.progress import HANDFUL
from flows.run.reparse import reparse, retry
from flows.run.run import Work, opened, perform
from flows.settings import Settings, load_settings
from parsers.errors import RunFailed
from parsers.page import parse_page
from parsers.records import Page
from tests.faultsite import FaultSite, fault_site, faults
from tests.plain import with_tables
from tests.some import some
from warehouse.readers.query import query

FEW, MANY = 6, HANDFUL + 5
T = TypeVar("T")
ROWS = "SELECT turn_id, text, url FROM turns JOIN briefings USING (briefing_id) ORDER BY ALL"


@dataclass
class Bench:
    """A site, and runs of it in one process."""

    web: FaultSite
    settings: Settings
    waits: list[float]

    def run(self, work: Work, flow: str = "ingest") -> RunReport:
        with opened(self.settings, flow) as run:
            run.executor = PlainExecutor(sleep=self.waits.append)
            return perform(run, work)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return query(self.settings.paths.reader, sql).rows

    def block(self, path: str) -> tuple[Path, set[str]]:
        """Put a file where the archive needs a folder for this page; it, and the pages that cannot be kept."""
        folders = {p: hashlib.sha256((self.web.body(p) or (b"", ""))[0]).hexdigest()[:2] for p in self.web.articles}
        in_the_way = self.settings.paths.archive / folders[path]
        in_the_way.parent.mkdir(parents=True, exist_ok=True)
        in_the_way.write_text("in the way")
        return in_the_way, {p for p, folder in folders.items() if folder == folders[path]}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with fault_site() as web:
        web.per_list_page = 100
        definition = web.write_definition(tmp_path)
        yield Bench(
            web, load_settings(data_dir=with_tables(tmp_path / "data"), site=str(definition), base_url=web.url), []
        )


@pytest.fixture
def one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parsing goes through one process instead of one a core: starting it is most of what such a run costs."""
    monkeypatch.setattr(workers, "MOST", 1)


@pytest.mark.parametrize(
    ("pages", "together"), [(FEW, ROUND), (MANY, pools.PART), pytest.param(ROUND + MANY, ROUND, marks=pytest.mark.soak)]
)
def test_every_page_is_loaded_once_and_the_next_run_has_nothing_to_do(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, pages: int, together: int
) -> None:
    """Also of pages in several rounds, which overlap."""
    monkeypatch.setattr(parsing, "ROUND", together)
    bench.web.publish_many(pages)
    first = bench.run(backfill, "backfill")
    again = bench.run(ingest)
    assert (first.outcome, first.fetched, first.inserted, first.failures) == ("success", pages, pages, [])
    assert (again.outcome, again.inserted) == ("unchanged", 0)
    assert bench.rows("SELECT count(*), count(DISTINCT url) FROM briefings") == [(pages, pages)]
    before = bench.rows(ROWS)
    rebuilt = bench.run(reparse, "reparse")
    assert (rebuilt.discovered, rebuilt.inserted, rebuilt.updated) == (pages, 0, 0)
    assert bench.rows(ROWS) == before


@pytest.mark.usefixtures("one_worker")
@pytest.mark.parametrize("pages", some([FEW, MANY], here=[FEW]))
def test_a_page_that_cannot_be_kept_is_tried_once_more_and_the_others_are_loaded(bench: Bench, pages: int) -> None:
    paths = bench.web.publish_many(pages)
    in_the_way, lost = bench.block(paths[1])
    report = bench.run(ingest)
    assert (report.outcome, report.inserted) == ("failure", pages - len(lost))
    assert "The archive could not be written" in report.message
    assert {len(bench.web.asked(path)) for path in set(paths) - lost} == {1}
    assert {len(bench.web.asked(path)) for path in lost} == {2}
    in_the_way.unlink()
    assert bench.run(ingest).inserted == len(lost)


def test_a_site_is_not_asked_for_pages_that_nobody_can_keep(bench: Bench) -> None:
    bench.web.publish_many(10 * ENOUGH)
    bench.settings.paths.archive.mkdir(parents=True)
    for number in range(256):
        (bench.settings.paths.archive / f"{number:02x}").write_text("in the way")
    report = bench.run(lambda run: backfill(run), "backfill")
    assert report.outcome == "failure"
    asked = sum(len(bench.web.asked(path)) for path in bench.web.articles)
    assert asked <= 4 * ENOUGH


def test_of_few_pages_one_on_which_the_parser_fails_is_set_aside(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many it is in a real worker process: tests/flows/orchestration/test_unforeseen.py."""
    bad = bench.web.publish_many(FEW)[2]

    def broken(raw: bytes, **values: Any) -> Page:
        if str(values["url"]).endswith(bad):
            raise IndexError("nobody foresaw this")
        return parse_page(raw, **values)

    with monkeypatch.context() as fault:
        fault.setattr(reading, "parse_page", broken)
        report = bench.run(ingest)
    assert (report.outcome, report.inserted, report.quarantined, report.failures) == ("success", FEW - 1, 1, [])
    assert [trouble.url for trouble in report.troubles] == [bench.web.url + bad]
    assert "unexpected IndexError in the parser (nobody foresaw this)" in report.troubles[0].reason
    assert bench.run(retry, "retry").inserted == 1


@pytest.mark.usefixtures("one_worker")
@pytest.mark.parametrize("pages", some([FEW, MANY], here=[FEW]))
def test_pages_that_cannot_be_staged_are_told_and_loaded_by_the_next_run(bench: Bench, pages: int) -> None:
    bench.web.publish_many(pages)
    stage = bench.settings.paths.stage
    stage.write_text("in the way")
    report = bench.run(ingest)
    assert (report.outcome, report.inserted) == ("failure", 0)
    assert "Parsed pages could not be written" in report.message
    stage.unlink()
    report = bench.run(ingest)
    assert (report.outcome, report.fetched, report.inserted) == ("success", 0, pages)


@pytest.mark.usefixtures("one_worker")
@pytest.mark.parametrize("pages", some([FEW, MANY], here=[FEW]))
def test_a_database_that_cannot_be_written_ends_the_run_with_its_reason(bench: Bench, pages: int) -> None:
    bench.web.publish_many(pages)
    bench.settings.paths.warehouse.unlink()
    bench.settings.paths.warehouse.mkdir()
    report = bench.run(ingest)
    assert report.outcome == "failure"
    assert str(bench.settings.paths.warehouse) in report.message
    assert bench.waits.count(5) == 2, "a load is tried three times"
    bench.settings.paths.warehouse.rmdir()
    assert bench.run(ingest).inserted == pages


def test_a_run_that_cannot_even_be_recorded_says_why(bench: Bench) -> None:
    bench.run(ingest)
    with closing(sqlite3.connect(bench.settings.paths.ledger)) as ledger:
        ledger.execute("DROP TABLE runs")
    report = bench.run(ingest)
    assert (report.outcome, "no such table: runs" in report.message) == ("failure", True)


def test_news_that_cannot_be_had_is_unavailable_and_a_stopped_step_leaves_nothing_running(bench: Bench) -> None:
    for path in bench.web.publish_many(FEW):
        bench.web.fault(path, faults.status(500))
    report = bench.run(ingest)
    assert (report.outcome, report.out_of_reach) == ("unavailable", FEW)


class _SlowToLoad(PlainExecutor):
    """Loading takes a while; how the run is recorded when that is over."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()
        self.ended: list[datetime | None] = []
        self.report: RunReport | None = None

    def run(self, step: Step, label: str, work: Callable[[], Done[T]]) -> T:
        value = super().run(step, label, work)
        if step == LOAD and self.report:
            self.begun.set()
            threading.Event().wait(0.5)
            self.ended.append(self.report.finished_at)
        return value


@pytest.mark.parametrize("waiting_for", ["parsers", "loader"])
def test_a_run_that_is_stopped_while_it_waits_is_over_when_its_loader_is(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, waiting_for: str
) -> None:
    executor = _SlowToLoad()

    class Parsers(ThreadPoolExecutor):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            super().shutdown(wait, cancel_futures=cancel_futures)
            assert executor.begun.wait(60)
            if waiting_for == "parsers":
                raise KeyboardInterrupt

    class Loader(threading.Thread):
        asked = 0

        def join(self, timeout: float | None = None) -> None:
            self.asked += 1
            if waiting_for == "loader" and self.asked == 1:
                raise KeyboardInterrupt
            super().join(timeout)

    monkeypatch.setattr(parsing, "ThreadPoolExecutor", Parsers)
    monkeypatch.setattr(parsing, "Thread", Loader)
    monkeypatch.setattr(pools, "cores", lambda: 1)  # parsed in this process
    bench.web.publish_many(MANY)
    with opened(bench.settings, "ingest") as run:
        run.executor, executor.report = executor, run.report
        with pytest.raises(KeyboardInterrupt):
            perform(run, ingest)
    assert executor.ended == [None], "it was still running"
    assert run.report.message.startswith("The run was stopped")


def test_lists_are_read_where_no_process_can_be_started(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def refused(_workers: workers.Workers, count: int) -> list[Any]:
        asked.append(count)
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(workers.Workers, "_started", refused)
    monkeypatch.setattr(pools, "cores", lambda: 2)
    bench.web.publish_many(MANY)
    with opened(bench.settings, "ingest") as run:
        assert Lists(run).result().found == MANY
    assert asked


def test_a_run_that_is_over_starts_no_parsers(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "cores", lambda: 1)
    with opened(bench.settings, "ingest") as run:
        run.close()
        with pytest.raises(RunFailed):
            run.pool()


def test_with_nothing_left_to_parse_no_parsers_are_imported() -> None:
    code = "import sys, flows.run.parsing as p; p.parse_and_load(None, (), about=0); sys.exit('parsers.page' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_run_loads_no_prefect() -> None:
    code = "import sys, flows.run.ingest, flows.run.reparse, flows.derive.loading; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_page_read_incompletely_is_told_by_the_run_and_by_each_that_reads_it_again(bench: Bench) -> None:
    bench.web.publish_many(FEW)
    path = next(iter(bench.web.articles))
    bench.web.faults[path] = faults.altered("\n</div>\n</div>", "<p>澜公网安备 32010202010001号</p></div></div>")
    first = bench.run(ingest)
    again = bench.run(reparse, "reparse")
    for report in (first, again):
        assert (report.read, report.incomplete, exit_code(report)) == (FEW, 1, EXIT_INCOMPLETE)
        assert "1 read incompletely" in report.sentence()
        head, page, rest = report.incompletely()
        assert f"1 of {FEW} pages" in head
        assert path in page
        assert "article.body names too much" in page
        assert "warnings" in rest
    assert (first.outcome, again.outcome) == ("success", "unchanged")
    assert bench.rows("SELECT count(*) FROM briefings WHERE len(warnings) = 1") == [(1,)]


@pytest.mark.usefixtures("one_worker")
def test_a_stray_module_in_the_working_directory_is_not_taken_for_one_of_ours(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "orjson.py").write_text("raise SystemExit('not the orjson that was meant')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    bench.web.publish_many(MANY)
    report = bench.run(backfill, "backfill")
    assert (report.outcome, report.inserted, report.failures) == ("success", MANY, [])

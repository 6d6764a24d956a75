"""Parsing in worker processes: the same files as here, and a dead worker costs only its batch."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from flows.derive.job import ParseJob
from flows.derive.reading import parse_batch
from flows.derive.workers import Workers
from flows.ledger.copies import ArchivedPage
from flows.report import RunReport
from flows.run import steps
from flows.run.lists import Lists
from flows.run.run import Run
from flows.settings import load_settings
from flows.workspace import Workspace
from parsers import PARSER_VERSION
from parsers.errors import ServiceError
from tests.faultsite import fault_site

PAGES = 6


@pytest.fixture(scope="module")
def ws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace whose pages are fetched and wait to be parsed."""
    tmp_path = tmp_path_factory.mktemp("workers")
    with fault_site() as site:
        site.publish_many(PAGES)
        definition = site.write_definition(tmp_path)
        settings = load_settings(data_dir=tmp_path / "data", site=str(definition), base_url=site.url)
        with Workspace.open(settings) as ws, ws.client("run") as client:
            report = RunReport("run", "ingest", ws.site.name, started_at=ws.now())
            with closing(Run(ws, client, report)) as run:
                Lists(run).result()
                for page in steps.choose(run):
                    steps.fetch_one(ws, client, page.url)
            yield ws


@pytest.fixture(scope="module")
def workers(ws: Workspace) -> Iterator[Workers]:
    """Workers for all tests after which they still work: to start some is most of what such a test costs."""
    workers = Workers(ParseJob.of(ws))
    yield workers
    workers.close()


def pending(ws: Workspace) -> list[ArchivedPage]:
    """The pages that wait."""
    return ws.ledger.pending_pages(ws.site.name, PARSER_VERSION)


def test_a_worker_stages_what_parsing_here_stages(ws: Workspace, workers: Workers) -> None:
    pages = pending(ws)
    here, there = parse_batch(ParseJob.of(ws), pages, "here"), workers.parse(pages, "there")
    assert there.pages == here.pages == PAGES
    assert there.path.read_bytes() == here.path.read_bytes()


def test_a_page_that_cannot_be_read_comes_back_with_its_reason(ws: Workspace, workers: Workers) -> None:
    pages = pending(ws)
    sha256 = ws.archive.put("<html><head><title>空</title></head><body></body></html>".encode())
    broken = ArchivedPage(**{**{n: getattr(pages[0], n) for n in pages[0].__slots__}, "page_sha256": sha256})
    parsed = workers.parse([broken, *pages[1:]], "mixed")
    assert (parsed.pages, len(parsed.unreadable)) == (PAGES - 1, 1)
    assert parsed.unreadable[0].url == broken.url


def test_a_killed_worker_is_named_and_replaced(ws: Workspace, workers: Workers) -> None:
    pages, count = pending(ws), len(workers._all)
    for number in range(count):
        workers.parse(pages, f"first{number}")
    for worker in workers._all:
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
    for number in range(count):
        with pytest.raises(ServiceError, match="ended unexpectedly"):
            workers.parse(pages, f"lost{number}")
    assert workers.parse(pages, "again").pages == PAGES


def test_workers_that_cannot_be_started_leave_no_pipe_open(
    ws: Workspace, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, before = pending(ws), pipes()
    with monkeypatch.context() as fault:
        fault.setattr(sys, "executable", "/dev/null/python")
        with pytest.raises(OSError, match="Not a directory"):
            workers._start(3)
        assert pipes() <= before
    made, pipe = [], os.pipe

    def one_and_no_more() -> tuple[int, int]:
        made.append(None)
        if len(made) > 1:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return pipe()

    with monkeypatch.context() as fault:
        fault.setattr(os, "pipe", one_and_no_more)
        with pytest.raises(OSError, match="Too many"):
            workers._start(3)
    assert pipes() <= before
    assert workers.parse(pages, "after").pages == PAGES


def pipes() -> set[int]:
    """The ends of pipes that this process has open."""
    return {at for at in range(1024) if _is_pipe(at)}


def _is_pipe(descriptor: int) -> bool:
    with suppress(OSError):
        return stat.S_ISFIFO(os.fstat(descriptor).st_mode)
    return False


def test_workers_that_parsed_nothing_end_and_none_is_started_for_a_run_that_is_over(ws: Workspace) -> None:
    workers = Workers(ParseJob.of(ws))
    workers.close()
    assert [process.returncode for process in workers._processes] == [0]
    for name in ("while it was at work", "instead of a worker that ended", "once more"):
        for _ in workers._all:
            with pytest.raises(ServiceError):
                workers.parse(pending(ws), name)
    assert len(workers._processes) == 1


KILLED = """
import os, pickle, signal, sys
from flows.derive.workers import Workers

workers = Workers(pickle.load(sys.stdin.buffer))
for number, _ in enumerate(workers._all):
    workers.parse([], f"nothing{number}")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_when_their_run_is_killed(ws: Workspace) -> None:
    """What they inherit of its standard error is closed only when the last of them has ended."""
    job = pickle.dumps(ParseJob.of(ws))
    run = subprocess.run([sys.executable, "-c", KILLED], input=job, capture_output=True, timeout=120, check=False)
    assert (run.returncode, run.stderr) == (-signal.SIGKILL, b"")

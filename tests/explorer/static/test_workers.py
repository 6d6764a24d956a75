"""Processes that make pages: one that dies is told of as such, and none is left behind."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from explorer.static import workers
from explorer.static.making import Task
from explorer.static.manifest import Wanted
from flows.archive.copies import InertCopies
from flows.archive.store import Archive
from warehouse.explore.errors import QueryError


@pytest.fixture
def task(tmp_path: Path) -> Task:
    """Of a folder without data: these workers make nothing."""
    copies = InertCopies(Archive(tmp_path / "archive"))
    return Task(tmp_path / "briefings.duckdb", "", copies, tmp_path, "https://press.example/", (), is_upgraded=False)


def after_death() -> Iterator[Sequence[Wanted]]:
    """A job that is there when nobody is left to take it."""
    for process in multiprocessing.active_children():
        process.kill()
        process.join()
    yield [Wanted("others", "index")]


def test_a_worker_that_died_before_its_job_is_told_of(task: Task) -> None:
    with pytest.raises(QueryError, match="ended unexpectedly"):
        list(workers.made_beside(task, after_death(), 1))


def test_why_a_worker_ended_before_its_job_is_told(task: Task) -> None:
    def late() -> Iterator[Sequence[Wanted]]:
        for process in multiprocessing.active_children():
            process.join()
        yield [Wanted("others", "index")]

    with pytest.raises(QueryError, match="briefings ingest"):
        list(workers.made_beside(task, late(), 1))


def test_a_start_that_fails_ends_the_ones_before(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    ended: list[object] = []

    class Second(workers._Worker):
        """The second of them cannot begin."""

        def __init__(self, task: Task) -> None:
            if started:
                raise OSError("no more processes")
            super().__init__(task)
            started.append(self)

        def end(self) -> None:
            super().end()
            ended.append(self)

    monkeypatch.setattr(workers, "_Worker", Second)
    with pytest.raises(OSError, match="no more processes"):
        list(workers.made_beside(task, iter(()), 2))
    assert len(started) == 1
    assert ended == started

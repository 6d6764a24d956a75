"""Where parts of pages are parsed: in this process, or in worker processes of this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from typing import Protocol

from flows.derive.job import Parsed, ParseJob
from flows.derive.workers import MOST, Workers
from flows.ledger.copies import ArchivedPage
from warehouse.machine import cores

PART = 20
"""Pages of one part: every core has one soon after the first pages are there, and the last one is over soon."""


class ParsePool(Protocol):
    """Parses parts, ``width`` of them at once, each of ``part`` pages."""

    width: int
    part: int
    tries: int
    """How often the run may give it a part that failed; a cluster tries again itself."""

    def parse(self, pages: Sequence[ArchivedPage], name: str, label: str) -> Parsed:
        """As ``reading.parse_batch``; called from ``width`` threads.

        Raises:
            StorageError: the part could not be written; its pages are still due.
            ServiceError: what parsed it ended unexpectedly; its pages are still due.
        """


class Here:
    """In this process: where there is one core, a process more would only cost."""

    width, part, tries = 1, PART, 2

    def __init__(self, job: ParseJob) -> None:
        self._job = job

    def parse(self, pages: Sequence[ArchivedPage], name: str, label: str) -> Parsed:
        from flows.derive.reading import parse_batch  # a run whose workers parse needs no parsers

        return parse_batch(self._job, pages, name)


class _Beside:
    """In worker processes, one a core."""

    part, tries = PART, 2

    def __init__(self, workers: Workers) -> None:
        self._workers, self.width = workers, min(cores(), MOST)

    def parse(self, pages: Sequence[ArchivedPage], name: str, label: str) -> Parsed:
        return self._workers.parse(pages, name)


@contextmanager
def local_pool(job: ParseJob) -> Iterator[ParsePool]:
    """What this machine parses with; its processes end with the block."""
    if cores() == 1:
        yield Here(job)
        return
    with closing(Workers(job)) as workers:
        yield _Beside(workers)

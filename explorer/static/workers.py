"""Making pages in processes of their own: of one, a core draws charts while the others idle.

A worker ends when the process that started it does, however that died: it is its questions that end.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from explorer.static.making import Made, Task, Workshop
from explorer.static.manifest import Wanted
from warehouse.explore.errors import BriefingsError, QueryError
from warehouse.explore.library import Library

MOST = 2
"""Workers at once; one takes up to 200 MB."""
SECONDS = 24 * 3600.0
MEMORY = "64MB"
"""What DuckDB may take in a worker."""
PATIENCE = 20.0
"""Seconds that a worker has to end its page in, once nothing more is wanted of it."""


def made_beside(task: Task, jobs: Iterator[Sequence[Wanted]], processes: int) -> Iterator[Made]:
    """The pages of all jobs, as they are made.

    Raises:
        QueryError: the reader copy was replaced just now, or a worker died; what is made is made.
        BriefingsError, OSError: as making them here does.
    """
    workers: list[_Worker] = []
    try:
        workers.extend(_Worker(task) for _ in range(processes))  # those that began end when the next one cannot begin
        idle = [worker for worker in workers if worker.give(jobs)]
        while idle:
            for link in wait([worker.link for worker in idle]):
                worker = next(each for each in idle if each.link is link)
                said = worker.said()
                if said is not None:
                    yield said
                elif not worker.give(jobs):
                    idle.remove(worker)
    finally:
        for worker in workers:
            worker.link.close()
        for worker in workers:
            worker.end()


class _Worker:
    def __init__(self, task: Task) -> None:
        context = get_context("spawn")
        self.link, other = context.Pipe()
        self._process: SpawnProcess = context.Process(target=work, args=(other, task), daemon=True)
        self._process.start()
        other.close()

    def give(self, jobs: Iterator[Sequence[Wanted]]) -> bool:
        """Ask for the next job's pages; False when there is none."""
        job = next(jobs, None)
        if job is None:
            return False
        with suppress(ConnectionError):  # it died; why, is what is heard of it next
            self.link.send(job)
        return True

    def said(self) -> Made | None:
        """The next page that it has made; None when its job is done."""
        try:
            said = self.link.recv()
        except (EOFError, OSError) as error:
            raise QueryError(
                "A process that makes pages ended unexpectedly, perhaps for want of memory; start again, it goes on."
            ) from error
        if isinstance(said, Exception):
            raise said
        return said if isinstance(said, Made) else None

    def end(self) -> None:
        """Wait for its end."""
        self._process.join(PATIENCE)
        if self._process.is_alive():
            self._process.kill()


def work(link: Connection, task: Task) -> None:
    """A worker's whole life. Ctrl-C is a matter of the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    library = Library(task.path, seconds=SECONDS, threads=1, memory=MEMORY)
    try:
        with library.reading() as reading:
            workshop = Workshop(reading, task, is_small=True)
            while True:
                for made in workshop.make(link.recv()):
                    link.send(made)
                link.send(None)
    except (BrokenPipeError, EOFError):
        return  # nothing more is wanted
    except (BriefingsError, OSError) as error:
        link.send(error)

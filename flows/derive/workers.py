"""Parsing in processes of their own, one a core, for long jobs: threads of one process parse no faster than one.

A worker is ``python -m flows.derive.workers``: batches come in on its standard input, staged files stay on disk, and only
what became of them goes back. It ends when its input ends, however the run that started it died.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, cast

from flows.collector import collect_seldom
from flows.derive.job import Parsed, ParseJob
from flows.ledger.copies import ArchivedPage
from parsers.errors import BriefingsError, ServiceError

MOST = 4
"""Workers at once; a worker takes about 100 MB."""


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Worker processes of one run, started when first needed. Safe for threads."""

    def __init__(self, job: ParseJob) -> None:
        self._job = job
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes] | None] = queue.SimpleQueue()
        self._all: list[subprocess.Popen[bytes]] = []
        for _ in range(min(cores(), MOST)):
            self._idle.put(None)

    def parse(self, pages: Sequence[ArchivedPage], name: str) -> Parsed:
        """As ``reading.parse_batch``, in a worker; waits for a free one.

        Raises:
            ServiceError: the worker died (out of memory, killed); the pages are still due.
        """
        worker = self._idle.get() or self._start()
        try:
            answer = _ask(worker, pages, name)
        except (OSError, EOFError, pickle.PickleError) as error:
            self._give_up(worker)
            raise ServiceError(
                f"A parsing process ended unexpectedly ({error!r}); its pages are parsed again by the next run."
            ) from error
        except BaseException:
            # Stopped in the middle of an exchange: what the pipe still holds is the answer to another question.
            self._give_up(worker)
            raise
        self._idle.put(worker)
        if isinstance(answer, BriefingsError):
            raise answer
        return answer

    def close(self) -> None:
        """End all workers."""
        for worker in self._all:
            with suppress(BrokenPipeError):  # it died with a request unread
                cast("IO[bytes]", worker.stdin).close()
            cast("IO[bytes]", worker.stdout).close()
            worker.wait()

    def _give_up(self, worker: subprocess.Popen[bytes]) -> None:
        worker.kill()
        self._idle.put(None)

    def _start(self) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, "-m", "flows.derive.workers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._all.append(worker)
        pickle.dump(self._job, cast("IO[bytes]", worker.stdin))
        return worker


def _ask(worker: subprocess.Popen[bytes], pages: Sequence[ArchivedPage], name: str) -> Parsed | BriefingsError:
    stdin, stdout = cast("IO[bytes]", worker.stdin), cast("IO[bytes]", worker.stdout)
    pickle.dump((list(pages), name), stdin)
    stdin.flush()
    return cast("Parsed | BriefingsError", pickle.load(stdout))  # noqa: S301 - our own process


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Parse batches until ``source`` ends."""
    # Imported here: the run that starts workers does not parse itself.
    from flows.derive.reading import parse_batch

    job = pickle.load(source)  # noqa: S301 - from the run that started this process
    while True:
        try:
            pages, name = pickle.load(source)  # noqa: S301
        except EOFError:
            return
        answer: Parsed | BriefingsError
        try:
            answer = parse_batch(job, pages, name)
        except BriefingsError as error:
            answer = error
        except Exception as error:  # noqa: BLE001 - the run names it; see below
            # Told to the run, which can name it; a worker that dies of it can name nothing.
            answer = ServiceError(f"A parsing process failed unexpectedly ({error!r}); report it.")
        pickle.dump(answer, sink)
        sink.flush()


def main() -> None:
    """A worker's whole life. Ctrl-C is its run's matter, which then closes its input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()

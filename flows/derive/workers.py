"""Parsing in processes of their own, one a core, for long jobs: threads of one process parse no faster than one.

``python -m flows.derive.workers`` imports the parsers, which takes a second, and then forks into as many workers as are
wanted. Batches come in through a pipe to each, staged files stay on disk, and only what became of them goes back. A worker
ends when its pipe ends, however the run that started it died.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import IO, cast

from flows.collector import collect_seldom
from flows.derive.job import Parsed, ParseJob
from flows.ledger.copies import ArchivedPage
from parsers.errors import BriefingsError, ServiceError
from warehouse.machine import cores

MOST = 4
"""Workers at once; a worker takes about 100 MB."""


@dataclass(slots=True)
class _Worker:
    """One worker, as its run sees it."""

    questions: IO[bytes]
    answers: IO[bytes]
    pid: int | None = None
    """The first thing it says, once it has imported the parsers."""

    def ask(self, pages: Sequence[ArchivedPage], name: str) -> Parsed | BriefingsError:
        pickle.dump((list(pages), name), self.questions)
        self.questions.flush()
        self.pid = self.pid or pickle.load(self.answers)  # noqa: S301 - our own process
        return cast("Parsed | BriefingsError", pickle.load(self.answers))  # noqa: S301 - our own process

    def close(self) -> None:
        with suppress(BrokenPipeError):  # it died with a request unread
            self.questions.close()
        self.answers.close()


class Workers:
    """Worker processes of one run. Safe for threads."""

    def __init__(self, job: ParseJob) -> None:
        self._job = job
        self._idle: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        self._all: list[_Worker] = []
        self._processes: list[subprocess.Popen[bytes]] = []
        self._starting, self._closed = threading.Lock(), False
        for worker in self._start(min(cores(), MOST)):
            self._idle.put(worker)

    def parse(self, pages: Sequence[ArchivedPage], name: str) -> Parsed:
        """As ``reading.parse_batch``, in a worker; waits for a free one.

        Raises:
            ServiceError: the worker died (out of memory, killed); the pages are still due.
        """
        worker = self._next()
        try:
            answer = worker.ask(pages, name)
        except (OSError, EOFError, ValueError, pickle.PickleError) as error:  # ValueError: closed meanwhile
            self._give_up(worker)
            raise ServiceError(
                f"A parsing process ended unexpectedly ({error!r}); its pages are parsed again by the next run."
            ) from error
        except BaseException:  # stopped in an exchange: what the pipe still holds is the answer to another question
            self._give_up(worker)
            raise
        self._idle.put(worker)
        if isinstance(answer, BriefingsError):
            raise answer
        return answer

    def close(self) -> None:
        """End all workers; whoever still parses is told that they ended."""
        with self._starting:
            self._closed = True
        for worker in self._all:
            worker.close()
        for process in self._processes:
            process.wait()

    def _next(self) -> _Worker:
        worker = self._idle.get()
        try:
            return worker or self._start(1)[0]
        except BaseException:  # Ctrl-C too: whoever comes next must not wait for ever
            self._idle.put(None)
            raise

    def _give_up(self, worker: _Worker) -> None:
        worker.close()
        if worker.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)
        self._idle.put(None)

    def _start(self, count: int) -> list[_Worker]:
        with self._starting:  # none that nobody would end
            if self._closed:
                raise ServiceError("The run is over; its pages are parsed by the next one.")
            started = self._started(count)
            self._all += started
            return started

    def _started(self, count: int) -> list[_Worker]:
        with ExitStack() as theirs, ExitStack() as ours:  # closed whatever cannot be had: a pipe, memory, a process
            pipes = [(*_pipe(theirs, ours), *_pipe(ours, theirs)) for _ in range(count)]
            command = [
                sys.executable,
                "-P",
                "-m",
                "flows.derive.workers",
                *(f"{ask},{tell}" for ask, _, _, tell in pipes),
            ]
            ends = [end for ask, _, _, tell in pipes for end in (ask, tell)]
            none = subprocess.DEVNULL
            process = subprocess.Popen(command, stdin=none, stdout=none, pass_fds=ends)  # noqa: S603 - ourselves
            self._processes.append(process)
            ours.pop_all()
        started = [_Worker(os.fdopen(ask, "wb"), os.fdopen(hear, "rb")) for _, ask, hear, _ in pipes]
        for worker in started:
            pickle.dump(self._job, worker.questions)
        return started


def _pipe(reader: ExitStack, writer: ExitStack) -> tuple[int, int]:
    """A pipe, whose ends are closed with these."""
    read, write = os.pipe()
    reader.callback(os.close, read)
    writer.callback(os.close, write)
    return read, write


def serve(source: IO[bytes], sink: IO[bytes]) -> None:
    """Parse batches until ``source`` ends."""
    # Imported here: the run that starts workers does not parse itself.
    from flows.derive.reading import parse_batch

    _tell(os.getpid(), sink)
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
        _tell(answer, sink)


def _tell(what: object, sink: IO[bytes]) -> None:
    pickle.dump(what, sink)
    sink.flush()


def _forked(pipes: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """One process for each pair of pipe ends: the pair of this one, which alone is left open in it."""
    mine = next((pair for pair in pipes[1:] if os.fork() == 0), pipes[0])
    for pair in pipes:
        if pair != mine:
            os.close(pair[0])
            os.close(pair[1])
    return mine


def main(pipes: Sequence[str]) -> None:
    """The whole life of workers, a pair of pipe ends each. Ctrl-C is their run's matter, which then closes its pipes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    # Imported here, and a page read, so that what all of them need is made once.
    from flows.derive.reading import warm_up

    warm_up()
    collect_seldom()  # what was made lives as long
    source, sink = _forked([(int(ask), int(tell)) for ask, _, tell in (pipe.partition(",") for pipe in pipes)])
    # Outermost: a pipe that nobody reads any more is met again when it is closed.
    with suppress(BrokenPipeError), os.fdopen(source, "rb") as questions, os.fdopen(sink, "wb") as answers:
        serve(questions, answers)
    with suppress(ChildProcessError):
        while True:
            os.wait()
    os._exit(0)  # nothing to be put in order: to take down what was imported takes a tenth of a second


if __name__ == "__main__":
    main(sys.argv[1:])

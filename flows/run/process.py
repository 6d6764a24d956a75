"""A run's own process: what it prints needs no runner to read it, and a lock that its death opens says that it lives."""

from __future__ import annotations

import atexit
import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.settings import Paths

LOG = "BRIEFINGS_RUN_LOG"
"""Environment variable that ``briefings up`` sets: the file that its runs print to."""
LOG_BYTES = 10_000_000

_mine: str | None = None
"""The run whose sign of life this process gives until it ends."""


def settle_in() -> None:
    """For a process that the runner starts, before it loads a flow: give a sign of life and stop using the pipe.

    Prefect's runner reads what a run prints through a pipe. When the runner is killed, the next line would meet a
    broken pipe and end the run with it.
    """
    global _mine
    paths = Paths(Path(os.environ.get("BRIEFINGS_DATA_DIR", "data")).absolute())
    if run_id := os.environ.get("PREFECT__FLOW_RUN_ID"):
        handle = _lock(_sign(paths, run_id))
        os.write(handle, str(os.getpid()).encode())
        atexit.register(_sign(paths, run_id).unlink, missing_ok=True)
        _mine = run_id
    if log := os.environ.get(LOG):
        _print_to(Path(log))


@contextmanager
def sign_of_life(paths: Paths, run_id: str) -> Iterator[None]:
    """Show that this process works on the run, while the block lasts; for runs that no runner started."""
    if run_id == _mine:
        yield
        return
    sign = _sign(paths, run_id)
    handle = _lock(sign)
    try:
        yield
    finally:
        sign.unlink(missing_ok=True)
        os.close(handle)


def lives(paths: Paths, run_id: str) -> bool:
    """Whether a process works on the run. The kernel opens the lock when the process dies, however it dies."""
    try:
        handle = os.open(_sign(paths, run_id), os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        _sign(paths, run_id).unlink(missing_ok=True)
        return False
    finally:
        os.close(handle)


def living(paths: Paths) -> list[int]:
    """The processes of runs that some runner started, also a runner that is gone."""
    alive = [sign for sign in _folder(paths).glob("*") if lives(paths, sign.name)]
    return [int(pid) for sign in alive if (pid := sign.read_text())]


def _folder(paths: Paths) -> Path:
    return paths.private / "alive"


def _sign(paths: Paths, run_id: str) -> Path:
    return _folder(paths) / run_id


def _lock(sign: Path) -> int:
    sign.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(sign, os.O_CREAT | os.O_RDWR | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def _print_to(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    sys.stdout.flush()
    sys.stderr.flush()
    with log.open("ab") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)

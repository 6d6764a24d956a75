"""The locks that keep runs apart. The kernel frees a lock when the process dies, however it dies."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from typing import Literal

from flows.settings import Paths
from parsers.errors import RunInProgress

PATIENCE_SECONDS = 600.0
"""For who delivers, in seconds; a store that takes longer must not hold every site's run with it."""


@contextlib.contextmanager
def run_lock(paths: Paths, site: str | None = None) -> Iterator[None]:
    """Hold a site for one run, while other sites' runs go on; or, without ``site``, the whole data directory.

    Who writes into the database waits for a turn there (``warehouse.database.store``).

    Raises:
        RunInProgress: another run holds it.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(_held(paths, "run.lock", shared=site is not None))
        if site is not None:
            stack.enter_context(_held(paths, f"run.{site}.lock"))
        yield


@contextlib.contextmanager
def server_lock(paths: Paths) -> Iterator[None]:
    """Hold the data directory for one command's own Prefect server: two of them on one history break each other.

    Raises:
        RunInProgress: another command has one, for a run.
    """
    with _held(paths, "server.lock"):
        yield


@contextlib.contextmanager
def turn(paths: Paths, work: Literal["delivery", "news"]) -> Iterator[None]:
    """Be alone at what several sites' runs, a sweep and a command may come to at once, after waiting for who was first.

    Raises:
        RunInProgress: the others took too long.
    """
    with _held(paths, f"{work}.lock", patience=PATIENCE_SECONDS):
        yield


@contextlib.contextmanager
def _held(paths: Paths, name: str, *, shared: bool = False, patience: float = 0.0) -> Iterator[None]:
    paths.private.mkdir(parents=True, exist_ok=True, mode=0o700)
    deadline = time.monotonic() + patience
    handle = os.open(paths.private / name, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        while not _locked(handle, shared=shared):
            if time.monotonic() >= deadline:
                raise RunInProgress(
                    f"Another run is working on {paths.root}; this one did nothing. See it with `briefings status`."
                )
            time.sleep(0.1)
        yield
    finally:
        os.close(handle)


def _locked(handle: int, *, shared: bool) -> bool:
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""What check, maintain and the runs asked for in the UI share: they wait for a run in progress."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from flows.locks import run_lock
from flows.settings import Paths
from parsers.errors import RunInProgress

log = logging.getLogger(__name__)

PATIENCE_SECONDS = 1800.0
"""A backfill may hold the data directory for longer; then who waits ends as Failed and says so."""


@contextmanager
def when_free(paths: Paths, site: str | None = None, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the run lock, after waiting for the run that holds it; ``site`` as for ``run_lock``.

    Raises:
        RunInProgress: it is still held after ``patience`` seconds.
    """
    deadline = time.monotonic() + patience
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(run_lock(paths, site))
                break
            except RunInProgress:
                if time.monotonic() >= deadline:
                    raise
                log.info("waiting for the run in progress")
                time.sleep(min(5.0, max(deadline - time.monotonic(), 0)))
        yield

"""Progress of long work: a line every few seconds, to the run's log and to the terminal that started it."""

from __future__ import annotations

import logging
import sys
import time

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0


class Progress:
    """Counts steps of known work and says now and then how far it is."""

    def __init__(self, what: str, total: int) -> None:
        self.what, self.total, self.done = what, total, 0
        self._said = time.monotonic()

    def step(self, count: int = 1) -> None:
        """``count`` more are done; the last one is always said."""
        self.done += count
        now = time.monotonic()
        if self.done >= self.total or now - self._said >= EVERY_SECONDS:
            self._said = now
            log.info("%s %d of %d", self.what, self.done, self.total)


def show_in_terminal() -> None:
    """Repeat progress lines on stderr, for a run that a person started."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)

"""Progress of long work: a line every few seconds in the log and the terminal, and a bar in the Prefect UI."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable
from functools import partial

from flows.run.executor import Bar
from flows.run.run import Run

log = logging.getLogger(__name__)

EVERY_SECONDS = 2.0

PAGES_A_CALL = 100
"""The bar moves once for so many pages: at most ten requests to the Prefect server per thousand."""


HANDFUL = 40
"""Up to so many pages each gets steps of its own, seen and tried again one by one."""


class Progress:
    """Counts steps of work and says now and then how far it is.

    Args:
        total: how much there is; with ``growing`` as far as is known, set anew until ``end`` is called.
        bar: makes what shows it, given the first sentence; without: the log alone.
    """

    def __init__(
        self, what: str, total: int, *, bar: Callable[[str], Bar | None] | None = None, growing: bool = False
    ) -> None:
        self.what, self.total, self.done = what, total, 0
        self._growing = growing
        self._said = time.monotonic()
        self._shown = 0
        self._bar = bar(self._sentence()) if bar else None

    def step(self, count: int = 1) -> None:
        """``count`` more are done; the last one is always said."""
        self.done += count
        now, over = time.monotonic(), not self._growing and self.done >= self.total
        if over or now - self._said >= EVERY_SECONDS:
            self._said = now
            log.info("%s", self._sentence())
        if self._bar and (over or self.done - self._shown >= PAGES_A_CALL):
            self._shown = self.done
            self._bar.show(self.done / max(self.total, 1), self._sentence(), last=over)

    def end(self) -> None:
        """No more will be known."""
        self._growing = False
        self.step(0)

    def _sentence(self) -> str:
        return f"{self.what} {self.done} of {self.total}"


def progress_of(run: Run, what: str, total: int, *, growing: bool = False) -> Progress:
    """With a bar where the run is long enough for anybody to look at it."""
    show = partial(run.executor.bar, run.report, what) if growing or total > HANDFUL else None
    return Progress(what, total, bar=show, growing=growing)


def show_in_terminal() -> None:
    """Repeat progress lines on stderr, and that a site is asked again, for a run that a person started."""
    if log.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    for each in (log, logging.getLogger("flows.http.client")):
        each.setLevel(logging.INFO)
        each.addHandler(handler)

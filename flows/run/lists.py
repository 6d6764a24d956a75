"""The lists, read beside fetching: a page that is found is fetched while the next list comes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from datetime import date
from threading import Condition
from typing import Self

from flows.crawl.discovery import Discovery, discover
from flows.http.client import Response
from flows.ledger.rows import DuePage
from flows.run.executor import Done, Step
from flows.run.progress import HANDFUL
from flows.run.run import Run
from parsers.errors import SiteUnavailable

log = logging.getLogger(__name__)


def _site_was_silent(error: Exception) -> bool:
    """Only silence is tried again; a refusal, a changed layout or a wrong page stays what it is."""
    return isinstance(error, SiteUnavailable)


DISCOVER = Step("discover", retries=2, delay=5, growing=True, worth=_site_was_silent, patient=True)
"""A person at the terminal wants the reason now; a scheduled run is worth some patience."""


LOOK_SECONDS = 0.5
"""How often whoever waits for a list looks whether the run was stopped."""


Choice = Callable[[bool], Iterable[DuePage]]
"""The pages to fetch, given whether the lists are complete; asked whenever all that it gave before are taken."""


class Lists:
    """A walk down a site's lists that goes on in a thread of its own.

    Args:
        since: items listed before are not recorded.
        full: do not stop at known items.
        answers: list pages that were asked for already.
    """

    def __init__(
        self, run: Run, *, since: date | None = None, full: bool = False, answers: dict[str, Response] | None = None
    ) -> None:
        self._run, self._since, self._full = run, since, full
        self._answers = {} if answers is None else answers
        self._changed = Condition()
        self._pages = 0
        self._reading: Future[Discovery] | None = None
        self._step: Future[Discovery] | None = None
        self._given: set[str] = set()

    @property
    def known(self) -> int:
        """How many pages ``due`` has found to be fetched so far."""
        return len(self._given)

    def begin(self) -> Self:
        """Begin to read before the step that waits for it; a command does so while Prefect is still being loaded."""
        self._run.prepare()
        self._reading = self._run.beside(self._read, "lists")
        return self

    def follow(self) -> Self:
        """Read the lists, as a step that goes on beside what follows."""
        self._step = self._run.beside(self._as_step, "discover")
        self._step.add_done_callback(lambda _: self._tell())
        return self

    def result(self) -> Discovery:
        """What the lists said, once they are read.

        Raises:
            FetchError: no list could be read, or its shape changed.
        """
        if self._step is None:
            self.follow()
        assert self._step is not None  # noqa: S101 - just begun
        found = self._step.result()
        for warning in found.warnings:
            log.warning("%s", warning)
        self._run.report.discovered = found.found
        self._run.report.warnings += found.warnings
        return found

    def due(self, choose: Choice) -> Iterator[DuePage]:
        """What ``choose`` gives, as the lists are read; ends when they are. Nothing, where none can be read."""
        given, seen = self._given, 0
        while not self._wait_for_more(seen):
            seen = self._pages
            yield from _fresh(choose(False), given)
        if self._step and not self._step.exception():
            yield from _fresh(choose(True), given)

    def _wait_for_more(self, seen: int) -> bool:
        """Once a list page more is recorded, or all are; whether all are."""
        with self._changed:
            while not self._changed.wait_for(lambda: self._pages > seen or self._over, LOOK_SECONDS):
                self._run.go_on()
            return self._over

    @property
    def _over(self) -> bool:
        return self._step is None or self._step.done()

    def _as_step(self) -> Discovery:
        return self._run.executor.run(DISCOVER, f"read the lists of {self._run.ws.site.name}", self._read_once)

    def _read_once(self) -> Done[Discovery]:
        begun, self._reading = self._reading, None  # another try reads anew
        found = begun.result() if begun else self._read()
        said = f"{found.found} links on {found.list_requests} list pages, {len(found.new)} of them new."
        return Done(found, said)

    def _read(self) -> Discovery:
        ws = self._run.ws
        return discover(
            ws.site, self._run.client, ws.ledger, ws.archive, today=ws.today(), since=self._since, full=self._full,
            answers=self._answers, each=self._one_more,
        )  # fmt: skip

    def _one_more(self, new: int) -> None:
        self._run.go_on()
        self._pages += 1
        self._tell()
        # While Prefect is still being loaded a core has nothing to do, and parsers take as long to load.
        if new > HANDFUL and self._run.ws.settings.dask_address is None:
            with suppress(OSError):  # no process or pipe to be had: told where it is needed, the lists need none
                self._run.pool()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()


def _fresh(pages: Iterable[DuePage], given: set[str]) -> Iterator[DuePage]:
    """The pages that were not given before; those of a list are known at once, others as they are taken."""
    if isinstance(pages, list):
        pages = [page for page in pages if page.url not in given]
        given |= {page.url for page in pages}
        yield from pages
        return
    for page in pages:
        if page.url not in given:
            given.add(page.url)
            yield page

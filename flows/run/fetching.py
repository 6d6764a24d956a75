"""The step that asks the site for pages: one by one for a handful, else all in one go, parsed and loaded meanwhile."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from itertools import chain, islice
from threading import Lock

from flows.ledger.rows import DuePage
from flows.run.executor import Done, Step
from flows.run.lists import Choice, Lists
from flows.run.parsing import Pipeline, title_of
from flows.run.progress import HANDFUL, progress_of
from flows.run.run import Run
from flows.run.steps import GOOD, count, fetch_one

log = logging.getLogger(__name__)

FETCH = Step("fetch", retries=1, delay=5)
"""The client repeats what deserves it, and what ends badly is due again by the ledger; another try of the step is for
what is not the site's doing (a full disk), and asks only for pages that were not fetched before."""

ENOUGH = 20
"""Pages that could not be kept, after which the site is asked for no more that nobody can keep."""

TOGETHER = 10
"""Fetched pages whose copies are looked up at once."""


def fetch(run: Run, lists: Lists, choose: Choice) -> None:
    """Fetch what ``choose`` gives, while the lists are read. Of many pages all are parsed and loaded when this returns.

    Raises:
        DiskFull: there is no room to load and publish what would be fetched; the site is asked for nothing.
    """
    pages = lists.due(choose)
    first = list(islice(pages, HANDFUL + 1))
    if first:
        _require_room(run)
    if len(first) > HANDFUL:
        _stream(run, chain(first, pages), lambda: lists.known)
    else:
        _one_by_one(run, first)


def _require_room(run: Run) -> None:
    # Imported here: a run without news must not pay for DuckDB.
    from warehouse.database.store import require_space

    warehouse = run.ws.paths.warehouse
    require_space(run.ws.paths.root, warehouse.stat().st_size if warehouse.exists() else 0)


def _one_by_one(run: Run, due: Sequence[DuePage]) -> None:
    """Each page is a step of its own, seen and tried again alone. A step costs about 6 ms here and 18 ms on the server."""
    if not due:
        return
    progress = progress_of(run, "fetched", len(due))
    with ThreadPoolExecutor(min(len(due), run.ws.site.politeness.concurrency)) as pool:
        try:
            asked = [pool.submit(copy_context().run, _fetch_page, run, page) for page in due]
            for page, future in zip(due, asked, strict=True):
                if error := future.exception():
                    run.fail(f"fetching {page.url}", error)
                progress.step()
        except BaseException:  # stopped: only what is being asked for is waited for
            pool.shutdown(cancel_futures=True)
            raise


def _fetch_page(run: Run, page: DuePage) -> None:
    run.executor.run(FETCH, f"fetch {title_of(page)}", partial(_page, run, page.url))


def _page(run: Run, url: str) -> Done[None]:
    result = fetch_one(run.ws, run.client, url)
    with run.lock:
        count(run.report, result)
    if result.outcome in GOOD:
        return Done(None, "1 of 1 pages fetched.")
    return Done(None, f"{url} was not fetched ({result.outcome}): {result.reason}", failed=True)


def _stream(run: Run, due: Iterator[DuePage], known: Callable[[], int]) -> None:
    with Pipeline(run) as pipeline:
        fetching = _Fetching(run, due, known, pipeline)
        try:
            run.executor.run(FETCH, "fetch what is due", fetching.attempt)
        except Exception as error:  # noqa: BLE001 - told; what was fetched is parsed and loaded
            run.fail("fetching", error)


class _Fetching:
    """Asks for pages from as many threads as the site allows, and feeds what came to the pipeline."""

    def __init__(self, run: Run, due: Iterator[DuePage], known: Callable[[], int], pipeline: Pipeline) -> None:
        self._run, self._pipeline, self._known = run, pipeline, known
        self._due, self._lock = due, Lock()
        self._taking = Lock()
        self._again: deque[str] = deque()
        self._fetched: list[str] = []
        self._errors: list[BaseException] = []
        self._asked = self._good = 0
        self._stopped = False
        self._progress = progress_of(run, "fetched", 0, growing=True)

    def attempt(self) -> Done[None]:
        """Everything that is due and was not fetched by an attempt before."""
        self._errors, failed = [], self._again
        self._again = deque()
        polite = self._run.ws.site.politeness
        # The client keeps to ``concurrency``. Where nobody asks for pauses, a few threads more ask on while others wait
        # for their pages to be safe on disk, which takes a tenth of an answer's time.
        width = polite.concurrency + (0 if polite.delay_seconds else polite.concurrency // 2)
        with ThreadPoolExecutor(width, thread_name_prefix="fetch") as pool:
            try:
                for future in [pool.submit(copy_context().run, self._work, failed) for _ in range(width)]:
                    future.result()
            except (
                BaseException
            ):  # Ctrl-C too: the other threads must take no further page, or nobody waits for the end
                self._stopped = True
                self._run.stop()
                raise
        self._hand_over(self._fetched)
        self._fetched = []
        self._progress.end()
        if self._errors:
            raise self._errors[0]
        return Done(None, f"{self._good} of {self._asked} pages fetched.")

    def _work(self, failed: deque[str]) -> None:
        while (url := self._next(failed)) is not None:
            try:
                result = fetch_one(self._run.ws, self._run.client, url, in_batch=True)
            except Exception as error:  # noqa: BLE001 - raised when the others are fetched
                self._errors.append(error)
                self._again.append(url)
                continue
            with self._run.lock:
                count(self._run.report, result)
                self._asked += 1
                self._good += result.outcome in GOOD
                self._progress.step()
            self._take(url)

    def _next(self, failed: deque[str]) -> str | None:
        with self._taking:  # whoever is in here may wait for the lists
            if self._stopped or self._pipeline.failed or len(self._errors) >= ENOUGH:
                return None
            if failed:
                return failed.popleft()
            if (page := next(self._due, None)) is None:
                return None
            self._progress.total = self._known()
            return page.url

    def _take(self, url: str) -> None:
        with self._lock:
            self._fetched.append(url)
            if len(self._fetched) < TOGETHER:
                return
            urls, self._fetched = self._fetched, []
        self._hand_over(urls)

    def _hand_over(self, urls: Sequence[str]) -> None:
        ws = self._run.ws
        self._pipeline.feed(ws.ledger.copies.pending_among(urls, ws.reader_version))

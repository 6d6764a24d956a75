"""Parsing and loading beside whatever feeds them: parts over all cores, each round loaded as soon as it is parsed.

pages → part of 20 → parsed on a core → staged file ┐
        part of 20 → parsed on a core → staged file ┴ round of some hundred → one load

Parsers and loading are imported where they begin: a run without news parses nothing and must not wait for them.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from queue import SimpleQueue
from threading import Lock, Semaphore, Thread
from types import TracebackType
from typing import Self

from flows.derive.job import Parsed, ParseJob
from flows.derive.pools import ParsePool
from flows.ledger.copies import ArchivedPage
from flows.ledger.rows import DuePage
from flows.run.executor import Done, Step
from flows.run.progress import HANDFUL, progress_of
from flows.run.run import Run

log = logging.getLogger(__name__)

# flows.derive.loading brings DuckDB with it; a run without news must not pay for that.

ROUND = 340
"""Pages of one load at most: what a killed backfill has yet to load. A transaction's fixed cost is about 0.2 s."""

AHEAD = 3
"""Rounds that may wait to be loaded; then whoever feeds waits too, and disk and memory stay as they are."""

PARSE = Step("parse", retries=1, delay=1)
LOAD = Step("load", retries=2, delay=5)


@dataclass(slots=True)
class ParsePart:
    """Pages that are parsed together; ``name`` is that of their staged file."""

    name: str
    pages: Sequence[ArchivedPage]
    parsing: Future[Parsed] | None = None
    parsed: Parsed | None = None


@dataclass(slots=True)
class Round:
    """Parts that are loaded together."""

    first: int
    """The number of its first page in the run."""
    parts: list[ParsePart] = field(default_factory=list)
    pages: int = 0

    @property
    def label(self) -> str:
        """Which pages these are."""
        return f"pages {self.first} to {self.first + self.pages - 1}"


class Pipeline:
    """Parses and loads what it is fed, while the block lasts; at its end all of it is loaded.

    A part that cannot be parsed is told in the report, its pages stay pending, and the others go on. When a load fails
    for good, nothing more is taken and the end of the block raises why.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._stack = ExitStack()
        self._feeding, self._room = Lock(), Semaphore(AHEAD)
        self._waiting: list[ArchivedPage] = []
        self._round = Round(1)
        self._rounds: SimpleQueue[Round | None] = SimpleQueue()
        self._loader: Thread | None = None
        self._error: BaseException | None = None

    def __enter__(self) -> Self:
        given = self._stack.enter_context(self._run.executor.pool(self._run.report, ParseJob.of(self._run.ws)))
        self._pool: ParsePool = given or self._run.pool()
        self._slots = Semaphore(2 * self._pool.width)
        self._threads = ThreadPoolExecutor(self._pool.width, thread_name_prefix="parse")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            try:
                if error is None:
                    self._submit(self._waiting)
                    self._close_round()
            finally:
                try:
                    self._threads.shutdown(cancel_futures=error is not None)
                except BaseException as stopped:  # in the middle of waiting: what is not loaded is the next run's
                    self._error = stopped
                    raise
                finally:
                    self._end_loader()
        if error is None and self._error is not None:
            raise self._error

    def _end_loader(self) -> None:
        """Whatever stops the run: what the loader works with is closed, and the run recorded as ended, after it."""
        self._rounds.put(None)  # without it the loader would wait for ever
        if self._loader is None:
            return
        try:
            self._loader.join()
        except BaseException as stopped:
            self._error = stopped
            self._loader.join()
            raise

    @property
    def failed(self) -> bool:
        """Whether nothing can be loaded any more."""
        return self._error is not None

    def feed(self, pages: Iterable[ArchivedPage]) -> None:
        """Take pages; waits while there is more than enough to do. Called from several threads."""
        with self._feeding:
            self._waiting += pages
            while len(self._waiting) >= self._pool.part:
                part, self._waiting = self._waiting[: self._pool.part], self._waiting[self._pool.part :]
                self._submit(part)

    def _submit(self, pages: Sequence[ArchivedPage]) -> None:
        if not pages or self.failed:
            return
        if not self._round.parts:
            self._room.acquire()
        self._slots.acquire()
        name = f"{self._run.report.run_id}-{self._round.first + self._round.pages:06d}"
        part = ParsePart(name, pages)
        part.parsing = self._threads.submit(copy_context().run, self._parse, part)
        part.parsing.add_done_callback(lambda _: self._slots.release())
        self._round.parts.append(part)
        self._round.pages += len(pages)
        if self._round.pages >= ROUND:
            self._close_round()

    def _parse(self, part: ParsePart) -> Parsed:
        return self._pool.parse(part.pages, part.name, part.name)

    def _close_round(self) -> None:
        if not self._round.parts:
            return
        self._rounds.put(self._round)
        self._round = Round(self._round.first + self._round.pages)
        if self._loader is None:
            self._loader = Thread(target=copy_context().run, args=(self._load_rounds,), name="load")
            self._loader.start()

    def _load_rounds(self) -> None:
        while (round_ := self._rounds.get()) is not None:
            try:
                if not self.failed:
                    self._load_round(round_)
            except BaseException as error:  # noqa: BLE001 - raised where the block ends
                self._error = error
            finally:
                self._room.release()

    def _load_round(self, round_: Round) -> None:
        try:
            self._run.executor.run(
                replace(PARSE, retries=self._pool.tries - 1), f"parse {round_.label}", partial(self._parsed, round_)
            )
        except Exception as error:  # noqa: BLE001 - told; the parts that were parsed are loaded
            self._run.fail(f"parsing {round_.label}", error)
        load(self._run, [part.parsed for part in round_.parts if part.parsed], round_.pages)

    def _parsed(self, round_: Round) -> Done[None]:
        """Once every part of the round is parsed; another try parses again what failed."""
        errors = []
        for part in round_.parts:
            if part.parsed is not None:
                continue
            try:
                part.parsed = part.parsing.result() if part.parsing else self._parse(part)
            except Exception as error:  # noqa: BLE001 - raised below
                errors.append(error)
            else:
                keep(self._run, part.parsed)
            part.parsing = None
        if errors:
            raise errors[0]
        pages = sum(part.parsed.pages for part in round_.parts if part.parsed)
        return Done(None, f"{pages} of {round_.pages} pages parsed.")


def parse_pending(run: Run) -> None:
    """Parse and load every archived copy that is not in the warehouse yet: also what an interrupted run left."""
    from flows.derive.staging import loading_order

    pages = run.ws.ledger.pending_pages(run.ws.site.name, run.ws.reader_version)
    parse_and_load(run, sorted(pages, key=loading_order), about=len(pages))


def parse_and_load(run: Run, pages: Iterable[ArchivedPage], *, about: int) -> int:
    """Parse and load these pages, which come in the order of loading; a handful in steps of their own. How many.

    Args:
        about: how many there are at most, for the progress.
    """
    coming = iter(pages)
    first = list(islice(coming, HANDFUL + 1))
    if len(first) <= HANDFUL:
        _one_by_one(run, first)
        return len(first)
    progress = progress_of(run, "parsed", about, growing=True)
    with Pipeline(run) as pipeline:
        for page in chain(first, coming):
            pipeline.feed([page])
            progress.step()
    progress.total = progress.done
    progress.end()
    return progress.done


def _one_by_one(run: Run, pages: Sequence[ArchivedPage]) -> None:
    if not pages:  # as after a backfill, whose workers have parsed all: half a second of imports for nothing
        return
    from flows.derive.reading import parse_batch

    def parse(page: ArchivedPage, name: str) -> Done[Parsed]:
        parsed = parse_batch(ParseJob.of(run.ws), [page], name)
        if parsed.unreadable:
            return Done(parsed, f"{page.url} goes to quarantine: {parsed.unreadable[0].reason}", failed=True)
        return Done(parsed, f"{parsed.pages} of 1 pages parsed.")

    ready = []
    for number, page in enumerate(pages):
        name = f"{run.report.run_id}-one-{number:06d}"
        try:
            parsed = run.executor.run(PARSE, f"parse {title_of(page)}", partial(parse, page, name))
        except Exception as error:  # noqa: BLE001 - told; the others go on
            run.fail(f"parsing {title_of(page)}", error)
        else:
            keep(run, parsed)
            ready.append(parsed)
    if ready:
        load(run, ready, len(ready))


def title_of(page: ArchivedPage | DuePage) -> str:
    """What a page's step is called: its day first, or the end of its address: the graph of a run shows no Chinese letters."""
    begins = str(page.listed_on) if page.listed_on else page.url.rstrip("/").rpartition("/")[2][:24]
    return f"{begins} {page.title or page.url}"[:80]


def keep(run: Run, parsed: Parsed) -> None:
    """A part is ready to load; pages whose copy is lost are asked for again."""
    for failure in parsed.unreadable:
        log.warning("not readable url=%s reason=%s", failure.url, failure.reason)
    for url, trace in parsed.traces.items():
        log.error("the parser failed url=%s\n%s", url, trace)
    for url, page_sha256, reason in parsed.lost:
        log.warning("archived copy lost, asking again url=%s reason=%s", url, reason)
        run.ws.ledger.forget_copy(url, page_sha256)
        run.report.lose(url, reason)


def load(run: Run, parsed: Sequence[Parsed], pages: int) -> None:
    """Load parsed parts in one step.

    Raises:
        BriefingsError: why it could not be done.
    """
    from flows.derive import loading

    def work() -> Done[None]:
        loading.load_staged(run.ws, run.report.run_id, parsed, run.report)
        return Done(None, f"{run.report.inserted} new and {run.report.updated} changed briefings so far.")

    run.executor.run(LOAD, f"load {pages} pages", work)

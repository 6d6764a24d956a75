"""One run: opened once, locked once, in the ledger from its first to its last moment, ended by a report."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from contextvars import copy_context
from typing import TYPE_CHECKING, TypeVar

from flows.derive import staging
from flows.disk import require_usable, storage_refused
from flows.followed import remember
from flows.ledger.ledger import Ledger
from flows.ledger.rows import COUNTS
from flows.locks import run_lock
from flows.report import RunReport
from flows.run.executor import Executor, PlainExecutor
from flows.settings import Paths, Settings
from flows.workspace import Workspace
from parsers.errors import BriefingsError, HostBlocked, LayoutChanged, RunFailed, SiteUnavailable
from parsers.sites.definition import load_site

if TYPE_CHECKING:
    from flows.derive.pools import ParsePool
    from flows.http.client import Client

log = logging.getLogger(__name__)

GRACE_SECONDS = 2.0

T = TypeVar("T")


class Run:
    """What the steps of one run share: the open workspace, the client, the report, and how steps are carried out.

    Several threads work on it; ``lock`` guards the report.
    """

    def __init__(self, ws: Workspace, client: Client, report: RunReport, executor: Executor | None = None) -> None:
        self.ws, self.client, self.report = ws, client, report
        self.executor: Executor = executor or PlainExecutor()
        self.lock = threading.Lock()
        self._over = threading.Event()
        self._prepared = False
        self._beside: list[threading.Thread] = []
        self._pool: ParsePool | None = None
        self._pool_stack = ExitStack()

    def prepare(self) -> None:
        """Clear what a killed run left; before anything is written, and once.

        A database that is gone is rebuilt from archive and ledger, whatever the run is for.
        """
        if self._prepared:
            return
        self._prepared = True
        staging.clear(self.ws.stage)
        self.ws.archive.sweep(older_than=ABANDONED_SECONDS)
        if not self.ws.paths.warehouse.exists():
            self.ws.ledger.forget_loaded()

    def recorded_as(self, run_id: str, executor: Executor) -> None:
        """From now on the run goes by this id, and its steps are carried out by ``executor``."""
        former, self.report.run_id, self.client.run_id = self.report.run_id, run_id, run_id
        self.ws.ledger.rename_run(former, run_id)
        self.executor = executor

    def beside(self, work: Callable[[], T], name: str) -> Future[T]:
        """Do ``work`` in a thread of its own, which ends with the run at the latest."""
        future: Future[T] = Future()

        def body() -> None:
            try:
                done = work()
            except BaseException as error:  # noqa: BLE001 - raised where the result is asked for
                future.set_exception(error)
            else:
                future.set_result(done)

        thread = threading.Thread(target=copy_context().run, args=(body,), name=name, daemon=True)
        self._beside.append(thread)
        thread.start()
        return future

    def pool(self) -> ParsePool:
        """What this machine parses many pages with, from now to the end of the run.

        Raises:
            OSError: its processes could not be started.
            RunFailed: they were not started yet, and the run is over.
        """
        # Imported here: a run without news starts no processes.
        from flows.derive.job import ParseJob
        from flows.derive.pools import local_pool

        with self.lock:
            if self._pool is None:
                self.go_on()  # what outlives its grace must start nothing that nobody would end
                self._pool = self._pool_stack.enter_context(local_pool(ParseJob.of(self.ws)))
            return self._pool

    def go_on(self) -> None:
        """Asked by what goes on beside.

        Raises:
            RunFailed: the run is over.
        """
        if self.over:
            raise RunFailed("The run was stopped; the next one continues where it was.")

    @property
    def over(self) -> bool:
        """Whether what goes on beside is to end."""
        return self._over.is_set()

    def stop(self) -> None:
        """What goes on beside is to end."""
        self._over.set()

    def close(self) -> None:
        """End what goes on beside. A site that does not answer is not waited for."""
        self.stop()
        for thread in self._beside:
            thread.join(GRACE_SECONDS)
        with self.lock:  # a thread that outlived its grace may just start them
            pool = self._pool_stack.pop_all()
        pool.close()

    def fail(self, what: str, error: BaseException) -> None:
        """Add to the report that ``what`` failed; its pages are still due."""
        reason = str(error) if isinstance(error, BriefingsError) else f"unexpected {type(error).__name__}: {error}"
        log.error("failed: %s: %s", what, reason)
        with self.lock:
            self.report.failures.append(f"{what}: {reason}")


ABANDONED_SECONDS = 600.0
"""A page is written in milliseconds: what has waited so long for its end is no running run's of another site."""

Work = Callable[[Run], None]
"""The steps of one kind of run."""

Lock = Callable[[Paths, str], AbstractContextManager[None]]
"""Holds a site of a data directory."""


def new_run_id() -> str:
    """An id for a run that Prefect does not know."""
    return str(uuid.uuid4())


@contextmanager
def opened(
    settings: Settings, flow: str, *, lock: Lock = run_lock, ledger: Ledger | None = None, site: str | None = None
) -> Iterator[Run]:
    """A run of the site that the settings name, holding that site while the block lasts.

    Args:
        lock: how the site is held: at once or not at all, or after waiting for the run that holds it.
        ledger: one that is open already and shared with other runs.
        site: what the run is filed under (default: the site's name; empty: all sites).

    Raises:
        RunInProgress: another run holds the site, or the whole data directory.
        SiteError: the site definition is wrong.
        StorageError: a file of the writer's folder may not be used, as after a run of another user.
    """
    require_usable(settings.paths.private, settings.paths.stage)
    run_id = new_run_id()
    name = load_site(settings.site).name
    with lock(settings.paths, name), Workspace.open(settings, ledger=ledger) as ws, ws.client(run_id) as client:
        remember(settings, name)
        filed = ws.site.name if site is None else site
        with closing(Run(ws, client, RunReport(run_id, flow, filed, started_at=ws.now()))) as run:
            yield run


def perform(run: Run, work: Work) -> RunReport:
    """Do the work of a run and record it; whatever happens, its end is a report with a sentence."""
    ws, report = run.ws, run.report
    run.prepare()
    try:
        with recorded(ws, report):
            work(run)
            if report.outcome == "unchanged":
                finish(ws, report)
    except BriefingsError as error:
        log.error("%s", error)
        _ensure_sentence(report, str(error))
    except Exception as error:
        # Nobody foresaw it: the log gets the traceback, and the run ends with a sentence and its report all the same.
        log.exception("the run failed unexpectedly")
        _ensure_sentence(report, unexpected(error))
    finally:
        run.close()
    return report


def _ensure_sentence(report: RunReport, sentence: str) -> None:
    """A run that the ledger could not even begin has none yet."""
    if not report.message:
        report.outcome, report.message = "failure", sentence


@contextmanager
def recorded(ws: Workspace, report: RunReport) -> Iterator[None]:
    """A run in the ledger from its first to its last moment; an error closes it with the error's sentence."""
    sha256 = ws.definition_sha256 if report.site else None
    ws.ledger.start_run(report.run_id, report.flow, report.site, definition_sha256=sha256)
    try:
        with storage_refused():
            yield
    except BaseException as error:
        report.outcome = "unavailable" if isinstance(error, (SiteUnavailable, HostBlocked)) else "failure"
        report.blocked = isinstance(error, HostBlocked)
        report.layout_changed = isinstance(error, LayoutChanged)
        report.message = str(error) if isinstance(error, BriefingsError) else unexpected(error)
        finish(ws, report)
        raise


def unexpected(error: BaseException) -> str:
    """The sentence for the end of a run that no error of ours describes."""
    if not isinstance(error, Exception):  # Ctrl-C, or Prefect's sign of a SIGTERM
        return "The run was stopped; the next one continues where it was."
    return f"The run failed unexpectedly ({type(error).__name__}: {error}); what was loaded before is kept."


def finish(ws: Workspace, report: RunReport) -> None:
    """Close the run in the ledger, with what was odd about the lists: `status` shows it there."""
    report.finished_at = ws.now()
    report.message = report.message or report.sentence()
    row, said = report.row(), " ".join((report.message, *report.warnings))
    ws.ledger.finish_run(report.run_id, report.outcome, said, **{name: row[name] for name in COUNTS})

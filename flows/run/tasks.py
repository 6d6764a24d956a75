"""The Prefect tasks of a run, and the session they share. The work itself is in steps.py and loading.py."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.tasks import exponential_backoff

from flows.crawl.discovery import Discovery
from flows.crawl.fetching import PageResult
from flows.deliver import delivery
from flows.deliver.delivery import Target
from flows.http.client import Client, Response
from flows.ledger.copies import ArchivedPage
from flows.report import RunReport
from flows.run import steps
from flows.settings import Settings
from flows.workspace import Workspace
from parsers.errors import BriefingsError, SiteUnavailable

if TYPE_CHECKING:
    from flows.derive.job import Parsed
    from flows.derive.workers import Workers

log = logging.getLogger(__name__)

# flows.derive.loading brings the parsers and DuckDB with it; a scheduled run without news must not pay for them.


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages that one task parses; ``name`` orders the staged files."""

    name: str
    label: str
    pages: list[ArchivedPage]


class Session:
    """What the tasks of one run share. Not a dataclass: Prefect would walk through it looking for futures.

    Results are kept here and not returned, so that a page's task can end as Failed with a sentence while its
    result still counts, and so that no rows travel through Prefect.
    """

    def __init__(self, ws: Workspace, client: Client, report: RunReport) -> None:
        self.ws, self.client, self.report = ws, client, report
        self.answers: dict[str, Response] = {}
        """List pages that the quick look has asked for already."""
        self._fetched: set[str] = set()
        self._parsed: list[Parsed] = []
        self._workers: Workers | None = None
        self._lock = Lock()

    def close(self) -> None:
        """End what was started for the run."""
        if self._workers is not None:
            self._workers.close()

    def count(self, results: Iterable[PageResult]) -> None:
        """Add fetched pages to the report; called from several threads."""
        with self._lock:
            for result in results:
                steps.count(self.report, result)
                self._fetched.add(result.url)

    def not_yet(self, urls: Iterable[str]) -> list[str]:
        """Those of ``urls`` that were not fetched in this run: what another try of a batch asks for."""
        with self._lock:
            return [url for url in urls if url not in self._fetched]

    def witness(self, state: State[Any], what: str) -> BaseException | None:
        """How a task ended, added to the report when it failed for a reason that is not a page's; that reason.

        Pages of a task that failed are still due; the run must not pass for a success meanwhile.
        """
        if state.is_completed() or (state.message or "").startswith(SETTLED):
            return None
        error = state.result(raise_on_failure=False)
        self.tell_failure(error, what)
        return error if isinstance(error, BaseException) else None

    def tell_failure(self, error: object, what: str) -> None:
        """Add to the report that ``what`` failed; its pages are still due."""
        reason = str(error) if isinstance(error, BriefingsError) else f"unexpected {type(error).__name__}: {error}"
        log.error("failed: %s: %s", what, reason)
        with self._lock:
            self.report.failures.append(f"{what}: {reason}")

    def parse(self, pages: Sequence[ArchivedPage], name: str) -> Parsed:
        """Parse and stage pages; a batch in a process of its own, where there is more than one core."""
        from flows.derive import workers
        from flows.derive.job import Desk

        desk = Desk.of(self.ws)
        if len(pages) == 1 or workers.cores() == 1:
            from flows.derive.reading import parse_batch

            return parse_batch(desk, pages, name)
        with self._lock:
            self._workers = self._workers or workers.Workers(desk)
        return self._workers.parse(pages, name)

    def keep(self, parsed: Parsed) -> None:
        """A batch is ready to load; pages whose copy is lost are asked for again."""
        for failure in parsed.unreadable:
            log.warning("not readable url=%s reason=%s", failure.url, failure.reason)
        for url, trace in parsed.traces.items():
            log.error("the parser failed url=%s\n%s", url, trace)
        for url, page_sha256, reason in parsed.lost:
            log.warning("archived copy lost, asking again url=%s reason=%s", url, reason)
            self.ws.ledger.forget_copy(url, page_sha256)
        with self._lock:
            self._parsed.append(parsed)

    def ready(self, prefix: str) -> list[Parsed]:
        """The batches whose name begins with ``prefix`` and that wait to be loaded, by name."""
        with self._lock:
            return sorted((b for b in self._parsed if b.path.name.startswith(prefix)), key=lambda b: b.path.name)

    def drop(self, prefix: str) -> None:
        """Those batches are loaded."""
        with self._lock:
            self._parsed = [batch for batch in self._parsed if not batch.path.name.startswith(prefix)]


def _site_was_silent(_task: object, _run: object, state: State[Any]) -> bool:
    """Only silence is tried again; a refusal, a changed layout or a wrong page stays what it is."""
    return SiteUnavailable.__name__ in (state.message or "")


@task(
    name="discover",
    task_run_name="read the lists of {site}",
    retries=2,
    retry_delay_seconds=exponential_backoff(5),
    retry_jitter_factor=0.5,
    retry_condition_fn=_site_was_silent,
    cache_policy=NO_CACHE,
)
def discover_task(session: Session, site: str, since: date | None, full: bool) -> State[Discovery]:
    """Read the lists and record their links."""
    found = steps.find(session.ws, session.client, session.report, since=since, full=full, answers=session.answers)
    said = f"{found.found} links on {found.list_requests} list pages, {len(found.new)} of them new."
    return Completed(message=said, data=found)


def _was_interrupted(_task: object, _run: object, state: State[Any]) -> bool:
    """Only an error of ours (a full disk) is tried again: a page that ended badly was given its treatment, and asking
    a site that refused it a second time would be rude."""
    return not (state.message or "").startswith(SETTLED)


SETTLED = "Settled: "
"""Begins the message of a task whose page ended badly, for good in this run."""


@task(
    name="fetch",
    task_run_name="fetch {label}",
    retries=1,
    retry_delay_seconds=5,
    retry_condition_fn=_was_interrupted,
    cache_policy=NO_CACHE,
)
def fetch_task(session: Session, urls: Sequence[str], label: str) -> State[Any]:
    """Fetch one page, or a batch.

    The client repeats what deserves it, and what ends badly is due again by the ledger; a retry of the task is
    for what is not the site's doing (a full disk), and asks only for pages that were not fetched before.
    """
    with ThreadPoolExecutor(min(len(urls), session.ws.site.politeness.concurrency)) as pool:
        # A copy of the context each: log lines of the threads then reach this task in the UI.
        fetch = partial(steps.fetch_one, session.ws, session.client, in_batch=len(urls) > 1)
        asked = [pool.submit(copy_context().run, fetch, url) for url in session.not_yet(urls)]
    errors = [error for future in asked if (error := future.exception())]
    results = [future.result() for future in asked if not future.exception()]
    session.count(results)
    if errors:
        raise errors[0]
    bad = [result for result in results if result.outcome not in steps.GOOD]
    if len(urls) == 1 and bad:
        return Failed(message=f"{SETTLED}{bad[0].url} was not fetched ({bad[0].outcome}): {bad[0].reason}")
    return Completed(message=f"{len(results) - len(bad)} of {len(results)} pages fetched.")


@task(
    name="parse",
    task_run_name="parse {label}",
    retries=1,
    retry_delay_seconds=1,
    retry_condition_fn=_was_interrupted,
    cache_policy=NO_CACHE,
)
def parse_task(session: Session, pages: Sequence[ArchivedPage], name: str, label: str) -> State[Any]:
    """Parse archived copies into a staged batch."""
    parsed = session.parse(pages, name)
    session.keep(parsed)
    if len(pages) == 1 and parsed.unreadable:
        return Failed(message=f"{SETTLED}{pages[0].url} goes to quarantine: {parsed.unreadable[0].reason}")
    return Completed(message=f"{parsed.pages} of {len(pages)} pages parsed.")


@task(name="load", task_run_name="load {count} pages", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def load_task(session: Session, prefix: str, count: int) -> State[Any]:
    """Load the staged batches of a round, a few hundred pages in one transaction."""
    from flows.derive import loading

    loading.load_staged(session.ws, session.report.run_id, session.ready(prefix), session.report)
    session.drop(prefix)
    return Completed(message=f"{session.report.inserted} new and {session.report.updated} changed briefings so far.")


@task(name="publish", task_run_name="publish the reader copy", retries=2, retry_delay_seconds=5, cache_policy=NO_CACHE)
def publish_task(session: Session) -> State[Any]:
    """Bring the crawl tables up to date and replace the reader copy."""
    from flows.derive import loading

    loading.copy_crawl(session.ws)
    replaced = loading.publish_reader_copy(session.ws)
    return Completed(message="The reader copy was replaced." if replaced else "The reader copy was up to date.")


@task(name="deliver", task_run_name="publish to {target.name}", retries=1, retry_delay_seconds=3, cache_policy=NO_CACHE)
def deliver_task(settings: Settings, target: Target) -> State[Any]:
    """Bring an object store or a DuckLake up to the reader copy."""
    return Completed(message=delivery.deliver(settings, target, now=datetime.now(UTC)))


def deliver_all(settings: Settings) -> tuple[list[str], list[str]]:
    """Send the tables wherever the settings want them and they are not yet: what was done, and what could not be.

    That a place cannot be reached never fails the run: it stays pending, and the next run tries again.
    """
    done, failed = [], []
    for target in delivery.pending(settings):
        state = deliver_task(settings, target, return_state=True)
        if state.is_completed():
            done.append(state.message or "")
        else:
            reason = state.result(raise_on_failure=False)
            failed.append(f"The tables did not reach {target.name}: {reason} The next run tries again.")
    return done, failed

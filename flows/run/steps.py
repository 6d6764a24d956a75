"""One run, step by step, as plain functions: look for news, discover, choose, fetch, close. Prefect comes on top."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date

from flows.crawl.change_check import look
from flows.crawl.discovery import Discovery, discover
from flows.crawl.fetching import PageResult, fetch_page
from flows.deliver.delivery import pending
from flows.disk import unusable
from flows.http.client import Client, Response
from flows.ledger.ledger import DuePage
from flows.report import RunReport, Trouble
from flows.workspace import Workspace
from parsers import PARSER_VERSION
from parsers.errors import BriefingsError, HostBlocked, SiteUnavailable
from warehouse.database.published import is_published

log = logging.getLogger(__name__)

GOOD = ("ok", "unchanged")
GONE = ("gone", "soft_404")
PASSING = ("blocked", "timeout", "unavailable", "truncated")
"""Outcomes that say nothing about whether there is a page."""


def new_run_id() -> str:
    """An id for a run that Prefect does not know: one that ended before there was anything to orchestrate."""
    return str(uuid.uuid4())


@contextmanager
def recorded(ws: Workspace, run_id: str, flow: str) -> Iterator[RunReport]:
    """A run in the ledger from its first to its last moment; an error closes it with the error's sentence."""
    report = RunReport(run_id, flow, ws.site.name, started_at=ws.now())
    ws.ledger.start_run(run_id, flow, ws.site.name)
    try:
        yield report
    except BaseException as error:
        report.outcome = "unavailable" if isinstance(error, (SiteUnavailable, HostBlocked)) else "failure"
        report.blocked = isinstance(error, HostBlocked)
        report.message = str(error) if isinstance(error, BriefingsError) else unexpected(error)
        finish(ws, report)
        raise


def unexpected(error: BaseException) -> str:
    """The sentence for the end of a run that no error of ours describes."""
    if not isinstance(error, Exception):  # Ctrl-C, or Prefect's sign of a SIGTERM
        return "The run was stopped; the next one continues where it was."
    if isinstance(error, OSError) and error.filename:
        return str(unusable(error))
    return f"The run failed unexpectedly ({type(error).__name__}: {error}); what was loaded before is kept."


def finish(ws: Workspace, report: RunReport) -> None:
    """Close the run in the ledger."""
    report.finished_at = ws.now()
    report.message = report.message or report.sentence()
    row = report.row()
    counts = {name: row[name] for name in COUNTS}
    ws.ledger.finish_run(report.run_id, report.outcome, report.message, **counts)


COUNTS = ("discovered", "fetched", "unchanged", "inserted", "updated", "quarantined")


def check_contact(ws: Workspace) -> None:
    """Say in the run's log that the site is asked without a contact, where that is so."""
    if said := ws.settings.unreachable(ws.site.hosts):
        log.warning("%s", said)


@dataclass(frozen=True, slots=True)
class Quiet:
    """What the quick look came to."""

    over: bool
    """There is nothing to do: the run has ended as ``unchanged``."""
    answers: dict[str, Response] = field(default_factory=dict)
    """List pages that were asked for, so that discovery does not ask again."""


LOOKED: ContextVar[tuple[RunReport, Quiet] | None] = ContextVar("looked", default=None)
"""What the quick look at the terminal came to that found work: the flow goes on from there, and asks nothing twice."""


def quiet_look(ws: Workspace, client: Client, report: RunReport) -> Quiet:
    """Find out cheaply whether there is anything to do.

    Most runs end here, after one conditional request per list and perhaps a re-check; nothing heavy is imported.
    """
    if not is_published(ws.paths.warehouse, ws.paths.reader) or pending(ws.settings):
        return Quiet(over=False)
    if ws.ledger.pending_pages(ws.site.name, PARSER_VERSION, limit=1):
        return Quiet(over=False)
    seen = look(ws.site, client, ws.ledger, ws.archive, today=ws.today())
    if seen.news:
        return Quiet(over=False, answers=seen.answers)
    for page in ws.ledger.due_pages(ws.site.name, limit=seen.rechecks):
        result = fetch_one(ws, client, page.url)
        count(report, result)
        if result.changed or report.troubles:
            return Quiet(over=False, answers=seen.answers)
    report.outcome = "unchanged"
    return Quiet(over=True)


def find(
    ws: Workspace,
    client: Client,
    report: RunReport,
    *,
    since: date | None,
    full: bool = False,
    answers: dict[str, Response] | None = None,
) -> Discovery:
    """Read the lists and record their links.

    Raises:
        FetchError: no list could be read, or its shape changed.
    """
    found = discover(ws.site, client, ws.ledger, ws.archive, today=ws.today(), since=since, full=full, answers=answers)
    report.discovered = found.found
    for warning in found.warnings:
        log.warning("%s", warning)
    report.warnings += found.warnings
    return found


def choose(ws: Workspace) -> list[DuePage]:
    """What to fetch now: everything due."""
    return ws.ledger.due_pages(ws.site.name)


def choose_window(ws: Workspace, since: date | None, until: date | None, *, recheck: bool) -> list[DuePage]:
    """What to fetch of a window of listing dates, the newest first: pages that are due and of which there is no copy, or
    with ``recheck`` all that are known."""
    pages = ws.ledger.known_pages(ws.site.name) if recheck else ws.ledger.due_pages(ws.site.name)
    wanted = [page for page in pages if (page.fresh or recheck) and _within(page.listed_on, since, until)]
    # Of pages without a copy those that failed come last, as the ledger has it.
    return sorted(wanted, key=lambda page: page.listed_on or date.min, reverse=True) if recheck else wanted


def _within(day: date | None, since: date | None, until: date | None) -> bool:
    return day is None or ((since is None or since <= day) and (until is None or day <= until))


def fetch_one(ws: Workspace, client: Client, url: str, *, in_batch: bool = False) -> PageResult:
    """Fetch one page; everything about it is in ledger and archive when this returns.

    A page of a batch is logged only when something is wrong with it: a line of log costs as much as the request.
    """
    result = fetch_page(url, ws.site, client, ws.ledger, ws.archive)
    if in_batch and result.outcome in GOOD:
        return result
    log.info("fetched url=%s outcome=%s changed=%s %s", url, result.outcome, result.changed, result.reason or "")
    return result


def count(report: RunReport, result: PageResult) -> None:
    """Add one fetched page to the run's report."""
    report.fetched += result.asked
    report.unchanged += result.outcome == "unchanged"
    report.blocked = report.blocked or result.outcome == "blocked"
    if result.outcome not in GOOD:
        if result.page_sha256 is not None and result.outcome in GONE:
            report.gone += 1
        else:
            report.missed[result.outcome] = report.missed.get(result.outcome, 0) + 1
        report.out_of_reach += result.page_sha256 is None and result.outcome in PASSING
        report.troubles.append(Trouble(result.url, "fetch", f"{result.outcome}: {result.reason or 'no reason given'}"))

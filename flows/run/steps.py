"""The steps of a run, one function each: look, discover, choose, conclude, publish. Fetching and parsing have modules."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial

from flows.crawl.change_check import look as look_at_lists
from flows.crawl.fetching import PageResult, fetch_page
from flows.deliver import delivery
from flows.http.client import Client, Response
from flows.ledger.rows import DuePage
from flows.report import RunReport, Trouble
from flows.run.executor import Done, Executor, Step
from flows.run.run import Run, finish
from flows.settings import Settings
from flows.workspace import Workspace
from parsers.errors import FetchError, HostBlocked, LayoutChanged, SiteUnavailable
from parsers.sites.definition import Site
from warehouse.database.published import is_current, is_published

log = logging.getLogger(__name__)

# flows.derive.loading brings DuckDB with it; a run without news must not pay for that.

GOOD = ("ok", "unchanged")
GONE = ("gone", "soft_404")
RECHECKS = 20
"""Known pages that a run with news asks for again at most."""

PASSING = ("blocked", "timeout", "unavailable", "truncated")
"""Outcomes that say nothing about whether there is a page."""


PUBLISH = Step("publish", retries=2, delay=5)
DELIVER = Step("deliver", retries=1, delay=3)


def check_contact(run: Run) -> None:
    """Say in the run's log that the site is asked without a contact, where that is so."""
    if said := run.ws.settings.unreachable(run.ws.site.hosts):
        log.warning("%s", said)


@dataclass(frozen=True, slots=True)
class Look:
    """What the look at the lists came to."""

    over: bool
    """There is nothing to do: the run has ended as ``unchanged``."""
    answers: dict[str, Response] = field(default_factory=dict)
    """List pages that were asked for, so that discovery does not ask again."""


def look(run: Run) -> Look:
    """Find out cheaply whether there is anything to do.

    Most runs end here, after one conditional request per list and perhaps a re-check; nothing heavy is imported.
    """
    return Look(over=False) if behind(run.ws) else look_at_site(run)


def behind(ws: Workspace) -> bool:
    """Whether a run has something to do though its site has no news."""
    return bool(delivery.pending(ws.settings)) or stale(ws)


def stale(ws: Workspace) -> bool:
    """Whether the database is to be migrated, or ahead of the reader copy and that is old enough to be replaced."""
    if not is_current(ws.paths.warehouse):
        return True
    return not is_published(ws.paths.warehouse, ws.paths.reader) and not too_soon(ws)


def too_soon(ws: Workspace) -> bool:
    """Whether the reader copy is younger than the settings want it to be replaced."""
    try:
        # Its other times are the database's.
        return time.time() - ws.paths.reader.stat().st_ctime < ws.settings.publish_seconds
    except FileNotFoundError:
        return False


def look_at_site(run: Run, *, rechecks: int | None = None) -> Look:
    """Find out whether the site itself has something to do, with as many re-checks of known pages as are left over.

    Args:
        rechecks: at most so many.
    """
    ws = run.ws
    if ws.ledger.pending_pages(ws.site.name, ws.reader_version, limit=1):
        return Look(over=False)
    seen = look_at_lists(ws.site, run.client, ws.ledger, ws.archive, today=ws.today())
    if seen.news:
        return Look(over=False, answers=seen.answers)
    limit = seen.rechecks if rechecks is None else min(seen.rechecks, rechecks)
    for page in ws.ledger.due_pages(ws.site.name, limit=limit):
        result = fetch_one(ws, run.client, page.url)
        count(run.report, result)
        if result.changed or run.report.troubles:
            return Look(over=False, answers=seen.answers)
    run.report.outcome = "unchanged"
    return Look(over=True)


def choose(run: Run, *, complete: bool = True) -> list[DuePage]:
    """What to fetch now: everything due; while the lists are still read, only pages without a copy."""
    return run.ws.ledger.due_pages(run.ws.site.name, rechecks=RECHECKS if complete else 0)


def choose_window(
    run: Run, since: date | None, until: date | None, *, recheck: bool = False, complete: bool = True
) -> Iterable[DuePage]:
    """What to fetch of a window of listing dates, the newest first: pages that are due and of which there is no copy, or
    with ``recheck``, once the lists are read, all that are known."""
    ledger, name = run.ws.ledger, run.ws.site.name
    if recheck and complete:
        return ledger.known_pages(name, since, until)
    pages = ledger.due_pages(name, rechecks=0)
    # Of pages without a copy those that failed come last, as the ledger has it.
    return [page for page in pages if page.fresh and _within(page.listed_on, since, until)]


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
        report.trouble(Trouble(result.url, "fetch", f"{result.outcome}: {result.reason or 'no reason given'}"))


def conclude(run: Run, error: FetchError | None = None) -> None:
    """Decide the outcome and close the run in the ledger.

    Args:
        error: a part of the lists that could not be read: it must not pass for good news.
    """
    report = run.report
    # News that was listed and could not be had is not "nothing new".
    report.outcome = "success" if report.changed else "unavailable" if report.out_of_reach else "unchanged"
    if error is not None:
        report.outcome = "unavailable" if isinstance(error, (SiteUnavailable, HostBlocked)) else "failure"
        report.blocked = report.blocked or isinstance(error, HostBlocked)
        report.layout_changed = isinstance(error, LayoutChanged)
    if report.failures:
        report.outcome = "failure"
    if wrong := [*([str(error)] if error else []), *report.failures[:1]]:
        report.message = f"{report.sentence()} But: {' '.join(wrong)}"
    finish(run.ws, report)


def publish(run: Run) -> None:
    """Replace the reader copy when there is something new in the database, and send the tables wherever they go."""
    ws, report = run.ws, run.report
    if report.changed or report.troubles or stale(ws):
        renew(run.executor, ws)
    said, report.undelivered = deliver(run.executor, ws.settings)
    if report.changed and (told := tell(ws.settings, report.run_id)):
        said.append(told)
    if said or report.undelivered:
        report.message = " ".join([report.message, *said, *report.undelivered])
        finish(ws, report)


def renew(executor: Executor, ws: Workspace, sites: Sequence[Site] = ()) -> None:
    """Bring the crawl tables up to date and replace the reader copy, unless it is too soon for that.

    Args:
        sites: of which the database is told what they are, beside the workspace's own.
    """
    executor.run(PUBLISH, "publish the reader copy", partial(_publish, ws, sites))


def _publish(ws: Workspace, sites: Sequence[Site]) -> Done[None]:
    # Imported here: a run without news loads nothing.
    from flows.derive import loading

    loading.copy_crawl(ws, sites)
    if too_soon(ws):
        return Done(
            None, f"The reader copy is replaced every {ws.settings.publish_seconds:.0f} s at most: a later run does."
        )
    replaced = loading.publish_reader_copy(ws)
    return Done(None, "The reader copy was replaced." if replaced else "The reader copy was up to date.")


def tell(settings: Settings, *run_ids: str) -> str | None:
    """Tell those who watch of the news of these runs; that it could not be told never fails the run."""
    # Imported here: only a run with changes has news.
    from flows.deliver import news

    try:
        return news.tell(settings, *run_ids)
    except Exception as error:  # noqa: BLE001 - see above
        return f"Nobody was told of news: {error}"


def deliver(executor: Executor, settings: Settings) -> tuple[list[str], list[str]]:
    """Send the tables wherever the settings want them and they are not yet: what was done, and what could not be.

    That a place cannot be reached never fails the run: it stays pending, and the next run tries again.
    """
    done, failed = [], []
    for target in delivery.pending(settings):
        try:
            done.append(executor.run(DELIVER, f"publish to {target.name}", partial(_deliver, settings, target)))
        except Exception as error:  # noqa: BLE001 - see above
            failed.append(f"The tables did not reach {target.name}: {error} The next run tries again.")
    return done, failed


def _deliver(settings: Settings, target: delivery.Target) -> Done[str]:
    said = delivery.deliver(settings, target, now=datetime.now(UTC))
    return Done(said, said)

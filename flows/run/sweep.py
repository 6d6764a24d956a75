"""One look for all: every due site at once, each in a thread of its own, and the real run only where there is news.

A site that is down, refuses us or has changed its layout keeps none of the others waiting, and is told apart.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from threading import Semaphore
from typing import Literal, get_args

from flows.ledger.ledger import Ledger
from flows.ledger.looks import LastLook
from flows.ledger.rows import COUNTS
from flows.report import Outcome, RunReport
from flows.run.executor import Executor, PlainExecutor
from flows.run.run import Run, opened
from flows.run.steps import Look, deliver, look_at_site, renew, stale, tell
from flows.settings import Settings
from flows.workspace import Workspace
from parsers.errors import BriefingsError, RunInProgress
from parsers.sites.definition import Site, load_site

log = logging.getLogger(__name__)

WIDTH = 512
"""Sites looked at together. A thread waits for its site and costs some 50 KB: fewer would let slow hosts keep others."""

AT_WORK = 12
"""Runs of sites with news at a time. Each is some twenty calls to the Prefect server, whose SQLite writes one at a time:
300 at once, as on the first morning, kept it from answering any of them in time."""

SPARE = 50
"""Re-checks of known pages in one sweep, less one for every site: with many sites they are the evening's."""

PUBLISH_SECONDS = 20.0
"""News of the quick sites is published while slow ones are still at work, so often at most."""

REFUSED = ("blocked", "disallowed")
SILENT = ("timeout", "unavailable", "truncated")
"""Outcomes of a list's request after which there is nothing to read."""

State = Literal["failure", "layout", "blocked", "unavailable", "busy", "news", "unchanged"]
ORDER: tuple[State, ...] = get_args(State)
"""The worst first. busy: another run works on the site."""
NAMES = {
    "failure": "failed",
    "layout": "changed in layout",
    "blocked": "refused us",
    "unavailable": "down",
    "busy": "at work already",
    "news": "in the news",
    "unchanged": "without news",
}


@dataclass(frozen=True, slots=True)
class SiteSeen:
    """What the look at one site came to."""

    site: str
    state: State
    said: str
    report: RunReport | None = None
    """Of the run that it led to."""


@dataclass(slots=True)
class Sweep:
    """What a sweep came to."""

    run_id: str
    started_at: datetime
    sites: list[SiteSeen] = field(default_factory=list)
    undelivered: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """What failed that is no site's, a sentence each."""
    told: str | None = None
    """Who was told of the news, in a sentence."""

    def counts(self) -> Counter[State]:
        """State → number of sites."""
        return Counter(one.state for one in self.sites)

    def worst_first(self) -> list[SiteSeen]:
        """Every site, what needs attention before what does not."""
        return sorted(self.sites, key=lambda one: (ORDER.index(one.state), one.site))

    @property
    def outcome(self) -> Outcome:
        """Of the sweep as a run: a failure where something of ours failed, or all sites did."""
        counts = self.counts()
        good = counts["news"] + counts["unchanged"] + counts["busy"]
        if self.failures or (self.sites and not good and counts["failure"] + counts["layout"]):
            return "failure"
        if self.sites and not good:
            return "unavailable"
        return "success" if counts["news"] else "unchanged"

    @property
    def complete(self) -> bool:
        """Whether every site could be read."""
        return not self.failures and all(one.state in ("news", "unchanged", "busy") for one in self.sites)

    def sentence(self) -> str:
        """``300 sites: 297 without news, 2 in the news (beijing, wuhan), 1 down (xian).``"""
        if not self.sites:
            return "No site is due now."
        counts = self.counts()
        parts = [self._part(state, counts[state]) for state in reversed(ORDER) if counts[state]]
        noun = "sites" if len(self.sites) > 1 else "site"
        return " ".join(
            [
                f"{len(self.sites)} {noun}: {', '.join(parts)}.",
                *self.failures,
                *self.undelivered,
                *filter(None, [self.told]),
            ]
        )

    def _part(self, state: State, number: int) -> str:
        if state == "unchanged":
            return f"{number} {NAMES[state]}"
        names = [one.site for one in self.sites if one.state == state]
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        return f"{number} {NAMES[state]} ({', '.join(sorted(names)[:5])}{more})"

    def report(self) -> RunReport:
        """The sweep as a run over all sites."""
        report = RunReport(self.run_id, "watch", "", started_at=self.started_at)
        report.outcome, report.message, report.undelivered = self.outcome, self.sentence(), self.undelivered
        report.blocked = any(one.state == "blocked" for one in self.sites)
        for one in self.sites:
            if one.report is not None:
                for name in COUNTS:
                    setattr(report, name, getattr(report, name) + getattr(one.report, name))
        return report


Ingest = Callable[[Run, Look], RunReport]
"""The real run of a site with news, without publishing."""


def due(sites: Iterable[Settings], ledger: Ledger) -> list[Settings]:
    """Those sites whose press hours had a time since their last look, and that are not paused.

    A site whose definition has a mistake is due: its look says so.
    """
    now, looks = ledger.now(), ledger.looks.all()
    return [one for one in sites if _is_due(one, looks, now)]


def _is_due(settings: Settings, looks: dict[str, LastLook], now: datetime) -> bool:
    try:
        site = load_site(settings.site, base_url=settings.base_url)
    except BriefingsError:
        return True
    last = looks.get(site.name)
    if last is None or last.looked_at is None:
        return last is None or not last.paused
    slot = site.schedule.last_slot(now, site.timezone)
    return not last.paused and slot is not None and slot > last.looked_at


def sweep(
    sites: Sequence[Settings], ledger: Ledger, run_id: str, ingest: Ingest, executor: Executor | None = None
) -> Sweep:
    """Look at these sites and run what has news; publish as it comes. Recorded in the ledger as one run over all sites."""
    executor = executor or PlainExecutor()
    done = Sweep(run_id, ledger.now())
    ledger.start_run(run_id, "watch", "")
    try:
        _look_at_all(sites, ledger, done, ingest, executor)
    finally:
        report = done.report()
        numbers = {name: getattr(report, name) for name in COUNTS}
        ledger.finish_run(run_id, report.outcome, report.message, **numbers)
    return done


def _look_at_all(sites: Sequence[Settings], ledger: Ledger, done: Sweep, ingest: Ingest, executor: Executor) -> None:
    if not sites:
        return
    rechecks = None if len(sites) == 1 else max(0, SPARE - len(sites)) // len(sites)
    publisher = _Publisher(sites, ledger, done, executor)
    places = Semaphore(AT_WORK)

    def in_turn(run: Run, looked: Look) -> RunReport:
        with places:
            return ingest(run, looked)

    with ThreadPoolExecutor(min(len(sites), WIDTH), thread_name_prefix="site") as pool:
        try:
            waiting: set[Future[SiteSeen]] = {
                pool.submit(copy_context().run, partial(_look, one, ledger, done.run_id, in_turn, rechecks))
                for one in sites
            }
            while waiting:
                ended, waiting = wait(waiting, timeout=5.0, return_when=FIRST_COMPLETED)
                done.sites += [future.result() for future in ended]
                publisher.offer(last=not waiting)
        except BaseException:  # stopped: only what is being asked for is waited for
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class _Publisher:
    """Publishes what has come while slow sites are still at work, and all of it at the end."""

    def __init__(self, sites: Sequence[Settings], ledger: Ledger, done: Sweep, executor: Executor) -> None:
        self._sites, self._ledger, self._done, self._executor = sites, ledger, done, executor
        self._published = 0
        self._at = time.monotonic()

    def offer(self, *, last: bool) -> None:
        """Publish, if there is something and it is time."""
        changed = sum(one.report is not None for one in self._done.sites)
        if not last and (changed == self._published or time.monotonic() - self._at < PUBLISH_SECONDS):
            return
        try:
            self._publish(changed, last=last)
        except Exception as error:
            log.exception("the reader copy could not be replaced")
            self._done.failures.append(f"The reader copy could not be replaced: {error}")
        self._published, self._at = changed, time.monotonic()

    def _publish(self, changed: int, *, last: bool) -> None:
        spaces = [space for one in self._sites if (space := _space(one, self._ledger))]
        if not spaces:
            return
        ws = spaces[0]
        if ws.paths.warehouse.exists() and (changed > self._published or (last and stale(ws))):
            renew(self._executor, ws, [space.site for space in spaces])
        if last:
            self._done.undelivered = deliver(self._executor, ws.settings)[1]
            news = [one.report.run_id for one in self._done.sites if one.report is not None and one.report.changed]
            self._done.told = tell(ws.settings, *news) if news else None  # one message for all sites


def _space(settings: Settings, ledger: Ledger) -> Workspace | None:
    try:
        return Workspace.open(settings, ledger=ledger)
    except BriefingsError:
        return None


def _look(settings: Settings, ledger: Ledger, run_id: str, ingest: Ingest, rechecks: int | None) -> SiteSeen:
    """One site; whatever happens there stays there."""
    name = settings.site
    try:
        name = load_site(settings.site, base_url=settings.base_url).name
        with opened(settings, "ingest", ledger=ledger) as run:
            run.client.run_id = run_id
            seen = _looked(run, ingest, rechecks)
    except RunInProgress:
        return SiteSeen(name, "busy", "Another run works on it.")
    except Exception as error:
        if not isinstance(error, BriefingsError):
            log.exception("the look at %s failed unexpectedly", name)
        seen = SiteSeen(name, "failure", str(error) or type(error).__name__)
    _note(ledger, seen)
    return seen


def _note(ledger: Ledger, seen: SiteSeen) -> None:
    assert seen.state != "busy"  # noqa: S101 - then nobody looked
    ledger.looks.note(seen.site, seen.state, None if seen.state == "unchanged" else seen.said)


def _looked(run: Run, ingest: Ingest, rechecks: int | None) -> SiteSeen:
    site = run.ws.site
    looked = look_at_site(run, rechecks=rechecks)
    if looked.over:
        return SiteSeen(site.name, "unchanged", "Nothing new.")
    if silence := _silence(site, looked):
        return silence
    report = ingest(run, looked)
    return SiteSeen(site.name, _state(report), report.message, report)


def _silence(site: Site, looked: Look) -> SiteSeen | None:
    """What is said of a site whose list could not be had: no run could read more."""
    for answer in looked.answers.values():
        if answer.outcome in (*REFUSED, *SILENT):
            state: State = "blocked" if answer.outcome in REFUSED else "unavailable"
            return SiteSeen(site.name, state, f"{answer.outcome}: {answer.reason or 'no reason given'}")
    return None


def _state(report: RunReport) -> State:
    if report.blocked:
        return "blocked"
    if report.layout_changed:
        return "layout"
    if report.outcome in ("failure", "unavailable"):
        return "failure" if report.outcome == "failure" else "unavailable"
    return "news" if report.changed or report.quarantined else "unchanged"

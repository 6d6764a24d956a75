"""How every flow runs: under the run lock, recorded in the ledger, published when it changed something, reported."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, closing

from prefect import runtime
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.collector import collect_seldom
from flows.derive import staging
from flows.report import RunReport, run_lock, stood_aside
from flows.run import steps
from flows.run.artifacts import leave_artifacts, tag_run
from flows.run.events import leave_word
from flows.run.parameters import run_settings
from flows.run.process import sign_of_life
from flows.run.tasks import Session, deliver_all, publish_task
from flows.run.waiting import when_free
from flows.settings import Paths, Settings, load_settings
from flows.workspace import Workspace
from parsers.errors import (
    BriefingsError,
    FetchError,
    HostBlocked,
    RunInProgress,
    SettingsError,
    SiteError,
    SiteUnavailable,
)
from parsers.sites.definition import load_site
from warehouse.database.published import is_published

log = logging.getLogger(__name__)

# Prefect forwards these rooms' lines to the UI, but a logger without a level of its own keeps only warnings.
for room in ("flows", "parsers", "warehouse"):
    logging.getLogger(room).setLevel(logging.INFO)


def site_name(given: str | None) -> str:
    """The site's name for a run's title and tags, also where the site is given as the path of a definition."""
    try:
        wanted = run_settings(site=given).site
        return load_site(wanted).name
    except (SiteError, SettingsError):
        return given or load_settings().site  # the run itself ends as Failed and says what is wrong


def conduct(flow_name: str, settings: Settings, work: Callable[[Session], None]) -> State[RunReport]:
    """Run ``work`` and turn its end into a state whose message is a sentence.

    What a killed run left is cleared first. While another run holds the data directory, ``ingest`` does nothing, for
    the next slot does its work; what a person asked for in the UI waits, and at the terminal says so at once.
    """
    collect_seldom()
    tag_run(flow_name, site_name(settings.site))
    report: RunReport | None = None
    run_id = str(runtime.flow_run.id)
    try:
        with (
            sign_of_life(settings.paths, run_id),
            _turn(flow_name)(settings.paths),
            Workspace.open(settings) as ws,
            ws.client(run_id) as client,
        ):
            staging.clear(ws.paths.stage)
            ws.archive.sweep()
            if not ws.paths.warehouse.exists():
                ws.ledger.forget_loaded()  # a lost database is rebuilt from archive and ledger, whatever the run is for
            with steps.recorded(ws, run_id, flow_name) as report:
                with closing(Session(ws, client, report)) as session:
                    work(session)
                if report.outcome == "unchanged":
                    steps.finish(ws, report)
    except RunInProgress as error:
        if flow_name == "ingest":
            return Completed(message=str(error), data=stood_aside(run_id, settings.site, error))
        return Failed(message=str(error), data=error)
    except BriefingsError as error:
        log.error("%s", error)
        if report is None:
            return Failed(message=str(error), data=error)
    except Exception as error:
        # Nobody foresaw it: the log gets the traceback, and the run ends with a sentence and its report all the same.
        log.exception("the run failed unexpectedly")
        if report is None:
            return Failed(message=steps.unexpected(error), data=error)
    leave_artifacts(report)
    leave_word(report, settings)
    if report.outcome in ("success", "unchanged"):
        return Completed(message=report.message, data=report)
    return Failed(message=report.message, data=report)


def _turn(flow_name: str) -> Callable[[Paths], AbstractContextManager[None]]:
    """How the run lock is taken."""
    return when_free if runtime.deployment.id and flow_name != "ingest" else run_lock


def settle(session: Session, error: FetchError | None = None) -> None:
    """Decide the outcome, close the run in the ledger and publish when there is something to publish.

    Args:
        error: a part of the lists that could not be read: it must not pass for good news.
    """
    report, ws = session.report, session.ws
    changed = bool(report.inserted or report.updated or report.quarantined)
    # News that was listed and could not be had is not "nothing new".
    report.outcome = "success" if changed else "unavailable" if report.out_of_reach else "unchanged"
    if error is not None:
        report.outcome = "unavailable" if isinstance(error, (SiteUnavailable, HostBlocked)) else "failure"
        report.blocked = report.blocked or isinstance(error, HostBlocked)
    if report.failures:
        report.outcome = "failure"
    if wrong := [*([str(error)] if error else []), *report.failures[:1]]:
        report.message = f"{report.sentence()} But: {' '.join(wrong)}"
    steps.finish(ws, report)
    if changed or report.troubles or not is_published(ws.paths.warehouse, ws.paths.reader):
        publish_task(session)
    said, report.undelivered = deliver_all(ws.settings)
    if said or report.undelivered:
        report.message = " ".join([report.message, *said, *report.undelivered])
        steps.finish(ws, report)

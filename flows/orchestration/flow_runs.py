"""How a flow wraps a plain run: opened or taken over, its end shown in the UI and told to the automations."""

from __future__ import annotations

import logging
from functools import update_wrapper
from importlib import import_module
from typing import Any

from prefect import Flow, runtime
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.utilities.annotations import quote

from flows.collector import collect_seldom
from flows.locks import run_lock
from flows.orchestration.artifacts import leave_artifacts, tag_run
from flows.orchestration.declared import OwnFlow
from flows.orchestration.events import tell
from flows.orchestration.executor import PrefectExecutor
from flows.orchestration.parameters import deployed, run_settings
from flows.report import stood_aside
from flows.run.process import sign_of_life
from flows.run.run import Lock, Run, Work, opened, perform, unexpected
from flows.run.waiting import when_free
from flows.settings import Settings, load_settings
from parsers.errors import BriefingsError, RunInProgress, SettingsError, SiteError
from parsers.sites.definition import load_site

log = logging.getLogger(__name__)

# Prefect forwards these rooms' lines to the UI, but a logger without a level of its own keeps only warnings.
for room in ("flows", "parsers", "warehouse"):
    logging.getLogger(room).setLevel(logging.INFO)


def site_name(given: str | None) -> str:
    """The site's name for a run's title and tags, also where the site is given as the path of a definition."""
    try:
        return load_site(run_settings(site=given).site).name
    except (SiteError, SettingsError):
        return given or load_settings().site  # the run itself ends as Failed and says what is wrong


def run_in_flow(flow: str, settings: Settings, work: Work) -> State[Any]:
    """Open a run and do its work, inside a flow run; its end as a state whose message is a sentence.

    While another run holds the data directory, ``ingest`` does nothing, for the next slot does its work; what a person
    asked for in the UI waits.
    """
    tag_run(flow, site_name(settings.site))
    try:
        with opened(settings, flow, lock=_lock(flow)) as run:
            return recorded_by_prefect(run, work)
    except RunInProgress as error:
        if flow == "ingest":
            return Completed(message=str(error), data=stood_aside(_flow_run_id(), settings.site, error))
        return Failed(message=str(error), data=error)
    except BriefingsError as error:
        log.error("%s", error)
        return Failed(message=str(error), data=error)
    except Exception as error:
        log.exception("the run failed unexpectedly")
        return Failed(message=unexpected(error), data=error)


class _TakenOver(OwnFlow[..., State[Any]]):
    """A flow whose body is bound to this process: elsewhere, on a worker of a cluster, it is the one that it stands for."""

    declared: Flow[..., Any]

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (import_module(self.declared.fn.__module__), self.declared.fn.__name__)


def taken_over(declared: Flow[..., Any], run: Run, work: Work) -> Flow[..., State[Any]]:
    """The same flow over a run that is open already, because a command has looked first."""

    def body(*_: object, **__: object) -> State[Any]:
        tag_run(run.report.flow, run.report.site)
        return recorded_by_prefect(run, work)

    # With the declared signature, so that the UI shows the same parameters.
    update_wrapper(body, declared.fn)
    flow = _TakenOver(body, name=declared.name, flow_run_name=declared.flow_run_name, validate_parameters=False)
    flow.declared = declared
    return flow


def recorded_by_prefect(run: Run, work: Work) -> State[Any]:
    """Do the work of an open run with its steps as tasks."""
    collect_seldom()
    run.recorded_as(_flow_run_id(), PrefectExecutor(dask=run.ws.settings.dask_address))
    with sign_of_life(run.ws.paths, run.report.run_id):
        report = perform(run, work)
    leave_artifacts(report)
    tell(run)
    data = quote(report)  # in which Prefect looks for no results of tasks: 55 ms for a thousand changes
    if report.outcome in ("success", "unchanged"):
        return Completed(message=report.message, data=data)
    return Failed(message=report.message, data=data, name="Blocked" if report.blocked else "Failed")


def what_came_of(state: State[Any]) -> object:
    """The report of a run that is over, or the error that it has none for."""
    ended = state.result(raise_on_failure=False)
    return ended.unquote() if isinstance(ended, quote) else ended


def _flow_run_id() -> str:
    return str(runtime.flow_run.id)


def _lock(flow: str) -> Lock:
    return when_free if deployed() and flow != "ingest" else run_lock

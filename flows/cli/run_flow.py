"""Running a flow from the terminal: on the server of ``briefings up``, else on one started for the run."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from flows.console import note
from flows.report import RunReport
from flows.run.progress import show_in_terminal
from flows.service.server import prefect_api
from flows.settings import Settings
from parsers.errors import BriefingsError, RunFailed
from parsers.sites.definition import load_site

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

FlowName = Literal["ingest", "backfill", "reparse", "retry", "load"]
MODULES: dict[FlowName, str] = {
    "ingest": "flows.run.ingest",
    "backfill": "flows.run.ingest",
    "reparse": "flows.run.reparse",
    "retry": "flows.run.reparse",
    "load": "flows.run.reparse",
}


def run_flow(name: FlowName, settings: Settings, parameters: dict[str, Any]) -> RunReport:
    """Run a flow in this process, recorded by a Prefect server; its report.

    Raises:
        SiteError: the site definition is wrong.
        RunInProgress: another run holds the data directory.
        RunFailed: the flow broke down before it had a report.
        ServiceError: no Prefect server could be used.
        BriefingsError: why the run could not begin.
    """
    load_site(settings.site, base_url=settings.base_url)  # a mistake in it is said before a server is started
    # The flow reads its settings from the environment, as it does when the scheduler starts it.
    os.environ["BRIEFINGS_DATA_DIR"] = str(settings.paths.root)
    # The terminal shows our own lines; Prefect's are in the UI.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
    show_in_terminal()
    with prefect_api(settings.paths, settings.auth_file) as lasting:
        flow = getattr(import_module(MODULES[name]), name)
        state: State[RunReport] = flow(**parameters, return_state=True)
    if lasting:
        note(f"The run is recorded at {lasting.removesuffix('/api')}")
    return _report(state)


def _report(state: State[RunReport]) -> RunReport:
    ended = state.result(raise_on_failure=False)
    if isinstance(ended, RunReport):
        return ended
    if isinstance(ended, BriefingsError):
        raise ended
    raise RunFailed(
        f"The run broke down unexpectedly: {state.message or ended!r} Its log in the Prefect UI (`briefings up`) says"
        " where; report it. What was loaded before is kept, and the next run continues."
    )

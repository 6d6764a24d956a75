"""Running a flow from the terminal: on the server of ``briefings up``, else on one started for the run."""

from __future__ import annotations

import os
from contextlib import ExitStack
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from flows.collector import collect_seldom
from flows.console import note
from flows.report import RunReport
from flows.run.progress import show_in_terminal
from flows.run.run import Run, Work, opened
from flows.run.steps import Look
from flows.service.server import prefect_api
from flows.settings import Settings
from parsers.errors import BriefingsError, RunFailed

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

FLOWS: dict[str, str] = {
    "ingest": "flows.orchestration.ingest",
    "backfill": "flows.orchestration.ingest",
    "reparse": "flows.orchestration.reparse",
    "retry": "flows.orchestration.reparse",
    "load": "flows.orchestration.reparse",
}


class Recorder:
    """Has the runs of a command recorded: a Prefect server is found, or started, for the first of them, and serves them all,
    for Prefect asks one address as long as a process lives.

    Args:
        settings: of any of the sites, which are of one data directory.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stack = ExitStack()
        self._lock = Lock()
        self._ready = False
        self._lasting: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def record(self, run: Run, work: Work, parameters: dict[str, Any]) -> RunReport:
        """Do the work of an open run as its flow, in this process, recorded by the server; its report.

        Args:
            parameters: what the UI shows of the flow's parameters, the site among them.

        Raises:
            RunFailed: the flow broke down before it had a report.
            ServiceError: no Prefect server could be used.
            WarehouseError: the database is damaged.
            BriefingsError: why the run could not begin.
        """
        # Imported here: a run without news must not pay for DuckDB. Before the server starts, which takes ten seconds.
        from warehouse.database.store import probe

        probe(run.ws.paths.warehouse)
        show_in_terminal()
        collect_seldom()  # also while Prefect is imported
        self._begin()
        # Imported here: a run without news must not pay for Prefect, and the server's address is known only now.
        from flows.orchestration.flow_runs import taken_over, what_came_of

        name = run.report.flow
        flow = taken_over(getattr(import_module(FLOWS[name]), name), run, work)
        state: State[Any] = flow(**parameters, site=run.ws.settings.site, return_state=True)
        if self._lasting:
            note(f"The run is recorded at {self._lasting.removesuffix('/api')}")
        return _report(what_came_of(state), state.message)

    def run_flow(self, name: str, settings: Settings, work: Work, parameters: dict[str, Any]) -> RunReport:
        """Open a run, do its work and have it recorded; its report.

        Raises:
            SiteError: the site definition is wrong.
            RunInProgress: another run holds the data directory.
            BriefingsError: as ``record``.
        """
        with opened(settings, name) as run:
            return self.record(run, work, parameters)

    def __call__(self, run: Run, looked: Look) -> RunReport:
        """The report of the run of one site of a sweep; several threads ask.

        Raises:
            ServiceError: no Prefect server could be used.
            BriefingsError: why the run broke down.
        """
        self._begin()
        # Imported here: Prefect takes a second, and reads its settings from the environment when it is imported.
        from flows.orchestration.watch import run_site

        return run_site(run, looked)

    def _begin(self) -> None:
        with self._lock:
            if self._ready:
                return
            # The terminal shows our own lines; Prefect's are in the UI. It reads this when it is imported.
            os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")
            self._lasting = self._stack.enter_context(prefect_api(self._settings.paths, self._settings.auth_file))
            self._ready = True


def _report(ended: object, message: str | None) -> RunReport:
    if isinstance(ended, RunReport):
        return ended
    if isinstance(ended, BriefingsError):
        raise ended
    raise RunFailed(
        f"The run broke down unexpectedly: {message or ended!r} Its log in the Prefect UI (`briefings up`) says"
        " where; report it. What was loaded before is kept, and the next run continues."
    )

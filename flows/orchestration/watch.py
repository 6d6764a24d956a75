"""The flow ``watch``: one look for all followed sites, and a run of ``ingest`` for each that has news."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from functools import partial
from typing import Any

from prefect import runtime
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.collector import collect_seldom
from flows.console import safe
from flows.followed import chosen
from flows.ledger.ledger import Ledger
from flows.orchestration.artifacts import not_vital
from flows.orchestration.declared import flow
from flows.orchestration.events import BLOCKED, INGESTED, emit
from flows.orchestration.executor import PrefectExecutor
from flows.orchestration.flow_runs import taken_over, what_came_of
from flows.orchestration.ingest import ingest
from flows.orchestration.parameters import deployed, refusal
from flows.report import RunReport
from flows.run.ingest import ingest_news
from flows.run.process import sign_of_life
from flows.run.run import Run
from flows.run.steps import Look
from flows.run.sweep import NAMES, Sweep, due, sweep
from flows.settings import load_settings
from parsers.errors import BriefingsError, RunFailed

log = logging.getLogger(__name__)


def _name() -> str:
    given = runtime.flow_run.parameters.get("sites")
    which = ", ".join(given) if given else "every due site"
    return f"{which} · look for news · {datetime.now(UTC):%Y-%m-%d %H:%M}Z"


@flow("watch", flow_run_name=_name)
def watch(sites: list[str] | None = None, everything: bool = False) -> State[Any]:
    """Look for news on every followed site that is due, all at once; run what has some.

    Args:
        sites: Only these followed sites; without: all.
        everything: Also sites that are not due now, or are paused.
    """
    try:
        if deployed() and (why := refusal({"sites": sites})):
            return Failed(message=why)
        settings = load_settings()
        with Ledger(settings.paths.ledger) as ledger:
            wanted = chosen(settings, sites or [], lenient=True)
            wanted = wanted if everything or sites else due(wanted, ledger)
            run_id = str(runtime.flow_run.id)
            collect_seldom()
            with sign_of_life(settings.paths, run_id):
                done = sweep(wanted, ledger, run_id, run_site, PrefectExecutor())
    except BriefingsError as error:
        log.error("%s", error)
        return Failed(message=str(error), data=error)
    _show(done)
    return _ended(done)


def run_site(run: Run, looked: Look) -> RunReport:
    """The flow ``ingest`` over a site that was looked at, as a run of its own under its own name and tags."""
    bound = taken_over(ingest, run, partial(ingest_news, looked=looked, publishing=False))
    state: State[Any] = bound(site=run.ws.site.name, return_state=True)
    ended = what_came_of(state)
    if isinstance(ended, RunReport):
        return ended
    raise RunFailed(f"The run of {run.ws.site.name} broke down: {state.message or ended!r}")


def _ended(done: Sweep) -> State[Any]:
    """Completed, told apart by its name where some sites could not be read; Failed where none could."""
    if done.outcome in ("failure", "unavailable"):
        return Failed(message=done.sentence(), data=done.report())
    name = "Completed" if done.complete else "Incomplete"
    return Completed(name=name, message=done.sentence(), data=done.report())


def _show(done: Sweep) -> None:
    if not done.sites:
        return
    if done.outcome in ("success", "unchanged"):
        emit(INGESTED, "briefings.sweep", "every site", done.sentence())
    with not_vital("the table of sites"):
        create_table_artifact(
            key="watch",
            table=[
                {"site": one.site, "came to": NAMES[one.state], "what about it": safe(one.said)[:500]}
                for one in done.worst_first()
            ],
            description=done.sentence(),
        )
    for one in done.sites:
        if one.state == "blocked" and one.report is None:  # a run of its own has told already
            emit(BLOCKED, f"briefings.site.{one.site}", one.site, f"{one.site} refuses us. {one.said}")

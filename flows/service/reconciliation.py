"""Makes the run history true again after a machine stopped: runs that nobody works on are marked as crashed.

Only for one machine that runs everything. A run of a work pool is its worker's matter and is not touched.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Cancelled, Crashed

from flows.run.process import lives
from flows.settings import Paths

log = logging.getLogger(__name__)

ALIVE = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
STARTING = timedelta(seconds=15)
"""From a run's start until its process has loaded enough to give a sign of life; longer on a busy machine."""
LATE = timedelta(minutes=2)

STOPPED = "Its process was gone when the service started; what it had loaded is kept and the next run continues."
OVERTAKEN = "The service was down when this was due, and a later slot has come since: one run does the work of all."


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What was put right."""

    crashed: list[str]
    """Names of runs that no process worked on any more."""
    overtaken: list[str]
    """Names of late runs that a later one replaces."""


def reconcile(paths: Paths, late: timedelta = LATE, starting: timedelta = STARTING) -> Reconciled:
    """Mark dead runs as crashed, which frees their concurrency slot at once, and collapse a backlog of late runs."""
    with get_client(sync_client=True) as client:
        dead = _without_process(client, paths, starting)
        for run in dead:
            _crash(client, run)
        overtaken = list(_overtaken(client, late))
        for run in overtaken:
            client.set_flow_run_state(run.id, Cancelled(name="Overtaken", message=OVERTAKEN), force=True)
    return Reconciled([run.name for run in dead], [run.name for run in overtaken])


def _without_process(client: SyncPrefectClient, paths: Paths, starting: timedelta) -> list[FlowRun]:
    """Runs that nobody works on. One that has just begun is given the time to show a sign of life."""
    deadline = time.monotonic() + starting.total_seconds()
    while True:
        known = [run for run in _in_state(client, ALIVE) if run.work_pool_name is None]
        silent = [run for run in known if not lives(paths, str(run.id))]
        if not any(_age(run) < starting for run in silent) or time.monotonic() > deadline:
            return silent
        time.sleep(0.5)


def _age(run: FlowRun) -> timedelta:
    return datetime.now(UTC) - run.state.timestamp if run.state else timedelta.max


def _crash(client: SyncPrefectClient, run: FlowRun) -> None:
    log.warning("run %s was %s without a process", run.name, run.state_name)
    unfinished = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=ALIVE)))
    this_run = FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))
    for task in client.read_task_runs(flow_run_filter=this_run, task_run_filter=unfinished):
        client.set_task_run_state(task.id, Crashed(message=STOPPED), force=True)
    client.set_flow_run_state(run.id, Crashed(message=STOPPED), force=True)


def _overtaken(client: SyncPrefectClient, late: timedelta) -> Iterator[FlowRun]:
    """Late runs of a deployment's schedule, without the newest one."""
    seen: set[UUID | None] = set()
    for run in _in_state(client, [StateType.SCHEDULED], before=datetime.now(UTC) - late):
        if run.auto_scheduled and run.work_pool_name is None and run.deployment_id in seen:
            yield run
        seen.add(run.deployment_id)


def _in_state(client: SyncPrefectClient, types: list[StateType], before: datetime | None = None) -> list[FlowRun]:
    """Runs in one of these states, latest due first, in pages of 200 as the server gives them."""
    wanted = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=types)),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=before) if before else None,
    )
    found: list[FlowRun] = []
    while True:
        page = client.read_flow_runs(
            flow_run_filter=wanted, sort=FlowRunSort.EXPECTED_START_TIME_DESC, limit=200, offset=len(found)
        )
        found += page
        if len(page) < 200:
            return found

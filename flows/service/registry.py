"""Brings the server's deployments to what flows/service/deployments.py declares; what is no longer declared disappears."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import cast
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterTags
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound

from flows.service.deployments import PLANS, TAG, Plan, deployment
from flows.service.runner import differences

log = logging.getLogger(__name__)


def register(plans: Iterable[Plan] = PLANS, sites: Sequence[str] = ()) -> dict[UUID, RunnerDeployment]:
    """Create or update the deployments, without work pool: for the runner of ``briefings up``.

    A schedule that an operator switched off in the UI stays off.

    Args:
        sites: names of the followed sites, which the forms offer.
    """
    plans = tuple(plans)
    registered: dict[UUID, RunnerDeployment] = {}
    with get_client(sync_client=True) as client:
        for plan in plans:
            wanted = deployment(plan, sites)
            off = _switched_off(client, plan)
            for schedule in wanted.schedules or []:
                schedule.active = schedule.slug not in off
            found = _apply(client, wanted)
            registered[found] = wanted
            _drop_schedules(client, found, {timer.slug for timer in plan.timers})
        _drop_deployments(client, set(registered))
    return registered


def _apply(client: SyncPrefectClient, wanted: RunnerDeployment) -> UUID:
    found = cast(UUID, wanted.apply())
    if what := differences(client.read_deployment(found), wanted):
        # What a declaration leaves out, Prefect leaves as somebody set it: steps before the flow, a work pool.
        log.warning("deployment %s: %s set by somebody else; it is made anew", wanted.name, ", ".join(what))
        client.delete_deployment(found)
        found = cast(UUID, wanted.apply())
    return found


def _switched_off(client: SyncPrefectClient, plan: Plan) -> set[str]:
    try:
        known = client.read_deployment_by_name(plan.full_name)
    except ObjectNotFound:
        return set()
    return {schedule.slug for schedule in known.schedules if schedule.slug and not schedule.active}


def _drop_schedules(client: SyncPrefectClient, deployment_id: UUID, declared: set[str]) -> None:
    # Prefect updates the schedules it is given and keeps the others: a removed line would go on firing.
    for schedule in client.read_deployment_schedules(deployment_id):
        if schedule.slug not in declared:
            log.info("removing schedule %s", schedule.slug)
            client.delete_deployment_schedule(deployment_id, schedule.id)


def _drop_deployments(client: SyncPrefectClient, declared: set[UUID]) -> None:
    ours = DeploymentFilter(tags=DeploymentFilterTags(all_=[TAG]))
    for known in client.read_deployments(deployment_filter=ours):
        if known.id not in declared and known.work_pool_name is None:
            log.info("removing deployment %s", known.name)
            client.delete_deployment(known.id)

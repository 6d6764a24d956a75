"""The process that runs what is due: ``python -m flows.service.serve``, a child of ``briefings up`` or a systemd unit.

It puts the run history right, registers the deployments, installs the automations, then starts each due run in a
process of its own. PREFECT_API_URL must name a server.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.followed import readable
from flows.service.automations import install
from flows.service.deployments import PLANS, Plan, timed
from flows.service.reconciliation import reconcile
from flows.service.registry import register
from flows.service.runner import DeclaredRunner
from flows.service.server import START_SECONDS, ready_file
from flows.settings import Settings, load_settings
from parsers.errors import BriefingsError, ServiceError, UsageError

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

log = logging.getLogger("flows.service.serve")

Definitions = dict[str, int]
"""Files of the followed sites → when they were changed."""
LOOK_SECONDS = 10.0
"""How soon a site that was added is in the forms and the schedule."""
PARALLEL = 3
"""A backfill of hours must not keep the evening check from starting; the run lock keeps the writers apart."""
POLL_SECONDS = 5.0
PREFETCH_SECONDS = 0.0
"""A run fetched before its time would hold its deployment's only place while the run before it still works, and be
cancelled though that one is over in time."""


def main(plans: Sequence[Plan] = PLANS, poll_seconds: float = POLL_SECONDS) -> None:
    """Serve until told to stop; SIGTERM lets the running flows finish first, a second one does not.

    Raises:
        SystemExit: it cannot serve; with a sentence.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings = load_settings()
        _require_site(settings)
        _wait_for_server()
        _put_right(settings)
    except BriefingsError as error:
        raise SystemExit(f"briefings: {error}") from error
    asyncio.run(_serve(settings, plans, poll_seconds))


def _require_site(settings: Settings) -> None:
    """A mistake in one definition keeps no other site from being served; where none is left there is nothing to serve.

    Raises:
        UsageError: no followed site can be read; with the first reason.
    """
    sites, wrong = readable(settings)
    if wrong and not sites:
        raise UsageError(wrong[0])


def _wait_for_server() -> None:
    """Both start with the machine, and the server takes longer.

    Raises:
        ServiceError: it does not answer within START_SECONDS.
    """
    deadline = time.monotonic() + START_SECONDS
    with get_client(sync_client=True) as client, temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):
        while error := client.api_healthcheck():
            if time.monotonic() > deadline:
                raise ServiceError(f"The Prefect server at {client.api_url} does not answer ({error}): start it.")
            time.sleep(0.5)


def _put_right(settings: Settings) -> None:
    put_right = reconcile(settings.paths)
    log.info("marked %d runs as crashed, %d as overtaken", len(put_right.crashed), len(put_right.overtaken))
    changed = install(settings)
    log.info("automations: %s", ", ".join(changed) or "as declared")


async def _serve(settings: Settings, plans: Sequence[Plan], poll_seconds: float) -> None:
    # Prefect's own `serve` would pause the schedules when it stops; a stop for an upgrade must not turn them off.
    runner = DeclaredRunner(
        name="briefings",
        pause_on_shutdown=False,
        limit=PARALLEL,
        query_seconds=poll_seconds,
        prefetch_seconds=PREFETCH_SECONDS,
    )
    before = _definitions(settings)
    runner.serve(await asyncio.to_thread(_register, settings, plans))
    settings.paths.private.mkdir(parents=True, exist_ok=True, mode=0o700)
    ready_file(settings.paths).touch()
    following = asyncio.create_task(_follow(runner, settings, plans, before))
    try:
        await runner.start()
    finally:
        following.cancel()


def _register(settings: Settings, plans: Sequence[Plan]) -> dict[UUID, RunnerDeployment]:
    """The deployments at the press hours of the followed sites, with their names in the forms."""
    sites, wrong = readable(settings)
    for why in wrong:
        log.error("%s", why)  # a site whose definition has a mistake keeps no other from being served
    schedules = ((one.site.schedule, one.site.timezone) for one in sites)
    return register(timed(plans, schedules), [one.site.name for one in sites])


async def _follow(runner: DeclaredRunner, settings: Settings, plans: Sequence[Plan], before: Definitions) -> None:
    """Bring forms and schedule up to date when sites are added or removed, or their definitions edited."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if (now := _definitions(settings)) != before:
            before = now
            try:
                runner.serve(await asyncio.to_thread(_register, settings, plans))
            except Exception:  # the server may be starting anew: the old forms still work
                log.exception("the forms could not be brought up to date")


def _definitions(settings: Settings) -> Definitions:
    return {str(file): file.stat().st_mtime_ns for file in settings.paths.sites.glob("*.toml")}


if __name__ == "__main__":
    main()

"""Prefect's runner as we need it: it ends when its runs have ended, and starts only what is declared here.

Which code a deployment runs stands in the server's database. What stands there is compared, never followed.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from prefect.flows import Flow
from prefect.runner import Runner
from prefect.runner._starter_engine import EngineCommandStarter
from prefect.states import Failed

from flows.orchestration.parameters import refusal

if TYPE_CHECKING:
    from prefect.client.schemas.objects import FlowRun
    from prefect.client.schemas.responses import DeploymentResponse
    from prefect.deployments.runner import RunnerDeployment

log = logging.getLogger("flows.service.serve")

CHANGED = (
    "Not started: the deployment {name} no longer names what this service declares ({what}). "
    "Its next start puts that right; look who can reach the Prefect server (SECURITY.md)."
)


class DeclaredRunner(Runner):
    """Serves the deployments it is given, each with the entry point that was declared for it."""

    declared: dict[UUID, RunnerDeployment]

    def serve(self, deployments: dict[UUID, RunnerDeployment]) -> None:
        """Look for runs of these deployments, which the server has by now."""
        self.declared = deployments
        for known, deployment in deployments.items():
            self._deployment_registry.register_deployment(known, deployment.name)

    async def __aenter__(self) -> Self:
        """Prefect's own parts, with ours in the places where they look up which code to run."""
        await super().__aenter__()
        poller = self._scheduled_run_poller
        poll = poller._get_scheduled_flow_runs

        async def due() -> list[FlowRun]:
            return [run for run in await poll() if await self._as_declared(run)]

        poller._get_scheduled_flow_runs = due  # type: ignore[method-assign]
        poller._resolve_starter = self._starter
        setattr(self._hook_runner, "_resolve_flow", _without_hooks)  # noqa: B010 - made by now
        return self

    async def _as_declared(self, run: FlowRun) -> bool:
        """Whether its deployment is as declared and its parameters are allowed; else it is ended with a sentence."""
        if run.deployment_id is None or run.deployment_id not in self.declared:
            return False
        known = await self._client.read_deployment(run.deployment_id)
        what = differences(known, self.declared[run.deployment_id])
        sentence = CHANGED.format(name=known.name, what=", ".join(what)) if what else refusal(run.parameters)
        if sentence is None:
            return True
        log.error("run %s: %s", run.name, sentence)
        await self._client.set_flow_run_state(run.id, Failed(message=sentence), force=True)
        return False

    def _starter(self, flow_run: FlowRun) -> EngineCommandStarter:
        """Starts the declared entry point, also where the server's word changed since it was compared.

        Raises:
            KeyError: a run of a deployment that is not ours.
        """
        deployment = self.declared[flow_run.deployment_id or UUID(int=0)]
        beat = self._heartbeat_seconds
        return EngineCommandStarter(
            tmp_dir=self._tmp_dir,
            entrypoint=deployment.entrypoint,
            deployment_name=deployment.name,
            heartbeat_seconds=None if beat is None else int(beat),
            control_channel=self._control_channel,
        )

    def handle_sigterm(self, *_args: Any, **_kwargs: Any) -> None:
        """Start nothing more and end when the runs in progress have; a second SIGTERM ends them too.

        Prefect's own answer ends the loop at once and kills what it started.
        """
        if not self.started or self.stopping:
            sys.exit(0)
        log.info("asked to stop: nothing more is started, runs in progress end first")
        self.stopping = self._scheduled_run_poller.stopping = True
        # Without the loops `start` goes on to wait for the runs. The event loop may be asleep: it must be woken.
        asyncio.get_running_loop().call_soon_threadsafe(self._loops_task_group.cancel_scope.cancel)


def differences(known: DeploymentResponse, declared: RunnerDeployment) -> list[str]:
    """What the server says otherwise of the code to run, in words."""
    found = {
        "its entry point": known.entrypoint != declared.entrypoint,
        "steps before it": bool(known.pull_steps),
        "its work pool": known.work_pool_name is not None,
    }
    return [what for what, differs in found.items() if differs]


async def _without_hooks(_run: FlowRun) -> Flow[..., Any]:
    """Asked for when a run is cancelled or crashes; Prefect would load the code that the server names into the runner."""
    return Flow(_nothing, name="briefings")


def _nothing() -> None:
    """Our flows declare no hooks."""

"""The automations: what is watched, what heals itself, who is told. Declared here, installed by name.

The runner installs them when it starts; where workers run the flows, ``python -m flows.service.automations`` does.
docs/operations.md has one section per alarm, under the same name.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from prefect.automations import AutomationCore, EventTrigger, Posture
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, DoNothing
from prefect.events.schemas.automations import Automation

from flows import console
from flows.deliver.notifications import addresses
from flows.orchestration.events import ALARMED, BLOCKED, DAMAGED, INGESTED, QUALITY
from flows.settings import Settings, load_settings
from parsers.errors import BriefingsError, ServiceError

PREFIX = "briefings: "
OLD_BLOCKS = "briefings-alerts-"
RUNS = {"prefect.resource.id": "prefect.flow-run.*"}
HEARTBEAT = "prefect.flow-run.heartbeat"
ENDED = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Cancelled", "Crashed", "TimedOut", *ALARMED)}


@dataclass(frozen=True, slots=True)
class Times:
    """How long is too long. Tests use shorter ones."""

    silence: timedelta = timedelta(hours=36)
    """Without a successful ingest: a weekend's quiet is shorter, two missed evenings are longer."""
    heartbeat: timedelta = timedelta(seconds=90)
    """Without a sign of life: three beats of a running flow."""
    repeat: timedelta = timedelta(hours=6)
    """The same alarm again at the earliest: a site that is down all day is one message, not twenty-five."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something to be told about: the automation's name, why, when, and what is said besides the event itself."""

    name: str
    description: str
    trigger: EventTrigger
    said: str = ""


def alarms(times: Times = Times()) -> list[Alarm]:
    """Every alarm."""
    return [
        Alarm(
            "failed run",
            "A run ended as failed: the site was not reachable, a list changed its shape, or a step broke.",
            _when({"prefect.flow-run.Failed", "prefect.flow-run.TimedOut"}, times.repeat, per="flow"),
        ),
        Alarm(
            "crashed run",
            "A run's process, worker or machine went away in the middle. The next run continues its work.",
            _when({"prefect.flow-run.Crashed"}, times.repeat, per="flow"),
        ),
        Alarm(
            "no successful ingest",
            f"No ingest ended well for {_hours(times.silence)}, whatever the reason.",
            EventTrigger(posture=Posture.Proactive, expect={INGESTED}, threshold=1, within=times.silence),
            f"No ingest has ended well for {_hours(times.silence)}. `briefings status` shows the last runs.",
        ),
        Alarm(
            "blocked host",
            "The site refuses us or shows a challenge; it is left alone until its pause is over.",
            _when({BLOCKED}, times.repeat, resource="briefings.host.*"),
        ),
        Alarm(
            "quality failure",
            "The evening check found a broken rule or stale data.",
            _when({QUALITY}, times.repeat, resource="briefings.site.*"),
        ),
        Alarm(
            "damaged archive",
            "Pages of the archive are missing or altered on disk.",
            _when({DAMAGED}, times.repeat, resource="briefings.archive*"),
        ),
        Alarm(
            "late runs",
            "Runs are due and nobody starts them: the runner is down or every place is taken.",
            _when({"prefect.flow-run.Late"}, times.repeat, threshold=3),
            "Three runs are late. Is `briefings up` (or the worker) running?",
        ),
    ]


def stuck_run(times: Times) -> AutomationCore:
    """Marks a run as crashed when its process has not been heard of; that frees its place for the next run."""
    return AutomationCore(
        name=f"{PREFIX}stuck run becomes crashed",
        description="A running flow gives a sign of life every 30 s. Without one its process is gone.",
        trigger=EventTrigger(
            posture=Posture.Proactive,
            match=RUNS,
            for_each={"prefect.resource.id"},
            after={HEARTBEAT},
            expect={HEARTBEAT, *ENDED},
            threshold=1,
            within=times.heartbeat,
        ),
        actions=[
            ChangeFlowRunState(
                state=StateType.CRASHED,
                name="Crashed",
                message="No sign of life: the run's process is gone. What it loaded is kept; the next run continues.",
            )
        ],
    )


def declared(times: Times = Times()) -> list[AutomationCore]:
    """Every automation. An alarm does nothing itself: ``flows.service.alerts`` hears that it was raised, and tells."""
    return [
        stuck_run(times),
        *(
            AutomationCore(
                name=PREFIX + alarm.name,
                description=alarm.description,
                trigger=alarm.trigger,
                actions=[DoNothing()],
            )
            for alarm in alarms(times)
        ),
    ]


def install(settings: Settings, times: Times = Times()) -> list[str]:
    """Bring the server's automations to what is declared; the names of those created, changed or removed.

    One that is as declared is left alone, because writing it anew would restart its clock. One that an operator
    switched off stays off.

    Raises:
        SettingsError: an address of BRIEFINGS_NOTIFY_URLS is wrong.
    """
    addresses(settings)
    wanted = {automation.name: automation for automation in declared(times)}
    changed: list[str] = []
    with get_client(sync_client=True) as client:
        for known in _installed(client):
            new = wanted.pop(known.name, None)  # a second one of the same name finds nothing and is removed
            if new is None:
                _call(client, "DELETE", f"/automations/{known.id}")
                changed.append(known.name)
            elif _content(new) != _content(known):
                new = new.model_copy(update={"enabled": known.enabled})
                _call(
                    client, "PUT", f"/automations/{known.id}", new.model_dump(mode="json", exclude={"owner_resource"})
                )
                changed.append(known.name)
        for new in wanted.values():
            _call(client, "POST", "/automations/", new.model_dump(mode="json"))
            changed.append(new.name)
        _forget_addresses(client)
    return changed


def _forget_addresses(client: SyncPrefectClient) -> None:
    # Earlier versions kept the addresses on the server, which gives them to whoever asks.
    kept = {"block_documents": {"name": {"like_": OLD_BLOCKS}}}
    for block in _call(client, "POST", "/block_documents/filter", kept):
        _call(client, "DELETE", f"/block_documents/{block['id']}")


def _installed(client: SyncPrefectClient) -> list[Automation]:
    found = _call(client, "POST", "/automations/filter", {"limit": 200})
    return [Automation.model_validate(row) for row in found if row["name"].startswith(PREFIX)]


def _call(client: SyncPrefectClient, method: str, path: str, body: object = None) -> Any:
    # The synchronous client has no methods for automations.
    answer = client.request(method, path, json=body)  # type: ignore[arg-type]
    answer.raise_for_status()
    return answer.json() if answer.content else None


def _content(automation: AutomationCore) -> dict[str, Any]:
    """What makes two automations the same: everything but ids and the switch."""
    # Not as JSON: an event set would become a list in an order of its own at every start.
    return automation.model_dump(include={"name", "description", "trigger", "actions"})


def _when(
    events: set[str],
    repeat: timedelta,
    *,
    resource: str = "prefect.flow-run.*",
    per: str | None = None,
    threshold: int = 1,
) -> EventTrigger:
    each = {"prefect.resource.id"} if resource != "prefect.flow-run.*" else set()
    if per:
        each = {f"related:{per}:prefect.resource.id"}
    return EventTrigger(
        posture=Posture.Reactive,
        match={"prefect.resource.id": resource},
        for_each=each,
        expect=events,
        threshold=threshold,
        within=repeat,
    )


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:g} hours"


def main() -> int:
    """Install the automations on the server that PREFECT_API_URL names."""
    try:
        changed = _install_from_environment()
    except BriefingsError as error:
        console.note(f"briefings: {error}")
        return console.EXIT_FAILED
    console.print_text("\n".join(changed) or "The automations are as declared.")
    return console.EXIT_DONE


def _install_from_environment() -> list[str]:
    api = os.environ.get("PREFECT_API_URL")
    if not api:
        raise ServiceError("Set PREFECT_API_URL to the address of the Prefect server, for example …:4200/api.")
    try:
        return install(load_settings())
    except httpx.HTTPError as error:
        raise ServiceError(f"The Prefect server at {api} did not take the automations: {error}") from error


if __name__ == "__main__":
    raise SystemExit(main())

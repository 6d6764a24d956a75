"""Tells the addresses of BRIEFINGS_NOTIFY_URLS what the automations raise; the Prefect server never learns them.

A thread of our server does it. Where the server is Prefect's own, ``python -m flows.service.alerts`` does, beside the
runner. docs/operations.md has one section per alarm, under the same name.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections import deque
from typing import Any
from uuid import UUID

from prefect.events import Event
from prefect.events.clients import get_events_subscriber
from prefect.events.filters import EventFilter, EventNameFilter

from flows.deliver.notifications import addresses, send
from flows.service.automations import PREFIX, Alarm, alarms
from flows.settings import load_settings
from parsers.errors import BriefingsError

log = logging.getLogger(__name__)

RAISED = "prefect.automation.triggered"
RUN = "prefect.flow-run."
PAUSE = 2.0
"""Seconds before the server is listened to again."""


def tell_forever() -> None:
    """Listen to the server of PREFECT_API_URL and tell; also while it is still starting, or is started anew."""
    asyncio.run(_listen_forever())


async def _listen_forever() -> None:
    told: deque[UUID] = deque(maxlen=200)  # a new connection brings the last minute's events again
    while True:
        with contextlib.suppress(Exception):  # whatever ended the connection: the next one may last
            await _listen(told)
        await asyncio.sleep(PAUSE)


async def _listen(told: deque[UUID]) -> None:
    async with get_events_subscriber(EventFilter(event=EventNameFilter(name=[RAISED]))) as events:
        log.info("listening")
        async for event in events:
            if event.id not in told:
                told.append(event.id)
                await asyncio.to_thread(tell, event)


def tell(event: Event) -> None:
    """Tell every address of a raised alarm; what cannot be told is logged, without the address."""
    name = str(event.resource.get("prefect.resource.name", "")).removeprefix(PREFIX)
    alarm = next((alarm for alarm in alarms() if alarm.name == name), None)
    if alarm is None:
        return
    try:
        missed = send(addresses(load_settings()), f"briefings · {name}", message(alarm, event))
    except BriefingsError as error:
        log.error("%s", error)
        return
    for number in missed:
        log.error("address %d of BRIEFINGS_NOTIFY_URLS did not take the alarm %r", number, name)


def message(alarm: Alarm, event: Event) -> str:
    """What is said of an alarm: its own words, what raised it, and where to read on."""
    parts = [alarm.said, *_cause(event.payload.get("triggering_event") or {})]
    return (
        "\n".join(filter(None, parts))
        + f'\n\nWhat to do: docs/operations.md, or: briefings docs operations "{alarm.name}"'
    )


def _cause(raised_by: dict[str, Any]) -> list[str]:
    """The run or our own event that raised it; nothing where silence did."""
    about = raised_by.get("resource", {})
    run = str(about.get("prefect.resource.id", ""))
    if not run.startswith(RUN):
        return [str(raised_by.get("payload", {}).get("message", ""))]
    return [
        str(about.get("prefect.resource.name", "")),
        f"{about.get('prefect.state-name', '')}: {about.get('prefect.state-message', '')}",
        f"{os.environ.get('PREFECT_UI_URL', '')}/runs/flow-run/{run.removeprefix(RUN)}",
    ]


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    tell_forever()

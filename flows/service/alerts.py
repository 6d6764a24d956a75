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
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.events import Event
from prefect.events.clients import get_events_subscriber
from prefect.events.filters import EventFilter, EventNameFilter, EventOccurredFilter

from flows.deliver.notifications import addresses, send
from flows.service.automations import PREFIX, Alarm, alarms
from flows.settings import load_settings
from parsers.errors import BriefingsError

log = logging.getLogger(__name__)

RAISED = "prefect.automation.triggered"
RUN = "prefect.flow-run."
PAUSE = 2.0
"""Seconds before the server is listened to again."""
LOOK_BACK = (6.0, 60.0)
"""Seconds after a connection at which the server is asked for what it raised before: it writes events down up to five
seconds late, more when it is busy, and a connection brings only what is written down and what is raised from then on."""
MOST = 50
"""As many events as the server gives at a time."""
BEFORE = timedelta(minutes=1)


def tell_forever() -> None:
    """Listen to the server of PREFECT_API_URL and tell; also while it is still starting, or is started anew."""
    asyncio.run(listen_forever())


async def listen_forever() -> None:
    """What ``tell_forever`` does, until it is cancelled."""
    listener = _Listener()
    while True:
        with contextlib.suppress(Exception):  # whatever ended the connection: the next one may last
            await listener.listen()
        await asyncio.sleep(PAUSE)


class _Listener:
    """Tells each alarm once, over any number of connections."""

    def __init__(self) -> None:
        self.told: deque[UUID] = deque(maxlen=200)  # a new connection brings the last minute's events again
        self.since = datetime.now(UTC) - BEFORE

    async def listen(self) -> None:
        """One connection. The next one is made by the caller, not by Prefect's subscriber, so that it too looks back."""
        async with get_events_subscriber(_raised(), reconnection_attempts=0) as events:
            log.info("listening")
            looking_back = asyncio.create_task(self._look_back())
            try:
                async for event in events:
                    await self._tell_once(event)
            finally:
                looking_back.cancel()

    async def _look_back(self) -> None:
        """Tell what was raised and was not yet written down when the connection was made.

        A connection that ends before has looked back on nothing: the next one begins where this one did.
        """
        waited, asked_at = 0.0, self.since
        for seconds in LOOK_BACK:
            await asyncio.sleep(seconds - waited)
            waited, asked_at = seconds, datetime.now(UTC)
            try:
                for event in await _before_now(self.since):
                    await self._tell_once(event)
            except Exception as error:  # noqa: BLE001 - nobody waits for this task: alarms would be missing without a word
                log.warning("the server does not say what it raised since %s: %r", self.since, error)
                return
        self.since = asked_at - BEFORE

    async def _tell_once(self, event: Event) -> None:
        if event.id in self.told:
            return
        self.told.append(event.id)  # before it is told: the look back and the connection may bring it at once
        try:
            await asyncio.to_thread(tell, event)
        except BaseException:  # whatever kept it from being told, the end of the service too: it is still to be told
            self.told.remove(event.id)
            raise


async def _before_now(since: datetime) -> list[Event]:
    """The alarms that the server has written down, oldest first."""
    async with get_client() as client:
        found = await client.read_events(_raised(occurred=EventOccurredFilter(since=since)), limit=MOST)
    if len(found.events) == MOST:
        log.warning("more than %s alarms were raised since %s: only the newest are told", MOST, since)
    return list(reversed(found.events))


def _raised(**more: Any) -> EventFilter:
    return EventFilter(event=EventNameFilter(name=[RAISED]), **more)


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

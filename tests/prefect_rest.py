"""Prefect's REST API, asked as its own client asks: again, where the server says that SQLite was busy."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any

PAUSES = (0.5, 1.0, 2.0, 4.0)
UNAVAILABLE = 503


def ask(url: str, body: object = None, *, method: str | None = None, timeout: float = 30) -> Any:
    """The answer's JSON, None where it is empty; a POST when there is a body and no other method is named."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"}, method=method)
    pauses = iter(PAUSES)
    while True:
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return json.loads(answer.read() or "null")
        except urllib.error.HTTPError as error:
            pause = next(pauses, None) if error.code == UNAVAILABLE else None
            if pause is None:
                raise
            time.sleep(pause)


def stop_the_clock(api: str, seconds: float = 120) -> None:
    """Switch every schedule off and wait for what it has begun: from then on only the runs a test asks for happen.

    Within press hours the schedule begins a run every half hour; it took the place of the one a test was waiting for.
    """
    begun = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED", "PENDING", "RUNNING"]}}}}
    deadline = time.monotonic() + seconds
    while True:
        for deployment in ask(f"{api}/deployments/filter", {}):
            for schedule in deployment["schedules"]:
                off = f"{api}/deployments/{deployment['id']}/schedules/{schedule['id']}"
                ask(off, {"active": False}, method="PATCH")  # removes its planned runs too
        if not ask(f"{api}/flow_runs/count", begun):
            return
        assert time.monotonic() < deadline, ask(f"{api}/flow_runs/filter", begun)
        time.sleep(0.5)


def artifacts(api: str, run_id: str) -> list[dict[str, Any]]:
    """What a run left in the UI."""
    return list(ask(f"{api}/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run_id]}}}))

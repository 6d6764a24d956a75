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


def artifacts(api: str, run_id: str) -> list[dict[str, Any]]:
    """What a run left in the UI."""
    return list(ask(f"{api}/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run_id]}}}))

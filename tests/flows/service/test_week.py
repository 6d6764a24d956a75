"""A week in fast-forward: the real server and runner, with a schedule of seconds instead of half hours."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import pytest

from flows.sample import DEFINITION, sample_server
from flows.service.server import free_port, server_environment, start_server, stop_process, wait_healthy
from flows.settings import Paths
from tests.prefect_rest import ask

pytestmark = [
    pytest.mark.prefect,
    pytest.mark.soak,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc"),
]

EVERY = timedelta(seconds=10)
SLOTS = 5
ENDED = ("COMPLETED", "CANCELLED", "FAILED", "CRASHED")
GROWTH = 30
"""Megabytes, from the end of the first run to the end of the last: caches of a server minutes old."""

RUNNER = """
from dataclasses import replace
from flows.service.deployments import PLANS, Timer
from flows.service.serve import main

(plan,) = [plan for plan in PLANS if plan.full_name == "ingest/ingest-now"]
main([replace(plan, timers=(Timer("fast", "* * * * * */10"),))], poll_seconds=1)
"""


class Week:
    """Server and runner of a data directory, and what the server knows of the runs."""

    def __init__(self, url: str, server: int, runner: int) -> None:
        self.url, self.processes = url, {"server": server, "runner": runner}

    def api(self, path: str, body: object) -> Any:
        return ask(f"{self.url}/{path}", body)

    def runs(self) -> list[dict[str, Any]]:
        """Runs that have ended, by the slot they were due, up to the first slot whose run has not: a later one is cancelled
        before it ends."""
        known = self.api("flow_runs/filter", {"sort": "EXPECTED_START_TIME_ASC"})
        return list(takewhile(lambda run: run["state"]["type"] in ENDED, known))

    def summaries(self, run: dict[str, Any]) -> int:
        wanted = {"flow_run_id": {"any_": [run["id"]]}, "key": {"any_": ["ingest-sample"]}}
        return int(self.api("artifacts/count", {"artifacts": wanted}))

    def memory(self) -> dict[str, float]:
        """Megabytes of each process."""
        lines = {name: Path(f"/proc/{pid}/status").read_text() for name, pid in self.processes.items()}
        return {name: int(text.partition("VmRSS:")[2].split()[0]) / 1024 for name, text in lines.items()}

    def until_ended(self, count: int, worked: int = 1, seconds: float = 180) -> list[dict[str, Any]]:
        """So many runs, of which so many did something."""
        deadline = time.monotonic() + seconds
        while len(runs := self.runs()) < count or sum(map(did_work, runs)) < worked:
            assert time.monotonic() < deadline, f"{len(runs)} of {count} runs have ended"
            time.sleep(0.5)
        return runs


@contextmanager
def running(data: Path, site: str) -> Iterator[Week]:
    """A server and a runner as ``briefings up`` starts them."""
    paths, port = Paths(data), free_port()
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_", "PYTHONDONT"))},
        **server_environment(paths, port),
        "BRIEFINGS_DATA_DIR": str(data),
        "BRIEFINGS_SITE": str(DEFINITION),
        "BRIEFINGS_BASE_URL": site,
    }
    url = env["PREFECT_API_URL"]
    server = start_server(paths, port)
    try:
        wait_healthy(url, server, log=paths.prefect / "server.log")
        with (data / "runner.log").open("wb") as log:
            runner = subprocess.Popen(
                [sys.executable, "-c", RUNNER], env=env, stdout=log, stderr=log, start_new_session=True
            )
        try:
            yield Week(url, server.pid, runner.pid)
        finally:
            stop_process(runner)
    finally:
        stop_process(server)


def test_runs_fire_at_their_time_one_by_one_with_a_summary_each_and_nothing_grows(tmp_path: Path) -> None:
    with sample_server() as site, running(tmp_path, site.url) as week:
        week.until_ended(1)
        before = week.memory()
        runs = week.until_ended(SLOTS, worked=2)
        after = week.memory()
        summaries = [week.summaries(run) for run in runs]

    slots = [moment(run["expected_start_time"]) for run in runs]
    assert [later - earlier for earlier, later in pairwise(slots)] == [EVERY] * (len(slots) - 1), "no slot was missed"

    worked = [run for run in runs if did_work(run)]
    # A slot that finds the run before it still at work is cancelled, never run beside it.
    assert all("concurrency limit" in run["state"]["message"] for run in runs if run not in worked)
    assert summaries == [int(run in worked) for run in runs]

    spans = [(moment(run["start_time"]), moment(run["end_time"])) for run in worked]
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans)), "two runs at the same time"
    assert all(moment(run["start_time"]) >= moment(run["expected_start_time"]) for run in worked), "before its time"

    grown = {name: after[name] - before[name] for name in before}
    assert all(megabytes < GROWTH for megabytes in grown.values()), (before, after)


def did_work(run: dict[str, Any]) -> bool:
    """Whether a run went to its end; how many do depends on how long one takes here."""
    return bool(run["state"]["type"] == "COMPLETED")


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)

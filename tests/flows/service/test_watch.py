"""What watches the service: deployments follow their declaration, dead runs are found."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.service.deployments import PLANS
from flows.service.reconciliation import reconcile
from flows.service.registry import register
from flows.settings import Paths
from tests.flows.service.conftest import Server, wait_for
from tests.prefect_rest import ask

pytestmark = pytest.mark.prefect


def test_what_is_no_longer_declared_disappears_and_what_was_switched_off_stays_off(server: Server) -> None:
    register(PLANS)
    wait_for(lambda: server.post("flow_runs/count", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}))
    known = server.deployment("watch/press-hours")
    evening = next(s for s in known["schedules"] if s["slug"] == "weekends-noon-and-evening")
    schedule = f"{server.url}/deployments/{known['id']}/schedules/{evening['id']}"
    ask(schedule, {"active": False}, method="PATCH")
    register(PLANS)
    off = {s["slug"]: s["active"] for s in server.deployment("watch/press-hours")["schedules"]}
    assert off == {"weekdays-every-half-hour": True, "weekends-noon-and-evening": False}

    watch, check = (
        next(plan for plan in PLANS if plan.full_name == name) for name in ("watch/press-hours", "check/evening")
    )
    register([replace(watch, timers=watch.timers[1:]), replace(check, timers=())])
    assert [s["slug"] for s in server.deployment("watch/press-hours")["schedules"]] == ["weekends-noon-and-evening"]
    assert server.deployment("check/evening")["schedules"] == []
    names = {
        row["name"] for row in server.post("deployments/filter", {"deployments": {"tags": {"all_": ["briefings"]}}})
    }
    assert names == {"press-hours", "evening"}


def test_what_somebody_else_set_is_put_right(server: Server, tmp_path: Path) -> None:
    register(PLANS)
    known = server.deployment("check/evening")
    server.post("work_pools/", {"name": "theirs", "type": "process"})
    theirs = {
        "entrypoint": "theirs.py:flow",
        "path": str(tmp_path),
        "pull_steps": [{"prefect.deployments.steps.run_shell_script": {"script": f"touch {tmp_path}/x"}}],
        "work_pool_name": "theirs",
    }
    ask(f"{server.url}/deployments/{known['id']}", theirs, method="PATCH")
    again = server.deployment("check/evening")
    assert again["entrypoint"] == "theirs.py:flow"
    register(PLANS)
    right = server.deployment("check/evening")
    assert (right["entrypoint"], right["work_pool_name"]) == (known["entrypoint"], None)
    assert not right["pull_steps"]
    assert len(right["schedules"]) == len(known["schedules"])


def test_runs_that_nobody_works_on_become_crashed_and_the_living_one_is_spared(server: Server, tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    for known in register(PLANS[:1]):
        dead = server.post(f"deployments/{known}/create_flow_run", {})["id"]
    server.post(f"flow_runs/{dead}/set_state", {"state": {"type": "RUNNING"}, "force": True})
    working, killed = server.run("RUNNING"), server.run("RUNNING")
    with at_work(paths, killed) as process:
        process.kill()
    names = {ask(f"{server.url}/flow_runs/{run}")["name"] for run in (dead, killed)}
    with at_work(paths, working):
        put_right = reconcile(paths, starting=timedelta(0))
        assert server.state(working)["type"] == "RUNNING"
    for run in (dead, killed):
        assert server.state(run)["type"] == "CRASHED"
        assert "the next run continues" in server.state(run)["message"]
    # The server is shared: a run that another test left behind may be among them.
    assert names <= set(put_right.crashed)
    server.post(f"flow_runs/{working}/set_state", {"state": {"type": "COMPLETED"}, "force": True})


def test_a_run_that_is_still_starting_is_waited_for(server: Server, tmp_path: Path) -> None:
    paths, run = Paths(tmp_path), server.run("RUNNING")
    opener = threading.Timer(1.0, lambda: stack.enter_context(at_work(paths, run)))
    with ExitStack() as stack:
        opener.start()
        reconcile(paths, starting=timedelta(seconds=20))
        assert server.state(run)["type"] == "RUNNING"
        opener.join()
    server.post(f"flow_runs/{run}/set_state", {"state": {"type": "COMPLETED"}, "force": True})


@contextmanager
def at_work(paths: Paths, run_id: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process as the runner starts it, in the middle of a run."""
    env = {**os.environ, "BRIEFINGS_DATA_DIR": str(paths.root), "PREFECT__FLOW_RUN_ID": run_id}
    code = "import flows.service.entry, time; print('working', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline() == b"working\n"
        yield process
        process.kill()


def test_of_a_backlog_only_the_newest_run_is_left(server: Server, tmp_path: Path) -> None:
    flow = server.post("flows/", {"name": "backlog"})
    every = {"schedule": {"interval": 2, "anchor_date": "2026-01-01T00:00:00Z"}, "active": True}
    made = server.post("deployments/", {"name": "often", "flow_id": flow["id"], "schedules": [every]})
    wanted = {"deployments": {"id": {"any_": [made["id"]]}}}

    def passed() -> bool:
        """Whether three slots have passed while nobody serves them."""
        past = {"state": {"type": {"any_": ["SCHEDULED"]}}, "expected_start_time": {"before_": str(datetime.now(UTC))}}
        return int(server.post("flow_runs/count", {"flow_runs": past, **wanted})) >= 3

    wait_for(passed, 180)
    put_right = reconcile(Paths(tmp_path), late=timedelta(0))
    overtaken = {"flow_runs": {"state": {"name": {"any_": ["Overtaken"]}}}, **wanted}
    gone = server.post("flow_runs/filter", overtaken)
    assert len(gone) >= 2
    assert len(put_right.overtaken) >= len(gone)
    assert "a later slot has come" in gone[0]["state"]["message"]
    ask(f"{server.url}/deployments/{made['id']}", method="DELETE")

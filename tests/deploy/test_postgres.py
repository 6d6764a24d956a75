"""The production route without containers: PostgreSQL, a Prefect server on it, a worker, ``deploy/prefect.yaml``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from postgresql import BINARIES, MISSING, postgres, reachable

from flows.sample import DEFINITION, sample_server
from flows.service.server import CLIENT, TUNING, free_port, wait_healthy
from tests.prefect_rest import ask, stop_the_clock
from warehouse.readers.query import query

pytestmark = [pytest.mark.prefect, pytest.mark.soak]

ROOT = Path(__file__).parents[2]


class Stack:
    """Server and worker with one environment."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder, self.env = folder, env
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "prefect", *arguments],
                env=self.env,
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def prefect(self, *arguments: str) -> None:
        self.run("prefect", "--no-prompt", *arguments)

    def run(self, module: str, *arguments: str) -> None:
        """A command of docs/operations.md, to its end."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def api(self, path: str, body: object = None) -> Any:
        return ask(f"{self.env['PREFECT_API_URL']}/{path}", body)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(15)
            # A flow run that outlived its worker belongs to the group.
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.mark.skipif(MISSING, reason="PostgreSQL is not installed (apt: postgresql)")
def test_a_worker_runs_the_deployed_ingest_with_its_history_in_postgresql(tmp_path: Path) -> None:
    assert BINARIES, "CI must have PostgreSQL"
    reachable(tmp_path)
    url = f"http://127.0.0.1:{free_port()}"
    with postgres(tmp_path / "postgres") as database, sample_server() as site:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_", "PYTHONDONT"))}
        stack = Stack(
            tmp_path,
            {
                **clean,
                **TUNING,
                **CLIENT,
                "PREFECT_HOME": str(tmp_path / "prefect"),
                "PREFECT_API_URL": f"{url}/api",
                "PREFECT_API_DATABASE_CONNECTION_URL": database.url,
                "BRIEFINGS_DATA_DIR": str(tmp_path / "data"),
                "BRIEFINGS_SITE": str(DEFINITION),
                "BRIEFINGS_BASE_URL": site.url,
                "BRIEFINGS_WORK_POOL": "local",
                "BRIEFINGS_PROJECT_DIR": str(ROOT),
            },
        )
        try:
            server = stack.start("server", "server", "start", "--host", "127.0.0.1", "--port", url.rpartition(":")[2])
            wait_healthy(f"{url}/api", server, log=tmp_path / "server.log")
            stack.prefect("work-pool", "create", "local", "--type", "process")
            stack.prefect("deploy", "--all", "--prefect-file", "deploy/prefect.yaml")
            stop_the_clock(f"{url}/api")
            stack.run("flows.service.automations")
            watched = {row["name"] for row in stack.api("automations/filter", {})}
            assert "briefings: stuck run becomes crashed" in watched
            stack.start("worker", "worker", "start", "--pool", "local")
            run = started(stack, "ingest/ingest-now")
            state = ended(stack, run)
        finally:
            stack.stop()
    assert state["type"] == "COMPLETED", state["message"]
    assert "19 new" in state["message"]
    assert not (tmp_path / "prefect" / "prefect.db").exists(), "the history is in PostgreSQL"
    rows = query(tmp_path / "data" / "briefings.duckdb", "SELECT count(*) FROM turns WHERE role = 'question'").rows
    assert rows[0][0] > 19


def started(stack: Stack, deployment: str) -> str:
    known = stack.api(f"deployments/name/{deployment}")
    assert known["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    return str(stack.api(f"deployments/{known['id']}/create_flow_run", {})["id"])


def ended(stack: Stack, run: str, seconds: float = 150) -> dict[str, Any]:
    deadline = time.monotonic() + seconds
    while (state := stack.api(f"flow_runs/{run}")["state"])["type"] in ("SCHEDULED", "PENDING", "RUNNING"):
        assert time.monotonic() < deadline, (stack.folder / "worker.log").read_text("utf-8", "replace")[-2000:]
        time.sleep(1)
    return dict(state)

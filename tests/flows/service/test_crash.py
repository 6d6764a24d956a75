"""Whatever is killed under ``briefings up``, the UI tells the truth soon and the next run leaves the database right."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.sample import DEFINITION, sample_server
from flows.service.deployments import PLANS
from flows.service.server import free_port
from tests.conftest import History
from tests.flows.service.conftest import children
from tests.plain import run_ingest
from tests.prefect_rest import ask, stop_the_clock
from warehouse.readers.query import query

pytestmark = [pytest.mark.prefect, pytest.mark.soak]


class Service:
    """``briefings up`` on a sample site that answers slowly enough to be interrupted."""

    def __init__(self, folder: Path, site: str, history: History) -> None:
        definition = folder / "sample.toml"
        definition.write_text(
            DEFINITION.read_text("utf-8").replace("delay_seconds = 0.0", "delay_seconds = 0.3"), "utf-8"
        )
        self.data, self.port, self.log = history(folder / "data"), free_port(), folder / "up.log"
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_", "PYTHONDONT"))}
        self.env = {**clean, "BRIEFINGS_SITE": str(definition), "BRIEFINGS_BASE_URL": site}
        self.start()
        stop_the_clock(f"http://127.0.0.1:{self.port}/api")

    def start(self) -> None:
        command = [Path(sys.executable).with_name("briefings"), "up", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--data-dir", self.data], env=self.env, stdout=log, stderr=subprocess.STDOUT
            )
        self.until(lambda: len(self.deployments()) == len(PLANS), 120)

    def api(self, path: str, body: object = None) -> Any:
        return ask(f"http://127.0.0.1:{self.port}/api/{path}", body, timeout=20)

    def until(self, look: Callable[[], Any], seconds: float = 180) -> Any:
        deadline = time.monotonic() + seconds
        while True:
            try:
                if found := look():
                    return found
            except (OSError, urllib.error.URLError):
                pass  # the server is not back yet
            assert time.monotonic() < deadline, self.log.read_text("utf-8")
            time.sleep(0.2)

    def deployments(self) -> dict[str, str]:
        flows = {row["id"]: row["name"] for row in self.api("flows/filter", {})}
        return {flows[row["flow_id"]]: row["id"] for row in self.api("deployments/filter", {})}

    def ingest(self) -> str:
        return self.begin("ingest")

    def begin(self, flow: str) -> str:
        """Ask for a run; the key makes asking twice for the same one harmless."""
        wanted = {"idempotency_key": str(uuid.uuid4())}
        return str(self.api(f"deployments/{self.deployments()[flow]}/create_flow_run", wanted)["id"])

    def state(self, run: str) -> str:
        return str(self.api(f"flow_runs/{run}")["state"]["type"])

    def recorded(self, run: str) -> str:
        """The state of a run in the history of a service that is down."""
        with sqlite3.connect(self.data / "prefect" / "prefect.db") as history:
            found = history.execute(
                "SELECT state_type FROM flow_run WHERE replace(id, '-', '') = ?", [run.replace("-", "")]
            )
            return str(found.fetchone()[0])

    def fetching(self, run: str) -> bool:
        """Whether the run is in the middle of its pages."""
        wanted = {"flow_runs": {"id": {"any_": [run]}}, "task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
        return bool(self.api("task_runs/count", wanted) >= 2)

    def stop(self) -> None:
        self.process.terminate()
        assert self.process.wait(180) == 0

    def forget(self) -> None:
        """Remove everything that was crawled and loaded; the service goes on."""
        for pattern in ("private/ledger*", "private/warehouse*", "briefings.duckdb"):
            for file in self.data.glob(pattern):
                file.unlink()
        shutil.rmtree(self.data / "archive", ignore_errors=True)

    def briefings(self) -> list[tuple[Any, ...]]:
        return rows(self.data)


def rows(data: Path) -> list[tuple[Any, ...]]:
    """What is said, not under which title: of two addresses of one transcript the first one loaded gives it."""
    asked = "SELECT content_hash, turn_count, metric_count FROM briefings ORDER BY ALL"
    return query(data / "briefings.duckdb", asked).rows


@pytest.fixture(scope="module")
def service(history: History, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with sample_server() as site:
        service = Service(tmp_path_factory.mktemp("crash"), site.url, history)
        try:
            yield service
        finally:
            service.process.terminate()
            service.process.wait(180)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found through /proc")
def test_kills_of_run_and_all(service: Service, tmp_path: Path) -> None:
    # The process of the run: seen at once by the runner.
    run = service.ingest()
    service.until(lambda: service.fetching(run))
    for pid in service.until(lambda: children("prefect.engine", service.data)):
        os.kill(pid, signal.SIGKILL)
    service.until(lambda: service.state(run) == "CRASHED", 180)

    kill_all_of_it(service, rows_of_an_undisturbed_run(service, tmp_path))


def rows_of_an_undisturbed_run(service: Service, folder: Path) -> list[tuple[Any, ...]]:
    """What a run without Prefect makes of the same site, elsewhere."""
    assert run_ingest(folder / "data", DEFINITION, service.env["BRIEFINGS_BASE_URL"])[0] == 0
    complete = rows(folder / "data")
    assert len(complete) >= 17
    return complete


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found through /proc")
def test_kills_of_server_and_runner(service: Service) -> None:
    service.forget()
    # The server: the run goes on without it and ends as if nothing had happened.
    run = service.ingest()
    service.until(lambda: service.fetching(run))
    (pid,) = children("flows.service.guard.prefect_server", service.data)
    os.kill(pid, signal.SIGKILL)
    service.until(lambda: service.state(run) == "COMPLETED", 180)
    complete = service.briefings()
    assert len(complete) >= 17

    # The runner, on an empty data directory: its run goes on alone, and so does a check that waits for that run.
    service.forget()
    run = service.ingest()
    service.until(lambda: service.state(run) == "RUNNING")
    waiting = service.begin("check")
    service.until(lambda: service.fetching(run) and service.state(waiting) == "RUNNING")
    (pid,) = children("flows.service.serve", service.data)
    os.kill(pid, signal.SIGKILL)
    service.until(lambda: service.state(run) not in ("RUNNING", "PENDING"), 120)
    service.until(lambda: service.state(waiting) not in ("RUNNING", "PENDING"), 120)
    assert service.state(run) == "COMPLETED"
    assert service.state(waiting) in ("COMPLETED", "FAILED"), "the check ended by itself, whatever it found"
    assert service.briefings() == complete
    again = service.ingest()
    service.until(lambda: service.state(again) == "COMPLETED", 180)
    assert service.briefings() == complete


def kill_all_of_it(service: Service, complete: list[tuple[Any, ...]]) -> None:
    """Nothing is left running, and the next start tells the truth."""
    # On an empty data directory again: a run without news is over before anybody could kill it in the middle.
    service.until(lambda: children("flows.service.serve", service.data))
    service.forget()
    run = service.ingest()
    service.until(lambda: service.fetching(run))
    service.process.kill()
    service.process.wait()
    service.until(lambda: not children("flows.", service.data), 180)
    service.until(lambda: not children("prefect", service.data), 180)
    service.start()
    service.until(lambda: service.state(run) in ("CRASHED", "COMPLETED"))
    again = service.ingest()
    service.until(lambda: service.state(again) == "COMPLETED", 180)
    assert service.briefings() == complete


@pytest.mark.parametrize(
    ("again", "ended"),
    [
        pytest.param(False, "COMPLETED", id="once"),
        pytest.param(True, "RUNNING", id="twice"),
    ],
)
def test_a_stop_lets_the_running_backfill_end_and_starts_nothing_more_and_a_second_one_does_not_wait(
    service: Service, again: bool, ended: str
) -> None:
    if service.process.poll() is not None:
        service.start()
    service.until(lambda: children("flows.service.serve", service.data))
    service.forget()
    command = [Path(sys.executable).with_name("briefings"), "up", "--stop", "--data-dir", service.data]
    log = service.data / "prefect" / "runner.log"
    try:
        run = service.begin("backfill")
        service.until(lambda: service.fetching(run))
        # A runner whose supervisor was killed was asked to stop, too.
        before = log.read_bytes().count(b"asked to stop")
        with subprocess.Popen(command, env=service.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as stop:
            service.until(lambda: log.read_bytes().count(b"asked to stop") > before)
            asked_too_late = service.begin("check")
            assert service.state(run) == "RUNNING"
            if again:
                subprocess.run(command, env=service.env, capture_output=True, timeout=180, check=True)
            assert stop.communicate(timeout=120)[0] == b"Stopped.\n"
        assert (stop.returncode, service.process.wait(180)) == (0, 0)
    finally:
        service.process.kill()
        service.process.wait()
    assert (service.recorded(run), service.recorded(asked_too_late)) == (ended, "SCHEDULED")
    assert again or len(service.briefings()) >= 17

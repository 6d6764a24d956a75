"""``briefings up``: server, UI and schedules in one command; a run, its tasks and artifacts seen in a real browser."""

from __future__ import annotations

import html
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.locks import run_lock
from flows.sample import DEFINITION, sample_server
from flows.service.automations import alarms
from flows.service.deployments import PLANS
from flows.service.server import free_port
from flows.settings import Paths
from tests.browser import NEEDS_CHROMIUM, browser
from tests.conftest import History
from tests.flows.service.conftest import children, wait_for
from tests.prefect_rest import ask, stop_the_clock

pytestmark = pytest.mark.prefect

OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"
RUN_MENU = ("Run", "Custom run")


@dataclass(frozen=True)
class Service:
    """A running ``briefings up`` whose first ingest has ended."""

    url: str
    data: Path
    planned: int
    """Runs that the schedule had created before it was switched off."""
    ready: dict[str, set[str]]
    """Deployments and automations that were there when ``up --detach`` returned."""

    def api(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return ask(f"{self.url}/api/{path}", body)

    def runs(self, *types: str) -> list[dict[str, Any]]:
        return list(self.api("flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": list(types)}}}}))

    def first(self) -> dict[str, Any]:
        """The run of the terminal."""
        return next(run for run in self.runs("COMPLETED") if run["state"]["message"].startswith("sample: 19 new"))

    def artifacts(self) -> dict[str, dict[str, Any]]:
        """What the run of the terminal left, by key."""
        asked = {"artifacts": {"flow_run_id": {"any_": [self.first()["id"]]}}}
        return {row["key"]: row for row in self.api("artifacts/filter", asked)}

    def deployment(self, flow: str) -> str:
        """The id of the flow's deployment."""
        flows = {row["id"]: row["name"] for row in self.api("flows/filter", {})}
        return str(next(d["id"] for d in self.api("deployments/filter", {}) if flows[d["flow_id"]] == flow))

    def begin(self, flow: str, parameters: dict[str, str] | None = None) -> str:
        """Start a run as the UI's form does; its id."""
        asked = {"parameters": parameters or {}}
        return str(self.api(f"deployments/{self.deployment(flow)}/create_flow_run", asked)["id"])

    def state(self, run: str) -> dict[str, Any]:
        return dict(self.api(f"flow_runs/{run}")["state"])

    def started(self, run: str) -> dict[str, Any]:
        """The state of a run that a process works on."""
        return self._past(run, "SCHEDULED", "PENDING")

    def ended(self, run: str) -> dict[str, Any]:
        """The state a run ends in."""
        return self._past(run, "SCHEDULED", "PENDING", "RUNNING")

    def _past(self, run: str, *states: str, seconds: float = 180) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        while (state := self.state(run))["type"] in states:
            assert time.monotonic() < deadline, state
            time.sleep(0.5)
        return state


@pytest.fixture(scope="module")
def service(history: History, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data, port = history(tmp_path_factory.mktemp("up") / "data"), free_port()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_", "PYTHONDONT"))}
    with sample_server() as server:
        where = ("--data-dir", data, "--site", DEFINITION, "--base-url", server.url)
        try:
            typed(env, "up", "--detach", "--port", port, *where)
            url = f"http://127.0.0.1:{port}"
            ready = {kind: names(url, kind) for kind in ("deployments", "automations")}
            scheduled = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
            planned = wait_for(lambda: ask(f"{url}/api/flow_runs/count", scheduled))
            stop_the_clock(f"{url}/api")
            typed(env, "ingest", *where)
            yield Service(url, data, planned, ready)
        finally:
            typed(env, "up", "--stop", "--data-dir", data)


def typed(env: dict[str, str], *arguments: object) -> None:
    """The installed command, which ends well."""
    command = [Path(sys.executable).with_name("briefings"), *map(str, arguments)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr


def names(url: str, kind: str) -> set[str]:
    return {row["name"] for row in ask(f"{url}/api/{kind}/filter", {})}


@pytest.fixture(scope="module")
def checked(service: Service) -> dict[str, Any]:
    """An evening check that was asked for in the UI, after its end."""
    run = service.begin("check")
    service.ended(run)
    return dict(service.api(f"flow_runs/{run}"))


def test_detach_returns_when_deployments_and_alarms_exist(service: Service) -> None:
    """What it says when something is wrong: tests/flows/service/test_start.py."""
    assert service.ready["deployments"] == {plan.name for plan in PLANS}
    assert service.ready["automations"] > {f"briefings: {alarm.name}" for alarm in alarms()}


def test_the_terminals_run_is_recorded_by_the_running_server(service: Service) -> None:
    assert service.first()["name"].startswith("sample · new and changed")


def test_runs_are_tagged_with_flow_and_site_also_those_of_the_terminal(
    service: Service, checked: dict[str, Any]
) -> None:
    assert set(service.first()["tags"]) == {"ingest", "sample"}
    planned = {row["name"]: set(row["tags"]) for row in service.api("deployments/filter", {})}
    assert planned["press-hours"] == {"briefings", "watch"}
    assert (set(checked["tags"]), checked["name"]) == ({"briefings", "check", "sample"}, "sample · evening check")


def test_the_schedule_creates_runs(service: Service) -> None:
    """Prefect 3.8 with SQLAlchemy 2.1 accepts the schedule and never creates a run: only this notices."""
    assert service.planned > 0
    deployments = {row["name"]: row for row in service.api("deployments/filter", {})}
    timezones = {s["schedule"]["timezone"] for s in deployments["press-hours"]["schedules"]}
    assert timezones == {"Asia/Shanghai"}
    assert not any(row["paused"] for row in deployments.values())
    assert all(row["concurrency_options"]["collision_strategy"] == "CANCEL_NEW" for row in deployments.values())


def test_the_run_leaves_a_summary_and_a_table_with_chinese_intact(service: Service) -> None:
    artifacts = service.artifacts()
    assert "2025年10月23日" in html.unescape(artifacts["ingest-sample"]["data"])
    table = json.loads(artifacts["ingest-sample-briefings"]["data"])
    assert len(table) == 19
    assert any("问答实录" in row["briefing"] for row in table)
    assert "freshness-sample" in artifacts


def test_the_evening_and_nightly_runs_end_with_a_sentence(service: Service, checked: dict[str, Any]) -> None:
    nightly = service.ended(service.begin("maintain"))
    for state, told in ((checked["state"], "rules"), (nightly, "ackup")):
        assert state["type"] != "CRASHED", state
        assert told in state["message"]


@pytest.mark.soak
def test_a_form_filled_in_wrongly_ends_as_failed_with_a_sentence(service: Service) -> None:
    """That a form can end so: test_a_run_cannot_be_pointed_at_any_definition_file. Which values are wrong, and that no
    password is told: tests/flows/orchestration/test_parameters.py.
    """
    state = service.ended(service.begin("ingest", {"base_url": "http://user:sesame@127.0.0.1/"}))
    assert state["type"] == "FAILED", state
    assert "The option --base-url is wrong" in state["message"]
    assert "sesame" not in state["message"]


def test_a_run_that_failed_as_foreseen_leaves_no_traceback(service: Service) -> None:
    log = service.data / "prefect" / "runs.log"
    before = len(log.read_text("utf-8")) if log.exists() else 0
    run = service.begin("backfill", {"date_from": "2025-01-02", "date_to": "2025-01-01"})
    assert service.ended(run)["type"] == "FAILED"
    wait_for(lambda: not children("prefect.engine", service.data, run))
    said = log.read_text("utf-8")[before:]
    assert "Swap the two dates" in said
    assert "Traceback" not in said
    logged = service.api("logs/filter", {"logs": {"flow_run_id": {"any_": [run]}}})
    assert not [line for line in logged if "Traceback" in line["message"]]


@pytest.mark.parametrize("theirs", [True, pytest.param(False, marks=pytest.mark.soak)], ids=["theirs", "another flow"])
def test_a_deployment_whose_entry_point_was_changed_does_not_run(
    service: Service, tmp_path: Path, theirs: bool
) -> None:
    proof = tmp_path / "it-ran"
    module = tmp_path / "theirs.py"
    module.write_text(f"from pathlib import Path\nPath({str(proof)!r}).touch()\ndef check(): ...\n")
    deployment = f"{service.url}/api/deployments/{service.deployment('check')}"
    declared = ask(deployment)["entrypoint"]
    ask(deployment, {"entrypoint": f"{module}:check" if theirs else "flows.service.entry.maintain"}, method="PATCH")
    state = service.ended(service.begin("check"))
    ask(deployment, {"entrypoint": declared}, method="PATCH")
    assert state["type"] == "FAILED", state
    assert "Not started: the deployment evening no longer names what this service declares" in state["message"]
    assert not proof.exists()


@pytest.mark.soak
def test_a_run_cannot_be_pointed_at_other_data(service: Service, tmp_path: Path) -> None:
    other = tmp_path / "other"
    env = {"BRIEFINGS_DATA_DIR": str(other), "BRIEFINGS_SITE": "shanghai"}
    asked = {"job_variables": {"env": env}, "parameters": {}}
    run = service.api(f"deployments/{service.deployment('check')}/create_flow_run", asked)["id"]
    assert "rules" in service.ended(run)["message"]
    assert not other.exists()
    assert service.api(f"flow_runs/{run}")["name"].startswith("sample")


def test_a_run_cannot_be_pointed_at_any_definition_file(service: Service, tmp_path: Path) -> None:
    other = tmp_path / "site.toml"
    other.write_text("password = 'sesame'\n")
    named = (str(other), "/etc/passwd", "../../../etc/passwd", f"{service.data}/../site.toml")
    flows = ("ingest", "backfill", "check", "reparse", "retry")
    for run in [service.begin(flow, {"site": file}) for flow in flows for file in named]:
        state = service.ended(run)
        assert state["type"] == "FAILED", state
        assert "takes the name of a site, or a definition in its data directory" in state["message"]


def test_what_a_person_asked_for_waits_for_the_run_in_progress_and_ingest_steps_aside(service: Service) -> None:
    with run_lock(Paths(service.data)):
        asked = service.begin("backfill", {"date_from": "2025-01-01"})
        service.started(asked)
        aside = service.ended(service.begin("ingest"))
        assert aside["type"] == "COMPLETED"
        assert "Another run is working" in aside["message"]
        assert service.state(asked)["type"] == "RUNNING"
    done = service.ended(asked)
    assert done["type"] == "COMPLETED", done
    assert "Nothing new on sample" in done["message"]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="processes are found through /proc")
def test_a_run_whose_process_is_killed_is_called_crashed_at_once(service: Service) -> None:
    """In the middle of its pages, and with the service around it: tests/flows/service/test_crash.py."""
    with run_lock(Paths(service.data)):
        run = service.begin("backfill", {"date_from": "2025-01-01"})
        service.started(run)
        for process in wait_for(lambda: children("prefect.engine", service.data, run)):
            os.kill(process, signal.SIGKILL)
        assert service.ended(run)["type"] == "CRASHED"


def test_every_parameter_of_every_form_is_explained(service: Service) -> None:
    """Prefect takes the explanations from the docstrings of the flows and drops those of pydantic's fields."""
    for row in service.api("deployments/filter", {}):
        for name, parameter in row["parameter_openapi_schema"]["properties"].items():
            assert parameter.get("description", "").endswith("."), (row["name"], name)


def test_nothing_of_the_run_asks_a_stranger_for_anything(service: Service) -> None:
    log = (service.data / "prefect" / "server.log").read_text("utf-8", "replace")
    assert "telemetry" not in log.lower()


@pytest.mark.browser
@NEEDS_CHROMIUM
@pytest.mark.parametrize(
    "opened", [("run", "form"), pytest.param((), marks=pytest.mark.soak)], ids=["two pages", "all pages"]
)
def test_a_browser_shows_what_an_operator_looks_at_and_its_console_is_silent(
    service: Service, tmp_path: Path, opened: tuple[str, ...]
) -> None:
    shots = Path(os.environ.get("BRIEFINGS_SCREENSHOTS", tmp_path))
    shots.mkdir(parents=True, exist_ok=True)
    run, artifacts = service.first(), service.artifacts()
    task = next(row for row in service.api("task_runs/filter", {}) if "publish" in row["name"])
    pages = {
        "dashboard": (
            "dashboard",
            ("Flow Runs", "Completed", "Runs", "Deployments", "Automations", "Event Feed"),
        ),
        "runs": ("runs", ("sample · new and changed", "ingest", "Tags")),
        "run": (
            f"runs/flow-run/{run['id']}",
            ("sample · new and changed", "fetched", "市政府新闻发布会", "Logs", "Artifacts"),
        ),
        "task": (f"runs/task-run/{task['id']}", ("publish the reader copy", "Completed")),
        "artifact": (
            f"artifacts/artifact/{artifacts['ingest-sample']['id']}",
            ("New and changed briefings", "2025年10月23日"),
        ),
        "freshness": ("artifacts/key/freshness-sample", ("freshness-sample",)),
        "deployments": ("deployments", ("press-hours", "ingest-now", "backfill-window")),
        "form": (
            f"deployments/deployment/{service.deployment('backfill')}/run",
            ("date_from", "date_to", "First listing date", "recheck", "Ask also for", "Submit"),
        ),
        "automations": ("automations", ("briefings: failed run", "briefings: no successful ingest")),
    }
    with browser(tmp_path) as tab:
        unseen = {
            name: tab.look(f"{service.url}/{path}", wanted, shots / f"{name}.png")
            for name, (path, wanted) in pages.items()
            if not opened or name in opened
        }
        kept = ("ingest-sample", "freshness-sample")
        tab_of_run = f"{service.url}/runs/flow-run/{run['id']}"
        page = f"{service.url}/deployments/deployment/{service.deployment('backfill')}"
        if not opened:
            unseen["menu"] = tab.look(page, RUN_MENU, shots / "menu.png", click=RUN_MENU[0])
        unseen["artifacts of the run"] = tab.look(tab_of_run, kept, shots / "run-artifacts.png", click="Artifacts")
    assert not any(unseen.values()), unseen
    shown = {word for _, wanted in pages.values() for word in wanted}.union(RUN_MENU)
    named = re.findall(r"\*\*([^*]+)\*\*", OPERATIONS.read_text("utf-8"))
    assert set(named) <= shown, "docs/operations.md sends the reader to a menu that nobody looked for"
    assert all((shots / f"{name}.png").stat().st_size > 10_000 for name in opened or pages)
    # Prefect asks for two icons of its own that it does not have.
    assert [said for said in tab.errors if not said.endswith(("/favicon.ico", "/ico/undefined.svg"))] == []


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_what_a_page_complains_of_is_heard(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<body>页<script>console.error('坏了')</script><script>throw Error('boom')</script><img src=no.png>"
    )
    with browser(tmp_path) as tab:
        assert tab.look(page.as_uri(), ["页"], tmp_path / "page.png") == []
    said = " ".join(tab.errors)
    assert all(word in said for word in ("坏了", "boom", "no.png"))

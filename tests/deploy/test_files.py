"""The files in deploy/: they agree with the code, and run nothing as root or open to the world."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.service.automations import alarms
from flows.service.deployments import HEADER, PLANS, prefect_yaml
from flows.service.guard.secret import SERVER
from flows.service.server import CLIENT, TUNING, UI_FILES
from flows.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
AUTH = {"secretKeyRef": {"name": "briefings-auth", "key": "auth-string"}}
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def test_the_work_pools_deployments_are_those_of_the_code() -> None:
    text = (DEPLOY / "prefect.yaml").read_text("utf-8")
    assert text.startswith(HEADER), "run: python -m flows.service.deployments deploy/prefect.yaml"
    assert yaml.safe_load(text) == prefect_yaml()


def test_every_deployment_has_a_name_of_its_own_that_the_runbook_explains() -> None:
    runbook = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert len({plan.name for plan in PLANS}) == len(PLANS)
    assert [plan.full_name for plan in PLANS if f"`{plan.full_name}`" not in runbook] == []


def test_every_setting_of_the_environment_example_exists() -> None:
    names = re.findall(r"^#? ?(BRIEFINGS_[A-Z_]+)=", (DEPLOY / "env.example").read_text("utf-8"), re.M)
    known = {f"BRIEFINGS_{name.upper()}" for name in Settings.model_fields}
    assert set(names) - known == {"BRIEFINGS_WORK_POOL", "BRIEFINGS_PROJECT_DIR"}  # for prefect.yaml only


def test_the_environment_example_carries_the_measured_tuning() -> None:
    lines = (DEPLOY / "env.example").read_text("utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    for name, value in {**TUNING, **CLIENT}.items():
        assert given.get(name) == value, name


@pytest.mark.skipif(
    not shutil.which("systemd-analyze") and not os.environ.get("CI"), reason="systemd-analyze is not installed"
)
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_are_valid_and_little_exposed(unit: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed here; the unit's text is checked by the next test")
    text = unit.read_text("utf-8").replace("/opt/briefings/.venv/bin/python", sys.executable)
    text = text.replace("=briefings\n", "=root\n").replace("/etc/briefings/env", str(DEPLOY / "env.example"))
    (copy := tmp_path / unit.name).write_text(text)
    verify = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    complaints = [line for line in verify.stderr.splitlines() if unit.name in line]
    assert complaints == []
    security = ["systemd-analyze", "security", "--offline=true", "--threshold=30", str(copy)]
    judged = subprocess.run(security, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout[-400:]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_units_run_as_their_own_user_and_restart(unit: Path) -> None:
    text = unit.read_text("utf-8")
    for line in ("User=briefings", "Restart=always", "NoNewPrivileges=true", "ProtectSystem=strict"):
        assert f"\n{line}\n" in text, line


def test_stopping_the_runner_lets_the_running_flow_finish() -> None:
    text = (DEPLOY / "systemd" / "briefings-runner.service").read_text("utf-8")
    assert "\nKillMode=mixed\n" in text
    assert "\nTimeoutStopSec=30min\n" in text


def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8")))


@pytest.mark.parametrize("name", ["database", "server", "runner"])
def test_containers_are_locked_up_and_watched(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["user"].partition(":")[0] != "0"
    assert service["cap_drop"] == ["ALL"]
    assert service["healthcheck"]["test"]
    assert ":" in service["image"] and not service["image"].endswith("latest")
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_containers_wait_for_each_other_and_use_volumes_that_exist() -> None:
    file = compose()
    for service in file["services"].values():
        assert set(service.get("depends_on", {})) <= set(file["services"])
        assert {mount.partition(":")[0] for mount in service.get("volumes", [])} <= set(file["volumes"])
    server = file["services"]["server"]["environment"]
    for name, value in TUNING.items():
        if name not in ("DO_NOT_TRACK",):
            assert server.get(name) == value, name


def test_the_server_may_write_where_it_puts_the_ui() -> None:
    """Otherwise it starts all the same, without a UI."""
    service = compose()["services"]["server"]
    assert service["tmpfs"] == ["/tmp"]
    assert service["environment"][UI_FILES].startswith("/tmp/")
    (folder,) = re.findall(rf"^{UI_FILES}=(.+)$", (DEPLOY / "env.example").read_text("utf-8"), re.M)
    unit = (DEPLOY / "systemd" / "briefings-server.service").read_text("utf-8")
    (writable,) = re.findall(r"^ReadWritePaths=(.+)$", unit, re.M)
    assert Path(folder).is_relative_to(writable)


def test_the_image_is_the_command_and_what_else_runs_in_it_says_so() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
    assert lines[-1] == 'ENTRYPOINT ["briefings"]'
    built = [service for service in compose()["services"].values() if service["image"].startswith("briefings:")]
    assert len(built) >= 2
    for service in built:
        assert service["entrypoint"] == ["python", "-m"]
        assert find_spec(service["command"][0])
    _, runner = yaml.safe_load_all((DEPLOY / "kubernetes" / "runner.yaml").read_text("utf-8"))
    for container in runner["spec"]["template"]["spec"]["containers"]:
        assert container["command"][:2] == ["python", "-m"] and "args" not in container
        assert find_spec(container["command"][2])


def test_the_image_gets_what_the_package_is_built_from_and_nothing_else() -> None:
    copied = [
        name
        for line in (DEPLOY / "Dockerfile").read_text("utf-8").splitlines()
        if line.startswith("COPY ")
        for name in line.split()[1:-1]
    ]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    documents = {name.partition("/")[0] for name in wheel["force-include"]}
    assert {*wheel["packages"], *documents, *project["project"]["license-files"], "README.md"} <= set(copied)
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    let_through = {line[1:].removesuffix("/*.md") for line in ignored if line.startswith("!")}
    assert ignored[1] == "*" and let_through == set(copied)


def test_the_pod_runs_without_privileges_and_stops_slowly() -> None:
    _, runner = yaml.safe_load_all((DEPLOY / "kubernetes" / "runner.yaml").read_text("utf-8"))
    pod = runner["spec"]["template"]["spec"]
    container, alerts = pod["containers"]
    assert runner["spec"]["replicas"] == 1
    assert pod["securityContext"]["runAsNonRoot"] is True
    for each in (container, alerts):
        assert each["securityContext"]["readOnlyRootFilesystem"] is True
        assert each["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert {"name": "PREFECT_API_AUTH_STRING", "valueFrom": AUTH} in each["env"]
    assert pod["terminationGracePeriodSeconds"] == 1800
    assert runner["spec"]["selector"]["matchLabels"].items() <= runner["spec"]["template"]["metadata"]["labels"].items()
    mounted = {mount["name"] for mount in container["volumeMounts"]}
    assert mounted == {volume["name"] for volume in pod["volumes"]}


def test_every_server_asks_for_a_password_and_says_where_tls_ends() -> None:
    server = compose()["services"]["server"]
    assert server["command"][0] == "flows.service.guard.prefect_server"
    assert server["environment"][SERVER].startswith("${PREFECT_SERVER_API_AUTH_STRING:?")
    example = (DEPLOY / "env.example").read_text("utf-8")
    assert re.search(rf"^{SERVER}=\S+", example, re.M)
    unit = DEPLOY / "systemd" / "briefings-server.service"
    assert "-m flows.service.guard.prefect_server --host 127.0.0.1" in unit.read_text("utf-8")
    values = DEPLOY / "kubernetes" / "server-values.yaml"
    assert yaml.safe_load(values.read_text("utf-8"))["server"]["basicAuth"]["enabled"] is True
    for file in (DEPLOY / "compose.yaml", unit, values):
        assert "TLS" in file.read_text("utf-8"), file


def test_the_runbook_has_a_section_for_every_alarm() -> None:
    headings = re.findall(r"^### (.+)$", (ROOT / "docs" / "operations.md").read_text("utf-8"), re.M)
    for alarm in alarms():
        assert alarm.name in headings, alarm.name

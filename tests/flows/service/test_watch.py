"""What watches the service: alarms reach the operator and no address is kept; deployments follow their declaration; dead
runs are found. One file, that one server is enough.
"""

from __future__ import annotations

import asyncio
import json
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
from prefect.events import emit_event
from prefect.events.clients import get_events_subscriber
from prefect.events.filters import EventFilter, EventNameFilter

from flows.orchestration.events import BLOCKED, DAMAGED, QUALITY, emit
from flows.service.alerts import RAISED, listen_forever
from flows.service.automations import Times, alarms, install, main
from flows.service.deployments import PLANS
from flows.service.reconciliation import reconcile
from flows.service.registry import register
from flows.service.server import drain
from flows.settings import Paths, Settings, load_settings
from parsers.errors import SettingsError
from tests.flows.service.conftest import TOKEN, UNREACHABLE, Server, Webhook, wait_for
from tests.prefect_rest import ask

# Apprise imports a module of the standard library that Python 3.13 has no more.
pytestmark = [pytest.mark.prefect, pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")]

SHORT = Times(silence=timedelta(seconds=10), heartbeat=timedelta(seconds=10), repeat=timedelta(seconds=1))


def settings_with(tmp_path: Path, urls: str) -> Settings:
    return load_settings(data_dir=tmp_path, notify_urls=urls)


@contextmanager
def telling(server: Server, urls: str, log: Path) -> Iterator[None]:
    """The process that tells of alarms, where the server is not ours."""
    env = {**os.environ, "PREFECT_API_URL": server.url, "PREFECT_UI_URL": "http://ui", "BRIEFINGS_NOTIFY_URLS": urls}
    with (
        log.open("w") as out,
        subprocess.Popen([sys.executable, "-m", "flows.service.alerts"], env=env, stdout=out, stderr=out) as process,
    ):
        try:
            wait_for(lambda: "listening" in log.read_text("utf-8"))
            yield
        finally:
            process.terminate()


def test_alarms_reach_the_webhook_with_chinese_intact_and_a_silent_run_becomes_crashed(
    server: Server, webhook: Webhook, tmp_path: Path
) -> None:
    settings = settings_with(tmp_path, f"json://{webhook.address}/")
    plain = f"http://{webhook.address}/hook?token={TOKEN}"
    urls = f"json://{webhook.address}/?token={TOKEN} {UNREACHABLE} {plain}"
    with telling(server, urls, tmp_path / "alerts.log"):
        _raise_alarms_and_hear_them(server, webhook, settings)
        # A plain address of a webhook is posted to as JSON, with all that it says.
        wait_for(lambda: f"/hook?token={TOKEN}" in webhook.asked)
    said = (tmp_path / "alerts.log").read_text("utf-8")
    assert "address 2 of BRIEFINGS_NOTIFY_URLS did not take the alarm" in said
    assert TOKEN not in said


def _raise_alarms_and_hear_them(server: Server, webhook: Webhook, settings: Settings) -> None:
    install(settings, SHORT)
    assert install(settings, SHORT) == [], "installing again changes nothing"
    silent = server.run("RUNNING", name="没有心跳的运行")
    server.run("FAILED", "澜海市人民政府新闻办公室的列表页改版了。", name="失败的运行")
    emit(BLOCKED, "briefings.host.x", "x", "网站拒绝访问")
    emit(DAMAGED, "briefings.archive", "a", "存档页损坏")
    emit(QUALITY, "briefings.site.x", "x", "质量规则不成立")
    emit_event("prefect.flow-run.heartbeat", resource={"prefect.resource.id": f"prefect.flow-run.{silent}"})
    drain()
    failed = webhook.wait_for("briefings · failed run", "失败的运行")
    assert "列表页改版了" in failed
    assert "docs/operations.md" in failed
    assert "http://ui/runs/flow-run/" in failed
    webhook.wait_for("briefings · blocked host", "网站拒绝访问")
    webhook.wait_for("briefings · damaged archive", "存档页损坏")
    webhook.wait_for("briefings · quality failure", "质量规则不成立")
    webhook.wait_for("briefings · no successful ingest")
    assert wait_for(lambda: server.state(silent)["type"] == "CRASHED")
    assert "No sign of life" in server.state(silent)["message"]
    webhook.wait_for("briefings · crashed run", "没有心跳的运行")


@pytest.mark.soak
def test_where_workers_run_the_flows_a_command_installs_the_alarms(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", "flows.service.automations"]
    env = {**os.environ, "PREFECT_API_URL": server.url, "BRIEFINGS_NOTIFY_URLS": "", "PREFECT_HOME": str(tmp_path)}
    first = subprocess.run(command, env=env, capture_output=True, text=True, timeout=180, check=True)
    assert "briefings: stuck run becomes crashed" in first.stdout
    installed = {row["name"] for row in server.post("automations/filter", {})}
    assert {f"briefings: {alarm.name}" for alarm in alarms()} < installed
    monkeypatch.setenv("PREFECT_API_URL", server.url)
    monkeypatch.setenv("BRIEFINGS_NOTIFY_URLS", "")
    main()
    assert capsys.readouterr().out == "The automations are as declared.\n"


def test_without_a_server_the_command_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = {**os.environ, "PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_CLIENT_MAX_RETRIES": "0"}
    command = [sys.executable, "-m", "flows.service.automations"]
    done = subprocess.run(command, env=nobody, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 1
    assert "http://127.0.0.1:9/api" in done.stderr
    assert "Traceback" not in done.stderr
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert main() == 1
    assert "Set PREFECT_API_URL" in capsys.readouterr().err


def test_an_alarm_that_was_raised_a_moment_before_somebody_listened_is_told(
    server: Server, webhook: Webhook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The server writes down what was raised seconds later: neither the events it kept nor those to come had this one.
    monkeypatch.setenv("BRIEFINGS_NOTIFY_URLS", f"json://{webhook.address}/")
    install(settings_with(tmp_path, f"json://{webhook.address}/"), SHORT)

    async def listen_too_late() -> None:
        await raise_alarm()
        listening = asyncio.create_task(listen_forever())
        await asyncio.to_thread(webhook.wait_for, "briefings · failed run", "早到的失败")
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)

    async def raise_alarm() -> None:
        async with get_events_subscriber(EventFilter(event=EventNameFilter(name=[RAISED]))) as events:
            await asyncio.to_thread(server.run, "FAILED", name="早到的失败")
            async for event in events:
                if "早到的失败" in event.model_dump_json():
                    return

    asyncio.run(listen_too_late())


def test_our_server_tells_by_itself_and_nothing_that_it_keeps_or_gives_out_holds_the_address(server: Server) -> None:
    paths = server.paths
    _keep_as_earlier_versions_did(server)
    install(load_settings(data_dir=paths.root, notify_urls=f"json://user:{TOKEN}@{server.told.address}/"), SHORT)
    server.run("FAILED", "列表页改版了。", name="此站自己说的失败")
    server.told.wait_for("briefings · failed run", "此站自己说的失败")
    wait_for(lambda: "did not take the alarm" in (paths.prefect / "server.log").read_text("utf-8"))
    assert server.post("block_documents/filter", {"include_secrets": True}) == []
    given = [server.post(f"{what}/filter", {}) for what in ("automations", "variables", "flow_runs", "logs", "events")]
    given.append(ask(f"{server.url}/admin/settings"))
    assert TOKEN not in json.dumps(given)
    kept = [file for file in paths.root.rglob("*") if file.is_file() and "ui" not in file.parts]
    assert not [file for file in kept if TOKEN.encode() in file.read_bytes()]


def _keep_as_earlier_versions_did(server: Server) -> None:
    kinds = {row["slug"]: row["id"] for row in server.post("block_types/filter", {})}
    (schema,) = server.post(
        "block_schemas/filter", {"block_schemas": {"block_type_id": {"any_": [kinds["slack-webhook"]]}}}
    )
    block = {"name": "briefings-alerts-1", "data": {"url": "https://hooks.lanhai.example/old"}}
    server.post("block_documents/", {**block, "block_type_id": kinds["slack-webhook"], "block_schema_id": schema["id"]})


def test_a_wrong_address_is_named_by_its_number_only(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Address 2 of BRIEFINGS_NOTIFY_URLS") as caught:
        install(settings_with(tmp_path, "json://127.0.0.1/ nonsense-with-a-secret"))
    assert "secret" not in str(caught.value)


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

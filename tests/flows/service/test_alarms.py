"""Alarms reach the operator: installed, raised, told, and no address is kept."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from prefect.events.clients import get_events_subscriber
from prefect.events.filters import EventFilter, EventNameFilter
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.service.alerts import RAISED, listen_forever
from flows.service.automations import Times, alarms, install, main
from flows.service.server import free_port, serving
from flows.settings import Paths, Settings, load_settings
from parsers.errors import SettingsError
from tests.conftest import History
from tests.flows.service.conftest import Server, Webhook, wait_for
from tests.prefect_rest import ask

# Apprise imports a module of the standard library that Python 3.13 has no more.
pytestmark = [pytest.mark.prefect, pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")]

TOKEN = "sesame-4711"
UNREACHABLE = f"json://user:{TOKEN}@127.0.0.1:9/"
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
    beat = f"emit_event('prefect.flow-run.heartbeat', resource={{'prefect.resource.id': 'prefect.flow-run.{silent}'}})"
    server.emit(
        "from prefect.events import emit_event\nfrom flows.orchestration.events import BLOCKED, DAMAGED, QUALITY, emit\n"
        "emit(BLOCKED, 'briefings.host.x', 'x', '网站拒绝访问')\nemit(DAMAGED, 'briefings.archive', 'a', '存档页损坏')\n"
        f"emit(QUALITY, 'briefings.site.x', 'x', '质量规则不成立')\n{beat}"
    )
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


def test_without_a_server_the_command_says_what_is_missing() -> None:
    nobody = {**os.environ, "PREFECT_API_URL": "http://127.0.0.1:9/api", "PREFECT_CLIENT_MAX_RETRIES": "0"}
    nameless = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    for env, told in ((nobody, "http://127.0.0.1:9/api"), (nameless, "Set PREFECT_API_URL")):
        done = subprocess.run(
            [sys.executable, "-m", "flows.service.automations"],
            env=env,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert done.returncode == 1
        assert told in done.stderr
        assert "Traceback" not in done.stderr


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


def test_our_server_tells_by_itself_and_nothing_that_it_keeps_or_gives_out_holds_the_address(
    webhook: Webhook, history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFINGS_NOTIFY_URLS", f"json://user:{TOKEN}@{webhook.address}/ {UNREACHABLE}")
    paths = Paths(history(tmp_path / "data"))
    with serving(paths, free_port()) as url, temporary_settings({PREFECT_API_URL: url}):
        server = Server(url)
        _keep_as_earlier_versions_did(server)
        install(load_settings(data_dir=paths.root), SHORT)
        server.run("FAILED", "列表页改版了。", name="失败的运行")
        webhook.wait_for("briefings · failed run", "失败的运行")
        wait_for(lambda: "did not take the alarm" in (paths.prefect / "server.log").read_text("utf-8"))
        assert server.post("block_documents/filter", {"include_secrets": True}) == []
        given = [
            server.post(f"{what}/filter", {}) for what in ("automations", "variables", "flow_runs", "logs", "events")
        ]
        given.append(ask(f"{url}/admin/settings"))
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

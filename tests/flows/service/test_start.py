"""How the service starts: ready when it says so, or a sentence about what failed and where the log is."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from flows.service.deployments import PLANS
from flows.service.server import CLIENT, UI_FILES, free_port, ready_file, serving
from flows.service.start_failure import reason
from flows.settings import Paths
from tests.conftest import Briefings, History
from tests.prefect_rest import ask

pytestmark = pytest.mark.prefect


@pytest.mark.soak
def test_detach_says_what_is_wrong_and_leaves_nothing_running(
    briefings: Briefings, history: History, tmp_path: Path
) -> None:
    """When it returns where nothing is wrong: tests/flows/service/test_up.py."""
    history(tmp_path / "data")
    up = ("up", "--detach", "--site", "sample", "--port", str(free_port()))
    wrong = briefings(*up, BRIEFINGS_NOTIFY_URLS="nonsense-with-a-secret")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "Address 1 of BRIEFINGS_NOTIFY_URLS is of no known kind" in wrong.stderr
    assert f"(log: {tmp_path}/data/prefect/runner.log)" in wrong.stderr
    assert wrong.stderr.count("(log: ") == 1
    assert "secret" not in wrong.stderr + (tmp_path / "data" / "prefect" / "runner.log").read_text()
    assert "No `briefings up` runs" in briefings("up", "--stop").stderr


def names(api: str, kind: str) -> set[str]:
    rows: list[dict[str, Any]] = ask(f"{api}/{kind}/filter", {})
    return {row["name"] for row in rows}


@pytest.mark.soak
def test_a_full_disk_is_named(briefings: Briefings, small_disk: Path) -> None:
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    (small_disk / "ballast").write_bytes(b"x" * (free - 500_000))
    done = briefings("up", "--data-dir", small_disk / "data", "--port", str(free_port()))
    assert done.returncode == 1
    assert f"did not start: there is no room left on the disk of {small_disk}/data/prefect. Make room" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.soak
def test_a_damaged_run_history_is_named(briefings: Briefings, tmp_path: Path) -> None:
    (history := tmp_path / "data" / "prefect").mkdir(parents=True)
    (history / "prefect.db").write_bytes(os.urandom(40_000))
    done = briefings("up", "--port", str(free_port()))
    assert done.returncode == 1
    assert f"{history}/prefect.db is damaged: restore it" in done.stderr


@pytest.mark.parametrize(
    "how", [pytest.param((), id="in front"), pytest.param(("--detach",), id="behind", marks=pytest.mark.soak)]
)
def test_a_taken_port_is_named(briefings: Briefings, how: tuple[str, ...]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = briefings("up", "--port", str(port), *how)
    assert done.returncode == 1
    assert f"Port {port} is taken by another program: choose another with --port." in done.stderr


@pytest.mark.parametrize(
    ("printed", "why"),
    [
        ("OSError: [Errno 98] error while attempting to bind on address: address already in use\n", "another program"),
        ("alembic.util.exc.CommandError: Can't locate revision identified by 'abc'\n", "written by a newer Prefect"),
        ("Traceback …\nvalueless line\nfoo.bar.SomeError: 坏了\nServer stopped!\n", "foo.bar.SomeError: 坏了"),
        ("just a last line\n\n", "just a last line"),
        ("", "it said nothing."),
    ],
)
def test_the_reason_is_found_in_what_was_printed_since_the_start(tmp_path: Path, printed: str, why: str) -> None:
    (log := tmp_path / "server.log").write_text("OSError: No space left on device\n")
    since = log.stat().st_size
    log.write_text(log.read_text() + printed)
    assert why in reason(log, since)
    assert "no room" not in reason(log, since)


@pytest.mark.soak
def test_a_runner_that_starts_before_the_server_waits_for_it_and_the_ui_is_written_where_it_is_told(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As both units do when the machine starts, where the server may not write beside its code."""
    monkeypatch.setenv(UI_FILES, str(tmp_path / "ui"))
    paths, port = Paths(history(tmp_path / "data")), free_port()
    api = f"http://127.0.0.1:{port}/api"
    env = {**os.environ, **CLIENT, "PREFECT_API_URL": api, "BRIEFINGS_DATA_DIR": str(paths.root)}
    with (tmp_path / "log").open("w") as log:
        runner = subprocess.Popen([sys.executable, "-m", "flows.service.serve"], env=env, stdout=log, stderr=log)
    try:
        with serving(paths, port):
            deadline = time.monotonic() + 180
            while not ready_file(paths).exists():
                assert runner.poll() is None, (tmp_path / "log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.2)
            assert names(api, "deployments") == {plan.name for plan in PLANS}
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                assert b"Prefect" in page.read()
        assert (tmp_path / "ui" / "v1" / "index.html").exists()
    finally:
        runner.kill()
        runner.wait()

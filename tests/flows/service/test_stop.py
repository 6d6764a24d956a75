"""``briefings up --stop`` ends the service of its data directory, and nobody else."""

from __future__ import annotations

import fcntl
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Briefings


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with us."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process
    process.kill()
    process.wait()


def left_behind(folder: Path, pid: int) -> Path:
    """What a killed ``briefings up`` leaves: its lock, free by now, and the number of its process."""
    private = folder / "data" / "private"
    private.mkdir(parents=True)
    (private / "up.lock").touch()
    url = "http://127.0.0.1:9"
    (address := private / "server.json").write_text(json.dumps({"api_url": f"{url}/api", "ui_url": url, "pid": pid}))
    return address


def test_a_number_that_belongs_to_a_stranger_by_now_is_left_alone(
    briefings: Briefings, tmp_path: Path, stranger: subprocess.Popen[bytes]
) -> None:
    address = left_behind(tmp_path, stranger.pid)
    done = briefings("up", "--stop")
    assert done.returncode == 1
    assert "No `briefings up` runs" in done.stderr
    assert stranger.poll() is None
    assert not address.exists()


def test_a_service_that_has_not_said_its_number_yet_is_waited_for(briefings: Briefings, tmp_path: Path) -> None:
    left_behind(tmp_path, 0).unlink()
    with (tmp_path / "data" / "private" / "up.lock").open("r") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = briefings("up", "--stop")
    assert done.returncode == 1
    assert "still starting" in done.stderr


def test_the_service_itself_is_stopped(briefings: Briefings, tmp_path: Path) -> None:
    address = left_behind(tmp_path, 0)
    holder = (
        "import fcntl, sys, time; f = open(sys.argv[1]); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); "
        "time.sleep(60)"
    )
    command = [sys.executable, "-c", holder, tmp_path / "data" / "private" / "up.lock"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as service:
        assert service.stdout and service.stdout.readline()
        address.write_text(json.dumps({**json.loads(address.read_text()), "pid": service.pid}))
        done = briefings("up", "--stop")
        assert (done.returncode, done.stdout) == (0, "Stopped.\n")
        assert service.wait(180) == -signal.SIGTERM

"""A demo that is killed, wherever it is, and run again ends with the rows of an undisturbed one; no server is left."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from flows.ledger.ledger import Ledger
from flows.sample import DEFINITION, sample_server
from flows.service.server import CLIENT, free_port
from tests.conftest import Briefings, History
from tests.faultsite import FaultSite, fault_site, faults
from tests.faultsite.site import Handler
from tests.plain import run_ingest
from tests.some import some
from warehouse.readers.query import query

ROWS = """
SELECT 'turn', turn_id, seq, text, role, speaker, outlet FROM turns
UNION ALL SELECT 'metric', metric_id, turns.seq, metrics.text, CAST(value AS VARCHAR), unit, indicator
  FROM metrics JOIN turns USING (turn_id)
UNION ALL SELECT 'url', briefing_id, NULL, url, CAST(is_canonical AS VARCHAR), NULL, NULL FROM briefing_urls
ORDER BY ALL
"""


@pytest.mark.prefect
@pytest.mark.parametrize("kills", [(6,), pytest.param((0, 2, 12, 20), marks=pytest.mark.soak)])
def test_a_killed_demo_run_again_ends_with_the_same_rows(
    flow_briefings: Briefings, prefect_api: str, tmp_path: Path, kills: tuple[int, ...]
) -> None:
    """Of the sample's one transcript at two addresses six pages are the later one alone."""
    port = str(free_port())
    with sample_server(port=int(port)) as server:
        assert run_ingest(tmp_path / "whole", DEFINITION, server.url)[0] == 0
    whole = query(tmp_path / "whole" / "briefings.duckdb", ROWS).rows
    killed = tmp_path / "killed"
    for pages in kills:
        kill_with(pages, prefect_api, killed, port)
    done = flow_briefings("demo", "--port", port, "--data-dir", killed)
    assert done.returncode == 0, done.stderr
    assert query(killed / "briefings.duckdb", ROWS).rows == whole


def kill_with(pages: int, api: str, data: Path, port: str) -> None:
    """Start the demo and SIGKILL it once it has so many pages, or more."""
    env = {**os.environ, **CLIENT, "PREFECT_API_URL": api, "PREFECT_HOME": str(data.parent / "prefect")}
    process = subprocess.Popen(
        [Path(sys.executable).with_name("briefings"), "demo", "--port", port, "--data-dir", data],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and copies(data / "private" / "ledger.sqlite") < pages:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()


def copies(ledger: Path) -> int:
    """How many pages a ledger has, -1 before it is one."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True)) as con:
        return int(con.execute("SELECT count(*) FROM copies").fetchone()[0])
    return -1


@pytest.mark.prefect
@pytest.mark.parametrize("number", some([signal.SIGTERM, signal.SIGKILL, signal.SIGHUP], here=[signal.SIGTERM]))
def test_a_run_that_is_ended_leaves_no_server_behind(number: signal.Signals, history: History, tmp_path: Path) -> None:
    history(tmp_path / "data")
    reached = threading.Event()
    with fault_site() as web:
        web.publish_many(3)
        slow = web.publish(0)

        def hold(handler: Handler, count: int) -> bool:
            reached.set()
            return faults.slow(3)(handler, count)

        web.fault(slow, hold)
        process = start_ingest(tmp_path, web)
        assert reached.wait(120)
        process.send_signal(number)
        assert process.wait(180) == (-number if number == signal.SIGKILL else 128 + number)
    assert ends_within(90, lambda: server_processes(tmp_path)), "the Prefect server lives on"
    if number != signal.SIGKILL:
        with Ledger(tmp_path / "data" / "private" / "ledger.sqlite") as ledger:
            (run,) = ledger.last_runs()
        assert (run["outcome"], "was stopped" in run["message"]) == ("failure", True)


def start_ingest(folder: Path, web: FaultSite) -> subprocess.Popen[bytes]:
    """``briefings ingest`` with a server of its own."""
    where = ("--data-dir", folder / "data", "--site", web.write_definition(folder), "--base-url", web.url)
    return subprocess.Popen(
        [Path(sys.executable).with_name("briefings"), "ingest", *where],
        # Under nohup SIGHUP is ignored, and so it is in every child that does not ask for it.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        env={name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "BRIEFINGS_"))},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def ends_within(seconds: float, living: Callable[[], list[int]]) -> bool:
    deadline = time.monotonic() + seconds
    while living() and time.monotonic() < deadline:
        time.sleep(0.2)
    return not living()


def server_processes(folder: Path) -> list[int]:
    """Processes whose Prefect history is in this test's data directory."""
    home = f"PREFECT_HOME={folder / 'data' / 'prefect'}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may end while it is looked at
            if home in (process / "environ").read_bytes().split(b"\0"):
                found.append(int(process.name))
    return found

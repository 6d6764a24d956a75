"""A demo that is killed, wherever it is, and run again ends with the rows of an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.server import CLIENT
from tests.conftest import Briefings
from warehouse.query import query

ROWS = """
SELECT 'turn', turn_id, text, role, speaker, outlet FROM turns
UNION ALL SELECT 'metric', metric_id, text, CAST(value AS VARCHAR), unit, indicator FROM metrics
UNION ALL SELECT 'url', url, briefing_id, CAST(is_canonical AS VARCHAR), NULL, NULL FROM briefing_urls
ORDER BY ALL
"""


@pytest.mark.prefect
def test_a_killed_demo_run_again_ends_with_the_same_rows(
    flow_briefings: Briefings, prefect_api: str, tmp_path: Path
) -> None:
    assert flow_briefings("demo", "--data-dir", tmp_path / "whole").returncode == 0
    whole = query(tmp_path / "whole" / "briefings.duckdb", ROWS).rows
    rng = random.Random(20240726)
    killed = tmp_path / "killed"
    for _ in range(4):
        kill_after(rng.uniform(1.0, 6.0), prefect_api, killed)
    done = flow_briefings("demo", "--data-dir", killed)
    assert done.returncode == 0, done.stderr
    assert query(killed / "briefings.duckdb", ROWS).rows == whole


def kill_after(seconds: float, api: str, data: Path) -> None:
    """Start the demo and SIGKILL it after some seconds."""
    env = {**os.environ, **CLIENT, "PREFECT_API_URL": api, "PREFECT_HOME": str(data.parent / "prefect")}
    process = subprocess.Popen(
        [Path(sys.executable).with_name("briefings"), "demo", "--data-dir", data],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()

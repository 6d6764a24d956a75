"""Re-parsing on this machine's threads against a two-worker Dask cluster over TCP on loopback.

    python -m benchmarks.fanout [PAGES]

Prints the seconds of the flow and whether both databases hold the same rows. Needs the extra ``dask``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.site import briefing, definition, page_html
from flows.archive.store import Archive
from flows.ledger.ledger import Ledger
from flows.ledger.rows import Validators
from flows.service.server import CLIENT, free_port, serving
from flows.settings import Paths
from parsers.records import ListItem
from warehouse.readers.query import query

BASE = "http://127.0.0.1:9"
CONTENT = """
SELECT md5(string_agg(hash, '' ORDER BY hash)) FROM (
  SELECT md5(concat_ws('|', turn_id, role, outlet, speaker, text)) AS hash FROM turns
  UNION ALL SELECT md5(concat_ws('|', metric_id, text, value, unit, indicator)) FROM metrics
  UNION ALL SELECT md5(concat_ws('|', briefing_id, url, title, held_on, page_sha256)) FROM briefings)
"""


def fill(data: Path, pages: int) -> Path:
    """An archive of generated pages that no run has loaded; the site's definition."""
    paths, now = Paths(data), datetime.now(UTC)
    paths.private.mkdir(parents=True, mode=0o700)
    (site := data / "bench.toml").write_text(definition(BASE), "utf-8")
    archive = Archive(paths.archive)
    with Ledger(paths.ledger) as ledger:
        for number in range(pages):
            url = f"{BASE}/xwfb/{number:06d}.html"
            item = ListItem(url=url, title=f"{number}", listed_on=date(2026, 1, 1) - timedelta(days=number % 700))
            ledger.links.upsert_found("bench", BASE, [item])
            copy = Validators(page_sha256=archive.put(page_html(briefing(number)).encode()))
            ledger.record_page(
                url, "bench", state="ok", validators=copy, content_type="text/html; charset=utf-8", next_check_at=now
            )
    return site


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[tuple[str, dict[str, str]]]:
    """A scheduler and single-threaded worker processes on loopback; the address and how clients reach it."""
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    quiet: dict[str, Any] = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show"]
    worker = ["dask_worker", address, "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard"]
    started = [
        subprocess.Popen(  # noqa: S603 - fixed arguments
            [sys.executable, "-m", f"distributed.cli.{command[0]}", *command[1:]], **quiet
        )
        for command in (scheduler, [*worker, "--host", "127.0.0.1", "--local-directory", str(folder)])
    ]
    try:
        yield address, {"BRIEFINGS_DASK_ADDRESS": address}
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            process.wait(30)


def reparse(data: Path, site: Path, env: dict[str, str]) -> tuple[float, dict[str, Any]]:
    """Seconds and report of ``briefings reparse``."""
    began = time.monotonic()
    command = [Path(sys.executable).with_name("briefings"), "reparse", "--json", "--data-dir", data, "--site", site]
    done = subprocess.run(  # noqa: S603 - fixed arguments
        command, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return time.monotonic() - began, json.loads(done.stdout)


def content(data: Path) -> str:
    """A checksum over every row's content."""
    return str(query(data / "briefings.duckdb", CONTENT).rows[0][0])


def main(pages: int) -> None:
    """Measure both ways and print the result."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        with serving(Paths(folder / "prefect"), free_port()) as api, cluster(folder) as (_, dask):
            env = {**CLIENT, "PREFECT_API_URL": api, "PREFECT_HOME": str(folder / "home")}
            results = {}
            for name, extra in (("threads", {}), ("two Dask workers", dask)):
                site = fill(folder / name, pages)
                seconds, report = reparse(folder / name, site, {**env, **extra})
                results[name] = content(folder / name)
                sys.stdout.write(f"{name}: {pages} pages in {seconds:.1f} s, {report['inserted']} briefings\n")
        sys.stdout.write(f"same rows: {len(set(results.values())) == 1}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

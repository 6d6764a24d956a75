"""The installed command on a site: runs started at once, and secrets that are shown to nobody."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Briefings
from tests.faultsite import fault_site
from tests.flows.run.conftest import Bench
from tests.flows.service.conftest import wait_for
from tests.prefect_rest import ask

pytestmark = pytest.mark.prefect


def ingest_at_once(bench: Bench, runs: int) -> list[tuple[int, dict[str, Any]]]:
    """Exit code and report of each."""
    with ThreadPoolExecutor(runs) as pool:
        return list(pool.map(lambda _: bench.command_ingest(), range(runs)))


@pytest.mark.parametrize("gate", ["flow", pytest.param("quick look", marks=pytest.mark.soak)])
def test_of_three_runs_started_at_once_one_works_and_the_others_say_so(bench: Bench, gate: str) -> None:
    if gate == "quick look":
        bench.ends_as(0, "success", 6)
        bench.web.publish(50, date(2026, 9, 15))
    results = ingest_at_once(bench, 3)
    assert [code for code, _ in results] == [0, 0, 0]
    assert sorted(report["outcome"] for _, report in results) == ["success", "unchanged", "unchanged"]
    idle = [report["message"] for _, report in results if report["outcome"] == "unchanged"]
    assert all("Another run" in said or "Nothing new" in said for said in idle)
    assert bench.sql("SELECT count(*), count(DISTINCT url) FROM briefings") == [(6 + (gate == "quick look"),) * 2]


@pytest.mark.soak  # two servers of their own; the lock itself is tested above and in test_ingest_faults
def test_two_runs_at_once_with_servers_of_their_own(briefings: Briefings, tmp_path: Path) -> None:
    with fault_site() as web:
        web.publish_many(3)
        bench = Bench(briefings, web, tmp_path)
        results = ingest_at_once(bench, 2)
        assert sorted((code, report["outcome"]) for code, report in results) == [(0, "success"), (0, "unchanged")]


def test_a_password_in_the_base_url_is_refused_and_never_shown(bench: Bench) -> None:
    done = bench.command(
        "ingest", "--json", "--data-dir", bench.data, "--site", bench.definition,
        "--base-url", bench.web.url.replace("://", "://reader:hush-hush@"),
    )  # fmt: skip
    assert (done.returncode, bench.web.requests) == (2, [])
    assert "--base-url" in done.stderr
    assert "hush" not in done.stdout + done.stderr


def test_the_secrets_of_the_settings_are_in_no_output_file_log_or_artifact(
    bench: Bench, tmp_path: Path, prefect_api: str
) -> None:
    secrets = {
        "BRIEFINGS_PUBLISH_URL": "s3://key:hush-store@bucket/x",
        "BRIEFINGS_NOTIFY_URLS": "json://user:hush-hook@127.0.0.1:9/x?token=hush-token",
        "BRIEFINGS_DUCKLAKE": "ducklake:postgres:host=127.0.0.1 password=hush-lake dbname=x",
        "BRIEFINGS_DUCKLAKE_DATA": str(tmp_path / "lake"),
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    }
    where = ("--data-dir", bench.data, "--site", bench.definition)
    done = [
        bench.command("ingest", "--json", "--base-url", bench.web.url, *where, **secrets),
        bench.command("status", *where, **secrets),
        bench.command("check", *where, **secrets),
    ]
    assert [run.returncode for run in done[:2]] == [3, 0]
    assert not [run for run in done if "hush" in run.stdout + run.stderr]
    files = [file for folder in (bench.data, tmp_path / "prefect") for file in folder.rglob("*") if file.is_file()]
    assert bench.data / "private" / "ledger.sqlite" in files
    assert not [file for file in files if b"hush" in file.read_bytes()]
    run_id = json.loads(done[0].stdout)["run_id"]
    mine = {"flow_run_id": {"any_": [run_id]}}
    kept: dict[str, dict[str, Any]] = {
        "logs": {"logs": mine},
        "artifacts": {"artifacts": mine},
        "flow_runs": {"flow_runs": {"id": {"any_": [run_id]}}},
        "task_runs": {"flow_runs": {"id": {"any_": [run_id]}}},
        "events": {"filter": {"any_resource": {"id": [f"prefect.flow-run.{run_id}"]}}},
    }
    for kind, filtered in kept.items():
        # The server writes task runs and events down a moment after it was told.
        known = wait_for(lambda kind=kind, filtered=filtered: text_of(f"{prefect_api}/{kind}/filter", filtered))
        assert run_id in known, kind
        assert "hush" not in known, kind


def text_of(url: str, filtered: dict[str, Any]) -> str:
    """What the server gives out, as text; nothing as long as it has nothing."""
    found = ask(url, filtered)
    rows = found["events"] if isinstance(found, dict) else found
    return json.dumps(rows, ensure_ascii=False) if rows else ""

"""Runs that publish: an unreachable store never costs the load, is told in a sentence, and is made up for."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.deliver.delivery import pending, targets
from flows.orchestration.check import check
from flows.sample import DEFINITION, SampleServer, sample_server
from flows.settings import load_settings
from parsers.errors import SettingsError
from tests.conftest import Briefings, Run
from tests.flows.deliver.conftest import Reader
from tests.plain import run_ingest
from tests.s3server import Store
from warehouse.readers.query import query


def ingest(briefings: Briefings, server: SampleServer, data: Path, **env: str) -> Run:
    return briefings("ingest", "--json", "--data-dir", data, "--site", DEFINITION, "--base-url", server.url, **env)


def report(run: Run) -> dict[str, Any]:
    return dict(json.loads(run.stdout))


@pytest.mark.prefect
def test_a_run_publishes_and_one_that_could_not_is_made_up_for_by_the_next(
    flow_briefings: Briefings, s3: Store, bucket: str, tmp_path: Path
) -> None:
    data, name = tmp_path / "data", f"bucket-{tmp_path.name.replace('_', '-').lower()}"[:60].rstrip("-")
    env = {**s3.env, "BRIEFINGS_PUBLISH_URL": f"s3://{name}/open"}
    with sample_server() as server:
        code, first = run_ingest(data, DEFINITION, server.url, publish_url=f"s3://{name}/open")
        assert (code, first["outcome"]) == (3, "success")
        assert "19 new" in first["message"]
        assert f"The tables did not reach s3://{name}/open" in first["message"]
        assert "The next run tries again." in first["message"]
        assert query(data / "briefings.duckdb", "SELECT count(*) FROM briefings").rows == [(19,)]

        s3.make_bucket(name)
        second = ingest(flow_briefings, server, data, **env)
        assert second.returncode == 0, second.stderr
        assert f"files renewed at s3://{name}/open" in report(second)["message"]
        reader = Reader(f"s3://{name}/open")
        assert reader.glob("briefings", "count(*)") == [(19,)]
        assert (
            reader.glob("metrics", "count(*)") == query(data / "briefings.duckdb", "SELECT count(*) FROM metrics").rows
        )

        asked = len(server.requests)
        third = ingest(flow_briefings, server, data, **env)
        assert report(third)["message"] == "Nothing new on sample; nothing was written."
        assert len(server.requests) == asked + 1
    shown = flow_briefings("status", "--json", "--data-dir", data, "--site", DEFINITION, **env)
    assert report(shown)["published_to"] == [{"name": f"s3://{name}/open", "current": True}]


def test_without_its_extension_the_ducklake_is_left_out_with_the_steps_to_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That a run under Prefect says what it could not deliver is shown below."""
    monkeypatch.setenv("HOME", str(tmp_path))  # where DuckDB keeps its extensions
    catalog = "ducklake:postgres:dbname=lake password=geheim"
    lake = {"ducklake": catalog, "ducklake_data": str(tmp_path / "lake")}
    with sample_server() as server:
        code, done = run_ingest(tmp_path / "data", DEFINITION, server.url, **lake)
    assert (code, done["outcome"]) == (3, "success")
    (said,) = done["undelivered"]
    assert "The tables did not reach ducklake:postgres: DuckLake needs DuckDB's extension ducklake" in said
    assert "INSTALL ducklake" in said
    assert "INSTALL postgres" in said
    assert "geheim" not in json.dumps(done)


def test_without_a_setting_nothing_is_pending_and_nothing_is_imported(tmp_path: Path) -> None:
    code = (
        "import sys; from flows.cli.running.ingest import ingest; from flows.deliver.delivery import pending;"
        "from flows.settings import load_settings; assert pending(load_settings()) == [];"
        "print({'fsspec', 's3fs', 'duckdb', 'prefect'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_new_address_is_a_new_place_and_shows_no_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFINGS_PUBLISH_URL", "sftp://user:geheim@host/x")
    monkeypatch.setenv("BRIEFINGS_DUCKLAKE", "ducklake:postgres:dbname=lake password=geheim")
    settings = load_settings(data_dir=tmp_path)
    assert [target.name for target in targets(settings)] == ["sftp://host/x", "ducklake:postgres"]
    assert pending(settings) == [], "before there is data"
    (tmp_path / "briefings.duckdb").touch()
    assert pending(settings) == targets(settings)


def test_an_address_without_a_scheme_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFINGS_PUBLISH_URL", "bucket/folder")
    with pytest.raises(SettingsError, match="BRIEFINGS_PUBLISH_URL"):
        load_settings()


@pytest.mark.prefect
def test_the_evening_check_publishes_too_and_reports_a_place_that_stays_behind(
    made: Path, prefect_api: str, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(made, tmp_path / "data")
    monkeypatch.setenv("BRIEFINGS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("BRIEFINGS_SITE", str(DEFINITION))

    def evening(url: str) -> str:
        monkeypatch.setenv("BRIEFINGS_PUBLISH_URL", url)
        with temporary_settings({PREFECT_API_URL: prefect_api}):
            said = str(check(return_state=True).message)
        assert "never read" in said
        return said

    assert "The tables did not reach s3://not-there/open" in evening("s3://not-there/open")
    assert "did not reach" not in evening(bucket)
    assert Reader(bucket).glob("quality_results", "count(*) > 40") == [(True,)]

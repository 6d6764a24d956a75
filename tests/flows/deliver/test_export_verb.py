"""``briefings export`` to an address, and by site and year."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from docs.build import sample
from flows.cli.app import run
from flows.deliver.remote import Remote


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    sample(tmp_path)
    monkeypatch.setenv("BRIEFINGS_DATA_DIR", str(tmp_path))
    return tmp_path


def test_an_address_gets_the_files_a_folder_would(data: Path, bucket: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", bucket, "--format", "parquet,csv,jsonl", "--json"]) == 0
    there = json.loads(capsys.readouterr().out)["files"]
    assert run(["export", str(data / "open"), "--format", "parquet,csv,jsonl", "--json"]) == 0
    here = json.loads(capsys.readouterr().out)["files"]
    assert [name.rpartition("/")[2] for name in there] == [name.rpartition("/")[2] for name in here]
    assert (Remote(bucket).read("exchanges.jsonl") or b"") == (data / "open" / "exchanges.jsonl").read_bytes()


def test_by_year_renews_only_what_changed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(data / "open"), "--by-year", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    assert run(["export", str(data / "open"), "--by-year", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unchanged"] == first["files"]
    with duckdb.connect() as con:
        files = f"{data}/open/turns/*/*/*.parquet"
        years = con.execute("SELECT DISTINCT year FROM read_parquet(?, hive_partitioning = true) ORDER BY 1", [files])
        assert years.fetchall() == [(2024,), (2025,)]


def test_by_year_is_parquet(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", str(data / "open"), "--by-year", "--format", "csv"]) == 2
    assert "Parquet only" in capsys.readouterr().err

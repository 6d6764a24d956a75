"""``briefings export`` to an address, and by site and year."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from flows.cli.app import run
from flows.deliver.remote import Remote
from warehouse.database.publish import publish
from warehouse.database.store import writer


@pytest.fixture
def data(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
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


def test_texts_that_a_workbook_cannot_hold_are_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with writer(data / "private" / "warehouse.duckdb") as con:
        con.execute("UPDATE exchanges SET answers = repeat('长', 40000) WHERE exchange = 1 AND site = 'sample'")
        ((changed,),) = con.execute("SELECT count(*) FROM exchanges WHERE strlen(answers) > 100000").fetchall()
    publish(data / "private" / "warehouse.duckdb", data / "briefings.duckdb")

    assert run(["export", str(data / "open"), "--format", "xlsx,csv", "--json"]) == 0

    said = capsys.readouterr()
    assert json.loads(said.out)["texts_cut"] == 2 * changed  # in the table exchanges and in the view qa
    assert "longer than an Excel cell" in said.err
    assert "长" * 40_000 in (data / "open" / "qa.csv").read_text("utf-8")

"""Verbs that work on data that is there: of which site, and whether there is any."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.ledger.ledger import Ledger
from tests import forked
from tests.conftest import Run

EXISTING = [
    ["reparse"],
    ["quarantine", "retry"],
    ["correct", "apply"],
    ["export-warc", "x.warc.gz"],
    ["status"],
    ["check"],
]
"""The verbs that work on the data of one site."""


@pytest.mark.parametrize("verb", [*EXISTING, ["up"], ["ingest"]], ids=" ".join)
def test_a_forgotten_site_is_wrong_usage_that_names_the_sites_that_are_there(verb: list[str], tmp_path: Path) -> None:
    """As typed, in a process of its own: nothing of the default site may be made."""
    data = tmp_path / "data"
    with Ledger(data / "private" / "ledger.sqlite") as ledger:
        ledger.start_run("own", "ingest", "linjiang")
        ledger.start_run("phantom", "reparse", "shanghai")  # what an older release left where --site was forgotten
    done = _typed(*verb, "--data-dir", str(data), folder=tmp_path)

    assert done.returncode == 2, done.stdout
    assert "holds linjiang and nothing of shanghai" in done.stderr
    assert "--site linjiang.toml (the path of its definition)" in done.stderr
    assert "BRIEFINGS_SITE" in done.stderr
    assert not (data / "prefect").exists()
    assert not (tmp_path / "x.warc.gz").exists()
    with Ledger(data / "private" / "ledger.sqlite") as ledger:
        assert [run["run_id"] for run in ledger.last_runs("shanghai")] == ["phantom"]


def test_without_a_name_the_sites_that_were_read_are_meant(fresh: Path) -> None:
    with Ledger(fresh / "private" / "ledger.sqlite") as ledger:
        ledger.start_run("old", "ingest", "linjiang")
    done = _typed("status", "--data-dir", str(fresh), folder=fresh.parent)
    assert done.stdout.startswith("sample: last success")
    assert "not meant where no site is named: linjiang." in done.stderr

    with Ledger(fresh / "private" / "ledger.sqlite") as ledger:
        ledger.start_run("more", "ingest", "wuhan")
    assert "2 sites: " in _typed("status", "--data-dir", str(fresh), folder=fresh.parent).stdout


def test_a_site_that_is_named_or_there_is_taken(fresh: Path) -> None:
    where = ("--data-dir", str(fresh))
    assert _typed("status", *where, "--site", "shanghai", folder=fresh.parent).returncode == 0
    assert _typed("status", *where, folder=fresh.parent, BRIEFINGS_SITE="shanghai").returncode == 0


@pytest.mark.parametrize("verb", [verb for verb in EXISTING if verb != ["status"]], ids=" ".join)
def test_a_data_directory_without_data_is_refused_and_stays_as_it_is(verb: list[str], tmp_path: Path) -> None:
    done = _typed(*verb, "--data-dir", "mistyped", folder=tmp_path)

    assert done.returncode == 1, done.stdout
    assert f"There is no folder {tmp_path / 'mistyped'}: name the one that is meant" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", [["sites", "list"], ["sites", "show", "beijing"], ["watch", "list"]], ids=" ".join)
def test_what_only_reads_makes_nothing(verb: list[str], tmp_path: Path) -> None:
    assert _typed(*verb, folder=tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_no_warc_file_is_made_of_nothing(
    fresh: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(fresh.parent)
    assert run(["export-warc", "x.warc.gz"]) == 1
    assert "There are no pages of sample" in capsys.readouterr().err
    assert not (fresh.parent / "x.warc.gz").exists()


@pytest.mark.parametrize("verb", ["status", "ingest"])
def test_a_data_directory_that_is_a_file_is_wrong_usage(
    verb: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("no directory")
    assert run([verb, "--data-dir", str(tmp_path / "data")]) == 2
    assert f"{tmp_path / 'data'} is not a directory" in capsys.readouterr().err


def _typed(*arguments: str, folder: Path, **env: str) -> Run:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("BRIEFINGS_", "PREFECT_"))}
    given = {**clean, **env}
    code, out, err = forked.run(forked.OFFLINE, [*arguments], cwd=folder, env=given, stdin=b"", timeout=180)
    return subprocess.CompletedProcess([*arguments], code, out.decode(), err.decode())

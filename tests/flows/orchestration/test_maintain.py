"""Backups that restore, a database that shrinks without losing anything, an archive that notices damage."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from benchmarks.fanout import content, fill
from flows.deliver.backup import back_up, backups
from flows.derive import loading
from flows.derive.job import ParseJob
from flows.derive.reading import parse_batch
from flows.orchestration.maintain import maintain, verify_task
from flows.report import RunReport
from flows.run.run import finish, recorded
from flows.settings import Settings, load_settings
from flows.workspace import Workspace
from parsers import PARSER_VERSION
from tests.prefect_rest import artifacts, ask
from warehouse.database.compact import compact
from warehouse.database.publish import publish
from warehouse.database.store import writer

PAGES = 30
NOBODY = 65534
OPERATIONS = Path(__file__).parents[3] / "docs" / "operations.md"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with thirty loaded briefings, made once; tests work on copies."""
    data = tmp_path_factory.mktemp("upkeep") / "data"
    settings = load_settings(data_dir=data, site=str(fill(data, PAGES)))
    report = RunReport("run-1", "backfill", "bench", started_at=datetime.now(UTC))
    with Workspace.open(settings) as ws, recorded(ws, report):
        pages = ws.ledger.pending_pages("bench", PARSER_VERSION)
        loading.load_staged(ws, "run-1", [parse_batch(ParseJob.of(ws), pages, "all")], report)
        loading.publish_reader_copy(ws)
        report.outcome = "success"
        finish(ws, report)
    return data


@pytest.fixture
def settings(loaded: Path, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    shutil.copytree(loaded, data)
    return load_settings(data_dir=data, site=str(data / "bench.toml"))


def test_the_runbook_restores_what_was_backed_up_whatever_is_there_now(settings: Settings, tmp_path: Path) -> None:
    paths, root = settings.paths, tmp_path / "backups"
    before = content(paths.root)
    own = [folder / "own.toml" for folder in (paths.corrections, paths.definitions, paths.sites, paths.watches)]
    own += [paths.measures, paths.told]
    for file in own:
        file.parent.mkdir(exist_ok=True)
        file.write_text("# 自己写的\n", "utf-8")
    made = back_up(paths, root, now=datetime.now(UTC), keep=3)
    written = {file.parent.name if file.name == "own.toml" else file.name for file in own}
    assert set(made.files) == written | {"ledger.sqlite", "warehouse.duckdb"}
    assert made.new_pages == PAGES
    shutil.rmtree(paths.archive)
    for file in own:
        file.unlink()
    paths.reader.unlink()
    paths.warehouse.write_bytes(b"damaged")
    paths.warehouse.with_suffix(".duckdb.wal").write_bytes(b"of another time")
    owner = NOBODY if os.geteuid() == 0 else os.geteuid()
    os.chown(paths.root, owner, -1)

    follow_the_runbook(root, paths.root)
    assert {path.stat().st_uid for path in paths.root.rglob("*")} == {owner}
    assert {path.stat().st_mode & 0o077 for path in (paths.private, paths.warehouse, paths.ledger)} == {0}
    publish(paths.warehouse, paths.reader)
    assert content(paths.root) == before
    assert [file for file in own if file.read_text("utf-8") != "# 自己写的\n"] == []
    for file in own[2:4]:
        file.unlink()  # no definition that could be read
    paths.measures.unlink()
    with Workspace.open(settings) as ws:
        assert ws.ledger.pending_pages("bench", PARSER_VERSION) == []
        assert ws.archive.size().pages == PAGES
    assert verify_task.fn(settings).damaged == []


def follow_the_runbook(backups: Path, data: Path) -> None:
    """What docs/operations.md says, in a shell, with these two folders for its examples."""
    (script,) = re.findall(r"^Restore.+?^```sh\n(.+?)^```", OPERATIONS.read_text("utf-8"), re.M | re.S)
    script = script.replace("/var/backups/briefings", str(backups)).replace("/var/lib/briefings", str(data))
    done = subprocess.run(["sh", "-eu", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_backup_is_on_disk_with_every_folder_before_an_older_one_goes(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, new = tmp_path / "backups", tmp_path / "backups" / "20260302T000000Z"
    synced, fsync, rmtree = set(), os.fsync, shutil.rmtree
    settings.paths.corrections.mkdir()
    (settings.paths.corrections / "names.toml").write_text("# 更正\n", "utf-8")
    back_up(settings.paths, root, now=datetime(2026, 3, 1, tzinfo=UTC), keep=1)

    def noted(handle: int) -> None:
        fsync(handle)
        synced.add(os.fstat(handle).st_ino)

    def removed(folder: Path) -> None:
        places = [root, root / "archive", *root.glob("archive/*"), new, *new.rglob("*")]
        assert [place for place in places if place.stat().st_ino not in synced] == []
        rmtree(folder)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(shutil, "rmtree", removed)
    assert back_up(settings.paths, root, now=datetime(2026, 3, 2, tzinfo=UTC), keep=1).removed == ["20260301T000000Z"]


def test_old_backups_are_removed_and_an_interrupted_one_never_counts(settings: Settings, tmp_path: Path) -> None:
    root = tmp_path / "backups"
    (root / "20200101T000000Z.part").mkdir(parents=True)
    for day in (1, 2, 3):
        made = back_up(settings.paths, root, now=datetime(2026, 3, day, tzinfo=UTC), keep=2)
    assert [path.name for path in backups(root)] == ["20260302T000000Z", "20260303T000000Z"]
    assert made.new_pages == 0, "a page is copied once"
    assert not list(root.glob("*.part"))


@pytest.mark.prefect
@pytest.mark.parametrize("damaged", [False, True])
def test_the_nightly_run_leaves_what_it_did_with_sizes(
    settings: Settings, prefect_api: str, monkeypatch: pytest.MonkeyPatch, damaged: bool
) -> None:
    if damaged:
        next(settings.paths.archive.glob("??/*.html.gz")).unlink()
    monkeypatch.setenv("BRIEFINGS_DATA_DIR", str(settings.paths.root))
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        state = maintain(compact=True, verify_archive=True, return_state=True)
    run_id = str(state.state_details.flow_run_id)
    (artifact,) = artifacts(prefect_api, run_id)
    rows = {row["what"]: row for row in json.loads(artifact["data"])}
    assert set(rows) >= {"warehouse.duckdb", "ledger.sqlite", "database", "archive"}
    assert rows["warehouse.duckdb"]["size"].endswith(" MB")
    assert "compacted, before" in rows["database"]["done"]
    assert f"{PAGES} pages read and compared" in rows["archive"]["done"]
    assert len(backups(settings.paths.root / "backups")) == 1
    run = ask(f"{prefect_api}/flow_runs/{run_id}")
    assert run["tags"] == ["maintain"]
    assert run["state"]["type"] == ("FAILED" if damaged else "COMPLETED")
    assert artifact["description"] == run["state"]["message"]
    assert ("missing or altered" in run["state"]["message"]) is damaged
    assert sum("asked for again" in row["done"] for row in rows.values()) == damaged


def test_compaction_frees_space_and_keeps_every_row_and_comment(settings: Settings) -> None:
    paths = settings.paths
    before = content(paths.root)
    with writer(paths.warehouse) as con:
        comments = con.execute("SELECT count(comment) FROM duckdb_columns() WHERE NOT internal").fetchall()
        con.execute("CREATE TABLE ballast AS SELECT i, md5(i::VARCHAR) AS t FROM range(200000) r(i)")
    with writer(paths.warehouse) as con:
        con.execute("CREATE TABLE behind AS SELECT i, md5(i::VARCHAR) AS t FROM range(50000) r(i)")
    with writer(paths.warehouse) as con:
        con.execute("DROP TABLE ballast")  # a gap before what stays: DuckDB keeps the space
    done = compact(paths.warehouse)
    assert done.after < done.before
    publish(paths.warehouse, paths.reader)
    assert content(paths.root) == before
    with writer(paths.warehouse) as con:
        assert con.execute("SELECT count(comment) FROM duckdb_columns() WHERE NOT internal").fetchall() == comments


def test_a_damaged_page_is_named_and_asked_for_again(settings: Settings) -> None:
    victim = next(settings.paths.archive.glob("??/*.html.gz"))
    victim.chmod(0o644)
    victim.write_bytes(b"not what it was")
    (url,) = verify_task.fn(settings).damaged
    with Workspace.open(settings) as ws:
        page = ws.ledger.page(url)
        assert page is not None
        assert page["page_sha256"] is None
        assert url in {due.url for due in ws.ledger.due_pages("bench")}

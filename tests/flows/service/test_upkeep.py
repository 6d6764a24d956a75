"""Backups that restore, a database that shrinks without losing anything, an archive that notices damage."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.fanout import content, fill
from flows import derive, pipeline
from flows.backup import back_up, backups
from flows.maintain import backup_task, verify_task
from flows.reading import Desk, parse_batch
from flows.settings import Settings, load_settings
from flows.workspace import Workspace
from parsers import PARSER_VERSION
from warehouse.compact import compact
from warehouse.publish import publish
from warehouse.store import writer

PAGES = 30


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with thirty loaded briefings, made once; tests work on copies."""
    data = tmp_path_factory.mktemp("upkeep") / "data"
    settings = load_settings(data_dir=data, site=str(fill(data, PAGES)))
    with Workspace.open(settings) as ws, pipeline.recorded(ws, "run-1", "backfill") as report:
        pages = ws.ledger.pending_pages("bench", PARSER_VERSION)
        derive.load_staged(ws, "run-1", [parse_batch(Desk.of(ws), pages, "all")], report)
        derive.publish_reader_copy(ws)
        report.outcome = "success"
        pipeline.finish(ws, report)
    return data


@pytest.fixture
def settings(loaded: Path, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    shutil.copytree(loaded, data)
    return load_settings(data_dir=data, site=str(data / "bench.toml"))


def test_a_backup_restores_what_was_there(settings: Settings, tmp_path: Path) -> None:
    paths, root = settings.paths, tmp_path / "backups"
    before = content(paths.root)
    made = back_up(paths, root, now=datetime.now(UTC), keep=3)
    assert made.files == ["ledger.sqlite", "warehouse.duckdb"]
    assert made.new_pages == PAGES
    shutil.rmtree(paths.private)
    shutil.rmtree(paths.archive)
    paths.reader.unlink()

    paths.private.mkdir(mode=0o700)
    for name in made.files:
        shutil.copyfile(made.folder / name, paths.private / name)
    shutil.copytree(root / "archive", paths.archive)
    publish(paths.warehouse, paths.reader)
    assert content(paths.root) == before
    with Workspace.open(settings) as ws:
        assert ws.ledger.pending_pages("bench", PARSER_VERSION) == []
        assert ws.archive.size().pages == PAGES
    assert verify_task.fn(settings) == []


def test_old_backups_are_removed_and_an_interrupted_one_never_counts(settings: Settings, tmp_path: Path) -> None:
    root = tmp_path / "backups"
    (root / "20200101T000000Z.part").mkdir(parents=True)
    for day in (1, 2, 3):
        made = back_up(settings.paths, root, now=datetime(2026, 3, day, tzinfo=UTC), keep=2)
    assert [path.name for path in backups(root)] == ["20260302T000000Z", "20260303T000000Z"]
    assert made.new_pages == 0, "a page is copied once"
    assert not list(root.glob("*.part"))


def test_the_nightly_backup_says_what_it_did(settings: Settings) -> None:
    said = backup_task.fn(settings, 14)
    assert f"{PAGES} new archived pages" in said
    assert len(backups(settings.paths.root / "backups")) == 1


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
    (url,) = verify_task.fn(settings)
    with Workspace.open(settings) as ws:
        page = ws.ledger.page(url)
        assert page is not None
        assert page["page_sha256"] is None
        assert url in {due.url for due in ws.ledger.due_pages("bench")}

"""Opening the database: the lock, the migrations, what a reader may do, full disks, damaged files."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from dataclasses import replace

import duckdb
import pytest
from warehouse_pages import NOW, load_page

from parsers.errors import DiskFull, QueryError, SchemaTooNew, WarehouseBusy, WarehouseError
from warehouse.database import migrate, store
from warehouse.database.publish import publish
from warehouse.database.published import is_published
from warehouse.database.statements import scripts
from warehouse.database.store import reader, writer
from warehouse.load.loading import load_pages
from warehouse.readers.query import query

HOLD = """
import pathlib, sys
from warehouse.database.store import writer
with writer(pathlib.Path(sys.argv[1])):
    print("in", flush=True)
    input()
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """A database with one transcript and its reader copy; to be copied, not to be changed."""
    folder = tmp_path_factory.mktemp("published")
    with writer(folder / "private" / "warehouse.duckdb") as con:
        load_pages(con, [load_page()], run_id="r", now=NOW)
    publish(folder / "private" / "warehouse.duckdb", folder / "briefings.duckdb")
    return folder


@pytest.fixture
def published(directory, tmp_path, reader_copy):
    shutil.copytree(directory, tmp_path, dirs_exist_ok=True)
    return reader_copy


def test_a_second_writer_is_told_which_process_writes(private):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(private)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "in\n"
        with pytest.raises(WarehouseBusy, match=f"process {other.pid}"), writer(private, wait=0):
            pass
        other.kill()
    with writer(private, wait=5) as con:
        assert con.execute("SELECT count(*) FROM briefings").fetchone() == (0,)


def test_the_folder_of_the_writers_file_is_private(private):
    with writer(private):
        pass

    assert stat.S_IMODE(private.parent.stat().st_mode) == 0o700


def test_the_file_can_be_read_by_duckdb_1_4(private):
    with writer(private) as con:
        tags = con.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'warehouse'").fetchone()

    assert "v1.4" in str(tags)


def test_opening_an_up_to_date_file_applies_nothing(private):
    with writer(private) as con:
        assert migrate.migrate(con) == []


def test_a_file_of_a_newer_version_is_refused(private):
    with writer(private) as con:
        con.execute("INSERT INTO schema_migrations VALUES (999, 'future', 'x', TIMESTAMP '2030-01-01')")

    with pytest.raises(SchemaTooNew, match="schema 999"), writer(private):
        pass


def test_a_changed_migration_is_refused(private):
    with writer(private) as con:
        con.execute("UPDATE schema_migrations SET sha256 = 'other'")

    with pytest.raises(WarehouseError, match="not the one"), writer(private):
        pass


def with_one_more(monkeypatch, text):
    first = scripts("database/migrations")[-1]
    more = replace(first, name="0999_more", text=text)
    monkeypatch.setattr(
        migrate,
        "scripts",
        lambda folder: (*scripts(folder), more) if folder == "database/migrations" else scripts(folder),
    )


def test_an_older_file_is_backed_up_and_migrated(private, monkeypatch):
    with writer(private) as con:
        load_pages(con, [load_page()], run_id="r", now=NOW)
    with_one_more(monkeypatch, "ALTER TABLE outlets ADD COLUMN country VARCHAR;")

    with writer(private) as con:
        assert con.execute("SELECT country FROM outlets").fetchall() == [(None,)]
    (backup,) = private.parent.glob("*.bak")
    with duckdb.connect(str(backup), read_only=True) as old:
        assert old.execute("SELECT count(*) FROM turns").fetchone() == (4,)
        assert migrate.schema_version(old) < 999


def test_a_migration_that_fails_is_undone(private, monkeypatch):
    with writer(private):
        pass
    with_one_more(monkeypatch, "CREATE TABLE half (a INTEGER); SELECT no_such_column FROM turns;")

    with pytest.raises(WarehouseError, match="0999_more failed and was undone"), writer(private):
        pass
    monkeypatch.undo()
    with writer(private) as con:
        assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'half'").fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "FROM read_text('/etc/hostname')",
        "COPY turns TO '/tmp/briefings-test.csv'",
        "WITH x AS (COPY turns TO '/tmp/briefings-test.csv') FROM x",
        "ATTACH '/tmp/briefings-test.duckdb'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "INSERT INTO outlets SELECT * FROM outlets",
        "WITH x AS (DELETE FROM turns) FROM x",
        "DROP TABLE turns",
    ],
)
def test_a_query_can_do_nothing_but_read(published, statement):
    with pytest.raises(QueryError):
        query(published, statement)

    assert query(published, "SELECT count(*) FROM turns").rows == [(4,)]


def test_an_unknown_table_is_answered_with_the_names_of_all(published):
    with pytest.raises(QueryError, match=r"There are these tables and views: .*figures.*qa.*turns"):
        query(published, "FROM statements")


def test_a_missing_reader_copy_says_how_to_get_one(reader_copy):
    with pytest.raises(QueryError, match="run `briefings ingest` first"):
        query(reader_copy, "SELECT 1")


@pytest.mark.slow
def test_a_query_that_takes_too_long_is_stopped(published):
    with reader(published, seconds=1) as con:
        if not con.execute("SELECT 1 FROM duckdb_settings() WHERE name = 'max_execution_time'").fetchall():
            pytest.skip("this DuckDB has no time limit for a statement")
    with pytest.raises(WarehouseError), reader(published, seconds=1) as con:
        con.execute("SELECT sum(a.range * b.range) FROM range(10000000) AS a, range(10000000) AS b").fetchall()


def test_publishing_replaces_the_copy_and_old_readers_keep_theirs(private, published):
    with reader(published) as old:
        with writer(private) as con:
            load_pages(con, [load_page(replace(load_page().page, held_on=None), name="two")], run_id="r", now=NOW)
        assert not is_published(private, published)
        publish(private, published)

        assert old.execute("SELECT count(*) FROM briefings").fetchone() == (1,)
    assert query(published, "SELECT count(*) FROM briefings").rows == [(2,)]
    assert is_published(private, published)
    assert stat.S_IMODE(published.stat().st_mode) == 0o444


def test_leftovers_of_a_killed_publish_and_a_strangers_log_are_removed(private, published, tmp_path):
    (tmp_path / ".briefings.duckdb.123.tmp").write_bytes(b"half")
    (tmp_path / "briefings.duckdb.wal").write_bytes(b"not of this file")

    publish(private, published)

    assert sorted(p.name for p in tmp_path.iterdir()) == ["briefings.duckdb", "private"]
    assert query(published, "SELECT count(*) FROM turns").rows == [(4,)]


def test_too_little_room_is_said_before_anything_is_written(private, published, monkeypatch):
    monkeypatch.setattr(store, "SPARE_BYTES", 1 << 60)
    before = published.read_bytes()

    with pytest.raises(DiskFull, match="Nothing was changed"):
        publish(private, published)
    with pytest.raises(DiskFull, match="MB more are needed"), writer(private):
        pass
    assert published.read_bytes() == before


def test_a_damaged_file_says_how_to_rebuild(private):
    with writer(private) as con:
        load_pages(con, [load_page()], run_id="r", now=NOW)
    content = bytearray(private.read_bytes())
    content[: 1 << 14] = b"\x55" * (1 << 14)
    private.write_bytes(content)

    with pytest.raises(WarehouseError, match="briefings reparse"), writer(private):
        pass

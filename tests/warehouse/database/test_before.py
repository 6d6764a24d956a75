"""Databases made before the first release, by the program of that time (``before/schema-N.duckdb.xz``), are opened now.

Each holds the one transcript of ``load_page()``, loaded by the loader that wrote schema N.
"""

from __future__ import annotations

import lzma
import shutil
from pathlib import Path

import duckdb
import pytest
from warehouse_pages import ANSWER, NOW, QUESTION, load_page

from parsers.errors import QueryError, WarehouseError
from tests.some import some
from warehouse.database.migrate import migrate, schema_version
from warehouse.database.publish import publish
from warehouse.database.statements import scripts
from warehouse.database.store import writer
from warehouse.explore.library import Library
from warehouse.load.loading import load_pages
from warehouse.readers.query import query

pytestmark = pytest.mark.slow

BEFORE = Path(__file__).with_name("before")
SHAPE = """
    SELECT table_name, column_name, column_index, data_type, is_nullable, comment FROM duckdb_columns()
    WHERE schema_name = 'main' AND NOT internal ORDER BY ALL
"""
OBJECTS = """
    SELECT table_name AS name, comment FROM duckdb_tables() UNION ALL
    SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL
"""


@pytest.fixture(
    scope="module",
    params=some(range(1, 8), here=(1, 4, 7)),
)
def number(request):
    """The schema of an older file: here the first, the last and one between."""
    return request.param


@pytest.fixture
def older(number, private):
    private.parent.mkdir(mode=0o700)
    return _unpacked(number, private)


def _unpacked(number: int, path: Path) -> Path:
    path.write_bytes(lzma.decompress((BEFORE / f"schema-{number}.duckdb.xz").read_bytes()))
    with duckdb.connect(str(path), read_only=True) as con:
        assert schema_version(con) == number
    return path


@pytest.fixture(scope="module")
def opened(number, tmp_path_factory):
    """An older file after it was opened once; not to be changed."""
    path = _unpacked(number, tmp_path_factory.mktemp("opened") / "warehouse.duckdb")
    with writer(path):
        pass
    return path


def test_the_first_schema_makes_everything():
    assert next(script.version for script in scripts("database/migrations")) == 7


def test_an_older_file_has_the_tables_and_views_of_a_new_one(opened, empty):
    with duckdb.connect(str(empty), read_only=True) as new, writer(opened) as con:
        assert con.execute(SHAPE).fetchall() == new.execute(SHAPE).fetchall()
        assert con.execute(OBJECTS).fetchall() == new.execute(OBJECTS).fetchall()
        assert con.execute("SELECT version FROM schema_migrations").fetchall() == [(7,), (8,), (9,)]
        assert migrate(con) == []


def test_a_reader_copy_of_an_earlier_version_says_what_brings_it_up_to_date(older):
    with Library(older).reading() as reading, pytest.raises(QueryError, match="briefings reparse"):
        reading.ask("turns", id="x", changed_at=NOW)


def test_an_older_file_keeps_every_row(older, opened):
    with duckdb.connect(str(older), read_only=True) as con:
        tables = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        before = {
            name: con.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables if "schema_" not in name
        }

    with duckdb.connect(str(opened), read_only=True) as con:
        after = {name: con.execute(f"SELECT count(*) FROM {name}").fetchone() for name in before}
        assert after == before and after["metrics"] == (3,)
        assert con.execute("SELECT question, answers, outlet, outlet_as_written FROM exchanges").fetchall() == [
            (QUESTION, f"市住建局副局长林芳：{ANSWER}", "东方新闻", "东方新闻")
        ]
        assert con.execute("SELECT text, aspect, status FROM figures ORDER BY metric_id").fetchall() == [
            ("3000台", "level", "result"),
            ("45项", "level", "result"),
            ("3500台", "level", "plan"),
        ]
        known = [(load_page().site, NOW.replace(tzinfo=None))] if "sites" not in tables else []
        assert con.execute("SELECT name, followed_since FROM sites").fetchall() == known
    (backup,) = opened.parent.glob("*.bak")
    with duckdb.connect(str(backup), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM metrics").fetchone() == (3,)


def test_an_older_file_is_loaded_into_and_published(opened, private, reader_copy):
    private.parent.mkdir(mode=0o700)
    shutil.copy(opened, private)
    with writer(private) as con:
        ids = con.execute("SELECT turn_id FROM turns UNION ALL SELECT metric_id FROM metrics ORDER BY ALL").fetchall()
        again = load_pages(con, [load_page()], run_id="again", now=NOW)
        assert (again.inserted, len(again.quarantined)) == (0, 0)
        assert (
            ids
            == con.execute("SELECT turn_id FROM turns UNION ALL SELECT metric_id FROM metrics ORDER BY ALL").fetchall()
        )
        views = [
            name
            for (name,) in con.execute(
                "SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary"
            ).fetchall()
        ]
    publish(private, reader_copy)

    assert len(views) > 8
    for view in views:
        query(reader_copy, f"SELECT count(*) FROM {view}")


def test_what_fails_on_the_way_leaves_the_older_file_as_it_was(older):
    with duckdb.connect(str(older)) as con:
        version = schema_version(con)
        con.execute("ALTER TABLE turns RENAME COLUMN label TO who")
        if version == 7:
            con.execute("ALTER TABLE turns RENAME TO spoken")

    failing = "0008_said_at" if version == 7 else "0007_tables"
    with pytest.raises(WarehouseError, match=f"{failing} failed and was undone"), writer(older):
        pass
    with duckdb.connect(str(older), read_only=True) as con:
        assert schema_version(con) == version
        assert con.execute(f"SELECT count(who) FROM {'spoken' if version == 7 else 'turns'}").fetchone() == (4,)

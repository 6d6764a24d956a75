"""What a publication to a DuckLake writes, on a plain DuckDB file in its place: the real one is in tests/deploy."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from parsers.errors import PublishError, QueryError
from tests.warehouse.content import filled
from warehouse.database.publish import publish
from warehouse.database.store import writer
from warehouse.readers.lake import LakeUpdate, publish_lake, write

pytestmark = pytest.mark.slow


class Lake:
    """A catalog called lake, and a data directory that publishes to it."""

    def __init__(self, folder: Path, made: Path) -> None:
        self.folder, self.file = folder / "data", folder / "lake.duckdb"
        shutil.copytree(made, self.folder)

    def publish(self) -> LakeUpdate:
        with duckdb.connect() as con:
            con.execute(f"ATTACH '{self.file}' AS lake")
            con.execute(f"ATTACH '{self.folder / 'briefings.duckdb'}' AS ours (READ_ONLY)")
            return write(con)

    def change(self, *statements: str) -> None:
        with writer(self.folder / "private" / "warehouse.duckdb") as con:
            for statement in statements:
                con.execute(statement)
        publish(self.folder / "private" / "warehouse.duckdb", self.folder / "briefings.duckdb")

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.file)) as con:
            return con.execute(statement).fetchall()

    def ours(self, statement: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.folder / "briefings.duckdb"), read_only=True) as con:
            return con.execute(statement).fetchall()

    def tables(self) -> list[str]:
        with duckdb.connect(str(self.folder / "briefings.duckdb"), read_only=True) as con:
            return filled(con)


@pytest.fixture
def lake(made: Path, tmp_path: Path) -> Lake:
    return Lake(tmp_path, made)


def test_every_table_arrives_with_its_site_and_a_second_time_writes_nothing(lake: Lake) -> None:
    assert lake.publish().briefings == 19
    for table in lake.tables():
        named = f"SELECT string_agg(column_name, ', ') FROM duckdb_columns() WHERE table_name = '{table}'"
        every = f"SELECT {lake.ours(named)[0][0]} FROM {table} ORDER BY ALL"
        assert lake.rows(every) == lake.ours(every)
    assert lake.rows("SELECT DISTINCT site, year FROM turns ORDER BY ALL") == [("sample", 2024), ("sample", 2025)]
    assert lake.rows("SELECT DISTINCT site FROM outlets") == [("sample",)]
    assert lake.publish() == LakeUpdate(0, 0)


def test_only_the_rows_of_changed_briefings_are_replaced(lake: Lake) -> None:
    lake.publish()
    lake.change(
        "CREATE TEMP TABLE one AS SELECT briefing_id FROM briefings ORDER BY briefing_id LIMIT 1",
        "UPDATE briefings SET derived_hash = 'x' WHERE briefing_id IN (FROM one)",
        "UPDATE turns SET text = 'y' WHERE briefing_id IN (FROM one)",
        "DELETE FROM metrics WHERE briefing_id IN (FROM one)",
    )
    done = lake.publish()
    assert done.briefings == 1
    assert done.rows < 200
    assert lake.rows("SELECT turn_id, text FROM turns ORDER BY ALL") == lake.ours(
        "SELECT turn_id, text FROM turns ORDER BY ALL"
    )
    assert lake.rows("SELECT count(*) FROM metrics") == lake.ours("SELECT count(*) FROM metrics")


def test_a_page_looked_at_again_costs_its_rows_only(lake: Lake) -> None:
    lake.publish()
    lake.change("UPDATE briefings SET checked_at = checked_at + INTERVAL 1 DAY WHERE year(held_on) = 2024")
    done = lake.publish()
    assert (done.briefings, done.rows) == (0, 2 * 10)
    assert lake.rows("SELECT max(checked_at) FROM briefings") == lake.ours("SELECT max(checked_at) FROM briefings")


def test_rows_of_other_sites_are_left_alone(lake: Lake) -> None:
    lake.publish()
    with duckdb.connect(str(lake.file)) as con:
        for table in ("briefings", "turns", "outlets", "runs"):
            con.execute(f"INSERT INTO {table} SELECT * REPLACE ('other' AS site) FROM {table}")
    before = lake.rows("SELECT count(*) FROM turns WHERE site = 'other'")
    lake.change("UPDATE briefings SET derived_hash = 'x'", "UPDATE outlets SET questions = 0")
    lake.publish()
    assert lake.rows("SELECT count(*) FROM turns WHERE site = 'other'") == before
    assert lake.rows("SELECT count(*) FROM briefings WHERE site = 'other' AND derived_hash = 'x'") == [(0,)]
    assert lake.rows("SELECT count(*) FROM outlets WHERE site = 'other' AND questions = 0") == [(0,)]
    assert lake.rows("SELECT sum(questions) FROM outlets WHERE site = 'sample'") == [(0,)]


def test_a_run_for_a_site_that_is_not_here_claims_nothing(lake: Lake) -> None:
    lake.change("UPDATE runs SET site = 'shanghai' WHERE run_id = (SELECT min(run_id) FROM runs)")
    lake.publish()
    assert lake.rows("SELECT DISTINCT site FROM runs") == [("sample",)]


def test_a_column_that_the_lake_lacks_is_added_and_filled(lake: Lake) -> None:
    lake.publish()
    with duckdb.connect(str(lake.file)) as con:
        con.execute("ALTER TABLE turns DROP COLUMN speaker")
    assert lake.publish().briefings == 19
    assert lake.rows("SELECT turn_id, speaker FROM turns ORDER BY ALL") == lake.ours(
        "SELECT turn_id, speaker FROM turns ORDER BY ALL"
    )


def test_comments_come_along(lake: Lake) -> None:
    lake.publish()
    statement = "SELECT comment FROM duckdb_columns() WHERE table_name = 'metrics' AND column_name = 'char_start'"
    assert lake.rows(statement) == lake.ours(statement)


def test_nothing_is_written_when_a_table_fails(lake: Lake) -> None:
    lake.publish()
    with duckdb.connect(str(lake.file)) as con:
        con.execute("DROP TABLE runs; CREATE VIEW runs AS SELECT 1 AS run_id")
    lake.change("UPDATE briefings SET derived_hash = 'x'", "UPDATE turns SET text = 'y'")
    with pytest.raises(duckdb.Error):
        lake.publish()
    assert lake.rows("SELECT count(*) FROM turns WHERE text = 'y'") == [(0,)]


def test_a_missing_extension_is_a_sentence_with_the_steps(
    lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(PublishError, match="INSTALL postgres") as caught:
        publish_lake(lake.folder / "briefings.duckdb", "ducklake:postgres:dbname=x password=geheim", data="s3://b/x")
    assert "extension ducklake, which is not installed for DuckDB" in str(caught.value)
    assert "INSTALL httpfs" in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_without_data_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="briefings ingest"):
        publish_lake(tmp_path / "briefings.duckdb", "ducklake:x")

"""Tables on an object store: every row arrives, only changes travel, and no reader sees half a state."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from flows.deliver.publication import Published, publish_tables
from flows.deliver.remote import Remote
from flows.settings import shown
from parsers.errors import PublishError, UsageError
from tests.flows.deliver.conftest import Reader, data_files
from tests.some import some
from warehouse.database.publish import publish
from warehouse.database.store import writer
from warehouse.readers.query import query

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SITE_AND_YEAR = "b.site, year(coalesce(b.held_on, b.published_on)) AS year"
TURNS = "turn_id, role, outlet, speaker, text, site, year"
METRICS = "metric_id, text, value, unit, period_start, site, year"
BRIEFINGS = "briefing_id, site, title, held_on, warnings, year"


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "data")
    return tmp_path / "data"


def send(data: Path, url: str, now: datetime = NOW) -> Published:
    return publish_tables(data / "briefings.duckdb", url, data / "private" / "parts", now=now)


def change(data: Path, statement: str) -> None:
    with writer(data / "private" / "warehouse.duckdb") as con:
        con.execute(statement)
    publish(data / "private" / "warehouse.duckdb", data / "briefings.duckdb")


def here(data: Path, table: str, columns: str) -> list[tuple[object, ...]]:
    joined = f"SELECT t.* EXCLUDE (site), {SITE_AND_YEAR} FROM {table} AS t JOIN briefings AS b USING (briefing_id)"
    joined = joined if table == "briefings" else joined.replace(" EXCLUDE (site)", "")
    return query(data / "briefings.duckdb", f"SELECT {columns} FROM ({joined}) ORDER BY ALL").rows


WORDS_CHANGED = "UPDATE turns SET text = text || '。' WHERE briefing_id IN (SELECT briefing_id FROM briefings WHERE year(held_on) = 2025)"


def test_duckdb_reads_every_row_back(data: Path, bucket: str) -> None:
    done = send(data, bucket)
    reader = Reader(bucket)
    reader.pin()
    for table, columns in (("turns", TURNS), ("metrics", METRICS), ("briefings", BRIEFINGS)):
        expected = here(data, table, columns)
        assert len(expected) > 10
        assert reader.glob(table, columns) == expected
        assert reader.pinned(table, columns) == expected
    for table in ("outlets", "speakers", "pages", "runs", "revisions", "exchanges"):
        assert reader.glob(table, "count(*)") == query(data / "briefings.duckdb", f"SELECT count(*) FROM {table}").rows
    assert done.files > 15
    assert list((data / "private" / "parts").iterdir()) == []


def test_only_what_changed_travels(data: Path, bucket: str) -> None:
    first = send(data, bucket)
    assert send(data, bucket) == Published(0, 0, first.files)
    change(data, WORDS_CHANGED)
    assert send(data, bucket).files == 1
    assert Reader(bucket).glob("turns", TURNS) == here(data, "turns", TURNS)


def test_a_reader_of_the_old_state_keeps_it_for_a_day(data: Path, bucket: str) -> None:
    send(data, bucket)
    before = here(data, "turns", TURNS)
    reader = Reader(bucket)
    reader.pin()
    change(data, WORDS_CHANGED)
    send(data, bucket)
    assert reader.pinned("turns", TURNS) == before
    change(data, "UPDATE outlets SET questions = questions + 1")
    send(data, bucket, NOW + timedelta(hours=25))
    versions = [name for name in Remote(bucket).files("_versions/turns") if "year=2025" in name]
    assert len(versions) == 1
    latest = json.loads(Remote(bucket).read("_latest.json") or b"")
    assert versions[0] in {entry["path"] for entry in latest["files"]}


def test_a_briefing_that_moves_to_another_year_is_there_once(data: Path, bucket: str) -> None:
    send(data, bucket)
    change(data, "UPDATE briefings SET held_on = NULL, published_on = NULL WHERE year(held_on) = 2024")
    send(data, bucket)
    found = Reader(bucket).glob("briefings", BRIEFINGS)
    assert found == here(data, "briefings", BRIEFINGS)
    assert {row[-1] for row in found} == {2025, None}


class Stop(Exception):
    """The process ends here."""


def stop_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so many changes of the folder happen, then none."""
    left = iter(range(steps))

    def limited(name: str) -> None:
        method = getattr(Remote, name)

        def step(self: Remote, *arguments: object) -> object:
            if next(left, None) is None:
                raise Stop
            return method(self, *arguments)

        monkeypatch.setattr(Remote, name, step)

    for name in ("put", "put_bytes", "copy", "remove"):
        limited(name)


# Two files each of three tables: six are sent, the journal written, six renewed, none removed, the state switched,
# the journal removed.
@pytest.mark.parametrize("steps", some([0, 3, 6, 7, 9, 13, 14, 15], here=[6, 13]))
def test_a_stopped_publication_is_completed_by_the_next_even_when_the_change_is_gone(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    url = (tmp_path / "open").as_uri()
    send(data, url)
    original = here(data, "turns", TURNS)
    shutil.copytree(data, tmp_path / "old")
    change(data, "UPDATE turns SET text = text || '。'")
    change(data, "UPDATE metrics SET unit = 'x'")
    change(data, "UPDATE briefings SET title = title || '。'")
    with monkeypatch.context() as patch, pytest.raises(Stop):
        stop_after(steps, patch)
        send(data, url)
    reader = Reader(url)
    reader.pin()
    assert reader.pinned("turns", TURNS) == (original if steps < 15 else here(data, "turns", TURNS))
    send(tmp_path / "old", url)
    assert reader.glob("turns", TURNS) == original
    assert "_renewing.json" not in data_files(tmp_path / "open")


def test_the_sites_of_another_database_are_not_removed(data: Path, bucket: str) -> None:
    send(data, bucket)
    change(data, "UPDATE briefings SET site = 'other'")
    with pytest.raises(PublishError, match="holds the tables of sample") as caught:
        send(data, bucket)
    assert "folder of its own" in str(caught.value)


def test_what_cannot_be_read_is_not_overwritten(data: Path, bucket: str) -> None:
    Remote(bucket).put_bytes(b'{"format": 2}', "_latest.json")
    with pytest.raises(PublishError, match="cannot be understood"):
        send(data, bucket)


def test_a_missing_bucket_and_an_unknown_address_are_sentences(data: Path, bucket: str) -> None:
    with pytest.raises(PublishError, match=r"s3://nowhere/x cannot be used \(.*bucket does not exist"):
        send(data, "s3://nowhere/x")
    with pytest.raises(UsageError, match="no address that can be written to"):
        send(data, "nonsense://x/y")


def test_no_password_of_an_address_is_shown() -> None:
    assert shown("sftp://user:geheim@host:22/x?token=t") == "sftp://host:22/x"


def test_a_folder_on_this_machine_works_the_same(data: Path, tmp_path: Path) -> None:
    send(data, (tmp_path / "open").as_uri())
    with duckdb.connect() as con:
        found = con.execute(
            f"SELECT {TURNS} FROM read_parquet(?, hive_partitioning = true) ORDER BY ALL",
            [f"{tmp_path}/open/turns/*/*/*.parquet"],
        ).fetchall()
    assert found == here(data, "turns", TURNS)


def test_the_queries_of_the_documentation_work(data: Path, bucket: str) -> None:
    root = bucket.rpartition("/")[0]
    send(data, f"{root}/briefings/shanghai")
    text = (Path(__file__).parents[3] / "docs" / "scale.md").read_text("utf-8").replace("s3://bucket", root)
    blocks = [block for block in re.findall(r"```sql\n(.*?)```", text, re.S) if "read_parquet" in block]
    reader = Reader(bucket)
    assert len(blocks) == 2
    assert dict(reader.rows(blocks[0])) == {2024: 96, 2025: 92}
    assert reader.rows(blocks[1]) == [(188,)]

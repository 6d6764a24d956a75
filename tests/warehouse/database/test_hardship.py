"""Kills, full disks, and readers that never stop asking."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import crash
import pytest
from warehouse_pages import NOW, load_page, page

from parsers.errors import DiskFull
from warehouse.database import store
from warehouse.database.publish import publish
from warehouse.database.store import reader, writer
from warehouse.load.loading import load_pages
from warehouse.readers.query import query

pytestmark = pytest.mark.slow


def pages(first: int, count: int):
    return [
        load_page(page(held_on=date(2024, 1, 1) + timedelta(days=n), title=f"第{n}场"), name=str(n))
        for n in range(first, first + count)
    ]


@pytest.mark.parametrize(("each", "kills"), [(3, 1), pytest.param(12, 24, marks=pytest.mark.soak)])
def test_a_killed_load_or_publish_leaves_nothing_half_done_and_the_script_says_so(tmp_path, each, kills):
    script = Path(crash.__file__)
    options = ["--kills", str(kills), "--each", str(each), "--seed", "7", "--folder", str(tmp_path)]
    command = [sys.executable, str(script), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert "as if undisturbed" in done.stdout


COUNTS = "SELECT (SELECT count(*) FROM briefings), (SELECT count(*) FROM turns), (SELECT count(*) FROM metrics)"
ASK = """
import pathlib, sys, time
from warehouse.readers.query import query
copy, stop, reads = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), 0
while not stop.exists():
    ((briefings, turns, metrics),) = query(copy, sys.argv[3]).rows
    assert (turns, metrics) == (4 * briefings, 3 * briefings), (briefings, turns, metrics)
    reads += 1
    if reads == 1:
        print("reads", flush=True)
    time.sleep(0.01)  # else it takes the time from who writes
print(reads)
"""


@pytest.mark.parametrize(("count", "loads"), [(2, 3), pytest.param(4, 50, marks=pytest.mark.soak)])
def test_readers_in_a_loop_never_fail_while_loads_are_published(private, reader_copy, tmp_path, count, loads):
    with writer(private) as con:
        load_pages(con, pages(0, 2), run_id="first", now=NOW)
    publish(private, reader_copy)
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", ASK, str(reader_copy), str(stop), COUNTS]
    readers = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(count)
    ]
    with reader(reader_copy) as patient:
        try:
            # However long they take to start, all of them read before the first load and during the last.
            begun = [process.stdout.readline() for process in readers]
            for number in range(1, loads + 1):
                with writer(private, wait=0) as con:
                    load_pages(con, pages(2 * number, 2), run_id=str(number), now=NOW)
                publish(private, reader_copy, wait=0)
        finally:
            stop.touch()
            ended = [process.communicate() for process in readers]
        assert patient.execute("SELECT count(*) FROM briefings").fetchone() == (2,)

    assert [errors for _, errors in ended] == [""] * count
    assert begun == ["reads\n"] * count
    assert all(int(reads) > 0 for reads, _ in ended)
    assert query(reader_copy, COUNTS).rows == [(n := 2 * loads + 2, 4 * n, 3 * n)]


def test_queries_of_several_threads_do_not_disturb_each_other(private, reader_copy):
    with writer(private) as con:
        load_pages(con, pages(0, 2), run_id="first", now=NOW)
    publish(private, reader_copy)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: query(reader_copy, COUNTS).rows, range(40)))

    assert answers == [[(2, 8, 6)]] * 40


def test_a_disk_that_fills_up_while_loading_costs_only_that_load(small_disk, monkeypatch):
    monkeypatch.setattr(store, "SPARE_BYTES", 0)
    private, copy = small_disk / "private" / "warehouse.duckdb", small_disk / "briefings.duckdb"
    with writer(private) as con:
        load_pages(con, pages(0, 5), run_id="first", now=NOW)
    publish(private, copy)
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    ballast.write_bytes(b"x" * (free - 200_000))

    with pytest.raises(DiskFull, match=r"(?i)make room"):
        fill(private)
    assert query(copy, "SELECT count(*) FROM briefings").rows == [(5,)]

    ballast.unlink()
    with writer(private) as con:
        load_pages(con, pages(5, 5), run_id="second", now=NOW)
        assert con.execute("SELECT count(*) FROM briefings").fetchone() == (10,)
    publish(private, copy)
    assert query(copy, "SELECT count(*) FROM briefings").rows == [(10,)]


def fill(private: Path) -> None:
    with writer(private) as con:
        load_pages(con, pages(5, 400), run_id="too much", now=NOW)


def publish_then_fill(disk: Path, private: Path, copy: Path) -> None:
    """A published copy of five pages, five more in the warehouse, and 100 KB of room."""
    with writer(private) as con:
        load_pages(con, pages(0, 5), run_id="first", now=NOW)
    publish(private, copy)
    with writer(private) as con:
        load_pages(con, pages(5, 5), run_id="second", now=NOW)
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "ballast").write_bytes(b"x" * (free - 100_000))


def test_a_disk_that_is_full_when_publishing_leaves_the_old_copy(small_disk, monkeypatch):
    private, copy = small_disk / "private" / "warehouse.duckdb", small_disk / "briefings.duckdb"
    monkeypatch.setattr(store, "SPARE_BYTES", 0)
    publish_then_fill(small_disk, private, copy)

    with pytest.raises(DiskFull):
        publish(private, copy)
    assert query(copy, "SELECT count(*) FROM briefings").rows == [(5,)]
    assert list(small_disk.glob(".briefings*")) == []


def test_a_disk_that_fills_up_while_publishing_leaves_the_old_copy_and_the_next_run_completes(small_disk, monkeypatch):
    private, copy = small_disk / "private" / "warehouse.duckdb", small_disk / "briefings.duckdb"
    monkeypatch.setattr(store, "SPARE_BYTES", -1 << 40)  # as if others wrote after the look at the free space
    publish_then_fill(small_disk, private, copy)

    with pytest.raises(DiskFull, match="old copy is untouched"):
        publish(private, copy)
    assert query(copy, "SELECT count(*) FROM briefings").rows == [(5,)]
    assert list(small_disk.glob(".briefings*")) == []

    (small_disk / "ballast").unlink()
    publish(private, copy)
    assert query(copy, "SELECT count(*) FROM briefings").rows == [(10,)]

"""What a publication by site and year costs: the first, one without changes, one after a day's load.

    python -m benchmarks.publishing [BRIEFINGS]

Publishes a made-up warehouse to a folder on this disk, so that no network is in the numbers, and prints for each
publication its seconds, files and bytes; then how long DuckDB takes to read all figures back.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from benchmarks.warehouse_growth import BATCH, page
from flows.deliver.publication import publish_tables
from warehouse.database.publish import publish
from warehouse.database.store import writer
from warehouse.load.loading import load_pages

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def load(folder: Path, numbers: range, *, edited: bool = False) -> None:
    """Load pages and replace the reader copy."""
    private = folder / "private" / "warehouse.duckdb"
    for start in range(numbers.start, numbers.stop, BATCH):
        with writer(private) as con:
            pages = [page(n, edited=edited) for n in numbers[start - numbers.start :][:BATCH]]
            load_pages(con, pages, run_id=f"run-{start}-{edited}", now=NOW)
    publish(private, folder / "briefings.duckdb")


def measure(folder: Path, what: str) -> None:
    """Publish, and say what it took."""
    began = time.monotonic()
    done = publish_tables(folder / "briefings.duckdb", (folder / "open").as_uri(), folder / "parts", now=NOW)
    seconds = time.monotonic() - began
    sys.stdout.write(f"{what}: {seconds:.2f} s, {done.files} files, {done.bytes / 1e6:.1f} MB, {done.unchanged} kept\n")


def main(briefings: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root)
        load(folder, range(briefings))
        size = (folder / "briefings.duckdb").stat().st_size
        sys.stdout.write(f"{briefings} briefings, {size / 1e6:.0f} MB of database\n")
        measure(folder, "first")
        measure(folder, "nothing changed")
        load(folder, range(3), edited=True)
        measure(folder, "three briefings edited")
        began = time.monotonic()
        with duckdb.connect() as con:
            files = f"{folder}/open/metrics/*/*/*.parquet"
            statement = "SELECT year, count(*), sum(value) FROM read_parquet(?, hive_partitioning = true) GROUP BY 1"
            con.execute(statement, [files]).fetchall()
        sys.stdout.write(f"DuckDB sums all figures by year: {time.monotonic() - began:.2f} s\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

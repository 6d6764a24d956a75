"""CPU a row of the warehouse's bulk append against Arrow, which it does without. Runs where pyarrow is installed.

python -m benchmarks.loading [ROWS]    prints one JSON object: microseconds a row, medians of seven rounds
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from benchmarks import site
from warehouse.database.bulk import append

COLUMNS = "turn_id VARCHAR, seq INTEGER, role VARCHAR, speaker VARCHAR, text VARCHAR"


def rows(count: int) -> list[dict[str, Any]]:
    """Turns of the generated site."""
    found: list[dict[str, Any]] = []
    for page in map(site.briefing, range(count)):
        for seq, turn in enumerate(page.turns):
            text = "\n".join(turn.paragraphs)
            found.append(
                {
                    "turn_id": f"{page.number}-t{seq}",
                    "seq": seq,
                    "role": turn.role,
                    "speaker": turn.speaker,
                    "text": text,
                }
            )
            if len(found) == count:
                return found
    return found


def by_arrow(con: duckdb.DuckDBPyConnection, listed: list[dict[str, Any]]) -> None:
    """The usual fast way."""
    con.register("batch", pa.Table.from_pylist(listed))
    con.execute("INSERT INTO turns FROM batch")


def by_append(con: duckdb.DuckDBPyConnection, listed: list[dict[str, Any]]) -> None:
    """Ours."""
    con.begin()
    append(con, "turns", listed)
    con.commit()


def cost(way: Callable[[duckdb.DuckDBPyConnection, list[dict[str, Any]]], None], listed: list[dict[str, Any]]) -> float:
    """Seconds of CPU for a fresh file, commit and close included."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        with duckdb.connect(str(Path(folder) / "x.duckdb")) as con:
            con.execute(f"CREATE TABLE turns ({COLUMNS})")
            way(con, listed)
        return time.process_time() - started


def main() -> None:
    listed = rows(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
    ways = {"arrow": by_arrow, "append": by_append}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(7):
        for name, way in ways.items():
            spent[name].append(cost(way, listed))
    medians = {name: round(statistics.median(found) / len(listed) * 1e6, 1) for name, found in spent.items()}
    sys.stdout.write(json.dumps(medians) + "\n")


if __name__ == "__main__":
    main()

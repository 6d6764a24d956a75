"""A stranger's SQL, in a process of its own with little memory, little time, no files and no network.

DuckDB's own limits do not hold for every statement: ``list_sum(range(100000000))`` took 7 GB and 50 seconds in a database
limited to 200 MB, and could not be interrupted. The kernel's limits hold for all.

``python -m warehouse.explore.confined`` is that process: one JSON object in, one out.
"""

from __future__ import annotations

import contextlib
import json
import math
import resource
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import duckdb

from parsers.errors import QueryError
from warehouse.database.store import OFFLINE, open_copy
from warehouse.readers.cells import plain
from warehouse.readers.query import Answer

SECONDS, ROWS, BYTES = 8, 500, 4 << 20
"""Most time, rows and characters of an answer."""
MEMORY = 420 << 20
START_SECONDS = 5
READS = ("SELECT", "EXPLAIN", "MULTI")
"""Kinds of statements that are let through; MULTI is what a PIVOT is taken apart into."""
_places = BoundedSemaphore(2)


def ask(path: Path, statement: str, *, rows: int = ROWS, seconds: int = SECONDS) -> Answer:
    """The answer to one statement that reads.

    Raises:
        QueryError: it is wrong, wants more than reading, or needs too much time or memory.
    """
    if not _places.acquire(timeout=seconds):
        raise QueryError("Others are asking just now; try again in a few seconds.")
    try:
        said = _asked({"path": str(path), "statement": statement, "rows": rows, "seconds": seconds})
    finally:
        _places.release()
    if "error" in said:
        raise QueryError(said["error"])
    return Answer(said["columns"], [tuple(row) for row in said["rows"]], said["more"])


def _asked(question: Mapping[str, object]) -> dict[str, Any]:
    seconds = int(str(question["seconds"]))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "warehouse.explore.confined"],
            input=json.dumps(question).encode(errors="replace"),
            capture_output=True,
            timeout=seconds + START_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"error": f"The query took more than {seconds} seconds and was stopped. Narrow it down."}
    if done.returncode != 0 or not done.stdout:
        return {"error": f"The query needs more than {seconds} seconds or {MEMORY >> 20} MB and was stopped."}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def answer(path: str, statement: str, rows: int) -> dict[str, Any]:
    """The answer as JSON-ready values, or what is wrong in a sentence."""
    config = dict(OFFLINE) | {
        "memory_limit": "180MB",
        "threads": 1,
        "enable_external_access": False,
        "lock_configuration": True,
    }
    try:
        with open_copy(Path(path), config) as con:
            statements = con.extract_statements(statement)
            if len(statements) != 1:
                return {"error": "One statement at a time, please."}
            if statements[0].type.name not in READS:
                return {"error": "Only questions can be asked here: begin with SELECT, FROM, WITH or EXPLAIN."}
            result = con.execute(statements[0])
            columns = [column[0] for column in result.description or ()]
            found = result.fetchmany(rows + 1)
    except duckdb.Error as error:
        return {"error": str(error).strip()[:2000]}
    except MemoryError:
        return {"error": "The query needs too much memory. Select fewer columns or rows."}
    kept = fitting(found[:rows])
    return {"columns": columns, "rows": kept, "more": len(found) > len(kept)}


def fitting(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """As many rows as fit an answer, of values that JSON has; a cell longer than a page is cut."""
    size, kept = 0, []
    for row in rows:
        values = [_json(value) for value in plain(row)]
        cut = [cell[:100_000] if isinstance(cell, str) else cell for cell in values]
        size += len(json.dumps(cut, ensure_ascii=False))
        if size > BYTES:
            break
        kept.append(cut)
    return kept


def _json(value: object) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _json(inner) for key, inner in value.items()}
    return [_json(inner) for inner in value] if isinstance(value, list | tuple) else value


def main() -> None:
    """Answer the question on standard input."""
    question = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (question["seconds"], question["seconds"] + 1))
    for limit in (resource.RLIMIT_DATA, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        with contextlib.suppress(ValueError, OSError):  # not every system has every limit
            resource.setrlimit(limit, (MEMORY, MEMORY) if limit == resource.RLIMIT_DATA else (0, 0))
    json.dump(answer(question["path"], question["statement"], question["rows"]), sys.stdout)


if __name__ == "__main__":
    main()

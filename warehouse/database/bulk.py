"""Bulk rows into a table: the fastest way that needs nothing but DuckDB."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from warehouse.database.migrate import Connection

Row = Mapping[str, object]


def has_appender(con: Connection) -> bool:
    """Whether rows go straight in: DuckDB 1.5 has no appender and reads them from a file, which takes more memory."""
    return hasattr(con, "appender")


def append(con: Connection, table: str, rows: Iterable[Row]) -> int:
    """Append ``rows`` (column → value; a column left out is NULL) to ``table``; returns how many.

    ``table`` is one of our own names, never a user's. Runs inside the caller's transaction.
    """
    listed = list(rows)
    if not listed:
        return 0
    if has_appender(con):
        # Not from duckdb_columns(), which looks through all tables and views: 5 ms, five times a day's load.
        names = [column[0] for column in con.execute(f'FROM "{table}" LIMIT 0').description or ()]
        with con.appender(table) as appender:
            appender.append_rows([tuple(map(row.get, names)) for row in listed])
    else:
        _append_file(con, table, listed)
    return len(listed)


def _append_file(con: Connection, table: str, rows: list[Row]) -> None:
    """DuckDB 1.5 has no appender and binds parameters 40 times slower than it reads a file."""
    columns = con.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        file = Path(folder) / "rows.ndjson"
        with file.open("w", encoding="utf-8") as handle:
            for row in rows:
                json.dump(row, handle, ensure_ascii=False, default=_plain)
                handle.write("\n")
        con.execute(  # the table's name is one of ours
            f"INSERT INTO \"{table}\" BY NAME SELECT * FROM read_json($file, format = 'newline_delimited', "  # noqa: S608
            "columns = $columns, maximum_object_size = 268435456)",
            {"file": str(file), "columns": dict(columns)},
        )


def _plain(value: object) -> str:
    if isinstance(value, date | datetime | Decimal):
        return str(value)
    raise TypeError(f"no column type for {type(value).__name__}")

"""The tables as a SQLite file, for datasette and everything else that reads one; views become tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from warehouse.database.catalogue import Column, Relation
from warehouse.database.migrate import Connection
from warehouse.database.statements import quoted
from warehouse.readers.cells import plain

_TYPES = {"INTEGER": "INTEGER", "BIGINT": "INTEGER", "BOOLEAN": "INTEGER", "DOUBLE": "REAL"}


def write_sqlite(con: Connection, relations: Sequence[Relation], path: Path) -> None:
    """Write the relations with the keys and references that their comments declare, so that datasette links rows.

    Dates and moments are ISO texts, lists are JSON texts, decimals are numbers.
    """
    path.unlink(missing_ok=True)
    # A reference needs a key at its other end; outlets and speakers are named by what the page wrote.
    keys = {(r.name, c.name) for r in relations if not r.is_view for c in r.columns if c.is_key}
    with closing(sqlite3.connect(path)) as out, out:
        for relation in relations:
            out.execute(_create(relation, keys))
            places = ", ".join("?" * len(relation.columns))
            rows = con.execute(f"FROM {quoted(relation.name)}")
            while some := rows.fetchmany(5000):
                statement = f"INSERT INTO {quoted(relation.name)} VALUES ({places})"  # noqa: S608 - names are ours
                out.executemany(statement, map(_values, some))
        for relation in relations:
            for column in relation.columns:
                if column.name.endswith("_id") and not column.is_key:
                    name = quoted(f"{relation.name}_{column.name}")
                    out.execute(f"CREATE INDEX {name} ON {quoted(relation.name)} ({quoted(column.name)})")


def _create(relation: Relation, keys: set[tuple[str, str]]) -> str:
    columns = ", ".join(_declared(relation, column, keys) for column in relation.columns)
    return f"CREATE TABLE {quoted(relation.name)} ({columns})"


def _declared(relation: Relation, column: Column, keys: set[tuple[str, str]]) -> str:
    name = column.type
    kind = "NUMERIC" if name.startswith("DECIMAL") else _TYPES.get(name, "TEXT")
    key = " PRIMARY KEY" if column.is_key and not relation.is_view else ""
    target = column.refers_to
    link = f" REFERENCES {quoted(target[0])} ({quoted(target[1])})" if target and target in keys else ""
    return f"{quoted(column.name)} {kind}{key}{link}"


def _values(row: Iterable[object]) -> list[object]:
    return [_value(value) for value in row]


def _value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**63 else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(plain(value), ensure_ascii=False, default=str)
    return value

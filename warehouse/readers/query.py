"""One query of a user's on the reader copy: rows, or an error that says how to go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from parsers.errors import QueryError
from warehouse.database.migrate import Connection
from warehouse.database.statements import literal, sql
from warehouse.database.store import reader


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query. ``more``: there were more rows than the limit."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    more: bool

    def records(self) -> list[dict[str, Any]]:
        """The rows as dicts."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def query(path: Path, statement: str, *, limit: int | None = None, values: object = None) -> Answer:
    """Run ``statement`` on the reader copy, which can do nothing but read.

    Args:
        path: ``briefings.duckdb``.
        statement: One SQL statement.
        limit: Most rows to return; None for all.
        values: Parameters of the statement.

    Raises:
        QueryError: the statement is wrong, or not one but several, takes too long, or wants more than reading.
    """
    try:
        statement.encode()
    except UnicodeEncodeError as error:  # DuckDB would only say std::bad_cast
        raise QueryError("The query is not UTF-8: set the terminal to it and type the query again.") from error
    with reader(path) as con:
        try:
            if len(con.extract_statements(statement)) > 1:
                raise QueryError("One statement at a time: of several only the last one's rows would be shown.")
            result = con.execute(statement, values)
            columns = [column[0] for column in result.description or ()]
            rows = result.fetchall() if limit is None else result.fetchmany(limit + 1)
        except duckdb.Error as error:
            raise QueryError(_sentence(con, error, writes=_writes(con, statement)), path=str(path)) from error
    kept = rows if limit is None else rows[:limit]
    return Answer(columns, kept, len(rows) > len(kept))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a search is narrowed down to; None: not by this."""

    since: date | None = None
    """First day of the press conferences."""
    until: date | None = None
    """Last day of the press conferences."""
    speaker: str | None = None
    outlet: str | None = None
    """An outlet's usual name, or as it is written in a transcript."""
    role: str | None = None
    sites: tuple[str, ...] = ()
    """Names of sites; empty: all."""

    def values(self) -> dict[str, object]:
        """Parameters of the statement."""
        values: dict[str, object] = {
            name: getattr(self, name) for name in ("since", "until", "speaker", "outlet", "role")
        }
        return values | {"sites": list(self.sites) or None}


def search(path: Path, words: str, narrowing: Narrowing = Narrowing(), *, limit: int) -> Answer:
    """The best ``limit`` turns that hold all of ``words``, in their text or in the names of who speaks.

    Raises:
        QueryError: as ``query``.
    """
    # The words as a literal: DuckDB takes it apart once, a parameter again for every turn.
    statement = sql("readers/search").format(words=literal(words))
    return query(path, statement, limit=limit, values=narrowing.values() | {"rows": limit + 1})


_READING = ("SELECT", "EXPLAIN", "PRAGMA", "RELATION", "PREPARE", "EXECUTE")


def _writes(con: Connection, statement: str) -> bool:
    """Whether a statement would change something; of a view DuckDB only says that it is no table."""
    try:
        return any(one.type.name not in _READING for one in con.extract_statements(statement))
    except duckdb.Error:
        return False


def _sentence(con: Connection, error: duckdb.Error, *, writes: bool) -> str:
    text = str(error).strip()
    if isinstance(error, duckdb.CatalogException) and "Table with name" in text:
        return f"{text}\nThere are these tables and views: {', '.join(relations(con))}."
    if isinstance(error, duckdb.PermissionException) or "read-only" in text or writes:
        return f"{text}\nQueries here can only read; to write files use `briefings export`."
    if isinstance(error, duckdb.InterruptException):
        return f"The query took too long and was stopped ({text}). Narrow it down, for example to a range of held_on."
    if isinstance(error, duckdb.OutOfMemoryException):
        return f"The query needs too much memory ({text.splitlines()[0]}). Select fewer columns or rows."
    return text


def relations(con: Connection) -> list[str]:
    """Names of all tables and views of ours, those for newcomers first."""
    views = con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL").fetchall()
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY ALL").fetchall()
    return [name for (name,) in views + tables]

"""The ledger's SQLite file: connection, short transactions, statements by name, time conversion. No meaning."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

Clock = Callable[[], datetime]
"""Gives the time of day with zone UTC."""

BUSY_SECONDS = 60.0

VERSION = 2
"""Of the schema, whose statements also bring an older file up to it."""


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


def to_epoch(moment: datetime | None) -> float | None:
    """Seconds since 1970; None stays None."""
    return None if moment is None else moment.timestamp()


def from_epoch(seconds: float | None) -> datetime | None:
    """The moment with zone UTC; None stays None."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


@cache
def statements() -> Mapping[str, str]:
    """The statements of ``sql/ledger.sql`` by the name in their ``-- name:`` line."""
    text = (files("flows") / "sql" / "ledger.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- name: (\w+).*\n", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


class Database:
    """One SQLite file, shared by the threads of this process and by other processes.

    WAL with ``synchronous=NORMAL``: a killed process loses nothing that was committed; a power cut may lose
    the last moments, whose pages are then simply asked for again (the archive itself is fsynced).
    """

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        self.clock = clock
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._create()

    def _create(self) -> None:
        if self._connection.execute("PRAGMA user_version").fetchone()[0] == VERSION:
            return
        schema = (files("flows") / "sql" / "ledger_schema.sql").read_text(encoding="utf-8")
        self._connection.executescript(f"BEGIN IMMEDIATE;\n{schema}\nPRAGMA user_version = {VERSION};\nCOMMIT;")

    @contextmanager
    def transaction(self) -> Iterator[float]:
        """All or nothing; yields the present as seconds since 1970. Nested use joins the outer transaction."""
        with self._lock:
            if self._connection.in_transaction:
                yield self.now()
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.now()
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def now(self) -> float:
        """The present as seconds since 1970."""
        return self.clock().timestamp()

    def run(self, statement: str, /, **values: Any) -> int:
        """Run a named statement; the number of rows it changed."""
        with self._lock:
            return self._connection.execute(statements()[statement], values).rowcount

    def run_many(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a named statement once per row."""
        with self._lock:
            self._connection.executemany(statements()[name], rows)

    def insert(self, statement: str, /, **values: Any) -> int:
        """Run a named INSERT; the new row's id."""
        with self._lock:
            return self._connection.execute(statements()[statement], values).lastrowid or 0

    def rows(self, statement: str, /, **values: Any) -> list[dict[str, Any]]:
        """All rows of a named query."""
        with self._lock:
            return [dict(row) for row in self._connection.execute(statements()[statement], values)]

    def row(self, statement: str, /, **values: Any) -> dict[str, Any] | None:
        """The first row of a named query, or None."""
        with self._lock:
            found = self._connection.execute(statements()[statement], values).fetchone()
            return None if found is None else dict(found)

    def next_rev(self) -> int:
        """A number larger than any before: marks a row as changed since the last copy into the warehouse."""
        with self._lock:
            return int(self._connection.execute(statements()["next_rev"]).fetchone()[0])

    def close(self) -> None:
        """Close the file; the object cannot be used afterwards."""
        with self._lock:
            self._connection.close()

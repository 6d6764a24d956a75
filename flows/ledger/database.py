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

from parsers.errors import LedgerError

Clock = Callable[[], datetime]
"""Gives the time of day with zone UTC."""

BUSY_SECONDS = 60.0

VERSION = 4
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
    """The statements of ``ledger.sql`` by the name in their ``-- name:`` line."""
    text = (files("flows.ledger") / "ledger.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- name: (\w+).*\n", text, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


class Explained:
    """A context in which SQLite's errors are sentences. One serves all statements of a file: each page takes fourteen.

    Raises:
        LedgerError: the ledger is damaged, or cannot be read or written; what to do about it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, sqlite3.Error):
            raise self._said(str(error)) from error

    def _said(self, text: str) -> LedgerError:
        path = self.path
        if "not a database" in text or "malformed" in text:
            return LedgerError(
                f"The crawl ledger {path} is damaged ({text}). Put the copy of a backup in its place (`briefings docs operations`),"
                f" or move it away with {path.name}-wal and {path.name}-shm beside it: the next run begins a new one and"
                " asks for every page once more; archive and database stay as they are.",
                path=str(path),
            )
        return LedgerError(
            f"The crawl ledger {path} could not be used ({text}). Make room on its disk and allow writing there, then"
            " run the same command again; nothing was lost.",
            path=str(path),
        )


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
        self._explained = Explained(path)
        with self._explained:
            self._connection = _connect(path)

    @contextmanager
    def transaction(self) -> Iterator[float]:
        """All or nothing; yields the present as seconds since 1970. Nested use joins the outer transaction."""
        with self._lock:
            if self._connection.in_transaction:
                yield self.now()
                return
            self._execute("BEGIN IMMEDIATE")
            try:
                yield self.now()
                self._execute("COMMIT")
            except BaseException:  # Ctrl-C too: the next thread must not join a transaction left open
                if self._connection.in_transaction:  # SQLite itself ends it when the disk is full
                    self._execute("ROLLBACK")
                raise

    def now(self) -> float:
        """The present as seconds since 1970."""
        return self.clock().timestamp()

    def run(self, statement: str, /, **values: Any) -> int:
        """Run a named statement; the number of rows it changed."""
        with self._lock:
            return self._execute(statements()[statement], values).rowcount

    def run_many(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run a named statement once per row."""
        with self._lock, self._explained:
            self._connection.executemany(statements()[name], rows)

    def insert(self, statement: str, /, **values: Any) -> int:
        """Run a named INSERT; the new row's id."""
        with self._lock:
            return self._execute(statements()[statement], values).lastrowid or 0

    def rows(self, statement: str, /, **values: Any) -> list[dict[str, Any]]:
        """All rows of a named query."""
        with self._lock, self._explained:
            return [dict(row) for row in self._connection.execute(statements()[statement], values)]

    def column(self, statement: str, /, **values: Any) -> list[str]:
        """The first column of a named query: a row as a dictionary takes ten times the room."""
        with self._lock, self._explained:
            return [row[0] for row in self._connection.execute(statements()[statement], values)]

    def row(self, statement: str, /, **values: Any) -> dict[str, Any] | None:
        """The first row of a named query, or None."""
        with self._lock, self._explained:
            found = self._connection.execute(statements()[statement], values).fetchone()
            return None if found is None else dict(found)

    def next_rev(self) -> int:
        """A number larger than any before: marks a row as changed since the last copy into the warehouse."""
        with self._lock, self._explained:
            return int(self._connection.execute(statements()["next_rev"]).fetchone()[0])

    def close(self) -> None:
        """Close the file; the object cannot be used afterwards."""
        with self._lock, self._explained:
            self._connection.close()

    def _execute(self, statement: str, values: Mapping[str, Any] | None = None) -> sqlite3.Cursor:
        with self._explained:
            return self._connection.execute(statement, values or {})


def _connect(path: Path) -> sqlite3.Connection:
    """An open connection to an up-to-date file."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            schema = (files("flows.ledger") / "ledger_schema.sql").read_text(encoding="utf-8")
            connection.executescript(f"BEGIN IMMEDIATE;\n{schema}\nPRAGMA user_version = {VERSION};\nCOMMIT;")
    except sqlite3.Error:
        connection.close()
        raise
    return connection

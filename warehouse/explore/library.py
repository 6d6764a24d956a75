"""The reader copy, kept open for a server of pages: many questions at once, and the newest file soon after a run.

DuckDB knows an open file by its path: as long as anybody uses the old copy, whoever opens the path again gets the old
one. So the file is opened once, and opened anew when nobody is reading; under steady traffic newcomers wait for that.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from parsers.errors import QueryError, QueryTooLarge
from warehouse.database.migrate import Connection
from warehouse.database.published import no_data
from warehouse.database.statements import sql
from warehouse.database.store import OFFLINE, explain, open_copy
from warehouse.readers.query import Answer

MEMORY = "200MB"
"""What DuckDB may take for all readers together; a page's questions need a tenth of it."""
AT_ONCE = 2
"""Looks at a time: DuckDB uses every core for each, and twenty together would need twenty times the memory."""
PATIENCE = 2.0
"""Seconds for which a superseded copy is read on before newcomers wait for the new one."""

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One look into one state of the file: everything asked through it is of the same run."""

    con: Connection
    path: Path
    """The reader copy, for who must open it apart."""
    edition: str
    """Names the state of the file: another text after every change."""

    def ask(self, question: str, **values: object) -> Answer:
        """The rows of ``warehouse/explore/sql/<question>.sql``.

        Raises:
            QueryError: it took too long.
        """
        return self.run(sql(f"explore/{question}"), values)

    def run(self, statement: str, values: Mapping[str, object], *, rows: int | None = None) -> Answer:
        """The rows of a statement of ours.

        Args:
            rows: Most of them; None: all.

        Raises:
            QueryTooLarge: it needs more memory than there is for it.
            QueryError: it took too long or is wrong, or the copy is of an earlier version and lacks what it reads.
        """
        try:
            result = self.con.execute(statement, dict(values) or None)
            found = result.fetchall() if rows is None else result.fetchmany(rows + 1)
            return Answer(
                [column[0] for column in result.description or ()], found[:rows], len(found[:rows]) < len(found)
            )
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            raise QueryError(
                "This reader copy was made by an earlier version of briefings and lacks what is shown here. Any run"
                " (briefings ingest, or briefings reparse) brings it up to date."
            ) from error
        except duckdb.InterruptException as error:
            raise QueryError("The page took too long and was given up; try again, or narrow it down.") from error
        except duckdb.OutOfMemoryException as error:
            raise QueryTooLarge(
                "The page needs more memory than pages may take; ask for less of it, or in SQL."
            ) from error
        except duckdb.Error as error:  # as of a day that only Python takes for one: 2026-W05-6
            raise QueryError(str(error).strip()[:2000]) from error

    def each(self, question: str, **values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of ``<question>.sql`` one by one, for which there need be no room at once."""
        result = self.con.execute(sql(f"explore/{question}"), values or None)
        while rows := result.fetchmany(1000):
            yield from rows

    def first(self, question: str, **values: object) -> dict[str, Any] | None:
        """The first row as a dict; None when there is none."""
        records = self.ask(question, **values).records()
        return records[0] if records else None


class Library:
    """The reader copy of one data directory. Safe for threads."""

    def __init__(self, path: Path, *, seconds: float = 30.0, threads: int = 2, memory: str = MEMORY) -> None:
        self.path = path
        self._seconds, self._threads, self._memory = seconds, threads, memory
        self._gate = threading.Condition()
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._con: Connection | None = None
        self._stamp: Stamp | None = None
        self._readers = 0
        self._stale_since: float | None = None

    def edition(self) -> str:
        """The state of the file as it is on disk; without opening it.

        Raises:
            QueryError: there is no data yet.
        """
        return _named(self._on_disk())

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """A look into the newest state.

        Raises:
            QueryError: there is no data yet.
            WarehouseError: the file is damaged.
        """
        with self._places:
            yield from self._looked()

    def _looked(self) -> Iterator[Snapshot]:
        con, edition = self._enter()
        clock = threading.Timer(self._seconds, con.interrupt)
        clock.daemon = True
        try:
            clock.start()  # a machine out of threads refuses it: who came in has to go out again all the same
            yield Snapshot(con, self.path, edition)
        finally:
            clock.cancel()
            con.close()
            with self._gate:
                self._readers -= 1
                self._gate.notify_all()

    def close(self) -> None:
        """Let go of the file."""
        with self._gate:
            if self._con is not None:
                self._con.close()
            self._con = self._stamp = None

    def _enter(self) -> tuple[Connection, str]:
        with self._gate:
            while not self._is_usable(self._on_disk()):
                self._gate.wait(0.5)
            if self._con is None or self._stamp is None:
                raise QueryError("The database is being replaced; try again.", path=str(self.path))
            con = self._con.cursor()
            self._readers += 1
            return con, _named(self._stamp)

    def _is_usable(self, stamp: Stamp) -> bool:
        """Whether there is an open copy to read now, opened or opened anew if need be."""
        if self._con is not None and self._stamp == stamp:
            self._stale_since = None
            return True
        if self._readers:
            self._stale_since = self._stale_since or time.monotonic()
            return time.monotonic() - self._stale_since < PATIENCE
        self.close()
        self._open(stamp)
        return True

    def _open(self, stamp: Stamp) -> None:
        # Two workers and little memory: pages must leave room for the run that loads, and for the reader's own work.
        config = dict(OFFLINE) | {
            "memory_limit": self._memory,
            "threads": self._threads,
            "enable_external_access": False,
            "lock_configuration": True,
        }
        try:
            self._con = open_copy(self.path, config)
        except duckdb.Error as error:
            raise explain(error, self.path) from error
        self._stamp, self._stale_since = stamp, None

    def _on_disk(self) -> Stamp:
        try:
            status = self.path.stat()
        except FileNotFoundError as error:
            raise QueryError(no_data(self.path.parent), path=str(self.path)) from error
        return status.st_ino, status.st_mtime_ns, status.st_size


def _named(stamp: Stamp) -> str:
    return "-".join(f"{number:x}" for number in stamp)

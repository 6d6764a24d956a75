"""Rewriting the writer's database without the free space that replaced rows leave behind."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.database.store import OFFLINE, STORAGE, explain, lock, require_space, writer


@dataclass(frozen=True, slots=True)
class Compaction:
    """Bytes of the file before and after."""

    before: int
    after: int


def compact(path: Path, *, wait: float = 60.0) -> Compaction:
    """Replace the database by a copy of its content; a stop in between leaves the old file as it was.

    Deleted rows free their blocks for later loads but never shrink the file. The reader copy is out of date
    afterwards: publish it.

    Raises:
        WarehouseBusy: another process kept the lock for ``wait`` seconds.
        DiskFull: no room for a second copy.
    """
    with writer(path, wait=wait):
        pass  # replays a killed run's log, and brings the schema up to date
    with lock(path.with_suffix(".lock"), wait=wait):
        before = path.stat().st_size
        require_space(path.parent, before)
        copy = path.with_name(f".{path.name}.compact")
        copy.unlink(missing_ok=True)
        try:
            _copy(path, copy)
            copy.chmod(0o600)
            copy.replace(path)
        finally:
            copy.unlink(missing_ok=True)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return Compaction(before, path.stat().st_size)


def _copy(source: Path, target: Path) -> None:
    try:
        with duckdb.connect(config=OFFLINE | {"storage_compatibility_version": STORAGE}) as con:
            con.execute(f"ATTACH '{_quoted(source)}' AS old (READ_ONLY)")
            con.execute(f"ATTACH '{_quoted(target)}' AS new")
            con.execute("COPY FROM DATABASE old TO new")
    except duckdb.Error as error:
        raise explain(error, source) from error


def _quoted(path: Path) -> str:
    # ATTACH takes no parameters; a quote in a path is doubled as in any SQL string.
    return str(path).replace("'", "''")

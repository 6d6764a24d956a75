"""Opening the database: one writer at a time behind our own lock, and readers that can only read."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from parsers.errors import DiskFull, QueryError, WarehouseBusy, WarehouseError
from warehouse.database.migrate import Connection, migrate, pending, schema_version
from warehouse.database.published import no_data, note_current, wal

# Readable by DuckDB 1.4 to 2.x, and a stale write-ahead log of another file is refused instead of replayed.
STORAGE = "v1.4.0"
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_TURNS: dict[Path, threading.Lock] = {}
SPARE_BYTES = 64 << 20
"""Free space that must remain beside what an operation needs."""


@contextmanager
def writer(path: Path, *, wait: float = 60.0) -> Iterator[Connection]:
    """The writer's connection to an up-to-date database, made when missing.

    The folder is private (0700) and guarded by ``warehouse.lock``, because DuckDB's own lock is lost as soon as
    any code in the process closes another handle on the file. Closing writes everything into the file.

    Args:
        path: ``private/warehouse.duckdb``.
        wait: Seconds to wait for another writer.

    Raises:
        WarehouseBusy: another process kept the lock for ``wait`` seconds.
        DiskFull: there is not enough room to write; nothing was changed.
        SchemaTooNew, WarehouseError: the file is newer than this program, or damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.chmod(0o700)
    with lock(path.with_suffix(".lock"), wait=wait):
        require_space(path.parent, _size(path.with_name(path.name + ".wal")))
        with _explained(path), _up_to_date(path) as con:
            note_current(path)
            yield con


@contextmanager
def reader(path: Path, *, files: bool = False, seconds: float = 60.0) -> Iterator[Connection]:
    """A read-only connection of its own to the reader copy, for one query of the user's or a few of ours.

    Without ``files`` (for our own exports) it can neither read nor write other files, load extensions or change
    settings. Errors of a query come out as QueryError.

    Args:
        path: ``briefings.duckdb``.
        files: Allow reading and writing other files.
        seconds: Longest time a statement may take, where this DuckDB can limit it.

    Raises:
        WarehouseError: there is no reader copy yet, or it is damaged.
    """
    _require_copy(path)
    config = dict(OFFLINE)
    if hasattr(duckdb.DuckDBPyConnection, "appender"):  # DuckDB 2: 1.5 has no time limit for a statement
        config["max_execution_time"] = int(seconds * 1000)
    if not files:
        config |= {"memory_limit": "2GB", "enable_external_access": False, "lock_configuration": True}
    with _explained(path), open_copy(path, config) as con:
        yield con


def connected(path: Path) -> Connection:
    """A read-only connection to the reader copy for a program of the user's, with all that DuckDB offers beside it.

    Raises:
        QueryError: there is no reader copy yet.
        WarehouseError: it is damaged.
    """
    _require_copy(path)
    with _explained(path):
        return open_copy(path, OFFLINE)


def _require_copy(path: Path) -> None:
    if not path.exists():
        raise QueryError(no_data(path.parent), path=str(path))


def open_copy(path: Path, config: Mapping[str, Any]) -> Connection:
    """The reader copy, opened for reading; once more where it was replaced in the middle of that.

    DuckDB looks at a file twice while it opens it: of a copy that is replaced in between it has the beginning of one and
    the length of another ("Could not read enough bytes"), seen once in some hundred openings beside constant loads.

    Raises:
        duckdb.Error: the file cannot be opened, and is the same as before.
    """
    while True:
        before = _which(path)
        try:
            return duckdb.connect(str(path), read_only=True, config=dict(config))
        except duckdb.Error:
            if _which(path) == before:
                raise


def _which(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


def probe(path: Path) -> None:
    """Open the writer's database and close it again, where there is one, so that what is wrong with it is said now.

    Raises:
        WarehouseError: it is damaged, or of a kind that cannot be opened.
    """
    if path.exists() and not wal(path).exists():  # a log is replayed by the next writer, not by a look
        with _explained(path), duckdb.connect(str(path), read_only=True, config=OFFLINE):
            pass


@contextmanager
def lock(path: Path, *, wait: float) -> Iterator[None]:
    """Hold an exclusive lock on ``path``; a killed holder's lock is free at once.

    Raises:
        WarehouseBusy: naming the process that holds it.
    """
    deadline = time.monotonic() + wait
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        with _turn(path, deadline):
            _wait_for(handle, path, deadline)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


@contextmanager
def _turn(path: Path, deadline: float) -> Iterator[None]:
    """Be the next who gets ``path``: whoever has just let go of it comes after who waits.

    A backfill loads a round after the other and takes the lock again within a millisecond; a look at the lock twenty times
    a second met it free by chance alone.
    """
    mine = _TURNS.setdefault(path, threading.Lock())
    if not mine.acquire(
        timeout=max(0.0, deadline - time.monotonic())
    ):  # one thread of the process looks, the others sleep
        raise _busy(path, str(os.getpid()))
    try:
        handle = os.open(path.with_suffix(".turn"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            _wait_for(handle, path, deadline)
            yield
        finally:
            os.close(handle)
    finally:
        mine.release()


def _wait_for(handle: int, path: Path, deadline: float) -> None:
    while not _try_lock(handle):
        if time.monotonic() >= deadline:
            raise _busy(path, path.read_text("ascii", "replace").strip() or "unknown")
        time.sleep(0.02)


def _busy(path: Path, holder: str) -> WarehouseBusy:
    return WarehouseBusy(
        f"Another run (process {holder}) is writing to {path.parent}: wait until it has finished, "
        "then run the same command again.",
        path=str(path),
    )


def require_space(folder: Path, needed: int) -> None:
    """Make sure that ``needed`` bytes and a reserve can be written.

    Raises:
        DiskFull: naming the folder and what is missing.
    """
    free = shutil.disk_usage(folder).free
    missing = needed + SPARE_BYTES - free
    if missing > 0:
        raise DiskFull(
            f"Not enough free space in {folder}: {missing >> 20} MB more are needed. "
            "Nothing was changed; make room and run the same command again.",
            path=str(folder),
        )


@contextmanager
def filling(folder: Path) -> Iterator[None]:
    """For writing files into ``folder``: a disk that fills up meanwhile is said to be full, as by ``require_space``.

    Raises:
        DiskFull: what was there before is untouched.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        raise DiskFull(
            f"The disk of {folder} is full; the old copy is untouched. Make room and run the same command again.",
            path=str(folder),
        ) from error


def _try_lock(handle: int) -> bool:
    import fcntl  # only here: who reads needs no lock, and Windows has none of this kind

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@contextmanager
def _up_to_date(path: Path) -> Iterator[Connection]:
    config = OFFLINE | {"storage_compatibility_version": STORAGE}
    with duckdb.connect(str(path), config=config) as con:
        version = schema_version(con)
        if not (version and pending(con)):
            migrate(con)
            yield con
            return
    # Copied while nobody is connected: opening the file beside a connection would drop DuckDB's lock on it.
    _back_up(path, version)
    with duckdb.connect(str(path), config=config) as con:
        migrate(con)
        yield con


def _back_up(path: Path, version: int) -> None:
    for left_over in path.parent.glob(f"{path.stem}.schema*.part"):
        left_over.unlink()  # of a killed run
    require_space(path.parent, _size(path))
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    backup = path.with_name(f"{path.stem}.schema{version}.{stamp}.bak")
    part = backup.with_suffix(".part")
    try:
        with filling(path.parent):
            shutil.copyfile(path, part)
        part.replace(backup)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn DuckDB's own errors into sentences."""
    try:
        yield
    except duckdb.Error as error:
        raise explain(error, path) from error


def explain(error: duckdb.Error, path: Path) -> WarehouseError:
    """The error of ours that says what DuckDB's error means and what to do."""
    text = str(error)
    if "No space left" in text or "out of disk" in text.lower():
        return DiskFull(
            f"The disk of {path.parent} is full; what was committed before is kept. "
            "Make room and run the same command again.",
            path=str(path),
        )
    if "Could not set lock" in text:
        return WarehouseBusy(
            f"Another program has {path} open: close it and run the same command again.", path=str(path)
        )
    if "Corrupt" in text or "not a valid DuckDB" in text or "enough bytes" in text:
        return WarehouseError(
            f"{path} is damaged ({text.splitlines()[0]}): move it away and run `briefings reparse`, "
            "which rebuilds it from the page archive.",
            path=str(path),
        )
    return WarehouseError(f"{path} could not be used: {text.splitlines()[0]}", path=str(path))

"""Whether the reader copy is up to date: file status only, so that a run without news need not load DuckDB."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from warehouse.database.statements import scripts


def no_data(folder: Path) -> str:
    """What is said of a data directory without a reader copy."""
    if not folder.exists():
        return f"There is no folder {folder}: name the one that is meant, or run `briefings ingest`, which makes it."
    return f"There is no data yet in {folder}: run `briefings ingest` first."


def is_published(private: Path, reader: Path) -> bool:
    """Whether the reader copy is the writer's database as it is now; False after a run killed before publishing."""
    if not (private.exists() and reader.exists()) or wal(private).exists():
        return False
    ours, theirs = private.stat(), reader.stat()
    return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


def is_current(private: Path) -> bool:
    """Whether the writer's database has this program's tables and views; True where there is none yet."""
    try:
        return not private.exists() or _mark(private).read_text("utf-8") == _schema()
    except FileNotFoundError:
        return False


def note_current(private: Path) -> None:
    """Keep beside the writer's database that it was brought up to date."""
    mark = _mark(private)
    if not mark.exists() or mark.read_text("utf-8") != _schema():
        mark.write_text(_schema(), "utf-8")


def _mark(private: Path) -> Path:
    return private.with_suffix(".schema")


@cache
def _schema() -> str:
    """A hash of everything that makes the tables and views."""
    every = [script.sha256 for folder in ("migrations", "views") for script in scripts(f"database/{folder}")]
    return hashlib.sha256("\n".join(every).encode()).hexdigest()


def wal(path: Path) -> Path:
    """The write-ahead log that DuckDB keeps beside a database while it is open, or after a crash."""
    return path.with_name(path.name + ".wal")

"""Whether the reader copy is up to date: file status only, so that a run without news need not load DuckDB."""

from __future__ import annotations

from pathlib import Path


def is_published(private: Path, reader: Path) -> bool:
    """Whether the reader copy is the writer's database as it is now; False after a run killed before publishing."""
    if not (private.exists() and reader.exists()) or wal(private).exists():
        return False
    ours, theirs = private.stat(), reader.stat()
    return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


def wal(path: Path) -> Path:
    """The write-ahead log that DuckDB keeps beside a database while it is open, or after a crash."""
    return path.with_name(path.name + ".wal")

"""The reader copy: a complete file that replaces the old one in a single rename."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from warehouse.database.published import wal
from warehouse.database.store import filling, lock, require_space, writer

FICLONE = 0x40049409
"""Linux's request to share a file's blocks (btrfs, XFS, bcachefs)."""


def publish(private: Path, reader: Path, *, wait: float = 60.0) -> None:
    """Replace the reader copy by the writer's database as it is now.

    Who has the old copy open keeps reading it; who opens the file afterwards gets the new one. Must not be called
    while this process has the writer's database open.

    Args:
        private: ``private/warehouse.duckdb``.
        reader: ``briefings.duckdb``.
        wait: Seconds to wait for another writer.

    Raises:
        WarehouseBusy: another process kept the lock for ``wait`` seconds.
        DiskFull: no room for a second copy; the old reader copy is untouched.
    """
    if wal(private).exists():
        with writer(private, wait=wait):
            pass  # opening replays what a killed run had committed, closing writes it into the file
    with lock(private.with_suffix(".lock"), wait=wait):
        for left_over in reader.parent.glob(f".{reader.name}.*.tmp"):
            left_over.unlink()
        require_space(reader.parent, private.stat().st_size)
        copy = reader.parent / f".{reader.name}.{os.getpid()}.tmp"
        try:
            with filling(reader.parent):
                _copy_durably(private, copy)
            # A log left by a program that opened the old copy for writing would be replayed into the new one.
            wal(reader).unlink(missing_ok=True)
            copy.replace(reader)
        finally:
            copy.unlink(missing_ok=True)
        _sync(reader.parent)


def _copy_durably(source: Path, copy: Path) -> None:
    if not _share(source, copy):
        shutil.copyfile(source, copy)
    copy.chmod(0o444)
    status = source.stat()
    os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))
    _sync(copy)


def _share(source: Path, copy: Path) -> bool:
    """Let both files have the same blocks until one of them changes; False where the file system cannot (ext4, tmpfs)."""
    with source.open("rb") as theirs, copy.open("wb") as ours:
        try:
            fcntl.ioctl(ours, FICLONE, theirs.fileno())
        except OSError:
            return False
    return True


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Backups of one data directory: databases as of one moment, and the archive by what is new in it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows.disk import sync
from flows.settings import Paths
from warehouse.database.publish import publish
from warehouse.database.store import require_space

STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds."""

    folder: Path
    files: dict[str, int]
    """Bytes of the databases and of what people wrote, by name in ``folder``."""
    new_pages: int
    """Archived pages copied this time."""
    new_bytes: int
    """What these take."""
    removed: list[str]
    """Names of older backups removed."""


def back_up(paths: Paths, root: Path, *, now: datetime, keep: int) -> Backup:
    """Copy warehouse, ledger, run history, what people wrote (sites, corrections, measures, watches) and new archived pages.

    The caller holds the run lock, so that warehouse, ledger and archive belong together. A backup is complete once
    its folder has its final name; what a stop leaves is called ``*.part`` and removed by the next one.

    Args:
        root: The folder that they go below; better on another disk than the data.
        keep: How many backups of the databases to keep.

    Raises:
        DiskFull: there is not enough room; nothing was changed.
    """
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    sources = [paths.warehouse, paths.ledger, history(paths)]
    require_space(root, sum(path.stat().st_size for path in sources if path.exists()))
    for left_over in root.glob("*.part"):
        shutil.rmtree(left_over)
    new_pages, new_bytes = _copy_archive(paths.archive, root / "archive")
    while (root / now.strftime(STAMP)).exists():  # made within the same second
        now += timedelta(seconds=1)
    part = root / f"{now.strftime(STAMP)}.part"
    part.mkdir(mode=0o700)
    if paths.warehouse.exists():
        publish(paths.warehouse, part / "warehouse.duckdb")
    for source in (paths.ledger, history(paths)):
        if source.exists():
            _copy_sqlite(source, part / source.name)
    for own in _own(paths):
        if own.is_dir():
            shutil.copytree(own, part / own.name)
        elif own.exists():
            shutil.copy(own, part / own.name)
    _sync_all(part)
    done = part.with_suffix("")
    part.replace(done)
    sync(root)  # before an older one is removed for it
    files = {path.name: _size(path) for path in sorted(done.iterdir())}
    return Backup(done, files, new_pages, new_bytes, _thin_out(root, keep))


def _own(paths: Paths) -> tuple[Path, ...]:
    """What people wrote, and what nothing else tells again: which sites are followed, and which news was told."""
    return paths.corrections, paths.sites, paths.definitions, paths.watches, paths.measures, paths.told


def _size(path: Path) -> int:
    return sum(file.stat().st_size for file in (path, *path.rglob("*")) if file.is_file())


def history(paths: Paths) -> Path:
    """The local server's run history; a server on PostgreSQL keeps it elsewhere."""
    return paths.prefect / "prefect.db"


def backups(root: Path) -> list[Path]:
    """Complete backups, oldest first."""
    return sorted(path for path in root.glob("*T*Z") if path.is_dir())


def _copy_sqlite(source: Path, target: Path) -> None:
    # SQLite's own copy is consistent while others write; a file copy would miss what is still in the log.
    with closing(sqlite3.connect(source, timeout=60)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new, pages=2000, sleep=0.05)
    target.chmod(0o600)


def _copy_archive(source: Path, target: Path) -> tuple[int, int]:
    """Copy what is not there yet; how many files and bytes. A file of the archive never changes, so its name tells."""
    copied = size = 0
    target.mkdir(exist_ok=True, mode=0o700)
    for folder in source.glob("??"):
        copies = target / folder.name
        copies.mkdir(exist_ok=True, mode=0o700)
        for page in folder.glob("*.html.gz"):
            copy = copies / page.name
            if copy.exists():
                continue
            part = copy.with_suffix(".part")
            shutil.copyfile(page, part)
            sync(part)
            part.replace(copy)
            copied, size = copied + 1, size + copy.stat().st_size
        sync(copies)
    sync(target)
    return copied, size


def _sync_all(folder: Path) -> None:
    for place in (*folder.rglob("*"), folder):
        sync(place)


def _thin_out(root: Path, keep: int) -> list[str]:
    old = backups(root)[:-keep]
    for folder in old:
        shutil.rmtree(folder)
    return [folder.name for folder in old]

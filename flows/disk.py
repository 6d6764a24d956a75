"""What the file system refuses, as an error of ours: no room, no right to write, a file where a folder has to be; and what
makes it keep what it was given."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES
from pathlib import Path

from parsers.errors import StorageError


def unusable(error: OSError) -> StorageError:
    """The error that says what could not be used and what to do."""
    place = f"{error.filename}: " if error.filename else ""
    return StorageError(
        f"{place}{error.strerror or error}.{_owned_by_another(error)} Make room, correct the rights, or choose another folder with --data-dir"
        " (BRIEFINGS_DATA_DIR); then run the same command again, nothing was lost.",
        path=str(error.filename) if error.filename else None,
    )


def replace_text(path: Path, text: str) -> None:
    """Write a whole file in one step: whoever is stopped in between leaves the one before."""
    part = path.with_suffix(".part")
    part.write_text(text, "utf-8")
    part.replace(path)


@contextmanager
def storage_refused() -> Iterator[None]:
    """What the file system refuses inside the block, as an error of ours: foreseen, so without a traceback."""
    try:
        yield
    except OSError as error:
        if not error.filename:  # of a socket or a process, not of a file
            raise
        raise unusable(error) from error


def require_usable(*folders: Path) -> None:
    """Look, before anything is fetched, whether a run may use what is there: one under sudo may have left its files.

    Args:
        folders: they, and what stands directly in them (the writer's; what else may not be used is said when it is met).

    Raises:
        StorageError: something may not be read and written; names it, and whose it is.
    """
    for place in (found for folder in folders for found in (folder, *_within(folder))):
        needed = os.R_OK | os.W_OK | (os.X_OK if place.is_dir() else 0)
        # Asked twice: what another run makes or removes in this moment is nobody's.
        if place.exists() and not os.access(place, needed) and place.exists():
            raise unusable(PermissionError(EACCES, os.strerror(EACCES), str(place)))


def sync(place: str | Path) -> None:
    """Have a file's bytes or a folder's entries on disk: what was made or renamed in a folder is durable only with these."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _within(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if os.access(folder, os.R_OK | os.X_OK) else []


def _owned_by_another(error: OSError) -> str:
    if not isinstance(error, PermissionError) or not error.filename:
        return ""
    try:
        owner, me = Path(os.fsdecode(error.filename)).stat().st_uid, os.geteuid()
    except OSError:  # inside a folder that may not be entered
        return ""
    return "" if owner == me else f" It belongs to user {owner}, this is user {me}: chown it to this user."

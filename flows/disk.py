"""What the file system refuses, as an error of ours: no room, no right to write, a file where a folder has to be."""

from __future__ import annotations

from parsers.errors import StorageError


def unusable(error: OSError) -> StorageError:
    """The error that says what could not be used and what to do."""
    place = f"{error.filename}: " if error.filename else ""
    return StorageError(
        f"{place}{error.strerror or error}. Make room, correct the rights, or choose another folder with --data-dir"
        " (BRIEFINGS_DATA_DIR); then run the same command again, nothing was lost.",
        path=str(error.filename) if error.filename else None,
    )

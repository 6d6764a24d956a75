"""The page archive: every distinct body ever fetched, compressed, found by the SHA-256 of its bytes.

``ab/<sha256>.html.gz`` under the root. A file is written once (temporary file, fsync, rename) and never again;
its name is computed from its content, so nothing a site sends can choose a path.
"""

from __future__ import annotations

import gzip
import hashlib
import math
import os
import re
import secrets
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

from flows.disk import sync
from parsers.errors import ArchiveError

LEVEL = 3
"""Of gzip: a page of 57 KB takes 0.2 ms instead of 0.5 at level 6, and a tenth more room."""

ENDING = ".html.gz"

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC

SHA256 = re.compile(r"[0-9a-f]{64}")

_SETTLED: set[str] = set()
"""Folders that this process has had on disk once: their entries and their own entry in the folder above. Not left to who
makes a folder or file, who may be killed in between: the next would find it there and promise what nobody has done."""


@dataclass(frozen=True, slots=True)
class ArchiveSize:
    """How many bodies the archive holds and their bytes on disk."""

    pages: int
    bytes: int


class Archive:
    """Bodies by content. Safe for threads and processes: equal content makes equal files."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where a body is or would be.

        Raises:
            ArchiveError: when ``sha256`` is not 64 lower-case hex digits.
        """
        if not SHA256.fullmatch(sha256):
            raise ArchiveError(f"{sha256!r} is not the SHA-256 of a page; copy it from the column page_sha256.")
        return self.root / sha256[:2] / f"{sha256}{ENDING}"

    def put(self, raw: bytes) -> str:
        """Keep a body; its SHA-256 (hex). On return the bytes are on disk, however the machine stops."""
        sha256 = hashlib.sha256(raw).hexdigest()
        target = self.path(sha256)
        try:
            if target.exists() and self._intact(sha256):
                self._settle(target.parent, changed=False)
                return sha256
            self._write(target, gzip.compress(raw, compresslevel=LEVEL, mtime=0))
        except OSError as error:
            raise ArchiveError(
                f"The archive could not be written: {error.strerror or error}. Make room or allow writing to"
                f" {self.root}, then run again; nothing was lost.",
                page_sha256=sha256,
                path=str(target),
            ) from error
        return sha256

    def has(self, sha256: str | None) -> bool:
        """Whether a body is there (its bytes are checked only when read)."""
        return sha256 is not None and self.path(sha256).exists()

    def get(self, sha256: str) -> bytes:
        """The body, verified.

        Raises:
            ArchiveError: when it is missing or its bytes no longer have this SHA-256.
        """
        path = self.path(sha256)
        try:
            raw = gzip.decompress(path.read_bytes())
        except FileNotFoundError as error:
            raise _damaged("is not in the archive", sha256, path) from error
        except (OSError, EOFError, zlib.error) as error:
            raise _damaged("cannot be read", sha256, path) from error
        if hashlib.sha256(raw).hexdigest() != sha256:
            raise _damaged("was altered on disk", sha256, path)
        return raw

    def size(self) -> ArchiveSize:
        """Number of bodies and bytes on disk."""
        pages = size = 0
        for folder in self.root.glob("??"):
            with os.scandir(folder) as entries:  # a path object a page took three times as long
                for entry in entries:
                    if entry.name.endswith(ENDING):
                        pages, size = pages + 1, size + entry.stat().st_size
        return ArchiveSize(pages, size)

    def sweep(self, *, older_than: float = 0.0) -> int:
        """Remove temporary files that a killed process left; how many.

        Args:
            older_than: seconds; younger ones may be another run's that is writing now.
        """
        latest = time.time() - older_than
        leftovers = [path for path in self.root.glob("??/.*.part") if _modified(path) <= latest]
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)

    def _intact(self, sha256: str) -> bool:
        try:
            self.get(sha256)
        except ArchiveError:
            return False
        return True

    def _settle(self, folder: Path, *, changed: bool) -> None:
        first = str(folder) not in _SETTLED
        if first or changed:
            sync(folder)
        if first:
            sync(self.root)
            if str(self.root) not in _SETTLED:
                sync(self.root.parent)
            _SETTLED.update((str(folder), str(self.root)))

    def _write(self, target: Path, packed: bytes) -> None:
        folder = str(target.parent)
        temporary = f"{folder}/.{secrets.token_hex(8)}.part"
        try:
            handle = os.open(temporary, _NEW, 0o600)
        except FileNotFoundError:
            _SETTLED.difference_update((folder, str(self.root)))
            target.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(temporary, _NEW, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(packed)
                file.flush()
                os.fchmod(handle, 0o444)
                os.fsync(handle)
            os.replace(temporary, target)  # noqa: PTH105 - paths as objects took a tenth of the time to keep a page
        except BaseException:  # Ctrl-C and a full disk alike: a run may be stopped at any line, and leaves no half file
            Path(temporary).unlink(missing_ok=True)
            raise
        self._settle(target.parent, changed=True)


def _modified(path: Path) -> float:
    """Seconds since 1970; of a file that was just renamed or removed: never old enough."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return math.inf


def _damaged(what: str, sha256: str, path: Path) -> ArchiveError:
    return ArchiveError(
        f"The archived page {sha256[:12]}… {what} ({path}). The next run fetches it again;"
        " if the site no longer has it, restore the file from a backup.",
        page_sha256=sha256,
        path=str(path),
    )

"""The tables on an object store: Parquet by site and year, only what changed, in a state that is never half new.

turns/site=shanghai/year=2024/data.parquet     each table's newest state, for readers that take every file
_versions/turns/site=…/year=…/<sha256>.parquet     the same files under names that never change
_latest.json    which versions belong together: switched last, so a reader of it sees one moment of all tables
_renewing.json  only while files are being renewed: what a stopped publication may have left half done
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flows.deliver.remote import Remote
from parsers.errors import PublishError
from warehouse.readers.parts import Parts, PublishedPart, opened

log = logging.getLogger(__name__)

LATEST, RENEWING, VERSIONS = "_latest.json", "_renewing.json", "_versions"
FORMAT = 1
KEPT = timedelta(days=1)
"""How long a version stays after it was replaced: for readers that began with an older ``_latest.json``."""


@dataclass(frozen=True, slots=True)
class File:
    """One published part, as ``_latest.json`` lists it. ``path`` is the version's, ``folder`` that of data.parquet."""

    table: str
    folder: str
    path: str
    site: str | None
    year: int | None
    rows: int
    bytes: int
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Latest:
    """What ``_latest.json`` says: the files by folder, and since when (ISO) older versions are replaced."""

    files: Mapping[str, File] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, remote: Remote) -> Latest:
        """As it is now; empty where nothing was published yet.

        Raises:
            PublishError: what lies there was not written by this program, or by a newer one.
        """
        if (text := remote.read(LATEST)) is None:
            return cls()
        try:
            found = json.loads(text)
            if found["format"] != FORMAT:
                raise ValueError(f"format {found['format']}")
            return cls({entry["folder"]: File(**entry) for entry in found["files"]}, found["replaced"])
        except (ValueError, KeyError, TypeError) as error:
            raise PublishError(
                f"{remote.name}/{LATEST} cannot be understood ({error}): publish to an empty folder, or remove it to "
                "replace what is there.",
                url=remote.name,
            ) from error

    def text(self, now: datetime) -> bytes:
        """As it is written."""
        whole = {
            "format": FORMAT,
            "published_at": now.isoformat(timespec="seconds"),
            "files": [asdict(entry) for entry in self.files.values()],
            "replaced": self.replaced,
        }
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication sent: files, their bytes, and how many others were up to date."""

    files: int
    bytes: int
    unchanged: int


def publish_tables(copy: Path, url: str, scratch: Path, *, now: datetime) -> Published:
    """Bring the folder at ``url`` up to the reader copy ``copy``.

    Whatever stops it, the folder stays readable and the next call completes it. A folder belongs to one data
    directory, and one call at a time to the folder (``delivery.delivering``); two data directories publish to two folders.

    Args:
        copy: ``briefings.duckdb``.
        url: Any address fsspec can write to.
        scratch: A folder in which there is one for the parts' files, one at a time.
        now: With zone.

    Raises:
        UsageError: nothing can be written to such an address.
        PublishError: the store refused or did not answer, or the folder holds sites that this copy does not.
        QueryError, DiskFull: there is no data yet, or no room for a part's file.
    """
    remote = Remote(url)
    before, unsure = Latest.read(remote), _unsure(remote)
    files, sent = {}, []
    scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
    with TemporaryDirectory(dir=scratch) as own, opened(copy, Path(own)) as parts:
        _refuse_strangers(remote, before, parts)
        for part in parts.all:
            known = before.files.get(part.folder)
            if known is None or known.fingerprint != part.fingerprint or part.folder in unsure:
                sent.append(known := _send(remote, parts, part, Path(own) / "part.parquet"))
            files[part.folder] = known
    gone = (set(before.files) | unsure) - set(files)
    if sent or gone:
        _renew(remote, sent, gone, unsure)
        _switch(remote, before, files, now)
    done = Published(len(sent), sum(entry.bytes for entry in sent), len(files) - len(sent))
    log.info(
        "tables published to %s files=%d bytes=%d unchanged=%d", remote.name, done.files, done.bytes, done.unchanged
    )
    return done


def _unsure(remote: Remote) -> set[str]:
    """Folders whose data.parquet a stopped publication may have renewed already."""
    text = remote.read(RENEWING)
    return set() if text is None else set(json.loads(text))


def _refuse_strangers(remote: Remote, before: Latest, parts: Parts) -> None:
    there = {entry.site for entry in before.files.values() if entry.site is not None}
    if strangers := sorted(there - parts.sites):
        raise PublishError(
            f"{remote.name} holds the tables of {', '.join(strangers)}, which this database does not have: give each "
            f"data directory a folder of its own, or remove {LATEST} there to replace them.",
            url=remote.name,
        )


def _send(remote: Remote, parts: Parts, part: PublishedPart, file: Path) -> File:
    """Upload a part under the name that never changes; nobody reads it yet."""
    parts.write(part, file)
    with file.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    path = f"{VERSIONS}/{part.folder}/{sha256}.parquet"
    remote.put(file, path)
    size = file.stat().st_size
    file.unlink()
    return File(part.table, part.folder, path, part.site, part.year, part.rows, size, sha256, part.fingerprint)


def _renew(remote: Remote, sent: list[File], gone: set[str], unsure: set[str]) -> None:
    """Renew what readers without ``_latest.json`` see."""
    touched = sorted({entry.folder for entry in sent} | gone | unsure)
    remote.put_bytes(json.dumps(touched).encode(), RENEWING)
    for entry in sent:
        remote.copy(entry.path, f"{entry.folder}/data.parquet")
    remote.remove(f"{folder}/data.parquet" for folder in gone)


def _switch(remote: Remote, before: Latest, files: dict[str, File], now: datetime) -> None:
    """Make the new state the latest, then remove versions that were replaced long enough ago."""
    current = {entry.path for entry in files.values()}
    old: dict[str, Any] = {
        path: before.replaced.get(path, now.isoformat(timespec="seconds"))
        for path in remote.files(VERSIONS)
        if path not in current
    }
    over = [path for path, since in old.items() if datetime.fromisoformat(since) < now - KEPT]
    kept = {path: since for path, since in old.items() if path not in over}
    remote.put_bytes(Latest(files, kept).text(now), LATEST)
    remote.remove([RENEWING])
    remote.remove(over)

"""The page archive as a WARC file: the format of web archives, readable without this project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.archive.store import Archive
from flows.ledger.copies import ArchivedPage
from flows.ledger.ledger import Ledger
from parsers.errors import ArchiveError

NOTES = "application/warc-fields"
"""Type of the metadata record after each page: what the ledger knows and the page does not say, so that the file
gives the same briefings elsewhere."""


@dataclass(frozen=True, slots=True)
class WarcReport:
    """How many pages were written or read, and which were left out."""

    pages: int
    skipped: tuple[str, ...] = ()
    """Addresses whose copy is lost or damaged (writing), or which are no transcripts of the site (reading)."""


def export_warc(path: Path, ledger: Ledger, archive: Archive, *, sites: Sequence[str | None] = (None,)) -> WarcReport:
    """Write every archived version of every page as a response record, and what is known of it as a metadata record.

    Each is a compressed member of its own. The file appears complete or not at all. The HTTP headers are those that matter for reading (type, length):
    the archive keeps bodies only.

    Raises:
        ArchiveError: the file cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    written, skipped = 0, []
    try:
        with part.open("wb") as file:
            writer = WARCWriter(file, gzip=path.name.endswith(".gz"))
            writer.write_record(
                writer.create_warcinfo_record(path.name, {"software": "briefings", "format": "WARC/1.0"})
            )
            for version in chain.from_iterable(map(ledger.copies.versions, sites)):
                try:
                    for record in _records(writer, version, archive.get(version.page_sha256)):
                        writer.write_record(record)
                    written += 1
                except ArchiveError:
                    skipped.append(version.url)
        part.replace(path)
    except OSError as error:
        raise ArchiveError(
            f"The file {path} could not be written: {error.strerror or error}.", path=str(path)
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return WarcReport(written, tuple(skipped))


def _records(writer: WARCWriter, version: ArchivedPage, raw: bytes) -> Iterator[Any]:
    headers = [("Content-Type", version.content_type or "text/html"), ("Content-Length", str(len(raw)))]
    dated = {"WARC-Date": f"{version.checked_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"}
    page = writer.create_warc_record(
        version.url,
        "response",
        payload=BytesIO(raw),
        length=len(raw),
        http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
        warc_headers_dict=dated,
    )
    yield page
    notes = _notes(version)
    yield writer.create_warc_record(
        version.url,
        "metadata",
        payload=BytesIO(notes),
        length=len(notes),
        warc_content_type=NOTES,
        warc_headers_dict={**dated, "WARC-Concurrent-To": page.rec_headers.get_header("WARC-Record-ID")},
    )


def _notes(version: ArchivedPage) -> bytes:
    """``name: value`` lines. Moments are exact here: WARC-Date has seconds only."""
    known = {
        "site": version.site,
        "title": " ".join((version.title or "").split()),
        "listed-on": version.listed_on and version.listed_on.isoformat(),
        "first-seen-at": _moment(version.first_seen_at),
        "seen-at": _moment(version.checked_at),
        "run-at": version.run_at and _moment(version.run_at),
    }
    return "".join(f"{name}: {value}\r\n" for name, value in known.items() if value).encode()


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()

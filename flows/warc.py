"""The page archive as a WARC file, and back: the format of web archives, readable without this project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.archive import Archive
from flows.ledger import Ledger, Validators
from flows.ledger_copies import ArchivedPage
from flows.outcomes import recheck_after
from flows.transport import Limits
from parsers.encoding import decode
from parsers.errors import ArchiveError, UsageError
from parsers.signature import classify_body
from parsers.sites import Site
from parsers.urls import normalise_url

TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)

AGE = timedelta(days=365)
"""Imported pages count as old: nobody expects a correction of what was collected long ago."""


@dataclass(frozen=True, slots=True)
class WarcReport:
    """How many pages were written or read, and which were left out."""

    pages: int
    skipped: tuple[str, ...] = ()
    """Addresses whose copy is lost or damaged (writing), or which are no transcripts of the site (reading)."""


def export_warc(path: Path, ledger: Ledger, archive: Archive, *, site: str | None = None) -> WarcReport:
    """Write every archived version of every page as a response record, one compressed member each.

    The file appears complete or not at all. The HTTP headers are those that matter for reading (type, length):
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
            for version in ledger.copies.versions(site):
                try:
                    writer.write_record(_record(writer, version, archive.get(version.page_sha256)))
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


def _record(writer: WARCWriter, version: ArchivedPage, raw: bytes) -> Any:
    headers = [("Content-Type", version.content_type or "text/html"), ("Content-Length", str(len(raw)))]
    return writer.create_warc_record(
        version.url,
        "response",
        payload=BytesIO(raw),
        length=len(raw),
        http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": f"{version.checked_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"},
    )


def import_warc(path: Path, site: Site, ledger: Ledger, archive: Archive) -> WarcReport:
    """Take the site's transcripts from a WARC file into archive and ledger; the next run parses and loads them.

    Of several versions of a page the newest counts; the others are archived. A page the ledger has a copy of
    already is left as it is. Nothing is fetched.

    Raises:
        UsageError: the file is no readable WARC file.
    """
    newest: dict[str, tuple[datetime, str, str | None]] = {}
    skipped: list[str] = []
    for url, at, content_type, raw in _responses(path):
        if not _is_transcript(url, raw, content_type, site):
            skipped.append(url)
            continue
        digest = archive.put(raw)
        if url not in newest or newest[url][0] <= at:
            newest[url] = (at, digest, content_type)
    for url, (_, digest, content_type) in newest.items():
        if ledger.validators(url).page_sha256 is None:
            _record_import(url, digest, content_type, site, ledger)
    return WarcReport(len(newest), tuple(skipped))


def _record_import(url: str, digest: str, content_type: str | None, site: Site, ledger: Ledger) -> None:
    ledger.record_page(
        url, site.name, state="ok", validators=Validators(None, None, digest), content_type=content_type,
        changed=True, next_check_at=ledger.now() + recheck_after(AGE),
    )  # fmt: skip


def _responses(path: Path) -> Iterator[tuple[str, datetime, str | None, bytes]]:
    """(address, date, Content-Type, body) of every complete answer with status 200."""
    limit = Limits().body_bytes
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                if record.http_headers.get_statuscode() != "200":
                    continue
                raw = record.content_stream().read(limit + 1)
                url = _address(record.rec_headers.get_header("WARC-Target-URI"))
                if url is not None and len(raw) <= limit:
                    yield url, _date(record), record.http_headers.get_header("Content-Type"), raw
    except (OSError, ArchiveLoadFailed) as error:
        raise UsageError(f"{path} cannot be read as a WARC file: {error}.", path=str(path)) from error


def _is_transcript(url: str, raw: bytes, content_type: str | None, site: Site) -> bool:
    """Whether the site's definition would have had this page fetched: its host, its type, its title."""
    if not site.allows(url) or classify_body(raw, status=200, content_type=content_type) != "ok":
        return False
    pattern = site.listing.title_matches
    if pattern is None:
        return True
    title = TITLE.search(decode(raw[:20_000], content_type).text)
    return bool(title and re.search(pattern, title[1]))


def _address(text: str | None) -> str | None:
    try:
        return normalise_url((text or "").strip("<>"))
    except ValueError:
        return None


def _date(record: Any) -> datetime:
    """WARC-Date, or long ago where it is missing or unreadable."""
    try:
        moment = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

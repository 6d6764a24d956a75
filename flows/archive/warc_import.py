"""Pages from a WARC file, of this program or of another crawler, into archive and ledger."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from flows.archive.store import Archive
from flows.archive.warc_export import NOTES, WarcReport
from flows.http.transport import Limits
from flows.ledger.copies import ArchivedPage
from flows.ledger.ledger import Ledger
from flows.ledger.outcomes import recheck_after
from parsers.errors import UsageError
from parsers.html.encoding import decode
from parsers.html.signature import classify_body
from parsers.html.urls import normalise_url
from parsers.sites.definition import Site

TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)

AGE = timedelta(days=365)
"""Imported pages count as old: nobody expects a correction of what was collected long ago."""

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""A page without a date is older than every other version of it."""

MOST_NOTES = 100_000


@dataclass(frozen=True, slots=True)
class WarcPage:
    """One page of the file, with what is noted about it there."""

    url: str
    at: datetime
    content_type: str | None
    raw: bytes
    record_id: str | None
    notes: Mapping[str, str]


def import_warc(path: Path, site: Site, ledger: Ledger, archive: Archive) -> WarcReport:
    """Take the site's transcripts from a WARC file into archive and ledger; the next run parses and loads them.

    All versions of a page are taken, in the order of their dates. A page the ledger has a copy of already is left
    as it is. Nothing is fetched.

    Raises:
        UsageError: the file is no readable WARC file.
    """
    versions: dict[str, list[ArchivedPage]] = defaultdict(list)
    skipped: list[str] = []
    for found in _pages(path):
        if _is_transcript(found, site):
            versions[found.url].append(_version(found, site, archive.put(found.raw), ledger.now()))
        else:
            skipped.append(found.url)
    for url, found_versions in versions.items():
        if ledger.validators(url).page_sha256 is None:
            next_check_at = ledger.now() + recheck_after(AGE)
            ledger.take_page(sorted(found_versions, key=lambda v: v.checked_at), next_check_at=next_check_at)
    return WarcReport(len(versions), tuple(skipped))


def nothing_found(path: Path, site: Site, report: WarcReport) -> str:
    """Why a file gave no page, in a sentence or two."""
    origins = sorted({f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, report.skipped)})
    if not origins:
        return f"{path} holds no page that was answered with status 200: there is nothing to take."
    named = ", ".join(origins[:3]) + (" …" if len(origins) > 3 else "")
    return (
        f"{path} holds no transcript of {site.name}: its {len(report.skipped)} pages are from {named}. Name a mirror "
        "whose pages these are with --base-url, or the site that they belong to with --site."
    )


def _version(found: WarcPage, site: Site, page_sha256: str, now: datetime) -> ArchivedPage:
    seen_at = _moment(found.notes.get("seen-at")) or found.at
    return ArchivedPage(
        url=found.url,
        site=site.name,
        page_sha256=page_sha256,
        content_type=found.content_type,
        title=found.notes.get("title"),
        listed_on=_day(found.notes.get("listed-on")),
        first_seen_at=_moment(found.notes.get("first-seen-at")) or now,
        checked_at=seen_at,
        run_at=_moment(found.notes.get("run-at")) or seen_at,
    )


def _pages(path: Path) -> Iterator[WarcPage]:
    """Every complete answer with status 200, and every resource, with the notes of the metadata record that follows it."""
    waiting: WarcPage | None = None
    for record in _records(path):
        if waiting and record.rec_headers.get_header("WARC-Concurrent-To") == waiting.record_id:
            waiting = replace(waiting, notes=_notes(record))
        if page := _page(record):
            if waiting:
                yield waiting
            waiting = page
    if waiting:
        yield waiting


def _records(path: Path) -> Iterator[Any]:
    """Every record.

    Raises:
        UsageError: the file cannot be read, as a whole or from some record on.
    """
    try:
        with path.open("rb") as file:
            yield from ArchiveIterator(file)
    except (OSError, ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError, ValueError) as error:
        # warcio has errors of its own for what is no WARC file, and stumbles over records without what they must have.
        reason = " ".join(str(error).split())  # explained over several lines
        raise UsageError(f"{path} cannot be read as a WARC file: {reason}.", path=str(path)) from error


def _page(record: Any) -> WarcPage | None:
    headers = record.http_headers
    if record.rec_type == "resource":  # a body that was saved without its answer
        content_type = record.rec_headers.get_header("Content-Type")
    elif record.rec_type == "response" and headers is not None and headers.get_statuscode() == "200":
        content_type = headers.get_header("Content-Type")
    else:
        return None
    limit = Limits().body_bytes
    raw = record.content_stream().read(limit + 1)
    url = _address(record.rec_headers.get_header("WARC-Target-URI"))
    if url is None or len(raw) > limit or not _is_whole(record):
        return None
    at = _moment(record.rec_headers.get_header("WARC-Date")) or UNDATED
    record_id = record.rec_headers.get_header("WARC-Record-ID")
    return WarcPage(url, at, content_type, raw, record_id, {})


def _is_whole(record: Any) -> bool:
    """Whether neither the crawler nor the end of the file cut the record short; its content has been read."""
    if record.rec_headers.get_header("WARC-Truncated"):
        return False
    record.raw_stream.read()  # what stands behind the last chunk of a chunked body
    return getattr(record.raw_stream, "limit", 0) <= 0


def _notes(record: Any) -> dict[str, str]:
    """The fields of a metadata record; none where it is of another kind."""
    if record.rec_type != "metadata" or record.rec_headers.get_header("Content-Type") != NOTES:
        return {}
    text = record.content_stream().read(MOST_NOTES).decode("utf-8", "replace")
    fields = (line.partition(": ") for line in text.splitlines())
    return {name: value for name, colon, value in fields if colon}


def _is_transcript(found: WarcPage, site: Site) -> bool:
    """Whether the site's definition would have had this page fetched: its host, its type, its title."""
    # With --base-url the definition's own hosts are not fetched any more, but their pages are the site's all the same.
    if not site.allows(found.url) and urlsplit(found.url).hostname not in site.replaces:
        return False
    if classify_body(found.raw, status=200, content_type=found.content_type) != "ok":
        return False
    pattern = site.listing.title_matches
    if pattern is None:
        return True
    title = TITLE.search(decode(found.raw[:20_000], found.content_type).text)
    return any(re.search(pattern, text) for text in (title[1] if title else "", found.notes.get("title", "")))


def _address(text: str | None) -> str | None:
    try:
        return normalise_url((text or "").strip("<>"))
    except ValueError:
        return None


def _moment(text: str | None) -> datetime | None:
    """A date with time; None where it is missing or unreadable."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None

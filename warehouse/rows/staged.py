"""A parsed page on its way to the writer: a line of JSON, whose head is all that most loads look at in Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any

import orjson

from parsers.promises import is_incomplete
from parsers.records import Page
from warehouse.rows.content import digest_of, page_content, page_from_content
from warehouse.rows.loadpage import LoadPage, utc

_SEAM = b',\t"page":'
"""Between the head and the content, in which there is no tab: the line is JSON, and Python reads the head alone."""

LARGEST = 4 << 20
"""Bytes of a file that SQL reads; DuckDB takes some ten times as much for its rows."""


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where a line is."""

    path: Path
    offset: int
    length: int
    longest: int
    """Bytes of the file's longest line."""
    plain: bool
    """Whether SQL can read the file, and makes the same rows of it as Python."""


@dataclass(frozen=True, slots=True)
class StagedPage:
    """A line of a staged file, as far as a load decides by it; the rest stays in the file."""

    order: tuple[str, ...]
    """What pages are loaded by; no two lines have the same."""
    url: str
    site: str
    briefing_id: str
    page_sha256: str
    digest: str
    title: str
    held_on: date | None
    content_hash: str
    turns: int
    metrics: int
    incomplete: str | None
    """The page's first warning that it may not be read as what it is."""
    place: LinePlace

    def whole(self) -> LoadPage:
        """The page itself."""
        with self.place.path.open("rb") as file:
            file.seek(self.place.offset)
            head, content = _halves(file.read(self.place.length))
        return LoadPage(
            url=self.url,
            site=self.site,
            page_key=head["page_key"],
            page_sha256=self.page_sha256,
            first_seen_at=datetime.fromisoformat(head["first_seen_at"]),
            checked_at=datetime.fromisoformat(head["checked_at"]),
            page=page_from_content(content, **head["address"]),
            digest=self.digest,
        )


def staged_line(page: LoadPage, order: Sequence[str]) -> bytes:
    """The line of a page, without its end.

    Raises:
        orjson.JSONEncodeError: it holds what no UTF-8 file can.
    """
    record = page.page
    content = page_content(record)
    known = {
        "order": order,
        "url": page.url,
        "site": page.site,
        "briefing_id": page.briefing_id,
        "page_key": page.page_key,
        "page_sha256": page.page_sha256,
        "first_seen_at": utc(page.first_seen_at),
        "checked_at": utc(page.checked_at),
        "digest": digest_of(content),
        "title": record.title,
        "held_on": record.held_on,
        "content_hash": record.content_hash,
        "turns": len(record.turns),
        "metrics": sum(len(turn.metrics) for turn in record.turns),
        "incomplete": next(filter(is_incomplete, record.warnings), None),
        "plain": b"\\u0000" not in content and _is_exact(record),
        "address": {"url": record.url, "encoding": record.encoding},
    }
    return b'{"known":%b%b%b}' % (orjson.dumps(known), _SEAM, content)


def staged_pages(path: Path) -> list[StagedPage]:
    """The pages of a staged file, in its order."""
    with path.open("rb") as lines:
        found = [(_halves(line)[0], len(line)) for line in lines]
    longest = max((length for _, length in found), default=0)
    plain = sum(length for _, length in found) <= LARGEST and all(head["plain"] for head, _ in found)
    offsets = accumulate((length for _, length in found), initial=0)
    return [
        _staged(head, LinePlace(path, offset, length, longest, plain))
        for (head, length), offset in zip(found, offsets, strict=False)
    ]


def _halves(line: bytes) -> tuple[dict[str, Any], bytes]:
    head, _, content = line.rstrip(b"\n").partition(_SEAM)
    return orjson.loads(head[len(b'{"known":') :]), content[:-1]


def _staged(head: dict[str, Any], place: LinePlace) -> StagedPage:
    names = (
        "url",
        "site",
        "briefing_id",
        "page_sha256",
        "digest",
        "title",
        "content_hash",
        "turns",
        "metrics",
        "incomplete",
    )
    held_on = date.fromisoformat(head["held_on"]) if head["held_on"] else None
    return StagedPage(tuple(head["order"]), held_on=held_on, place=place, **{name: head[name] for name in names})


def _is_exact(page: Page) -> bool:
    """Every number fits its column as it is: DuckDB rounds a half up, Python to the even digit."""
    return all(
        _fits(metric.value, 6) and _fits(metric.value_high, 6) and _fits(metric.confidence, 2)
        for turn in page.turns
        for metric in turn.metrics
    )


def _fits(value: Decimal | None, places: int) -> bool:
    if value is None:
        return True
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -places and value.adjusted() < 32

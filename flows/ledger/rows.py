"""What rows of the ledger are outside of it: pages to ask for, pages with a copy, what makes a request conditional."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from flows.ledger.copies import ArchivedPage
from flows.ledger.database import from_epoch

COUNTS = ("discovered", "fetched", "unchanged", "inserted", "updated", "quarantined")
"""What is counted of a run."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes a request conditional; ``page_sha256`` is the truth when the others lie."""

    etag: str | None = None
    last_modified: str | None = None
    page_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class DuePage:
    """A page to ask for now; ``fresh`` when there is no copy of it yet."""

    url: str
    site: str
    state: str
    title: str | None
    listed_on: date | None
    first_seen_at: datetime
    fresh: bool


def validators_of(row: Mapping[str, Any] | None) -> Validators:
    """What a conditional request needs, from a row of ``pages``; empty without a copy."""
    if not row or row["page_sha256"] is None:
        return Validators()
    return Validators(row["etag"], row["last_modified"], row["page_sha256"])


def times(row: dict[str, Any]) -> dict[str, Any]:
    """Seconds since 1970 become datetimes with zone UTC."""
    return {key: from_epoch(value) if key == "at" or key.endswith("_at") else value for key, value in row.items()}


def _common(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "url": row["url"],
        "site": row["site"],
        "title": row["title"],
        "listed_on": date.fromisoformat(row["listed_on"]) if row["listed_on"] else None,
        "first_seen_at": datetime.fromtimestamp(row["first_seen_at"], UTC),
    }


def due(row: Mapping[str, Any], *, fresh: bool) -> DuePage:
    """A row of ``pages`` as a page to ask for."""
    return DuePage(state=row["state"], fresh=fresh, **_common(row))


def archived(row: Mapping[str, Any]) -> ArchivedPage:
    """A row of ``pages`` as a page with a copy."""
    return ArchivedPage(
        page_sha256=row["page_sha256"],
        content_type=row["content_type"],
        checked_at=datetime.fromtimestamp(row["checked_at"], UTC),
        **_common(row),
    )

"""What goes into a load and what comes out of it: plain records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

from parsers.records import Page
from warehouse.identity import briefing_id


@dataclass(frozen=True, slots=True)
class LoadPage:
    """One parsed page to load."""

    url: str
    site: str
    page_key: str
    """Canonical key of the address (parsers.urls.page_key); decides the briefing_id."""
    page_sha256: str
    first_seen_at: datetime
    checked_at: datetime
    page: Page

    @property
    def briefing_id(self) -> str:
        """The id that this page's own address gives."""
        return briefing_id(self.site, self.page_key)


@dataclass(frozen=True, slots=True)
class Failure:
    """One page that failed, and where: a row of the quarantine."""

    url: str
    page_sha256: str | None
    stage: Literal["fetch", "parse", "check"]
    reason: str
    selector: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One briefing that a load wrote."""

    briefing_id: str
    action: Literal["inserted", "updated"]
    url: str
    title: str
    held_on: date | None
    turns: int
    metrics: int


@dataclass(slots=True)
class LoadReport:
    """What a load did. ``quarantined`` holds (url, page_sha256, reason)."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    quarantined: list[tuple[str, str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def utc(moment: datetime) -> datetime:
    """The moment as the tables hold it: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment

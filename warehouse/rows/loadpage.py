"""What goes into a load and what comes out of it: plain records."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

from parsers.records import Page
from warehouse.rows.identity import briefing_id


@dataclass(frozen=True, slots=True)
class LoadPage:
    """One parsed page to load."""

    url: str
    site: str
    page_key: str
    """Canonical key of the address (parsers.html.urls.page_key); decides the briefing_id."""
    page_sha256: str
    first_seen_at: datetime
    checked_at: datetime
    page: Page
    digest: str = ""
    """``content.digest_of`` its content, where whoever serialised the page has computed it already."""

    @property
    def briefing_id(self) -> str:
        """The id that this page's own address gives."""
        return briefing_id(self.site, self.page_key)

    @property
    def held_on(self) -> date | None:
        """The event's date."""
        return self.page.held_on

    @property
    def content_hash(self) -> str:
        """What the text is known by."""
        return self.page.content_hash

    def whole(self) -> LoadPage:
        """Itself: nothing of it is elsewhere."""
        return self


@dataclass(frozen=True, slots=True)
class Failure:
    """One page that failed, and where: a row of the quarantine."""

    url: str
    page_sha256: str | None
    stage: Literal["fetch", "parse", "check"]
    reason: str
    selector: str | None = None


@dataclass(slots=True)
class Tally:
    """How many rows of one kind a load added, removed, and wrote with other values under the same id."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    """Column → how many of the changed rows have another value there."""

    def __add__(self, other: Tally) -> Tally:
        fields = {name: self.fields.get(name, 0) + other.fields.get(name, 0) for name in self.fields | other.fields}
        return Tally(self.added + other.added, self.removed + other.removed, self.changed + other.changed, fields)

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One turn or figure that is not as it was."""

    kind: Literal["turn", "figure"]
    action: Literal["added", "removed", "changed"]
    id: str
    text: str
    """How its text begins."""
    fields: dict[str, tuple[object, object]] = field(default_factory=dict)
    """Column → its value before and now; long texts cut to where they differ."""


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
    turn_changes: Tally = field(default_factory=Tally)
    metric_changes: Tally = field(default_factory=Tally)
    fields: dict[str, tuple[object, object]] = field(default_factory=dict)
    """Of an updated briefing: its own columns that changed, before and now."""
    sample: list[RowChange] = field(default_factory=list)
    """Of an updated briefing: a few of the turns and figures that changed."""


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

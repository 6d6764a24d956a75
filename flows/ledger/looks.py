"""The ledger's book of looks: when each site was last looked at, what came of it, and whether it is to be left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from flows.ledger.database import Database, from_epoch

LookState = Literal["unchanged", "news", "unavailable", "blocked", "layout", "failure"]
"""What came of a look: nothing new, something new, no answer, a refusal, a changed layout, or something else that a
person must see to (a definition with a mistake)."""
GOOD: tuple[LookState, ...] = ("unchanged", "news")


@dataclass(frozen=True, slots=True)
class LastLook:
    """The last look at one site; a site that was only paused has none yet."""

    site: str
    looked_at: datetime | None
    outcome: LookState | None
    reason: str | None
    good_at: datetime | None
    """When its lists were last read or found unchanged."""
    failures: int
    """Looks in a row that came to nothing."""
    paused: bool


class LookBook:
    """Looks by site, shared like the rest of the ledger."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def all(self) -> dict[str, LastLook]:
        """Site → its last look."""
        return {row["site"]: _look(row) for row in self.db.rows("looks")}

    def last(self, site: str) -> LastLook | None:
        """The last look at a site."""
        row = self.db.row("look", site=site)
        return None if row is None else _look(row)

    def note(self, site: str, outcome: LookState, reason: str | None = None) -> None:
        """A site was looked at just now."""
        with self.db.transaction() as now:
            self.db.run("note_look", site=site, now=now, outcome=outcome, reason=reason, good=outcome in GOOD)

    def pause(self, site: str, *, paused: bool = True) -> None:
        """Leave a site alone until it is resumed (``paused=False``)."""
        with self.db.transaction():
            self.db.run("pause_look", site=site, paused=paused)


def _look(row: dict[str, Any]) -> LastLook:
    return LastLook(
        site=row["site"],
        looked_at=from_epoch(row["looked_at"]),
        outcome=row["outcome"] if row["outcome"] in get_args(LookState) else None,
        reason=row["reason"],
        good_at=from_epoch(row["good_at"]),
        failures=row["failures"],
        paused=bool(row["paused"]),
    )

"""Hand corrections without effect: those of briefings that are not there, which no page's load would ever try."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from warehouse.corrections.files import Correction, shown
from warehouse.database.bulk import append
from warehouse.database.migrate import Connection
from warehouse.database.statements import sql
from warehouse.rows.loadpage import utc


class Idle(NamedTuple):
    """A correction that changed nothing."""

    target: str
    field: str
    expected: str | None
    found: str | None
    status: str
    file: str

    def reason(self) -> str:
        """Why, in a sentence."""
        if self.status == "missing":
            return f"{self.target} is not there: its {self.field} was not corrected."
        return (
            f"{self.target} {self.field}: expected {self.expected or 'nothing'}, found {self.found or 'nothing'}; "
            "it was not corrected."
        )


def note_missing(con: Connection, corrections: Sequence[Correction], *, now: datetime) -> None:
    """Keep a row of status ``missing`` for each correction whose briefing is not stored, and for no other such."""
    known = {
        row[0]
        for row in con.execute(sql("corrections/known_ids"), {"ids": [c.briefing_id for c in corrections]}).fetchall()
    }
    rows = [
        {**shown(correction), "found": None, "status": "missing", "checked_at": utc(now)}
        for correction in corrections
        if correction.briefing_id not in known
    ]
    noted = con.execute(sql("corrections/orphaned_corrections")).fetchall()
    names = ("target", "field", "value", "expected", "reason", "file")
    # Written only when it differs: a run that changes nothing leaves the file as it is.
    if set(noted) != {tuple(row[name] for name in names) for row in rows}:
        con.execute(sql("corrections/delete_orphaned_corrections"))
        append(con, "corrections", rows)


def idle_corrections(con: Connection) -> list[Idle]:
    """Every correction that has no effect now."""
    return [Idle(*row) for row in con.execute(sql("corrections/idle_corrections")).fetchall()]

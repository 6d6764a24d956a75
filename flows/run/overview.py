"""How each followed site stands, in a line: for a table that is read from the top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args
from urllib.parse import urlsplit

from flows.run.freshness import SILENCE, last_success
from flows.workspace import Workspace

State = Literal["failed", "layout", "blocked", "down", "silent", "never read", "quarantine", "fine", "paused"]
ORDER: tuple[State, ...] = get_args(State)
"""The worst first. failed: an error of ours, or a definition with a mistake; layout: its lists have another shape; silent: not read successfully for a day and a half."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One site's line."""

    site: str
    title: str
    state: State
    why: str
    last_success_at: datetime | None
    next_look_at: datetime | None
    """None: paused, or its press hours name no day."""
    pages: int
    due: int
    quarantined: int

    @property
    def rank(self) -> tuple[int, float, str]:
        """Sorts the worst first, and of those the one that was read longest ago."""
        read = self.last_success_at.timestamp() if self.last_success_at else 0.0
        return ORDER.index(self.state), read, self.site


def standing(ws: Workspace) -> Standing:
    """How the workspace's site stands now, from the ledger alone."""
    name, now = ws.site.name, ws.now()
    look = ws.ledger.looks.last(name)
    paused = look is not None and look.paused
    pages = ws.ledger.page_counts(name)
    success = last_success(ws)
    state, why = _state(ws, success, pages.get("quarantined", 0))
    return Standing(
        site=name,
        title=ws.site.title,
        state="paused" if paused else state,
        why=why,
        last_success_at=success,
        next_look_at=None if paused else ws.site.schedule.next_slot(now, ws.site.timezone),
        pages=sum(pages.values()),
        due=ws.ledger.count_due(name),
        quarantined=pages.get("quarantined", 0),
    )


def _state(ws: Workspace, success: datetime | None, quarantined: int) -> tuple[State, str]:
    host = urlsplit(ws.site.base_url).hostname or ""
    for pause in ws.ledger.blocked_hosts():
        if pause.host == host and pause.paused_until > ws.now():
            return "blocked", f"{pause.host} until {pause.paused_until:%Y-%m-%d %H:%M} UTC: {pause.reason}"
    outcome, said = _last(ws)
    if outcome in ("failure", "layout"):
        return "failed" if outcome == "failure" else "layout", said
    if outcome in ("unavailable", "blocked"):
        return "blocked" if outcome == "blocked" else "down", said
    if success is None:
        return "never read", ""
    if ws.now() - success > SILENCE:
        return "silent", f"last read successfully {(ws.now() - success).total_seconds() / 3600:.0f} hours ago"
    return ("quarantine", f"{quarantined} pages set aside") if quarantined else ("fine", said)


def _last(ws: Workspace) -> tuple[str | None, str]:
    """What came of the last look or run that asked the site, and its sentence."""
    look = ws.ledger.looks.last(ws.site.name)
    runs = [run for run in ws.ledger.last_runs(ws.site.name, limit=20) if run["flow"] in ("ingest", "backfill")]
    ended = next((run for run in runs if run["finished_at"]), None)
    if look and look.looked_at and (ended is None or look.looked_at >= ended["finished_at"]):
        return look.outcome, look.reason or ""
    return (ended["outcome"], ended["message"] or "") if ended else (None, "")

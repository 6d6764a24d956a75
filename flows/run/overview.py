"""How each followed site stands, in a line for a table that is read from the top; and one site in full."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args
from urllib.parse import urlsplit

from flows.crawl.list_walk import month_warnings
from flows.deliver.delivery import pending, targets
from flows.run.freshness import SILENCE, last_success
from flows.run.process import lives
from flows.workspace import Workspace
from warehouse.database.published import is_published

State = Literal["failed", "layout", "blocked", "down", "silent", "never read", "quarantine", "fine", "paused"]
ORDER: tuple[State, ...] = get_args(State)
"""The worst first. failed: an error of ours, or a definition with a mistake; layout: its lists have another shape; silent: not read successfully for a day and a half."""

_CLOCK_DRIFT = timedelta(minutes=5)
_MOST_UNREAD = 20
_RUN_COLUMNS = (
    "run_id",
    "flow",
    "started_at",
    "finished_at",
    "outcome",
    "discovered",
    "fetched",
    "unchanged",
    "inserted",
    "updated",
    "quarantined",
    "message",
)


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


def gather(ws: Workspace) -> dict[str, Any]:
    """Everything that is known of the workspace's site and its runs, as JSON-ready values."""
    name = ws.site.name
    runs = ws.ledger.last_runs(name, limit=10)
    size, behind = ws.archive.size(), pending(ws.settings)
    return {
        "site": name,
        "last_success_at": last_success(ws),
        "reader_copy": str(ws.paths.reader) if ws.paths.reader.exists() else None,
        "reader_copy_current": is_published(ws.paths.warehouse, ws.paths.reader),
        "published_to": [{"name": target.name, "current": target not in behind} for target in targets(ws.settings)],
        "pages": ws.ledger.page_counts(name),
        "due_now": ws.ledger.count_due(name),
        "archive": {"pages": size.pages, "bytes": size.bytes},
        "runs": [{key: run[key] for key in _RUN_COLUMNS} | {"outcome": _outcome(ws, run)} for run in runs],
        "problems": ws.ledger.page_problems(name),
        "unread": [one for one in ws.ledger.listed_files(name) if _wanted(ws, one["title"])][:_MOST_UNREAD],
        "restless": ws.ledger.restless_pages(name),
        "shared_copies": ws.ledger.shared_copies(name),
        "warnings": month_warnings(ws.site, ws.ledger, ws.today()) + _clock_warnings(ws, runs),
        "blocked_hosts": [
            {"host": pause.host, "paused_until": pause.paused_until, "pauses": pause.pauses, "reason": pause.reason}
            for pause in ws.ledger.blocked_hosts()
        ],
    }


def _outcome(ws: Workspace, run: dict[str, Any]) -> str:
    """``running`` and ``interrupted`` (killed; the next run closes it) are no outcomes yet, but say more than a blank."""
    return run["outcome"] or ("running" if lives(ws.paths, run["run_id"]) else "interrupted")


def _clock_warnings(ws: Workspace, runs: list[dict[str, Any]]) -> list[str]:
    """A run that began after the present: the machine's clock stood ahead then, or stands behind now."""
    ahead = max((run["started_at"] - ws.now() for run in runs), default=timedelta())
    if ahead <= _CLOCK_DRIFT:
        return []
    return [
        f"A run is dated {ahead.total_seconds() / 3600:.1f} hours after now: this machine's clock was put back, or"
        " stood ahead. Set it (timedatectl); pages that wait for their next look wait that much longer."
    ]


def _wanted(ws: Workspace, title: str | None) -> bool:
    """Whether a link that is no page would be fetched if it were one."""
    return bool(title) and re.search(ws.site.listing.title_matches or "", title or "") is not None

"""How fresh a site's data is, from the ledger and the reader copy; and what about it is alarming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.ledger.hosts import PausedHost
from flows.workspace import Workspace

SILENCE = timedelta(hours=36)
"""No successful look at the site for so long is an alarm."""
GOOD = ("success", "unchanged")
CRAWLS = ("ingest", "backfill")


@dataclass(frozen=True, slots=True)
class Freshness:
    """The state of one site's data."""

    site: str
    title: str
    now: datetime
    last_success_at: datetime | None
    newest_held_on: date | None
    newest_published_on: date | None
    lag_hours: float | None
    """Median hours from publication day to first fetch."""
    briefings: int
    pages: dict[str, int]
    due: int
    blocked: list[PausedHost]

    def problems(self) -> list[str]:
        """What is alarming, each in a sentence."""
        found = [
            f"{host.host} refuses us until {host.paused_until:%Y-%m-%d %H:%M} UTC: {host.reason}"
            for host in self.blocked
            if host.paused_until > self.now
        ]
        if self.last_success_at is None:
            found.append(f"{self.site} was never read successfully.")
        elif self.now - self.last_success_at > SILENCE:
            hours = (self.now - self.last_success_at).total_seconds() / 3600
            found.append(f"{self.site} was last read successfully {hours:.0f} hours ago.")
        return found


def freshness(ws: Workspace) -> Freshness:
    """The state of the workspace's site as of now."""
    name = ws.site.name
    stored = _stored(ws)
    return Freshness(
        site=name,
        title=ws.site.title,
        now=ws.now(),
        last_success_at=last_success(ws),
        newest_held_on=stored.get("newest_held_on"),
        newest_published_on=stored.get("newest_published_on"),
        lag_hours=stored.get("lag_hours"),
        briefings=stored.get("briefings", 0),
        pages=ws.ledger.page_counts(name),
        due=ws.ledger.count_due(name),
        blocked=ws.ledger.blocked_hosts(),
    )


def last_success(ws: Workspace) -> datetime | None:
    """When the site's lists were last read to the end, or found unchanged; a check or a reparse reads none."""
    look = ws.ledger.looks.last(ws.site.name)
    runs = ws.ledger.last_runs(ws.site.name, limit=1000)
    ended: list[datetime] = [run["finished_at"] for run in runs if run["outcome"] in GOOD and run["flow"] in CRAWLS]
    return max([*ended[:1], *([look.good_at] if look and look.good_at else [])], default=None)


def _stored(ws: Workspace) -> dict[str, Any]:
    if not ws.paths.reader.exists():
        return {}
    from warehouse.readers.query import query  # only here: the ledger alone tells the last success, without DuckDB

    rows = query(ws.paths.reader, "FROM freshness WHERE site = ?", values=[ws.site.name]).records()
    return rows[0] if rows else {}


def unread(ws: Workspace) -> list[str]:
    """What there is to read again and the command that does it, a sentence each; nothing is fetched or parsed."""
    aside = ws.ledger.count_aside(ws.site.name)
    mended = ws.settings.site if Path(ws.settings.site).parent != ws.paths.definitions else "YOUR.toml"
    said = []
    if aside:
        pages = "1 page is" if aside == 1 else f"{aside} pages are"
        said.append(
            f"{pages} in quarantine (`briefings quarantine list` says why); once the definition is mended, "
            f"`briefings quarantine retry --site {mended}` reads what is archived again."
        )
    if ws.ledger.read_otherwise(ws.site.name, ws.definition_sha256):
        if ws.site.article.next:  # first: read again without them, a page no longer says that they are missing
            said.append(
                "Further pages of articles that were not asked for then are fetched by `briefings backfill --recheck "
                f"--site {ws.settings.site}`; do that first."
            )
        said.append(
            f"Pages of {ws.site.name} were read with another definition than the present one; "
            f"`briefings reparse --site {mended}` reads them with this one, without network."
        )
    return said

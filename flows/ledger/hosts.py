"""The ledger's book of hosts: when the next request may go out, who refuses us until when, robots.txt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flows.ledger.database import Database

PAUSES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
"""How long a refusing host is left alone: the first time, the second time in a row …; the last repeats."""

LONGEST_RETRY_AFTER = timedelta(days=7)
REFUSALS_BEFORE_PAUSE = 2
"""One refused page may be that page's matter; two in a row are the host's."""

BELIEVED = 2
"""So many pauses in a row are as short as ``Retry-After`` says; a host that still refuses is paused longer."""

CLOCK_JUMP_SECONDS = 600.0
"""A slot further away than any queue of ours can be was reserved before the clock was set back."""


@dataclass(frozen=True, slots=True)
class PausedHost:
    """A host that refused us: no request goes out before ``paused_until``."""

    host: str
    paused_until: datetime
    pauses: int
    reason: str


@dataclass(frozen=True, slots=True)
class Robots:
    """A cached robots.txt; ``text`` is empty where the host has none."""

    text: str
    fetched_at: datetime


class HostBook:
    """State of each host, shared by all threads and processes that use the ledger's file."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def reserve_slot(self, host: str, interval: float) -> float:
        """Take the host's next free moment; seconds to wait until it. ``interval``: seconds it stays taken."""
        with self.db.transaction() as now:
            row = self._row(host)
            taken_until = float(row["next_slot"])
            if taken_until - now > CLOCK_JUMP_SECONDS + interval:
                taken_until = now
            start = max(now, taken_until)
            self.db.run("set_slot", host=host, next_slot=start + interval)
        return start - now

    def paused_until(self, host: str) -> PausedHost | None:
        """The pause that holds now, or None."""
        row = self.db.row("host", host=host)
        if row is None or row["paused_until"] is None or row["paused_until"] <= self.db.now():
            return None
        return _paused(row)

    def note_refusal(
        self, host: str, reason: str, *, whole_host: bool, retry_after: timedelta | None = None
    ) -> PausedHost | None:
        """Count a refusal; the pause it leads to, or None while it may be one page's own matter.

        ``whole_host``: the refusal speaks for the host (429, a list page, robots.txt). A host that refuses
        again right after a pause is paused longer, at once. What was asked before a pause began and is refused
        during it does not count again; only its Retry-After may move the pause's end.
        """
        with self.db.transaction() as now:
            row = self._row(host)
            if (row["paused_until"] or 0) > now:
                later = now + min(retry_after or timedelta(0), LONGEST_RETRY_AFTER).total_seconds()
                self.db.run("extend_pause", host=host, until=later)
                return _paused(self._row(host))
            refusals = row["refusals"] + 1
            if not whole_host and row["pauses"] == 0 and refusals < REFUSALS_BEFORE_PAUSE:
                self.db.run("set_refusals", host=host, refusals=refusals, reason=reason)
                return None
            length = PAUSES[min(row["pauses"], len(PAUSES) - 1)]
            if retry_after is not None:
                # `Retry-After: 0` at every page must not become an endless row of refused requests.
                doubt = row["pauses"] - BELIEVED
                least = PAUSES[min(doubt, len(PAUSES) - 1)] if doubt >= 0 else timedelta(seconds=1)
                length = min(max(retry_after, least), LONGEST_RETRY_AFTER)
            self.db.run("pause_host", host=host, until=now + length.total_seconds(), reason=reason)
            return _paused(self._row(host))

    def note_answer(self, host: str) -> None:
        """The host served a page: earlier refusals are over, unless a pause still holds."""
        row = self.db.row("host", host=host)
        if row is None or not (row["refusals"] or row["pauses"]) or self.paused_until(host):
            return
        with self.db.transaction():
            self.db.run("clear_host", host=host)

    def paused(self) -> list[PausedHost]:
        """Hosts whose last word was a refusal; the pause of some may be over, awaiting the next try."""
        return [_paused(row) for row in self.db.rows("blocked_hosts")]

    def robots(self, origin: str) -> Robots | None:
        """The cached robots.txt of an origin (scheme, host, port), whatever its age."""
        row = self.db.row("host", host=origin)
        if row is None or row["robots_at"] is None:
            return None
        return Robots(row["robots_text"] or "", datetime.fromtimestamp(row["robots_at"], UTC))

    def set_robots(self, origin: str, text: str) -> None:
        """Remember a robots.txt, or its absence as an empty text."""
        with self.db.transaction() as now:
            self._row(origin)
            self.db.run("set_robots", host=origin, text=text, now=now)

    def closes_html(self, host: str) -> bool:
        """Whether this host's pages are known to end with ``</html>``: one that does not is cut off."""
        row = self.db.row("host", host=host)
        return bool(row and row["closes_html"])

    def note_closes_html(self, host: str) -> None:
        """A page of this host ended with ``</html>``."""
        if self.closes_html(host):
            return
        with self.db.transaction():
            self._row(host)
            self.db.run("closes_html", host=host)

    def _row(self, host: str) -> dict[str, Any]:
        self.db.run("ensure_host", host=host)
        return self.db.rows("host", host=host)[0]


def _paused(row: dict[str, Any]) -> PausedHost:
    until = datetime.fromtimestamp(row["paused_until"], UTC)
    return PausedHost(row["host"], until, row["pauses"], row["reason"] or "")

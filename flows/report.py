"""The report that every run leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Literal

from flows.changes import counted
from parsers.errors import RunInProgress
from warehouse.rows.loadpage import Change, LoadReport, Tally

Outcome = Literal["success", "unchanged", "unavailable", "failure"]

_TROUBLES = Lock()
"""A run fetches and loads in different threads, and both have troubles."""

_ROW = (
    "run_id", "flow", "site", "started_at", "finished_at", "outcome", "discovered", "fetched", "unchanged", "inserted",
    "updated", "quarantined", "message",
)  # fmt: skip

SHOWN = 3
"""Pages read incompletely that a report names."""

SAMPLED = 200
"""Changed briefings whose turns and figures a report shows."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One page that could not be fetched, parsed or loaded, or one correction without effect."""

    url: str
    """Of a correction: its file."""
    stage: str
    reason: str


@dataclass(slots=True)
class RunReport:
    """What a run did: the row of table ``runs``, and what its artifact shows."""

    run_id: str
    flow: str
    site: str
    started_at: datetime
    finished_at: datetime | None = None
    outcome: Outcome = "failure"
    discovered: int = 0
    fetched: int = 0
    unchanged: int = 0
    inserted: int = 0
    updated: int = 0
    quarantined: int = 0
    message: str = ""
    blocked: bool = False
    layout_changed: bool = False
    """Whether a list no longer has the expected shape."""
    changes: list[Change] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """What failed for a reason that is no page's (a full disk, a killed worker), a sentence each."""
    missed: dict[str, int] = field(default_factory=dict)
    """Outcome → number of pages that were due and could not be had."""
    out_of_reach: int = 0
    """Those of them of which there is no copy and which did not answer, or refused us: news that we do not have yet."""
    gone: int = 0
    """Pages that we have and the site no longer has."""
    warnings: list[str] = field(default_factory=list)
    """What is odd about the lists, a sentence each."""
    lost: int = 0
    """Archived copies that are gone or damaged: what they hold was not read."""
    read: int = 0
    """Archived pages that were parsed and are in the tables, changed or not."""
    incomplete: int = 0
    """Those of them with a warning that they may not be read as what they are."""
    incomplete_pages: list[Trouble] = field(default_factory=list)
    """The first few of them."""
    undelivered: list[str] = field(default_factory=list)
    """Why the tables did not reach an object store or a DuckLake, a sentence each."""

    @property
    def changed(self) -> bool:
        """Whether the run left anything that the reader copy does not have yet."""
        return bool(self.inserted or self.updated or self.quarantined)

    def take(self, result: LoadReport) -> None:
        """Add what a load did."""
        self.inserted += result.inserted
        self.updated += result.updated
        room = SAMPLED - len(self.changes)
        # The counts of all, but samples only of as many as anybody reads: a reparse may change every briefing.
        self.changes += [c if n < room else replace(c, sample=[]) for n, c in enumerate(result.changes)]

    def trouble(self, trouble: Trouble) -> None:
        """Add one."""
        with _TROUBLES:
            self.troubles.append(trouble)

    def read_incompletely(self, url: str, warning: str) -> None:
        """A page is in the tables, and its warning says that something is missing of it."""
        self.incomplete += 1
        if len(self.incomplete_pages) < SHOWN:
            self.incomplete_pages.append(Trouble(url, "read", warning))

    def lose(self, url: str, reason: str) -> None:
        """A page's archived copy could not be read."""
        with _TROUBLES:
            self.lost += 1
            self.troubles.append(Trouble(url, "archive", reason))

    def idle_corrections(self, troubles: list[Trouble]) -> None:
        """The hand corrections that have no effect as of the last load."""
        with _TROUBLES:
            self.troubles = [trouble for trouble in self.troubles if trouble.stage != "correct"] + troubles

    def incompletely(self) -> list[str]:
        """The paragraph about pages that are in the tables and not what they should be, a line each; empty without any."""
        if not self.incomplete:
            return []
        more = self.incomplete - len(self.incomplete_pages)
        return [
            f"{self.incomplete} of {self.read} pages of {self.site} were read incompletely; what is missing is in no table:",
            *(f"  {page.url} {page.reason}" for page in self.incomplete_pages),
            *([f"  and {more} more"] if more else []),
            '  `briefings check` counts them, `briefings sql "SELECT url, warnings FROM briefings WHERE len(warnings) > 0"` '
            "shows them all; mend the site's definition (`briefings sites check`), then `briefings reparse`, or where further "
            "pages are missing `briefings backfill --recheck`.",
        ]

    def record(self) -> dict[str, Any]:
        """Everything, with the turns and figures that changed in all."""
        return asdict(self) | {
            "turn_changes": asdict(total(change.turn_changes for change in self.changes)),
            "metric_changes": asdict(total(change.metric_changes for change in self.changes)),
        }

    def row(self) -> dict[str, Any]:
        """The row of table ``runs``."""
        return {name: getattr(self, name) for name in _ROW}

    def sentence(self) -> str:
        """The run in one sentence: for the terminal, the UI's state and notifications."""
        idle = sum(trouble.stage == "correct" for trouble in self.troubles)
        if self.outcome == "unchanged" and not idle and not self.lost:
            gone = f"; {self._gone()}" if self.gone else ""
            missed = f" {self._missed()}." if self.missed else ""
            incomplete = f" {self.incomplete} read incompletely." if self.incomplete else ""
            return f"Nothing new on {self.site}; nothing was written{gone}.{missed}{incomplete}"
        parts = [
            f"{self.inserted} new",
            f"{self.updated} changed",
            f"{self.fetched} fetched",
            f"{self.discovered} listed",
        ]
        if self.missed:
            parts.append(self._missed())
        if self.gone:
            parts.append(self._gone())
        if self.lost:
            parts.append(f"{self.lost} archived {'copies' if self.lost > 1 else 'copy'} lost or damaged")
        if self.quarantined:
            parts.append(f"{self.quarantined} in quarantine")
        if self.incomplete:
            parts.append(f"{self.incomplete} read incompletely")
        if idle:
            parts.append(f"{idle} corrections without effect")
        if self.failures:
            parts.append(f"{len(self.failures)} tasks failed" if len(self.failures) > 1 else "1 task failed")
        edited = total(change.turn_changes for change in self.changes if change.action == "updated")
        said = [counted("figures", total(change.metric_changes for change in self.changes))]
        if edited:
            said.append(f"{counted('turns', edited)} in the changed ones")
        return f"{self.site}: {', '.join(parts)}; {'; '.join(said)}."

    def _gone(self) -> str:
        return (
            f"{self.gone} known pages are gone from the site" if self.gone > 1 else "1 known page is gone from the site"
        )

    def _missed(self) -> str:
        """``3 could not be had (2 timeout, 1 gone)``."""
        each = ", ".join(f"{number} {outcome}" for outcome, number in sorted(self.missed.items()))
        return f"{sum(self.missed.values())} could not be had ({each})"


def stood_aside(run_id: str, site: str, error: RunInProgress) -> RunReport:
    """The report of an ``ingest`` that found another run at work: that one does what this one would have done."""
    report = RunReport(run_id, "ingest", site, started_at=datetime.now(UTC))
    report.outcome, report.message = "unchanged", str(error)
    return report


def total(tallies: Iterable[Tally]) -> Tally:
    """All together."""
    return sum(tallies, Tally())

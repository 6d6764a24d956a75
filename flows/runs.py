"""One run of a flow: the lock that keeps runs apart, and the report that every run leaves."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Literal

from flows.settings import Paths
from parsers.errors import RunInProgress
from warehouse.loadpage import Change

Outcome = Literal["success", "unchanged", "unavailable", "failure"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One page that could not be fetched, parsed or loaded."""

    url: str
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
    changes: list[Change] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    """What failed for a reason that is no page's (a full disk, a killed worker), a sentence each."""
    undelivered: list[str] = field(default_factory=list)
    """Why the tables did not reach an object store or a DuckLake, a sentence each."""

    def row(self) -> dict[str, Any]:
        """The row of table ``runs``."""
        row = asdict(self)
        for extra in ("blocked", "changes", "troubles", "failures", "undelivered"):
            del row[extra]
        return row

    def sentence(self) -> str:
        """The run in one sentence: for the terminal, the UI's state and notifications."""
        if self.outcome == "unchanged":
            return f"Nothing new on {self.site}; nothing was written."
        parts = [
            f"{self.inserted} new",
            f"{self.updated} changed",
            f"{self.fetched} fetched",
            f"{self.discovered} listed",
        ]
        if self.quarantined:
            parts.append(f"{self.quarantined} in quarantine")
        if self.failures:
            parts.append(f"{len(self.failures)} tasks failed" if len(self.failures) > 1 else "1 task failed")
        figures = sum(change.metrics for change in self.changes)
        return f"{self.site}: {', '.join(parts)}; {figures} figures added."


@contextlib.contextmanager
def run_lock(paths: Paths) -> Iterator[None]:
    """Hold the data directory for one run. The kernel frees the lock when the process dies, however it dies.

    Raises:
        RunInProgress: another run holds it.
    """
    paths.private.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(paths.private / "run.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunInProgress(
                f"Another run is working on {paths.root}; this one did nothing. See it with `briefings status`."
            ) from None
        yield
    finally:
        os.close(handle)

"""A clock that a test moves: sleeping moves it too, so hours of politeness pass in no time."""

from __future__ import annotations

import sqlite3
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path


class FakeClock:
    """Call it for the present (UTC); give ``sleep`` to what would wait."""

    def __init__(self, start: datetime = datetime(2026, 9, 15, 1, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._lock = threading.Lock()
        self.slept = 0.0

    def __call__(self) -> datetime:
        with self._lock:
            return self._now

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._now += timedelta(seconds=seconds)
            self.slept += seconds

    def advance(self, **amount: float) -> None:
        """``advance(hours=1)``."""
        with self._lock:
            self._now += timedelta(**amount)

    def set(self, moment: datetime) -> None:
        with self._lock:
            self._now = moment


def let_time_pass(ledger: Path, **amount: float) -> None:
    """``let_time_pass(path, days=30)``: for commands, which go by the machine's clock, the past moves away."""
    seconds = timedelta(**amount).total_seconds()
    columns = {
        "pages": ("first_seen_at", "checked_at", "next_check_at", "changed_at"),
        "hosts": ("next_slot", "paused_until", "robots_at"),
    }
    connection = sqlite3.connect(ledger)
    with connection:
        for table, names in columns.items():
            for name in names:
                connection.execute(f"UPDATE {table} SET {name} = {name} - ?", (seconds,))
    connection.close()

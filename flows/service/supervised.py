"""One supervised process: started in a group of its own, tethered to its parent, started again when it ends."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from flows.console import note

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before a child that ended is started again: doubled each time, short again once it has lasted."""
LASTED = 60.0
STOP_SECONDS = 20.0
LOG_BYTES = 10_000_000


@dataclass
class Child:
    """One process that leads a group of its own, tethered to this one."""

    name: str
    module: tuple[str, ...]
    env: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    pause: float = FIRST_PAUSE
    started: float = 0.0
    since: int = 0
    """Bytes of the log from before it was started last."""
    due: float = 0.0

    def start(self) -> None:
        """Start it; what it prints goes to its log."""
        _rotate(self.log)
        with self.log.open("ab") as log:
            self.since = log.tell()
            self.process = subprocess.Popen(  # noqa: S603 - fixed arguments
                [sys.executable, "-P", "-m", "flows.service.ends_with_parent", *self.module],
                env=self.env,
                stdin=subprocess.PIPE,  # never written to: its end tells the child that we are gone
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started = time.monotonic()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    @property
    def ended(self) -> bool:
        """Whether it was started and is gone."""
        return self.process is not None and not self.alive

    def revive(self) -> bool:
        """Start it again when it has ended and its pause is over; whether it was started."""
        now = time.monotonic()
        if self.alive:
            return False
        if self.process is not None:
            self.process = None
            if now - self.started > LASTED:
                self.pause = FIRST_PAUSE
            self.due, self.pause = now + self.pause, min(self.pause * 2, LONGEST_PAUSE)
            note(f"The {self.name} ended; starting it again. Its last words are in {self.log}.")
        if now < self.due:
            return False
        self.start()
        return True

    def signal(self, number: int, *, group: bool = False) -> None:
        """Signal the process, or everything in its group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                (os.killpg if group else os.kill)(self.process.pid, number)

    def wait(self, seconds: float) -> bool:
        """Whether it ended within ``seconds``."""
        deadline = time.monotonic() + seconds
        while self.alive and time.monotonic() < deadline:
            time.sleep(0.1)
        return not self.alive

    def end(self) -> None:
        """End it politely, then for good, with everything left in its group."""
        self.signal(signal.SIGTERM)
        self.wait(STOP_SECONDS)
        self.signal(signal.SIGKILL, group=True)
        if self.process is not None:
            self.process.wait()


def _rotate(log: Path) -> None:
    # Between two starts only; the server writes warnings and errors alone, some kilobytes a month.
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))

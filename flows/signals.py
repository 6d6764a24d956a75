"""Being told to stop: SIGTERM and SIGHUP end a command as Ctrl-C does, so that everything it started is stopped."""

from __future__ import annotations

import signal
from types import FrameType


class Stopped(KeyboardInterrupt):
    """Somebody asked this process to stop with a signal other than Ctrl-C's; ``number`` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def stop_cleanly() -> None:
    """Raise ``Stopped`` in the main thread on SIGTERM and SIGHUP; whoever ignores one (nohup) goes on ignoring it."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> None:
    # Once is enough: a second signal must not interrupt the stopping, a third party's SIGKILL still can.
    signal.signal(number, signal.SIG_IGN)
    raise Stopped(number)

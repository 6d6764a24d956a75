"""Runs a module and ends with its parent: ``python -m flows.service.ends_with_parent MODULE ARGUMENT…``.

The parent holds the writing end of this process's standard input. When the parent dies, however it dies, the kernel
closes that end; the process and everything it started then stop too. Otherwise a killed ``briefings up`` would leave
a server behind that keeps its port and its database.
"""

from __future__ import annotations

import contextlib
import os
import runpy
import signal
import sys
import threading
import time

ASKED_TWICE_SECONDS = 0.5
"""Asked once, the runner lets its runs end first: too long when the parent is gone."""
GRACE_SECONDS = 5.0


def main() -> None:
    """Watch standard input in a thread and run the module in this one, as its ``__main__``."""
    sys.argv = sys.argv[1:]
    threading.Thread(target=_end_with_parent, name="tether", daemon=True).start()
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with_parent() -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 1):
            pass
    # The process leads a group of its own (its parent started it so); flow runs it started belong to the group.
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(ASKED_TWICE_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    main()

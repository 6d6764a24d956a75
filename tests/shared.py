"""What lasts as long as the test run: started once, by the first worker that needs it, and ended with the run.

The process that was asked for the tests holds the writing end of a pipe; what is started has its reading end as standard
input and ends when that closes, however the run ends.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

FOLDER = "TEST_RUN_FOLDER"
"""The variable that tells the workers where the run keeps what they share."""
PIPE = "alive"
ENDING_SECONDS = 20.0


def begin() -> int:
    """Make the folder of this run; gives what holds it, for ``end``."""
    folder = Path(tempfile.mkdtemp(prefix="shared-"))
    os.environ[FOLDER] = str(folder)
    os.mkfifo(folder / PIPE)
    return os.open(folder / PIPE, os.O_RDWR)  # also its reading end, so that there always is one


def end(held: int) -> None:
    """Let everything end that was started, and remove the folder."""
    os.close(held)
    folder = Path(os.environ.pop(FOLDER))
    deadline = time.monotonic() + ENDING_SECONDS
    while time.monotonic() < deadline and _has_readers(folder / PIPE):
        time.sleep(0.05)
    shutil.rmtree(folder, ignore_errors=True)


def _has_readers(pipe: Path) -> bool:
    with suppress(OSError):
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        return True
    return False


def shared(name: str, start: Callable[[Path, int], str]) -> str:
    """What ``start`` gave, the same for every worker: mostly an address.

    Args:
        start: is given a folder of its own and the standard input of the process that it starts.
    """
    folder = Path(os.environ[FOLDER]) / name
    with (folder.parent / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "told").exists():
            folder.mkdir(exist_ok=True)  # a start that failed says so to each worker
            pipe = os.open(folder.parent / PIPE, os.O_RDONLY)
            try:
                told = start(folder, pipe)
            finally:
                os.close(pipe)
            (folder / "told").write_text(told, "utf-8")
    return (folder / "told").read_text("utf-8")

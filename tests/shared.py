"""What lasts as long as the test run: started once, by the first worker that needs it, and ended with the run.

The process that was asked for the tests holds the writing end of a pipe; what is started has its reading end as standard
input and ends when that closes, however the run ends.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

FOLDER = "TEST_RUN_FOLDER"
"""The variable that tells the workers where the run keeps what they share."""
PIPE = "alive"
ENDING_SECONDS = 60.0


def begin() -> int:
    """Make the folder of this run; gives what holds it, for ``end``."""
    folder = Path(tempfile.mkdtemp(prefix="shared-"))
    os.environ[FOLDER] = str(folder)
    os.mkfifo(folder / PIPE)
    return os.open(folder / PIPE, os.O_RDWR)  # also its reading end, so that there always is one


def end(held: int) -> None:
    """Let everything end that was started, and remove the folder.

    Raises:
        SystemExit: something goes on; the folder stays, with what it wrote there.
    """
    os.close(held)
    folder = Path(os.environ.pop(FOLDER))
    deadline = time.monotonic() + ENDING_SECONDS
    while time.monotonic() < deadline and _has_readers(folder / PIPE):
        time.sleep(0.05)
    if _has_readers(folder / PIPE):
        raise SystemExit(
            f"Still running {ENDING_SECONDS:.0f} s after the tests, in {folder}: {_readers(folder / PIPE)}"
        )
    shutil.rmtree(folder, ignore_errors=True)


def let_go(process: subprocess.Popen[bytes]) -> None:
    """It outlives this process, which would complain of it at its own end."""
    if process.stdout:
        process.stdout.close()
    process.returncode = 0


def _has_readers(pipe: Path) -> bool:
    with suppress(OSError):
        os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
        return True
    return False


def _readers(pipe: Path) -> str:
    """Who has the pipe open: numbers and command lines, where the system tells them."""
    found = []
    with suppress(OSError):  # a system that has no such list
        for process in Path("/proc").iterdir():
            with suppress(OSError):  # no process, one that ended meanwhile, or another user's
                if any(_leads_to(descriptor, pipe) for descriptor in (process / "fd").iterdir()):
                    words = (process / "cmdline").read_bytes().replace(b"\0", b" ")
                    found.append(f"{process.name} ({words.decode(errors='replace').strip()})")
    return ", ".join(found) or "processes that cannot be named here"


def _leads_to(descriptor: Path, file: Path) -> bool:
    with suppress(OSError):  # closed meanwhile
        return descriptor.readlink() == file.resolve()
    return False


def shared(name: str, start: Callable[[Path, int], str]) -> str:
    """What ``start`` gave, the same for every worker: mostly an address.

    Args:
        start: is given a folder of its own and the standard input of the process that it starts. When it fails, the
            next worker tries again, in another folder: what the first try left may still be at work.
    """
    folder = Path(os.environ[FOLDER])
    told = folder / f"{name}.told"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            pipe = os.open(folder / PIPE, os.O_RDONLY)
            try:
                said = start(Path(tempfile.mkdtemp(prefix=f"{name}-", dir=folder)), pipe)
            finally:
                os.close(pipe)
            told.write_text(said, "utf-8")
    return told.read_text("utf-8")

"""What is costly to make is made once a test run, by the first worker that needs it; the others wait for it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that ``make`` filled, the same for every worker of the run; to be read or copied, not to be changed.

    A ``make`` that fails leaves nothing behind, so that the next worker fails by itself and says why.
    """
    base = factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, draft = base / f"once-{name}", base / f"draft-{name}-{os.getpid()}"
    with (base / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            draft.mkdir()
            make(draft)
            draft.rename(folder)
    return folder

"""Workers of a test run that have collected already: they are forked from one process that has imported every test.

To import what the tests import takes each worker ten seconds of processor time: Prefect, DuckDB, the parsers, the tests
themselves. Where the tests cannot be collected there is no such process, and ordinary workers say why.

    python -m tests.warm SOCKET ARGUMENT…   collects, and forks a worker for each call
    python -m tests.warm …                  what pytest-xdist takes for the worker's Python: the call
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import shlex
import socket
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest

from tests import forked
from tests.shared import let_go, shared

ADDRESS = "TEST_RUN_WORKERS"
"""The variable that tells a call where the process is that has collected."""


def python(arguments: list[str]) -> str | None:
    """Start the process that has collected these files and folders; what is a worker's Python from then on."""
    os.environ[ADDRESS] = shared("workers", partial(_start, arguments))
    return f"{shlex.quote(sys.executable)} -m tests.warm" if os.environ[ADDRESS] else None


def _start(arguments: list[str], folder: Path, alive: int) -> str:
    """The address of the process, empty where it could not collect."""
    command = [sys.executable, "-m", "tests.warm", folder / "socket", *arguments]
    process = subprocess.Popen(command, stdin=alive, stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout
    ready = process.stdout.readline() == b"ready\n"
    let_go(process)
    return str(folder / "socket") if ready else ""


def _fork_workers(address: str, *arguments: str) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        collected = pytest.main(["--collect-only", "-qq", *arguments])
    if collected != pytest.ExitCode.OK or threading.active_count() > 1:
        return
    gc.freeze()
    call = forked.serve(address)
    sys.argv = ["-c"]
    exec(call["arguments"][-1], {"__name__": "__main__"})  # what execnet gives a Python with -c


def _call(arguments: list[str]) -> int:
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(os.environ[ADDRESS])
        asked = json.dumps({"arguments": arguments, "cwd": str(Path.cwd()), "env": dict(os.environ)}).encode()
        socket.send_fds(line, [asked], [0, 1, 2])
        answers = line.makefile("r")
        answers.readline()
        return int(answers.readline())


if __name__ == "__main__":
    if sys.argv[1:2] == ["-u"]:
        sys.exit(_call(sys.argv[1:]))
    _fork_workers(*sys.argv[1:])

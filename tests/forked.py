"""The installed command without its start: a process that has imported everything forks one for each call.

A call is a process of its own still, with its own environment, folder, standard streams and exit code; what it does not
pay is the import of Prefect, DuckDB and the parsers, three seconds of processor time. What depends on how Python itself
starts (``PYTHON…``, the locale) is left to the real command, and so is all that is about starting: tests/flows/service.

    python -m tests.forked SOCKET MODULE…
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from flows.service.server import CLIENT
from tests.shared import let_go, shared

ROOT = Path(__file__).parents[1]
OFFLINE = (
    "flows.cli.running.ingest", "flows.cli.reading.sql", "flows.cli.reading.status", "flows.cli.reading.export",
    "flows.run.overview", "flows.run.checking", "warehouse.readers.query", "flows.workspace",
)  # fmt: skip
FLOWS = (*OFFLINE, "flows.orchestration.ingest", "flows.orchestration.reparse", "flows.orchestration.flow_runs",
         "prefect.flow_engine", "prefect.task_engine", "prefect.events.worker", "parsers.page")  # fmt: skip
QUIET = {"PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL"}
"""What the command sets before it imports Prefect."""
FORKED = (OFFLINE, FLOWS)
MOST = 1 << 20
"""Bytes of a request."""


@cache
def _server(modules: tuple[str, ...]) -> str:
    """The address of the process that forks, one for all workers, started at the first call."""
    return shared(f"forked-{FORKED.index(modules)}", partial(_start, modules))


def _start(modules: tuple[str, ...], folder: Path, alive: int) -> str:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_", "PYTHONDONT"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forked", folder / "socket", *modules],
        cwd=ROOT,
        env={**clean, **CLIENT, **QUIET, "PREFECT_HOME": str(folder)},
        stdin=alive,
        stdout=subprocess.PIPE,
        start_new_session=True,  # an interrupted worker is not the end of the others
    )
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    let_go(process)
    return str(folder / "socket")


def run(
    modules: tuple[str, ...], arguments: list[str], *, cwd: Path, env: dict[str, str], stdin: bytes, timeout: float
) -> tuple[int, bytes, bytes]:
    """One call: its exit code, standard output and standard error.

    Raises:
        subprocess.TimeoutExpired: it did not end in time, and was killed.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(_server(modules))
            asked = json.dumps({"arguments": arguments, "cwd": str(cwd), "env": env}).encode()
            socket.send_fds(line, [asked], [given.fileno(), out.fileno(), err.fileno()])
            line.settimeout(timeout)
            answers = line.makefile("r")
            pid = int(answers.readline())
            try:
                code = int(answers.readline())
            except TimeoutError as error:
                os.kill(pid, signal.SIGKILL)
                raise subprocess.TimeoutExpired(arguments, timeout) from error
        out.seek(0)
        err.seek(0)
        return code, out.read(), err.read()


def serve(address: str) -> dict[str, Any]:
    """Fork for each call; returns in the process that is the call, in its folder and with its environment."""
    with socket.socket(socket.AF_UNIX) as calls:
        calls.bind(address)
        calls.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            readable, _, _ = select.select([calls, sys.stdin], [], [], 5)
            while _reaped():
                pass
            if sys.stdin in readable:
                os._exit(0)
            if calls not in readable:
                continue
            line, _ = calls.accept()
            if os.fork() == 0:
                calls.close()
                call = _attend(line)
                os.chdir(call["cwd"])
                os.environ.clear()
                os.environ.update(call["env"])
                return call
            line.close()


def _reaped() -> bool:
    try:
        return os.waitpid(-1, os.WNOHANG)[0] != 0
    except ChildProcessError:
        return False


def _attend(line: socket.socket) -> dict[str, Any]:
    """Fork the call, whose end this process tells; returns in the call."""
    asked, streams, _, _ = socket.recv_fds(line, MOST, 3)
    pid = os.fork()
    if pid == 0:
        line.close()
        for target, stream in enumerate(streams):
            os.dup2(stream, target)
            os.close(stream)
        return dict(json.loads(asked))
    for stream in streams:
        os.close(stream)
    line.sendall(f"{pid}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    with suppress(OSError):  # who asked was interrupted
        line.sendall(f"{code}\n".encode())
    os._exit(0)


def _main() -> None:
    address, *modules = sys.argv[1:]
    for module in modules:
        import_module(module)
    if "prefect" in sys.modules:
        import_module("parsers.metrics").extract("全市生产总值增长5%。")  # reads the words
    assert threading.active_count() == 1, "a thread would not be in the fork"
    gc.collect()
    gc.freeze()
    call = serve(address)
    if "prefect" in sys.modules:
        os.environ.update(QUIET)
        import_module("prefect.context").refresh_global_settings_context()  # read when it was imported
    sys.argv = [str(Path(sys.executable).with_name("briefings")), *call["arguments"]]
    sys.path[0] = str(Path(sys.executable).parent)
    sys.exit(import_module("flows.cli.app").main())


if __name__ == "__main__":
    _main()

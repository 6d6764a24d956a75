"""The local Prefect server: its environment, starting it, finding one that runs, stopping it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from flows.console import note
from flows.locks import server_lock
from flows.service.guard.secret import authentication
from flows.service.start_failure import reason
from flows.settings import Paths
from parsers.errors import ServiceError

DEFAULT_PORT = 4200
START_SECONDS = 120
"""An empty database takes about 14 s of migrations on two cores; a busy machine several times that."""
RECORDER_SECONDS = 2.5
"""The server's recorder writes a batch of task runs every second; a server stopped sooner forgets them."""

TUNING: Mapping[str, str] = {
    # The recorder's default batch of 1 costs four times the CPU of 100 per task run.
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "100",
    # A year of runs must not grow the history without bound: 30 days of events and runs are kept.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "2592000",
    # Nothing calls home. The second UI contacts a statistics host from the browser whatever is set,
    # so the first one, which contacts nobody, is the default.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_V2_ENABLED": "false",
    # Relative: the pages ask the name they came from and no other.
    "PREFECT_SERVER_UI_API_URL": "/api",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
}

UI_FILES = "PREFECT_SERVER_UI_STATIC_DIRECTORY"

CLIENT: Mapping[str, str] = {
    # Lines of parsers and warehouse reach the UI, attached to their task, though those rooms know no Prefect.
    "PREFECT_LOGGING_EXTRA_LOGGERS": "flows,parsers,warehouse",
    # The look at many sites and its publishing are in no flow run: their lines are the terminal's, and Prefect would print a
    # raw warning beside each.
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
    # A module of the folder that somebody happens to work in (his attr.py) must not be taken for one of ours.
    "PYTHONSAFEPATH": "1",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    # Without a server a run must fail at once with a sentence, not start a hidden one.
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    "DO_NOT_TRACK": "1",
}

OWN_CLIENT: Mapping[str, str] = {
    # Our server asks browsers alone for a token; a client that fetched one would cost a request and a row each.
    "PREFECT_CLIENT_CSRF_SUPPORT_ENABLED": "false",
}


def server_environment(paths: Paths, port: int) -> dict[str, str]:
    """Environment of the server process: loopback addresses, history in the data directory, tuning."""
    url = f"http://127.0.0.1:{port}"
    return {
        **TUNING,
        **CLIENT,
        "PREFECT_HOME": str(paths.prefect),
        "PREFECT_API_URL": f"{url}/api",
        "PREFECT_UI_URL": url,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": url,
        **OWN_CLIENT,
        **_ui_files(paths),
    }


def _ui_files(paths: Paths) -> dict[str, str]:
    """Where the server writes the UI's pages before it serves them: by default beside its code, and when it may not
    write there (installed by root, used by another) it goes on without a UI."""
    found = find_spec("prefect")
    code = Path(found.origin).parent / "server" if found and found.origin else None
    if code is None or os.access(code, os.W_OK):
        return {}
    return {UI_FILES: str(paths.prefect / "ui")}


@contextlib.contextmanager
def prefect_api(paths: Paths, auth_file: Path | None = None) -> Iterator[str | None]:
    """A Prefect API for flows of this process; set in the environment before prefect is imported.

    In this order: what PREFECT_API_URL names, the server that ``briefings up`` runs for this data directory,
    else a server started for the length of the block. Its history stays in the data directory, so that
    ``briefings up`` shows the run later. Yields the API's address where it outlasts the block.

    Args:
        auth_file: the password file of a server started here.

    Raises:
        SettingsError: the password file cannot be used.
        RunInProgress: another command runs a server of its own on this data directory.
        ServiceError: the server could not be started.
    """
    given = os.environ.get("PREFECT_API_URL")
    running = {"PREFECT_API_URL": given} if given else running_server(paths)
    if running:
        os.environ.update({**CLIENT, **running})
        os.environ.setdefault("PREFECT_HOME", str(paths.prefect))
        try:
            yield running["PREFECT_API_URL"]
        finally:
            drain()
        return
    port = free_port()
    with server_lock(paths):
        note("Starting a Prefect server for this run (its history is kept; `briefings up` shows it) …")
        os.environ.update(server_environment(paths, port) | authentication(auth_file))
        with serving(paths, port):
            try:
                yield None
            finally:
                drain()
                # The recorder writes what it was handed a moment later; a server stopped sooner would forget it.
                time.sleep(RECORDER_SECONDS)


def drain() -> None:
    """Hand the server the log lines and events that this process still holds for it."""
    if "prefect" in sys.modules:
        # Imported here: the environment is set first, and only a run that loaded Prefect comes here.
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        APILogWorker.drain_all(timeout=10)
        EventsWorker.drain_all(timeout=10)


@contextlib.contextmanager
def serving(paths: Paths, port: int) -> Iterator[str]:
    """A server process of our own on 127.0.0.1:``port``, healthy while the block runs, stopped after it."""
    log = paths.prefect / "server.log"
    since = log.stat().st_size if log.exists() else 0
    process = start_server(paths, port)
    url = f"http://127.0.0.1:{port}/api"
    try:
        wait_healthy(url, process, log=log, since=since)
        yield url
    finally:
        stop_process(process)


def start_server(paths: Paths, port: int) -> subprocess.Popen[bytes]:
    """Start the server, which ends with this process; what it prints goes to ``prefect/server.log``."""
    paths.prefect.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (paths.prefect / "server.log").open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - fixed arguments
            [sys.executable, "-P", "-m", "flows.service.ends_with_parent", *server_module(port)],
            env={**os.environ, **server_environment(paths, port)},
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.PIPE,  # never written to: its end tells the server that we are gone, however we died
            start_new_session=True,
        )


def server_module(port: int) -> tuple[str, ...]:
    """The module that is the server, and its arguments."""
    return ("flows.service.guard.prefect_server", "--host", "127.0.0.1", "--port", str(port))


def wait_healthy(url: str, process: subprocess.Popen[bytes] | None, *, log: Path, since: int = 0) -> None:
    """Return when the API at ``url`` answers.

    Args:
        since: bytes of ``log`` from before the process began.

    Raises:
        ServiceError: the process ended, or did not answer within START_SECONDS; it says why.
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if is_healthy(url):
            return
        if process is not None and process.poll() is not None:
            break
        time.sleep(0.2)
    raise ServiceError(f"The Prefect server at {url} did not start: {reason(log, since)} (log: {log})", path=str(log))


def is_healthy(url: str) -> bool:
    """Whether a Prefect API answers at ``url`` (which ends in /api)."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310 - loopback http
            return bool(json.load(answer) is True)
    except (OSError, ValueError):
        return False


def running_server(paths: Paths) -> dict[str, str]:
    """How to ask the server that ``briefings up`` runs for this data directory (environment), if it answers."""
    try:
        said = json.loads(address_file(paths).read_text())
        url, password = str(said["api_url"]), said.get("auth_file")
    except (OSError, ValueError, KeyError):
        return {}
    if not is_healthy(url):
        return {}
    return {"PREFECT_API_URL": url, **OWN_CLIENT, **authentication(Path(password) if password else None)}


def address_file(paths: Paths) -> Path:
    """Where ``briefings up`` leaves the address of its server."""
    return paths.private / "server.json"


def ready_file(paths: Paths) -> Path:
    """What the runner leaves once its deployments and automations are on the server."""
    return paths.private / "runner.ready"


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def stop_process(process: subprocess.Popen[bytes], *, seconds: float = 20) -> None:
    """End a process that leads its own group: first politely, then for good."""
    if process.poll() is None:
        _stop_group(process, seconds)
    if process.stdin is not None:
        process.stdin.close()


def _stop_group(process: subprocess.Popen[bytes], seconds: float) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)  # not SIGINT, which a job in a script's background ignores
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

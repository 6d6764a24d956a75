"""The supervisor behind ``briefings up``: server, runner and explorer as children, restarted when they end, stopped together.

It imports no Prefect: it must start in an instant and stay small for a year.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shlex
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from flows.console import note, print_text
from flows.run import process
from flows.service.guard.secret import authentication
from flows.service.server import (
    START_SECONDS,
    address_file,
    is_healthy,
    ready_file,
    server_environment,
    server_module,
    wait_healthy,
)
from flows.service.start_failure import reason
from flows.service.supervised import STOP_SECONDS, Child
from flows.settings import Paths, Settings
from parsers.errors import ServiceError

HEALTH_EVERY, PATIENCE = 15.0, 8
"""A server that lives but does not answer eight times in a row, two minutes, is started anew."""
LOOK_EVERY = 0.5
EXPLORER_PORT = 8642
"""As of ``briefings explore``, which is not imported here: the supervisor must start in an instant."""
EXPLORER = "BRIEFINGS_EXPLORER_URL"
"""Environment of the children: where readers find the explorer's pages, for the links of what they are told."""
RUNNER_TRIES = 2
"""A first start that fails twice is a matter of settings; later the runner is started again whatever ends it."""


class Stop:
    """Counts the requests to stop: the first lets the running flow finish, the second does not wait."""

    def __init__(self) -> None:
        self.asked = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked += 1


def up(settings: Settings, port: int) -> None:
    """Serve until asked to stop.

    Raises:
        ServiceError: another ``briefings up`` runs for this data directory, the port is taken, or server or runner
            do not start.
    """
    paths = settings.paths
    paths.prefect.mkdir(parents=True, exist_ok=True, mode=0o700)
    with only_one(settings):
        for said in (address_file(paths), ready_file(paths)):
            said.unlink(missing_ok=True)  # what a killed predecessor said of itself
        stop = Stop()
        _free(port)
        env = environment(settings, port)
        server = Child(
            "Prefect server",
            server_module(port),
            env,
            paths.prefect / "server.log",
        )
        runner = Child("runner", ("flows.service.serve",), env, paths.prefect / "runner.log")
        pages = str(explorer_port())
        explorer = Child("explorer", ("flows.service.explorer", pages), env, paths.prefect / "explorer.log")
        env.setdefault(EXPLORER, f"http://127.0.0.1:{pages}/")
        try:
            server.start()
            wait_healthy(env["PREFECT_API_URL"], server.process, log=server.log, since=server.since)
            _write_address(settings, env, serving=False)
            runner.start()
            _wait_serving(runner, stop, paths)
            if not stop.asked:
                explorer.start()
                _write_address(settings, env, serving=True)
                print_text(f"Prefect UI: {env['PREFECT_UI_URL']} · data: {paths.root} · Ctrl-C stops everything")
                print_text(f"Explorer: {env[EXPLORER]}")
                _tell_about_alerts(settings)
            supervise(server, runner, explorer, stop)
        finally:
            explorer.signal(signal.SIGTERM)
            _stop(server, runner, stop, paths)
            explorer.end()
            for said in (address_file(paths), ready_file(paths)):
                said.unlink(missing_ok=True)


def environment(settings: Settings, port: int) -> dict[str, str]:
    """What server, runner and the flows they start see: the data directory as an absolute path, and the server."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **clean,
        **server_environment(settings.paths, port),
        **authentication(settings.auth_file),
        "BRIEFINGS_DATA_DIR": str(settings.paths.root),
        "BRIEFINGS_SITE": _absolute(settings.site),
        "BRIEFINGS_SITES": " ".join(map(_absolute, settings.several)),
        process.LOG: str(settings.paths.prefect / "runs.log"),
        **({"BRIEFINGS_BASE_URL": settings.base_url} if settings.base_url else {}),
    }


def _absolute(definition: str) -> str:
    return str(Path(definition).absolute()) if definition.endswith(".toml") else definition


def _wait_serving(runner: Child, stop: Stop, paths: Paths) -> None:
    """Return when the deployments exist, or when asked to stop.

    Raises:
        ServiceError: the runner ended twice, or took too long: what it said.
    """
    ends, deadline = 0, time.monotonic() + START_SECONDS
    while not ready_file(paths).exists() and not stop.asked:
        ends += runner.ended
        if ends == RUNNER_TRIES or time.monotonic() > deadline:
            why = reason(runner.log, runner.since)
            raise ServiceError(f"The runner did not start: {why} (log: {runner.log})", path=str(runner.log))
        runner.revive()
        time.sleep(LOOK_EVERY)


def supervise(server: Child, runner: Child, explorer: Child, stop: Stop) -> None:
    """Keep all children alive until asked to stop."""
    misses, next_look = 0, time.monotonic() + HEALTH_EVERY
    while not stop.asked:
        server.revive()
        runner.revive()
        explorer.revive()
        if time.monotonic() >= next_look:
            next_look = time.monotonic() + HEALTH_EVERY
            misses = 0 if is_healthy(server.env["PREFECT_API_URL"]) or not server.alive else misses + 1
            if misses >= PATIENCE:
                note("The Prefect server does not answer; starting it anew.")
                server.end()
                misses = 0
        time.sleep(LOOK_EVERY)


def _stop(server: Child, runner: Child, stop: Stop, paths: Paths) -> None:
    before = stop.asked
    runner.signal(signal.SIGTERM)
    runner.wait(3)
    # A run whose runner was killed is nobody's child any more, but it still needs the server.
    if runner.alive or process.living(paths):
        note("Waiting for the running flow to finish; ask again (Ctrl-C) to stop it now: it continues next time.")
    while (runner.alive or process.living(paths)) and stop.asked <= max(before, 1):
        time.sleep(0.1)
    runner.signal(signal.SIGKILL, group=True)
    for pid in process.living(paths):
        os.kill(pid, signal.SIGKILL)
    runner.wait(STOP_SECONDS)
    server.end()


@contextlib.contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Hold the data directory's service lock.

    Raises:
        ServiceError: another ``briefings up`` holds it.
    """
    settings.paths.private.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _lock_file(settings).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServiceError(
                f"`briefings up` already runs for {settings.paths.root}{_where(settings)}. "
                f"Stop it with `{stop_command(settings)}` or use another --data-dir."
            ) from None
        yield


def stop_command(settings: Settings) -> str:
    """What to type to stop the service of this data directory, from anywhere in this shell."""
    return f"briefings up --stop --data-dir {shlex.quote(str(settings.paths.root))}"


def _lock_file(settings: Settings) -> Path:
    return settings.paths.private / "up.lock"


def is_held(settings: Settings) -> bool:
    """Whether a ``briefings up`` lives for this data directory: the kernel frees its lock however it ends."""
    if not _lock_file(settings).exists():
        return False
    try:
        with only_one(settings):
            return False
    except ServiceError:
        return True


def running(settings: Settings) -> int | None:
    """The process of the ``briefings up`` that runs for this data directory.

    After a kill or a power cut the number on disk may belong to a stranger by now. Only while the lock is held does
    it count; else what is left of it is removed.

    Raises:
        ServiceError: one runs, but has not said yet which process it is.
    """
    if not is_held(settings):
        address_file(settings.paths).unlink(missing_ok=True)
        return None
    known = address(settings)
    if known is None:
        raise ServiceError(f"`briefings up` is still starting for {settings.paths.root}: try again in a moment.")
    return int(known["pid"])


def _where(settings: Settings) -> str:
    known = address(settings)
    return f" at {known['ui_url']}" if known else ""


def address(settings: Settings) -> dict[str, str | int] | None:
    """What a running ``briefings up`` says of itself: api_url, ui_url, explorer_url, pid; serving, once the deployments exist."""
    try:
        found: dict[str, str | int] = json.loads(address_file(settings.paths).read_text())
    except (OSError, ValueError):
        return None
    return found


def _write_address(settings: Settings, env: dict[str, str], *, serving: bool) -> None:
    target = address_file(settings.paths)
    part = target.with_suffix(".part")
    said = {
        "api_url": env["PREFECT_API_URL"],
        "ui_url": env["PREFECT_UI_URL"],
        "explorer_url": env.get(EXPLORER, ""),
        "pid": os.getpid(),
    }
    password = {"auth_file": str(settings.auth_file.absolute())} if settings.auth_file else {}
    part.write_text(json.dumps({**said, **password, "serving": serving}))
    part.replace(target)


def explorer_port() -> int:
    """The explorer's usual port, or another free one where somebody has that."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        for port in (EXPLORER_PORT, 0):
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                break
        return int(probe.getsockname()[1])


def _free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise ServiceError(f"Port {port} is taken by another program: choose another with --port.") from None


def _tell_about_alerts(settings: Settings) -> None:
    if settings.notify_urls is None:
        note("Nobody is told when something breaks: set BRIEFINGS_NOTIFY_URLS (`briefings docs operations`).")

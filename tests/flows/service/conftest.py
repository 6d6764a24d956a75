"""The Prefect server spoken to directly, and a webhook that keeps what it is told."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.service.server import free_port, serving
from flows.settings import Paths
from tests.conftest import History
from tests.prefect_rest import ask

TOKEN = "sesame-4711"
UNREACHABLE = f"json://user:{TOKEN}@127.0.0.1:9/"


@dataclass(frozen=True)
class Server:
    """A Prefect server, spoken to directly and by the client in this process."""

    url: str
    paths: Paths
    told: Webhook
    """Who is told of alarms by the server itself."""

    def post(self, path: str, body: object) -> Any:
        return ask(f"{self.url}/{path}", body)

    def run(self, state: str, message: str = "", name: str | None = None) -> str:
        """A run of some flow, brought into ``state``; its id."""
        flow = self.post("flows/", {"name": "watched"})
        run = self.post("flow_runs/", {"flow_id": flow["id"], "name": name or f"run-{uuid.uuid4()}"})
        self.post(f"flow_runs/{run['id']}/set_state", {"state": {"type": state, "message": message}, "force": True})
        return str(run["id"])

    def state(self, run_id: str) -> dict[str, Any]:
        return dict(ask(f"{self.url}/flow_runs/{run_id}")["state"])

    def deployment(self, full_name: str) -> dict[str, Any]:
        return dict(ask(f"{self.url}/deployments/name/{full_name}"))


@pytest.fixture(scope="module")
def own(history: History, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on which only these tests have deployments, automations and runs."""
    paths = Paths(history(tmp_path_factory.mktemp("prefect")))
    with listening() as told, ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BRIEFINGS_NOTIFY_URLS", f"json://user:{TOKEN}@{told.address}/ {UNREACHABLE}")
            url = stack.enter_context(serving(paths, free_port()))
        yield Server(url, paths, told)


@pytest.fixture
def server(own: Server) -> Iterator[Server]:
    with temporary_settings({PREFECT_API_URL: own.url}):
        yield own


class Webhook(ThreadingHTTPServer):
    """Keeps what is posted to it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Keep)
        self.received: list[dict[str, Any]] = []
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def wait_for(self, *words: str, seconds: float = 180) -> str:
        """The message that contains all of ``words``."""
        return str(wait_for(lambda: next((m for m in self._messages() if all(w in m for w in words)), ""), seconds))

    def _messages(self) -> list[str]:
        return [f"{body.get('title')}\n{body.get('message')}" for body in self.received]


class _Keep(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    with listening() as server:
        yield server


@contextmanager
def listening() -> Iterator[Webhook]:
    with Webhook() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def wait_for(look: Callable[[], Any], seconds: float = 180) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.3)
    return found


def children(word: str, data: Path, run: str = "") -> list[int]:
    """Processes of this data directory with ``word`` in their command line; with ``run``, those that work on it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_bytes().decode("utf-8", "replace").replace("\0", " ")
            env = (process / "environ").read_bytes()
        except OSError:
            continue
        if word in line and f"BRIEFINGS_DATA_DIR={data}".encode() in env and run.encode() in env:
            found.append(int(process.name))
    return found

"""The door of the Prefect server: programs of this machine and its own pages get in, other pages and names do not."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.browser import NEEDS_CHROMIUM, browser
from tests.conftest import History
from tests.prefect_rest import ask

pytestmark = pytest.mark.prefect

SOCKETS = ("events/in", "events/out", "logs/out", "task_runs/subscriptions/scheduled")


def strangers(port: int) -> dict[str, dict[str, str]]:
    """Headers of requests that somebody else's page causes, or that were meant for somebody else."""
    return {
        "another host": {"Host": "lanhai.example"},
        "a rebound name": {"Host": f"rebound.lanhai.example:{port}"},
        "another port": {"Host": f"127.0.0.1:{port + 1}"},
        "no port": {"Host": "127.0.0.1"},
        "every address": {"Host": f"0.0.0.0:{port}"},
        "a short address": {"Host": f"127.1:{port}"},
        "a name below localhost": {"Host": f"lanhai.localhost:{port}"},
        "a trailing dot": {"Host": f"localhost.:{port}"},
        "a user in the host": {"Host": f"127.0.0.1:{port}@lanhai.example"},
        "another origin": {"Origin": "https://lanhai.example"},
        "another port's origin": {"Origin": f"http://127.0.0.1:{port + 1}"},
        "the other scheme": {"Origin": f"https://127.0.0.1:{port}"},
        "another loopback name": {"Origin": f"http://localhost:{port}"},
        "a page without origin": {"Origin": "null"},
        "an empty origin": {"Origin": ""},
        "an image": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        "a neighbour's script": {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
        "a frame": {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    }


def port_of(api: str) -> int:
    found = urlsplit(api).port
    assert found is not None
    return found


def status(url: str, headers: dict[str, str], method: str = "GET", body: bytes | None = None) -> int:
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def endpoints(api: str) -> list[tuple[str, str]]:
    """Every method and path of the server, with made-up ids, and its pages."""
    paths = ask(f"{api.removesuffix('/api')}/openapi.json")["paths"]
    known = [
        (method.upper(), "/api" + re.sub(r"\{[^}]+\}", "6f1d2f6e-0f0c-4c41-9a53-0d6a6e4f7a11", path))
        for path, methods in paths.items()
        for method in methods
    ]
    return [
        *known,
        ("GET", "/"),
        ("GET", "/dashboard"),
        ("GET", "/ui-settings"),
        ("GET", "/docs"),
        ("GET", "/api/docs"),
    ]


@pytest.mark.parametrize("each", [4, pytest.param(18, marks=pytest.mark.soak)])
def test_no_endpoint_answers_a_stranger_and_preflights_get_nothing(prefect_api: str, each: int) -> None:
    """Every endpoint is asked by some strangers, others than the one before it: the door does not know endpoints apart."""
    port, every = port_of(prefect_api), endpoints(prefect_api)
    turns = cycle(strangers(port).items())
    assert len(every) > 150
    line = HTTPConnection("127.0.0.1", port, timeout=30)

    def refused(method: str, path: str, headers: dict[str, str]) -> bool:
        line.request(method, path, b"{}" if method in ("POST", "PUT", "PATCH") else None, headers)
        answer = line.getresponse()
        answer.read()
        return answer.status == 403 and not answer.getheader("Access-Control-Allow-Origin")

    for method, path in every:
        for who, headers in islice(turns, each):
            assert refused(method, path, headers), (who, method, path)
        preflight = {"Origin": "https://lanhai.example", "Access-Control-Request-Method": method}
        assert refused("OPTIONS", path, preflight), path
    line.close()


def test_a_link_opens_a_page_of_the_ui_and_nothing_else(prefect_api: str) -> None:
    root = prefect_api.removesuffix("/api")
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    link["Accept"] = "text/html"
    assert status(f"{root}/runs", link) == 200
    assert status(f"{root}/runs", link, "POST", b"") == 403
    for path in ("/api/admin/settings", "//api/admin/settings", "/API/admin/settings", "/api"):
        assert status(root + path, link) == 403, path


def test_programs_need_no_token_and_pages_of_ours_do(prefect_api: str) -> None:
    root, names = prefect_api.removesuffix("/api"), {"content-type": "application/json"}
    url = f"{root}/api/variables/filter"
    assert status(url, names, "POST", b"{}") == 200
    for name in ("127.0.0.1", "localhost", "[::1]", "LOCALHOST"):
        host = f"{name}:{port_of(prefect_api)}"
        assert status(url, {**names, "Host": host}, "POST", b"{}") == 200
        own = {**names, "Host": host, "Origin": f"http://{host.lower()}"}
        assert status(url, own, "POST", b"{}") == 403, "no token"
        client = f"client-of-{name.strip('[]')}"
        token = ask(f"{root}/api/csrf-token?client={client}")["token"]
        assert status(url, {**own, "Prefect-Csrf-Client": client, "Prefect-Csrf-Token": token}, "POST", b"{}") == 200


def test_websockets_are_for_programs_and_our_own_pages(prefect_api: str) -> None:
    port = port_of(prefect_api)
    address = prefect_api.replace("http://", "ws://")

    def opened(path: str, origin: str | None, host: str | None = None) -> bool:
        try:
            with connect(
                f"{address}/{path}",
                origin=Origin(origin) if origin is not None else None,
                additional_headers={"Host": host} if host else None,
                subprotocols=[Subprotocol("prefect")],
            ):
                return True
        except InvalidStatus as error:
            assert error.response.status_code == 403
            return False

    for path in SOCKETS:
        assert opened(path, None)
        assert opened(path, f"http://127.0.0.1:{port}")
        for origin in (
            "https://lanhai.example",
            "null",
            "",
            f"http://localhost:{port}",
            f"http://127.0.0.1:{port + 1}",
        ):
            assert not opened(path, origin), (path, origin)


def test_a_websocket_to_a_rebound_name_is_refused(prefect_api: str) -> None:
    port = port_of(prefect_api)
    with socket.create_connection(("127.0.0.1", port), 30) as raw:
        raw.sendall(
            f"GET /api/events/out HTTP/1.1\r\nHost: rebound.lanhai.example:{port}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n".encode()
        )
        assert raw.recv(200).startswith(b"HTTP/1.1 403 ")


def test_a_request_without_a_host_or_with_two_is_refused(prefect_api: str) -> None:
    port = port_of(prefect_api)
    for head in ("", f"Host: 127.0.0.1:{port}\r\nHost: lanhai.example\r\n"):
        with socket.create_connection(("127.0.0.1", port), 30) as raw:
            raw.sendall(f"GET /api/health HTTP/1.0\r\n{head}\r\n".encode())
            assert raw.recv(200)[:13] in (b"HTTP/1.1 403 ", b"HTTP/1.1 400 ")


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("<!doctype html><title>x</title><body>别的网站</body>".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@contextmanager
def another_site() -> Iterator[str]:
    """A page of another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as site:
        thread = threading.Thread(target=site.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{site.server_address[1]}/"
        finally:
            site.shutdown()
            thread.join()


ATTACK = """
(async () => {
  const api = "%s", got = [], body = JSON.stringify({name: "%s", value: "1"});
  const json = {"content-type": "application/json"};
  const tried = async (what, attempt) => { try { if (await attempt()) got.push(what) } catch { } };
  const settled = (element) => new Promise(done => {
    element.onload = () => done(true); element.onerror = () => done(false); document.body.append(element);
    setTimeout(() => done(false), 5000);
  });
  await tried("fetch", async () => (await fetch(api + "/health")).ok);
  await tried("post", async () => (await fetch(api + "/variables/", {method: "POST", headers: json, body})).ok);
  await tried("no-cors", async () => { await fetch(api + "/variables/", {method: "POST", mode: "no-cors", body}) });
  await tried("beacon", async () => { navigator.sendBeacon(api + "/variables/", body) });
  await tried("keepalive", async () => (await fetch(api + "/variables/", {method: "PUT", keepalive: true, body})).ok);
  await tried("image", () => settled(Object.assign(new Image(), {src: api.replace("/api", "/ico/favicon.ico")})));
  await tried("script", () => settled(Object.assign(document.createElement("script"), {src: api + "/health"})));
  await tried("websocket", () => new Promise(done => {
    const socket = new WebSocket(api.replace("http", "ws") + "/events/out", "prefect");
    socket.onopen = () => done(true); socket.onerror = () => done(false);
  }));
  const form = Object.assign(document.createElement("form"), {
    action: api + "/variables/", method: "post", enctype: "text/plain", target: "there"});
  form.append(Object.assign(document.createElement("input"), {name: body.slice(0, -1) + ', "x": "', value: '"}'}));
  const frame = Object.assign(document.createElement("iframe"), {name: "there"});
  document.body.append(frame, form);
  form.submit();
  await new Promise(done => setTimeout(done, 1500));
  return got;
})()
"""

OWN = """
(async () => {
  const client = "own-page", json = {"content-type": "application/json"};
  const {token} = await (await fetch("/api/csrf-token?client=" + client)).json();
  const headers = {...json, "Prefect-Csrf-Client": client, "Prefect-Csrf-Token": token};
  const body = JSON.stringify({name: "own_page", value: "1"});
  return (await fetch("/api/variables/", {method: "POST", headers, body})).status;
})()
"""


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_a_page_of_another_origin_achieves_nothing_in_a_browser(prefect_api: str, tmp_path: Path) -> None:
    port = port_of(prefect_api)
    rebound = f"http://rebound.example:{port}/api"
    with another_site() as page, browser(tmp_path, "--host-resolver-rules=MAP rebound.example 127.0.0.1") as tab:
        named = {"127": prefect_api, "localhost": prefect_api.replace("127.0.0.1", "localhost"), "rebound": rebound}
        got = {name: tab.run(page, ATTACK % (api, f"stranger_{name}")) for name, api in named.items()}
        same = tab.run(f"http://rebound.example:{port}/", ATTACK % (rebound, "stranger_at_home"))
        own = tab.run(f"http://127.0.0.1:{port}/ui-settings", OWN)
    assert got == {"127": [], "localhost": [], "rebound": []}
    assert [what for what in same if what != "no-cors"] in ([], ["beacon"]), "the answer to no-cors was a refusal"
    assert own == 201, "the same browser's own page may"
    written = {row["name"] for row in ask(f"{prefect_api}/variables/filter", {})}
    assert written == {"own_page"}


@pytest.mark.soak
def test_the_server_of_a_run_from_the_terminal_has_the_same_door(history: History, tmp_path: Path) -> None:
    """`prefect_api` is that server; the supervisor starts the same module."""
    code = (
        "import sys, os; from pathlib import Path; from flows.settings import Paths\n"
        "from flows.service.server import prefect_api\n"
        "with prefect_api(Paths(Path(sys.argv[1]))): print(os.environ['PREFECT_API_URL'], flush=True); sys.stdin.read()"
    )
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_"))}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(history(tmp_path))],
        env=clean,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout and process.stdin
        url = process.stdout.readline().strip()
        try:
            assert status(f"{url}/health", {}) == 200
            assert status(f"{url}/health", {"Host": "lanhai.example"}) == 403
            assert status(f"{url}/health", {"Origin": "https://lanhai.example"}) == 403
        finally:
            process.stdin.close()


def test_further_names_are_those_that_the_operator_gives() -> None:
    from flows.service.guard.door import Door  # here: it loads Prefect's server, for all workers two seconds each

    async def nothing(*_: Any) -> None:
        """Never asked."""

    door = Door(nothing, 4200, ["Server:4200", "briefings.lanhai.example"])

    def asked(**headers: str) -> str | None:
        given = [(name.encode(), value.encode()) for name, value in headers.items()]
        return door._refusal({"type": "http", "method": "POST", "path": "/api/x", "headers": given})

    assert asked(host="server:4200") is None
    assert asked(host="briefings.lanhai.example", origin="https://briefings.lanhai.example") is None
    assert asked(host="briefings.lanhai.example", origin="https://lanhai.example")
    assert asked(host="server:4201")


def test_an_app_without_csrf_protection_is_not_served() -> None:
    from flows.service.guard.door import csrf_of_browsers  # here: as above

    with pytest.raises(RuntimeError, match="no CSRF protection"):
        csrf_of_browsers([])

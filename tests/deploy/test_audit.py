"""The audit of CI: finds known vulnerabilities where the service answers, and fails nobody who cannot reach it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PINNED = len([line for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line])


class Service(ThreadingHTTPServer):
    """A vulnerability service on loopback, in the form of OSV."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.vulnerable: set[str] = set()
        self.asked: list[str] = []


class _Answer(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        name = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["package"]["name"]
        self.server.asked.append(name)
        known = {"vulns": [{"id": f"TEST-{name}", "summary": "invented", "affected": []}]}
        body = json.dumps(known if name in self.server.vulnerable else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def audit(port: int) -> tuple[int, str]:
    """Exit code and what the audit said, with the service on this port."""
    env = {
        **os.environ,
        "PIP_AUDIT_VULNERABILITY_SERVICE": "osv",
        "PIP_AUDIT_OSV_URL": f"http://127.0.0.1:{port}/query",
    }
    done = subprocess.run(
        [ROOT / ".ci" / "audit", sys.executable], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout


@pytest.fixture
def installed() -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("pip_audit")


@pytest.mark.soak
@pytest.mark.usefixtures("installed")
def test_packages_of_which_nothing_is_known_pass(service: Service) -> None:
    code, said = audit(service.server_address[1])
    assert code == 0
    assert "No known vulnerability" in said


@pytest.mark.usefixtures("installed")
def test_every_pinned_package_is_looked_up_and_a_vulnerable_one_is_named_and_fails_ci(service: Service) -> None:
    service.vulnerable = {"lxml"}
    code, said = audit(service.server_address[1])
    assert (code, len(set(service.asked))) == (1, PINNED)
    assert "TEST-lxml" in said


def test_without_the_service_one_sentence_says_so_and_ci_goes_on(service: Service) -> None:
    service.server_close()  # nobody listens there any more
    code, said = audit(service.server_address[1])
    assert code == 0
    assert said.count("\n") == 1
    assert "skipped" in said

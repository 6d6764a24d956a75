"""An S3 server of its own on loopback, spoken to over HTTP by everyone."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from flows.service.server import free_port
from tests.shared import let_go


@dataclass
class Store:
    """A running S3 server; ``env`` is what a client of it needs."""

    port: int

    @property
    def env(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_MAX_ATTEMPTS": "1",
        }

    def make_bucket(self, name: str | None = None) -> str:
        """A new bucket's name."""
        name = name or f"bucket-{uuid.uuid4()}"
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{name}", method="PUT")
        urllib.request.urlopen(request, timeout=30).close()
        return name


def s3_server(folder: Path, alive: int) -> str:
    """Start a server that ends when ``alive`` does; its port."""
    port, log = free_port(), folder / "log"
    command = ["flows.service.ends_with_parent", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", *command], stdin=alive, stdout=out, stderr=out, start_new_session=True
        )
    deadline = time.monotonic() + 60
    while not _answers(port):
        assert server.poll() is None and time.monotonic() < deadline, log.read_text("utf-8")
        time.sleep(0.1)
    let_go(server)
    return str(port)


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/", timeout=5).close()
    except (URLError, OSError):
        return False
    return True

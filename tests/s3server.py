"""An S3 server of its own on loopback, spoken to over HTTP by everyone."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.error import URLError

from flows.service.server import free_port


@dataclass
class Store:
    """A running S3 server; ``env`` is what a client of it needs."""

    port: int
    numbers: Iterator[int] = field(default_factory=count)

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
        name = name or f"bucket-{next(self.numbers)}"
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{name}", method="PUT")
        urllib.request.urlopen(request, timeout=30).close()
        return name


@contextmanager
def s3_server(log: Path) -> Iterator[Store]:
    """A server whose output goes to the file ``log``."""
    store = Store(free_port())
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(store.port)]
    with log.open("wb") as out:
        server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + 60
        while not _answers(store.port):
            assert server.poll() is None and time.monotonic() < deadline, log.read_text("utf-8")
            time.sleep(0.1)
        yield store
    finally:
        server.terminate()
        server.wait(30)


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/moto-api/", timeout=5).close()
    except (URLError, OSError):
        return False
    return True

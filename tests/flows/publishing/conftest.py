"""An S3 server of its own on loopback, spoken to over HTTP by everyone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.error import URLError

import duckdb
import pytest

from flows.server import free_port

pytest.importorskip("moto", reason="moto is not installed")


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


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The server, started once."""
    store = Store(free_port())
    log = tmp_path_factory.mktemp("s3") / "log"
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


@pytest.fixture
def bucket(s3: Store, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a folder in an empty bucket, for code of this process."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in s3.env.items():
        monkeypatch.setenv(name, value)
    return f"s3://{s3.make_bucket()}/open data"


class Reader:
    """A reader who knows nothing of this project: DuckDB over the published files."""

    def __init__(self, url: str) -> None:
        import fsspec

        self.url = url
        self.fs = fsspec.filesystem(url.partition(":")[0], skip_instance_cache=True, use_listings_cache=False)
        self.con = duckdb.connect()
        self.con.register_filesystem(self.fs)

    def rows(self, statement: str, values: object = None) -> list[tuple[Any, ...]]:
        self.fs.invalidate_cache()
        return self.con.execute(statement, values).fetchall()

    def glob(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        """By taking every file, as docs/scale.md shows it."""
        return self.rows(
            f"SELECT {columns} FROM read_parquet('{self.url}/{table}/**/*.parquet', hive_partitioning = true) ORDER BY ALL"
        )

    def pin(self) -> None:
        """Remember which files belong together now."""
        self.rows(f"SET VARIABLE lake = '{self.url}/'")
        self.rows("SET VARIABLE files = (SELECT files FROM read_json(getvariable('lake') || '_latest.json'))")

    def pinned(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        """From those files."""
        self.rows(
            "SET VARIABLE paths = (SELECT list(getvariable('lake') || f.path) FROM "
            f"(SELECT unnest(getvariable('files')) AS f) WHERE f.\"table\" = '{table}')"
        )
        return self.rows(
            f"SELECT {columns} FROM read_parquet(getvariable('paths'), hive_partitioning = true) ORDER BY ALL"
        )


def data_files(folder: Path) -> set[str]:
    """Files below ``folder``, relative."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}

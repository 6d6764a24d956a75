"""Fixtures that several rooms' tests share: a Prefect server and an S3 server a session, and the installed command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docs.build import sample
from flows.service.server import CLIENT, free_port, serving
from flows.settings import Paths
from tests.s3server import Store, s3_server

Run = subprocess.CompletedProcess[str]
Briefings = Callable[..., Run]


@pytest.fixture(scope="session")
def prefect_api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The API address of a real Prefect server, started once."""
    with serving(Paths(tmp_path_factory.mktemp("prefect")), free_port()) as url:
        yield url


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the sample in it, as a run leaves it; to be copied, not to be changed."""
    folder = tmp_path_factory.mktemp("made")
    sample(folder)
    return folder


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A real S3 server, started once."""
    pytest.importorskip("s3fs", reason="the extra s3 is not installed (pip install '.[s3]')")
    with s3_server(tmp_path_factory.mktemp("s3") / "log") as store:
        yield store


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 32 MB, to be filled up."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk to fill up can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def briefings(tmp_path: Path) -> Briefings:
    """The installed command, as its users run it; offline verbs need no server."""
    return _runner(tmp_path, {})


@pytest.fixture
def flow_briefings(tmp_path: Path, prefect_api: str) -> Briefings:
    """The installed command with the session's Prefect server, for verbs that run a flow."""
    return _runner(tmp_path, {**CLIENT, "PREFECT_API_URL": prefect_api, "PREFECT_HOME": str(tmp_path / "prefect")})


def _runner(folder: Path, extra: dict[str, str]) -> Briefings:
    def run(*arguments: str | Path, timeout: float = 180, stdin: bytes | None = None, **env: str) -> Run:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_"))}
        clean.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(
            [Path(sys.executable).with_name("briefings"), *map(str, arguments)],
            cwd=folder,
            env={**clean, **extra, **env},
            input=stdin,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run

"""The sample with its archived pages, served."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.build import ADDED, THANKS
from flows.archive.store import Archive
from flows.sample.server import SITE
from tests.explorer.serving import Got, Server, crawl, served


@pytest.fixture(scope="session")
def data(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the sample and the archive of its pages; not to be changed."""
    folder = tmp_path_factory.mktemp("explorer")
    shutil.copytree(made, folder, dirs_exist_ok=True)
    archive = Archive(folder / "archive")
    for page in SITE.rglob("*.html"):
        raw = page.read_bytes()
        archive.put(raw)
        archive.put(raw.replace(THANKS.encode(), (ADDED + THANKS).encode()))
    return folder


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[Server]:
    """The explorer over the sample."""
    with served(data) as running:
        yield running


@pytest.fixture(scope="session")
def pages(server: Server) -> dict[str, Got]:
    """Every page that links lead to from the start page."""
    return crawl(server)

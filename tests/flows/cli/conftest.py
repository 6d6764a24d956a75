"""Data directories with the sample in them, as a run leaves them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows.ledger.ledger import Ledger
from flows.sample import DEFINITION as SAMPLE


@pytest.fixture
def data(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(made, folder)
    monkeypatch.setenv("BRIEFINGS_DATA_DIR", str(folder))
    monkeypatch.setenv("BRIEFINGS_SITE", str(SAMPLE))
    return folder


@pytest.fixture
def fresh(data: Path) -> Path:
    """The same data, of a site that was just read."""
    with Ledger(data / "private" / "ledger.sqlite") as ledger:
        ledger.start_run("run", "ingest", "sample")
        ledger.finish_run("run", "unchanged")
    return data

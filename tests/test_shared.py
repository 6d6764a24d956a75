"""What the workers of a test run share: begun again elsewhere when it failed, and not left behind in silence."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import shared


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A test run of its own."""
    monkeypatch.setenv(shared.FOLDER, "of the run that this test is in")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield shared.begin()


def test_a_start_that_failed_is_tried_again_in_another_folder(held: int) -> None:
    tried: list[Path] = []

    def start(folder: Path, _alive: int) -> str:
        tried.append(folder)
        (folder / "socket").touch(exist_ok=False)
        if len(tried) == 1:
            raise OSError("it did not get well")
        return "an address"

    with pytest.raises(OSError, match="did not get well"):
        shared.shared("server", start)
    assert [shared.shared("server", start) for _ in range(2)] == ["an address"] * 2
    assert len(set(tried)) == len(tried) == 2
    run = tried[0].parent
    shared.end(held)
    assert not run.exists()


def test_the_end_names_what_goes_on(held: int, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(os.environ[shared.FOLDER])
    with (folder / shared.PIPE).open("rb") as alive:
        deaf = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], stdin=alive)
    monkeypatch.setattr(shared, "ENDING_SECONDS", 0.0)
    try:
        with pytest.raises(SystemExit, match=rf"{folder}: {deaf.pid} \(.*time.sleep"):
            shared.end(held)
    finally:
        deaf.kill()
        deaf.wait()
    assert folder.exists()

"""What `make lint` checks, here beside the tests: types, import contracts, style. Types first: they take longest."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("command", ["mypy", "lint-imports --no-cache", "ruff check .", "ruff format --check ."])
def test_the_house_is_clean(command: str) -> None:
    linter, *arguments = command.split()
    done = subprocess.run(
        [Path(sys.executable).with_name(linter), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr

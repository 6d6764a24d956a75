"""What `make lint` checks, here beside the tests: types, import contracts, style. Types first: they take longest."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINT = re.compile(r"^lint:.*\n((?:\t.*\n)+)", re.MULTILINE)


def commands() -> list[str]:
    """Those of the Makefile, where the longest is the last."""
    (recipe,) = LINT.findall((ROOT / "Makefile").read_text("utf-8"))
    return [line.removeprefix("\t$(BIN)/") for line in reversed(recipe.splitlines())]


@pytest.mark.parametrize("command", commands())
def test_the_house_is_clean(command: str) -> None:
    linter, *arguments = command.split()
    done = subprocess.run(
        [Path(sys.executable).with_name(linter), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr

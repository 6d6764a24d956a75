"""The annotated city beside the checkout: whether its figures can be compared, by its own scorer."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared"
CITY = SHARED / "city"
OWN = Path(__file__).parent / "cities"
SEALED = "qiling"
"""Of which nothing is taught: how a city is read that nobody has seen."""
SCORER = SHARED / "score" / "series_score.py"
SEEN = Path(__file__).parent / "city.json"
"""What was measured on the city when it was last at hand, for docs/accuracy.md."""

_COUNTS = ("figures", "series")


def taught() -> list[Path]:
    """The cities at hand that evidence may be fitted from."""
    own = sorted(folder for folder in OWN.iterdir() if folder.is_dir() and folder.name != SEALED)
    return [*([CITY] if CITY.is_dir() else []), *own]


def measured() -> dict[str, float] | None:
    """Every line of the scorer, its counts included; None where the city is not beside the checkout."""
    if not (CITY.is_dir() and SCORER.is_file()):
        return None
    command = shlex.join([str(Path(sys.executable).with_name("briefings")), "parse"])
    run = subprocess.run(
        [sys.executable, str(SCORER), str(CITY), "--json", "--cmd", command], capture_output=True, check=True
    )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def scores(found: dict[str, float]) -> dict[str, float]:
    """Its shares, each between 0 and 1, without the counts."""
    return {name: value for name, value in found.items() if name not in _COUNTS}

"""Annotated cities, one beside the checkout and our own: whether their figures can be compared, by the scorer beside it."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.gold.alike import right_pairs

SHARED = Path(__file__).parents[3] / "shared"
CITY = SHARED / "city"
OWN = Path(__file__).parent / "cities"
SEALED = frozenset({"qiling", "cangyu"})
"""By which nothing is mended: how a city is read that nobody has seen."""
SCORER = SHARED / "score" / "series_score.py"
SEEN = Path(__file__).parent / "city.json"
"""What was measured on each when the scorer was last at hand, for docs/accuracy.md."""

_COUNTS = ("figures", "series", "alike", "alike_right")


def measured() -> dict[str, dict[str, float]]:
    """Every line of the scorer, its counts included, by city; none where the scorer is not beside the checkout."""
    if not SCORER.is_file():
        return {}
    own = sorted(folder for folder in OWN.iterdir() if folder.is_dir())
    return {folder.name: _measured(folder) for folder in [*([CITY] if CITY.is_dir() else []), *own]}


def _measured(folder: Path) -> dict[str, float]:
    """What the scorer says; how many names look alike, how many of these are one, and the pairs' F1 when those are united."""
    right, shown, content = right_pairs(folder, SCORER)
    with TemporaryDirectory() as scratch:
        table = Path(scratch) / "measures.tsv"
        table.write_text(content, encoding="utf-8")
        united = _scored(folder, "--measures", str(table)) if right else _scored(folder)
    told = {"alike": shown, "alike_right": round(len(right) / shown, 4) if shown else 1.0}
    return _scored(folder) | told | {f"united_{name}": united[name] for name in ("measure_pairs", "series_points")}


def _scored(folder: Path, *options: str) -> dict[str, float]:
    command = shlex.join([str(Path(sys.executable).with_name("briefings")), "parse", *options])
    run = subprocess.run(
        [sys.executable, str(SCORER), str(folder), "--json", "--cmd", command], capture_output=True, check=True
    )
    found: dict[str, float] = json.loads(run.stdout)
    return found


def floored(found: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """What is held to floors: the shares of every city but the one that nothing is mended by."""
    return {_group(name): scores(of) for name, of in found.items() if name not in SEALED}


def _group(name: str) -> str:
    return name if name == CITY.name else f"cities/{name}"


def scores(found: dict[str, float]) -> dict[str, float]:
    """Its shares, each between 0 and 1, without the counts."""
    return {name: value for name, value in found.items() if name not in _COUNTS}

"""How far two people agree who annotated the same transcripts: ``python -m tests.gold.agreement``.

``second`` holds, in a folder for each set, what another person made of some of its transcripts, who saw neither the first
annotation nor the extractor. Of sets that are not at hand, ``agreement.json`` keeps what was measured when they were.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.gold.scoring import plain

HERE: Final = Path(__file__).parent
SECOND: Final = HERE / "second"
SEEN: Final = HERE / "agreement.json"
BESIDE: Final = HERE.parent.parent.parent / "shared"
"""Where the sets lie that are no part of the project."""
Figure = dict[str, Any]
Shares = dict[str, float]


def pairs(second: Path, first: Path) -> Iterator[tuple[Figure, Figure | None]]:
    """Every required figure of the first annotation, with that of the second at the same place."""
    for path in sorted(second.glob("*.metrics.jsonl")):
        others = _read(path)
        for figure in _read(first / path.name):
            if not figure.get("optional"):
                beside = [other for other in others if _shared(figure, other) > 0]
                yield figure, max(beside, key=lambda other: _shared(figure, other), default=None)


def _read(path: Path) -> list[Figure]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _shared(one: Figure, other: Figure) -> int:
    """How many characters two figures share."""
    if one["paragraph"] != other["paragraph"]:
        return 0
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def shares() -> dict[str, Shares]:
    """Per set how many figures both found, and of those how often name and time are the same."""
    found: dict[str, Shares] = json.loads(SEEN.read_text(encoding="utf-8")) if SEEN.exists() else {}
    for second in sorted(folder for folder in SECOND.iterdir() if folder.is_dir()):
        first = next((folder for folder in (HERE / second.name, BESIDE / second.name) if folder.is_dir()), None)
        if first:
            found[second.name] = _shares(list(pairs(second, first)))
    return found


def _shares(every: list[tuple[Figure, Figure | None]]) -> Shares:
    both = [(one, other) for one, other in every if other]
    named = [(one["indicator"], other["indicator"] or "") for one, other in both if one["indicator"]]
    shares = {
        "found": len(both) / len(every),
        "indicator_nested": sum(bool(b) and (a in b or b in a) for a, b in named) / len(named),
        "indicator_equal": sum(a == b for a, b in named) / len(named),
        "period": sum(plain(one["period"]) == plain(other["period"]) for one, other in both) / len(both),
    }
    return {"figures": len(every), **{name: round(share, 4) for name, share in shares.items()}}


if __name__ == "__main__":
    for name, line in shares().items():
        sys.stdout.write(f"{name}: " + ", ".join(f"{what} {value}" for what, value in line.items()) + "\n")

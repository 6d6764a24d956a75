"""How far two people agree who annotated the same transcripts: ``python -m tests.gold.agreement``.

``second`` holds what another person, who saw neither the first annotation nor the extractor, made of twelve of ``press``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.gold.scoring import plain

HERE = Path(__file__).parent
Figure = dict[str, Any]


def pairs() -> Iterator[tuple[Figure, Figure | None]]:
    """Every required figure of the first annotation, with that of the second at the same place."""
    for path in sorted((HERE / "second").glob("*.metrics.jsonl")):
        second = _read(path)
        for first in _read(HERE / "press" / path.name):
            if not first.get("optional"):
                beside = [other for other in second if _shared(first, other) > 0]
                yield first, max(beside, key=lambda other: _shared(first, other), default=None)


def _read(path: Path) -> list[Figure]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _shared(one: Figure, other: Figure) -> int:
    """How many characters two figures share."""
    if one["paragraph"] != other["paragraph"]:
        return 0
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def shares() -> dict[str, float]:
    """How many figures both found, and of those how often name and time are the same."""
    every = list(pairs())
    both = [(one, other) for one, other in every if other]
    named = [(one["indicator"], other["indicator"] or "") for one, other in both if one["indicator"]]
    return {
        "figures": len(every),
        "found": len(both) / len(every),
        "indicator_nested": sum(bool(b) and (a in b or b in a) for a, b in named) / len(named),
        "indicator_equal": sum(a == b for a, b in named) / len(named),
        "period": sum(plain(one["period"]) == plain(other["period"]) for one, other in both) / len(both),
    }


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name} {value:.3f}\n" for name, value in shares().items()))

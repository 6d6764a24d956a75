"""First on the path of `briefings`, in its workers too, this leaves figures out: for a fair look at what stops at turns.

A module that finds none stands for ``parsers.cited``, so that nothing that reads figures is loaded either.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any


def _turns_alone(turns: Sequence[Any], *_: Any, **__: Any) -> tuple[tuple[Any, ...], int]:
    return tuple(turns), 0


def _all_fit(turns: Sequence[Any]) -> tuple[tuple[Any, ...], tuple[str, ...]]:
    return tuple(turns), ()


_cited = ModuleType("parsers.cited")
_cited.with_metrics = _turns_alone  # type: ignore[attr-defined]
_cited.storable = _all_fit  # type: ignore[attr-defined]
sys.modules["parsers.cited"] = _cited

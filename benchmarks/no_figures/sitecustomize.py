"""First on the path of `briefings`, in its workers too, this leaves figures out: for a fair look at what stops at turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import parsers.cited
from parsers.records import Turn


def _turns_alone(turns: Sequence[Turn], *_: Any, **__: Any) -> tuple[tuple[Turn, ...], int]:
    return tuple(turns), 0


parsers.cited.with_metrics = _turns_alone

"""First on the path of `briefings`, in its workers too, this leaves figures out: for a fair look at what stops at turns.

Only where pages are parsed: what the command itself does not import it must not pay for here either.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any


def _turns_alone(turns: Sequence[Any], *_: Any, **__: Any) -> tuple[tuple[Any, ...], int]:
    return tuple(turns), 0


class _WithoutFigures(MetaPathFinder):
    """Finds ``parsers.cited`` as it is, and takes its figures out once it is loaded."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname == "parsers.cited" else None
        if spec is None or spec.loader is None:
            return None
        load = spec.loader.exec_module

        def load_and_take_out(module: ModuleType) -> None:
            load(module)
            module.with_metrics = _turns_alone  # type: ignore[attr-defined]

        spec.loader.exec_module = load_and_take_out  # type: ignore[method-assign]
        return spec


sys.meta_path.insert(0, _WithoutFigures())

"""Of many instances of one kind ``make test`` has some, and ``make soak`` the others."""

from __future__ import annotations

from collections.abc import Iterable

import pytest


def some(values: Iterable[object], here: Iterable[object]) -> list[object]:
    """Values to parametrise with; those that are not among ``here`` are left to ``make soak``."""
    kept = list(here)
    return [value if value in kept else pytest.param(value, marks=pytest.mark.soak) for value in values]

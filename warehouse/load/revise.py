"""The readable difference between two texts of a briefing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# difflib compares every pair of lines that might match: far beyond any real transcript, a pathological page of
# 20,000 equal lines would take minutes.
LONGEST = 5000


def lines(turns: Iterable[tuple[str | None, str]]) -> list[str]:
    """A transcript of (label, text) turns as paragraphs, the label before the first of each turn."""
    return [
        f"{label}：{paragraph}" if label and first else paragraph
        for label, text in turns
        for first, paragraph in zip([True] + [False] * text.count("\n"), text.split("\n"), strict=True)
    ]


def unified_diff(old: list[str], new: list[str], *, revision: int) -> str:
    """A unified diff with one paragraph of context; ``revision`` is the number of the new text."""
    if max(len(old), len(new)) > LONGEST:
        return f"({len(old)} paragraphs became {len(new)}: too long to compare)"
    names = (f"revision {revision - 1}", f"revision {revision}")
    return "\n".join(difflib.unified_diff(old, new, *names, n=1, lineterm=""))

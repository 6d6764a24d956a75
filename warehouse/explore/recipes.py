"""The recipes: questions people ask, each with its query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from warehouse.database.statements import Script, scripts


@dataclass(frozen=True, slots=True)
class Recipe:
    """One question."""

    name: str
    """Of its file, without number: ``latest_briefings``."""
    title: str
    note: str
    statement: str


@cache
def recipes() -> tuple[Recipe, ...]:
    """All of them, in their order."""
    return tuple(_recipe(script) for script in scripts("readers/recipes"))


def _recipe(script: Script) -> Recipe:
    header = script.header
    lines = [line for line in script.text.splitlines() if not line.startswith("-- ")]
    name = script.name.partition("_")[2]
    return Recipe(name, header.get("title", name), header.get("note", ""), "\n".join(lines).strip())

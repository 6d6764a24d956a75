"""The recipes: questions people ask, each with its query and what can be asked otherwise in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from parsers.errors import UsageError
from warehouse.database.statements import Script, literal, scripts

LIST = "、"
"""Between the values of a list."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One question."""

    name: str
    """Of its file, without number: ``latest_briefings``."""
    title: str
    note: str
    statement: str
    values: Mapping[str, str]
    """What can be replaced, by name: the official, the measure, the days that the statement is written with."""

    def asked_with(self, given: Mapping[str, str]) -> str:
        """The statement with other values.

        Args:
            given: Name → value; a name that is left out keeps its value.

        Raises:
            UsageError: the recipe has no such value, or it is not a day where one is needed.
        """
        for name, value in given.items():
            self._check(name, value)
        written = {_literals(old, old): _literals(given.get(name, old), old) for name, old in self.values.items()}
        if not written:
            return self.statement
        found = "|".join(re.escape(text) for text in sorted(written, key=len, reverse=True))
        return re.sub(found, lambda hit: written[hit[0]], self.statement)

    def _check(self, name: str, value: str) -> None:
        if name not in self.values:
            known = ", ".join(f"{key}={old}" for key, old in self.values.items())
            raise UsageError(f"The recipe {self.name} takes {known or 'no values'}, not {name}.")
        if _is_day(self.values[name]) and not _is_day(value):
            raise UsageError(f"{name}={value} is not a day: write it as 2026-01-31.")


@cache
def recipes() -> tuple[Recipe, ...]:
    """All of them, in their order."""
    return tuple(_recipe(script) for script in scripts("readers/recipes"))


def _recipe(script: Script) -> Recipe:
    header = script.header
    lines = [line for line in script.text.splitlines() if not line.startswith("-- ")]
    name = script.name.partition("_")[2]
    pairs = (pair.partition("=") for pair in header.get("values", "").split(", ") if pair)
    values = {key: value for key, _, value in pairs}
    return Recipe(name, header.get("title", name), header.get("note", ""), "\n".join(lines).strip(), values)


def _literals(value: str, old: str) -> str:
    """A value as SQL; several texts apart by 、 where the recipe was written with several."""
    parts = value.split(LIST) if LIST in old else [value]
    return ", ".join(literal(part.strip()) for part in parts)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False

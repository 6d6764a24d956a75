"""Units and measure words: the tables, and the longest unit at a place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from parsers.words.tables import read_lines


@dataclass(frozen=True, slots=True)
class Unit:
    """One spelling of a unit. ``value * factor`` is in the canonical unit."""

    written: str
    canonical: str
    factor: Decimal
    kind: str
    measure_word: bool = False
    cautious: bool = False
    """A word of its own after a small Chinese numeral (两部门, 四面): read as a unit only after a large one."""


def _load() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for line in read_lines("measures.txt"):
        for word in line.split():
            name = word.rstrip("…")
            table[name] = Unit(name, name, Decimal(1), "count", measure_word=True, cautious=word != name)
    for line in read_lines("units.tsv"):
        written, canonical, factor, kind, _example = line.split("\t")
        for name in written.split("|"):
            table[name] = Unit(name, name if canonical == "=" else canonical, Decimal(factor), kind)
    return table


_SCALES: Final = "十百千万亿"
UNITS: Final = _load()
_LENGTHS: Final = {
    first: sorted({len(name) for name in UNITS if name[:2] == first}, reverse=True)
    for first in {name[:2] for name in UNITS if len(name) > 1}
}
"""How long the units are that begin with two characters."""


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that begins at ``at``."""
    for length in _LENGTHS.get(text[at : at + 2], ()):
        if unit := UNITS.get(text[at : at + length]):
            return unit
    return UNITS.get(text[at : at + 1])


def scaled_unit_at(text: str, at: int) -> tuple[Unit | None, int]:
    """The unit that begins at ``at``, perhaps behind multipliers (亿元, 千瓦, 万人次), and where it ends."""
    unit = unit_at(text, at)
    while unit is None and text[at : at + 1] and text[at] in _SCALES:
        at += 1
        unit = unit_at(text, at)
    return unit, at + len(unit.written) if unit else at

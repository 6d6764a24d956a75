"""Units and measure words: the tables, and the longest unit at a place in the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from parsers.errors import VocabularyError
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


KINDS: Final = frozenset(
    "age angle area concentration count data duration energy index length mass money multiple name percent percentage_point "
    "power rate speed temperature volume".split()
)
"""What a unit can be one of; others nobody asks about. ``name``: of a thing (5年期), no figure."""


def _load() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for line in read_lines("measures.txt"):
        for word in line.split():
            name = word.rstrip("…")
            table[name] = Unit(name, name, Decimal(1), "count", measure_word=True, cautious=word != name)
    for line in read_lines("units.tsv"):
        table |= {unit.written: unit for unit in units_of(line)}
    return table


def units_of(line: str) -> list[Unit]:
    """The spellings of a row of units.tsv.

    Raises:
        VocabularyError: it is no such row.
    """
    cells = line.split("\t")
    if len(cells) != 5:
        raise VocabularyError(f"units.tsv: {cells[0]} has {len(cells)} columns instead of 5, parted by tabs.")
    written, canonical, factor, kind, _example = cells
    if kind not in KINDS:
        raise VocabularyError(
            f"units.tsv: {written} is of the kind {kind!r}, which is none of {', '.join(sorted(KINDS))}."
        )
    try:
        factors = Decimal(factor)
    except InvalidOperation as error:
        raise VocabularyError(f"units.tsv: the factor of {written} is no number: {factor!r}.") from error
    return [Unit(name, name if canonical == "=" else canonical, factors, kind) for name in written.split("|")]


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

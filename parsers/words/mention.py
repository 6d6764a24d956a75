"""A number with its unit, as found in the text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from parsers.words.numerals import Number
from parsers.words.units import Unit


@dataclass(slots=True)
class Mention:
    """A number with its unit as found in the text; spans are without qualifiers."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: Unit | None
    unit_text: str | None
    number: Number
    form: str = "plain"
    """plain, share (百分之), fraction, ratio, turns (翻番), range, composite, tenths."""
    inner: str | None = None
    below: bool = False
    """Whether the second end of a range has a minus sign (3~-4℃)."""

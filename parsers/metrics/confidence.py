"""How sure a figure is, by the class it belongs to; docs/accuracy.md gives the measured share of each class."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from parsers.metrics.figures import Found

SURE: Final = Decimal("0.99")
"""A number with a unit of measurement, money or percent."""
GOOD: Final = Decimal("0.95")
"""Arabic digits, or a Chinese numeral above ten, with a measure word."""
FAIR: Final = Decimal("0.85")
"""A Chinese numeral up to ten with a measure word; the unit was inferred."""
WEAK: Final = Decimal("0.70")
"""Neither the text nor the words beside it name a unit."""


def of(found: Found) -> Decimal:
    """The confidence level of a figure."""
    mention = found.mention
    unit = mention.unit
    if unit is None or not unit.canonical:
        return WEAK
    if not unit.written and mention.form == "plain":
        return FAIR
    if not unit.measure_word:
        return SURE
    small = mention.number.chinese and mention.number.high <= 10 and not mention.number.scaled
    return FAIR if small else GOOD

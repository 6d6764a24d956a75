"""A token: one word of a text with its class; a quantity with its number."""

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


@dataclass(slots=True)
class Token:
    """One word. ``text == folded[start:end]``."""

    start: int
    end: int
    text: str
    cls: str
    feature: str = ""
    """What the lexicon adds to the class (``approx`` of 约, ``up`` of 增长), or the segmenter's part of speech."""
    tag: str = ""
    """The segmenter's part of speech (``n`` noun, ``v`` verb, ``m`` numeral …); empty where another stage found it."""
    value: Mention | None = None
    """The number of a quantity."""

"""A token: one word of a text with its class."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.words.mention import Mention


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

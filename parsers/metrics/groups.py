"""Figures that belong together: coordinated ones, lists with a verb each, and from–to pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.lists import BECOMING, between
from parsers.metrics.scene import JOINING, Scene
from parsers.words import Token
from parsers.words.lexicon import words_of

_QUALIFYING: Final = frozenset({"lead", "copula"})
_ORIGINS: Final = words_of("when: from")
_LISTED: Final = words_of("lead", "what: becomes", "what: perfect")
_OF_NOW: Final = frozenset({"aux", "frame", "lead", "time"})
_REACH: Final = 8
_LONGEST_WAY: Final = 8


@dataclass(slots=True)
class Tie:
    """How a figure is tied to the one before it."""

    joined: bool = False
    """Coordinated (`2.3%、6.9%`)."""
    listed: bool = False
    """In one list, with a verb of its own (`增长4.4%、下降1.3%`)."""
    pair: str = ""
    """``from`` or ``to``, in 由30%降至15%."""


_UNTIED: Final = Tie()


def ties(scene: Scene, figures: list[Found]) -> list[Tie]:
    """The tie of every figure."""
    found = [_UNTIED, *_ties(scene, figures)]
    for i, tie in enumerate(found):
        if tie.pair == "to":
            found[i - 1] = Tie(found[i - 1].joined, found[i - 1].listed, "from")
    return found[: len(figures)]


def _ties(scene: Scene, figures: list[Found]) -> Iterator[Tie]:
    for earlier, later in pairwise(figures):
        same = earlier.clause is later.clause
        beside = later.first - earlier.last <= 2 and scene.tokens[earlier.last].text == "，"
        yield _tie(scene, earlier, later, between(scene, earlier, later)) if same or beside else _UNTIED


def _tie(scene: Scene, earlier: Found, later: Found, words: list[Token]) -> Tie:
    if _joined(words):
        return Tie(joined=True)
    if earlier.kind == later.kind and _listed(words):
        return Tie(listed=True)
    paired = earlier.clause is later.clause and earlier.kind == later.kind and _is_pair(scene, earlier, words)
    return Tie(pair="to") if paired else _UNTIED


def _joined(words: list[Token]) -> bool:
    """`、`, 和, `，以及约`."""
    rest = words[1:] if words and words[0].text in ("、", "，") and len(words) > 1 else words
    if not rest or rest[0].text not in JOINING:
        return False
    return all(word.cls in _QUALIFYING for word in rest[1:])


def _listed(words: list[Token]) -> bool:
    """、下降 and 和增长了."""
    if len(words) < 2 or words[0].text not in JOINING or words[1].cls != "change":
        return False
    return all(word.text in _LISTED for word in words[2:])


def _begins_pair(scene: Scene, earlier: Found) -> bool:
    for i in range(earlier.first - 1, max(earlier.clause.first, earlier.first - 1 - _REACH) - 1, -1):
        if scene.tokens[i].text in _ORIGINS or scene.tokens[i].cls == "quantity":
            return scene.tokens[i].text in _ORIGINS
    return False


def _is_pair(scene: Scene, earlier: Found, words: list[Token]) -> bool:
    """由 before the one and 到, 至, 为 before the other."""
    if len(words) > _LONGEST_WAY or not words or not _begins_pair(scene, earlier):
        return False
    last = len(words) - 1
    while last and (words[last].cls in _OF_NOW or words[last].text[0] == "每"):
        last -= 1
    return words[last].text.endswith(BECOMING)  # 涨到每吨96.5元

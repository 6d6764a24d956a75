"""The points of the evidence for names, as fitted (``data/names.tsv``), and the choice they lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import exp
from typing import Final

from parsers.metrics.naming.candidates import Phrase
from parsers.metrics.naming.evidence import BEFORE, BEHIND, Evidence, shared
from parsers.words.pieces import Known, Pieces, pieces
from parsers.words.tables import read_lines


def pieces_of(worth: Callable[[str], object]) -> dict[str, Pieces]:
    """What evidence is worth on each side of a figure, from its names."""
    return {side: pieces(partial(_on_side, worth, side)) for side in (BEFORE, BEHIND)}


def _on_side(worth: Callable[[str], object], side: str, name: str) -> object:
    return worth(f"{side}: {name}")


def worth_of(points: Mapping[str, int]) -> dict[str, Pieces]:
    """What evidence is worth with these points."""
    return pieces_of(lambda name: points.get(name, 0))


def _read() -> dict[str, int]:
    rows = (line.rpartition("\t") for line in read_lines("names.tsv", "parsers.metrics"))
    return {name: int(points) for name, _, points in rows}


WORTH: Final = worth_of(_read())
"""In hundredths of the logarithm of odds."""
_UNLIKELY: Final = 700
"""A name that is so many points behind the best has no voice in the choice."""
_HOPELESS: Final = 900
"""An end that is so many points behind the best name, before it is looked at closely, is not looked at."""
_BEHIND_IT: Final = 700
"""Nor are the beginnings looked for of an end that is so many behind it, whatever they may add: 300 less cost half a point in a
hundred names.
"""
_MOST: Final = 10
"""So many of the likeliest have a voice."""
_ALIKE: Final = 0.4
"""How much less one name agrees with another the less of it it holds: with 0 short names win, with 1 none that differs counts."""


class Choice:
    """Chooses the names of the figures of one text, one after the other."""

    def __init__(self, evidence: Evidence[int]) -> None:
        self._evidence = evidence
        self._of_last, self._of_step = Known(evidence.of_last), Known(evidence.of_step)
        self._of_earlier = Known(evidence.of_earlier)
        of_first, of_words = Known(evidence.of_first), evidence.of_words
        self._of_name: Known[int] = Known(lambda side, phrase: of_first[side, phrase[0]] + of_words(side, phrase))

    def choose(self, k: int, named: Sequence[Phrase | None]) -> Phrase | None:
        """The words that figure ``k`` is named by; None where nothing names it.

        Of those that are likely the one on which most of the likelihood agrees: where 税收收入 and 全市税收收入 divide it,
        either is better than a third of which each alone is less likely.

        Args:
            named: what the figures before are named.
        """
        found = self.likely(k, named)
        nothing = self._evidence.of_nothing(k)
        best = max(found.values(), default=nothing)
        if nothing >= best:
            return None
        likeliest = sorted((phrase for phrase in found if found[phrase] > best - _UNLIKELY), key=found.__getitem__)
        if len(likeliest) == 1:
            return likeliest[0]
        return _agreed([(*phrase, exp((found[phrase] - best) / 100)) for phrase in likeliest[-_MOST:]])

    def likely(self, k: int, named: Sequence[Phrase | None]) -> dict[Phrase, int]:
        """The points of the phrases that may name figure ``k``, but for those that are far behind the best."""
        evidence, earlier = self._evidence, self._evidence.earlier(k, named)
        found: dict[Phrase, int] = {}
        for _, name in earlier:
            side = evidence.side(k, name)
            near = self._of_end(k, side, name[1]) + evidence.of_way(k, side, name[1])
            found[name] = near + self._of_phrase(k, side, name, earlier)
        best = max(found.values(), default=None)
        ends = [(self._of_end(k, side, end), side, low, end) for side, low, end in evidence.ends(k)]
        begun = min((low for _, _, low, _ in ends), default=0)
        earlier = [(back, name) for back, name in earlier if name[1] > begun]  # others share no word with a name here
        for points, side, low, end in sorted(ends, reverse=True):
            if best is not None and points < best - _HOPELESS:
                break
            near = points + evidence.of_way(k, side, end)
            if best is not None and near < best - _BEHIND_IT:
                continue
            for first in evidence.firsts(low, end):
                found[first, end] = total = near + self._of_phrase(k, side, (first, end), earlier)
                best = total if best is None else max(best, total)
        return found

    def _of_end(self, k: int, side: str, end: int) -> int:
        """The points of an end of names, as far as they are quickly told."""
        return self._of_last[side, end] + self._evidence.of_reach(k, side, end)

    def _of_phrase(self, k: int, side: str, phrase: Phrase, earlier: Sequence[tuple[int, Phrase]]) -> int:
        points = self._of_name[side, phrase]
        for back, name in earlier:
            if part := shared(name, phrase):
                points += self._of_earlier[k, back, part]
        return points if side is BEFORE else points + self._of_step[k, phrase[0]]


def _agreed(odds: Sequence[tuple[int, int, float]]) -> Phrase:
    """Of phrases with their likelihood the one with which the others agree most: not at all where neither is part of the other."""
    chosen, most = (0, 0), -1.0
    for first, end, _ in odds:
        agreed, size = 0.0, end - first
        for low, high, likely in odds:
            if first <= low and high <= end:
                agreed += likely * (1 - _ALIKE + _ALIKE * (high - low) / size)
            elif low <= first and end <= high:
                agreed += likely * (1 - _ALIKE + _ALIKE * size / (high - low))
        if agreed > most:
            chosen, most = (first, end), agreed
    return chosen

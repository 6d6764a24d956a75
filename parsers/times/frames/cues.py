"""The cues of a text: the words of its sentences that say which time a figure is of (``data/cues.txt``).

They are read in one pass over the words of the text; a cue begins and ends where words do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from parsers.words.segment import cut
from parsers.words.tables import read_sections
from parsers.words.text import SENTENCE_END
from parsers.words.token import Token

Classes = frozenset[str]
NO_CLASS: Final[Classes] = frozenset()
_OF_LEXICON: Final = {name: frozenset({cue}) for name, cue in (("change", "move"), ("report", "reportedly"))}
_SHARES: Final = frozenset({"倍", "%", "成", "ratio"})


def _entries() -> dict[str, Classes]:
    entries: dict[str, Classes] = {}
    for heading, words in read_sections("cues.txt", "parsers.times").items():
        for word in words:
            entries[word] = entries.get(word, NO_CLASS).union(heading.split())
    return entries


CUES: Final = _entries()
_BEGINNINGS: Final = frozenset(cue[:size] for cue in CUES for size in range(1, len(cue)))
"""Every beginning of a cue, which the next word may complete."""
_START: Final = attrgetter("start")
_FIRST: Final = _BEGINNINGS | CUES.keys()
_OTHERWISE: Final = frozenset({*_OF_LEXICON, "time", "pron", "det"})
"""Classes of words that are cues though the table has them not: verbs of change and report, 每年 as 每."""


@dataclass(slots=True)
class Mark:
    """A cue where it stands."""

    start: int
    end: int
    classes: Classes


class Cues:
    """The marks of one text, in order; of what no number stands in, only what stands beside a time that is asked about."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        size = len(tokens)
        while size and not tokens[size - 1].text:  # what stands for nothing behind the last word
            size -= 1
        self._tokens = tokens = tokens[:size]
        self._begins = list(map(_START, tokens))
        self._marks: list[Mark] = []
        self._starts: list[int] = []
        self._starting: dict[int, Mark] = {}
        self._ending: dict[int, Mark] = {}
        self._beside: set[int] = set()
        self._add(_read(tokens))

    def _add(self, found: list[Mark]) -> None:
        if found:
            i = bisect_left(self._starts, found[0].start)
            self._marks[i:i] = found
            self._starts[i:i] = [mark.start for mark in found]
            self._starting.update(zip(self._starts[i : i + len(found)], found, strict=True))
            self._ending.update((mark.end, mark) for mark in found)

    def look_beside(self, start: int) -> None:
        """Reads what stands beside the time that begins at ``start``, if it has not been cut into words yet."""
        i = bisect_left(self._begins, start)
        for k in (i - 1, i + 1):
            if 0 <= k < len(self._tokens) and self._tokens[k].cls == "other" and k not in self._beside:
                self._beside.add(k)
                self._add(_beside(self._tokens[k], before=self._is_time(k + 1), after=self._is_time(k - 1)))

    def _is_time(self, i: int) -> bool:
        return 0 <= i < len(self._tokens) and self._tokens[i].cls == "time"

    def beginning(self, low: int, high: int) -> list[Mark]:
        """The marks that begin between two places, in order."""
        return self._marks[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def marks(self, low: int, high: int) -> list[Mark]:
        """The marks between two places, in order."""
        found = self.beginning(low, high)
        if found and found[-1].end > high:
            found.pop()
        return found

    def mark_starting(self, at: int) -> Mark | None:
        """The mark that begins at a place."""
        return self._starting.get(at)

    def mark_ending(self, at: int) -> Mark | None:
        """The mark that ends at a place."""
        return self._ending.get(at)

    def starting(self, at: int) -> Classes:
        """The classes of the mark that begins at a place."""
        mark = self._starting.get(at)
        return mark.classes if mark else NO_CLASS

    def ending(self, at: int) -> Classes:
        """The classes of the mark that ends at a place."""
        mark = self._ending.get(at)
        return mark.classes if mark else NO_CLASS

    def word(self, at: int) -> Token | None:
        """The word that begins at a place."""
        i = bisect_left(self._begins, at)
        return self._tokens[i] if i < len(self._begins) and self._begins[i] == at else None

    def class_of(self, at: int) -> str:
        """The class of the word that begins at a place."""
        i = bisect_left(self._begins, at)
        return self._tokens[i].cls if i < len(self._begins) and self._begins[i] == at else "nothing"

    def class_before(self, at: int) -> str:
        """The class of the word that begins last before a place."""
        i = bisect_left(self._begins, at)
        return self._tokens[i - 1].cls if i else "nothing"

    def words(self, low: int, high: int) -> Sequence[Token]:
        """The words that begin between two places."""
        return self._tokens[bisect_left(self._begins, low) : bisect_left(self._begins, high)]


def said(marks: Iterable[Mark]) -> set[str]:
    """The classes of some marks."""
    return set().union(*[mark.classes for mark in marks])


def _read(tokens: Sequence[Token]) -> list[Mark]:
    found: list[Mark] = []
    skip = 0
    for i in [i for i, token in enumerate(tokens) if token.text in _FIRST or token.cls in _OTHERWISE]:
        if i < skip:
            continue
        token = tokens[i]
        text, size = token.text, 1
        classes = CUES.get(text, NO_CLASS)
        if text in _BEGINNINGS or (not classes and text[0] == "每"):
            size, classes = _longest(tokens, i)
            skip = i + size
        if not classes and token.cls in _OF_LEXICON:
            classes = _OF_LEXICON[token.cls]
        if classes:
            found.append(Mark(token.start, tokens[i + size - 1].end, classes))
    return found


def _beside(token: Token, *, before: bool, after: bool) -> list[Mark]:
    """The marks of a stretch without numbers that stands before a time or after one: of the sentence that is next to it."""
    text, start = token.text, token.start
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    if not ends or (before and after):
        return _read(cut(text, start))
    return _read(cut(text[: ends[0]], start)) if after else _read(cut(text[ends[-1] :], start + ends[-1]))


def _longest(tokens: Sequence[Token], i: int) -> tuple[int, Classes]:
    """How many words the longest cue at word ``i`` has, and its classes."""
    written = _written(tokens[i], "")
    best, classes, k = 1, CUES.get(written, NO_CLASS), i + 1
    while written in _BEGINNINGS and k < len(tokens):
        written += _written(tokens[k], written)
        k += 1
        if written in CUES:
            best, classes = k - i, CUES[written]
    return best, classes


def _written(word: Token, before: str) -> str:
    """A word as the table has it: # for a figure, % for a share; but 一位 and 一份 as they are; 每 for 每瓦 and 每年."""
    text = word.text
    if before + text in _FIRST:
        return text
    if word.value is None:
        return "每" if text[0] == "每" else text
    unit = word.value.unit
    return "%" if word.value.form in ("share", "fraction") or (unit and unit.canonical in _SHARES) else "#"

"""The cues of a text: the words of its sentences that say which time a figure is of (``data/cues.txt``).

They are read in one pass over the words of the text; a cue begins and ends where words do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from parsers.words.segment import cut
from parsers.words.tables import read_sections
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
_KNOWN: Final = _BEGINNINGS.union(CUES)
_ASKED: Final = frozenset({*_OF_LEXICON, "other"})
_START: Final = attrgetter("start")


@dataclass(slots=True)
class Mark:
    """A cue where it stands."""

    start: int
    end: int
    classes: Classes


class Cues:
    """The marks of one text, in order; of sentences without a figure what stands beside a time has been read."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        size = len(tokens)
        while size and not tokens[size - 1].text:  # what stands for nothing behind the last word
            size -= 1
        tokens = tokens[:size]
        self._tokens = tokens
        self._marks = _read(tokens)
        self._starts = [mark.start for mark in self._marks]
        self._starting = {mark.start: mark for mark in self._marks}
        self._ending = {mark.end: mark for mark in self._marks}

    def marks(self, low: int, high: int) -> list[Mark]:
        """The marks between two places, in order."""
        found = self._marks[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        if found and found[-1].end > high:
            found.pop()
        return found

    def first(self, name: str, low: int, high: int) -> Mark | None:
        """The first mark of a class between two places."""
        for mark in self.marks(low, high):
            if name in mark.classes:
                return mark
        return None

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
        i = bisect_left(self._tokens, at, key=_START)
        return self._tokens[i] if i < len(self._tokens) and self._tokens[i].start == at else None


def said(marks: Iterable[Mark]) -> set[str]:
    """The classes of some marks."""
    classes: set[str] = set()
    for mark in marks:
        classes |= mark.classes
    return classes


def _read(tokens: Sequence[Token]) -> list[Mark]:
    found: list[Mark] = []
    skip = 0
    asked = [i for i, t in enumerate(tokens) if t.text in _KNOWN or t.cls in _ASKED or t.text[0] == "每"]
    for i in asked:  # one word in five
        if i < skip:
            continue
        token = tokens[i]
        name, text = token.cls, token.text
        classes = CUES.get(text, NO_CLASS)
        size = 1
        if text in _BEGINNINGS or (text[0] == "每" and not classes):
            size, classes = _longest(tokens, i)
            skip = i + size
        elif name == "other":
            found += _beside_times(tokens, i)
        if not classes and name in _OF_LEXICON:
            classes = _OF_LEXICON[name]
        if classes:
            found.append(Mark(token.start, tokens[i + size - 1].end, classes))
    return found


def _beside_times(tokens: Sequence[Token], i: int) -> list[Mark]:
    """The marks of a stretch without numbers, of the sentences that begin and end with a time: nobody asks for others."""
    text, start = tokens[i].text, tokens[i].start
    after = i > 0 and tokens[i - 1].cls == "time"
    before = i + 1 < len(tokens) and tokens[i + 1].cls == "time"
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if not ends and (after or before):
        return _read(cut(text, start))
    found = _read(cut(text[: ends[0]], start)) if after else []
    return found + _read(cut(text[ends[-1] :], start + ends[-1])) if before else found


_SENTENCE_END: Final = re.compile("[。！？…\n]")


def _longest(tokens: Sequence[Token], i: int) -> tuple[int, Classes]:
    """How many words the longest cue at word ``i`` has, and its classes."""
    written, best, classes = "", 1, NO_CLASS
    for k in range(i, len(tokens)):
        written += _written(tokens[k], written)
        if written in CUES:
            best, classes = k + 1 - i, CUES[written]
        if written not in _BEGINNINGS:
            break
    return best, classes


def _written(word: Token, before: str) -> str:
    """A word as the table has it: # for a figure, % for a share; but 一位 and 一份 as they are; 每 for 每瓦 and 每年."""
    text = word.text
    if before + text in CUES or before + text in _BEGINNINGS:
        return text
    if word.value is None:
        return "每" if text[0] == "每" else text
    unit = word.value.unit
    return "%" if word.value.form in ("share", "fraction") or (unit and unit.canonical in _SHARES) else "#"

"""The cues of a text: the words of its sentences that say which time a figure is of (their role ``when`` in the lexicon).

They are read in one pass over the words of the text; a cue begins and ends where words do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from parsers.words.cues import NO_CLASS, CueTable
from parsers.words.lexicon import Classes, words_of
from parsers.words.segment import cut
from parsers.words.text import SENTENCE_END
from parsers.words.token import Token

TABLE: Final = CueTable("when")
_ASPECT: Final = words_of("what: perfect")
_START: Final = attrgetter("start")


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
        self._numbers = [token.start for token in tokens if token.value is not None]
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

    def without_aspect(self, at: int) -> int:
        """Where the words before a place end but for 了 and 过, which only say that it is done."""
        i = bisect_left(self._begins, at)
        while i and self._tokens[i - 1].text in _ASPECT and self._tokens[i - 1].end == at:
            i -= 1
            at = self._tokens[i].start
        return at

    def word(self, at: int) -> Token | None:
        """The word that begins at a place."""
        i = bisect_left(self._begins, at)
        return self._tokens[i] if i < len(self._begins) and self._begins[i] == at else None

    def class_of(self, at: int) -> str:
        """The class of the word that begins at a place."""
        i = bisect_left(self._begins, at)
        return self._tokens[i].cls if i < len(self._begins) and self._begins[i] == at else "nothing"

    def class_ending(self, at: int) -> str:
        """The class of the word that ends at a place."""
        i = bisect_left(self._begins, at)
        return self._tokens[i - 1].cls if i and self._tokens[i - 1].end == at else "nothing"

    def class_before(self, at: int) -> str:
        """The class of the word that begins last before a place."""
        i = bisect_left(self._begins, at)
        return self._tokens[i - 1].cls if i else "nothing"

    def counts(self, low: int, high: int) -> bool:
        """Whether a number begins between two places."""
        return bisect_left(self._numbers, low) < bisect_left(self._numbers, high)

    def bounds(self, at: int) -> bool:
        """Whether a bound of a number begins there: 全年|超过8000张, but not 上半年|高于一季度."""
        first = bisect_left(self._begins, at)
        return [word.cls for word in self._tokens[first : first + 2]] == ["lead", "quantity"]

    def words(self, low: int, high: int) -> Sequence[Token]:
        """The words that begin between two places."""
        return self._tokens[bisect_left(self._begins, low) : bisect_left(self._begins, high)]


def said(marks: Iterable[Mark]) -> set[str]:
    """The classes of some marks."""
    return set().union(*[mark.classes for mark in marks])


def _read(tokens: Sequence[Token]) -> list[Mark]:
    return [Mark(tokens[i].start, tokens[i + size - 1].end, classes) for i, size, classes in TABLE.read(tokens)]


def _beside(token: Token, *, before: bool, after: bool) -> list[Mark]:
    """The marks of a stretch without numbers that stands before a time or after one: of the sentence that is next to it."""
    text, start = token.text, token.start
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    if not ends or (before and after):
        return _read(cut(text, start))
    return _read(cut(text[: ends[0]], start)) if after else _read(cut(text[ends[-1] :], start + ends[-1]))

"""The stretches of words that may name a figure: before it in its sentence, or in the question that it answers; behind it in
its clause.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.naming.spelled import CLOSING, MARKS, NAMED, OPENING, Spelled
from parsers.words.clauses import SENTENCE_ENDS

Phrase = tuple[int, int]
"""Index of the first token, index behind the last."""

_LONGEST: Final = 8
"""Tokens of a name."""
_BEFORE: Final = 30
"""Tokens before a figure that may name it."""
_BEHIND: Final = 12
_NEVER_FIRST: Final = frozenset({"punct", "aux", "time"})
_NEVER_LAST: Final = frozenset("punct aux prep conj copula lead share inner compare time figure".split())
_FIRST: Final = frozenset("“《")
_LAST: Final = frozenset("”》了的")
"""了 and 的 close a name whose head is left out: 去年|关了11家, 18到25岁的占三成七."""
_WORDS_OF_ONE_LETTER: Final = frozenset({"noun", "act", "verb"})


class Candidates:
    """The candidates of the figures of one text."""

    def __init__(self, spelled: Spelled) -> None:
        self._spelled = spelled
        self._quotes = OPENING in spelled.letters or CLOSING in spelled.letters
        self._starts: dict[tuple[int, int], tuple[int, ...]] = {}
        self._firsts: dict[int, bool] = {}
        self._ends: dict[int, tuple[int, list[int]]] = {}

    def ends(self, figure: Found) -> tuple[int, list[int], list[int]]:
        """The token before which no name of a figure begins, where one before it may end, and where one behind it may."""
        if figure.sentence not in self._ends:
            self._ends[figure.sentence] = self._of_sentence(figure)
        low, ends = self._ends[figure.sentence]
        low = max(low, figure.first - _BEFORE)
        at, behind = bisect_right(ends, figure.first), figure.last
        high = next((i for i in range(behind, behind + _BEHIND) if self._is_over(i)), behind + _BEHIND)
        after = ends[bisect_right(ends, behind) : bisect_right(ends, high)]
        return low, ends[bisect_right(ends, low) : at][::-1], after

    def _of_sentence(self, figure: Found) -> tuple[int, list[int]]:
        """Where a sentence begins, and where the names in it may end."""
        texts, low, high = self._spelled.texts, figure.first, figure.last
        low = self._begun(low)
        if low == figure.first and low and "多少" in texts[(asked := self._begun(low - 1)) : low]:
            low = asked  # 办了多少场讲座呢？96场
        while texts[high] and texts[high] not in SENTENCE_ENDS:
            high += 1
        classes, letters = self._spelled.classes, self._spelled.letters
        return low, [
            i + 1
            for i in range(low, high)
            if texts[i] in _LAST
            or (classes[i] not in _NEVER_LAST and texts[i] not in MARKS and letters[i + 1] != NAMED)
        ]

    def _begun(self, i: int) -> int:
        """Where the sentence of a token begins."""
        while i > 0 and self._spelled.texts[i - 1] not in SENTENCE_ENDS:
            i -= 1
        return i

    def _is_over(self, i: int) -> bool:
        return not self._spelled.texts[i] or self._spelled.texts[i] in MARKS

    def firsts(self, low: int, end: int) -> tuple[int, ...]:
        """Where a name that ends before token ``end`` may begin, and not before ``low``."""
        low = max(low, end - _LONGEST)
        if (low, end) not in self._starts:
            self._starts[low, end] = tuple(self._found(low, end))
        return self._starts[low, end]

    def _found(self, low: int, end: int) -> Iterator[int]:
        for i in range(end - 1, low - 1, -1):
            if self._spelled.texts[i] in MARKS or (i in self._spelled.figure_at and not self._is_limit(i)):
                return
            if self._is_first(i) and (end - i > 1 or self._is_word(i)) and self._is_balanced(i, end):
                yield i

    def _is_first(self, i: int) -> bool:
        if i not in self._firsts:
            word, figure = self._spelled.texts[i], self._spelled.figure_at.get(i)
            named = word in _FIRST or self._spelled.classes[i] not in _NEVER_FIRST
            named = named and self._spelled.classes[i - 1] != "quantity"  # 二套|房首付比例
            self._firsts[i] = named and (figure is None or figure.first == i)
        return self._firsts[i]

    def _is_balanced(self, i: int, end: int) -> bool:
        """Whether quotation marks have their partners: not 发放“算力券."""
        letters = self._spelled.letters
        return not self._quotes or letters.count(OPENING, i, end) == letters.count(CLOSING, i, end)

    def _is_word(self, i: int) -> bool:
        return len(self._spelled.texts[i]) > 1 or self._spelled.classes[i] in _WORDS_OF_ONE_LETTER

    def _is_limit(self, i: int) -> bool:
        """60岁以上|老人: a limit that is part of a name."""
        figure = self._spelled.figure_at[i]
        return figure.kind == "age" or bool(figure.qualified.trail)

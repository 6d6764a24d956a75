"""The clauses, sentences and paragraphs of a text, and which of its time expressions stand in each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from parsers.times.finding import TimeExpression

REACH: Final = 600
"""Characters. What governs a figure is looked for no further back, so that the time to read a text grows with it."""
# 居民消费价格（CPI）同比上涨: an abbreviation parts no clause.
_CLAUSE_END: Final = re.compile("[，；：。！？…\n（）—](?:(?<=（)[A-Za-z0-9.]+(）)|(?<!—)|—)")
_PARAGRAPH_END: Final = re.compile("\n")
_SENTENCE_END: Final = re.compile("[。！？…\n]")


class Layout:
    """Where the clauses, sentences and paragraphs of a folded text begin."""

    def __init__(self, text: str, expressions: list[TimeExpression]) -> None:
        self._text = text
        self.starts = [expression.start for expression in expressions]
        self._sentences = [0, *[m.end() for m in _SENTENCE_END.finditer(text)]]
        self._paragraphs = [0, *[m.end() for m in _PARAGRAPH_END.finditer(text)]]
        self._clauses: dict[int, list[int]] = {}
        self._clause_at: dict[int, tuple[int, int]] = {}
        """By place: of one figure or time nearly every rule asks for its clause."""

    def clause(self, at: int) -> tuple[int, int]:
        """First and last offset of the clause that holds ``at``; its closing mark is not part of it."""
        found = self._clause_at.get(at)
        if found is None:
            self._clause_at[at] = found = self._clause_of(at)
        return found

    def sentence(self, at: int) -> int:
        """Where the sentence that holds ``at`` begins."""
        return self._sentences[bisect_right(self._sentences, at) - 1]

    def bounds(self, at: int) -> tuple[int, int]:
        """Where the sentence that holds ``at`` begins and ends."""
        i = bisect_right(self._sentences, at)
        return self._sentences[i - 1], self._sentences[i] if i < len(self._sentences) else len(self._text)

    def _clause_of(self, at: int) -> tuple[int, int]:
        low, high = self.bounds(at)
        ends = self._clauses.get(low)
        if ends is None:  # most sentences hold no figure and nothing that one of them speaks of
            found = _CLAUSE_END.finditer(self._text, low, high)
            self._clauses[low] = ends = [low, *[m.end() for m in found if not m[1]]]
        i = bisect_right(ends, at)
        return max(ends[i - 1], at - REACH), ends[i] - 1 if i < len(ends) else len(self._text)

    def paragraph(self, at: int) -> int:
        """Where the paragraph that holds ``at`` begins."""
        return self._paragraphs[bisect_right(self._paragraphs, at) - 1]

    def between(self, low: int, high: int) -> range:
        """The numbers of the expressions that begin from ``low`` on and before ``high``."""
        return range(bisect_left(self.starts, low), bisect_left(self.starts, high))

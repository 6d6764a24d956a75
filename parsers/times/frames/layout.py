"""The clauses, sentences and paragraphs of a text, and which of its time expressions stand in each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from parsers.times.finding import TimeExpression
from parsers.words.text import Text

REACH: Final = 600
"""Characters. What governs a figure is looked for no further back, so that the time to read a text grows with it."""


class Layout:
    """Where the clauses, sentences and paragraphs of a text begin."""

    def __init__(self, text: Text, expressions: list[TimeExpression]) -> None:
        self._text = text
        self._expressions = expressions
        self.starts = [expression.start for expression in expressions]
        self._sentences = text.sentences
        self.paragraph, self.bounds = text.paragraph, text.sentence
        self._clause_at: dict[int, tuple[int, int]] = {}
        """By place: of one figure or time nearly every rule asks for its clause."""

    def clause(self, at: int) -> tuple[int, int]:
        """First and last offset of the clause that holds ``at``, no further back than is looked."""
        found = self._clause_at.get(at)
        if found is None:
            low, high = self._text.clause(at)
            self._clause_at[at] = found = max(low, at - REACH), high
        return found

    def sentence(self, at: int) -> int:
        """Where the sentence that holds ``at`` begins."""
        return self._sentences[bisect_right(self._sentences, at) - 1]

    def between(self, low: int, high: int) -> range:
        """The numbers of the expressions that begin from ``low`` on and before ``high``."""
        return range(bisect_left(self.starts, low), bisect_left(self.starts, high))

    def years(self, low: int, high: int) -> list[str]:
        """The years that the expressions between two places name."""
        return [year for i in self.between(low, high) if (year := self._expressions[i].groups.get("y"))]

"""A text on its way through the readers: folded once, each of its sentences cut into words once, when asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from parsers.words.clauses import CLAUSE_ENDS, SENTENCE_ENDS
from parsers.words.fold import fold
from parsers.words.segment import cut
from parsers.words.token import Token

SENTENCE_END: Final = re.compile(f"[{''.join(sorted(SENTENCE_ENDS))}]")
_LINE_END: Final = re.compile("\n")
# 全年出口——也就是离岸额——增长3%: two dashes part, one joins (3—5月). 居民消费价格（CPI）同比上涨: an abbreviation parts nothing.
_CLAUSE_END: Final = re.compile(f"[{''.join(sorted(CLAUSE_ENDS))}—](?:(?<=（)(?:[A-Za-z0-9.]+|下同)(）)|(?<!—)|—)")


class Text:
    """A text with its folded form and, sentence by sentence, its words."""

    def __init__(self, written: str) -> None:
        self.written = written
        """The page's own characters."""
        self.folded = fold(written)
        self.sentences = [0, *[match.end() for match in SENTENCE_END.finditer(self.folded)]]
        if self.sentences[-1] < len(written):
            self.sentences.append(len(written))
        """Where the sentences begin; the end of the text is the last."""
        self.paragraphs = [0, *[match.end() for match in _LINE_END.finditer(self.folded)]]
        self._clauses: dict[int, list[int]] = {}
        """Where a sentence begins and where its clauses end: most hold no figure and nothing that one of them speaks of."""
        self._words: list[list[Token] | None] = [None] * len(self.sentences)

    @classmethod
    def of(cls, text: str | Text) -> Text:
        """The text itself where it has been folded already."""
        return text if isinstance(text, Text) else cls(text)

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence that holds ``at`` begins and ends, its mark included."""
        i = bisect_right(self.sentences, at, 0, len(self.sentences) - 1)
        return self.sentences[i - 1], self.sentences[i]

    def clause(self, at: int) -> tuple[int, int]:
        """Where the clause that holds ``at`` begins and ends; its closing mark is not part of it."""
        number = bisect_right(self.sentences, at, 0, len(self.sentences) - 1)
        ends = self._clauses.get(number)
        if ends is None:
            low, high = self.sentences[number - 1], self.sentences[number]
            found = _CLAUSE_END.finditer(self.folded, low, high)
            self._clauses[number] = ends = [low, *[match.end() for match in found if not match[1]]]
        i = bisect_right(ends, at)
        return ends[i - 1], ends[i] - 1 if i < len(ends) else self.sentences[number]

    def paragraph(self, at: int) -> int:
        """Where the paragraph that holds ``at`` begins."""
        return self.paragraphs[bisect_right(self.paragraphs, at) - 1]

    def words(self, low: int, high: int) -> list[Token]:
        """All words of the sentences that hold something of ``folded[low:high]``, in order and without gaps."""
        found: list[Token] = []
        for number in self.numbers(low, high):
            found += self.of_sentence(number)
        return found

    def numbers(self, low: int, high: int) -> range:
        """The numbers of the sentences that hold something of ``folded[low:high]``."""
        first = bisect_right(self.sentences, low) - 1
        return range(first, min(bisect_left(self.sentences, high, first), len(self.sentences) - 1))

    def of_sentence(self, number: int) -> list[Token]:
        """The words of one sentence."""
        words = self._words[number]
        if words is None:
            start, end = self.sentences[number], self.sentences[number + 1]
            self._words[number] = words = cut(self.folded[start:end], start)
        return words

    def is_edge(self, at: int) -> bool:
        """Whether a word begins or the text ends at ``at``."""
        number = bisect_right(self.sentences, at) - 1
        if self.sentences[number] == at:
            return True
        words = self.of_sentence(number)
        i = bisect_left(words, at, key=_start)
        return i < len(words) and words[i].start == at


def _start(word: Token) -> int:
    return word.start

"""A text on its way through the readers: folded once, each of its sentences cut into words once, when asked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

from parsers.words.fold import fold
from parsers.words.segment import cut
from parsers.words.token import Token

_SENTENCE_END: Final = re.compile("[。！？\\n…]")


class Text:
    """A text with its folded form and, sentence by sentence, its words."""

    def __init__(self, written: str) -> None:
        self.written = written
        """The page's own characters."""
        self.folded = fold(written)
        self.sentences = [0, *[match.end() for match in _SENTENCE_END.finditer(self.folded)]]
        if self.sentences[-1] < len(written):
            self.sentences.append(len(written))
        """Where the sentences begin; the end of the text is the last."""
        self._words: list[list[Token] | None] = [None] * len(self.sentences)

    @classmethod
    def of(cls, text: str | Text) -> Text:
        """The text itself where it has been folded already."""
        return text if isinstance(text, Text) else cls(text)

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

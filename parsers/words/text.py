"""A text on its way through the readers: folded once, each of its sentences cut into words once, when asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from parsers.words.fold import fold
from parsers.words.segment import cut
from parsers.words.token import Token

_SENTENCE: Final = re.compile("[^。！？\\n…]*(?:[。！？\\n…]|$)")


class Text:
    """A text with its folded form and, sentence by sentence, its words."""

    def __init__(self, written: str) -> None:
        self.written = written
        """The page's own characters."""
        self.folded = fold(written)
        self.sentences = [match.start() for match in _SENTENCE.finditer(self.folded)]
        """Where the sentences begin; the end of the text is the last."""
        self._words: list[list[Token] | None] = [None] * len(self.sentences)

    @classmethod
    def of(cls, text: str | Text) -> Text:
        """The text itself where it has been folded already."""
        return text if isinstance(text, Text) else cls(text)

    def words(self, low: int, high: int) -> list[Token]:
        """All words of the sentences that hold something of ``folded[low:high]``, in order and without gaps."""
        found: list[Token] = []
        starts = self.sentences
        at = bisect_right(starts, low) - 1
        while at < len(starts) - 1 and starts[at] < high:
            found += self._words[at] or self._cut(at)
            at += 1
        return found

    def _cut(self, at: int) -> list[Token]:
        start, end = self.sentences[at], self.sentences[at + 1]
        self._words[at] = words = cut(self.folded[start:end], start)
        return words

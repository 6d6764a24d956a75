"""A turn's text with its words, and the quantities of the vocabulary that it names, word by word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from parsers.vocabulary import Spelling, Vocabulary
from parsers.words import Word, cut

_SENTENCE_ENDS: Final = re.compile("[。！？!?\n]|……")
_CLAUSE_ENDS: Final = re.compile("[，,；;：:。！？!?\n（）()]|……|——|[“”](?=[，。])")


_Item = TypeVar("_Item")


def _from(items: list[_Item], first: int) -> Iterator[_Item]:
    """The items from an index on, without a copy of them."""
    return (items[index] for index in range(first, len(items)))


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text says a spelling of the vocabulary."""

    start: int
    end: int
    spellings: tuple[Spelling, ...]


class Passage:
    """The text of a turn, looked at once."""

    def __init__(self, text: str, vocabulary: Vocabulary, *, asked: str = "") -> None:
        self.text = text
        self.asked = asked
        """The question that the turn answers; what it names is spoken of."""
        self.vocabulary = vocabulary
        self.words: list[Word] = cut(text)
        self.taken: frozenset[int] = frozenset()
        """Characters of the places that it names."""
        self._starts = [word.start for word in self.words]
        self._edges = {*self._starts, len(text)}
        self.mentions = self._find_mentions()
        self._mention_starts = [mention.start for mention in self.mentions]
        self._sentences = [0, *(match.end() for match in _SENTENCE_ENDS.finditer(text))]
        self._clauses = [0, *(match.end() for match in _CLAUSE_ENDS.finditer(text))]

    def sentence(self, at: int) -> int:
        """Where the sentence that holds ``at`` begins."""
        return self._sentences[bisect_right(self._sentences, at) - 1]

    def sentence_end(self, at: int) -> int:
        """Where the sentence that holds ``at`` ends, its mark included."""
        index = bisect_right(self._sentences, at)
        return self._sentences[index] if index < len(self._sentences) else len(self.text)

    def clause(self, at: int) -> int:
        """Where the clause that holds ``at`` begins."""
        return self._clauses[bisect_right(self._clauses, at) - 1]

    def clause_end(self, at: int) -> int:
        """Where the clause that holds ``at`` ends, its mark included."""
        index = bisect_right(self._clauses, at)
        return self._clauses[index] if index < len(self._clauses) else len(self.text)

    def paragraph(self, at: int) -> int:
        """Where the paragraph that holds ``at`` begins."""
        return self.text.rfind("\n", 0, at) + 1

    def is_edge(self, at: int) -> bool:
        """Whether a word begins or the text ends at ``at``."""
        return at in self._edges

    def mentions_in(self, low: int, high: int) -> list[Mention]:
        """The mentions that lie within ``text[low:high]``, in order."""
        first = bisect_left(self._mention_starts, low)
        found = []
        for mention in _from(self.mentions, first):
            if mention.start >= high:
                break
            if mention.end <= high:
                found.append(mention)
        return found

    def words_in(self, low: int, high: int) -> list[Word]:
        """The words that lie within ``text[low:high]``, those at its edges cut to it."""
        first = max(0, bisect_right(self._starts, low) - 1)
        found = []
        for word in _from(self.words, first):
            if word.start >= high:
                break
            start, end = max(low, word.start), min(high, word.end)
            if start < end:
                found.append(Word(start, end, self.text[start:end], word.tag))
        return found

    def _find_mentions(self) -> list[Mention]:
        """The longest spelling at each place, none within another, none that cuts a word in two."""
        found, at, text = [], 0, self.text
        lengths, spellings = self.vocabulary.lengths, self.vocabulary.spellings
        while at < len(text):
            for length in lengths.get(text[at], ()):
                hit = spellings.get(text[at : at + length])
                if hit and self._whole(at, at + length):
                    found.append(Mention(at, at + length, hit))
                    at += length - 1
                    break
            at += 1
        return found

    def _whole(self, start: int, end: int) -> bool:
        """Long spellings hold their own words; a short one may be a piece of a word (出口 in 进出口岸)."""
        return end - start > 3 or (start in self._edges and end in self._edges)

"""A turn's text with its words, and the quantities of the vocabulary that it names, word by word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from parsers.vocabulary import Spelling, Vocabulary
from parsers.words import Text, Token
from parsers.words.segment import cut
from parsers.words.tables import read_sections

_PAIRS: Final = [tuple(pair.split("+")) for pair in read_sections("words.txt", "parsers.observations")["joined"]]
_FIRST: Final = frozenset(first for first, _ in _PAIRS)
_JOINED: Final = frozenset(first + second for first, second in _PAIRS)
_NUMBERED: Final = frozenset("号期路")
_PARTS: Final = _FIRST | _NUMBERED
"""Without one of these words nothing is joined."""
_SHORT: Final = 3
"""Long spellings hold their own words; a short one may be a piece of a word (出口 in 进出口岸)."""


@dataclass(slots=True)
class Occurrence:
    """A place where the text says a spelling of the vocabulary."""

    start: int
    end: int
    spellings: tuple[Spelling, ...]


_START: Final = attrgetter("start")
_END: Final = attrgetter("end")


class Passage:
    """The text of a turn, whose sentences are looked at when a figure asks for them."""

    def __init__(self, text: Text, vocabulary: Vocabulary, asked: Text, words: Sequence[Token] = ()) -> None:
        self.text = text.folded
        self.asked = asked
        """The question that the turn answers; what it names is spoken of."""
        self.vocabulary = vocabulary
        self.taken: Container[int] = frozenset()
        """Characters of the places that it names."""
        self.cut = text
        self._times = [word.end for word in words if word.cls == "time"]
        """Where its times end."""
        self._lately: tuple[int, int, range] = (0, 0, range(0))
        self._gathered: tuple[int, int, list[Occurrence]] = (0, 0, [])
        self._joined: dict[int, tuple[list[Token], list[int]]] = {}
        self._mentions: dict[int, list[Occurrence]] = {}
        self._asked_for: list[Occurrence] | None = None

    def asked_for(self) -> list[Occurrence]:
        """What the question names."""
        if self._asked_for is None:
            numbers = range(len(self.asked.sentences) - 1)
            self._asked_for = [
                each for number in numbers for each in find_mentions(self.asked, self.vocabulary, number)
            ]
        return self._asked_for

    def numbers(self, low: int, high: int) -> range:
        """The numbers of the cut text's sentences that hold something of ``text[low:high]``: mostly the one asked for last."""
        start, end, last = self._lately
        if start <= low < high <= end:
            return last
        found = self.cut.numbers(low, high)
        if len(found) == 1:
            start, end = self.cut.sentences[found[0] : found[0] + 2]
            self._lately = (start, end, found)
        return found

    def of_sentence(self, number: int) -> tuple[list[Token], list[int]]:
        """The words of a sentence of the cut text, those that are one word of ours joined, and where they begin.

        Most sentences hold no figure and nothing that one of them speaks of: their words are never asked for.
        """
        found = self._joined.get(number)
        if found is None:
            words = _joined(self._cut_behind_times(number))
            self._joined[number] = found = words, [word.start for word in words]
        return found

    def _cut_behind_times(self, number: int) -> list[Token]:
        """2024年|数谷新区: the segmenter, which knows no times, has 年数 for a word."""
        words = self.cut.of_sentence(number)
        low, high = self.cut.sentences[number : number + 2]
        for end in self._times[bisect_right(self._times, low) : bisect_left(self._times, high)]:
            at = bisect_left(words, end, key=_END)
            word = words[at]
            if word.start < end < word.end:
                parts = [*cut(self.text[word.start : end], word.start), *cut(self.text[end : word.end], end)]
                words = [*words[:at], *parts, *words[at + 1 :]]
        return words

    def is_edge(self, at: int) -> bool:
        """Whether a word begins or the text ends at ``at``."""
        number = bisect_right(self.cut.sentences, at) - 1
        if self.cut.sentences[number] == at:
            return True
        _, starts = self.of_sentence(number)
        i = bisect_left(starts, at)
        return i < len(starts) and starts[i] == at

    def mentions_in(self, low: int, high: int) -> list[Occurrence]:
        """The mentions that lie within ``text[low:high]``, in order."""
        numbers = self.numbers(low, high)
        mentions = self._mentions_of(numbers[0]) if len(numbers) == 1 else self._mentions_from(numbers)
        if not mentions:
            return []
        first = bisect_left(mentions, low, key=_START)
        found = mentions[first : bisect_left(mentions, high, first, key=_START)]
        if found and found[-1].end > high:
            del found[-1]
        return found

    def _mentions_from(self, numbers: range) -> list[Occurrence]:
        """Those of some sentences, perhaps of more behind them: what stands since the last name is asked for again and again."""
        first, end, found = self._gathered
        if first != numbers.start:
            first, end, found = numbers.start, numbers.start, []
        for number in range(end, numbers.stop):
            found += self._mentions_of(number)
        self._gathered = (first, max(end, numbers.stop), found)
        return found

    def _mentions_of(self, number: int) -> list[Occurrence]:
        found = self._mentions.get(number)
        if found is None:
            self._mentions[number] = found = find_mentions(self.cut, self.vocabulary, number)
        return found

    def words_in(self, low: int, high: int, most: int | None = None) -> list[Token]:
        """The words that lie within ``text[low:high]``, those at its edges cut to it; no more than the first ``most``."""
        if low >= high:
            return []
        found: list[Token] = []
        for number in self.numbers(low, high):
            words, starts = self.of_sentence(number)
            first = bisect_right(starts, low) - 1 if starts[0] < low else 0
            found += words[first : bisect_left(starts, high, first)]
            if most is not None and len(found) >= most:
                del found[most:]
                break
        if found and found[0].start < low:
            found[0] = _part(found[0], low, found[0].end)
        if found and found[-1].end > high:
            found[-1] = _part(found[-1], found[-1].start, high)
        return found


def _part(word: Token, start: int, end: int) -> Token:
    return Token(start, end, word.text[start - word.start : end - word.start], word.cls, word.feature, word.tag)


def find_mentions(text: Text, vocabulary: Vocabulary, number: int) -> list[Occurrence]:
    """The longest spelling at each place of a sentence, none within another, none that cuts a word in two."""
    low, high = text.sentences[number : number + 2]
    said, sizes = text.folded, vocabulary.sizes
    found: list[Occurrence] = []
    edges: set[int] = set()
    behind = low
    places = [match.start() for match in vocabulary.beginning.finditer(said, low, high)]
    for at in [at for at in places if said[at : at + 2] in sizes]:
        for size in sizes[said[at : at + 2]] if at >= behind else ():
            end = at + size
            spellings = vocabulary.spellings.get(said[at:end]) if end <= high else None
            if spellings is None:
                continue
            if size <= _SHORT and not edges:
                edges = {word.start for word in _joined(text.of_sentence(number))} | {high}
            if size > _SHORT or (at in edges and end in edges):
                behind = end
                found.append(Occurrence(at, end, spellings))
                break
    return found


def _joined(words: list[Token]) -> list[Token]:
    """规模|以上, 新|开 and 1|号|线 are one word each: a name that begins behind a part of one is cut."""
    if _PARTS.isdisjoint([word.text for word in words]):
        return words
    numbered = _numbered(words)
    found: list[Token] = []
    for index, word in enumerate(words):
        last = found[-1] if found else None
        if last and (index in numbered or (last.text in _FIRST and last.text + word.text in _JOINED)):
            found[-1] = Token(last.start, word.end, last.text + word.text, last.cls, last.feature, "b")
        else:
            found.append(word)
    return found


def _numbered(words: list[Token]) -> set[int]:
    """1号线, 3号楼: the 号 and the one character behind it; not 15号老旧小区."""
    found: set[int] = set()
    for i in [i for i, word in enumerate(words[:-1]) if i and word.text in _NUMBERED]:
        behind = words[i + 1]
        if words[i - 1].tag == "m" and len(behind.text) == 1 and behind.tag == "n":
            found |= {i, i + 1} if behind.text not in _NUMBERED else {i}
    return found

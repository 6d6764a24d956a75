"""Cutting text into words with rjieba, whose dictionary is complemented by the lexicon and the units.

The dictionary is the segmenter's own and that of the bundled tables, the same for every page; the names that a page
introduces are cut out before (``tokens``). Words that it does not know stay single characters: guessing them (its
hidden Markov model) glues 家为 and 占比达 together more often than it finds a name.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final, NamedTuple

import rjieba

from parsers.words.lexicon import LEXICON
from parsers.words.tables import read_sections
from parsers.words.units import UNITS

_TAGS: Final = {"act": "v", "verb": "v", "change": "v", "aim": "v", "noun": "n", "adv": "d", "prep": "p", "conj": "c"}
_SPLITTING: Final = frozenset({"act", "verb", "change", "aim"})
FIXED: Final = read_sections("fixed.txt")
"""Words with a numeral character: what is no number, what is one, and units that begin a word."""
_LONG: Final = 4
_FREQUENT: Final = 300
"""Enough for a word of ours to win over two that the segmenter knows (占比 over 占 + 比达)."""


class Word(NamedTuple):
    """A word of the text with the segmenter's part of speech (``n`` noun, ``v`` verb, ``m`` numeral …)."""

    start: int
    end: int
    text: str
    tag: str


@cache
def _segmenter() -> rjieba.Jieba:
    """The one instance; making it takes 0.2 s."""
    jieba = rjieba.Jieba()
    for word, (name, _) in LEXICON.items():
        if len(word) > 1:
            jieba.add_word(word, max(jieba.suggest_freq(word), _FREQUENT), _TAGS.get(name, "x"))
    for word in FIXED["word"]:
        jieba.add_word(word, max(jieba.suggest_freq(word), _FREQUENT), "l")
    for word in UNITS:
        if len(word) > 1 and word[0] > "\u4e00" and "/" not in word:
            jieba.add_word(word, max(jieba.suggest_freq(word), _FREQUENT), "q")
    return jieba


def cut(text: str, at: int = 0) -> list[Word]:
    """All words of a text in order, without gaps; a run of digits or of letters is one word.

    Args:
        at: where the text begins in a longer one, in which the offsets are meant.
    """
    words: list[Word] = []
    make, add = tuple.__new__, words.append
    for word, tag in _segmenter().tag(text, False):
        end = at + len(word)
        if end - at >= _LONG and (split := _split(word)):
            add(Word(at, at + split, word[:split], tag))
            add(Word(at + split, end, word[split:], tag))
        else:
            add(make(Word, (at, end, word, tag)))  # three times as fast as Word(…), once for each word of a page
        at = end
    return words


@lru_cache(maxsize=1 << 16)
def _split(word: str) -> int:
    """Where a long word is cut before or behind a verb of the lexicon (回笼资金, 价格上涨, 努力实现增长); 0: nowhere."""
    if word in LEXICON or word in UNITS or not "\u4e00" <= word[0] <= "\u9fff":
        return 0
    for at in (2, len(word) - 2):
        if any(LEXICON.get(part, ("", ""))[0] in _SPLITTING for part in (word[:at], word[at:])):
            return at
    return 0

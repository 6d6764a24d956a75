"""Cutting text into words with rjieba, whose dictionary is complemented by the lexicon and the units.

The dictionary is the segmenter's own and that of the bundled tables, the same for every page; the names that a page
introduces are cut out before (``tokens``). Words that it does not know stay single characters: guessing them (its
hidden Markov model) glues 家为 and 占比达 together more often than it finds a name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from parsers.words.lexicon import LEXICON
from parsers.words.tables import read_sections
from parsers.words.token import Token
from parsers.words.units import UNITS

if TYPE_CHECKING:
    import rjieba

_TAGS: Final = {"act": "v", "verb": "v", "change": "v", "aim": "v", "noun": "n", "adv": "d", "prep": "p", "conj": "c"}
COMPLEMENTS: Final = frozenset("出来 下来 起来 上来 进来 过来 出去 下去 上去 进去".split())
"""What completes a verb: 摸|出来."""
_SPLITTING: Final = frozenset({"act", "verb", "change", "aim"})
FIXED: Final = read_sections("fixed.txt")
"""Words with a numeral character: what is no number, what is one, and units that begin a word."""
_LONG: Final = 4
_FREQUENT: Final = 300
"""Enough for a word of ours to win over two that the segmenter knows (占比 over 占 + 比达)."""
_MOST_SEEN: Final = 1 << 16
_CLASSES: Final = {
    "n": "noun", "nr": "name", "ns": "name", "nt": "name", "nz": "noun", "nrt": "noun", "nrfg": "name", "ng": "noun",
    "s": "noun", "j": "noun", "l": "noun", "i": "noun", "b": "noun", "vn": "noun", "an": "noun", "t": "noun", "tg": "noun",
    "v": "verb", "vd": "adv", "vg": "verb", "vi": "verb", "vq": "verb", "a": "adj", "ad": "adv", "ag": "adj",
    "z": "adj", "d": "adv", "dg": "adv", "p": "prep", "c": "conj", "u": "aux", "uj": "aux", "ul": "aux", "uz": "aux",
    "ud": "aux", "ug": "aux", "uv": "aux", "y": "aux", "e": "aux", "f": "loc", "r": "pron", "rr": "pron", "rz": "pron",
    "rg": "pron", "m": "quant", "mq": "quant", "q": "noun", "eng": "latin", "g": "noun", "zg": "noun", "k": "noun",
    "h": "noun", "df": "adv", "x": "noun",
}  # fmt: skip


@cache
def _segmenter() -> rjieba.Jieba:
    """The one instance; making it takes 0.2 s."""
    import rjieba  # a tenth of a second, for nothing where no text is cut

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


def cut(text: str, at: int = 0) -> list[Token]:
    """All words of a text in order, without gaps, each with its class; a run of digits or of letters is one word.

    Args:
        at: where the text begins in a longer one, in which the offsets are meant.
    """
    found: list[Token] = []
    for word in _segmenter().cut(text, False):
        for part, cls, feature, tag in _SEEN[word]:
            end = at + len(part)
            found.append(Token(at, end, part, cls, feature, tag))
            at = end
    return found


class _Seen(dict[str, tuple[tuple[str, str, str, str], ...]]):
    """What the words are that a word is cut into: nearly every word of a page was on another one."""

    def __missing__(self, word: str) -> tuple[tuple[str, str, str, str], ...]:
        tag = _segmenter().tag(word, False)[0][1]
        split = _split(word) if len(word) > 2 else 0
        parts = (word[:split], word[split:]) if split else (word,)
        if len(self) >= _MOST_SEEN:  # numbers are endless
            self.clear()
        self[word] = found = tuple((part, *class_of(part, tag), tag) for part in parts)
        return found


_SEEN: Final = _Seen()


def _split(word: str) -> int:
    """Where a long word is cut before or behind a verb of the lexicon (回笼资金, 价格上涨, 努力实现增长); 0: nowhere."""
    if word in LEXICON or word in UNITS or not "\u4e00" <= word[0] <= "\u9fff":
        return 0
    if len(word) < _LONG:
        return 2 * (word[2] == "约" and word[:2] in LEXICON)  # 全长约
    for at in (2, len(word) - 2):
        if any(LEXICON.get(part, ("", ""))[0] in _SPLITTING for part in (word[:at], word[at:])):
            return at
    return 0


def class_of(text: str, tag: str) -> tuple[str, str]:
    """Class and feature of a word."""
    entry = LEXICON.get(text)
    if entry:
        return entry
    if text in UNITS and len(text) > 1:  # 批次 is an adverb in the segmenter's dictionary
        return "noun", "q"
    if len(text) == 3 and text[1:] in COMPLEMENTS:  # 摸出来
        return "verb", tag
    first = text[0]
    return (_class_of_sign(first) if tag == "x" or first < "\u4e00" else _CLASSES.get(tag, "noun")), tag


def _class_of_sign(first: str) -> str:
    if first.isspace():
        return "space"
    if first.isdigit():
        return "other"
    if first.isalpha() or first.isnumeric():
        return "latin" if first.isascii() else "noun"
    return "punct"

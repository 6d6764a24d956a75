"""What the segmenter says about a numeral character and about what follows a number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from operator import attrgetter
from typing import Final

from parsers.words.lexicon import words_of
from parsers.words.numerals import CHINESE
from parsers.words.segment import FIXED, cut
from parsers.words.token import Token
from parsers.words.units import UNITS, unit_at

_NUMERAL: Final = frozenset(CHINESE + "半")
_SCALES: Final = frozenset("十百千万亿")
_NUMERIC_TAGS: Final = frozenset({"m", "mq", "q", "x", "eng"})
_FIXED: Final = frozenset(FIXED["word"])
_UNIT_FIRST: Final = frozenset(FIXED["unit first"])
_QUANTITY: Final = frozenset(FIXED["quantity"])
_LEADS: Final = words_of("lead") | {"", "每"}
_TRAILS: Final = words_of("inner", "trail") | {""}
_SETTING: Final = words_of("count: sets")
_CHANGES: Final = words_of("change")
_STOPS: Final = "，。；：、！？（）“”《》\n "
_REACH: Final = 8


class Cuts:
    """The words of one text by place."""

    def __init__(self, text: str, words: list[Token]) -> None:
        self._text = text
        self._words = words
        self.starts = list(map(attrgetter("start"), words))
        """Where the words begin."""

    def covering(self, at: int) -> Token:
        """The word that holds a place."""
        return self._words[bisect_right(self.starts, at) - 1]

    def _beginning(self, at: int) -> Token | None:
        """The word that begins at a place."""
        i = bisect_left(self.starts, at)
        return self._words[i] if i < len(self.starts) and self.starts[i] == at else None

    def moves_before(self, at: int, *, far: bool) -> bool:
        """Whether 至 leads from a change to its result: 下调|0.5%至1%; after 增长 only where the two are ``far`` apart."""
        word = self.covering(at - 1) if at else None
        if word is None or word.end != at:
            return False
        return word.text in _SETTING or (far and word.text in _CHANGES)

    def fixed_end(self, at: int) -> int | None:
        """The end of the word whose numeral character at ``at`` is no number (一网通办, 三亚, 成千上万); None: it may be."""
        word = self.covering(at)
        if not is_fixed(word.text, word.tag):
            return None
        following = self._text[word.end : word.end + 1]
        if following == "折" or (word.text == "零点" and following in _NUMERAL):  # 五一折, 零点三
            return None
        return word.end

    def stop(self, at: int, limit: int) -> int | None:
        """Where, behind ``at``, a run of numeral characters ends because a word begins: 七十万|一直, 数十万|百姓."""
        text, i = self._text, at + 1
        while i < limit and i < len(text) and text[i] in CHINESE:
            if text[i] in "千百" and (unit := unit_at(text, i)) and unit.kind != "count":
                return i  # 三百亿|千瓦时
            word = self._beginning(i)
            after = text[i + 1 : i + 2]
            begins = (
                text[i - 1] in "万亿千百"
                if text[i] in "一零数几三两"
                else text[i] in "百千万" and after not in _NUMERAL
            )
            if word and begins and after not in _SCALES and is_fixed(word.text, word.tag):
                return i
            i += 1
        return None

    def glued(self, at: int, size: int) -> bool:
        """Whether a unit of ``size`` characters at ``at`` is only the beginning of a word: 万|人民币, 30万|家庭, 25|台商."""
        word = self._beginning(at)
        if word is None or word.end - at <= size or word.text in UNITS or word.text in _UNIT_FIRST:
            return False
        if word.tag in _NUMERIC_TAGS and word.tag != "x":
            return False
        end = min((p for p in (self._text.find(s, at, at + _REACH) for s in _STOPS) if p >= 0), default=at + _REACH)
        whole, apart = self._text[at:end], self._text[at + size : end]
        return _singles(whole) <= _singles(apart)


@lru_cache(maxsize=1 << 16)
def is_fixed(word: str, tag: str) -> bool:
    """Whether the numeral characters of a word are no number."""
    if word in _FIXED:
        return True
    if tag in _NUMERIC_TAGS or len(word) < 2 or word in _QUANTITY or "0" <= word[0] <= "9":
        return False
    at = next((i for i, char in enumerate(word) if char in _NUMERAL), -1)
    return at >= 0 and not _counts(word, at)


def _counts(word: str, at: int) -> bool:
    """两千人, 五年, 近九成 and 十来个 are a number with its unit, whatever the segmenter takes them for."""
    end = at
    while end < len(word) and word[end] in _NUMERAL:
        end += 1
    end += word[end : end + 1] in ("来", "多", "余")
    if end == len(word) and word[:at] in _LEADS and at:
        return True  # 近百
    unit = unit_at(word, end)
    rest = word[end + len(unit.written) :] if unit else ""
    return unit is not None and word[:at] in _LEADS and rest in _TRAILS


def _singles(text: str) -> int:
    """Characters that no word of several holds: fewer in the better of two ways to cut."""
    return sum(word.end - word.start == 1 for word in cut(text))

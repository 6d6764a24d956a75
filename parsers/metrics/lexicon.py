"""Words with numeral characters that are no numbers, looked up by place."""

from __future__ import annotations

from typing import Final

from parsers.metrics.numerals import CHINESE, MAX_RUN
from parsers.metrics.units import read_lines

# 三百亿千瓦时: 千 begins the unit.
_OF_UNIT: Final = frozenset("瓦克米伏卡帕焦赫字兆")
_FIXED: Final = frozenset(word for line in read_lines("fixed.txt") for word in line.split())
_STARTING: Final[dict[str, tuple[int, ...]]] = {}
_INSIDE: Final[dict[str, tuple[tuple[int, int], ...]]] = {}
NUMERAL_CHARS: Final = frozenset("零〇○一二两三四五六七八九十百千万亿几数半")


def _index() -> None:
    """For each numeral character: the lengths of words it begins, and (offset, length) of words it is in."""
    starting: dict[str, set[int]] = {}
    inside: dict[str, set[tuple[int, int]]] = {}
    for word in _FIXED:
        for at, char in enumerate(word):
            if char not in NUMERAL_CHARS:
                continue
            if at == 0:
                starting.setdefault(char, set()).add(len(word))
            else:
                inside.setdefault(char, set()).add((at, len(word)))
    _STARTING.update({c: tuple(sorted(s, reverse=True)) for c, s in starting.items()})
    _INSIDE.update({c: tuple(sorted(s)) for c, s in inside.items()})


_index()


def fixed_word_at(text: str, at: int) -> str | None:
    """The longest fixed word that begins at ``at``."""
    for length in _STARTING.get(text[at], ()):
        word = text[at : at + length]
        if word in _FIXED:
            return word
    return None


def fixed_word_around(text: str, at: int) -> str | None:
    """A fixed word that contains the numeral character at ``at`` but begins before it."""
    for offset, length in _INSIDE.get(text[at], ()):
        if offset <= at and text[at - offset : at - offset + length] in _FIXED:
            return text[at - offset : at - offset + length]
    return None


def run_stop(text: str, at: int) -> int | None:
    """Where a fixed word cuts a Chinese run (`七十万一直`), None when none does."""
    i, end = at + 1, min(len(text), at + MAX_RUN)
    while i < end and text[i] in CHINESE:
        if text[i] in "一零数几三两" and text[i - 1] in "万亿千百" and fixed_word_at(text, i):
            return i
        if text[i] == "千" and text[i + 1 : i + 2] in _OF_UNIT:  # 三百亿千瓦时
            return i
        if text[i] == "数" and text[i + 1 : i + 2] not in ("十", "百", "千", "万"):
            return i
        i += 1
    return None

"""Where words begin and end: 底 of 2021年底层商铺 is part of 底层, 底 of 2021年底有18家 a word of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from parsers.words.clauses import CLAUSE_ENDS
from parsers.words.segment import cut
from parsers.words.token import Token

_AHEAD: Final = 6
"""Characters that are looked at; no word that matters is longer."""
_BEHIND: Final = 3
_CLAUSE: Final = 12
"""Characters of a clause that are cut before a place."""


def ends_word(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` is a word of its own and not the beginning of a longer one that follows."""
    return _ends(text[start : end + _AHEAD], end - start)


@lru_cache(maxsize=4096)
def _ends(text: str, size: int) -> bool:
    return len(text) <= size or cut(text)[0].end <= size


def begins_word(text: str, start: int) -> bool:
    """Whether a word begins at ``start``: 前天, but not in 大前天; 现在, but not in 体现在."""
    before = max(0, start - _BEHIND)
    return _begins(text[before : start + _AHEAD], start - before)


@lru_cache(maxsize=4096)
def _begins(text: str, at: int) -> bool:
    return any(word.start == at for word in cut(text))


def words_before(text: str, at: int) -> Sequence[Token]:
    """The last words before a place in its clause."""
    return _before(text[max(0, at - _CLAUSE) : at])


@lru_cache(maxsize=4096)
def _before(text: str) -> Sequence[Token]:
    begun = max(text.rfind(mark) for mark in CLAUSE_ENDS) + 1
    return cut(text[begun:])


def words_after(text: str, at: int) -> Sequence[Token]:
    """The first words behind a place."""
    return _after(text[at : at + _AHEAD])


@lru_cache(maxsize=4096)
def _after(text: str) -> Sequence[Token]:
    return cut(text)

"""Where words begin and end: 底 of 2021年底层商铺 is part of 底层, 底 of 2021年底有18家 a word of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from parsers.words.segment import cut

_AHEAD: Final = 6
"""Characters that are looked at; no word that matters is longer."""
_BEHIND: Final = 3


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

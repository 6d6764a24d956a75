"""Pieces of evidence by what is seen and of what (``says {}``, 增长): their worth is looked up where they are seen.

What evidence is worth are points, and names for those who fit the points: the same lines of code name a piece and ask for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

Worth = TypeVar("Worth")
_MOST: Final = 1 << 18
"""So many pieces are kept."""


class Memo(dict[Hashable, Worth]):
    """What is worked out once for each key, but for those that come when there are very many (words are endless)."""

    def __init__(self, read: Callable[[Any], Worth], room: list[int]) -> None:
        self._read, self._room = read, room

    def __missing__(self, key: Hashable) -> Worth:
        value = self._read(key)
        if self._room[0]:
            self._room[0] -= 1
            self[key] = value
        return value


class Known(dict[Any, Worth]):
    """What is worked out once for each tuple of arguments; quicker to make for each text than ``functools.cache``."""

    def __init__(self, read: Callable[..., Worth]) -> None:
        self._read = read

    def __missing__(self, key: tuple[Any, ...]) -> Worth:
        self[key] = value = self._read(*key)
        return value


Pieces = Memo[Any]
"""What evidence is worth, by how its name is written, and then by what stands in each of its braces."""


def pieces(worth: Callable[[str], object]) -> Pieces:
    """What evidence is worth, from its names; each name is made once, since it is asked for at every figure."""
    room = [_MOST]
    return Memo(lambda written: _filled(worth, room, *written.split("{}")), room)


def _filled(worth: Callable[[str], object], room: list[int], begun: str, *rest: str) -> object:
    if not rest:
        return worth(begun)
    return Memo(lambda mark: _filled(worth, room, f"{begun}{mark}{rest[0]}", *rest[1:]), room)

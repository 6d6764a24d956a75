"""From where a time expression is read: the day of the event, and what was spoken of before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from parsers.times.days import Span

_FROM_EVENT: Final = {"今年": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2}
FROM_FRAME: Final = {"上年": -1, "上一年": -1, "当年": 0, "同年": 0, "同一年": 0, "次年": 1, "翌年": 1}
"""Counted from the year spoken of, where there is one."""
OFFSETS: Final = {**_FROM_EVENT, **FROM_FRAME}
FORMER: Final = frozenset(year for year, after in OFFSETS.items() if after < 0)
"""去年, 上年: before what is told of now."""


@dataclass(slots=True)
class Seen:
    """What an expression without a year or a month of its own is counted from."""

    held_on: date | None
    """The day of the event."""
    year: int | None = None
    """The year spoken of (`2023年，…其中12月份`); None: the event's."""
    frame: Span | None = None
    """The dates spoken of, which 同期 is the counterpart of."""
    begun: Span | None = None
    """The dates that a range begins with, for what it ends with."""

    @property
    def this_year(self) -> int | None:
        """The year of an expression that names none."""
        return self.year or (self.held_on.year if self.held_on else None)

    def year_of(self, word: str) -> int | None:
        """The year that 2023年, 二〇二三年, 今年 or 上年 is; without a word, the one spoken of."""
        word = word.rstrip("度")
        if not word:
            return self.this_year
        if word in _FROM_EVENT:
            return self.held_on.year + _FROM_EVENT[word] if self.held_on else None
        if word in FROM_FRAME:
            return self.this_year + FROM_FRAME[word] if self.this_year else None
        return number(word.rstrip("年 ")) or None


_DIGITS: Final = {digit: i for i, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "元": 1}


def number(digits: str) -> int:
    """A year, month, day or small count in Arabic or Chinese digits (二十八, 二〇二四); 0 where it is none."""
    if not digits:
        return 0
    if digits.isdigit() and digits.isascii():
        return int(digits)
    if all(digit in _DIGITS for digit in digits):
        return int("".join(str(_DIGITS[digit]) for digit in digits))
    if digits in ("百", "一百"):
        return 100
    tens, _, ones = digits.partition("十")
    return _DIGITS.get(tens or "一", 0) * 10 + _DIGITS.get(ones or "零", 0)

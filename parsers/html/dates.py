"""Dates as Chinese pages write them: from titles, metas and running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

_FULL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)\s*(?:年|[-./－．])\s*(?P<m>\d{1,2})\s*(?:月|[-./－．])\s*(?P<d>\d{1,2})(?!\d)\s*日?"
)
_CHINESE = re.compile(
    r"(?P<y>[二〇○零一九][〇○零一二三四五六七八九]{3})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
)
_DAY = re.compile(r"(?<![\d年])(?<!年 )(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")
# /2025/11/01/  /20251101/  t20251101_12.html  /202511/t20251101_
_IN_ADDRESS = re.compile(
    r"(?:/|t|_)(?P<y>(?:19|20)\d\d)[/-]?(?P<m>0[1-9]|1[0-2]|[1-9](?=[/-]))[/-]?(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?=[/_.-]))(?=[/_.-]|$)"
)
# <li>直播时间：2025-11-21 10:00</li>   发布会时间：<span>11月21日</span>
_EVENTS = ("直播", "访谈", "发布会", "新闻发布", "举行", "召开", "举办", "会议", "活动")
_SAID = re.compile(
    r"(?:\s|&nbsp;)*[：:](?:\s|&nbsp;|　|<[^<>]{0,200}>)*"
    r"(?P<said>[\d一二三四五六七八九十〇○零年月日./\-－．]{4,20})"
)
_DIGITS = {char: str(i % 10) for i, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}


_STAMP = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)(?!\w)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC|UT|Z)\b")


def find_local_date(text: str, zone: str) -> date | None:
    """The first date in a text; of a time stamp that names its zone, the day that it is in ``zone``.

    ``2025-02-27T17:30:00Z`` is the evening of the 27th in London and half past one of the 28th in 上海.
    """
    moment = _moment(text)
    return moment.astimezone(ZoneInfo(zone)).date() if moment else find_date(text)


def _moment(text: str) -> datetime | None:
    try:
        if mail := _MAIL.search(text):
            return parsedate_to_datetime(mail[0])
        if stamp := _STAMP.search(text):
            zone = "+00:00" if stamp["zone"].isalpha() else stamp["zone"]
            return datetime.fromisoformat(f"{stamp['day']}T{stamp['time']}{zone}")
    except ValueError:
        return None  # 2025-13-45T99:00Z
    return None


def find_date(text: str) -> date | None:
    """The first complete date in a text (``2022年9月15日``, ``2024.10.18``, ``二〇二二年九月十五日``)."""
    for hit in _FULL.finditer(text):
        day = _date(int(hit["y"]), int(hit["m"]), int(hit["d"]))
        if day:
            return day
    chinese = _CHINESE.search(text)
    if not chinese:
        return None
    year = int("".join(_DIGITS[c] for c in chinese["y"]))
    return _date(year, _small(chinese["m"]), _small(chinese["d"]))


def find_day(text: str, *, near: date | None) -> date | None:
    """The first date in a text; one without a year (``6月29日``) gets the latest year that puts it at most a month
    after ``near`` (a January page is about a December event; a notice is of a coming one)."""
    full = find_date(text)
    hit = _DAY.search(text)
    if full or not hit or not near:
        return full
    days = (_date(year, int(hit["m"]), int(hit["d"])) for year in (near.year + 1, near.year, near.year - 1))
    return next((day for day in days if day and (day - near).days <= 31), None)


def event_day(markup: str, *, near: date | None) -> date | None:
    """The day that a line of a page gives to its event (``直播时间：2025-11-21``); None: none does, or several different ones."""
    said = {find_day(text, near=near) for text in _event_times(markup)}
    return said.pop() if len(said) == 1 else None


def _event_times(markup: str) -> Iterator[str]:
    """What stands behind 直播时间： and the like; a pattern with all their beginnings takes ten times as long over a page."""
    for word in ("时间", "日期"):
        at = markup.find(word[-1])  # a single letter is found in a fifth of the time
        while at >= 0:
            told = markup.startswith(word, at - 1) and markup.endswith(_EVENTS, 0, at - 1)
            hit = _SAID.match(markup, at + 1) if told else None
            if hit:
                yield hit["said"]
            at = markup.find(word[-1], at + 1)


def date_in_address(url: str) -> date | None:
    """The day that an address states (``/2025/11/01/``, ``t20251101_``)."""
    days = (_date(int(hit["y"]), int(hit["m"]), int(hit["d"])) for hit in _IN_ADDRESS.finditer(url))
    return next((day for day in days if day), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _small(numeral: str) -> int:
    """A Chinese numeral below 100."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(_DIGITS.get(numeral, "0")) if len(numeral) == 1 else 0
    return (int(_DIGITS.get(tens, "0")) if tens else 1) * 10 + (int(_DIGITS.get(ones, "0")) if ones else 0)

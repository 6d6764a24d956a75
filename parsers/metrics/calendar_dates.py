"""What dates a time expression means, seen from the day of the event."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from parsers.words.numerals import DIGITS, chinese_value

Span = tuple[date, date]

_YEAR: Final = re.compile("((?:19|20)[0-9]{2}|[一二][零〇○九][零〇○一二三四五六七八九]{2})年?")
_YEARS: Final = re.compile("((?:19|20)[0-9]{2})年?(?:[-—–~]{1,2}|至|到)((?:19|20)[0-9]{2})年")
_ISO: Final = re.compile("((?:19|20)[0-9]{2})[-./]([0-9]{1,2})[-./]([0-9]{1,2})")
_OFFSETS: Final = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2, "翌年": 1, "次年": 1}
_N: Final = "([0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_DAYS: Final = re.compile(f"{_N}月{_N}[日号](?:(?:[0-9]{{1,2}}时)?起?(?:[-—–~]{{1,2}}|至|到)(?:{_N}月)?{_N}日)?")
_MONTHS: Final = re.compile(f"{_N}月?份?([上中下]旬)?(?:[-—–~]{{1,2}}|至|到){_N}月([上中下]旬)?")
_MONTH: Final = re.compile(f"{_N}月(上旬|中旬|下旬|底|末|初)?")
_QUARTERS: Final = re.compile("前([一二两三123])个?季度")
_QUARTER: Final = re.compile("([一二三四1234首])季度?")
_LISTED: Final = re.compile(f"{_N}(?:、{_N})*、{_N}(季度|月)")
_LATER: Final = re.compile("(?<=.)起?(?:[-—–~]{1,2}|至|到)(?=(?:19|20)[0-9]{2}年|[今去前明后次翌]年)")
_HOURS: Final = re.compile(
    "(?<=[天日号晚早晨])(?:上午|下午|中午|傍晚|凌晨|早上|晚上|晚间)?"
    "(?:[0-9零一二两三四五六七八九十]{1,3}[点时][0-9一二三四五六七八九十钟半整刻分]{0,4})?(?:左右|前后)?$"
)
"""昨天24点, 今天上午: the day is what counts."""
_FIRST_MONTHS: Final = re.compile(f"前{_N}个月")
_BACK: Final = re.compile(f"(?:近|过去|最近|此前)(?:的)?{_N}(年|个月|周|天)")
_AHEAD: Final = re.compile(f"(?:未来|今后)(?:的)?{_N}(年|个月|周|天)")
_COMING_HERE: Final = re.compile(f"{_N}(年|个月|周|天)(?:来|以来)")
_VAGUE: Final = re.compile("[多余几数](?:年|个月|周|天)|年多")
"""三年多来, 近几年: nobody knows since when."""
_CONGRESSES: Final = {"十八大": date(2012, 11, 8), "十九大": date(2017, 10, 18), "二十大": date(2022, 10, 16)}
_WHOLE_YEAR: Final = re.compile(
    "(?:截至|截止到?|到|至|自|从)?(?:(?:19|20)[0-9]{2}年|[一二][零〇○九].{2}年|[今去上前明后本当翌次]年)?(?:度|全年|年?内|里|间)?"
)
_PLANS: Final = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026, "十六五": 2031}
_RELATIVE_DAYS: Final = {
    "今天": 0,
    "今日": 0,
    "当日": 0,
    "当天": 0,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "今晚": 0,
    "今早": 0,
    "今晨": 0,
    "前天": -2,
    "明天": 1,
    "明日": 1,
}


@lru_cache(maxsize=4096)
def resolve(expression: str, held_on: date | None, *, year: int | None = None, reported: bool = False) -> Span | None:
    """First and last day of a (folded) time expression; None when it names no dates or needs an unknown event date.

    Args:
        held_on: The day of the event.
        year: The year spoken of, for an expression without one (`2023年，…其中12月份`); None: the event's.
        reported: What the expression is about has happened: 四季度 said in January is last year's.
    """
    if _VAGUE.search(expression):
        return None
    for reading in (_iso, _year_range, _plan, _congress, _from_to, _relative_day, _frame, _same_period):
        span = reading(expression, held_on)
        if span:
            return span
    stated = year_of(expression, held_on) or year
    if stated is None and held_on is None:
        return None
    span = _within(expression, stated or (held_on.year if held_on else 0), held_on)
    if span and stated is None and reported and held_on and _is_ahead(expression, span, held_on):
        return _within(expression, held_on.year - 1, held_on)
    return span


def _is_ahead(text: str, span: Span, held_on: date) -> bool:
    """Whether a span is not over when the event is held; a report may come some days before the end of its month."""
    if text.endswith(("前", "起")):
        return False
    if span[1] - span[0] > timedelta(days=300):
        return held_on.month <= 3  # 全年 in January is last year's, in autumn this year's
    return span[1] > held_on + timedelta(days=16)


def _iso(text: str, held_on: date | None) -> Span | None:
    match = _ISO.search(text)
    day = _day(int(match[1]), int(match[2]), int(match[3])) if match else None
    return (day, day) if day else None


def _year_range(text: str, held_on: date | None) -> Span | None:
    match = _YEARS.search(text)
    return (date(int(match[1]), 1, 1), date(int(match[2]), 12, 31)) if match else None


def _from_to(text: str, held_on: date | None) -> Span | None:
    """2024年12月1日至2025年3月31日, 去年11月至今年3月, 去年到今年: each end with a year of its own."""
    parted = _LATER.search(text)
    if not parted:
        return None
    first_year = year_of(text[: parted.start()], held_on) or (held_on.year if held_on else None)
    rest = text[parted.end() :]
    next_year = first_year is not None and rest.startswith(("次年", "翌年"))
    last_year = first_year + 1 if first_year is not None and next_year else year_of(rest, held_on)
    if first_year is None or last_year is None:
        return None
    first, last = _within(text[: parted.start()], first_year, held_on), _within(rest, last_year, held_on)
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def _plan(text: str, held_on: date | None) -> Span | None:
    for name, first in _PLANS.items():
        if name in text:
            last = date(first + 4, 12, 31)
            if "以来" in text and held_on:
                last = min(last, held_on)
            if text.endswith(("末", "期末")):
                return date(first + 4, 1, 1), last
            return date(first, 1, 1), last
    return None


def _congress(text: str, held_on: date | None) -> Span | None:
    """党的十八大以来."""
    opened = next((day for name, day in _CONGRESSES.items() if name in text), None)
    return (opened, held_on) if opened and held_on and opened <= held_on and "以来" in text else None


def _same_period(text: str, held_on: date | None) -> Span | None:
    """去年同期: from the beginning of the year to the day of the event, a year before."""
    if held_on is None or text not in ("去年同期", "上年同期"):
        return None
    return date(held_on.year - 1, 1, 1), _shift(held_on, -1, "年")


def _relative_day(text: str, held_on: date | None) -> Span | None:
    if held_on is None:
        return None
    offset = _RELATIVE_DAYS.get(_HOURS.sub("", text.removeprefix("截至")))
    if offset is not None:
        day = held_on + timedelta(days=offset)
        return day, day
    if text in ("目前", "当前", "截至目前", "现在"):
        return held_on, held_on
    if text in ("本月", "当月"):
        return held_on.replace(day=1), _month_end(held_on.year, held_on.month)
    if text.rstrip("底末") in ("上月", "上个月"):
        last = held_on.replace(day=1) - timedelta(days=1)
        return (last, last) if text.endswith(("底", "末")) else (last.replace(day=1), last)
    return None


def _frame(text: str, held_on: date | None) -> Span | None:
    """近三年, 三年来, 未来5年, counted from the event: whole calendar years for years."""
    if held_on is None:
        return None
    back = _BACK.match(text) or _COMING_HERE.match(text)
    if back:
        return _back(held_on, number(back[1]), back[2]), held_on
    ahead = _AHEAD.match(text)
    if ahead:
        return held_on, _shift(held_on, number(ahead[1]), ahead[2])
    return None


def _back(day: date, count: int, unit: str) -> date:
    return _shift(day, -count, unit) + timedelta(days=1)


def _shift(day: date, count: int, unit: str) -> date:
    if unit == "天":
        return day + timedelta(days=count)
    if unit == "周":
        return day + timedelta(weeks=count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "年" else 1)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9998:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def year_of(text: str, held_on: date | None) -> int | None:
    """The year that the expression itself names."""
    match = _YEAR.search(text)
    if match:
        return number(match[1])
    if held_on is None:
        return None
    for word, offset in _OFFSETS.items():
        if word in text:
            return held_on.year + offset
    return None


def _within(text: str, year: int, held_on: date | None) -> Span | None:
    """The part of the year that the rest of the expression names."""
    rest = _YEAR.sub("", text, count=1).removesuffix("前后")
    if text.endswith(("至今", "起")):
        opened = _within(text.removesuffix("至今").removesuffix("起"), year, held_on)
        if opened and text.endswith("起") and (held_on is None or opened[0] > held_on):
            return opened  # 11月1日起, said in October: the day it begins on
        return (opened[0], held_on) if opened and held_on and opened[0] <= held_on else None
    listed = _LISTED.search(rest)
    if listed:  # 一、二季度
        size = 3 if listed[4] == "季度" else 1
        return _months(year, (number(listed[1]) - 1) * size + 1, number(listed[3]) * size)
    days = _DAYS.search(rest)
    if days:
        first = _day(year, number(days[1]), number(days[2]))
        last = _day(year, number(days[3]) if days[3] else number(days[1]), number(days[4])) if days[4] else first
        return _until(text, first, last, held_on)
    months = _MONTHS.search(rest)
    if months:
        opened = _part_of_month(year, number(months[1]), months[2])
        closed = _part_of_month(year, number(months[3]), months[4])
        return (opened[0], closed[1]) if opened and closed and opened[0] <= closed[1] else None
    part = _MONTH.search(rest)
    if part:
        bounds = _part_of_month(year, number(part[1]), part[2]) or (None, None)
        return _until(text, bounds[0], bounds[1], held_on)
    return _named_part(text, rest, year, held_on)


def _named_part(text: str, rest: str, year: int, held_on: date | None) -> Span | None:
    first, last = date(year, 1, 1), date(year, 12, 31)
    quarters, quarter, months = _QUARTERS.search(rest), _QUARTER.search(rest), _FIRST_MONTHS.search(rest)
    if quarters:
        return _months(year, 1, 3 * number(quarters[1]))
    if quarter:
        n = 1 if quarter[1] == "首" else number(quarter[1])
        return _months(year, 3 * n - 2, 3 * n) if "末" not in rest else (_month_end(year, 3 * n),) * 2
    if months:
        return _months(year, 1, number(months[1]))
    if "上半年" in rest:
        return _months(year, 1, 6)
    if "下半年" in rest:
        return _months(year, 7, 12)
    if rest.endswith("以来"):
        since = rest.removesuffix("以来")[-2:] in ("", "今年", "去年", "上年", "前年", "年初", "开年")
        return (first, held_on) if since and held_on and first <= held_on else None
    if "初" in rest:
        return first, date(year, 1, 31)
    if "底" in rest or "末" in rest:
        opened = held_on if held_on and held_on <= last else first
        return (last, last) if "前" not in rest else (opened, last)
    return (first, last) if _WHOLE_YEAR.fullmatch(text) else None


def _until(text: str, first: date | None, last: date | None, held_on: date | None) -> Span | None:
    if first is None or last is None:
        return None
    if "以来" in text and held_on and held_on >= first:
        return first, held_on
    return (first, last) if first <= last else None


def _part_of_month(year: int, month: int, part: str | None) -> Span | None:
    if not 1 <= month <= 12:
        return None
    last = _month_end(year, month)
    if part in ("底", "末"):
        return last, last
    bounds = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, last.day), "初": (1, 10)}.get(part or "", (1, last.day))
    return date(year, month, bounds[0]), date(year, month, bounds[1])


def _months(year: int, first: int, last: int) -> Span | None:
    if not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), _month_end(year, last)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def number(digits: str) -> int:
    """A year, month or day in Arabic or Chinese digits."""
    if digits.isdigit() and digits.isascii():
        return int(digits)
    if len(digits) == 4:
        return int("".join(str(DIGITS[c]) for c in digits))
    value = chinese_value(digits)
    return value[0] if value else 0

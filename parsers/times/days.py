"""Arithmetic of days, months and years: the small change of the productions in ``forms``."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Span = tuple[date, date]
"""First and last day."""


def day(year: int, month: int, number: int) -> Span | None:
    """One day; None for 30 February."""
    try:
        only = date(year, month, number)
    except ValueError:
        return None
    return only, only


def months(year: int, first: int, last: int) -> Span | None:
    """From the first of a month to the end of another of the same year; None where there is no such month."""
    if not 1 <= first <= last <= 12 or not 1 <= year <= 9999:
        return None
    return date(year, first, 1), month_end(year, last)


def quarters(year: int, first: int, last: int) -> Span | None:
    """Whole quarters of a year."""
    return months(year, 3 * first - 2, 3 * last)


def years(first: int, last: int) -> Span | None:
    """Whole years."""
    return (date(first, 1, 1), date(last, 12, 31)) if 1 <= first <= last <= 9999 else None


def part_of_month(year: int, month: int, part: str) -> Span | None:
    """A month, or its 上旬, 中旬, 下旬, 中下旬, 初, 底 or 末."""
    if not (1 <= month <= 12 and 1 <= year <= 9999):
        return None
    last = month_end(year, month)
    if part in ("底", "末"):
        return last, last
    tens = {"上": (1, 10), "中": (11, 20), "下": (21, last.day), "初": (1, 10)}
    low, high = (tens[part[0]][0], tens[part.removesuffix("旬")[-1]][1]) if part[:1] in tens else (1, last.day)
    return date(year, month, low), date(year, month, high)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def month_of(at: date, offset: int) -> Span:
    """The whole month that lies ``offset`` months after that of a day."""
    year, month = divmod(at.year * 12 + at.month - 1 + offset, 12)
    return date(year, month + 1, 1), month_end(year, month + 1)


def quarter_of(at: date, offset: int) -> Span:
    """The whole quarter that lies ``offset`` quarters after that of a day."""
    year, quarter = divmod(at.year * 4 + (at.month - 1) // 3 + offset, 4)
    return date(year, 3 * quarter + 1, 1), month_end(year, 3 * quarter + 3)


def week_of(at: date, offset: int) -> Span:
    """Monday to Sunday of the week that lies ``offset`` weeks after that of a day."""
    monday = at - timedelta(days=at.weekday()) + timedelta(weeks=offset)
    return monday, monday + timedelta(days=6)


def shifted(at: date, count: int, unit: str) -> date:
    """A day ``count`` days, weeks, months, quarters or years later; the end of a shorter month."""
    if unit == "天":
        return at + timedelta(days=count)
    if unit in ("周", "星期"):
        return at + timedelta(weeks=count)
    year, month = divmod(at.year * 12 + at.month - 1 + count * {"年": 12, "季度": 3}.get(unit, 1), 12)
    if not 1 <= year <= 9998:
        return at
    return date(year, month + 1, min(at.day, monthrange(year, month + 1)[1]))


def to_year(span: Span, year: int) -> Span:
    """The same days of another year: 上半年 of 2024 as 上半年 of 2023; the end of a month stays one."""
    first, last = (shifted(end, year - span[0].year, "年") for end in span)
    return first, month_end(last.year, last.month) if span[1] == month_end(span[1].year, span[1].month) else last

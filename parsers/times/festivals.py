"""The dates of Chinese festivals, days of the lunar calendar and the holidays around them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from borax.calendars.lunardate import LunarDate, TermUtils

from parsers.times.days import Span

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2099
"""The lunar calendar is known for these years."""

BY_SUN: Final = {"元旦": (1, 1), "五一": (5, 1), "国庆": (10, 1), "十一": (10, 1), "双11": (11, 11), "双十一": (11, 11),
                  "双12": (12, 12), "双十二": (12, 12)}  # fmt: skip
BY_MOON: Final = {"春节": (1, 1), "元宵": (1, 15), "端午": (5, 5), "中秋": (8, 15), "重阳": (9, 9)}
_TERM_QINGMING: Final = 6
# The days off that the State Council gave out for 春节; for other years the seven days from 除夕 on.
_SPRING: Final = {
    2014: (date(2014, 1, 31), date(2014, 2, 6)),
    2024: (date(2024, 2, 10), date(2024, 2, 17)),
    2025: (date(2025, 1, 28), date(2025, 2, 4)),
    2026: (date(2026, 2, 15), date(2026, 2, 23)),
}
# How a one-day festival is made a holiday, by its weekday: from so many days before to so many after.
_BRIDGES: Final = ((2, 0), (2, 0), (0, 0), (0, 2), (0, 2), (0, 2), (1, 1))


def festival(name: str, year: int) -> date | None:
    """The day of a festival, as 春节, 清明, 五一; None for a name or a year that is not known."""
    name = _plain(name)
    if name in BY_SUN:
        return date(year, *BY_SUN[name]) if 1 <= year <= 9999 else None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if name == "清明":
        return _qingming(year)
    return lunar_day(year, *BY_MOON[name]) if name in BY_MOON else None


def _plain(name: str) -> str:
    """“五一” and 五一劳动节 as 五一, 中秋节 as 中秋; 春节 is what it is called."""
    name = name.strip("“”")
    if name.endswith("劳动节"):
        return "五一"
    return name if name in BY_MOON or name in BY_SUN else name.removesuffix("节")


def _qingming(year: int) -> date:
    found: date = TermUtils.nth_term_day(year, _TERM_QINGMING)
    return found


def lunar_day(year: int, month: int, number: int) -> date | None:
    """A day of the lunar calendar (正月初六 of 2024: month 1, day 6); None where the month has no such day."""
    try:
        found: date = LunarDate(year, month, number).to_solar_date()
    except ValueError:
        return None
    return found


def eve(year: int) -> date | None:
    """除夕, the eve of the lunar year that begins in ``year``."""
    opened = festival("春节", year)
    return opened - timedelta(days=1) if opened else None


def holiday(name: str, year: int) -> Span | None:
    """First and last day off of a festival's holiday (春节假期, 五一小长假, 国庆黄金周).

    双节 is of 国庆 and 中秋 in a year in which they are one.
    """
    if "双节" in name or ("国庆" in name and "中秋" in name):
        moon = festival("中秋", year)
        return _national(year) if moon and _national(year)[0] <= moon <= _national(year)[1] else None
    name = _plain(name)
    on = festival(name, year)
    if on is None:
        return None
    if name == "春节":
        return _SPRING.get(year) or (on - timedelta(days=1), on + timedelta(days=5 if year < 2025 else 6))
    if name in ("国庆", "十一"):
        return _national(year)
    if name == "中秋" and _national(year)[0] <= on <= _national(year)[1]:
        return _national(year)
    if name == "五一" and year >= 2019:
        return on, on + timedelta(days=3 if year == 2019 else 4)
    before, after = _BRIDGES[on.weekday()]
    return on - timedelta(days=before), on + timedelta(days=after)


def _national(year: int) -> Span:
    """1 to 7 October, a day longer and perhaps earlier where 中秋 touches it."""
    moon = festival("中秋", year)
    if moon == date(year, 9, 29):
        return moon, date(year, 10, 6)
    joined = moon is not None and date(year, 9, 30) < moon < date(year, 10, 9) and moon.month == 10
    return date(year, 10, 1), date(year, 10, 8 if joined else 7)

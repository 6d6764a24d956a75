"""What the longer forms mean: from the groups of a match to first and last day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from parsers.times import days, festivals
from parsers.times.days import Span
from parsers.times.seen import Seen, number

Groups = Mapping[str, str]
"""The named groups of a form's pattern."""

_PLANS: Final = {"一": 2006, "二": 2011, "三": 2016, "四": 2021}
_CONGRESSES: Final = {"十八大": date(2012, 11, 8), "十九大": date(2017, 10, 18), "二十大": date(2022, 10, 16)}
_DAYS: Final = {"今": 0, "即": 0, "当": 0, "昨": -1, "前": -2, "明": 1, "后": 2, "翌": 1, "次": 1}
_WEEKS: Final = {"上": -1, "本": 0, "这": 0, "下": 1}
QUARTERS: Final = ("一季度", "二季度", "三季度", "四季度")
_BEHIND: Final = timedelta(days=100)
_AHEAD: Final = timedelta(days=45)
"""A festival named without its year is the one that lies no further from the event."""


def joined(first: Span | None, last: Span | None) -> Span | None:
    """From the first day of one to the last day of the other."""
    return (first[0], last[1]) if first and last and first[0] <= last[1] else None


def year(m: Groups, at: Seen) -> Span | None:
    """2023年, 去年."""
    named = at.year_of(m["y"])
    return days.years(named, named) if named else None


def day(m: Groups, at: Seen) -> Span | None:
    """今年7月13日."""
    named = at.year_of(m["y"])
    return days.day(named, number(m["m"]), number(m["d"])) if named else None


def month(m: Groups, at: Seen) -> Span | None:
    """9月份, 去年8月上旬, 七八月份."""
    named = at.year_of(m["y"])
    if not named:
        return None
    first, last = _pair(m["m"])
    return joined(days.part_of_month(named, first, m["p"]), days.part_of_month(named, last, m["p"]))


def _pair(said: str) -> tuple[int, int]:
    """七八 of 七八月份, 三四 of 三四季度 as two numbers; any other number twice."""
    pair = len(said) > 1 and not said.isdigit() and "十" not in said
    return (number(said[0]), number(said[1])) if pair else (number(said), number(said))


def first(m: Groups, at: Seen) -> Span | None:
    """前8个月, 今年头三季度."""
    named = at.year_of(m["y"])
    return (days.quarters if "季" in m["of"] else days.months)(named, 1, number(m["n"])) if named else None


def quarter(m: Groups, at: Seen) -> Span | None:
    """今年三季度, 首季, 三四季度."""
    named = at.year_of(m["y"])
    return days.quarters(named, *((1, 1) if m["n"] in ("首", "") else _pair(m["n"]))) if named else None


def half(m: Groups, at: Seen) -> Span | None:
    """去年上半年."""
    named = at.year_of(m["y"])
    return days.months(named, *((1, 6) if m["half"] == "上" else (7, 12))) if named else None


def plan(m: Groups, at: Seen) -> Span | None:
    """“十四五”; its first years (“十四五”前三年)."""
    first = _PLANS.get(m["plan"], 2026 if m["plan"] == "五" else 2031)
    return days.years(first, first + (number(m["n"]) if m["n"] else 5) - 1)


def congress(m: Groups, at: Seen) -> Span | None:
    """党的二十大以来."""
    opened = _CONGRESSES[m["name"]]
    return (opened, at.held_on) if at.held_on and opened <= at.held_on else None


def festival(m: Groups, at: Seen) -> Span | None:
    """今年春节, 国庆假期: the days off; 五一那天, 清明当天: the day itself."""
    return _around(lambda on: _festival(m, on), m, at)


def _festival(m: Groups, in_year: int) -> Span | None:
    if m["day"]:
        on = festivals.festival(m["name"], in_year)
        return (on, on) if on else None
    return festivals.holiday(m["name"], in_year)


def lunar(m: Groups, at: Seen) -> Span | None:
    """今年除夕至初六, 2024年大年初一."""
    return _around(lambda on: joined(_lunar(m["a"], on), _lunar(m["b"] or m["a"], on)), m, at)


def _lunar(word: str, in_year: int) -> Span | None:
    if word.startswith("腊月"):
        on = festivals.lunar_day(in_year - 1, 12, number(word.removeprefix("腊月").lstrip("初")))
        return (on, on) if on else None
    on = (
        festivals.eve(in_year)
        if word in ("除夕", "三十")
        else festivals.lunar_day(in_year, 1, number(word.lstrip("初")))
    )
    return (on, on) if on else None


def _around(read: Callable[[int], Span | None], m: Groups, at: Seen) -> Span | None:
    """The festival of the year that is named; without one the nearest, if it is near enough."""
    named = at.year_of(m["y"]) if m["y"] else at.year
    if named:
        return read(named)
    if m["y"] or at.held_on is None:
        return None
    held = at.held_on
    near = [span for offset in (0, -1, 1) if (span := read(held.year + offset)) and _is_near(span, held)]
    return near[0] if near else None


def _is_near(span: Span, held_on: date) -> bool:
    return span[0] - _AHEAD <= held_on <= span[1] + _BEHIND


def same_period(m: Groups, at: Seen) -> Span | None:
    """去年同期: what is spoken of, a year before; from the beginning of the year to the event where nothing is."""
    named = at.year_of(m["y"])
    if named is None:
        return None
    if at.frame and at.frame[0].year != named:
        return days.to_year(at.frame, named)
    if m["unit"]:
        return None  # 去年同月: of which month is not said
    if at.held_on is None or named >= at.held_on.year:
        return None
    return date(named, 1, 1), days.shifted(at.held_on, named - at.held_on.year, "年")


def meanwhile(_: Groups, at: Seen) -> Span | None:
    """同期，对华出口增长四成: the dates spoken of."""
    return at.frame


def span(m: Groups, at: Seen) -> Span | None:
    """近三年, 过去24小时, 三年来: whole units back from the event; 未来5年: on from it; 近几年, 三年多来: nobody knows."""
    if at.held_on is None or not m["n"] or m["more"]:
        return None
    count, unit = number(m["n"]), m["unit"].removeprefix("个")
    if unit == "小时":
        count, unit = (count + 23) // 24, "天"
    if m["n"] == "半":
        if unit != "年":
            return None
        count, unit = 6, "月"
    if m["which"] in ("未来", "今后", "接下来"):
        return at.held_on, days.shifted(at.held_on, count, unit)
    return days.shifted(at.held_on, -count, unit) + timedelta(days=1), at.held_on


def week(m: Groups, at: Seen) -> Span | None:
    """上周, 下周五."""
    if at.held_on is None:
        return None
    monday, sunday = days.week_of(at.held_on, _WEEKS[m["which"]])
    if not m["d"]:
        return monday, sunday
    if m["d"] == "末":
        return monday + timedelta(days=5), sunday
    on = monday + timedelta(days=min("一二三四五六日".index(m["d"].replace("天", "日")), 6))
    return on, on


def relative_month(m: Groups, at: Seen) -> Span | None:
    """上月, 本月底."""
    if at.held_on is None:
        return None
    first, _ = days.month_of(at.held_on, _WEEKS.get(m["which"], 0))
    if m.get("d"):
        return days.day(first.year, first.month, number(m["d"]))
    return days.part_of_month(first.year, first.month, m["p"])


def relative_quarter(m: Groups, at: Seen) -> Span | None:
    """上一季度."""
    return days.quarter_of(at.held_on, _WEEKS[m["which"]]) if at.held_on else None


def relative_day(m: Groups, at: Seen) -> Span | None:
    """今天, 昨晚10点."""
    if at.held_on is None:
        return None
    on = at.held_on + timedelta(days=_DAYS[m["which"]])
    return on, on


def these_days(m: Groups, at: Seen) -> Span | None:
    """今明两天, 明后三年."""
    if at.held_on is None:
        return None
    first, last = (0 if m["which"] == "今" else 1), number(m["n"] or "二")
    if m["unit"] == "年":
        return days.years(at.held_on.year + first, at.held_on.year + first + last - 1)
    opened = at.held_on + timedelta(days=first)
    return opened, opened + timedelta(days=last - 1)


def bare_day(m: Groups, at: Seen) -> Span | None:
    """13日: the nearest such day, of the event's month or of the one before; the first behind what a range begins with."""
    near = at.begun[0] if at.begun else at.held_on
    for offset in (0, 1) if at.begun else (0, -1):
        if near is None:
            return None
        first, _ = days.month_of(near, offset)
        on = days.day(first.year, first.month, number(m["d"]))
        if on and (near <= on[0] if at.begun else on[0] <= near + timedelta(days=7)):
            return on
    return None

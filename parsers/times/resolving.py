"""What dates a time expression means: its form's production, and then what stands before and behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from parsers.times import days
from parsers.times.composing import Part
from parsers.times.days import Span
from parsers.times.finding import TimeExpression
from parsers.times.productions import joined
from parsers.times.seen import FROM_FRAME, Seen

_NOT_OVER: Final = timedelta(days=16)
"""A report may come some days before the end of its month."""
_WHOLE_YEAR: Final = timedelta(days=300)
_YEAR_UNDER_REVIEW: Final = 3
"""In its first months a year's events tell of the year before."""


def resolve(expression: TimeExpression, at: Seen, *, reported: bool | None = False) -> Span | None:
    """First and last day of an expression; None when it names no dates or needs an unknown event date.

    Args:
        at: What it is counted from.
        reported: What the expression is about has happened: 四季度 said in January is last year's, 8月6日 in June too;
            None: nobody has said so, and only in the first months of a year is it taken for granted.
    """
    span = _modified(expression, at)
    if span is None or reported is False or at.held_on is None or at.year is not None:
        return span
    if _is_ahead(expression, span, at.held_on, known=bool(reported)):
        return _modified(expression, replace(at, year=at.held_on.year - 1))
    return span


def why_undated(expression: TimeExpression) -> str | None:
    """Why the form of an expression has no dates; None where it has."""
    parts = expression.parts or (expression,)
    return next((part.form.means for part in parts if isinstance(part.form.means, str)), None)


def _is_ahead(expression: TimeExpression, span: Span, held_on: date, *, known: bool) -> bool:
    """Whether a part of a year that is not named is not over when the event is held, though it is spoken of as over.

    Args:
        known: that it is over was said, and the event need not be one that looks back on a year.
    """
    if "y" not in expression.groups or expression.groups["y"] or expression.after in ("前", "以前", "之前", "起"):
        return False
    if expression.form.name == "within the year":
        return False  # 年内完成治理 looks ahead, in January too
    whole = span[1] - span[0] > _WHOLE_YEAR or expression.form.name == "year's ends"
    if held_on.month <= _YEAR_UNDER_REVIEW:
        return span[1] > held_on + (timedelta(0) if whole else _NOT_OVER)
    return known and not whole and span[0] > held_on + _NOT_OVER


def _modified(expression: TimeExpression, at: Seen) -> Span | None:
    first, *further = expression.parts or (expression,)
    span = _of_part(first, at, as_of_now=bool(expression.opener or further))
    for part in further:
        if span is None:
            return None
        behind = replace(at, begun=span, year=span[0].year if part.groups.get("y", "") in FROM_FRAME else at.year)
        span = joined(span, _of_part(part, behind, as_of_now=True))
    return _bounded(span, expression, at) if span else None


def _of_part(part: Part | TimeExpression, at: Seen, *, as_of_now: bool) -> Span | None:
    """The dates of one part; 目前 of 截至目前 and 去年到目前 is the day of the event."""
    means = part.form.means
    if isinstance(means, str):
        on = at.held_on if as_of_now and part.form.name == "now" else None
        if part.form.name == "day after" and at.begun:  # 14日晚到次日早晨
            on = at.begun[1] + timedelta(days=1)
        return (on, on) if on else None
    span = means(part.groups, at)
    return _edge(span, part.edge) if span and part.edge else span


def _edge(span: Span, edge: str) -> Span | None:
    """年初, 月初 and 一季度初 are their first month or ten days; 底, 末 and 收官 the last day."""
    first, last = span
    if edge.endswith("中"):
        return None  # 明年年中: some time about June
    if not edge.endswith("初"):
        return last, last
    return (
        first,
        days.month_end(first.year, first.month) if last - first > timedelta(days=31) else first + timedelta(9),
    )


def _bounded(span: Span, expression: TimeExpression, at: Seen) -> Span | None:
    """以来, 前, 起 and 截至."""
    first, last = span
    after, held_on = expression.after.removeprefix("以").removeprefix("之"), at.held_on
    if after == "后" or (after == "同期" and not expression.groups.get("y")):
        return None
    if after == "前":
        on = first - timedelta(days=1) if "name" in expression.groups else last
        return on, on
    if after.endswith("来") or after == "至今":
        return (first, held_on) if held_on and first <= held_on else None
    if after.endswith("起"):
        return span if held_on is None or first > held_on else (first, held_on)
    if expression.opener.startswith("截"):
        on = min(last, held_on) if held_on and first <= held_on else last
        return on, on
    return span

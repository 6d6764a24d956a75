"""Coordinated times, shared out among coordinated figures: `7月、8月分别增长3%、4%`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.times.composing import Part
from parsers.times.finding import TimeExpression, find
from parsers.times.frames.cues import Cues
from parsers.times.productions import QUARTERS
from parsers.words.clauses import SENTENCE_ENDS
from parsers.words.lexicon import words_of
from parsers.words.token import Token

_SHARING: Final = words_of("what: shared")
_REACH: Final = 30
_PARTING: Final = SENTENCE_ENDS | {"；"}
_UNITS: Final = {"years": "年", "quarters": "季度", "months": "月", "days": "日", "bare days": "日"}
_NUMERALS: Final = frozenset("0123456789一二三四五六七八九十")


def members(
    cues: Cues, times: Sequence[TimeExpression], last: int, size: int, start: int
) -> list[TimeExpression] | None:
    """The ``size`` coordinated expressions that end with number ``last``.

    None where so many are not named, or do not share out the figures that begin at ``start``.
    """
    if not _is_shared_out(cues.words(times[last].end, min(start, times[last].end + _REACH))):
        return None
    parts = _listed(times[last])
    if len(parts) > 1:
        return parts if len(parts) == size else None
    while last > 0 and len(parts) <= size and _joins(cues.words(times[last - 1].end, parts[0].start)):
        last -= 1
        parts.insert(0, times[last])
    return parts if len(parts) == size else None


def _is_shared_out(words: Sequence[Token]) -> bool:
    """7月、8月客流分别增长: nothing is listed before 分别."""
    for word in words:
        if word.text in _SHARING or _is_and(word) or word.text in _PARTING:
            return word.text in _SHARING
    return False


def _joins(words: Sequence[Token]) -> bool:
    """、, 和, or both."""
    return bool(words) and all(map(_is_and, words))


def _is_and(word: Token) -> bool:
    return word.text == "、" or word.cls == "conj"


def _listed(expression: TimeExpression) -> list[TimeExpression]:
    """一、二、三季度 as 一季度, 二季度 and 三季度; 去年四个季度 as its quarters; any other expression alone."""
    if expression.form.name == "all quarters":
        return [_member(expression, expression.start, quarter, len(expression.text)) for quarter in QUARTERS]
    if expression.form.name != "listed":
        return [expression]
    return [_part_of(expression, part) for part in expression.parts]


def _part_of(whole: TimeExpression, part: Part) -> TimeExpression:
    """One of a list, with its unit: 一季度 of 一、二季度; each of 7、8、9三个月 has the words of all, and its own dates."""
    member = replace(whole, form=part.form, kind=part.form.kind, groups=part.groups, edge=part.edge, parts=())
    if whole.end - len(whole.after) > whole.parts[-1].end:
        return member
    at = whole.parts[0].start - len(whole.opener)
    text = whole.text[part.start - at : part.end - at]
    unit = _UNITS.get(part.form.grain, "") if text[-1] in _NUMERALS else ""
    return replace(member, start=part.start, end=part.end, text=text + unit, opener="")


def _member(whole: TimeExpression, at: int, name: str, size: int) -> TimeExpression:
    """One of a list, with the year that the list begins with."""
    (found,) = find(name)
    groups = {**found.groups, "y": found.groups["y"] or whole.groups["y"]}
    return replace(found, start=at, end=at + size, groups=groups)

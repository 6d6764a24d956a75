"""How parts of time expressions compose: a point to another, several points of which the unit is said once.

A form finds one part (10月1日, 去年, 三季度, 昨天20时); what follows it is read here. A further part has what the first
says of both filled in: the year, the month, the unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from parsers.times.entry import form_at
from parsers.times.forms import Form
from parsers.times.parts import AND, COUNT, DAY, LENGTH, MONTH, TO, month_days, months, quarters, years
from parsers.times.words import begins_word, ends_word


@dataclass(slots=True)
class Part:
    """A point or span of one form, as 10月1日 and 7日 of 10月1日至7日."""

    start: int
    end: int
    form: Form
    groups: Mapping[str, str]
    edge: str = ""
    """底, 末, 初 behind it."""


_JOINT: Final = re.compile(f"(?:（[^（）0-9]{{1,8}}）)?(?:以来|起|开始)?(?:一直|持续|延续)?(?P<to>{TO})|(?P<and>{AND})")
_FURTHER: Final = {
    grain: re.compile(pattern)
    for grain, pattern in {
        "years": f"{years(last=True)}(?!{MONTH}月|[上下]半|[前头首全同])",
        "quarters": f"{quarters(last=True)}",
        "months": f"{months(last=True)}(?!{DAY}[日号])",
        "days": month_days(last=True),
        "bare days": month_days(last=True),
    }.items()
}
"""What only goes on: 9月 of 8月、9月, 9 of 7、8、9三个月, 7日 of 10月1日至7日."""
_COUNTED: Final = re.compile(f"{COUNT}(?:月份?|季度|[年天日晚])")
_LASTING: Final = re.compile(f"{LENGTH}(?:[间里]|(?=，|\\Z))")
"""2013年到2022年十年间, 10月1日到8日八天."""
_EDGE: Final = re.compile(
    "年?(?:[底末]|初(?![一级]))|年?中(?=[，。；、期再])|年中|收官(?=[0-9一二两三四五六七八九十几数])"
)
_CUT: Final = ("前天", "前晚", "现在")
"""What may be the end of one word and the beginning of the next: 大前天, 体现|在."""
_EDGED: Final = frozenset({"year", "date", "period", "relative"})
_WHOLE: Final = frozenset(
    {"within the year", "counterpart", "same period", "ago", "next", "days ahead", "season", "winter"}
)


def takes_suffix(form: Form) -> bool:
    """Whether 底, 以来 or 起 may stand behind it."""
    return form.kind in _EDGED and form.name not in _WHOLE


def part_at(text: str, at: int) -> Part | None:
    """The part of an expression that begins at a place."""
    found = form_at(text, at)
    if found and text.startswith(_CUT, at) and not begins_word(text, at):
        return None
    return None if found is None else _edged(text, Part(at, found[2], found[0], found[1]))


def _edged(text: str, part: Part) -> Part:
    """With 底 or 初 behind it."""
    edge = _EDGE.match(text, part.end) if takes_suffix(part.form) else None
    if edge and (part.form.name == "year's ends" or _is_edge(text, part.end, edge)):
        part.edge, part.end = edge[0], edge.end()
    return part


def _is_edge(text: str, at: int, edge: re.Match[str]) -> bool:
    """2021年底有, 去年底超充站; no part of a longer word (2021年底层商铺, 去年初中学生)."""
    return ends_word(text, at, edge.end()) or ("初" not in edge[0] and ends_word(text, at - 1, edge.end()))


def is_point(part: Part) -> bool:
    """Whether 到 before it can say as of when: 到昨天, 到5月底, 到2025年; but 到上个月已经有3200人."""
    return bool(part.form.grain) and (
        bool(part.edge) or part.form.kind in ("year", "date", "deictic") or "day" in part.form.grain
    )


def composed(text: str, first: Part) -> tuple[list[Part], int, bool]:
    """The parts of the expression that begins with one, where it ends, and whether it is a list of them."""
    parts, listed = [first], False
    while parts[-1].form.grain and (joint := _JOINT.match(text, parts[-1].end)):
        if (joint["to"] and listed) or not (further := _further(text, joint, parts[-1])):
            break
        parts.append(further)
        if joint["to"]:
            break
        listed = True
    if first.edge and len(parts) == 1 and (beside := part_at(text, first.end)) and beside.edge:
        parts.append(beside)  # 7月底8月初
    counted = (_COUNTED if listed else _LASTING).match(text, parts[-1].end) if len(parts) > 1 else None
    return parts, counted.end() if counted else parts[-1].end, listed


def _further(text: str, joint: re.Match[str], last: Part) -> Part | None:
    at = joint.end()
    pattern = _FURTHER.get(last.form.grain)
    match = pattern.match(text, at) if pattern else None
    # 2021年、2022年 are two, 2021、2022年 and 2021年和2022年两年 one.
    whole = joint["and"] and last.form.grain == "years" and text[last.end - 1] == "年"
    if match and (not whole or _COUNTED.match(text, match.end())):
        said = {group: said or "" for group, said in match.groupdict().items()}
        return _edged(text, Part(at, match.end(), last.form, _filled(said, last.groups)))
    further = part_at(text, at) if joint["to"] else None
    if further is None or not further.form.grain:
        return None
    return replace(further, groups=_filled(further.groups, last.groups, only="y"))


def _filled(said: Mapping[str, str], before: Mapping[str, str], only: str = "") -> Mapping[str, str]:
    year = {"y": said.get("y") or before.get("y", "")} if "y" in said or not only else {}
    return {**({} if only else before), **said, **year}


@cache
def form_of_several(form: Form, *, listed: bool) -> Form:
    """The form of a range or list that begins with a part of one form."""
    return replace(form, name="listed" if listed else form.grain, kind="range")

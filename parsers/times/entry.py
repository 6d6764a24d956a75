"""Where a time expression can begin, and which forms it may have there."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from parsers.times.forms import BEGINS, FORMS, Form
from parsers.times.parts import NUMERAL

_BY_NAME: Final = {f"f{i}": form for i, form in enumerate(FORMS)}
_NAMED: Final = {
    name: [(group, f"{name}_{group}") for group in re.findall(r"\(\?P<(\w+)>", form.pattern)]
    for name, form in _BY_NAME.items()
}
_COUNTS: Final = BEGINS["#"].split()


def _beginnings(form: Form) -> set[str]:
    words = [word for name in form.begins.split() for word in BEGINS.get(name, name).split()]
    return {each for word in words for each in ([word[0] + n for n in _COUNTS] if word[1:] == "#" else [word])}


def _starting() -> dict[str, tuple[str, ...]]:
    """The names of the forms that may begin with two characters, or with a count (#), in their order."""
    starting: dict[str, dict[str, None]] = {}
    for name, form in _BY_NAME.items():
        for beginning in _beginnings(form):
            starting.setdefault("#" if beginning[0] in _COUNTS else beginning, {})[name] = None
    return {beginning: tuple(names) for beginning, names in starting.items()}


@cache
def _body(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<{name}>{_BY_NAME[name].pattern.replace('(?P<', f'(?P<{name}_')})" for name in names)
    )


def _start() -> re.Pattern[str]:
    """Where an expression can begin, by its first two characters; a count only before what is counted in time.

    To try the forms at each 国, 中 and 长 of a page takes longer than everything else that is done to its times.
    """
    seconds: dict[str, str] = {}
    for word in sorted({word for form in FORMS for word in _beginnings(form) if len(word) > 1}):
        seconds[word[0]] = seconds.get(word[0], "") + word[1]
    starts = "|".join(f"{first}[{follow}]" for first, follow in seconds.items())
    # Classes of characters in front: a search for a choice of patterns tries each of them at every character.
    firsts, follow = "".join(seconds), "".join(sorted(set().union(*seconds.values())))
    return re.compile(f"[{firsts}0-9{_COUNTING}](?:(?<=[{firsts}])(?=[{follow}])(?<=(?={starts}).)|{_COUNTED})")


_COUNT_OF_TIME: Final = (
    "(?:[年月日号天周时点季]|[学财]年|个(?:月|星期|季度|小时|多)|小时|[多来](?:年|个|周|天)|余(?:年|个))"
)
_COUNTING: Final = "一二两三四五六七八九十几数半"
_ITEM: Final = (
    "(?:(?<=^[0-9]\\..)|(?<=[\n。；： ][0-9]\\..)|(?<=^[0-9][0-9]\\..)|(?<=[\n。；： ][0-9][0-9]\\..))(?=[0-9]?月[0-9])"
)
"""1.7月23日: the first item of a list begins with a date."""
_COUNTED: Final = (
    # 9月, 3年, 1—9月, 2022-09-15, 9:30, 7、8月份
    f"(?<=[0-9])(?:(?<![0-9.].)|{_ITEM})(?=[0-9]{{0,3}}(?:{_COUNT_OF_TIME}|世纪|[-—–~至到]{{1,2}}[0-9一二三四五六七八九十]{{1,4}}(?:[年月日号时点季]|[-/.])"
    "|[-/.](?:1[0-2]|0?[1-9])[-/.]|:[0-5][0-9]|[、和与][0-9]{1,4}(?:[、和与年月]|[两二三四]个?[月天])))"
    # 三年, 一至三季度, 一、二季度, 十八大, 十四五
    f"|(?<=[{_COUNTING}])(?=[零〇○{NUMERAL}]{{0,3}}(?:{_COUNT_OF_TIME}|[至到—][一二三四五六七八九十]|[、和与][一二三四五六七八九十]|大|世纪)|[一二三四五六]五)"
)
_STARTING: Final = _starting()
_START: Final = _start()


def start(text: str, at: int) -> int | None:
    """The first place from ``at`` on where an expression can begin."""
    opened = _START.search(text, at)
    return opened.start() if opened else None


def form_at(text: str, at: int) -> tuple[Form, dict[str, str], int] | None:
    """The first form that an expression has at a place, its groups and where it ends."""
    names = _STARTING.get(text[at : at + 2]) or (_STARTING["#"] if text[at : at + 1] in _COUNTS else None)
    match = _body(names).match(text, at) if names else None
    if match is None:
        return None
    name = match.lastgroup or ""
    return _BY_NAME[name], {group: match[known] or "" for group, known in _NAMED[name]}, match.end()

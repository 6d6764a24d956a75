"""Where time expressions stand: one scan that knows for each which form it has and what its parts are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from parsers.times.forms import BEGINS, FORMS, Form
from parsers.times.parts import NUMERAL
from parsers.times.words import ends_word

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
    # One class of characters in front: a search for a choice of patterns tries each of them at every character.
    firsts = "".join(seconds)
    return re.compile(f"[{firsts}0-9{_COUNTING}](?:(?<=[{firsts}])(?<=(?={starts}).)|{_COUNTED})")


_COUNT_OF_TIME: Final = "(?:[年月日号天周时点季]|个(?:月|星期|季度|小时|多)|小时|多(?:年|个|周|天)|余(?:年|个))"
_COUNTING: Final = "一二两三四五六七八九十几数"
_COUNTED: Final = (
    # 9月, 3年, 1—9月, 2022-09-15, 9:30, 7、8月份
    f"(?<=[0-9])(?<![0-9.].)(?=[0-9]{{0,3}}(?:{_COUNT_OF_TIME}|世纪|[-—–~至到]{{1,2}}[0-9一二三四五六七八九十]{{1,4}}(?:[年月日号时点季]|[-/.])"
    "|[-/.](?:1[0-2]|0?[1-9])[-/.]|:[0-5][0-9]|[、和与][0-9]{1,2}[、和与月]))"
    # 三年, 一至三季度, 一、二季度, 十八大, 十四五
    f"|(?<=[{_COUNTING}])(?=[零〇○{NUMERAL}]{{0,3}}(?:{_COUNT_OF_TIME}|[至到—][一二三四五六七八九十]|[、和与][一二三四五六七八九十]|大|世纪)|[一二三四五六]五)"
)
_STARTING: Final = _starting()
_START: Final = _start()
_EVENT: Final = re.compile(
    "(?:^|[，。；：、！？\n（])[在自从]?(?P<event>(?!为)[^，。；：、！？\n（0-9]{2,12}(?:期间|以来)"
    "|[^，。；：、！？\n（0-9“”]{2,12}(?:当天|当日))"
)
_EVENT_FORM: Final = Form("event", "period", "", "", "an event whose days are not known", "活动期间")
_SUFFIX: Final = re.compile(
    "(?P<end>年?[底末初](?![一级])|收官(?=[0-9一二两三四五六七八九十几数]))?"
    f"(?P<after>有[^，。；：、0-9]{{0,5}}(?:记录|统计|观测|资料)以来|以来|至今|前后|(?:以|之)?前(?![{NUMERAL}]|\\Z(?<=年前))"
    "|(?:以|之)?后(?![一二两三续来])|期间|(?:当天|当日|全天)?起)?"
)
_AFTER_HOUR: Final = re.compile(f"(?P<end>)(?P<after>前后|左右|(?:以|之)?[前后](?![{NUMERAL}续来])|起)")
_EDGED: Final = re.compile("(?:[今去明前]年|三季度|上半年|上个?月|本月|这个月)年?[底末](?!为止)")
_OPENERS: Final = ("截止到", "截至", "截止")
_INDEX: Final = re.compile(
    "(?:[涨跌升降增减高低扣加]|收[于报]|报收?|突破|站上|失守|回[落升]|反弹)(?:了|至|到|近|约|超|逾)*$"
    "|(?:指数|股指|股价|PMI|得分|评分|积分)[^，。；]*$"
)
"""上证指数涨了12点, 收于12点: points of an index."""
_TALKED: Final = re.compile(
    "(?:讲|说|谈|提|补充|强调|回应|介绍|归纳|概括|如下|以下|以上|有|这|那|几|下面)(?:了|出|为|成)?$"
)
"""我讲3点, 提出5点建议: points of a talk."""
_POINTS: Final = re.compile(
    "(?:重要|主要|基本|具体|几|政策|核心)*(?:共识|建议|意见|要求|主张|希望|体会|内容|措施|经验|考虑|原因|想法|理由|感受|认识|说明|看法|启示|回应|补充|倡议|声明|计划|发现|承诺|结论|判断|问题|教训|思考)"
)
_NAMED_AFTER: Final = re.compile("(?:攻坚|专项)?(?:行动|规划|计划|方案)|任务书")
_SPACED: Final = re.compile("[ ](?:(?<=[0-9] )(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] )(?=[0-9]))")


@dataclass(slots=True)
class TimeExpression:
    """A time expression: ``kind`` is year, date, range, period, relative, duration, deictic, clock, past or sequel."""

    start: int
    end: int
    text: str
    """As written, without spaces between digits and Chinese."""
    kind: str
    form: Form = _EVENT_FORM
    groups: Mapping[str, str] = field(default_factory=dict)
    """The parts that its form found; empty where one is not said."""
    opener: str = ""
    """截至, 到 before it."""
    edge: str = ""
    """底, 末, 初 behind it."""
    after: str = ""
    """以来, 前, 后, 起, 期间 … behind it."""


def find(text: str) -> list[TimeExpression]:
    """Every time expression of a folded text, in order, none overlapping another."""
    gaps = [match.start() - i for i, match in enumerate(_SPACED.finditer(text))]
    if not gaps:
        return _found(text)
    return [
        replace(
            expression,
            start=expression.start + bisect_right(gaps, expression.start),
            end=expression.end + bisect_right(gaps, expression.end - 1),
        )
        for expression in _found(_SPACED.sub("", text))
    ]


def _found(text: str) -> list[TimeExpression]:
    found: list[TimeExpression] = []
    at = 0
    while opened := _START.search(text, at):
        at = opened.start()
        match = _body(_STARTING.get(text[at : at + 2]) or _STARTING["#"]).match(text, at)
        if match is None or _is_part_of_a_name(text, match):
            at += 1
            continue
        expression = _expression(text, match)
        if found and found[-1].end > expression.start:
            expression = replace(expression, start=at, opener="", text=text[at : expression.end])
        found.append(expression)
        at = expression.end
    return _with_events(text, found)


def _expression(text: str, match: re.Match[str]) -> TimeExpression:
    name = match.lastgroup or ""
    form = _BY_NAME[name]
    opener = _opener(text, match.start(), form.kind)
    edge, after, end = _suffix(text, match.start(), match.end(), form)
    start = match.start() - len(opener)
    groups = {group: match[known] or "" for group, known in _NAMED[name]}
    return TimeExpression(start, end, text[start:end], form.kind, form, groups, opener, edge, after)


def _opener(text: str, start: int, kind: str) -> str:
    """What belongs to an expression before it: 截至…, 到2025年."""
    if kind in ("clock", "sequel", "past"):
        return ""
    for word in _OPENERS:
        if text.startswith(word, start - len(word)) and start >= len(word):
            return word
    edged = kind in ("relative", "period") and _EDGED.match(text, start)
    if (kind in ("year", "date") or edged) and text[start - 1 : start] == "到" and _opens_clause(text, start - 1):
        return "到"  # 到2025年，…达到; 到去年底，…
    return ""


def _suffix(text: str, start: int, end: int, form: Form) -> tuple[str, str, int]:
    """底 or 初, 以来 or 前, and where the expression ends with them; no part of a longer word (2021年底层商铺)."""
    if form.kind == "clock":
        match = _AFTER_HOUR.match(text, end)
    elif form.kind in ("year", "date", "range", "period", "relative") and form.name not in _WHOLE:
        match = _SUFFIX.match(text, end)
    else:
        return "", "", end
    edge, after = (match["end"] or "", match["after"] or "") if match else ("", "")
    if edge and form.name != "year's ends" and not ends_word(text, end, end + len(edge)):
        return "", "", end
    if after and not ends_word(text, end + len(edge), end + len(edge) + len(after)):
        after = ""
    return edge, after, end + len(edge) + len(after)


_WHOLE: Final = frozenset(
    {"within the year", "counterpart", "same period", "ago", "next", "days ahead", "season", "winter"}
)
"""Forms that nothing is added to."""


def _counts_points(text: str, start: int, end: int) -> bool:
    """3点建议, 五点重要共识, 涨了12点: a bare number of 点 that is no hour."""
    if text[end - 1] != "点" or text[start] in "上下早晚中午傍凌深夜清":
        return False
    before = text[max(0, start - 12) : start]
    return bool(_POINTS.match(text, end) or _INDEX.search(before) or _TALKED.search(before))


def _is_part_of_a_name(text: str, match: re.Match[str]) -> bool:
    start, end, form = match.start(), match.end(), _BY_NAME[match.lastgroup or ""]
    before = text[start - 1 : start]
    if form.kind == "clock" and _counts_points(text, start, end):
        return True
    if before == "第" or (before.isdigit() and text[start].isdigit()):
        return True
    if form.kind in ("clock", "date", "range") and before and before in "./:-":
        return True
    if before.isascii() and before.isalpha():
        return True
    # 三年行动计划 is a name, 三年来 is a time.
    return form.kind == "duration" and bool(_NAMED_AFTER.match(text, end))


def _opens_clause(text: str, at: int) -> bool:
    return (
        at == 0
        or text[at - 1] in "，。；：！？\n、（"
        or text[at - 2 : at] in ("预计", "力争", "争取", "计划", "确保", "目标")
    )


def _with_events(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Adds clause-opening `台风“海棠”影响期间`, `开栓以来`, `活动当天`."""
    if not any(word in text for word in ("期间", "以来", "当天", "当日")):
        return found
    by_start = {expression.start: expression for expression in found}
    starts = sorted(by_start)
    for match in _EVENT.finditer(text):
        start, end = match.start("event"), match.end()
        near = starts[bisect_left(starts, start) - 1 if bisect_left(starts, start) else 0 : bisect_right(starts, end)]
        inside = [by_start[at] for at in near if at in by_start and start < by_start[at].end and at < end]
        if not inside:
            by_start[start] = TimeExpression(start, end, text[start:end], "period")
        elif len(inside) == 1 and inside[0].end == end and inside[0].text in ("当天", "当日"):
            del by_start[inside[0].start]
            by_start[start] = TimeExpression(start, end, text[start:end], "period")
    return [by_start[start] for start in sorted(by_start)]

"""Where time expressions stand: one scan that knows for each which form it has and what its parts are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.times.composing import Part, composed, form_of_several, is_point, part_at, takes_suffix
from parsers.times.entry import start
from parsers.times.forms import Form
from parsers.times.parts import NUMERAL
from parsers.times.words import begins_word, ends_word, words_after, words_before
from parsers.words.lexicon import words_of

_OF_AN_EVENT: Final = "那(?:天|[几两三]天|会儿)|首(?:月|年|周(?!年)|季度?以来)|(?<=[通业营用学国放])初期|发生(?:以|之)?后(?=，)|头(?:[一两三几]|半)(?:个?月|周|天|年)(?![前后以来])"
"""Behind an event, the days that it happened or with which something began: 开学那天, 开通首月, 开业初期, 灾情发生后, 开学头两周."""
_EVENT: Final = re.compile(
    "(?:^|[，。；：、！？\n（“])(?:[^，。；：、！？\n（0-9]{0,6}(?:(?<!现)在|是))?[自从按]?(?P<event>(?![为比])[^，。；：、！？\n（0-9]{2,12}(?:期间|以来)"
    "|[^，。；：、！？\n（0-9“”]{2,12}(?:当天|当日|首日)(?![就即可能便到办送])"
    f"|[^，。；：、！？\n（0-9“”的]{{2,8}}(?:{_OF_AN_EVENT})"
    "|截至[^，。；：、！？\n（0-9]{2,10}(?=，))"
)
_EVENT_WORD: Final = re.compile("期间|以来|发生|当[天日]|首[日月年周季]|截至|那(?:天|.天|会儿)|初期|头[一两三几半]")
"""Without one of these words there is no event."""
_LONGEST_EVENT: Final = 24
"""Characters of an event with what stands before and right behind it."""
_THAT: Final = ("当天", "当日", "那", "首")
"""What of an event is found alone too."""
_EVENT_FORM: Final = Form("event", "period", "", "", "an event whose days are not known", "活动期间")
_AFTER: Final = re.compile(
    f"有[^，。；：、0-9]{{0,5}}(?:记录|统计|观测|资料)以来|以来|至今|前后|左右|同期|(?:以|之)?前(?![{NUMERAL}]|\\Z(?<=年前))"
    "|(?:以|之)?后(?![一二两三续来])|期间|(?:当天|当日|全天)?起|当[天日]|为止|[内里间]|时(?=，)"
)
_AFTER_HOUR: Final = re.compile(f"前后|左右|(?:以|之)?[前后](?![{NUMERAL}续来])|起")
_OPENER: Final = re.compile("(?:截止到|截至|截止)(?:北京时间|当地时间)?$")
_LONGEST: Final = len("截止到北京时间")
_STOCK: Final = words_of("when: stock", "when: now")
_VERBS: Final = frozenset({"verb", "act", "change", "report", "prep"})
_AIMS: Final = words_of("aim", "noun aim", "when: aim", "when: reportedly")
_INDEX: Final = tuple(words_of("when: index"))
_GROWS: Final = words_of("change") - words_of("what: shifts")
_TALKED: Final = words_of("report", "verb see", "det", "when: reportedly", "when: points")
_SCHEMES: Final = words_of("when: scheme")
_BETWEEN: Final = frozenset({"lead", "aux", "copula", "prep"})
_HOURS: Final = frozenset({"hour", "spoken hour"})
_ITEM: Final = re.compile("(?:^|[\n。；： ])[0-9]{1,2}\\.$")
"""1.7月23日: the number of an item of a list."""
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
    """底, 末, 初 behind it, or behind its first part."""
    after: str = ""
    """以来, 前, 后, 起, 期间 … behind it."""
    parts: tuple[Part, ...] = ()
    """The ends of a range, the members of a list."""


def find(text: str) -> list[TimeExpression]:
    """Every time expression of a folded text, in order, none overlapping another."""
    gaps = [match.start() - i for i, match in enumerate(_SPACED.finditer(text))]
    if not gaps:
        return _found(text)
    found = _found(_SPACED.sub("", text))
    written: list[TimeExpression | Part] = [*found]
    for placed in [*written, *(part for expression in found for part in expression.parts)]:
        placed.start, placed.end = (
            placed.start + bisect_right(gaps, placed.start),
            placed.end + bisect_right(gaps, placed.end - 1),
        )
    return found


def _found(text: str) -> list[TimeExpression]:
    found: list[TimeExpression] = []
    at = start(text, 0)
    while at is not None:
        first = part_at(text, at)
        if first is None or _is_part_of_a_name(text, first):
            at = start(text, at + 1)
            continue
        expression = _expression(text, first)
        if found and found[-1].end > expression.start:
            expression = replace(expression, start=at, opener="", text=text[at : expression.end])
        found.append(expression)
        at = start(text, expression.end)
    return _with_events(text, found)


def _expression(text: str, first: Part) -> TimeExpression:
    parts, end, listed = composed(text, first)
    form = first.form if len(parts) == 1 else form_of_several(first.form, listed=listed)
    after = _after(text, end, parts[-1])
    end += len(after)
    opener = _opener(text, first, end)
    begun = first.start - len(opener)
    several = tuple(parts) if len(parts) > 1 else ()
    return TimeExpression(
        begun, end, text[begun:end], form.kind, form, first.groups, opener, first.edge, after, several
    )


def _opener(text: str, first: Part, end: int) -> str:
    """What belongs to an expression before it: 截至…, 到2025年, 到昨天已经…."""
    if first.form.kind in ("clock", "sequel", "past"):
        return ""
    at = first.start
    if as_of := _OPENER.search(text, max(0, at - _LONGEST), at):
        return as_of[0]
    word = text[at - 1 : at]
    if word not in ("到", "至") or not is_point(first):
        return ""
    # 到2025年，…达到; 至去年底，…; …到昨天已经…
    stands = _opens_clause(text, at - 1) or (word == "到" and _is_stock(text, at - 1, end))
    return word if stands else ""


def _after(text: str, end: int, last: Part) -> str:
    """以来 or 前 behind it."""
    if last.form.kind == "clock":
        match = _AFTER_HOUR.match(text, end)
    elif takes_suffix(last.form):
        match = _AFTER.match(text, end)
    else:
        return ""
    return match[0] if match and ends_word(text, end, match.end()) else ""


def _counts_points(text: str, found: Part) -> bool:
    """3点建议, 五点重要共识, 上证指数涨了12点, 我讲3点: a bare number of 点 that is no hour."""
    if text[found.end - 1] != "点" or found.form.name not in _HOURS:
        return False
    if any(word.feature == "discourse" for word in words_after(text, found.end)[:2]):
        return True
    before = words_before(text, found.start)
    if any(word.text.endswith(_INDEX) for word in before):
        return True
    said = next((word.text for word in reversed(before) if word.cls not in _BETWEEN), "")
    return said in _GROWS or said in _TALKED


def _is_part_of_a_name(text: str, found: Part) -> bool:
    begun, end, form = found.start, found.end, found.form
    before = text[begun - 1 : begun]
    if form.kind == "clock" and _counts_points(text, found):
        return True
    if before == "第" or (before.isdigit() and text[begun].isdigit()):
        return True
    if before == "." and _ITEM.search(text, max(0, begun - 4), begun):
        return False
    if form.kind in ("clock", "date", "range") and before and before in "./:-":
        return True
    if before.isascii() and before.isalpha():
        return True
    # 三年行动计划 is a name, 三年来 is a time.
    return form.kind == "duration" and any(word.text in _SCHEMES for word in words_after(text, end)[:1])


def _opens_clause(text: str, at: int) -> bool:
    before = words_before(text, at)
    return not before or before[-1].text == "、" or before[-1].text in _AIMS


def _is_stock(text: str, at: int, end: int) -> bool:
    """报案的到昨天已经赔了八成: what has come about by then; but 推迟到昨天已经."""
    before, after = words_before(text, at), words_after(text, end)[:1]
    tells = any(word.cls == "adv" or word.text in _STOCK for word in after)
    return tells and begins_word(text, at) and before[-1].cls not in _VERBS


def _events(text: str) -> Iterator[re.Match[str]]:
    """What opens a clause as an event does, looked for around the words that it ends or begins with."""
    at = 0
    for word in _EVENT_WORD.finditer(text):
        found = _EVENT.search(text, max(at, word.start() - _LONGEST_EVENT), word.end() + _LONGEST_EVENT)
        if found and found.start() <= word.start():
            yield found
            at = found.end()


def _with_events(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Adds clause-opening `台风“海棠”影响期间`, `开栓以来`, `活动当天`."""
    by_start = {expression.start: expression for expression in found}
    starts = sorted(by_start)
    for match in _events(text):
        start, end = match.start("event"), match.end()
        near = starts[bisect_left(starts, start) - 1 if bisect_left(starts, start) else 0 : bisect_right(starts, end)]
        inside = [by_start[at] for at in near if at in by_start and start < by_start[at].end and at < end]
        if not inside:
            by_start[start] = TimeExpression(start, end, text[start:end], "period")
        elif len(inside) == 1 and inside[0].end == end and inside[0].text.startswith(_THAT):
            del by_start[inside[0].start]
            by_start[start] = TimeExpression(start, end, text[start:end], "period")
    return [by_start[start] for start in sorted(by_start)]

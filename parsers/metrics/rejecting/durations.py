"""Is a span of years, months, weeks or days a figure (工期68个月) or the frame of another (3年100亿元)?"""

from __future__ import annotations

from typing import Final

from parsers.metrics.place import NumberPlace
from parsers.metrics.scene import BREAKS
from parsers.words import Token
from parsers.words.lexicon import words_of

CALENDAR: Final = frozenset({"年", "月", "周", "天"})
_DONE: Final = words_of("what: done")
# What a span behind it is the value of: 提前5个月, 达到14天, 需要3天, 仅22个月.
_VALUED: Final = words_of("change", "copula", "what: becomes", "count: modal", "count: only", "what: measured") - _DONE
_DOING: Final = frozenset({"act", "verb"})
# 工期68个月, but 暑期三周 says when.
_LASTING_ENDS: Final = (*(words_of("name: lasting") - words_of("name: vague")), "假", "天气")
_SEASONS: Final = words_of("count: season")
_BETWEEN: Final = words_of("copula", "lead", "what: becomes", "when: by", "when: filler")
_FRAME_AFTER: Final = words_of("what: inside", "count: side", "count: span")
_PLANS: Final = tuple(words_of("count: plan"))
_STAYING: Final = words_of("what: done", "what: may", "what: perfect", "what: will", "count: modal", "count: still")
_SPENT: Final = words_of("count: spends")
_SPENDING: Final = _SPENT | words_of("prep", "count: through")
_RUNNING: Final = words_of("count: running")
_RECENT: Final = words_of("count: recent")
_OPENING: Final = frozenset({"det", "time", "punct", "frame", "quantity"})
_PASSED: Final = frozenset({"adv", "aux", "lead", "about"})
_ONLY: Final = words_of("count: only", "count: then")
_THEN: Final = words_of("count: then")
_AT_ONCE: Final = words_of("count: modal", "count: then")
_BINDING: Final = words_of("count: binds", "count: only", "count: then")
_HELD: Final = ("隔离", "观察", "监测", "管理", "假期", "假", "管控")
_ORIGINS: Final = words_of("when: from")
_BECOMING: Final = words_of("what: becomes")
_ABOUT: Final = frozenset({"approx", "near"})
_LIMITS: Final = words_of("trail ge", "trail le")
_LEFT_OPEN: Final = words_of("trail approx")


def frame(place: NumberPlace) -> bool:
    """近3年, 5年里, 用三到五年把…: a time expression; 提前5个月, 3天以内, 不到一周 are figures."""
    unit = place.mention.unit
    if place.prev.text in _RECENT:
        return True  # 过去24小时内
    if unit is None or unit.canonical not in CALENDAR:
        return False
    if place.trail and place.trail.endswith("内"):
        return unit.canonical == "年" and place.next.text not in _BINDING
    if place.trail in _LIMITS or "." in place.numeral:
        return False  # 平均住院日是9.4天
    led = place.lead not in (None, "上") and place.qualified.stated not in _ABOUT
    if led or place.qualified.loose not in (None, *_ABOUT):  # 最长补两年
        return False
    words = place.previous(4)
    if _breaks(place) and (place.trail in _LEFT_OPEN or _lasted(words)):
        return False
    if place.next.text in BREAKS and _stands_last(words):
        return False
    if _is_origin(place, words) or _is_value_of_noun(place) or _used(place, words):
        return False
    after = place.next.text in _FRAME_AFTER or place.next.cls == "loc" or place.next.text.startswith(_PLANS)
    return after or not _is_valued(place, words)


def _breaks(place: NumberPlace) -> bool:
    return (place.next2 if place.next.text == "了" else place.next).text in BREAKS


def _lasted(words: list[Token]) -> bool:
    """停用7天, 吊销驾照6个月, 跑了三十一年, 还要两三天: what lasted so long, where nothing but a break follows."""
    for i, word in enumerate(words[:3]):
        if word.text in _SPENDING:
            return False
        if word.text in _STAYING:
            return i + 1 >= len(words) or words[i + 1].text not in _SPENDING
        if word.cls not in ("verb", "act", "adv"):
            return False
    return False


def _stands_last(words: list[Token]) -> bool:
    """自主休渔3个月，够烧35天。学期三周。: said of what stands before it, with nothing more to come in its clause."""
    for i, word in enumerate(words):
        if word.text in _SPENDING or word.text in _RUNNING or word.cls in _OPENING:
            return False
        if word.cls not in _PASSED:
            return i == 0 or words[i - 1].text != "着"
    return False


def _is_origin(place: NumberPlace, words: list[Token]) -> bool:
    """重污染天由2019年的9天减至2天."""
    for word in words:
        if word.text in _ORIGINS:
            return any(token.cls == "change" or token.text in _BECOMING for token in place.following(2))
        if word.cls not in ("time", "aux", "adv", "pron", "frame") and word.feature != "nothing":  # 由原来的45天
            return False
    return False


def _is_value_of_noun(place: NumberPlace) -> bool:
    """5天集中隔离, 两天可启用, 14天医学观察: so long something takes."""
    if place.unit not in ("天", "周"):
        return place.next.text in _THEN and place.prev.cls in ("punct", "noun", "act")  # 改造费用两年半就能收回
    if any(word.text.endswith(_HELD) for word in place.following(3)):
        return True
    return place.next.text in _AT_ONCE and place.prev.cls in ("nothing", "punct", "adv", "noun")


def _used(place: NumberPlace, words: list[Token]) -> bool:
    """仅用22个月就完成建设, 花了40天就拿到; 最慢的一根用了51天。: how long it took."""
    texts = [word.text for word in words if word.cls != "aux"]
    used = bool(texts) and texts[0] in _SPENT
    closed = place.next.text in BREAKS and (place.unit != "年" or place.next.text != "，")  # 用了三年，把账理清
    return used and (closed or place.next.text in _THEN or not _ONLY.isdisjoint(texts[1:2]))


def _is_valued(place: NumberPlace, words: list[Token]) -> bool:
    for i, word in enumerate(words[:3]):
        between = word.text in _BETWEEN
        paired = between and i + 1 < len(words) and words[i + 1].cls == "quantity"
        if word.text in _VALUED and not paired:
            return True
        if i == 0 and word.cls == "adv" and word.text not in _DONE:
            return True  # 一般12个月; but 已经3年没有发生, 一律按九年一贯制
        if word.cls in _DOING and word.text not in _SPENDING and place.next.text in BREAKS:
            return True  # 隔离14天, but 落实七日无理由退货
        if not between:
            return word.text.endswith(_LASTING_ENDS) and word.text not in _SEASONS
    return False

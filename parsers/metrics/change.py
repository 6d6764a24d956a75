"""How a figure is stated: as a change (direction), against what (comparison), as goal or outcome (target)."""

from __future__ import annotations

import re
from typing import Final, Literal

from parsers.words.tables import read_sections

_VERBS_BY_WAY: Final = read_sections("changes.txt", __package__)
_DIRECTION: Final = {word: way for way, words in _VERBS_BY_WAY.items() for word in words}
_DIRECTION.update({"增": "up", "升": "up", "涨": "up", "降": "down", "减": "down", "跌": "down"})
_VERBS: Final = "|".join(sorted((word for word in _DIRECTION if len(word) > 1), key=len, reverse=True))
_BETWEEN: Final = "(?:了|近|约|达到|达|为|逾|超过|超|将近|幅度|均|各|至|到|在|出|分别|至少|最多|最高|高达|了近|了约)*"
# The change verb that governs a number stands before it with at most a few particles between.
_GOVERNING: Final = re.compile(
    f"(?P<verb>{_VERBS}|(?<![产收新递])增(?!值)|(?<![提])升|涨|(?<![投起升])降|(?<![加])减|跌)(?P<how>{_BETWEEN})$"
)
# 比上年同期多4天, 较全国平均高2.1个百分点: 多, 少, 高, 低 are change words only after a comparison.
_COMPARED: Final = re.compile(
    "(?:比|较|同比|环比)[^，。；]{0,22}?(?P<verb>多出?|少|高出?|低|快|慢|提前|早|晚)[缴交付还花用收拿]?(?:了|近|约|出|达)*$"
)
# 比全省平均高2.1个百分点 compares places, it is no change.
_PLACE: Final = re.compile("全国|全省|全市|平均|平原|城区|郊区|全球")
# 分别增长4.4%、下降1.3%和增长9.8%: each member of the list with a verb of its own.
LISTED: Final = re.compile(f"(?:、|[、，]?(?:和|与|及|以及|或))(?:{_VERBS}|[增升涨降减跌])(?:了|约|近|超)?")
COMPARISON: Final = re.compile(
    "同比|环比|(?:比|较|相比|与)(?:上年同期|去年同期|上年末|上年|去年|前年|年初|上月末?|上季度末?|上周|同期|常年(?:同期)?|往年|历史同期|计划|全国(?:平均)?|全省(?:平均)?|全市(?:平均)?|目标|预期(?!寿命)|疫情前|[0-9]{4}年(?:同期|底|末)?)"
    "|同口径|按可比价格?计算|按可比口径|两年平均|定基"
)
_NEUTRAL: Final = re.compile("(?:新增|增|增加|净增)$")
_TARGET: Final = re.compile(
    "力争|目标(?!的)|(?<!年度)(?<!行动)(?<!原)计划(?!的|完成|生育|单列)|预计|预期(?!寿命)|有望|确保|争取|(?<![虚模])拟(?![合真人])"
    "|(?<!已)(?<!已经)将(?![近军])|规划(?!馆)|不低于|不少于|要达到|(?:需要|要|必须)(?:再|继续)?(?:完成|实现|增长|新增|保持|控制在|提高到|降到)[^，。；]{0,10}$|年底前|明年|未来(?=[0-9一二两三四五六七八九十几将]|一段)|再(?!生|次)"
)
# 完成全年目标9万人的96.7%
_PART_OF_A_GOAL: Final = re.compile("(?:完成|实现|达到?|达成)了?[^，。；]{0,6}(?:目标|计划|任务)[^，。；]{0,16}的$")
# 要实现全年6%左右的目标; but 5%的目标已经实现, 完成了5%的目标
_NAMED_GOAL: Final = re.compile("(?:左右|以上|以内|以下)?的[^，。；的]{0,6}目标(?![^，。；]{0,6}的)")
_DONE: Final = re.compile("[^，。；]{0,4}(?:已|圆满|顺利|如期|提前|超额|完成了|实现了)")

Direction = Literal["up", "down"]


def governing_verb(clause: str) -> re.Match[str] | None:
    """The change verb that governs a number which follows ``clause`` at once."""
    return _GOVERNING.search(clause, max(0, len(clause) - 14)) or _COMPARED.search(clause)


def direction(clause: str, canonical: str, kind: str) -> Direction | None:
    """Up or down from the words of the clause before the number."""
    verb = _GOVERNING.search(clause, max(0, len(clause) - 14))
    if verb:
        word = verb["verb"]
        if (
            word == "新增"
            and kind not in ("percent", "multiple")
            and not COMPARISON.search(clause)
            and "比" not in clause
        ):
            return None
        return "up" if _DIRECTION[word] == "up" else "down"
    compared = _COMPARED.search(clause)
    if compared:
        word = compared["verb"]
        if word in ("提前", "早", "晚") or _PLACE.search(compared[0]):
            return None
        return "up" if word[0] in "多高快" else "down"
    return None


def comparison(clause: str) -> str | None:
    """The last thing compared with in the clause, as written."""
    last = None
    for match in COMPARISON.finditer(clause):
        last = match[0]
    return last


def status(clause: str, after: str) -> Literal["plan", "result"]:
    """Goal or outcome; a goal that mentions what was reached is a goal.

    Args:
        clause: from its beginning to the number.
        after: from the number on.
    """
    if _PART_OF_A_GOAL.search(clause):
        return "result"
    if (named := _NAMED_GOAL.match(after)) and not (_DONE.search(clause) or _DONE.match(after, named.end())):
        return "plan"
    return "plan" if _TARGET.search(clause) else "result"

"""Whether a figure is a level, a change, a growth, a share or the progress of a plan."""

from __future__ import annotations

import re
from typing import Final

from parsers.observations.naming import Name
from parsers.observations.spots import Spot
from parsers.records import Aspect
from parsers.words.lexicon import words_of

_OWN: Final = frozenset("正增长 负增长 压降 多 差 掉 省".split())
"""Of change beside a figure; in the lexicon they are something else as well, or no words."""
_LEVELS: Final = ("到", "至", "为", "破")
"""What ends with one of these says what was reached: 增至, 跌破."""
_VERBS: Final = "|".join(
    f"多(?<![差不]多){word[1:]}" if word[0] == "多" else "增(?<![新倍翻]增)" if word == "增" else word  # 差不多出, 新增
    for word in sorted(words_of("change") | _OWN, key=lambda word: (-len(word), word))
    if not word.endswith(_LEVELS)
)
_LOOSE: Final = (
    "(?:了|近|约|将近|差不多|大概|大约|接近|超|超过|逾|至少|高达|达到|达|幅度|平均|均|各|分别|有|是|为|又|只|仅|就|还|出|缴|交|完|跑"
    "|预期|目标|左右|也|再|一共|共|累计)*"
)
_CHANGED: Final = re.compile(f"(?:{_VERBS}){_LOOSE}$")
_CHANGE_NOUN: Final = re.compile(
    "(?:增速|增幅|涨幅|降幅|跌幅|升幅|增长率|增长目标|同比|环比|增长预期|降价|降费)(?:了|均|都|也|预期|目标|分别|累计|名义|实际|达到|达|为|是|约|近|超过|超|还|由|从|在|控制在|保持在|[、，:：])*$"
)
_CHANGE_BEHIND: Final = re.compile("(?:左右|以上|以内)?的?(?:同比|年均)?(?:增长|增速|增幅|涨幅|降幅)")
_REACHED: Final = re.compile("(?:到|至|为|成)(?:了|约|近|超|将近|目前的|现在的|如今的)*$")
_PROGRESS: Final = re.compile(
    "(?:完成|达成|占|为|达到?|实现|相当于|也就是|就是)了?[^，。；、]{0,16}(?:目标|任务|计划|预算|总投资)[^，。；、0-9]{0,10}的(?:约|近|将近|超过|超|逾)?$"
    "|(?:完成率|进度|完成进度|完成比例|执行率|目标完成率|序时进度)(?:已|均|都|也|分别|就)*(?:达到|达|为|是|在|超|超过|约|近|有)*$"
    "|(?:完成|干)了?(?:差不多|将近|大约|约|近|超过|超|目标|任务|全年)*$"
)
_SHARE: Final = re.compile(
    "占(?!地(?!区)|用|道|领|据|有率)[^，。；]{0,26}$|(?:占比|比重|份额|占有率|比例)[^，。；]{0,14}$|占(?:到|了|比)*[^，。；]{0,6}$"
)
# 每3辆下线的汽车里就有1辆多, 每十户中有三户: so many of that many, no number of all
_OUT_OF: Final = re.compile(
    "每[0-9一二两三四五六七八九十百千万]+(?P<of>[^0-9])[^，。；]{0,16}[里中](?:面|间)?[^，。；]{0,2}有(?:约|近|超过|将近|差不多)*$"
)
_BARE: Final = "多少快慢高低差早晚省掉"
# 超出年度计划18列, 比任务多23部
_BESIDE_PLAN: Final = re.compile("(?:超出|超过|超额|超|低于|少于|多于|高于)[^，。；]{0,6}(?:计划|任务|目标|预期)数?$")
_COMPARED: Final = re.compile("[比较]")
_COMPARED_BEFORE: Final = re.compile("[比较][^。]{0,20}，$")
_TURNS: Final = re.compile("翻[了一两二三]")
_SINCE: Final = re.compile("比|较|同比|环比|多了|少了|净增|缩短|提前|压缩|延长|收窄|缩小|降低|提高|下降|回落|减少|上升")


def aspect(spot: Spot, name: Name | None, *, previous: Aspect | None, named: bool, planned: bool) -> Aspect:
    """What a figure says of its quantity.

    Args:
        name: its quantity.
        previous: the aspect of the last figure of the same kind of unit in the sentence, for a figure without a verb.
        named: whether its own words name a quantity.
        planned: whether a plan and a result of the same quantity went before, so that a bare share is of the plan.
    """
    kind = spot.metric.kind
    if spot.joined and previous is not None and not _CHANGED.search(spot.lead):
        return previous
    if kind in ("percent", "fraction", "multiple") and "贡献" in spot.lead[-10:]:
        return "share"
    if kind == "percentage_point":
        return "change"
    if kind in ("percent", "fraction", "multiple"):
        return _relative(spot, name, previous, named, planned)
    return _absolute(spot, name)


def _relative(spot: Spot, name: Name | None, previous: Aspect | None, named: bool, planned: bool) -> Aspect:
    lead, after = spot.lead, spot.after
    rate = name is not None and name.is_rate
    if _TURNS.match(spot.metric.text) or _CHANGE_BEHIND.match(after):
        return "growth"
    if _PROGRESS.search(lead):
        return "progress"
    if _SHARE.search(lead) and not (rate and "占" not in lead):
        return "share"
    reached = _REACHED.search(lead)
    if not reached and (_changes(spot) or _CHANGE_NOUN.search(lead)):
        return "growth"
    if name is not None and name.measure is not None and name.measure.topic == "prices":
        return "growth"
    if previous == "growth" and not rate:  # 固投增长1.9%，其中高技术这一块12.6%; 4月份掉到了3.1%
        return "growth"
    if not named and planned:
        return "progress"
    if not named and previous is not None and not reached:
        return previous
    if spot.metric.kind == "multiple" or rate:
        return "level"
    return "share"


def _changes(spot: Spot) -> bool:
    """A verb of change before the figure; of 多, 快 and the like only beside a comparison or with 了 (快八成了)."""
    found = _CHANGED.search(spot.lead)
    if not found:
        return False
    bare = found[0][0] in _BARE and len(found[0].rstrip("了近约")) <= 1
    return not bare or "了" in found[0] or _compared(spot)


def _compared(spot: Spot) -> bool:
    earlier = spot.before[: len(spot.before) - len(spot.lead)]
    return bool(_COMPARED.search(spot.lead) or _COMPARED_BEFORE.search(earlier))


def _absolute(spot: Spot, name: Name | None) -> Aspect:
    lead = spot.lead
    if _BESIDE_PLAN.search(lead):
        return "change"
    if (ratio := _OUT_OF.search(lead)) and ratio["of"] in spot.metric.text:
        return "share"
    found = None if _REACHED.search(lead) else _CHANGED.search(lead)
    if not found or not (_changes(spot) or found[0][0] not in _BARE + "增升降涨跌减"):
        return "level"
    if spot.metric.kind == "duration" and name is None and not _SINCE.search(lead):
        return "level"
    if found[0].startswith(("增加", "增长")) and not _compared(spot) and _followed_by_noun(spot):
        return "level"
    return "change"


def _followed_by_noun(spot: Spot) -> bool:
    return bool(spot.metric.indicator) and spot.after.startswith((spot.metric.indicator or "")[:2])

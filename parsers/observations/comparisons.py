"""What a change is measured against, and the name of a gap, which is no change over time."""

from __future__ import annotations

import re
from typing import Final

from parsers.observations.memory import TurnReading
from parsers.observations.naming import Name
from parsers.observations.spots import Spot, against
from parsers.records import Aspect

_TIME: Final = re.compile("年|月|季度|(?<!预)期|末|初|底|周|天|日|去|上半|昨|前|往|疫情|高峰|当时|刚")
_PLANNED: Final = re.compile("目标|任务|计划|预期|规划|预算|要求")
_COMPARISON: Final = re.compile("同比|环比|同口径|按可比价格?计算|按可比口径|两年平均|定基")
_BASE: Final = re.compile(
    "(?:上年同期|去年同期|上年末|上年|去年底|去年末|去年|前年|年初|上月末?|上季度末?|同期"
    "|[0-9一二三四上下前—至-]*(?:季度|半年|个?月|年)(?:同期|底|末)?)"
)
_SHORT_OF: Final = re.compile("(?:还|只|就|仅)差$")
_WAYS: Final = re.compile("高|低|快|慢|多|少|好|，")


def comparison(spot: Spot, aspect: Aspect) -> str | None:
    """What a change or growth is measured against, as written (同比, 环比, 比一季度); None for anything else."""
    if aspect not in ("change", "growth"):
        return None
    compared = against(spot.before)
    base = _BASE.match(compared[1]) if compared else None
    if base:
        return f"比{base[0]}"
    found = _COMPARISON.findall(spot.before)
    return found[-1] if found else spot.metric.comparison


def gap(reading: TurnReading, spot: Spot, name: Name, aspect: Aspect) -> str | None:
    """The name of a distance to another place, quantity or plan (高于全国0.4个百分点); None where there is none."""
    if spot.relative and _SHORT_OF.search(spot.lead):  # 离95%还差半个点
        return f"{name.text}与目标之差"
    compared = (spot.against or against(spot.before)) if aspect == "change" else None
    if compared is None or _TIME.search(compared[1]):
        return None
    beside = reading.seen[-2].place if len(reading.seen) > 1 else None
    if not compared[1].strip("，咱们") or re.match("，", compared[1]):  # 跟全国的5.4%比，咱们快0.4个百分点
        return f"{name.text}{_of_growth(reading, spot, name)}与{beside.name}之差" if beside and beside.beyond else None
    reference = _WAYS.split(compared[1])[0].strip("的了还 ")
    if _PLANNED.search(compared[1]):
        reference = "目标"
    reference = reference.removesuffix("平均水平").removesuffix("平均") or reference
    return f"{name.text}{_of_growth(reading, spot, name)}与{reference}之差" if reference else None


def _of_growth(reading: TurnReading, spot: Spot, name: Name) -> str:
    grew = any(s.name and s.name.text == name.text and s.aspect == "growth" for s in reading.seen[-3:])
    return "增速" if grew or "增速" in spot.lead else ""

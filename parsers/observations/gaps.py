"""The name of a gap, which is no change over time."""

from __future__ import annotations

import re
from typing import Final

from parsers.observations.memory import TurnReading
from parsers.observations.naming import Name
from parsers.observations.spots import Spot
from parsers.records import Aspect

_TIME: Final = re.compile("年|月|季度|(?<!预)期|末|初|底|周|天|日|去|上半|昨|前|往|疫情|高峰|当时|刚")
_PLANNED: Final = re.compile("目标|任务|计划|预期|规划|预算|要求")
_WAYS: Final = re.compile("高|低|快|慢|多|少|好|，")


def gap(reading: TurnReading, spot: Spot, name: Name, aspect: Aspect) -> str | None:
    """The name of a distance to another place, quantity or plan (高于全国0.4个百分点); None where there is none."""
    if "missing" in spot.around.verb and (spot.relative or aspect == "change"):  # 离95%还差半个点
        return f"{name.text}与目标之差"
    compared = spot.against if aspect == "change" else None
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

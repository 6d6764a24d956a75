"""The name of a gap, which is no change over time."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

from parsers.observations.memory import TurnReading
from parsers.observations.quantities.naming import Name
from parsers.observations.spots import Spot
from parsers.records import Aspect

_WAYS: Final = frozenset({"bare", "change", "mark"})
_VERBS: Final = frozenset({"change", "verb", "act"})


def gap(reading: TurnReading, spot: Spot, name: Name, aspect: Aspect) -> str | None:
    """The name of a distance to another place, quantity or plan (高于全国0.4个百分点); None where there is none."""
    if "missing" in spot.around.verb and (spot.relative or aspect == "change"):  # 离95%还差半个点
        return f"{name.text}{_of_growth(reading, spot, name)}与目标之差"
    if aspect != "change" or (spot.against is None and "bare" not in spot.around.verb):
        return None
    words = [] if spot.against is None else spot.around.told(spot.against)
    if any(word.cls == "time" or "earlier" in classes for word, classes in words):
        return None
    if not words or "mark" in words[0][1]:  # 跟全国的5.4%比，咱们快0.4个百分点; 全国是5.4%，我们快了0.4个百分点
        beside = reading.seen[-2].place if len(reading.seen) > 1 else None
        reference = beside.name if beside and beside.beyond else ""
    elif any("aim" in classes for _, classes in words):
        reference = "目标"
    else:
        named = takewhile(lambda told: told[0].cls not in _VERBS and _WAYS.isdisjoint(told[1]), words)
        reference = "".join(word.text for word, _ in named if word.cls != "adv" and word.text != "平均水平")
    return f"{name.text}{_of_growth(reading, spot, name)}与{reference}之差" if reference else None


def _of_growth(reading: TurnReading, spot: Spot, name: Name) -> str:
    grew = any(s.name and s.name.text == name.text and s.aspect == "growth" for s in reading.seen[-3:])
    return "增速" if grew or "grows" in spot.around.lead else ""

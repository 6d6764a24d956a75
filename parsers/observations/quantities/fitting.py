"""Whether a figure of some unit can be of a quantity of the vocabulary."""

from __future__ import annotations

from typing import Final

from parsers.observations.spots import Spot
from parsers.vocabulary import Measure, Spelling

_NOT_COUNTED: Final = frozenset(
    "% ratio index concentration rate length area mass energy power volume temperature age duration m2 km t 亩 天 小时 分钟".split()
)


def fits(spelling: Spelling, spot: Spot) -> bool:
    """Whether a figure of this unit can be of what the spelling says."""
    return _may_count(spelling.measure, spot) and _unit_fits(
        spelling.units or spelling.measure.units, spot, bound=bool(spelling.units)
    )


def measure_fits(measure: Measure, spot: Spot) -> bool:
    """Whether a figure of this unit can be of the quantity."""
    return _may_count(measure, spot) and _unit_fits(measure.units, spot, bound=False)


def _may_count(measure: Measure, spot: Spot) -> bool:
    """3.6个 counts nothing that is whole: it is so many for each thousand."""
    whole = spot.metric.kind != "count" or spot.metric.value == spot.metric.value.to_integral_value()
    return whole or measure.nature == "ratio"


def _unit_fits(units: frozenset[str], spot: Spot, *, bound: bool) -> bool:
    metric = spot.metric
    if metric.kind == "percentage_point":
        return not bound or "%" in units
    if metric.kind in ("percent", "multiple"):
        return not bound or "%" in units
    if metric.kind == "fraction":
        return not bound or "%" in units or "ratio" in units
    if metric.unit is None:
        return bool(units & {"ratio", "index"}) if metric.value < 1000 else _counts(units)
    return metric.unit in units or metric.kind in units or (metric.kind == "count" and "count" in units)


def _counts(units: frozenset[str]) -> bool:
    """Whether what is measured is counted: 96.8万 without a unit is people, pieces or containers, or money."""
    return not units <= _NOT_COUNTED

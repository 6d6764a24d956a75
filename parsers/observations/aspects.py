"""Whether a figure is a level, a change, a growth, a share or the progress of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from parsers.observations.cues import Around, Row
from parsers.observations.quantities.naming import Name
from parsers.observations.spots import Spot
from parsers.records import Aspect

_OF_WHOLES: Final = frozenset({"inside", "tariff", "granted", "grants", "rated", "pays"})
"""Said where a bare percentage is a part or a rule: 外贸进出口中，民营企业60.8%; 个人所得税最高45%."""
_GROWTH: Final = frozenset({"change-noun", "grows"})
_GROWS_BY: Final = 20
"""Percent: nobody aims at more."""
_NEAR: Final = 2
_OF_YEAR: Final = 3
"""Words of 完成|全年|的92.4%."""


@dataclass(slots=True)
class _Case:
    """A figure with what has been said of it and before it (see ``aspect``)."""

    spot: Spot
    around: Around
    name: Name | None
    previous: Aspect | None
    named: bool
    planned: bool
    within: bool

    @property
    def rate(self) -> bool:
        """Whether what it measures is a rate: its percentages are levels."""
        return self.name is not None and self.name.is_rate

    @property
    def flows(self) -> bool:
        """Whether it is of a sum of a time, of which a bare percentage tells how it grew: 固定资产投资5.2%."""
        measure = self.name.measure if self.name and self.name.is_whole else None
        around = self.around
        told = self.spot.metric.kind == "percent" and self.previous != "share"  # 占比过两成，20.3%
        told = (
            told
            and (around.alone or "set" in around.behind(_NEAR))
            and not self.within
            and _OF_WHOLES.isdisjoint(around.before | around.first)
        )
        return told and measure is not None and measure.nature == "flow" and "money" in measure.units

    @property
    def changed(self) -> bool:
        """Whether a verb of change says by how much; 多, 快 and the like only beside a comparison or with 了 (快了八成)."""
        around = self.around
        beside = "compared" in around.before or "aim" in around.lead  # 比240公里的目标|少10公里
        bare = "bare" in around.verb and (beside or around.perfect or "gives" in around.between)
        return ("change" in around.verb or bool(bare)) and "becomes" not in around.between

    @property
    def aimed_at(self) -> bool:
        """完成全年6%左右的目标: the aim of a growth, and not how much of one was reached, as in 完成近六成的任务."""
        few = self.spot.metric.kind == "percent" and self.spot.metric.value < _GROWS_BY
        return few and "de" in self.around.next and "aim" in self.around.behind(_OF_YEAR)

    @property
    def lasts(self) -> bool:
        """Whether it is a span of time that is no change of one: 从上升到回落一般6到8周, but 提前一年."""
        around = self.around
        return self.name is None and "shifts" not in around.verb and "compared" not in around.before


Rows = tuple[Row[_Case, Aspect | None], ...]

# fmt: off
RELATIVE: Final[Rows] = (
    Row("of one list", "两项任务分别完成八成四和九成二。", None, lambda c: c.spot.joined and c.previous and not c.changed),
    Row("points", "失业率下降0.2个百分点。", "change", lambda c: c.spot.metric.kind == "percentage_point"),
    Row("of the growth of a whole", "规模以上工业增长6.3%，其中高技术制造业贡献了四成。", "share", lambda c: c.spot.contributes),
    Row("so many times", "五年来，快递业务量翻了两番。", "growth", lambda c: c.spot.metric.text.startswith("翻")),
    Row("of a growth that is named behind it", "进出口总额保持了5%左右的年均增速。", "growth", lambda c: "grows" in c.around.past("linking")),
    Row("of an aim", "城镇新增就业完成年度目标的57%。", "progress", lambda c: "de" in c.around.verb and ("aim" in c.around.lead or "done-of" in c.around.near(_OF_YEAR)) and "aim" not in c.around.between),
    Row("done so far", "全市一般公共预算支出增长4.1%，支出进度达到97.3%。", "progress", lambda c: c.around.verb & {"progress", "done-of"} and "becomes" not in c.around.between and not c.aimed_at),
    Row("makes up", "固定资产投资增长4.2%，其中制造业占比72.5%。", "share", lambda c: "share" in c.around.lead and not (c.rate and c.name and c.name.is_whole)),
    Row("a part of what is no rate", "进口额增长七成，提前申报比例65%。", "share", lambda c: not c.rate and "part" in c.around.lead),
    Row("an aim of growth", "绿道骑行人次增长目标为8%以上。", "growth", lambda c: "change" in c.around.verb and "aim" in c.around.between),
    Row("a rate of payment", "骑行人次增长1.9%，家电按售价的20%补贴。", "level", lambda c: "rated" in c.around.lead and "pays" in c.around.next),
    Row("changed by", "城镇调查失业率下降5%。", "growth", lambda c: c.changed or "change-noun" in c.around.verb),
    Row("of a growth that is named in its clause", "四季度增速只要不低于5.7%。", "growth", lambda c: c.around.lead >= _GROWTH and "share" not in c.around.lead and c.spot.metric.kind == "percent"),
    Row("of prices", "居民消费价格2%。", "growth", lambda c: c.name and c.name.measure and c.name.measure.topic == "prices"),
    Row("goes on growing", "骑行人次增长1.9%，步行人次3.1%。", "growth", lambda c: c.previous == "growth" and not c.rate),
    Row("a growth that is aimed at", "完成全年6%左右的目标有把握。", "growth", lambda c: c.aimed_at and "done-of" in c.around.lead),
    Row("of what was planned", "今年筹集保障性租赁住房8000套，到6月底筹了5200套，六成五。", "progress", lambda c: not c.named and c.planned),
    Row("of a flow of money, and nothing more is said", "规模以上工业增加值7%。", "growth", lambda c: c.flows),
    Row("a level of a rate", "城镇调查失业率5%。", "level", lambda c: c.rate or c.spot.metric.kind == "multiple"),
    Row("a part of what it is of", "护理型床位60%。", "share", lambda c: True),
)
ABSOLUTE: Final[Rows] = (
    Row("of one list", "存款、贷款余额分别比年初增加512亿元和478亿元。", None, lambda c: c.spot.joined and c.previous and not c.changed),
    Row("beside a plan", "完成货运列车178列，超出年度计划18列。", "change", lambda c: "aim" in c.around.between and c.around.beside_aim() & {"against", "over"}),
    Row("one of so many", "每3辆下线的汽车里就有1辆新能源汽车。", "share", lambda c: "inside" in c.around.verb and c.around.of_so_many(c.spot.metric.unit)),
    Row("still missing", "离目标还差12台。", "change", lambda c: "missing" in c.around.verb),
    Row("a span of time", "从上升到回落一般6周。", "level", lambda c: c.spot.metric.kind == "duration" and c.lasts),
    Row("changed by", "参保人数比去年增加3.2万人。", "change", lambda c: c.changed),
)
# fmt: on


def aspect(
    spot: Spot, name: Name | None, *, previous: Aspect | None, named: bool, planned: bool, within: bool
) -> Aspect:
    """What a figure says of its quantity.

    Args:
        name: its quantity.
        previous: the aspect of the last figure of the same kind of unit in the paragraph, for a figure without a verb.
        named: whether its own words name a quantity.
        within: whether a sum of another quantity stands before it in its sentence: 民生支出256亿元，教育支出20%.
        planned: whether a plan and a result of the same quantity went before, so that a bare share is of the plan.
    """
    case = _Case(spot, spot.around, name, previous, named, planned, within)
    for row in RELATIVE if spot.relative else ABSOLUTE:
        if row.holds(case):
            return row.value or previous or "level"
    return "level"

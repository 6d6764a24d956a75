"""Whether a figure has happened, is planned, or is a standing rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from parsers.observations.cues import Row
from parsers.observations.spots import Spot
from parsers.records import Aspect, Status

_NEAR: Final = 3
_AROUND: Final = 12
"""Words of a clause or two that say who is paid for what."""
_SUM: Final = 10_000_000
"""No rule grants anybody so much."""
_YEAR: Final = 364
_YOUNG: Final = 75
"""Days of a year of which nobody can tell the result: 2025年增长5.5%左右, said in January."""
_CLOSE: Final = 40


@dataclass(slots=True)
class _Case:
    """A figure with what was said before it (see ``status``)."""

    spot: Spot
    aspect: Aspect
    before: Spot | None
    standing: Status | None
    held_on: date | None

    @property
    def kind(self) -> str:
        return self.spot.metric.kind

    @property
    def alike(self) -> bool:
        """Whether the figure before it is of the same kind."""
        return self.before is not None and self.before.metric.kind == self.kind

    @property
    def done(self) -> bool:
        """Whether its own words say that something has happened."""
        around = self.spot.around
        return "done" in around.before or self.perfect or "done-of" in around.near(_NEAR)

    @property
    def perfect(self) -> bool:
        """筹了5200套, 冲到过12万辆."""
        return "perfect" in self.spot.around.between or "perfect" in self.spot.around.verb

    @property
    def gap(self) -> bool:
        """比任务多23部: what a plan and a result differ by."""
        return self.aspect == "change" and not self.spot.around.beside_aim().isdisjoint(_BESIDE)

    @property
    def is_aim(self) -> bool:
        """任务是14万人, 3000张的目标; not 完成年度目标的57%."""
        return "set" in self.spot.around.between

    @property
    def planned(self) -> bool:
        """Whether its clause speaks of a plan, and not of what a plan is compared with: 完成年度目标的, 超过目标."""
        around = self.spot.around
        will = "will" in around.lead and ("will" not in around.verb or not around.between.isdisjoint(_REACHED))
        stated = "plan" in around.lead or will
        return stated and not self.perfect and around.beside_aim().isdisjoint(_MEASURED)

    @property
    def granted(self) -> bool:
        """每人每月800元, 一次性补贴500元; no sum of what was paid."""
        around = self.spot.around
        if self.spot.metric.value >= _SUM or self.perfect or not around.lead.isdisjoint(_NO_GRANT):
            return False
        said = around.lately(_AROUND) | around.behind(1)
        return bool(said & _OF_A_RULE) or "pays" in around.verb or ("granted" in said and ("grants" in said or self.spot.metric.relation == "le"))

    @property
    def ahead(self) -> bool:
        """Whether its time begins after the day on which it was said, and it is not told of the year before."""
        dates = self.spot.dates
        if not (self.held_on and dates and dates[0] > self.held_on):
            return False
        # 最高用电负荷出现在8月6日, said in June: last year's, and so is what else is told of that day.
        told = self.standing == "result" and self.before is not None and self.before.dates == dates
        return not ((told or self.done) and self.spot.time.dates(reported=True) != dates)

    @property
    def of_the_year(self) -> bool:
        """Whether it is of a whole year, or of more, that is not over."""
        start, end = self.spot.dates or (None, None)
        return bool(self.held_on and start and end) and start <= self.held_on < end and (end - start).days >= _YEAR

    @property
    def young(self) -> bool:
        """Whether it is of a year of which nobody knows the result yet."""
        dates = self.spot.dates
        if not (self.of_the_year and self.held_on and dates and (dates[0].day, dates[0].month) == (1, 1)):
            return False
        return ((self.held_on - dates[0]).days < _YOUNG or self.aspect == "growth") and not self.done

    @property
    def stated_by_now(self) -> bool:
        """Whether the next figure says how much there is of it by now: 今年筹集6000套，到上个月底筹了1850套."""
        following, dates = self.spot.next, self.spot.dates
        while following and following.dates == dates and following.start - self.spot.end < _CLOSE:
            following = following.next
        if following is None or following.dates is None or not dates or following.start - self.spot.end > _CLOSE:
            return False
        said = following.time.expression
        return said is not None and bool(said.opener) and dates[0] <= following.dates[1] < dates[1]


Rows = tuple[Row[_Case, Status | None], ...]
_BESIDE: Final = frozenset({"against", "over", "until"})
_MEASURED: Final = _BESIDE | {"done-of", "share"}
_OF_A_RULE: Final = frozenset({"each", "tariff"})
_NO_RATE: Final = frozenset({"measured", "plan"})
_REACHED: Final = frozenset({"becomes", "reaches"})
_NO_GRANT: Final = frozenset({"measured", "costs"})
_PRICED: Final = frozenset({"tariff", "rated"})

# fmt: off
ROWS: Final[Rows] = (
    Row("done so far", "今年计划新建公园5座，完成率60%。", "result", lambda c: c.aspect == "progress"),
    Row("a gap between plans", "计划投资700亿元，比去年的计划多60亿元。", "plan", lambda c: c.gap and c.standing == "plan" and c.alike),
    Row("a gap to a plan", "加装电梯523部，比任务多23部。", "result", lambda c: c.gap),
    Row("of an age", "60岁以上老年人免费乘车。", "rule", lambda c: c.kind == "age" and ("limit" in c.spot.around.last or c.spot.around.behind(1) & {"limit", "to"})),
    Row("within which it is done", "3个工作日内办结。", "rule", lambda c: c.kind == "duration" and "limit" in c.spot.around.last and "deadline" in c.spot.around.behind(_NEAR) and not c.done),
    Row("for each", "每人每月补贴800元。", "rule", lambda c: c.kind in ("money", "rate") and c.granted),
    Row("a part that is paid", "超过部分再补一半。", "rule", lambda c: c.kind == "fraction" and "pays" in c.spot.around.verb and not c.done),
    Row("a rate of payment", "首付比例降至15%。", "rule", lambda c: c.kind == "percent" and c.aspect in ("level", "share") and (c.spot.around.lately(_AROUND) & _PRICED or "pays" in c.spot.around.behind(_NEAR)) and c.spot.around.lead.isdisjoint(_NO_RATE)),
    Row("the rule goes on", "每人补贴800元，特困人员1200元。", "rule", lambda c: c.standing == "rule" and c.alike and not c.done and c.spot.around.lead.isdisjoint(_NO_GRANT)),
    Row("of one list", "计划新建公园5个、绿道3个。", None, lambda c: c.spot.joined and c.alike),
    Row("an aim", "今年的任务是14万人，完成了七成。", "plan", lambda c: c.is_aim),
    Row("planned", "今年计划新建公园5座。", "plan", lambda c: c.planned),
    Row("still to be reached", "离95%还差半个点。", "plan", lambda c: "until" in c.spot.around.verb),
    Row("an aim that is named behind it", "提出了3000张的目标。", "plan", lambda c: ("de" in c.spot.around.behind(1) and "set" in c.spot.around.behind(_NEAR)) or "doubtful" in c.spot.around.behind(_NEAR)),
    Row("of a list of aims", "主要目标是：公园5座。", "plan", lambda c: c.spot.around.in_list_of_aims()),
    Row("of a time to come", "2030年公园500座。", "plan", lambda c: c.ahead),
    Row("the plan goes on", "今年计划新建公园5座，绿道30公里。", "plan", lambda c: c.standing == "plan" and not c.done and c.before and c.spot.dates in (None, c.before.dates)),
    Row("of another time than the plan", "2030年公园500座，今年公园300座。", "result", lambda c: c.standing == "plan" and not c.done),
    Row("of a year that is not over", "2025年地区生产总值增长5.5%左右。", "plan", lambda c: c.young),
    Row("of which so many by now", "今年筹集6000套，到上个月底筹了1850套。", "plan", lambda c: c.standing is None and c.aspect == "level" and c.of_the_year and not c.done and c.stated_by_now),
)
# fmt: on


def status(spot: Spot, aspect: Aspect, before: Spot | None, standing: Status | None, held_on: date | None) -> Status:
    """The standing of a figure.

    Args:
        before: the figure before it in the same sentence.
        standing: the standing of that one.
    """
    case = _Case(spot, aspect, before, standing, held_on)
    row = next((row for row in ROWS if row.holds(case)), None)
    return "result" if row is None else row.value or ("plan" if standing == "plan" else "result")

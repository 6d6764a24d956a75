"""Whether a figure has happened, is planned, or is a standing rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from parsers.observations.cues import Around, Row
from parsers.observations.spots import Spot
from parsers.records import Aspect, Status

_NEAR: Final = 3
_AROUND: Final = 12
"""Words of a clause or two that say who is paid for what."""
_SUM: Final = 10_000_000
"""No rule grants anybody so much."""
_PRICE: Final = 10_000
"""Of what stays as it was, a sum so small is what somebody pays: 古城门票还是60元."""
_YEAR: Final = 364
_YOUNG: Final = 75
"""Days of a year of which nobody can tell the result: 2025年增长5.5%左右, said in January."""
_CLOSE: Final = 40


@dataclass(slots=True)
class _Case:
    """A figure with what was said before it (see ``status``)."""

    spot: Spot
    around: Around
    kind: str
    aspect: Aspect
    before: Spot | None
    standing: Status | None
    held_on: date | None
    alike: bool
    """Whether the figure before it is of the same kind."""

    @property
    def done(self) -> bool:
        """Whether its own words say that something has happened."""
        return (
            "done" in self.around.before
            or "outlay" in self.around.verb
            or self.around.perfect
            or self.around.before >= _DONE
            or "done-of" in self.around.near(_NEAR)
        )

    @property
    def gap(self) -> bool:
        """比任务多23部: what a plan and a result differ by."""
        return not self.around.beside_aim().isdisjoint(_BESIDE)

    @property
    def meant(self) -> bool:
        """能达到90%, 年内再增加20家: what may be, unless its time is over (2024年再增长6.1%, said in 2025)."""
        return "meant" in self.around.lead and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether its time was over when it was said."""
        dates = self.spot.dates
        return bool(dates and self.held_on and dates[1] < self.held_on)

    @property
    def planned(self) -> bool:
        """Whether its clause speaks of a plan, and not of what a plan is compared with: 完成年度目标的, 超过目标."""
        around = self.around
        later = "later" in around.lead and not around.lead.isdisjoint(_TO_BE) and not self.is_over and not self.done
        stated = "plan" in around.lead or ("will" in around.lead and around.will) or self.meant or later
        return stated and not around.perfect and around.beside_aim().isdisjoint(_MEASURED)

    @property
    def limited(self) -> bool:
        """60岁以上, 满9年."""
        return "limit" in self.around.last or "limit" in self.around.first

    @property
    def granted(self) -> bool:
        """每人每月800元, 一次性补贴500元; no sum of what was paid."""
        around, metric = self.around, self.spot.metric
        paid = "paid" in around.lead and "each" not in around.lead
        if metric.value >= _SUM or around.perfect or paid or not around.lead.isdisjoint(_NO_GRANT):
            return False
        if "stays" in around.between and metric.value < _PRICE:  # 古城门票还是60元
            return True
        said = around.lately(_AROUND) | around.next
        if not said.isdisjoint(_OF_A_RULE) or "pays" in around.verb:
            return True
        return "granted" in said and ("grants" in said or metric.relation == "le")

    @property
    def allowed(self) -> bool:
        """3个工作日内办结, 停满2小时的, 可享受3天: how long something may last or take."""
        around = self.around
        limits = self.limited and ("de" in around.next or "deadline" in around.behind(_NEAR))
        return not self.done and (limits or "limit" in around.first or "grants" in around.first | around.near(_NEAR))

    @property
    def charged(self) -> bool:
        """首付比例降至15%, 按20%补贴: what part of a sum is paid."""
        around = self.around
        if "rated" in around.verb or ("pays" in around.verb and not self.done):
            return True
        priced = not around.lately(_AROUND).isdisjoint(_PRICED) or "pays" in around.behind(_NEAR)
        return priced and self.aspect in ("level", "share")

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
        if not (self.held_on and self.spot.dates):
            return False
        start, end = self.spot.dates
        return start <= self.held_on < end and (end - start).days >= _YEAR

    @property
    def young(self) -> bool:
        """Whether it is of a year of which nobody knows the result yet."""
        dates = self.spot.dates
        if not (self.held_on and dates and (dates[0].day, dates[0].month) == (1, 1)):
            return False
        return ((self.held_on - dates[0]).days < _YOUNG or self.aspect == "growth") and not self.done

    @property
    def stated_by_now(self) -> bool:
        """Whether the next figure says how much there is of it by now: 今年筹集6000套，到上个月底筹了1850套."""
        following, dates = self.spot.next, self.spot.dates
        if following is None or following.dates is None or not dates or following.start - self.spot.end > _CLOSE:
            return False
        first, last = following.dates
        return first == last and dates[0] <= last < dates[1]


Rows = tuple[Row[_Case, Status | None], ...]
_DONE: Final = frozenset({"done-of", "perfect"})
"""这一条咱们完成了，比全国的5.0%还快."""
_TO_BE: Final = frozenset({"becomes", "may", "will", "reaches"})
_BESIDE: Final = frozenset({"against", "with", "over", "until"})
_MEASURED: Final = _BESIDE | {"done-of", "share"}
_OF_A_RULE: Final = frozenset({"each", "tariff"})
_NO_RATE: Final = frozenset({"measured", "plan"})
_NO_GRANT: Final = frozenset({"measured", "costs"})
_PRICED: Final = frozenset({"tariff", "rated"})

# fmt: off
_EACH: Final[Row[_Case, Status | None]] = Row("for each", "每人每月补贴800元。", "rule", lambda c: c.granted)
RULES: Final[dict[str, Row[_Case, Status | None]]] = {
    "money": _EACH,
    "rate": _EACH,
    "age": Row("of an age", "60岁以上老年人免费乘车。", "rule", lambda c: c.limited or c.around.next & {"limit", "to", "grants"}),
    "duration": Row("how long it may be", "3个工作日内办结。", "rule", lambda c: c.allowed),
    "fraction": Row("a part that is paid", "超过部分再补一半。", "rule", lambda c: "pays" in c.around.verb and not c.done),
    "percent": Row("a rate of payment", "首付比例降至15%。", "rule", lambda c: c.charged and c.around.lead.isdisjoint(_NO_RATE)),
}
"""What makes a figure of a kind a rule."""
ROWS: Final[Rows] = (
    Row("done so far", "今年计划新建公园5座，完成率60%。", "result", lambda c: c.aspect == "progress"),
    Row("what it was before", "全年停电时间要从去年的8.6小时降到6小时。", "result", lambda c: "from" in c.around.lead and (c.is_over or "done" in c.around.lead)),
    Row("what it is to become", "停电时间要从去年的8.6小时降到6小时。", "plan", lambda c: c.before and "from" in c.before.around.lead and c.before.around.lead & {"will", "plan"}),
    Row("short of an aim told before it", "比240公里的目标少10公里。", "result", lambda c: c.aspect == "change" and "bare" in c.around.verb and "aim" in c.around.lead and not c.gap),
    Row("a change by what is planned", "小学新生预计3.9万人，比去年多2300人。", "plan", lambda c: c.aspect == "change" and c.standing == "plan" and c.alike and (c.gap or ("compared" in c.around.before and not c.around.perfect))),
    Row("a gap to a plan", "失业率平均为5.1%，低于预期控制目标0.4个百分点。", "result", lambda c: c.aspect == "change" and (c.gap or "missing" in c.around.lead)),
    Row("the rule goes on", "每人补贴800元，特困人员1200元。", "rule", lambda c: c.standing == "rule" and c.alike and not c.done and c.around.lead.isdisjoint(_NO_GRANT)),
    Row("of one list", "2025年，出口、进口分别增长了3%和5%。", None, lambda c: c.spot.joined and c.alike),
    Row("an aim", "完成年度目标3000张的113.7%。", "plan", lambda c: "set" in c.around.between),
    Row("planned", "今年计划新建公园5座。", "plan", lambda c: c.planned),
    Row("still to be reached", "离95%还差半个点。", "plan", lambda c: "until" in c.around.verb),
    Row("an aim that is named behind it", "提出了3000张的目标。", "plan", lambda c: "doubtful" in c.around.next or ("de" in c.around.next and "set" in c.around.behind(_NEAR))),
    Row("beside an aim that was reached", "完成3万人的年度目标，失业率为5.1%。", "result", lambda c: c.before and "done-of" in c.before.around.lead and "aim" in c.before.around.lead | c.before.around.behind(_NEAR)),
    Row("of a list of aims", "主要目标是：公园5座。", "plan", lambda c: "set" in c.around.before and not c.done and c.around.in_list_of_aims()),
    Row("of a time to come", "2030年公园500座。", "plan", lambda c: c.held_on and c.spot.dates and c.ahead),
    Row("the plan goes on", "今年计划新建公园5座，绿道30公里。", "plan", lambda c: c.standing == "plan" and not c.done and c.before and c.spot.dates in (None, c.before.dates)),
    Row("of another time than the plan", "每年要增长14%，而“十四五”期间年均只增长9.7%。", "result", lambda c: c.standing == "plan" and not c.done),
    Row("of a year that is not over", "2025年地区生产总值增长5.5%左右。", "plan", lambda c: c.of_the_year and c.young),
    Row("of which so many by now", "今年筹集保障性租赁住房6000套，到6月底筹了1850套。", "plan", lambda c: c.standing is None and c.aspect == "level" and not c.spot.relative and c.of_the_year and not c.done and c.stated_by_now),
)
# fmt: on


def status(spot: Spot, aspect: Aspect, before: Spot | None, standing: Status | None, held_on: date | None) -> Status:
    """The standing of a figure.

    Args:
        before: the figure before it in the same sentence.
        standing: the standing of that one.
    """
    kind = spot.metric.kind
    alike = before is not None and before.metric.kind == kind
    case = _Case(spot, spot.around, kind, aspect, before, standing, held_on, alike)
    if kind in RULES and RULES[kind].holds(case):
        return "rule"
    for row in ROWS:
        if row.holds(case):
            return row.value or ("plan" if standing == "plan" else "result")
    return "result"

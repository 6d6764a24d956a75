"""What a time expression does where it stands: says when something was, when somebody reports, of what, against what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from parsers.once import Once
from parsers.times.finding import TimeExpression
from parsers.times.frames.cited import Cited
from parsers.times.frames.cues import Cues, Mark
from parsers.times.frames.layout import REACH, Layout
from parsers.times.seen import FROM_FRAME, OFFSETS, number
from parsers.words.lexicon import Classes, words_of


class Role(Enum):
    """What an expression governs."""

    NONE = "governs nothing"
    """Who reports when (昨天称), a base of comparison (比去年), a rule's or a price's year (按2020年价格), a name."""
    NEVER = "governs nothing, whatever else is seen"
    """The year of an aim that so much is done of."""
    OWN = "governs the figure it is said of"
    """高于二季度的5.3%, 2020年新建的30家, 去年同期为41亿元: that figure and no other."""
    PASSING = "says when in its sentence, and no more"
    TIME = "says when"


class Spot:
    """An expression with the cues around it in its clause."""

    def __init__(self, expression: TimeExpression, text: str, layout: Layout, cues: Cues) -> None:
        self.expression = expression
        self.text = text
        self.layout = layout
        self.cues = cues
        self.start, self.end = expression.start, expression.end
        cues.look_beside(self.start)
        self.low, self.high = layout.clause(expression.start)
        self.before: Classes = cues.ending(cues.without_aspect(expression.start))
        """Of the word before it, wherever that stands; 降到 of 降到了去年的."""
        self.next: Classes = cues.starting(expression.end) if expression.end < self.high else frozenset()
        """Of the word behind it in its clause."""

    def behind(self, name: str, reach: int) -> Mark | None:
        """The first mark of a class that begins at most ``reach`` characters behind it in its clause."""
        for mark in self.cues.beginning(self.end, min(self.high, self.end + reach + 1)):
            if name in mark.classes:
                return mark if mark.end <= self.high else None
        return None

    @Once
    def does(self) -> Row:
        """What it does."""
        return role(self)

    @Once
    def is_time(self) -> bool:
        """Whether it says when."""
        return self.does.role in (Role.TIME, Role.PASSING)

    @Once
    def opens(self) -> bool:
        """Whether only who speaks and what joins stands before it in its clause: 那么我们9月份约谈了7家."""
        at = self.start
        while at > self.low and self.text[at - 1] not in "、—":
            mark = self.cues.mark_ending(at)
            if mark is None or not mark.classes & _OPENING:
                return False
            at = mark.start
        return True

    @Once
    def stated(self) -> bool:
        """去年一季度是5.3%, 2020年28家: a figure follows at once."""
        return self.figure_follows(self.end)

    def figure_follows(self, at: int) -> bool:
        """Whether nothing but 是, 才, 约 … stands between a place and a figure."""
        while (word := self.cues.word(at)) is not None:
            if word.value is not None:
                return True
            mark = self.cues.mark_starting(at)
            if mark is None or not mark.classes & _FILLING:
                return False
            if "share-of" in mark.classes:
                return True
            at = mark.end
        return False

    @Once
    def has_de(self) -> bool:
        """2027年的: of a noun."""
        return "de" in self.cues.starting(self.end)

    @Once
    def of_aim(self) -> Mark | None:
        """The aim that it is the time of: 2027年的目标."""
        mark = self.cues.mark_starting(self.end + self.has_de)
        return mark if mark and "aim" in mark.classes and mark.end <= self.high else None

    @Once
    def attribute(self) -> bool:
        """2022年出台的政策: the time of a noun, not of what the clause says."""
        if self.expression.kind not in ("year", "date", "relative", "period"):
            return False
        of = self.behind("de", _NOUN)
        if of is None or "、" in self.text[self.end : of.start]:
            return False
        return "made" in self.cues.ending(of.start) or (
            0 < of.start - self.end < _FEW
            and of.start + 1 == self.high
            and self.cues.class_before(of.start) != "quantity"
        )

    @Once
    def comes(self) -> bool:
        """由上月的, 提高到去年的; but 恢复到2019年的."""
        return not _CHANGING.isdisjoint(self.before)

    @Once
    def comes_from(self) -> bool:
        """从2020年的286亿元增长到去年的968亿元, 由上月下降0.4%转为持平: an end of a change, and nothing after it."""
        if self.comes and self.has_de:
            return self.expression.kind != "deictic" or "from" in self.before
        return "from" in self.before and is_last_one(self.expression)

    @Once
    def heads(self) -> bool:
        """Whether it stands for what follows: opens its clause, or closes it (阿富汗战争18年来，…)."""
        lasted = self.expression.kind == "duration" or self.expression.after in ("以来", "期间")
        return self.opens or (lasted and self.text.startswith("，", self.end))

    def states(self, figure: Cited) -> bool:
        """高于二季度的5.3%: the figure is of that time, and no share of it (高于去年的1.5倍)."""
        if _STATING.isdisjoint(self.before):
            return False
        if not self.has_de:
            noun = self.cues.word(self.end)
            return noun is not None and noun.cls == "noun" and noun.end == figure.start
        return self.end < figure.start < self.end + _FEW and figure.kind not in _TIMES

    @Once
    def of_event(self) -> bool:
        """Whether it is the time of an event with a subject of its own, which says nothing of the clauses after it."""
        if self.opens or self.expression.text.endswith("起"):
            return False
        if "arrival" in self.cues.starting(self.high + 1):
            return False
        if self.end == self.high:
            begun = self.cues.mark_ending(self.start)
            at = begun.start if begun and "from" in begun.classes else self.start
            return "spell" in self.cues.ending(at)
        return self.behind("event", _FEW) is not None


_BASES: Final = frozenset({"base", "since-base"})
_STATING: Final = frozenset({"base", "from"})
_OPENING: Final = frozenset({"opening", "from", "at", "to"})
_FILLING: Final = frozenset({"filler", "de"})
_NOUN: Final = 12
"""Characters of a noun with what belongs to it."""
_FEW: Final = 4
_CHANGING: Final = frozenset({"from", "to", "move"})
_LONG: Final = 40
_SAYING: Final = frozenset({"act", "share"})
_TIMES: Final = frozenset({"multiple", "fraction"})
_SHARES: Final = frozenset({"percent", "fraction"})
_DONE: Final = words_of("what: done-of")
_DAYS: Final = frozenset({"bare day", "day", "day seen", "lately", "date in figures", "week", "event", "day after"})
_IDLE: Final = words_of("when: idle", "when: then")
_NO_TIMES: Final = frozenset({"anniversary", "days ahead"})
_USUAL: Final = words_of("when: usual")
_COUNTERPARTS: Final = frozenset({"same period", "counterpart", "meanwhile"})
_RUNNING: Final = frozenset({"this month", "this quarter", "week"})


def is_last_one(expression: TimeExpression) -> bool:
    """上月, 上一季度: the one before, with which figures are compared."""
    return expression.form.name in _RUNNING and expression.groups["which"] == "上"


def is_counterpart(expression: TimeExpression) -> bool:
    """去年同期, 去年1—9月同期, 历史同期: of the dates spoken of, in another year."""
    return expression.form.name in _COUNTERPARTS or expression.after == "同期"


def _opens_for_itself(spot: Spot) -> bool:
    """去年同期呢，出口涨了19.4%: what follows is of that time."""
    said = spot.cues.mark_starting(spot.end)
    at = said.end if said and "opening" in said.classes else spot.end
    return spot.opens and spot.expression.form.name == "same period" and spot.text.startswith("，", at)


def _is_base_itself(expression: TimeExpression) -> object:
    """去年同期, 上年末, 往年: named to compare with."""
    year = expression.groups.get("y") or expression.text
    return (
        (is_counterpart(expression) and expression.form.name != "meanwhile")
        or expression.after.startswith("有")
        or year in _USUAL
        or FROM_FRAME.get(year, 0)
    )


def _is_out_of_play(spot: Spot) -> bool:
    expression = spot.expression
    if expression.kind == "clock":
        return expression.form.name == "clock in figures" or not spot.opens
    return expression.kind == "sequel" or expression.text in _IDLE or expression.form.name in _NO_TIMES


def _reports(spot: Spot) -> bool:
    """昨天…称，; 今早（13日）通报：; 8日发布微博，某某表示：: a clause that ends with who says so."""
    expression, text = spot.expression, spot.text
    bracketed = text.startswith("）", spot.high) and text[spot.low - 1 : spot.low] == "（"
    if not bracketed and (expression.form.name not in _DAYS or expression.opener):
        return False
    if not bracketed and _says(spot, spot.high):
        return True
    at = spot.high + 1
    if text.startswith("（", spot.high):
        at = text.find("）", at, at + _LONG) + 1
    return text.startswith(("，", "（", "）"), spot.high) and at > 0 and _says(spot, spot.layout.clause(at)[1])


def _says(spot: Spot, high: int) -> bool:
    """Whether a clause ends with that somebody reports what follows it."""
    end = spot.cues.without_aspect(high)
    cue = "meeting" if spot.text.startswith("。", high) else "reportedly"
    return (
        high - spot.end <= _LONG
        and spot.text.startswith(("，", "：", "。"), high)
        and end > spot.end
        and cue in spot.cues.ending(end)
    )


def _is_stated_base(spot: Spot) -> bool:
    """去年同期为41亿元, 上年末是57.3%: the words before 为 and 是 are the time of that figure."""
    if not spot.expression.groups.get("y") or "base" in spot.before:
        return False
    if not (_is_base_itself(spot.expression) or _is_former(spot)):
        return False
    return ("filler" in spot.next or spot.opens) and spot.stated


def _is_former(spot: Spot) -> bool:
    """今年上半年粗钢447万吨，去年上半年是468万吨，降4.5%: told beside a figure of now, and measured against in the clause that follows."""
    if not spot.opens or not spot.stated:
        return False
    behind = spot.cues.words(spot.high + 1, spot.high + 1 + _FEW)
    if not any("move" in spot.cues.starting(word.start) for word in behind):
        return False
    low = max(spot.layout.sentence(spot.start), spot.start - REACH)
    year, told = spot.expression.groups.get("y", ""), spot.layout.years(low, spot.start)
    return _is_before(year, told) and spot.cues.counts(low, spot.start)


def _is_before(year: str, told: Sequence[str]) -> bool:
    """前年31.2万，去年32.5万，回升了1.3万: of two years that are over the later one is told of."""
    if named := number(year.rstrip("年")):
        return any(named < number(other.rstrip("年")) for other in told)
    back = OFFSETS.get(year, 0)
    return back < 0 and all(back <= OFFSETS.get(other, back - 1) for other in told)


def _is_aim_of_attribute(spot: Spot) -> bool:
    """今年《政府工作报告》确定的增长目标是5.5%，就业11.5万人，…: a list of aims of one year."""
    aim = spot.behind("aim", _LONG)
    return aim is not None and "filler" in spot.cues.starting(aim.end)


def _is_aim(spot: Spot) -> bool:
    """全年任务是14万, “十四五”末的目标是60%."""
    aim = spot.of_aim
    de = aim is not None and "de" in spot.cues.starting(aim.end)
    return aim is not None and not de and spot.figure_follows(aim.end) and spot.opens


def _is_part_of_aim(spot: Spot) -> bool:
    """完成全年目标的57.9%, 全年任务完成了26.3%: how much of it was done in the time that is told."""
    aim = spot.of_aim
    if aim is None:
        return False
    words = spot.cues.words(aim.end, spot.high)
    done = next((word.text for word in words if word.cls != "adv"), "") in _DONE
    told = next((word.value.unit for word in words if word.value is not None), None)
    return (done or "de" in spot.cues.starting(aim.end)) and told is not None and told.kind in _SHARES


def _is_number(spot: Spot) -> bool:
    """2024年第116号: of a paper."""
    return spot.text.startswith("第", spot.end) and "号" in spot.text[spot.end : spot.end + _FEW + 2]


def _is_share(spot: Spot) -> bool:
    """是2020年的1.5倍."""
    of = spot.behind("share-of", _NOUN)
    return of is not None and not any(
        word.cls in _SAYING or word.text == "、" for word in spot.cues.words(spot.end, of.start)
    )


def _is_beside(spot: Spot) -> bool:
    """Whether a time is told before it in its paragraph."""
    return not set("年月季").isdisjoint(spot.text[spot.layout.paragraph(spot.start) : spot.start])


@dataclass(frozen=True, slots=True)
class Row:
    """What gives an expression another role than to say when; of several rows the first."""

    name: str
    example: str
    role: Role
    holds: Callable[[Spot], object]


# fmt: off
ROLES: Final = (
    Row("said again", "6月9日至15日这一周，门诊接诊5人。", Role.NONE, lambda s: s.expression.text.startswith("这") and s.cues.class_ending(s.start) == "time"),
    Row("of no use", "今天新增5家。", Role.NONE, _is_out_of_play),
    Row("when somebody reports", "昨天外方发言人称，对方关税平均为12%。", Role.NONE, _reports),
    Row("part of a name", "2030年可持续发展议程有17项目标。", Role.NONE, lambda s: s.expression.form.name in ("year", "plan alone") and not s.expression.after and s.behind("name", _NOUN) is not None),
    Row("when an aim was set", "年初定的目标是3000张。", Role.NONE, lambda s: s.expression.edge == "初" and s.behind("aim", _NOUN) is not None),
    Row("a base that is stated", "去年同期为41亿元，增长5%。", Role.OWN, _is_stated_base),
    Row("of a noun", "2019年改造的仓库，租金只有三成。", Role.OWN, lambda s: s.attribute and not _is_aim_of_attribute(s)),
    Row("of a year that was verified", "2024年地区生产总值经最终核实是1471亿元。工业增长7%。", Role.PASSING, lambda s: s.behind("verified", _NOUN) is not None),
    Row("of one month among more", "1至9月增长6%，9月份当月增长8%。投资增长4%。", Role.PASSING, lambda s: s.expression.text.endswith(("当月", "单月")) and _is_beside(s)),
    Row("of a record", "1至9月增长6%，是今年以来最高水平。", Role.NONE, lambda s: s.expression.after == "以来" and s.text.startswith(("最", "第", "新高", "首"), s.end)),
    Row("of an aim, of which a share is told", "1月新增就业3.1万人，完成全年目标的5.2%。", Role.NEVER, _is_part_of_aim),
    Row("of an aim", "全年任务是14万人，完成了七成。", Role.OWN, _is_aim),
    Row("how far from an aim", "离2030年降至20%的目标只差0.3个百分点。", Role.OWN, lambda s: "until" in s.before),
    Row("compared with", "新增5家，比去年多2家。", Role.NONE, lambda s: s.before & _BASES),
    Row("by an older rule or price", "按2022年的规定，收取3%。", Role.NONE, lambda s: "by" in s.before and s.behind("document", _NOUN) is not None),
    Row("a base behind which its value stands", "是2020年的1.5倍。", Role.NONE, lambda s: not s.comes and ("based" in s.next or ("base" in s.next and not s.cues.bounds(s.end)) or _is_number(s) or _is_share(s))),
    Row("a base itself", "同期接待5万人。", Role.NONE, lambda s: _is_base_itself(s.expression) and "total" not in s.next and not _opens_for_itself(s)),
)  # fmt: skip
# fmt: on

_TIME: Final = Row(Role.TIME.value, "今年新增5家。", Role.TIME, lambda _: True)


def role(spot: Spot, rows: Sequence[Row] = ROLES) -> Row:
    """What an expression does, from the words around it in its clause."""
    return next((row for row in rows if row.holds(spot)), _TIME)

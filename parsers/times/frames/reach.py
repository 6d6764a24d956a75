"""How far from a figure its time may stand: a table of what its words and its frame say against times that are far.

A figure is of a time in its own clause, or of a frame that an earlier clause, sentence or paragraph opened. Each row
names the farthest place from which a frame still reaches a figure of which it holds; of several the nearest counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from parsers.times.frames.cited import Cited
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.cues import Classes, Mark, said
from parsers.times.frames.layout import REACH
from parsers.times.frames.roles import Spot


class Place(IntEnum):
    """Where the time of a figure stands, the nearest first."""

    CLAUSE = 1
    SENTENCE = 2
    PARAGRAPH = 3
    TEXT = 4


class Case:
    """A figure with the cues around it."""

    def __init__(self, figure: Cited, contexts: Contexts) -> None:
        self.figure = figure
        self.contexts = contexts
        self.text = contexts.text
        self.layout = layout = contexts.layout
        self.cues = cues = contexts.cues
        self.start = start = figure.start
        self.low, self.high = layout.clause(start)
        self.begun = max(layout.sentence(start), start - REACH)
        """Where its sentence begins, or what can be seen of it."""
        self.part = self._part()
        """Where the part of the sentence between ； begins; 一是…；二是… is one."""
        self.marks = cues.marks(self.begun, start)
        """The cues before it in its sentence."""
        self.own_marks = (
            [mark for mark in self.marks if mark.start >= self.low] if self.begun < self.low else self.marks
        )
        self.own = said(self.own_marks)
        """The classes of the cues before it in its clause."""
        self.sentence = said(self.marks) if self.begun < self.low else self.own
        """The same in its sentence."""
        self._told = [mark for mark in self.marks if self._is_told(mark)] if self.sentence & _TOLD else []
        self.touching: Classes = cues.ending(start)
        self.after = cues.starting(figure.end + self.text.startswith("的", figure.end))

    def _part(self) -> int:
        at = self.start
        while (at := self.text.rfind("；", self.begun, at)) >= 0:
            if "item" not in self.cues.starting(at + 1):
                return at
        return self.begun

    @property
    def in_part(self) -> set[str]:
        """The classes of what is said since a ； before it; nothing where there is none."""
        return said(mark for mark in self.marks if mark.start > self.part) if self.part > self.begun else set()

    @property
    def told(self) -> int:
        """Where what somebody tells begins in its sentence, or the sentence."""
        return self._told[-1].end if self._told else self.begun

    def _is_told(self, mark: Mark) -> bool:
        """有位老爷子九十一岁了; …，一家做轴承的厂子减了31万: of somebody, or of one at the beginning of a clause."""
        first = "one-first" in mark.classes and self.layout.clause(mark.start)[0] == mark.start
        return first or "told" in mark.classes

    def tells(self, low: int) -> bool:
        """Whether what it is part of is told of somebody since ``low``."""
        return bool(self._told) and self._told[-1].start >= low

    @property
    def is_habit(self) -> bool:
        """服务费每度电不超过四毛; but 接驳巴士每5分钟一班 is what a 每 belongs to."""
        if "average" in self.own:
            return False
        return "habit" in self.own and any(
            "habit" in mark.classes
            and (self.text[mark.start] != "每" or (mark.end < self.start and self.text[mark.start + 1] not in "百千万"))
            for mark in self.own_marks
        )

    @property
    def is_aim(self) -> bool:
        """目标220个, 离6万套还差一截."""
        if "gap" in self.own or "base" in self.own:
            return False
        return bool(self.touching & {"aim", "asked-of"} or self.after & {"aim"}) or self._is_distance()

    def _is_distance(self) -> bool:
        return any("until" in mark.classes and self.start - mark.end < _FEW for mark in self.own_marks)

    @property
    def selects(self) -> bool:
        """60岁以上老人, 35℃以上的高温日, 家离学校3公里以上的孩子: which are counted, not how many."""
        figure = self.figure
        if not (figure.limit and figure.kind not in _SHARES) and not (figure.kind == "age" and self._is_range()):
            return False
        word = self.cues.word(figure.end)
        return word is not None and (word.text == "的" or word.cls in _NAMES)

    def _is_range(self) -> bool:
        word = self.cues.word(self.start)
        return word is not None and word.value is not None and word.value.form == "range"

    @property
    def of_one(self) -> bool:
        """一部电梯五六十万, or said of one in an earlier clause: 一台快充桩，充到八成要25分钟."""
        return any(
            "one" in mark.classes and (mark.start < self.low or self.start - mark.end <= _SHORT) for mark in self.marks
        )

    @property
    def is_rated(self) -> bool:
        """诊疗费一次十块，医保付八块: so much a time, or a part of what is said to be so much a time."""
        return any(
            "rate" in mark.classes and (word := self.cues.word(mark.end)) is not None and word.value is not None
            for mark in self.marks
        )

    @property
    def totals(self) -> bool:
        """从1月28日零时起，到2月4日24时止，一共8天: how long that is."""
        return self.figure.kind == "duration" and self.text[self.low : self.start] in _TOTALS

    @property
    def is_by_law(self) -> bool:
        """按省里的标准: what else its sentence says as well."""
        if "law" not in self.sentence or "by" not in self.sentence:
            return False
        marks = self.marks
        laws = [mark.start for mark in marks if "law" in mark.classes]
        return any("by" in mark.classes and any(0 <= at - mark.end <= _NOUN for at in laws) for mark in marks)

    @property
    def is_by_share(self) -> bool:
        """企业投入按增量的10%补助: by a rule, what else its sentence says as well."""
        if "by" not in self.sentence:
            return False
        marks = self.cues.marks(self.begun, self.figure.end)
        shares = [mark.start for mark in marks if "share-of" in mark.classes]
        return any("by" in mark.classes and any(0 <= at - mark.end <= _NOUN for at in shares) for mark in marks)

    @property
    def begins_with_move(self) -> bool:
        """涨了将近两成, 又快了0.2个百分点: a change over the time compared with."""
        at = self.low
        while (mark := self.cues.mark_starting(at)) is not None:
            if "move" in mark.classes:
                return True
            if not mark.classes & _RUN:
                return False
            at = mark.end
        return False

    @property
    def is_revised(self) -> bool:
        """由初步核算的7862.4亿元修订为7901.8亿元: both of that time."""
        return (
            self.cues.first("revised", self.begun, min(self.layout.sentence_end(self.start), self.start + REACH))
            is not None
        )

    def was(self, low: int) -> bool:
        """人工关节原来三万出头: of a time that nobody names."""
        marks = [mark for mark in self.own_marks if "then" in mark.classes and mark.start >= low]
        if not marks or self.start - marks[-1].end >= _FEW:
            return False
        times = self.layout.between(low, marks[-1].start)
        return not times or self.contexts.all[times[-1]].end < marks[-1].start  # 2022年那会儿是4.9%

    def is_compared(self, last: Cited) -> bool:
        """水位36米。跟那场大水比，低41厘米: of the time of what is compared with, the figure before."""
        begun = max(self.begun, self.part)
        if not last.end <= begun <= last.end + _FEW or self.start - begun > _COMPARISON:
            return False
        return any("with" in mark.classes for mark in self.cues.marks(begun, self.start)[:2]) and "move" in self.own

    def pays_per_one(self, low: int) -> bool:
        """每小时支付50元, 每人每年补贴5000元: in one clause since ``low``."""
        if not ("pay" in self.sentence and "each" in self.sentence):
            return False
        marks = [mark for mark in self.marks if mark.start >= low]
        paid = [mark for mark in marks if "pay" in mark.classes]
        return any("each" in mark.classes and abs(mark.start - other.start) < _NOUN for mark in marks for other in paid)


_FEW: Final = 5
_NOUN: Final = 12
_SHORT: Final = 8
_COMPARISON: Final = 16
_RUN: Final = frozenset({"run", "filler", "opening"})
_TOLD: Final = frozenset({"told", "one-first"})
_SHARES: Final = frozenset({"percent", "fraction", "multiple", "ratio", "money"})
_TOTALS: Final = ("一共", "共", "总共", "共计", "前后", "前后共", "前后一共", "历时")
_NAMES: Final = frozenset({"noun", "name", "adj", "latin"})
_MEASURED: Final = frozenset({"age", "duration", "length", "area", "money"})


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that keeps a far time from governing a figure."""

    name: str
    example: str
    """What is said, with the figure that the row is about at its end."""
    place: Place
    holds: Callable[[Case], object]
    cues: str = ""
    """The classes of cues without any of which in the sentence it cannot hold."""


@dataclass(frozen=True, slots=True)
class FrameRow:
    """The same, of a frame and a figure."""

    name: str
    example: str
    place: Place
    holds: Callable[[Case, Spot], object]


# fmt: off
FIGURES: Final = (
    Row("by a standard", "现在按省里的标准，小学每班不超过45人。", Place.CLAUSE, lambda c: c.is_by_law, "law"),
    Row("somebody's age", "上个月我去看一位老师傅，76岁。", Place.CLAUSE, lambda c: c.figure.kind == "age" and "somebody" in c.sentence, "somebody"),
    Row("so much for one", "今年新建床位800张，每张补4000元。", Place.CLAUSE, lambda c: c.figure.kind == "money" and c.pays_per_one(c.low), "pay"),
    Row("so it is", "去年新建800套，月租最低450元。", Place.CLAUSE, lambda c: "so" in c.own and not c.figure.changed, "so"),
    Row("how long that is", "假期从1月28日零时起，到2月4日24时止，一共8天。", Place.CLAUSE, lambda c: c.totals),
    Row("so much a time", "今年提到94元，诊疗费一次十块。", Place.CLAUSE, lambda c: c.figure.kind == "money" and c.is_rated, "rate"),
    Row("what one pays of it", "今年新增20家。养老保险，单位交16%。", Place.SENTENCE, lambda c: "pay" in c.touching and c.figure.kind == "percent", "pay"),
    Row("so much of it", "今年提到94元，村里按四成拿。", Place.CLAUSE, lambda c: "by" in c.touching and c.text[c.start - 1] == "按", "by"),
    Row("its length", "今年的比赛从广场出发，全程42公里。", Place.CLAUSE, lambda c: c.figure.kind == "length" and "course" in c.touching, "course"),
    Row("a rule behind ；", "去年新增3家；按规定，注册资本不少于5万元。", Place.CLAUSE, lambda c: "rule" in c.in_part or (c.part > c.begun and c.pays_per_one(c.part)), "rule pay"),
    Row("by a rule", "去年新增床位900张。按规定，注册资本5万元。", Place.SENTENCE, lambda c: "rule" in c.sentence, "rule"),
    Row("so much for one, in an earlier clause", "今年新增床位800张。每张补4000元，骨干补5000元。", Place.SENTENCE, lambda c: c.pays_per_one(c.begun), "pay"),
    Row("a share by a rule", "今年新增20家。企业投入按增量的10%补助。", Place.SENTENCE, lambda c: c.is_by_share, "by"),
    Row("what somebody tells", "今年新增20家。有位师傅，带了3个徒弟。", Place.SENTENCE, lambda c: c.tells(c.begun), "told one-first"),
    Row("an example", "今年新增20家。以3000元为例。", Place.SENTENCE, lambda c: "为例" in c.text[c.start : c.start + 16]),
    Row("what one thing costs", "今年完成加装300部。一部电梯五六十万元。", Place.SENTENCE, lambda c: c.of_one, "one"),
    Row("what is meant to be", "前三季度，全市投资增长3%。/力争增长5%。", Place.PARAGRAPH, lambda c: "plan" in c.sentence, "plan"),
    Row("what there is", "前三季度，全市投资增长3%。/现有项目占5%。", Place.PARAGRAPH, lambda c: "now" in c.sentence, "now"),
    Row("a bound", "前三季度，全市投资增长3%。/5%以上。", Place.PARAGRAPH, lambda c: c.figure.limit),
)
_SPEAKING: Final = frozenset(name for row in FIGURES for name in row.cues.split())
_ALWAYS: Final = tuple(row for row in FIGURES if not row.cues)
FRAMES: Final = (
    FrameRow("what stands, after a span", "五年来新建公园30座，全市公园中，已有十余座。", Place.CLAUSE, lambda c, f: f.expression.kind == "duration" and "stock" in c.touching),
    FrameRow("a wish, after what is over", "上半年返还三成，我们想把比例提到五成。", Place.CLAUSE, lambda c, f: "wish" in c.own and not f.expression.opener and not c.contexts.is_ahead(f.number)),
    FrameRow("a property, of what a time beside it is of", "水库上个月蓄水，总库容3亿立方米。", Place.CLAUSE, lambda c, f: not f.heads and f.end > c.begun and "property" in c.sentence and c.cues.first("property", f.end, c.start)),
    FrameRow("a threshold", "今年新增5家。60岁以上免费。", Place.SENTENCE, lambda c, f: c.figure.limit and c.figure.kind in _MEASURED and not (c.figure.kind == "age" and f.expression.text.endswith("时"))),
    FrameRow("a habit", "去年培训8000人次。办理时限3个工作日。", Place.SENTENCE, lambda c, f: c.is_habit and not c.figure.changed and not c.layout.between(c.begun, c.start)),
    FrameRow("a change of a rule", "去年新增企业2万户。起点由10万元提高到15万元。", Place.SENTENCE, lambda c, f: c.figure.changed and not f.expression.after.endswith("起") and not c.layout.between(c.begun, c.start) and c.cues.first("move", c.low, min(c.high, c.start + REACH))),
    FrameRow("done before now", "现在每天四千人。抽调了86名医生。", Place.SENTENCE, lambda c, f: f.expression.form.name == "now" and c.text.endswith("了", 0, c.start) and not c.text.endswith(("为了", "到了"), 0, c.start)),
    FrameRow("there is, after a span that is no 截至", "1—9月，新开航线6条。港口现有航线88条。", Place.SENTENCE, lambda c, f: f.expression.kind != "deictic" and not f.expression.opener and "now" in c.sentence),
    FrameRow("another topic", "今年新建公园12座。充电方面，全市公共充电桩1.2万根。", Place.SENTENCE, lambda c, f: f.expression.kind != "deictic" and _is_topic(c) and not c.sentence & {"plan", "now"}),
    FrameRow("a property", "今年开工两座。水库库容3亿立方米。", Place.SENTENCE, lambda c, f: f.expression.kind != "deictic" and "property" in c.sentence),
    FrameRow("an extent, on a day", "1月5日，巡查两次。总面积3公顷。", Place.SENTENCE, lambda c, f: f.expression.kind == "date" and f.expression.text.endswith(("日", "号")) and "extent" in c.sentence),
)
# fmt: on


def _is_topic(case: Case) -> bool:
    """充电方面，: how its sentence begins."""
    mark = case.cues.first("topic", case.begun, case.start)
    return mark is not None and mark.end == case.layout.clause(case.begun)[1] and mark.end - case.begun > 2


def of_figure(case: Case) -> Place:
    """The farthest place from which any frame reaches a figure."""
    rows = FIGURES if case.sentence & _SPEAKING else _ALWAYS
    return min([row.place for row in rows if row.holds(case)], default=Place.TEXT)


def of_frame(case: Case, frame: Spot) -> Place:
    """The farthest place from which a certain frame reaches it."""
    return min([row.place for row in FRAMES if row.holds(case, frame)], default=Place.TEXT)

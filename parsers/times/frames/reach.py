"""How far from a figure its time may stand: a table of what its words and its frame say against times that are far.

A figure is of a time in its own clause, or of a frame that an earlier clause, sentence or paragraph opened. Each row
names the farthest place from which a frame still reaches a figure of which it holds; of several the nearest counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeVar

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
        self.own_marks = [mark for mark in self.marks if mark.start >= self.low]
        self.sentence = said(self.marks)
        """The classes of the cues before it in its sentence."""
        self.own = said(self.own_marks) if self.begun < self.low else self.sentence
        """The same in its clause."""
        self.touching: Classes = cues.ending(start)
        self.after = cues.starting(figure.end + self.text.startswith("的", figure.end))

    def _part(self) -> int:
        at = self.start
        while (at := self.text.rfind("；", self.begun, at)) >= 0:
            if "item" not in self.cues.starting(at + 1):
                return at
        return self.begun

    @property
    def told(self) -> int:
        """Where what somebody tells begins in its sentence, or the sentence: 有位老爷子…; …，一家做轴承的厂子…."""
        if not self.sentence & _TOLD:
            return self.begun
        return next((mark.end for mark in reversed(self.marks) if self._is_told(mark)), self.begun)

    def _is_told(self, mark: Mark) -> bool:
        """Of somebody, of one at the beginning of a clause, or of one person of an age: 我去看一位老师傅，76岁."""
        first = self.figure.kind == "age" or self.layout.clause(mark.start)[0] == mark.start
        return "told" in mark.classes or (first and "one-first" in mark.classes)

    @property
    def is_habit(self) -> bool:
        """服务费每度电不超过四毛; but 接驳巴士每5分钟一班 is what a 每 belongs to, and 均价每瓦0.7元 was measured."""
        return (
            "habit" in self.own
            and "average" not in self.own
            and any(
                "habit" in mark.classes and (self.text[mark.start] != "每" or self._is_base(mark))
                for mark in self.own_marks
            )
        )

    @property
    def is_rate(self) -> bool:
        """每张补4000元, 会议费每人每天450元, 一户一年12块钱: so much for one, at any time; but not 提高到每月190元."""
        if self.figure.kind != "money" or self.figure.changed or not self.own & _EACH or self.own & _COUNTED:
            return False
        each = (mark for mark in self.own_marks if "each" in mark.classes or self.text[mark.start] == "每")
        return any(self._is_base(mark) for mark in each)

    def _is_base(self, mark: Mark) -> bool:
        """每度电; but 每百元营业收入中的成本 is what is measured."""
        return (mark.end < self.start or mark.end - mark.start > 1) and self.text[mark.start + 1] not in "百千万"

    @property
    def is_aim(self) -> bool:
        """目标220个, 高于6%的预期目标, 离6万套还差一截; but 比目标高2个 is what it differs by."""
        if self.after & {"aim"}:
            return True
        if "gap" in self.own or "base" in self.own:
            return False
        return bool(self.touching & {"aim", "asked-of"}) or (
            "until" in self.own
            and any("until" in mark.classes and self.start - mark.end < _FEW for mark in self.own_marks)
        )

    @property
    def selects(self) -> bool:
        """60岁以上老人, 35℃以上的高温日, 79岁的师傅: which are counted, not how many."""
        figure = self.figure
        word = self.cues.word(figure.end)
        if word is None or not (word.text == "的" or word.cls in _NAMES):
            return False
        if figure.kind == "age":
            return figure.limit or self._is_range() or (word.text == "的" and not figure.joined)
        return figure.limit and figure.kind not in _SHARES

    def _is_range(self) -> bool:
        word = self.cues.word(self.start)
        return word is not None and word.value is not None and word.value.form == "range"

    @property
    def is_by_rule(self) -> bool:
        """按省里的标准, 按增量的10%, 按贷款100万元算, 以3000元为例: what else is said with it as well."""
        clauses = [(mark.end, self.layout.clause(mark.start)[1]) for mark in self.marks if "by" in mark.classes]
        return any(said(self.cues.marks(*clause)) & _RULES for clause in clauses)

    def adds_up(self, frame: Spot) -> bool:
        """新增22例；累计报告31例: what there is by then, behind how much of it came in the time of the frame."""
        totals = [mark for mark in self.marks if "total" in mark.classes and mark.start > frame.end]
        if not totals or self.layout.clause(totals[-1].start)[0] != totals[-1].start:
            return False
        units = self.cues.units(totals[-1].end, self.start + 1) or [""]
        return units[0] in self.cues.units(frame.end, totals[-1].start)

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
    def of_one(self) -> bool:
        """一个岗位6人应聘, or said of one in an earlier clause: 一台快充桩，充到八成要25分钟."""
        return any(
            "one" in mark.classes and (mark.start < self.low or self.start - mark.end <= _SHORT) for mark in self.marks
        )

    @property
    def is_revised(self) -> bool:
        """由初步核算的7862.4亿元修订为7901.8亿元: both of that time."""
        high = min(self.layout.sentence_end(self.start), self.start + REACH)
        return self.cues.first("revised", self.begun, high) is not None

    def was(self, low: int) -> bool:
        """人工关节原来三万出头: of a time that nobody names."""
        marks = [mark for mark in self.own_marks if "then" in mark.classes and mark.start >= low]
        if not marks or self.start - marks[-1].end >= _FEW:
            return False
        times = self.layout.between(low, marks[-1].start)
        return not times or self.contexts.all[times[-1]].end < marks[-1].start  # 2022年那会儿是4.9%


_FEW: Final = 5
_NOUN: Final = 12
_SHORT: Final = 8
_RUN: Final = frozenset({"run", "filler", "opening"})
_EACH: Final = frozenset({"habit", "each"})
_COUNTED: Final = frozenset({"average", "move"})
_TOLD: Final = frozenset({"told", "one-first"})
_RULES: Final = frozenset({"law", "share-of"})
_SHARES: Final = frozenset({"percent", "fraction", "multiple", "ratio", "money"})
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
    cues: str = ""


AnyRow = TypeVar("AnyRow", Row, FrameRow)

# fmt: off
FIGURES: Final = (
    Row("so it is", "去年新建800套，月租最低450元。", Place.CLAUSE, lambda c: "so" in c.own and not c.figure.changed, "so"),
    Row("so much for one", "今年新增床位800张，每张补4000元。", Place.CLAUSE, lambda c: c.is_rate, "habit each"),
    Row("a rule", "去年新增床位900张。按规定，注册资本5万元。", Place.SENTENCE, lambda c: "rule" in c.sentence, "rule"),
    Row("a rule behind ；", "去年新增3家；按规定，注册资本不少于5万元。", Place.CLAUSE, lambda c: c.part > c.begun and "rule" in said(mark for mark in c.marks if mark.start > c.part), "rule"),
    Row("by a rule", "现在按省里的标准，小学每班不超过45人。", Place.CLAUSE, lambda c: "by" in c.sentence and c.is_by_rule, "by"),
    Row("what somebody tells", "今年，新增20家。有位师傅，带了3个徒弟。", Place.SENTENCE, lambda c: c.told > c.begun, "told one-first"),
    Row("of one thing", "今年，加装电梯300部。一部电梯坐8人。", Place.SENTENCE, lambda c: "one" in c.sentence and c.of_one, "one"),
    Row("what is meant to be", "前三季度，全市投资增长3%。/力争增长5%。", Place.PARAGRAPH, lambda c: "plan" in c.sentence, "plan"),
    Row("what there is", "前三季度，全市投资增长3%。/现有项目占5%。", Place.PARAGRAPH, lambda c: "now" in c.sentence, "now"),
    Row("a bound", "前三季度，全市投资增长3%。/5%以上。", Place.PARAGRAPH, lambda c: c.figure.limit),
)
FRAMES: Final = (
    FrameRow("a threshold", "今年新增5家。60岁以上免费。", Place.SENTENCE, lambda c, f: c.figure.limit and c.figure.kind in _MEASURED and not f.expression.text.endswith("时")),
    FrameRow("what stands, after a span", "五年来新建公园30座，全市公园中，已有十余座。", Place.CLAUSE, lambda c, f: f.expression.kind == "duration" and "stock" in c.touching, "stock"),
    FrameRow("what there is by then", "上月新增22例，累计报告31例。", Place.CLAUSE, lambda c, f: "total" in c.sentence and not f.expression.opener and f.expression.form.name != "year's ends" and c.adds_up(f), "total"),
    FrameRow("what was before now", "现在，停水的村子从200个减到7个。", Place.CLAUSE, lambda c, f: f.expression.form.name == "now" and c.figure.origin),
    FrameRow("a habit", "去年，培训8000人次。办理时限3个工作日。", Place.SENTENCE, lambda c, f: c.is_habit and not c.figure.changed and not c.layout.between(c.begun, c.start), "habit"),
    FrameRow("a change of a rule", "去年新增企业2万户。起点由10万元提高到15万元。", Place.SENTENCE, lambda c, f: c.figure.changed and not f.expression.after.endswith("起") and not c.layout.between(c.begun, c.start) and c.cues.first("move", c.low, min(c.high, c.start + REACH))),
    FrameRow("done before now", "现在每天四千人。抽调了86名医生。", Place.SENTENCE, lambda c, f: f.expression.form.name == "now" and c.text.endswith("了", 0, c.start)),
    FrameRow("there is, after a span that is no 截至", "1—9月，新开航线6条。港口现有航线88条。", Place.SENTENCE, lambda c, f: f.expression.kind != "deictic" and not f.expression.opener and "now" in c.sentence, "now"),
    FrameRow("another topic", "今年，新建公园12座。充电方面，全市公共充电桩1.2万根。", Place.SENTENCE, lambda c, f: f.expression.kind != "deictic" and "plan" not in c.sentence and _is_topic(c), "topic"),
    FrameRow("a property", "今年开工两座。水库库容3亿立方米。", Place.SENTENCE, lambda c, f: "property" in c.sentence and f.expression.kind != "deictic", "property"),
    FrameRow("a property, of what a time beside it is of", "水库上个月蓄水，总库容3亿立方米。", Place.CLAUSE, lambda c, f: "property" in c.sentence and not f.heads and c.cues.first("property", f.end, c.start), "property"),
)
# fmt: on


def _is_topic(case: Case) -> bool:
    """充电方面，: how its sentence begins."""
    mark = case.cues.first("topic", case.begun, case.start)
    return mark is not None and mark.end == case.layout.clause(case.begun)[1] and mark.end - case.begun > 2


def speaking(rows: Iterable[AnyRow]) -> dict[str, list[AnyRow]]:
    """Rows by the classes of cues that they need; under the empty name those that need none."""
    found: dict[str, list[AnyRow]] = {"": []}
    for row in rows:
        for name in row.cues.split() or [""]:
            found.setdefault(name, []).append(row)
    return found


_FIGURES: Final = speaking(FIGURES)
_FRAMES: Final = speaking(FRAMES)


def of_figure(case: Case) -> Place:
    """The farthest place from which any frame reaches a figure."""
    names = ["", *(_FIGURES.keys() & case.sentence)]
    return min([row.place for name in names for row in _FIGURES[name] if row.holds(case)], default=Place.TEXT)


def of_frame(case: Case, frame: Spot) -> Place:
    """The farthest place from which a certain frame reaches it."""
    names = ["", *(_FRAMES.keys() & case.sentence)]
    return min([row.place for name in names for row in _FRAMES[name] if row.holds(case, frame)], default=Place.TEXT)

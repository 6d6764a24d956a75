"""Where each figure of a turn stands: its clause, its sentence, and the words that are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from parsers.observations.passage import Occurrence, Passage
from parsers.observations.places import Place, Places
from parsers.records import Metric
from parsers.times import Governed, Span
from parsers.words import fold

_PERCENT: Final = frozenset({"percent", "percentage_point", "fraction", "multiple"})
# 比一季度回落, 跟去年全年的5.4%比, 较上年末增加: what is measured against stands behind one of these; not in 课后服务参与率96%.
_AGAINST: Final = re.compile(
    "[比较高低快慢好优领超跟与](?:(?<=比)(?<![占对可同环性之入桩].)(?![例重率值价为是达约大由])|(?<=较)(?<![比可].)(?![好高大强])"
    "|(?<=[高低快慢好优])于|(?<=高)出|(?<=领)先|(?<=超)[出过](?=[^，。]{0,4}(?:计划|任务|目标))|(?<=[跟与])(?!率|度|人数|人次))"
)
_JOINT: Final = re.compile("(?:、|[，]?(?:和|与|及|以及))(?:下降|增长|上涨|减少|提高)?(?:约|近|超)?$")
_MOST: Final = 40
"""As many figures as one 分别 may share out."""
_BEHIND: Final = 40
_RESPECTIVELY: Final = re.compile("分别|依次")


@dataclass(slots=True, eq=False)
class Spot:
    """A figure and its surroundings; offsets into the text of the turn."""

    metric: Metric
    time: Governed
    """Which governs it."""
    dates: Span | None
    """Those that its time has before anybody knows whether it is a plan."""
    start: int
    end: int
    indicator: str
    """As it stands in the folded text; empty where it has none."""
    relative: bool
    """Whether it is a percentage, points, a fraction or a multiple."""
    paragraph: int
    sentence: int
    reach: int
    """Where its own words begin: behind the figure before it in the sentence."""
    clause_lead: int
    """Where its own words in its clause begin."""
    clause_end: int
    lead: str
    """Its own words in its clause, before it."""
    before: str
    """Its own words in its sentence, before it."""
    after: str
    """The words behind it in its clause, up to the next figure."""
    behind: str
    """The words behind it, over the end of its sentence."""
    against: tuple[int, str] | None
    """Where in ``lead`` that begins which it is measured against, and what it says."""
    places: list[Place]
    """Those that its own words before it name."""
    mentions: list[Occurrence]
    """The quantities of the vocabulary that its own words before it name."""
    joined: bool = False
    """In one list with the figure before it (`2.3%、6.9%`)."""
    group: list[Spot] = field(default_factory=list)
    """The figures that share one 分别 with it, itself included."""

    @property
    def subject_end(self) -> int:
        """The subject stands before what it is measured against (比全国平均水平高0.1个百分点)."""
        return self.clause_lead + self.against[0] if self.against else self.start


def find_spots(passage: Passage, places: Places, figures: Sequence[tuple[Metric, Governed]]) -> list[Spot]:
    """The surroundings of every figure, in order."""
    spots: list[Spot] = []
    for index, (metric, time) in enumerate(figures):
        last = spots[-1].end if spots else 0
        nearest = figures[index + 1][0].start if index + 1 < len(figures) else len(passage.text)
        spot = _spot(passage, places, metric, time, (last, nearest))
        spot.joined = bool(spots) and bool(_JOINT.fullmatch(passage.text, last, metric.start))
        spots.append(spot)
    _mark_groups(spots)
    return spots


def _spot(passage: Passage, places: Places, metric: Metric, time: Governed, between: tuple[int, int]) -> Spot:
    """A figure between the end of the one before and the beginning of the next."""
    last, nearest = between
    text, start, end = passage.text, metric.start, metric.end
    said, sentence = passage.cut, passage.cut.sentence(start)[0]
    reach = max(sentence, last)
    clause_lead = max(reach, said.clause(start)[0])
    clause_end = max(end, said.clause(max(end - 1, start))[1])
    lead = text[clause_lead:start]
    return Spot(
        metric=metric,
        time=time,
        dates=time.dates(reported=None),
        start=start,
        end=end,
        indicator=_folded(metric.indicator) if metric.indicator else "",
        relative=metric.kind in _PERCENT,
        paragraph=said.paragraph(start),
        sentence=sentence,
        reach=reach,
        clause_lead=clause_lead,
        clause_end=clause_end,
        lead=lead,
        before=text[reach:start],
        after=text[end : min(clause_end, nearest)],
        behind=text[end : end + _BEHIND],
        against=against(lead),
        places=places.within(reach, start),
        mentions=passage.mentions_in(reach, start),
    )


@lru_cache(maxsize=1 << 12)
def _folded(indicator: str) -> str:
    """One name is that of many figures."""
    return fold(indicator)


def _mark_groups(spots: list[Spot]) -> None:
    """河埠区、青岚县分别增长6.3%和4.2%: figures that 分别 shares out, and as many that follow in their sentence."""
    group: list[Spot] = []
    for index, first in enumerate(spots):
        if first.group:
            continue
        run = _run(spots, index)
        if len(run) > 1 and (_RESPECTIVELY.search(first.lead) or _as_many(group, run)):
            group = run
            for spot in run:
                spot.group = run


def _as_many(group: list[Spot], run: list[Spot]) -> bool:
    """进口、出口通关时间分别为26小时和1小时，压缩73%和95%."""
    return len(group) == len(run) and group[0].sentence == run[0].sentence


def _run(spots: list[Spot], index: int) -> list[Spot]:
    """The figures of one list (6.3%和4.2%) that begins with this one."""
    run = [spots[index]]
    for spot in spots[index + 1 : index + _MOST]:
        if not spot.joined or spot.sentence != run[0].sentence:
            break
        run.append(spot)
    return run


def against(text: str) -> tuple[int, str] | None:
    """Where in the words before a figure that begins which it is measured against, and what it says; None: nothing."""
    found = None
    for found in _AGAINST.finditer(text):  # noqa: B007  the last one
        pass
    return (found.start(), text[found.end() :]) if found else None

"""Where each figure of a turn stands: its clause, its sentence, and the words that are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.observations.passage import Passage
from parsers.records import Metric

_PERCENT: Final = frozenset({"percent", "percentage_point", "fraction", "multiple"})
# 比一季度回落, 跟去年全年的5.4%比, 较上年末增加: what is measured against stands behind one of these.
_AGAINST: Final = re.compile(
    "(?:(?<![占对可同环性之入桩])比(?![例重率值价为是达约大由])|(?<![比可])较(?![好高大强])|高于|低于|快于|慢于|高出|好于|优于|领先|超出(?=[^，。]{0,4}(?:计划|任务|目标))|超过(?=[^，。]{0,4}(?:计划|任务|目标))|跟|与)"
)
_JOINT: Final = re.compile("(?:、|[，]?(?:和|与|及|以及))(?:下降|增长|上涨|减少|提高)?(?:约|近|超)?$")
_MOST: Final = 40
"""As many figures as one 分别 may share out."""
_RESPECTIVELY: Final = re.compile("分别|依次")


@dataclass(slots=True)
class Spot:
    """A figure and its surroundings; offsets into the text of the turn."""

    metric: Metric
    index: int
    paragraph: int
    sentence: int
    clause: int
    reach: int
    """Where its own words begin: behind the figure before it in the sentence."""
    clause_end: int
    lead: str
    """Its own words in its clause, before it."""
    before: str
    """Its own words in its sentence, before it."""
    after: str
    """The words behind it in its clause, up to the next figure."""
    joined: bool = False
    """In one list with the figure before it (`2.3%、6.9%`)."""
    group: list[Spot] = field(default_factory=list)
    """The figures that share one 分别 with it, itself included."""

    @property
    def start(self) -> int:
        """Where the figure begins."""
        return self.metric.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.metric.end

    @property
    def relative(self) -> bool:
        """Whether it is a percentage, points, a fraction or a multiple."""
        return self.metric.kind in _PERCENT

    @property
    def clause_lead(self) -> int:
        """Where its own words in its clause begin."""
        return max(self.clause, self.reach)


def find_spots(passage: Passage, metrics: Sequence[Metric]) -> list[Spot]:
    """The surroundings of every figure, in order."""
    spots: list[Spot] = []
    for index, metric in enumerate(metrics):
        last = spots[-1].end if spots else 0
        nearest = metrics[index + 1].start if index + 1 < len(metrics) else len(passage.text)
        spot = _spot(passage, metric, index, last, nearest)
        spot.joined = bool(spots) and bool(_JOINT.fullmatch(passage.text[last : metric.start]))
        spots.append(spot)
    _mark_groups(passage, spots)
    return spots


def _spot(passage: Passage, metric: Metric, index: int, last: int, nearest: int) -> Spot:
    sentence, clause = passage.sentence(metric.start), passage.clause(metric.start)
    reach = max(sentence, last)
    clause_end = passage.clause_end(max(metric.end - 1, metric.start))
    return Spot(
        metric=metric,
        index=index,
        paragraph=passage.paragraph(metric.start),
        sentence=sentence,
        clause=clause,
        reach=reach,
        clause_end=clause_end,
        lead=passage.text[max(reach, clause) : metric.start],
        before=passage.text[reach : metric.start],
        after=passage.text[metric.end : min(max(metric.end, clause_end - 1), nearest)],
    )


def _mark_groups(passage: Passage, spots: list[Spot]) -> None:
    """河埠区、青岚县分别增长6.3%和4.2%: figures that 分别 shares out."""
    for index, first in enumerate(spots):
        if first.group or not _RESPECTIVELY.search(first.lead):
            continue
        group = [first]
        for spot in spots[index + 1 : index + _MOST]:
            between = passage.text[group[-1].end : spot.start]
            if spot.sentence != first.sentence or not _JOINT.fullmatch(between):
                break
            group.append(spot)
        if len(group) > 1:
            for spot in group:
                spot.group = group


def against(text: str) -> tuple[int, str] | None:
    """Where in the words before a figure that begins which it is measured against, and what it says; None: nothing."""
    matches = list(_AGAINST.finditer(text))
    if not matches:
        return None
    return matches[-1].start(), text[matches[-1].end() :]

"""Where each figure of a turn stands: its clause, its sentence, and the words that are its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.observations.cues import Around, Words
from parsers.observations.passage import Occurrence, Passage
from parsers.observations.places import Place, Places
from parsers.records import Metric
from parsers.times import Governed, Span, Told

_PERCENT: Final = frozenset({"percent", "percentage_point", "fraction", "multiple"})
_SEVERAL: Final = re.compile("[两三四五六七八九][区县市地]")
"""两区, 三地: so many places."""
_MOST: Final = 40
"""As many figures as one 分别 may share out."""


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
    named: tuple[int, int] | None
    """Where the words begin and end that name it."""
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
    around: Around
    """The classes of all these words."""
    against: int | None
    """Where in its own words that begins which it is measured against."""
    places: list[Place]
    """Those that its own words before it name."""
    mentions: list[Occurrence]
    """The quantities of the vocabulary that its own words before it name."""
    joined: bool = False
    """In one list with the figure before it (`2.3%、6.9%`)."""
    next: Spot | None = None
    """The figure behind it."""
    group: list[Spot] = field(default_factory=list)
    """The figures that share one 分别 with it, itself included."""

    @property
    def subject_end(self) -> int:
        """The subject stands before what it is measured against (比全国平均水平高0.1个百分点)."""
        return self.against if self.against is not None and self.against >= self.clause_lead else self.start

    @property
    def of_several(self) -> bool:
        """望山区、临水区两区合计2300亿元: of several places together, and of none of them."""
        several = _SEVERAL.search(self.lead) or len({place.name for place in self.places}) > 1
        return bool(several) and "together" in self.around.lead

    @property
    def contributes(self) -> bool:
        """高技术制造业贡献了将近四成: of the growth of a whole."""
        return self.relative and "contributes" in self.around.lead


def find_spots(passage: Passage, places: Places, figures: Sequence[Told], words: Words) -> list[Spot]:
    """The surroundings of every figure, in order."""
    spots: list[Spot] = []
    for index, told in enumerate(figures):
        last = spots[-1].end if spots else 0
        nearest = figures[index + 1].metric.start if index + 1 < len(figures) else len(passage.text)
        spot = _spot(passage, places, words, told, (last, nearest))
        if spots:
            spots[-1].next = spot
        spot.joined = bool(spots) and spot.reach == last and spot.around.joined
        spots.append(spot)
    _mark_groups(spots)
    return spots


def _spot(passage: Passage, places: Places, words: Words, told: Told, between: tuple[int, int]) -> Spot:
    """A figure between the end of the one before and the beginning of the next."""
    metric, (last, nearest) = told.metric, between
    text, start, end = passage.text, metric.start, metric.end
    said = passage.cut
    sentence, sentence_end = said.sentence(start)
    words.read(sentence, sentence_end)
    reach = max(sentence, last)
    clause_start, clause_end = said.clause(start)
    clause_lead = max(reach, clause_start)
    if clause_end < end:
        clause_end = max(end, said.clause(end - 1)[1])
    behind = min(clause_end, nearest)
    around = Around(words, (reach, clause_lead), (start, end), behind)
    return Spot(
        metric=metric,
        time=told.time,
        dates=told.time.dates(reported=None),
        start=start,
        end=end,
        named=told.named,
        relative=metric.kind in _PERCENT,
        paragraph=said.paragraph(start),
        sentence=sentence,
        reach=reach,
        clause_lead=clause_lead,
        clause_end=clause_end,
        lead=text[clause_lead:start],
        before=text[reach:start],
        after=text[end:behind],
        around=around,
        against=around.against(),
        places=places.within(reach, start),
        mentions=passage.mentions_in(reach, start),
    )


def _mark_groups(spots: list[Spot]) -> None:
    """河埠区、青岚县分别增长6.3%和4.2%: figures that 分别 shares out, and as many that follow in their sentence."""
    group: list[Spot] = []
    for index, first in enumerate(spots):
        if first.group or not (first.next and first.next.joined):
            continue
        run = _run(spots, index)
        if len(run) > 1 and ("shared" in first.around.lead or _as_many(group, run)):
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

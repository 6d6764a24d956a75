"""Of which place a figure is: named in its own words, shared out by 分别, or that of the figure before."""

from __future__ import annotations

import re
from typing import Final

from parsers.observations.cues import cues_of
from parsers.observations.memory import TurnReading
from parsers.observations.places import TOWN, Place, strange_name
from parsers.observations.spots import Spot
from parsers.words.lexicon import words_of

_TOWN: Final = re.compile(TOWN)
_TOWARDS: Final = frozenset({"share", "against", "with", "compared", "becomes", "equals", "until", "towards"})
_ALONE: Final = frozenset({"punct", "compare", "copula", "change", "share", "lead", "pron"})
_BEHIND: Final = words_of("adv", "what: far", "what: town") - words_of("what: done", "what: measured") | {"是"}
"""What stands behind the name of a town that stands alone, as a time does (汾陵去年是8.1%): 汾陵比咱们高, 汾陵也是8.1%."""
_SCOPE: Final = cues_of("scope")
"""Behind a place of which a figure is no figure: 居全国第三, 与全国之差, 全国人大."""
_PART: Final = cues_of("part", "share")
_BESIDE: Final = cues_of("beside", "de")
"""Before the name of a town: 隔壁的汾陵."""


class Whereabouts:
    """Finds the places of the figures of a turn."""

    def __init__(self, reading: TurnReading) -> None:
        self.reading = reading
        self._strange: tuple[Spot | None, Place | None] = (None, None)
        self._own: tuple[Spot | None, Place | None] = (None, None)

    def of(self, spot: Spot) -> Place | None:
        if spot.of_several:
            return None
        shared = self._shared_place(spot)
        if shared:
            return shared
        own = self.own_place(spot)
        if own:
            return own
        last = self.reading.seen[-1] if self.reading.seen else None
        if last is None or last.place is None or last.spot.paragraph != spot.paragraph:
            return None
        if "far" in spot.around.before and last.place.beyond:
            return last.place
        same = last.spot.sentence == spot.sentence and "；" not in self.reading.passage.text[last.spot.end : spot.start]
        return last.place if same and (not last.place.beyond) else None

    def _shared_place(self, spot: Spot) -> Place | None:
        if not spot.group:
            return None
        first = spot.group[0]
        listed = [p for p in first.places if p.name]
        listed = listed[-len(spot.group) :]
        if len(listed) == len(spot.group):
            return listed[spot.group.index(spot)]
        # 东岭区、西泽区分别为402亿元和378亿元，分别增长6.6%和5.9%
        earlier = [
            s.place for s in self.reading.lately() if s.spot.sentence == first.sentence and s.spot.start < first.start
        ]
        last = [p for p in earlier[-len(spot.group) :] if p]
        apart = len({p.name for p in last}) == len(spot.group)
        return last[spot.group.index(spot)] if apart else None

    def own_place(self, spot: Spot) -> Place | None:
        """The place that a figure's own words name."""
        if self._own[0] is not spot:  # asked for its quantity and for its place
            self._own = (spot, self._named(spot))
        return self._own[1]

    def _named(self, spot: Spot) -> Place | None:
        if spot.places and spot.places[-1].end == spot.start - 1 and spot.before[-1] == "的" and "占" not in spot.lead:
            return spot.places[-1]  # 比全国的5.2%高一点
        end = spot.subject_end
        here = (p for p in reversed(spot.places) if p.end <= end and self._is_subject(p, spot))
        return next(here, None) or self.strange(spot)

    def _is_subject(self, place: Place, spot: Spot) -> bool:
        """Not 对美国出口, 面向全国, 居全国第三, 占全市的比重: a place in another part of the sentence."""
        before = spot.around.leads_to(place.start)
        if self.reading.passage.text.endswith("的是", 0, place.start) and place.end < spot.clause_lead:
            return True  # 最热的是茶坪县，38.2万人次
        after = self.reading.passage.words_in(place.end, spot.clause_end, 2)
        of_part = len(after) == 2 and after[0].text == "的" and after[1].text in _PART
        return before.isdisjoint(_TOWARDS) and not of_part and not (after and after[0].text in _SCOPE)

    def strange(self, spot: Spot) -> Place | None:
        """临州 in 全国是5.4%，临州5.9%: a name of no table that opens a clause of the figure's own words."""
        if self._strange[0] is not spot:
            self._strange = (spot, self._opens_clause(spot))
        return self._strange[1]

    def _opens_clause(self, spot: Spot) -> Place | None:
        text, low = self.reading.passage.text, spot.reach
        if self.reading.seen and "far" in spot.around.lead:  # 临州？人家又跑到4.8个
            low = self.reading.seen[-1].spot.end
        if not _TOWN.search(text, low, spot.start):
            return None
        words = self.reading.passage.words_in(low, spot.start)
        begun = [at for at, word in enumerate(words) if not at or words[at - 1].cls == "punct"]
        begun = [at for at in begun if words[at].cls != "punct"]
        for at in reversed(begun):
            while at < len(words) - 1 and words[at].text in _BESIDE:
                at += 1
            place = strange_name(self.reading.passage, words[at].start, spot.start)
            if place and place.name not in self.reading.own and self._is_alone(place, spot):
                return place
        return None

    def _is_alone(self, place: Place, spot: Spot) -> bool:
        timed = any(word.start == place.end and word.cls == "time" for word, _ in spot.around.told(place.start))
        behind = self.reading.passage.words_in(place.end, spot.start, 1)
        return timed or not behind or behind[0].cls in _ALONE or behind[0].text in _BEHIND

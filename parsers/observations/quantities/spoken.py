"""Which quantity is spoken of where a figure's own words name none."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from parsers.observations.memory import SaidBefore, TurnReading
from parsers.observations.quantities.fitting import fits, measure_fits
from parsers.observations.quantities.naming import Name, in_vocabulary, per_one
from parsers.observations.spots import Spot
from parsers.observations.whereabouts import Whereabouts
from parsers.words.lexicon import words_of

_APART: Final = frozenset("从分按逐")
_ALIKE: Final = ("季", "季度", "月", "月份", "区", "县", "区域")
"""Parts of which each is told as the whole was."""
_SIZE: Final = 5000
_OPENING: Final = 6
"""Words."""
_PARTS: Final = ("其中", "三次产业")
_WITHIN: Final = words_of("name: within")


def _of_one_size(one: Decimal, other: Decimal) -> bool:
    """人均15382元 and 92.4亿元 are amounts of two quantities."""
    return one <= 0 or other <= 0 or max(one, other) < _SIZE * min(one, other)


class Spoken:
    """Finds the quantities that the figures of a turn take from what was said before."""

    def __init__(self, reading: TurnReading, whereabouts: Whereabouts) -> None:
        self.reading = reading
        self.whereabouts = whereabouts

    def of(self, spot: Spot) -> Name | None:
        """The quantity that is taken apart, that the same words named before, or that is spoken of."""
        return self._taken_apart(spot) or self._of_same_words(spot) or self._inherited(spot)

    def _of_same_words(self, spot: Spot) -> Name | None:
        """钢694.5万吨，去年同期是722万吨，降了3.8%: the words that name it named a figure before it."""
        last = self.reading.last_in_sentence(spot)
        if spot.named is None or spot.named[0] >= spot.reach or (spot.relative and last and last.name):
            return None
        low, high = spot.named
        named = (
            s
            for s in reversed(self._wholes(spot, self.reading.lately()))
            if s.name and s.spot.named and s.spot.named[0] < high and low < s.spot.named[1]
        )
        return next((s.name for s in named if spot.relative or self._continues(s, spot)), None)

    def _inherited(self, spot: Spot) -> Name | None:
        """The quantity spoken of: of the last figure that it can be of, or of the words since then, or the question's."""
        told = [seen for seen in self.reading.in_paragraph(spot) if seen.name]
        since = told[-1].spot.end if told else spot.paragraph
        here = self._wholes(spot, told)
        topic = in_vocabulary(self.reading.passage, spot, since, spot.reach) if since < spot.reach else None
        if topic and not spot.relative:
            return topic
        spoken = self._spoken_of(spot, here)
        if spoken or topic:
            return spoken or topic
        place = self.whereabouts.own_place(spot)
        # 分区域看，高新区876.4亿元: of what the paragraph before spoke
        if (place and place.name) or self.breaks_down(spot):
            spoken = self._spoken_of(spot, [seen for seen in self.reading.lately() if seen.name and seen.name.is_whole])
            return spoken or self._of_question(spot)
        return None if here else self._of_question(spot)

    def _wholes(self, spot: Spot, told: list[SaidBefore]) -> list[SaidBefore]:
        """集装箱96万标箱，里头铁水联运的11万标箱。今年要到420万标箱: a part goes no further than its sentence."""
        if spot.relative or not told or told[-1].spot.sentence == spot.sentence:
            return told
        begun = {s.spot.sentence: s.spot.start for s in reversed(told) if self._is_part(s.spot)}
        return [s for s in told if s.spot.start < begun.get(s.spot.sentence, s.spot.end)] or told

    def _is_part(self, spot: Spot) -> bool:
        words = self.reading.passage.words_in(spot.reach, spot.start, _OPENING)
        return any(word.text in _WITHIN for word in words[:2])

    def breaks_down(self, spot: Spot) -> bool:
        """分季度看，一季度增长6.3%: a paragraph that takes apart what the one before spoke of."""
        return "分" in self._divides(spot.paragraph)[:2]

    def _divides(self, at: int) -> str:
        """从四个季度 of 从四个季度看: by what a sentence that begins there takes apart what was told before."""
        words = self.reading.passage.words_in(at, self.reading.passage.cut.clause(at)[1], _OPENING)
        seen = next((word for word in words if word.text[-1] == "看"), None)
        opens = seen is not None and words[0].text[0] in _APART
        return self.reading.passage.text[at : seen.end].rstrip("来看") if opens and seen else ""

    def _taken_apart(self, spot: Spot) -> Name | None:
        """第二产业增加值…，第三产业增加值…。从四个季度看，分别增长5.1%、5.3%: what the sentences before began with, not the last part."""
        if spot.sentence == spot.paragraph or not self._divides(spot.sentence).endswith(_ALIKE):
            return None
        told = [
            s for s in self.reading.in_paragraph(spot) if s.name and s.name.is_whole and s.spot.sentence < spot.sentence
        ]
        heads = [s for s in told if not self._of_parts(s.spot.sentence) and not self._shared_out(s, told)]
        begun = heads[-1].spot.sentence if heads else -1
        return next((s.name for s in heads if s.spot.sentence == begun), None)

    def _shared_out(self, said: SaidBefore, told: list[SaidBefore]) -> bool:
        """一、二、三产业增加值分别为61.8亿元、447.9亿元和393.8亿元: one of several quantities of which no one is the whole."""
        return len({s.name.text for s in told if s.name and s.spot in said.spot.group}) > 1

    def _of_parts(self, sentence: int) -> bool:
        return self.reading.passage.text.startswith(_PARTS, sentence) or bool(self._divides(sentence))

    def _spoken_of(self, spot: Spot, seen: list[SaidBefore]) -> Name | None:
        """The quantity of the last figure that this one can be of; one with the same unit before others."""
        if spot.relative:
            alike = [s for s in seen if s.spot.metric.kind == spot.metric.kind and spot.joined]
            return (alike or seen)[-1].name if seen else None
        unit = spot.metric.unit
        same = [s for s in seen if unit and s.spot.metric.unit == unit and self._continues(s, spot)]
        fitting = same or [s for s in seen if self._continues(s, spot)]
        return fitting[-1].name if fitting else None

    def _continues(self, seen: SaidBefore, spot: Spot) -> bool:
        if seen.spot.metric.kind == spot.metric.kind == "index":  # 指数为51.2，回升0.9个点
            return True
        if seen.spot.relative and (seen.name is None or seen.name.measure is None):
            return False
        alike = seen.spot.metric.unit == spot.metric.unit
        if per_one(self.reading.passage, spot.start):
            return alike  # 床位4.2万张，每千人5.4张
        when = spot.time.expression
        then = when is not None and when.start >= spot.reach  # 2015年只有3个，去年底达到2.1万个
        if (
            alike
            and (spot.metric.kind == "money" or not then)
            and not _of_one_size(seen.spot.metric.value, spot.metric.value)
        ):
            return False
        if seen.name is not None and seen.name.measure is not None:
            return measure_fits(seen.name.measure, spot)
        return seen.spot.metric.unit == spot.metric.unit or spot.metric.unit is None

    def _of_question(self, spot: Spot) -> Name | None:
        for mention in self.reading.passage.asked_for():
            for spelling in mention.spellings:
                if not spelling.context and fits(spelling, spot):
                    return Name(spelling.measure.name, spelling.measure)
        return None

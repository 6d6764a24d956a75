"""One pass over the figures of a turn: each gets its quantity, place, aspect, status and dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from parsers.observations.aspects import aspect as aspect_of
from parsers.observations.cues import Words
from parsers.observations.gaps import gap
from parsers.observations.memory import SaidBefore, TurnReading
from parsers.observations.passage import Passage
from parsers.observations.places import Places
from parsers.observations.quantities.fitting import measure_fits
from parsers.observations.quantities.naming import Name
from parsers.observations.quantities.subjects import Subjects
from parsers.observations.spots import Spot, find_spots
from parsers.observations.statuses import status as status_of
from parsers.observations.whereabouts import Whereabouts
from parsers.records import Aspect, Metric, Status
from parsers.times import Told
from parsers.vocabulary import Vocabulary, bundled
from parsers.words import Text, Token

_AROUND: Final = 300
_OF_PLAN: Final = frozenset({"aim", "plan"})
_HAPPENED: Final[dict[Status, bool | None]] = {"result": True, "plan": False, "rule": None}


def observe(
    text: str | Text,
    figures: Sequence[Told],
    words: Sequence[Token],
    *,
    vocabulary: Vocabulary | None = None,
    own: frozenset[str] = frozenset(),
    asked: str | Text = "",
    held_on: date | None = None,
) -> tuple[Metric, ...]:
    """Completes the figures of a turn: measure, place, aspect, status, and the dates that follow from it.

    Args:
        figures: each with the time that governs it and the words that name it.
        words: those of the text, with the figures and times among them.
        text: a ``Text`` where others read it as well; so may ``asked`` be.
        own: names of the site's own area, which is no place of a figure (see ``own_names``).
        asked: the question that the turn answers: what it asks for is spoken of until another quantity is named.
        held_on: the day it was said; what begins later is a plan.
    """
    if not figures:
        return ()
    passage = Passage(Text.of(text), vocabulary or bundled(), Text.of(asked), words)
    passage.taken = places = Places(passage, own)
    reading = TurnReading(passage, places, own)
    observer = _Observer(reading, held_on)
    return tuple(observer.observe(spot) for spot in find_spots(passage, places, figures, Words(words)))


class _Observer:
    def __init__(self, reading: TurnReading, held_on: date | None) -> None:
        self.reading = reading
        self.held_on = held_on
        self.whereabouts = Whereabouts(reading)
        self.subjects = Subjects(reading, self.whereabouts)

    def observe(self, spot: Spot) -> Metric:
        """The figure with its meaning; the next figures may be of what this one is of."""
        name, named = self.subjects.of(spot)
        name = self._united(spot, name)
        aspect = self._aspect(spot, name, named)
        place = self.whereabouts.of(spot)
        last = self.reading.last_in_sentence(spot)
        status = status_of(spot, aspect, last.spot if last else None, last.status if last else None, self.held_on)
        self.reading.add(
            SaidBefore(
                spot, name, place, aspect, status, another=name is None and (named or self.subjects.of_another(spot))
            )
        )
        metric = spot.metric
        metric.measure = self._shown(spot, name, aspect)
        metric.place = (place.name or None) if place else None
        metric.aspect, metric.status = aspect, status
        if aspect not in ("change", "growth"):
            metric.comparison = None
        if aspect == "growth":
            metric.direction = spot.around.went or metric.direction
        dates = spot.dates and spot.time.dates(reported=_HAPPENED[status])
        when = spot.time.expression
        if status == "rule" and when is not None and when.start < spot.sentence:
            dates = None  # 上半年发放养老金62.7亿元。基础养老金最低标准为每月143元: in force whenever
        metric.period_start, metric.period_end = dates or (None, None)
        metric.period_inferred = spot.time.inferred and dates is not None
        return metric

    def _united(self, spot: Spot, name: Name | None) -> Name | None:
        """The quantity of which the user's table has this name too."""
        measure = self.reading.passage.vocabulary.united.get(name.text) if name else None
        return Name(measure.name, measure) if measure and measure_fits(measure, spot) else name

    def _shown(self, spot: Spot, name: Name | None, aspect: Aspect) -> str | None:
        if name is None:
            return None
        if spot.relative and spot.contributes:  # 高技术制造业贡献了将近四成: of the growth
            return f"{name.text}贡献率"
        return gap(self.reading, spot, name, aspect) or name.text

    def _aspect(self, spot: Spot, name: Name | None, named: bool) -> Aspect:
        kind, seen = spot.metric.kind, reversed(self.reading.in_paragraph(spot))
        previous = next((said.aspect for said in seen if said.spot.metric.kind == kind), None)
        planned = not named and self._planned(spot, name)
        last = self.reading.last_in_sentence(spot)
        other = last is not None and last.spot.metric.kind == "money" and last.aspect == "level"
        within = other and last is not None and bool(name and last.name and name.text != last.name.text)
        return aspect_of(spot, name, previous=previous, named=named, planned=planned, within=within)

    def _planned(self, spot: Spot, name: Name | None) -> bool:
        """Whether a plan of the same quantity was told in the paragraph, or its sentence speaks of one."""
        seen = self.reading.in_paragraph(spot)
        if name is None or not seen or seen[-1].spot.relative:
            return False
        passage = self.reading.passage
        low, high = max(spot.sentence, spot.start - _AROUND), spot.end + _AROUND
        planned = any(s.status == "plan" and s.name and s.name.text == name.text for s in seen)
        sentence = spot.around.within(low, min(passage.cut.sentence(spot.start)[1], high))
        return planned or "done-of" in sentence or sentence >= _OF_PLAN

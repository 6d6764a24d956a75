"""What a figure is of where its verb, a rate for each one, a rest or a head left out makes another quantity of what was named."""

from __future__ import annotations

from typing import Final

from parsers.observations.cues import cues_of
from parsers.observations.memory import TurnReading
from parsers.observations.quantities.naming import EITHER, KEPT, NOW, SUMMED, WHOLE, Name, per_one, renamed
from parsers.observations.quantities.phrases import LEFT_OUT, completed, known, tells_amount
from parsers.observations.spots import Spot
from parsers.words.lexicon import words_of
from parsers.words.segment import cut

_NEWLY: Final = "新增"
_MADE: Final = frozenset(verb for verb, name in KEPT.items() if name in (_NEWLY, "新设"))
_BY_ITSELF: Final = renamed("kept by itself")
_BECOMES: Final = KEPT | _BY_ITSELF
_MAKES_ANOTHER: Final = words_of("name: strong").union(_BY_ITSELF.values())
_THINGS: Final = frozenset({"count", "area", "length"})
_DONE: Final = cues_of("done-of")
_NEAR: Final = 2


def _words(text: str) -> list[str]:
    return [word.text for word in cut(text)]


def _apart(text: str) -> tuple[str, str]:
    """新增|养老床位: what was done and to what; empty and the whole where a name begins with no such verb (建成区|面积)."""
    words = _words(text)
    return (words[0], text[len(words[0]) :]) if len(words) > 1 and words[0] in KEPT else ("", text)


def _is_before(spot: Spot, other: Spot) -> bool:
    """Whether its time ended before that of another figure began."""
    return bool(spot.dates and other.dates and spot.dates[1] < other.dates[0])


class Variants:
    """Makes of a name that of the quantity that a figure is of."""

    def __init__(self, reading: TurnReading) -> None:
        self.reading = reading

    def own(self, spot: Spot, name: Name) -> Name:
        """Of a name in the figure's own words."""
        return self._newly(spot, self._became(spot, self._with_head(spot, name)))

    def before(self, spot: Spot, name: Name) -> Name:
        """Of a name in a clause before its own."""
        return self.part(spot, self._with_head(spot, name))

    def _with_head(self, spot: Spot, name: Name) -> Name:
        """水产品54.7万吨 is output, where nothing else is told that it may be an amount of: 进口方面，原油350万吨 is none."""
        if name.measure is not None or spot.relative or spot.metric.kind == "count" or spot.named is None:
            return name
        last = self.reading.last_in_sentence(spot)
        alike = last is not None and last.spot.metric.kind == spot.metric.kind
        if alike and last is not None and last.name and not last.name.text.endswith(LEFT_OUT[:-1]):
            return name
        low, high = spot.named
        words = self.reading.passage.words_in(spot.reach, spot.start)
        if any(tells_amount(word) for word in words if not low <= word.start < high):
            return name
        return completed(self.reading.passage, spot, name.text) or name

    def _newly(self, spot: Spot, own: Name) -> Name:
        """新增养老床位2500张，其中认知障碍照护床位800张: some of what is new is new."""
        last = self.reading.last_in_sentence(spot)
        of_new = last is not None and last.name is not None and last.name.text.startswith(_NEWLY)
        of_new = of_new and last is not None and self._is_new(last.spot)
        stock = own.is_whole and own.measure is not None and own.measure.nature == "stock"
        if not (of_new and stock and spot.lead.startswith("其中")) or spot.relative:
            return own
        return known(self.reading.passage, spot, _NEWLY + own.text)

    def part(self, spot: Spot, name: Name) -> Name:
        """What is left, or some of what was just counted, is another quantity: 其中60岁以上的71万, 还剩9个."""
        last = self.reading.seen[-1].spot if self.reading.seen else None
        if last and last.metric.kind == "age" and spot.before in ("的", "的有", "的占"):
            return Name(last.metric.text + name.text, name.measure)
        left = spot.around.near(_NEAR)
        if "left" in left and not (spot.relative and name.is_rate and "reaches" in left):
            return Name("其余" + name.text, name.measure)
        per = "" if spot.relative else per_one(self.reading.passage, spot.start)
        if per and per not in name.text:  # 吞吐量3000万人次，日均33万人次; 床位4.2万张，每千人5.4张
            return known(self.reading.passage, spot, per + name.text)
        made, things = _apart(name.text)
        if made in _MADE and self._tells_all(spot):
            return known(self.reading.passage, spot, things)
        became = self._became(spot, name)
        if became is not name:
            return became  # 重大项目186个…，开工151个
        done = spot.around.word_past("filler")
        done = done if done in KEPT or done in _DONE else ""
        counted = last and last.sentence == spot.sentence and last.metric.unit == spot.metric.unit
        return Name(done + name.text, name.measure) if done and counted and not spot.relative else name

    def _became(self, spot: Spot, name: Name) -> Name:
        """人才公寓今年要筹3000套: what the verb of its clause makes of things that were only named, or became something else."""
        verb = _BECOMES.get(spot.around.word, "")
        done, things = _apart(name.text)
        if KEPT.get(done) not in _MAKES_ANOTHER:
            done, things = "", name.text  # 服务|措施
        counts = bool(done) or self._counts_things(spot, name)
        if (
            verb in ("", done, KEPT.get(done))
            or verb not in _MAKES_ANOTHER
            or not counts
            or not KEPT.keys().isdisjoint(_words(things))
        ):
            return name
        return known(self.reading.passage, spot, verb + things)

    def _tells_all(self, spot: Spot) -> bool:
        """今年新增7家，现在65家; 去年底已经有236万亩; but of a plan and what is done of it no number is all there are."""
        last, when = self.reading.last_in_sentence(spot), spot.time.expression
        words = {word.text for word in self.reading.passage.words_in(spot.clause_lead, spot.start)}
        if spot.relative or not WHOLE.isdisjoint(words):
            return not spot.relative
        planned = last is not None and last.status == "plan" and not _is_before(spot, last.spot)
        if planned or spot.around.verb_class in ("act", "verb") or spot.before.startswith("其中"):
            return False
        timed = when is not None and when.start >= spot.reach
        as_of = timed and when is not None and bool(when.opener or when.edge) and not when.after
        return as_of or not NOW.isdisjoint(words) or not (timed or SUMMED.isdisjoint(words))

    def _counts_things(self, spot: Spot, name: Name) -> bool:
        return spot.metric.kind in _THINGS and (name.measure is None or name.measure.nature == "stock")

    def _is_new(self, spot: Spot) -> bool:
        """Not 建成充电桩4.2万个, which are all there are."""
        words = self.reading.passage.words_in(spot.clause_lead, spot.start)
        return any(KEPT.get(word.text) == _NEWLY and word.text not in EITHER for word in words)

"""What speaks for a time expression as the time of a figure: evidence, each piece with a name.

No single word tells which time governs. 去年 said in passing does not reach the next sentence of a talk, but the statistics
that follow it, figure by figure, are of it; 现有 ends the frame of a span, and not that of a 截至. So everything that can be
seen is named (of the figure, of the expression, of what stands between them), each name has points (``points``), and the
expression with the most points governs. What the names are worth is not argued but fitted, from annotated transcripts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import IntEnum
from typing import Final, Generic, TypeVar

from parsers.times.frames.cited import Cited
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.cues import said
from parsers.times.frames.layout import REACH
from parsers.times.frames.roles import Role
from parsers.words.pieces import Pieces

_MARKS: Final = "，：、的。；（）"
_UNSAID: Final = frozenset({"other", "time", "quantity"})
"""Words that are no evidence themselves: what is not cut, the times and the numbers."""


class Place(IntEnum):
    """Where an expression stands, seen from the figure."""

    NONE = 0
    """No expression governs."""
    BEHIND = 1
    CLAUSE = 2
    SENTENCE = 3
    BEFORE = 4
    """In the sentence before the figure's."""
    EARLIER = 5
    """Earlier in its paragraph."""


_, _BEHIND, _CLAUSE, _SENTENCE, _BEFORE, _EARLIER = Place
_PLACES: Final = (_EARLIER, _BEFORE, _SENTENCE, _CLAUSE, _BEHIND)
"""In the order of the text."""
Worth = TypeVar("Worth")


class Evidence(Generic[Worth]):
    """The evidence of one text.

    Args:
        worth: what its pieces are worth: points, or names for the fit.
    """

    def __init__(self, contexts: Contexts, figures: Sequence[Cited], worth: Pieces) -> None:
        self.contexts = contexts
        self.figures = figures
        self._worth, self._is = worth, worth["{}"]
        self._text, self._layout, self._cues = contexts.text, contexts.layout, contexts.cues
        self._starts, self._kinds = [figure.start for figure in figures], [figure.kind for figure in figures]
        self._sentences: dict[tuple[int, int], list[Worth]] = {}
        self._passed: dict[tuple[int, int, int], list[Worth]] = {}
        self._passed_to = -1
        self._none_passed = [worth["between {} heads"][0]]

    def is_as_before(self, k: int) -> bool:
        """Whether figure ``k`` has the time of the figure before, whatever that is: 分别增长10.8%、1.9%, and no time between."""
        figure = self.figures[k]
        return k > 0 and figure.joined and not self._layout.between(self.figures[k - 1].end, figure.start)

    def candidates(self, k: int) -> list[tuple[int, Place]]:
        """The expressions that may govern figure ``k``, and where they stand: of its paragraph, up to the end of its clause."""
        figure, layout, every = self.figures[k], self._layout, self.contexts.all
        (low, high), sentence = layout.clause(figure.start), layout.sentence(figure.start)
        begins = (layout.sentence(max(0, sentence - 1)), sentence, low, figure.start)
        beside = layout.between(max(layout.paragraph(figure.start), figure.start - REACH), high)
        return [(i, _PLACES[bisect_right(begins, every[i].start)]) for i in beside if self._may_govern(i, figure)]

    def _may_govern(self, i: int, figure: Cited) -> bool:
        """比上年 governs nothing, but for 高于二季度的5.3%, 低于全年5.5%的目标, whose figure is of the time compared with."""
        expression = self.contexts.all[i]
        if expression.end > figure.start and expression.start < figure.end:
            return False
        spot = self.contexts.spot(i)
        sentence = self._layout.sentence(figure.start)
        if (
            spot.does.role is Role.PASSING
            and sentence > expression.start
            and not self._text.startswith("其中", sentence)
        ):
            return False
        if spot.does.name != "compared with":
            return expression.kind != "sequel" and spot.does.role is not Role.NEVER
        return spot.end == figure.start or spot.states(figure)

    def of_figure(self, k: int) -> list[Worth]:
        """What can be seen of figure ``k``: its kind, how its clause and sentence begin, their cues and words."""
        figure, layout, cues, of = self.figures[k], self._layout, self._cues, self._worth
        at, (low, high) = figure.start, layout.clause(figure.start)
        sentence, end = layout.bounds(at)
        begun = max(sentence, low - REACH)
        seen = [self._is["figure"], *self._of_sentence(begun, min(end, high + REACH))]
        seen += [of["figure of {}"][figure.kind or "no kind"]]
        seen += [of["figure {}"][name] for name in _STATED if getattr(figure, name)]
        behind = figure.end + ("de" in cues.starting(figure.end))
        seen += [of["figure then {}"][name] for name in cues.starting(behind)]
        seen += [self._is["figure in the first clause"]] if low == sentence else []
        heads = [time.heads for time in self.contexts.times(layout.between(begun, at))]
        seen += [self._is["sentence has a frame"]] if any(heads) else []
        seen += [of["figure after {}"][cues.class_before(at)], of["figure before {}"][cues.class_of(figure.end)]]
        seen += [of["clause begins {}"][cues.class_of(low)]]
        seen += [of["says {}"][word.text] for word in cues.words(low, high) if word.cls not in _UNSAID]
        return seen

    def _of_sentence(self, begun: int, end: int) -> list[Worth]:
        """What can be seen of a figure's sentence."""
        found = self._sentences.get((begun, end))
        if found is None:
            of = self._worth
            seen = [of["figure among {}"][min(self._count(begun, end), 5)]]
            seen += [of["sentence {}"][name] for name in said(self._cues.marks(begun, end))]
            seen += [self._is["figure in a question"]] if self._text.startswith("？", end - 1) else []
            seen.append(of["sentence begins {}"][self._cues.class_of(begun)])
            self._sentences[begun, end] = found = seen
        return found

    def of_expression(self, i: int) -> list[Worth]:
        """What can be seen of expression ``i``: its form and role, what stands beside it, and among which others it stands."""
        expression, spot, layout, of = self.contexts.all[i], self.contexts.spot(i), self._layout, self._worth
        begun = layout.sentence(expression.start)
        then = self._text[expression.end : expression.end + 1]
        then = then if then and then in _MARKS else "a word"
        does = Role.TIME.value if spot.is_time else spot.does.name
        seen = [of["time {}"][does], of["time of form {}"][expression.form.name]]
        seen.append(of["time then {}"][then])
        seen += [self._is["time opener"]] if expression.opener else []
        seen += [self._is["time as a head"]] if spot.heads else []
        seen += [self._is["time of a noun"]] if spot.attribute else []
        seen += [self._is["time of an event"]] if spot.of_event else []
        seen += [self._is["time stated"]] if spot.stated else []
        seen += [of["time before {}"][name] for name in spot.next]
        seen += [self._is["time opens a paragraph"]] if layout.paragraph(expression.start) == spot.low else []
        seen += [self._is["time opens a sentence"]] if begun == spot.low else []
        seen += [self._is["time with a figure behind it"]] if self._count(expression.end, spot.high) else []
        seen += [self._is["time with a figure before it"]] if self._count(begun, expression.start) else []
        return seen

    def of_both(self, k: int, i: int, place: Place) -> list[Worth]:
        """What can be seen between figure ``k`` and expression ``i``: how far, and past which times and figures."""
        figure, expression, of = self.figures[k], self.contexts.all[i], self._worth
        low, high = min(expression.end, figure.end), max(expression.start, figure.start)
        passed = self._layout.between(low, high)
        seen = [self._is["between"]]
        seen += self._of_passed(i, passed) if passed else self._none_passed
        seen.append(of["between {} figures"][min(self._count(low, high), 3)])
        seen += [self._is["between of that time"]] if self.contexts.spot(i).states(figure) else []
        if place is _SENTENCE:
            seen.append(of["between {} commas"][min(self._text.count("，", low, high), 4)])
            seen += [self._is["between another part"]] if expression.start < self._part(figure.start) else []
        elif place >= _BEFORE:
            begun, end = self._layout.bounds(expression.start)
            there = self._kinds[bisect_left(self._starts, begun) : bisect_left(self._starts, end)]
            seen += [self._is["between figures of a kind"]] if figure.kind in there else []
        return seen

    def _of_passed(self, i: int, passed: range) -> list[Worth]:
        """What can be seen of the expressions between expression ``i`` and a figure."""
        if passed.stop != self._passed_to:  # the figures come in their order: what was passed before is not asked again
            self._passed.clear()
            self._passed_to = passed.stop
        found = self._passed.get((i, passed.start, passed.stop))
        if found is None:
            form, every, of = self.contexts.all[i].form, self.contexts.all, self._worth
            times = self.contexts.times(passed)
            others = [time.expression.form for time in times]
            seen = [of["between {} heads"][min(sum(time.heads for time in times), 2)]]
            seen += [self._is["between a turn"]] if "sequel" in [every[n].kind for n in passed] else []
            seen += [self._is["between the same form"]] if form.name in [other.name for other in others] else []
            seen += [self._is["between the same kind"]] if form.kind in [other.kind for other in others] else []
            self._passed[i, passed.start, passed.stop] = found = seen
        return found

    def of_previous(self, k: int) -> list[Worth]:
        """What can be seen of what governs the figure before as well, be it no expression: how near that figure is."""
        figure, layout = self.figures[k], self._layout
        begins = (layout.paragraph(figure.start), layout.sentence(figure.start), layout.clause(figure.start)[0])
        near = bisect_right(begins, self.figures[k - 1].start) if k else 0
        return [self._worth["as the figure before {}"][_NEAR[near]]] if near else []

    def _count(self, low: int, high: int) -> int:
        """How many figures begin between two places."""
        return bisect_left(self._starts, high) - bisect_left(self._starts, low)

    def _part(self, at: int) -> int:
        """Where the part of a sentence between ； begins; 一是…；二是… is one."""
        begun = self._layout.sentence(at)
        while (at := self._text.rfind("；", max(begun, at - REACH), at)) >= 0:
            if "item" not in self._cues.starting(at + 1):
                return at
        return begun


_NEAR: Final = ("", "in its paragraph", "in its sentence", "in its clause")
_STATED: Final = ("limit", "changed", "origin", "doubled", "joined")

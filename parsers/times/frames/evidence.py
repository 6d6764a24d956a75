"""What speaks for a time expression as the time of a figure: evidence, each piece with a name.

No single word tells which time governs. 去年 said in passing does not reach the next sentence of a talk, but the statistics
that follow it, figure by figure, are of it; 现有 ends the frame of a span, and not that of a 截至. So everything that can be
seen is named (of the figure, of the expression, of what stands between them), each name has points (``points``), and the
expression with the most points governs. What the names are worth is not argued but fitted, from annotated transcripts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Final

from parsers.times.finding import TimeExpression
from parsers.times.frames.cited import Cited
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.cues import said
from parsers.times.frames.layout import REACH
from parsers.times.frames.roles import Role, Spot
from parsers.words.token import Token

_MARKS: Final = "，：、的。；（）"
_DISTANCES: Final = (1, 4, 10, 25)
_UNSAID: Final = frozenset({"other", "time"})
"""Words that are no evidence themselves: what is not cut, and the times."""


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


class Evidence:
    """The evidence of one text."""

    def __init__(self, contexts: Contexts, figures: Sequence[Cited]) -> None:
        self.contexts = contexts
        self.figures = figures
        self._text, self._layout, self._cues = contexts.text, contexts.layout, contexts.cues
        self._starts = [figure.start for figure in figures]
        self._expressions: dict[int, list[str]] = {}

    def candidates(self, k: int) -> list[int]:
        """The numbers of the expressions that may govern figure ``k``: of its paragraph, up to the end of its clause."""
        figure = self.figures[k]
        low = max(self._layout.paragraph(figure.start), figure.start - REACH)
        beside = self._layout.between(low, self._layout.clause(figure.start)[1])
        return [i for i in beside if _apart(self.contexts.all[i], figure) and self._may_govern(i, figure)]

    def _may_govern(self, i: int, figure: Cited) -> bool:
        """比上年 governs nothing, but for 高于二季度的5.3%, 低于全年5.5%的目标, whose figure is of the time compared with."""
        if self.contexts.doing(i) != "compared with":
            return self.contexts.all[i].kind != "sequel"
        return self.contexts.all[i].end == figure.start or self.contexts.spot(i).states(figure)

    def place(self, k: int, i: int) -> Place:
        """Where expression ``i`` stands, seen from figure ``k``."""
        at, figure = self.contexts.all[i].start, self.figures[k].start
        if at > figure:
            return Place.BEHIND
        if at >= self._layout.clause(figure)[0]:
            return Place.CLAUSE
        sentence = self._layout.sentence(figure)
        if at >= sentence:
            return Place.SENTENCE
        return Place.BEFORE if at >= self._layout.sentence(sentence - 1) else Place.EARLIER

    def of_figure(self, k: int) -> list[str]:
        """What can be seen of figure ``k``: its kind, how its clause and sentence begin, their cues and words."""
        figure, layout, cues = self.figures[k], self._layout, self._cues
        low, high = layout.clause(figure.start)
        begun, end = (
            max(layout.sentence(figure.start), low - REACH),
            min(layout.sentence_end(figure.start), high + REACH),
        )
        marks = cues.marks(begun, end)
        names = ["figure", f"figure of {figure.kind or 'no kind'}", f"figure among {min(self._count(begun, end), 5)}"]
        names += [f"figure {name}" for name in _STATED if getattr(figure, name)]
        names += [f"sentence {name}" for name in said(marks)]
        names += [f"clause {name}" for name in said(mark for mark in marks if low <= mark.start < figure.start)]
        names += [f"figure touched by {name}" for name in cues.ending(figure.start)]
        names += [f"figure then {name}" for name in cues.starting(figure.end + self._text.startswith("的", figure.end))]
        if low == layout.sentence(figure.start):
            names.append("figure in the first clause")
        if self._text.startswith("？", end - 1):
            names.append("figure in a question")
        if any(
            self.contexts.role(i) is Role.TIME and self.contexts.spot(i).heads
            for i in layout.between(begun, figure.start)
        ):
            names.append("sentence has a frame")
        names += [
            f"figure after {_class(cues.word_before(figure.start))}",
            f"figure before {_class(cues.word(figure.end))}",
        ]
        names += [f"sentence begins {_class(cues.word(begun))}", f"clause begins {_class(cues.word(low))}"]
        names += [
            f"says {word.text}" for word in cues.words(low, high) if word.value is None and word.cls not in _UNSAID
        ]
        return names

    def of_expression(self, i: int) -> list[str]:
        """What can be seen of expression ``i``: its form and role, what stands beside it, and among which others it stands."""
        if i not in self._expressions:
            self._expressions[i] = self._seen_of(i)
        return self._expressions[i]

    def _seen_of(self, i: int) -> list[str]:
        expression, spot, layout = self.contexts.all[i], self.contexts.spot(i), self._layout
        begun, end = layout.bounds(expression.start)
        then = self._text[expression.end : expression.end + 1]
        then = then if then and then in _MARKS else "a word"
        names = [f"time {self.contexts.doing(i)}", f"time of form {expression.form.name}", f"time then {then}"]
        names += [f"time {name}" for name, holds in _SEEN.items() if holds(spot)]
        names += [f"time since {expression.after}"] if expression.after else []
        names += [f"time edge {expression.edge}"] if expression.edge else []
        names += [f"time as a head then {then}"] if spot.heads else []
        names += [f"time after {name}" for name in spot.before] + [f"time before {name}" for name in spot.next]
        names += ["time opens a paragraph"] if layout.paragraph(expression.start) == spot.low else []
        names += ["time opens a sentence"] if begun == spot.low else []
        names += [f"time among {min(self._count(begun, end), 3)} figures"]
        names += ["time with a figure behind it"] if self._count(expression.end, spot.high) else []
        names += ["time with a figure before it"] if self._count(begun, expression.start) else []
        times = [k for k in layout.between(begun, end) if self.contexts.role(k) is Role.TIME]
        heads = [k for k in times if self.contexts.spot(k).heads]
        for what, among in (("time", times), ("head", heads)):
            names += [f"time is the first {what}"] if i in among[:1] else []
            names += [f"time is the last {what}"] if i in among[-1:] else []
        return names

    def of_both(self, k: int, i: int, place: Place) -> list[str]:
        """What can be seen between figure ``k`` and expression ``i``: how far, and past which times and figures."""
        figure, expression, layout = self.figures[k], self.contexts.all[i], self._layout
        low, high = min(expression.end, figure.end), max(expression.start, figure.start)
        between = layout.between(low, high)
        times = [n for n in between if n != i and self.contexts.role(n) is Role.TIME]
        others = [self.contexts.all[n].form for n in times]
        names = ["between", f"between {bisect_left(_DISTANCES, high - low + 1)} steps"]
        names += [f"between {min(len(times), 3)} times"]
        names += [f"between {min(sum(self.contexts.spot(n).heads for n in times), 2)} heads"]
        names += [f"between {min(self._count(low, high), 3)} figures"]
        names += ["between a turn"] if any(self.contexts.all[n].kind == "sequel" for n in between) else []
        names += ["between the same form"] if any(form.name == expression.form.name for form in others) else []
        names += ["between the same kind"] if any(form.kind == expression.form.kind for form in others) else []
        names += ["between of that time"] if self.contexts.spot(i).states(figure) else []
        if place is Place.SENTENCE:
            names += [f"between {min(self._text.count('，', low, high), 4)} commas"]
            names += ["between another part"] if expression.start < self._part(figure.start) else []
        if place >= Place.BEFORE:
            begun, end = layout.bounds(expression.start)
            names += [f"between {min(self._sentences(begun, figure.start), 5)} sentences"]
            names += ["between figures of a kind"] if self._has(figure.kind, begun, end) else []
        return names

    def of_previous(self, k: int, last: int | None, i: int | None) -> list[str]:
        """Whether ``i`` (None: no expression) is what governs the figure before, ``last``; and how near that figure is."""
        if not k or last != i or self._layout.paragraph(self.figures[k].start) > self.figures[k - 1].start:
            return []
        figure, before = self.figures[k], self.figures[k - 1]
        near = (
            "in a row" if figure.joined
            else "in its clause" if before.start >= self._layout.clause(figure.start)[0]
            else "in its sentence" if before.start >= self._layout.sentence(figure.start)
            else "in its paragraph"
        )  # fmt: skip
        return [f"as the figure before {near}"]

    def _count(self, low: int, high: int) -> int:
        """How many figures begin between two places."""
        return bisect_left(self._starts, high) - bisect_left(self._starts, low)

    def _has(self, kind: str, low: int, high: int) -> bool:
        first, last = bisect_left(self._starts, low), bisect_left(self._starts, high)
        return any(figure.kind == kind for figure in self.figures[first:last])

    def _sentences(self, begun: int, at: int) -> int:
        """How many sentences one is behind another."""
        count, at = 0, self._layout.sentence(at)
        while at > begun and count < _FAR:
            at, count = self._layout.sentence(at - 1), count + 1
        return count

    def _part(self, at: int) -> int:
        """Where the part of a sentence between ； begins; 一是…；二是… is one."""
        begun = self._layout.sentence(at)
        while (at := self._text.rfind("；", max(begun, at - REACH), at)) >= 0:
            if "item" not in self._cues.starting(at + 1):
                return at
        return begun


_FAR: Final = 5
_STATED: Final = ("limit", "changed", "origin", "doubled", "joined")
_SEEN: Final[dict[str, Callable[[Spot], object]]] = {
    "opener": lambda spot: spot.expression.opener,
    "as a head": lambda spot: spot.heads,
    "of a noun": lambda spot: spot.attribute,
    "of an event": lambda spot: spot.of_event,
    "stated": lambda spot: spot.stated,
}


def _apart(expression: TimeExpression, figure: Cited) -> bool:
    return expression.end <= figure.start or expression.start >= figure.end


def _class(word: Token | None) -> str:
    return word.cls if word else "nothing"

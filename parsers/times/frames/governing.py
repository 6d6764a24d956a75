"""Which time governs a figure: of the expressions of its paragraph the one that most speaks for.

Where none does, a frame that an earlier paragraph opened may go on (``inferred``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Final

from parsers.times.finding import TimeExpression
from parsers.times.frames.carrying import Carried
from parsers.times.frames.cited import Cited, Governed
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.cues import said
from parsers.times.frames.evidence import Evidence
from parsers.times.frames.layout import REACH
from parsers.times.frames.listing import members
from parsers.times.frames.points import Choice
from parsers.times.seen import Seen
from parsers.words.pieces import pieces
from parsers.words.text import Text
from parsers.words.token import Token

_TIMELESS: Final = frozenset({"age", "duration"})


class Frames:
    """The time expressions of one text, asked for those that govern its figures.

    Args:
        words: the tokens of the text, whose sentences with figures are cut into words.
    """

    def __init__(
        self, text: Text, expressions: list[TimeExpression], held_on: date | None, words: Sequence[Token]
    ) -> None:
        self._text = text
        self._all = expressions
        self._words = words
        self._nothing = Governed(None, Seen(held_on))

    @cached_property
    def _contexts(self) -> Contexts:
        return Contexts(self._text, self._all, self._nothing.at.held_on, self._words)

    def evidence(self, figures: Sequence[Cited]) -> Evidence[str]:
        """What the choice is made from, by name."""
        return Evidence(self._contexts, figures, pieces(str))

    def govern(self, figures: Sequence[Cited]) -> list[Governed]:
        """The time of every figure, in order; coordinated times are shared out (7月、8月分别增长3%、4%)."""
        if not self._all or not figures:
            return [self._nothing] * len(figures)
        choice = Choice(self._contexts, figures)
        carried = Carried(self._contexts)
        chosen: list[int | None] = []
        governed: list[Governed] = []
        for k, figure in enumerate(figures):
            found = choice.choose(k, chosen[-1] if chosen else None)
            frame = carried.into(figure.start) if found is None and not carried.ends(figure) else None
            inferred = frame is not None and choice.goes_on(k, frame)
            chosen.append(found)
            governed.append(self._governed(frame if inferred else found, figure, inferred=inferred))
        self._share_out(figures, governed)
        return governed

    def _governed(self, found: int | None, figure: Cited, *, inferred: bool) -> Governed:
        if found is None:
            return self._nothing
        return Governed(self._all[found], self._contexts.seen(found), inferred, self._is_timeless(figure, found))

    def _is_timeless(self, figure: Cited, found: int) -> bool:
        """A limit has no dates, whatever its sentence says; nor has what a thing was before it changed."""
        spot = self._contexts.spot(found)
        if "ahead" in self._contexts.cues.ending(figure.start):
            return True
        if figure.origin and not self._is_revised(figure):
            return not spot.comes_from and not spot.states(figure)
        return figure.limit and figure.kind in _TIMELESS

    def _is_revised(self, figure: Cited) -> bool:
        """由初步核算的7862.4亿元修订为7901.8亿元: both of that time."""
        low, high = self._contexts.layout.bounds(figure.start)
        high = min(high, figure.start + REACH)
        return "revised" in said(self._contexts.cues.marks(max(low, figure.start - REACH), high))

    def _share_out(self, figures: Sequence[Cited], governed: list[Governed]) -> None:
        end = len(figures)
        for i in range(len(figures) - 1, -1, -1):
            if figures[i].joined:
                continue
            for k, part in enumerate(self._parts(figures[i].start, end - i)):
                governed[i + k] = Governed(part, self._contexts.seen(self._number(part)))
            end = i

    def _parts(self, at: int, size: int) -> Sequence[TimeExpression]:
        """The times, one each, of so many coordinated figures."""
        before = size > 1 and self._contexts.layout.between(self._contexts.layout.sentence(at), at)
        return members(self._contexts.cues, self._all, before[-1], size, at) or () if before else ()

    def _number(self, part: TimeExpression) -> int:
        """Of which expression one is a part."""
        return self._contexts.layout.between(0, part.start + 1)[-1]

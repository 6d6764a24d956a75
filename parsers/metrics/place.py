"""Where a number stands: its own words and those beside it in the sentence, which the rules judge."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from parsers.metrics.qualifiers import Qualified
from parsers.metrics.scene import NOTHING, Scene
from parsers.words import Clause, Token
from parsers.words.token import Mention

_TEN: Final = 10


class NumberPlace:
    """A number at token ``k`` of a clause, with its qualifiers; made once and asked by every rule."""

    __slots__ = (
        "clause", "k", "kind", "lead", "measured", "mention", "next", "next2", "prev", "prev2", "qualified", "scene",
        "small", "trail", "unit",
    )  # fmt: skip

    def __init__(self, scene: Scene, clause: Clause, k: int, mention: Mention, qualified: Qualified) -> None:
        unit, number = mention.unit, mention.number
        self.scene, self.clause, self.k, self.mention, self.qualified = scene, clause, k, mention, qualified
        self.lead, self.trail = qualified.lead, qualified.trail
        """The qualifiers before the number and behind the unit."""
        self.prev = scene.before(qualified.first)
        """The word before the span; one of class ``nothing`` where the sentence begins."""
        self.prev2 = scene.before(qualified.first - 1) if self.prev is not NOTHING else NOTHING
        self.next = scene.after(qualified.last)
        """The word behind the span."""
        self.next2 = scene.after(qualified.last + 1) if self.next is not NOTHING else NOTHING
        self.small = not number.scaled and number.high <= _TEN
        """A whole count of at most ten."""
        self.measured = unit is not None and unit.measure_word
        """Counted with a measure word, not with a physical unit."""
        self.kind = unit.kind if unit else ""
        self.unit = mention.unit_text or ""
        """The unit as written."""

    @property
    def numeral(self) -> str:
        """The number as written."""
        return self.scene.text[self.mention.number.start : self.mention.number.end]

    @property
    def written(self) -> str:
        """The number with its unit as written."""
        return self.scene.text[self.mention.start : self.mention.end]

    @property
    def rest(self) -> str:
        """The characters that follow the span at once."""
        end = self.scene.tokens[self.qualified.last - 1].end
        return self.scene.text[end : end + 8]

    def previous(self, count: int) -> list[Token]:
        """Up to ``count`` words of the clause before the span, the nearest first."""
        first = self.qualified.first
        return self.scene.tokens[max(self.clause.first, first - count) : first][::-1]

    def previous_in_sentence(self, count: int) -> Iterator[Token]:
        """Up to ``count`` words of the sentence before the span, the nearest first."""
        at = self.qualified.first
        for i in range(at, at - count, -1):
            token = self.scene.before(i)
            if token is NOTHING:
                return
            yield token

    def following(self, count: int) -> list[Token]:
        """Up to ``count`` words of the clause behind the span."""
        last = self.qualified.last
        return self.scene.tokens[last : min(self.clause.last, last + count)]

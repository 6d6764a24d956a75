"""Where a number stands: its own words and those beside it in the sentence, which the rules judge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from parsers.metrics.qualifiers import Qualified
from parsers.metrics.scene import NOTHING, Scene
from parsers.words import Token
from parsers.words.mention import Mention

BREAKS: Final = frozenset(["", *"，。；：、！？）\n"])


@dataclass(slots=True)
class NumberPlace:
    """A number at token ``k`` with its span."""

    scene: Scene
    k: int
    mention: Mention
    qualified: Qualified
    prev: Token = field(init=False)
    """The word before the span; one of class ``nothing`` where the sentence begins."""
    prev2: Token = field(init=False)
    next: Token = field(init=False)
    """The word behind the span."""
    next2: Token = field(init=False)
    small: bool = field(init=False)
    """A whole count of at most ten."""
    measured: bool = field(init=False)
    """Counted with a measure word, not with a physical unit."""
    kind: str = field(init=False)
    unit: str = field(init=False)
    """The unit as written."""

    def __post_init__(self) -> None:
        scene, unit = self.scene, self.mention.unit
        at = scene.back(self.qualified.first)
        self.prev = scene.tokens[at] if at >= 0 else NOTHING
        self.prev2 = scene.before(at) if at >= 0 else NOTHING
        at = scene.ahead(self.qualified.last)
        self.next = scene.tokens[at] if at >= 0 else NOTHING
        self.next2 = scene.after(at + 1) if at >= 0 else NOTHING
        self.small = self.mention.number.high <= 10 and not self.mention.number.scaled
        self.measured = unit is not None and unit.measure_word
        self.kind = unit.kind if unit else ""
        self.unit = self.mention.unit_text or ""

    @property
    def lead(self) -> str | None:
        """The qualifier before the number."""
        return self.qualified.lead

    @property
    def trail(self) -> str | None:
        """The qualifier behind the unit."""
        return self.qualified.trail

    @property
    def numeral(self) -> str:
        """The number as written."""
        return self.scene.text[self.mention.number.start : self.mention.number.end]

    @property
    def rest(self) -> str:
        """The characters that follow the span at once."""
        end = self.scene.tokens[self.qualified.last - 1].end
        return self.scene.text[end : end + 8]

    def previous(self, count: int, *, sentence: bool = False) -> list[Token]:
        """Up to ``count`` words of the clause (or the sentence) before the span, the nearest first."""
        found: list[Token] = []
        at = self.qualified.first
        first = 0 if sentence else self.scene.clause(self.k).first
        while len(found) < count and (at := self.scene.back(at, first)) >= 0:
            found.append(self.scene.tokens[at])
        return found

    def following(self, count: int) -> list[Token]:
        """Up to ``count`` words of the clause behind the span."""
        end = self.scene.clause_end(self.k)
        found: list[Token] = []
        at = self.qualified.last
        while len(found) < count and 0 <= (at := self.scene.ahead(at)) < end:
            found.append(self.scene.tokens[at])
            at += 1
        return found

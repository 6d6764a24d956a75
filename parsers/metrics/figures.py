"""From quantities to candidates: the unit settled, the qualifiers around it, and whether it is a figure at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.metrics import qualifiers, rejecting, senses
from parsers.metrics.place import NumberPlace
from parsers.metrics.qualifiers import Qualified
from parsers.metrics.scene import NOTHING, REACH, Scene
from parsers.words import Clause
from parsers.words.token import Mention

# 税负5% is a burden of 5, not minus 5: 税负 and 背负 are words of their own.
_NUMBERED: Final = frozenset({"quantity", "time"})
_MINUS: Final = frozenset({"负", "零下", "-"})
_JOINED_BY_DASH: Final = frozenset({"quantity", "latin", "other"})


@dataclass(slots=True)
class Found:
    """A candidate: its number with its span and clause, and the rule that rejected it (None: a figure)."""

    mention: Mention
    first: int
    """Index of the first token of the span."""
    last: int
    """Index behind its last token."""
    start: int
    end: int
    qualified: Qualified
    clause: Clause
    rejected_by: str | None
    near: int
    """The first token of the clause, or the one ``REACH`` before the span where the clause is longer."""
    kind: str = field(init=False)
    """The kind of its unit."""
    canonical: str = field(init=False)
    """Its canonical unit."""
    sentence: int = field(init=False)
    """The number of its sentence."""

    def __post_init__(self) -> None:
        unit = self.mention.unit
        self.kind, self.canonical = (unit.kind, unit.canonical) if unit else ("count", "")
        self.sentence = self.clause.sentence


def candidates(scene: Scene) -> Iterator[Found]:
    """Every number outside time expressions and fixed words, in order."""
    low, later = 0, iter(scene.clauses)
    clause = next(later, None)
    for k in [k for k, token in enumerate(scene.tokens) if token.cls in _NUMBERED]:
        mention = scene.tokens[k].value
        if mention is None:
            low = k + 1
            continue
        while clause is not None and clause.last <= k:
            clause = next(later, None)
        if clause is not None:
            found = _candidate(scene, clause, k, max(low, clause.first), mention)
            yield found
            low = found.last if found.rejected_by is None else low


def _candidate(scene: Scene, clause: Clause, k: int, left: int, mention: Mention) -> Found:
    sign, mention = _signed(scene, k, left, mention)
    place = NumberPlace(scene, clause, k, mention, qualifiers.qualify(scene, clause, sign, k, left, mention))
    settled = senses.settle(place)
    if settled is not mention:
        mention = settled
        place = NumberPlace(scene, clause, k, mention, qualifiers.qualify(scene, clause, sign, k, left, mention))
    reason = rejecting.rejection(place)
    qualified = place.qualified
    first, start = qualified.first, scene.tokens[qualified.first].start
    end = max(mention.end, scene.tokens[qualified.last - 1].end) if qualified.trail else mention.end
    near = max(clause.first, first - REACH)
    return Found(mention, first, qualified.last, start, end, qualified, clause, reason, near)


def _signed(scene: Scene, k: int, left: int, mention: Mention) -> tuple[int, Mention]:
    """-2.4%, 负2.4%, 零下8~零下5度: the signs belong to the number, whose lower end comes first; the index of its first token."""
    token = scene.tokens[k - 1] if k > left else NOTHING
    signed = token.text in _MINUS and token.end == mention.start
    if signed and token.text == "-" and k - 2 >= left and scene.tokens[k - 2].cls in _JOINED_BY_DASH:
        signed = False
    if not signed and not mention.below:
        return k, mention
    low = -mention.low if signed else mention.low
    high = -mention.high if mention.below or (signed and mention.form != "range") else mention.high  # -3℃至5℃
    start = token.start if signed else mention.start
    return k - signed, replace(mention, start=start, low=min(low, high), high=max(low, high))

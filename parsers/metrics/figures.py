"""From quantities to candidates: the unit settled, the qualifiers around it, and whether it is a figure at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.metrics import missing_units, qualifiers, rejecting, settling
from parsers.metrics.place import NumberPlace
from parsers.metrics.qualifiers import Qualified
from parsers.metrics.scene import Scene
from parsers.words import Clause
from parsers.words.mention import Mention

# 税负5% is a burden of 5, not minus 5: 税负 and 背负 are words of their own.
_MINUS: Final = frozenset({"负", "零下"})


@dataclass(slots=True)
class Found:
    """A candidate: its number at token ``k``, its span, and the rule that rejected it (None: a figure)."""

    mention: Mention
    k: int
    first: int
    """Index of the first token of the span."""
    last: int
    """Index behind its last token."""
    start: int
    end: int
    qualified: Qualified
    clause: Clause
    rejected_by: str | None
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
    low = 0
    for k in [k for k, token in enumerate(scene.tokens) if token.value is not None or token.cls == "time"]:
        mention = scene.tokens[k].value
        if mention is None:
            low = k + 1
            continue
        found = _candidate(scene, k, low, mention)
        yield found
        low = found.last if found.rejected_by is None else low


def _candidate(scene: Scene, k: int, low: int, mention: Mention) -> Found:
    clause = scene.clause(k)
    left = max(low, clause.first)
    place = _place(scene, k, left, mention)
    settled = settling.settle(place)
    if settled.unit is None:
        unit = missing_units.infer(place)
        settled = replace(settled, unit=unit) if unit else settled
    first, mention = _signed(scene, k, left, settled)
    if mention is not place.mention:
        place = _place(scene, k, left, mention)
    reason = rejecting.rejection(place)
    qualified = place.qualified
    start = min(mention.start, scene.tokens[qualified.first].start)
    end = max(mention.end, scene.tokens[qualified.last - 1].end) if qualified.trail else mention.end
    return Found(mention, k, min(first, qualified.first), qualified.last, start, end, qualified, clause, reason)


def _place(scene: Scene, k: int, left: int, mention: Mention) -> NumberPlace:
    return NumberPlace(scene, k, mention, qualifiers.qualify(scene, k, left, mention))


def _signed(scene: Scene, k: int, left: int, mention: Mention) -> tuple[int, Mention]:
    """-2.4%, 负2.4%, 零下5度: the sign belongs to the number."""
    token = scene.tokens[k - 1] if k - 1 >= left else None
    if token is None or token.end != mention.start or mention.form == "share":
        return k, mention
    minus = token.text == "-" and (k - 2 < left or scene.tokens[k - 2].cls not in ("quantity", "latin", "other"))
    if not minus and token.text not in _MINUS:
        return k, mention
    high = mention.high if mention.form == "range" else -mention.high  # -3℃至5℃
    return k - 1, replace(mention, start=token.start, low=-mention.low, high=high)

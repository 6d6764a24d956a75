"""What has been read of a turn so far: the figures, their quantities and places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from parsers.observations.passage import Passage
from parsers.observations.places import Place, Places
from parsers.observations.quantities.naming import Name
from parsers.observations.spots import Spot
from parsers.records import Aspect, Status

_MEMORY: Final = 60


@dataclass(slots=True)
class SaidBefore:
    """A figure that has been read."""

    spot: Spot
    name: Name | None
    place: Place | None
    aspect: Aspect
    status: Status
    another: bool = False
    """Of something that its words name and we do not: what was spoken of before goes no further in its sentence."""


@dataclass(slots=True)
class TurnReading:
    """A turn with its places, and what has been read of it, in order."""

    passage: Passage
    places: Places
    own: frozenset[str]
    """Names of the site's own area."""
    seen: list[SaidBefore] = field(default_factory=list)
    _beside: list[SaidBefore] = field(default_factory=list)
    """Those of the paragraph that was read last."""

    def add(self, said: SaidBefore) -> None:
        """Keep a figure in mind; nobody means one that was said sixty figures ago."""
        if self._beside and self._beside[0].spot.paragraph != said.spot.paragraph:
            self._beside.clear()
        self.seen.append(said)
        self._beside.append(said)
        del self._beside[:-_MEMORY]

    def last_in_sentence(self, spot: Spot) -> SaidBefore | None:
        """The figure before, if it stands in the same sentence."""
        return self.seen[-1] if self.seen and self.seen[-1].spot.sentence == spot.sentence else None

    def in_paragraph(self, spot: Spot) -> list[SaidBefore]:
        """The figures read in the same paragraph."""
        return self._beside if self._beside and self._beside[0].spot.paragraph == spot.paragraph else []

    def lately(self) -> list[SaidBefore]:
        """The figures read last: nobody means one that was said sixty figures ago."""
        return self.seen[-_MEMORY:]

    def places_in(self, low: int, high: int) -> list[Place]:
        """The places that lie within ``text[low:high]``, in order."""
        return self.places.within(low, high)

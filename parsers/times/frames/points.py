"""The points of the evidence, as fitted: ``data/evidence.tsv``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from parsers.times.frames.cited import Cited
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.evidence import Evidence, Place
from parsers.words.pieces import Pieces, pieces
from parsers.words.tables import read_lines

Points = tuple[int, ...]
"""What a piece of evidence is worth at each ``Place``, in hundredths of the logarithm of its odds."""


def _read() -> dict[str, Points]:
    rows = (line.split("\t") for line in read_lines("evidence.tsv", "parsers.times")[1:])
    return {name: tuple(int(points or 0) for points in row) for name, *row in rows}


_BITS: Final = 20
_HALVES: Final = sum(1 << _BITS * place + _BITS - 1 for place in Place)
"""Added to a sum, it keeps what is less than nothing at one place from being taken from the next."""


def joined(table: Mapping[str, Points]) -> Pieces:
    """What evidence is worth with each row in one number, some bits for each place: one sum is that of every place."""
    rows = {name: sum(points << _BITS * place for place, points in enumerate(row)) for name, row in table.items()}
    return pieces(lambda name: rows.get(name, 0))


def _at(place: Place, total: int) -> int:
    return (total + _HALVES >> _BITS * place & (1 << _BITS) - 1) - (1 << _BITS - 1)


POINTS: Final = _read()
JOINED: Final = joined(POINTS)
_UNSEEN: Final = 80
"""What the evidence between a figure and its time is worth at most; between two paragraphs none is asked."""


class Choice:
    """Chooses the time of the figures of one text, one after the other.

    Args:
        worth: what the evidence is worth; None: as the table has it.
    """

    def __init__(self, contexts: Contexts, figures: Sequence[Cited], worth: Pieces | None = None) -> None:
        self._evidence: Evidence[int] = Evidence(contexts, figures, JOINED if worth is None else worth)
        self._of_expressions: dict[int, int] = {}

    def choose(self, k: int, last: int | None) -> int | None:
        """The number of the expression that governs figure ``k``; None where none has as many points as that none does.

        Args:
            last: what governs the figure before.
        """
        if self._evidence.is_as_before(k):
            return last
        candidates = self._evidence.candidates(k)
        if not candidates:
            return None
        seen, again = sum(self._evidence.of_figure(k)), sum(self._evidence.of_previous(k))
        best, most = None, _at(Place.NONE, seen + again if last is None else seen)
        for i, place in candidates:
            points = seen + self._of_expression(i) + sum(self._evidence.of_both(k, i, place))
            found = _at(place, points + again if last == i else points)
            if found > most:
                best, most = i, found
        return best

    def goes_on(self, k: int, i: int) -> bool:
        """Whether what an earlier paragraph opened governs figure ``k``, in whose own paragraph no time stands."""
        seen = sum(self._evidence.of_figure(k))
        return _at(Place.EARLIER, seen + self._of_expression(i)) + _UNSEEN > _at(Place.NONE, seen)

    def _of_expression(self, i: int) -> int:
        if i not in self._of_expressions:
            self._of_expressions[i] = sum(self._evidence.of_expression(i))
        return self._of_expressions[i]

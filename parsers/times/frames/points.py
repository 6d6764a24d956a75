"""The points of the evidence, as fitted: ``data/evidence.tsv``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from parsers.times.frames.evidence import Evidence, Place
from parsers.words.tables import read_lines

Points = tuple[int, ...]
"""What a piece of evidence is worth at each ``Place``, in hundredths of the logarithm of its odds."""


def _read() -> dict[str, Points]:
    rows = (line.split("\t") for line in read_lines("evidence.tsv", "parsers.times")[1:])
    return {name: tuple(int(points or 0) for points in row) for name, *row in rows}


POINTS: Final = _read()
_UNSEEN: Final = 80
"""What the evidence between a figure and its time is worth at most; between two paragraphs none is asked."""


class Choice:
    """Chooses the time of the figures of one text, one after the other.

    Args:
        points: what the evidence is worth; None: as the table has it.
    """

    def __init__(self, evidence: Evidence, points: Mapping[str, Points] | None = None) -> None:
        self._evidence = evidence
        self._points = POINTS if points is None else points
        self._of_expressions: dict[tuple[int, Place], int] = {}

    def choose(self, k: int, last: int | None) -> int | None:
        """The number of the expression that governs figure ``k``; None where none has as many points as that none does.

        Args:
            last: what governs the figure before.
        """
        candidates = self._evidence.candidates(k)
        if not candidates:
            return None
        seen = self._rows(self._evidence.of_figure(k))
        best, most = None, _sum(seen, Place.NONE) + self._previous(k, last, None, Place.NONE)
        for i in candidates:
            place = self._evidence.place(k, i)
            points = _sum(seen, place) + self._of_expression(i, place) + self._previous(k, last, i, place)
            points += _sum(self._rows(self._evidence.of_both(k, i, place)), place)
            if points > most:
                best, most = i, points
        return best

    def goes_on(self, k: int, i: int) -> bool:
        """Whether what an earlier paragraph opened governs figure ``k``, in whose own paragraph no time stands."""
        seen = self._rows(self._evidence.of_figure(k))
        return _sum(seen, Place.EARLIER) + _UNSEEN + self._of_expression(i, Place.EARLIER) > _sum(seen, Place.NONE)

    def _of_expression(self, i: int, place: Place) -> int:
        if (i, place) not in self._of_expressions:
            self._of_expressions[i, place] = _sum(self._rows(self._evidence.of_expression(i)), place)
        return self._of_expressions[i, place]

    def _previous(self, k: int, last: int | None, i: int | None, place: Place) -> int:
        return _sum(self._rows(self._evidence.of_previous(k, last, i)), place)

    def _rows(self, names: Iterable[str]) -> list[Points]:
        return [self._points[name] for name in names if name in self._points]


def _sum(rows: Iterable[Points], place: Place) -> int:
    return sum(row[place] for row in rows)

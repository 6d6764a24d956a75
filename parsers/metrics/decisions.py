"""What the codes of ``explain`` mean, from the bundled table ``decisions.tsv``."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from parsers.words.tables import read_lines


class Decision(NamedTuple):
    """Why a number is, or is not, a figure."""

    meaning: str
    """A sentence."""
    example: str
    """A Chinese sentence with a number that is decided so."""


@cache
def decisions() -> dict[str, Decision]:
    """Code → what it means, for every ``Candidate.rule``: first the figures' codes, then the reasons to reject."""
    return {
        code: Decision(meaning, example)
        for code, meaning, example in map(_cells, read_lines("decisions.tsv", __package__))
    }


def _cells(line: str) -> list[str]:
    return line.split("\t")

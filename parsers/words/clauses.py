"""Clauses and sentences of a token stream: where a statement ends and what belongs together.

A clause ends at ，；：。！？, at a line end and at brackets; a sentence at 。！？… and at a line end. ``、`` ends neither.
A bracket that holds only an abbreviation (居民消费价格（CPI）同比上涨) or 下同 ends no clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from parsers.words.token import Token

SENTENCE_ENDS: Final = frozenset("。！？\n…")
CLAUSE_ENDS: Final = SENTENCE_ENDS.union("，；：（）")
_MARKS: Final = frozenset({"punct", "space"})


@dataclass(slots=True)
class Clause:
    """The tokens of one clause, its closing mark not among them."""

    tokens: list[Token]
    first: int
    """The index of its first token."""
    last: int
    """The index behind its last token."""
    number: int
    """0, 1, … in the text."""
    sentence: int
    """Number of its sentence in the text."""
    paragraph: int
    """Number of its paragraph in the text."""
    start: int
    end: int
    """Offsets of the words between the marks."""
    closed_by: str
    """The mark behind it; empty at the end of the text."""


def clauses(found: list[Token]) -> list[Clause]:
    """All clauses of a text that hold a token, in order."""
    parts: list[Clause] = []
    sentence = paragraph = first = 0
    skip = -1
    marks = [i for i, token in enumerate(found) if token.text in CLAUSE_ENDS and token.cls in _MARKS]
    for i in [*marks, len(found)]:
        mark = found[i].text if i < len(found) else ""
        if mark == "（" and (closing := _abbreviation(found, i)):
            skip = closing
        if i <= skip:
            continue
        if first < i:
            inside = found[first:i]
            start, end = inside[0].start, inside[-1].end
            parts.append(Clause(inside, first, i, len(parts), sentence, paragraph, start, end, mark))
        first = i + 1
        if mark in SENTENCE_ENDS:
            sentence += 1
            paragraph += mark == "\n"
    return parts


def _abbreviation(found: list[Token], i: int) -> int | None:
    """The index of the bracket that closes an abbreviation opened at ``i``: （CPI）, （RCEP）, 比去年同期（下同）."""
    if (
        i + 2 < len(found)
        and found[i + 2].text == "）"
        and (found[i + 1].cls == "latin" or found[i + 1].text == "下同")
    ):
        return i + 2
    return None

"""Unified diffs as pieces to be coloured: what was there, what is there now, and inside a line what differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

LONGEST = 2000
"""Characters of a line up to which it is compared character by character: that takes time with their square."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a line, and whether they differ from the line's other version."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a diff. ``kind``: ``gone``, ``new``, ``same`` or ``gap``."""

    kind: str
    pieces: tuple[Piece, ...]


def blocks(diff: str) -> list[DiffLine]:
    """The lines of a unified diff without its headings."""
    return list(_paired(list(_lines(diff))))


def _lines(diff: str) -> Iterator[DiffLine]:
    for line in diff.splitlines():
        if line.startswith(("+++", "---")):
            continue
        if line.startswith("@@"):
            yield DiffLine("gap", ())
        elif line:
            kind = {"+": "new", "-": "gone"}.get(line[0], "same")
            yield DiffLine(kind, (Piece(line[1:], differs=False),))


def _paired(lines: list[DiffLine]) -> Iterator[DiffLine]:
    """A line that is gone and the new one after it are compared character by character."""
    place = 0
    while place < len(lines):
        pair = lines[place : place + 2]
        if [line.kind for line in pair] == ["gone", "new"] and _is_short(pair):
            yield from _compared(pair[0].pieces[0].text, pair[1].pieces[0].text)
            place += 2
        else:
            yield lines[place]
            place += 1


def _is_short(pair: list[DiffLine]) -> bool:
    return all(len(line.pieces[0].text) <= LONGEST for line in pair)


def _compared(before: str, after: str) -> tuple[DiffLine, DiffLine]:
    gone: list[Piece] = []
    new: list[Piece] = []
    for kind, start, end, to, until in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if end > start:
            gone.append(Piece(before[start:end], differs=kind != "equal"))
        if until > to:
            new.append(Piece(after[to:until], differs=kind != "equal"))
    return DiffLine("gone", tuple(gone)), DiffLine("new", tuple(new))

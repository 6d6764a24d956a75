"""Where tables stand in a turn's text: lines of cells, as ``parsers.html.tables`` writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_MARK: Final = re.compile(r"(?:(?<=[ ])|^)\|(?=[ ]|$)")
_CAPTIONS: Final = 3
_LONGEST_CAPTION: Final = 80
_LONGEST_SECTION: Final = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``text == turn_text[start:end]``, margins stripped."""

    text: str
    start: int
    end: int


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Neighbouring lines of cells; a line of one cell is a section (``一、生产``) or a caption within it."""

    start: int
    end: int
    rows: tuple[Row, ...]
    captions: tuple[str, ...]
    """The lines before it, the nearest first, as far as they may tell what it is of."""


def find_tables(text: str) -> list[Table]:
    """The tables of a turn's text, in order."""
    if "|" not in text:
        return []
    found: list[Table] = []
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        if end - at > 1:
            captions = [line for line, _ in reversed(lines[max(0, at - _CAPTIONS) : at])]
            rows = tuple(tuple(_cells(line, start)) for line, start in lines[at:end])
            last = lines[end - 1]
            near = tuple(line for line in captions if len(line) <= _LONGEST_CAPTION and not _is_row(line))
            found.append(Table(lines[at][1], last[1] + len(last[0]), rows, near))
        at = max(end, at + 1)
    return found


def without(text: str, tables: list[Table]) -> str:
    """The text with blanks in place of its tables: every other offset stays."""
    for table in tables:
        text = text[: table.start] + re.sub(r"[^\n]", " ", text[table.start : table.end]) + text[table.end :]
    return text


def _lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for line in text.split("\n"):
        yield line, start
        start += len(line) + 1


def _end(lines: list[tuple[str, int]], at: int) -> int:
    """The number behind the last line of the table that begins at a line; ``at`` where none does."""
    end = at
    while end < len(lines):
        line = lines[end][0]
        if _is_row(line):
            end += 1
        elif end > at and end + 1 < len(lines) and _is_row(lines[end + 1][0]) and _is_section(line):
            end += 2
        else:
            break
    return end


def _is_row(line: str) -> bool:
    return "|" in line and bool(_MARK.search(line))


def _is_section(line: str) -> bool:
    return len(line) <= _LONGEST_SECTION and not re.search(r"[。？！；]", line)


def _cells(line: str, start: int) -> Iterator[Cell]:
    at = 0
    for mark in [*(hit.start() for hit in _MARK.finditer(line)), len(line)]:
        raw = line[at:mark]
        text = raw.strip(" \u3000\u00a0")
        begin = start + at + (len(raw) - len(raw.lstrip(" \u3000\u00a0")))
        yield Cell(text, begin, begin + len(text))
        at = mark + 1

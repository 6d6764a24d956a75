"""Tables of figures as rows: one line a row, its cells joined by a mark, each under the head of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, zip_longest
from statistics import median

from bs4 import Tag

from parsers.words import fold
from parsers.words.units import scaled_unit_at

CELL = " | "
"""Between two cells of a row."""

_MOST_ROWS = 2_000
_MOST_COLUMNS = 60
_LONGEST_CELL = 60
_SPEECH = re.compile(r"[。？！；]|[：:]$")
_NUMBER = re.compile(r"[-+−－]?\d[\d,，.]*")
_BEFORE_UNIT = re.compile(r"(?P<bracket>（)|(?<![第\d])\d[\d,.]*\s*")
_NO_UNITS = frozenset({"duration", "index", "angle", "name"})
"""Kinds of which numbers are mostly dates and hours: 3月, 9点30分."""
_FIGURES = 0.25
"""Least part of the cells that hold a number, for a table of figures."""
_BLANK = " \t\r\n\u3000\u00a0\u200b\ufeff"


def innermost(element: Tag) -> frozenset[int]:
    """``id()`` of the tables that hold no other. Found at once: pages of thousands of tables in each other exist."""
    tables = element.find_all("table")
    return frozenset(
        id(table)
        for table, following in zip_longest(tables, tables[1:])
        if following is None or following.find_parent("table") is not table
    )


def rows_of(table: Tag) -> list[str]:
    """The caption and the rows of a table of figures; empty for a table that only lays out a page, or lists names with bare counts.

    ``加拿大`` / ``26`` under one head says no more as a row than as two lines; a row of three cells, or a unit in a cell or
    a head, is what gives a number its meaning. A cell over several rows or columns is repeated in each, so that every
    figure stands under its heads; a number is not, for it is one figure.
    """
    rows = list(islice(_aligned(table), _MOST_ROWS + 1))
    if not 2 <= len(rows) <= _MOST_ROWS:
        return []
    filled = [cells for row in rows if len(cells := [cell for cell in row if cell]) > 1]
    cells = [cell for row in filled for cell in row]
    if not cells or any(len(cell) > _LONGEST_CELL or _SPEECH.search(cell) for cell in cells):
        return []
    alone = [row[0] for row in rows if len(row) == 1]
    numbers = sum(bool(_NUMBER.search(cell)) for cell in cells)
    # As many cells as are written: a repeated one makes no list of names a table.
    wide = median(filter(None, map(_written, table.find_all("tr")))) >= 3 or any(map(_states_unit, [*cells, *alone]))
    if not wide or numbers < _FIGURES * len(cells) or len(alone) > len(filled):
        return []
    return [*_caption(table), *(CELL.join(row) for row in rows)]


def _states_unit(cell: str) -> bool:
    """3.2%, 1200亿元, 增速（%）, 单位：万标准箱."""
    text = fold(cell)
    for match in _BEFORE_UNIT.finditer(text):
        unit, end = scaled_unit_at(text, match.end())
        if unit and unit.kind not in _NO_UNITS and (not match["bracket"] or text[end : end + 1] == "）"):
            return True
    return "单位：" in text


def _caption(table: Tag) -> list[str]:
    caption = table.find("caption", recursive=False)
    text = " ".join(caption.get_text().split()).strip(_BLANK) if caption is not None else ""
    return [text] if text else []


def _aligned(table: Tag) -> Iterator[list[str]]:
    """The rows that hold anything, each cell in its column; of a row that is one cell only that."""
    above: dict[int, tuple[int, str]] = {}
    for row in table.find_all("tr"):
        cells: list[str] = []
        stated = 0
        for cell in row.find_all(("td", "th"), recursive=False):
            _fill(cells, above)
            text = " ".join(cell.get_text().split()).strip(_BLANK).replace("|", "｜")
            stated += bool(text)
            wide, high = _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", _MOST_ROWS)
            repeated = "" if _NUMBER.fullmatch(text) else text
            for at in range(min(wide, _MOST_COLUMNS - len(cells))):
                if high > 1:
                    above[len(cells)] = (high - 1, repeated)
                cells.append(repeated if at else text)
        _fill(cells, above)
        if any(cells):
            yield [text for text in cells if text][:1] if stated == 1 and len(set(filter(None, cells))) == 1 else cells


def _written(row: Tag) -> int:
    return sum(bool(cell.get_text().strip(_BLANK)) for cell in row.find_all(("td", "th"), recursive=False))


def _fill(cells: list[str], above: dict[int, tuple[int, str]]) -> None:
    """The cells of rows above that reach into the columns that come next."""
    while len(cells) < _MOST_COLUMNS and (held := above.pop(len(cells), None)):
        left, text = held
        if left > 1:
            above[len(cells)] = (left - 1, text)
        cells.append(text)


def _span(cell: Tag, name: str, most: int) -> int:
    written = str(cell.get(name) or "1").strip()
    return min(max(int(written), 1), most) if written.isdecimal() and len(written) < 6 else 1

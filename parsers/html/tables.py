"""Tables of figures as rows: one line a row, its cells joined by a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, zip_longest
from statistics import median

from bs4 import Tag

CELL = " | "
"""Between two cells of a row."""

_MOST_ROWS = 2_000
_LONGEST_CELL = 60
_SPEECH = re.compile(r"[。？！；]|[：:]$")
_NUMBER = re.compile(r"[-+−－]?\d[\d,，.]*")
# 3.2%  1200亿元  （万人）  单位：亿元  增速（%）
_UNIT = re.compile(
    r"\d\s*(?:[%％‰]|个百分点|[万亿千百]*(?:元|人|吨|公里|平方米|户|套|家|件|辆|例|亩|度|千瓦|立方米|美元|次|个|张|台|所|名))"
    r"|[（(](?:[%％]|[万亿千百]*(?:元|人|吨|公里|平方米|户|套|家|件|辆|例|亩|公顷|千瓦时|立方米|美元|次|个|张|台|所|名))[）)]|单位[：:]"
)
_FIGURES = 0.25
"""Least part of the cells that hold a number, for a table of figures."""


def innermost(element: Tag) -> frozenset[int]:
    """``id()`` of the tables that hold no other. Found at once: pages of thousands of tables in each other exist."""
    tables = element.find_all("table")
    return frozenset(
        id(table)
        for table, following in zip_longest(tables, tables[1:])
        if following is None or following.find_parent("table") is not table
    )


def rows_of(table: Tag) -> list[str]:
    """The rows of a table of figures; empty for a table that only lays out a page, or lists names with bare counts.

    ``加拿大`` / ``26`` under one head says no more as a row than as two lines; a row of three cells, or a unit in a cell or
    a head, is what gives a number its meaning.
    """
    rows = [cells for row in islice(_rows(table), _MOST_ROWS + 1) if (cells := _cells(row))]
    if not 2 <= len(rows) <= _MOST_ROWS:
        return []
    cells = [cell for row in rows for cell in row]
    if any(len(cell) > _LONGEST_CELL or _SPEECH.search(cell) for cell in cells):
        return []
    numbers = sum(bool(_NUMBER.search(cell)) for cell in cells)
    wide = median(map(len, rows)) >= 3 or any(map(_UNIT.search, cells))
    if not wide or numbers < _FIGURES * len(cells) or max(map(len, rows)) < 2:
        return []
    return [CELL.join(row) for row in rows]


def _rows(table: Tag) -> Iterator[Tag]:
    return (row for row in table.find_all("tr") if isinstance(row, Tag))


def _cells(row: Tag) -> list[str]:
    texts = (" ".join(cell.get_text().split()) for cell in row.find_all(("td", "th"), recursive=False))
    return [text for text in texts if text.strip("\u3000\u00a0\u200b\ufeff ")]

"""The figures of a table: each number is said as a sentence with its heads' words, and read as any other sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from parsers.prose import figures
from parsers.records import Metric
from parsers.tables.cells import CHANGES, Value, values_of
from parsers.tables.grid import Table
from parsers.tables.heads import time_in
from parsers.vocabulary import Vocabulary
from parsers.words import fold

_ARROWS: Final = {"↑": "", "▲": "", "↓": "-", "▼": "-", "+": ""}
_CHANGED: Final = re.compile(f"{CHANGES}|持平")
_YEAR: Final = re.compile("((?:19|20)[0-9]{2})年")
_NAMES_YEAR: Final = re.compile("(?:19|20)[0-9]{2}年|今年|去年|上年")
_QUALIFIED: Final = re.compile("约|近|超")
_OWN_UNIT: Final = re.compile("[0-9]\\s*[^0-9.,\\s]")


@dataclass(frozen=True, slots=True)
class TableFigures:
    """What a table yields."""

    metrics: tuple[Metric, ...]
    unread: int
    """Numbers that are no figures: no head and no caption says what they count or in what."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A number as a sentence: where in it the number stands, and where the cell's own characters are."""

    value: Value
    sentence: str
    start: int
    end: int
    core: tuple[int, int]
    """The number's span in the turn's text."""


def figures_of(
    text: str,
    table: Table,
    *,
    title: str = "",
    held_on: date | None = None,
    own: frozenset[str] = frozenset(),
    vocabulary: Vocabulary | None = None,
) -> TableFigures:
    """The figures of one table of a turn's text, with offsets into that text.

    Args:
        title: the page's, which says the time of a table that does not say its own.
        own: names of the site's own area.
    """
    frame = _frame(table, title)
    values = list(values_of(table))
    said = [one for one in (_say(value, frame) for value in values) if one is not None]
    found: list[Metric] = []
    # Apart, for a time that one cell names must not be carried into another that names none.
    for timed in (True, False):
        part = [one for one in said if bool(one.value.period or frame) is timed]
        found += _read(text, part, frame, held_on=held_on, own=own, vocabulary=vocabulary)
    return TableFigures(tuple(sorted(found, key=lambda metric: metric.start)), len(values) - len(found))


def _frame(table: Table, title: str) -> str:
    """The time that the caption, the sentence before the table or the page's title says; empty: none."""
    sections = [row[0].text for row in table.rows[:2] if len(row) == 1]
    lines = (time_in(fold(line))[0] for line in [*sections, *table.captions, title])
    times = [time.text for time in lines if time is not None]
    if not times or _NAMES_YEAR.search(times[0]):
        return times[0] if times else ""
    year = next((hit for time in times[1:] if (hit := _YEAR.match(time))), None)
    return f"{year[0]}{times[0]}" if year else times[0]


def _say(value: Value, frame: str) -> _Said | None:
    """地区生产总值, 1—6月, 同比增长（%）, 5.1: 1—6月，地区生产总值同比增长5.1%。"""
    if not value.row.words and not value.column.words:
        return None
    cell = fold(value.cell.text)
    number = re.search("-?[0-9][0-9,.]*", cell)
    if number is None:
        return None
    own_unit = bool(_OWN_UNIT.search(cell))
    if not own_unit and not value.unit and not _is_index(value):
        return None
    stated = bool(_CHANGED.search(cell))
    sign = next((meant for mark, meant in _ARROWS.items() if cell.startswith(mark)), "")
    change = _against(value.column.change) if stated else value.column.change or value.row.change
    joint = change or "为"
    before = f"{_period(value, frame)}{_name(value)}{joint}"
    core = cell[number.start() :] if own_unit else number[0]
    lead = cell[: number.start()].lstrip("".join(_ARROWS)) if number.start() else ""
    start = len(before) + len(lead)
    written = core if own_unit else core + value.unit
    sentence = f"{before}{lead}{sign}{written}。"
    at = value.cell.start + (0 if _QUALIFIED.fullmatch(lead) else number.start())
    return _Said(
        value, sentence, start, start + len(sign) + len(written), (at, value.cell.start + number.start() + len(core))
    )


def _is_index(value: Value) -> bool:
    return "指数" in value.row.words + value.column.words


def _against(change: str) -> str:
    return change.removesuffix("增长额").removesuffix("增长").removesuffix("增减").removesuffix("降低")


def _name(value: Value) -> str:
    """浦东新区 and 地区生产总值; 粮食 and 产量; of one that holds the other only that."""
    row, column = value.row.words, value.column.words
    if column in row:
        return row
    return column if row in column else row + column


def _period(value: Value, frame: str) -> str:
    """The time of a cell with the year of its frame, where it names none."""
    cumulated = value.column.cumulated or value.row.cumulated
    period = value.period or (_cumulated(frame) if cumulated else frame)
    if value.period and not _NAMES_YEAR.search(period) and (year := _YEAR.match(frame)):
        period = year[0] + period
    if value.column.year_before or value.row.year_before:
        year = _YEAR.match(period)
        period = f"{int(year[1]) - 1}年{period[year.end() :]}" if year else ""
    return f"{period}，" if period else ""


def _cumulated(frame: str) -> str:
    """2024年6月 of a column 累计 is 2024年1—6月."""
    return re.sub("(?<=年)([0-9]{1,2}月)$", "1—\\1", frame) if not frame.endswith("年1月") else frame


def _read(
    text: str,
    said: Sequence[_Said],
    frame: str,
    *,
    held_on: date | None,
    own: frozenset[str],
    vocabulary: Vocabulary | None,
) -> Iterator[Metric]:
    whole = "\n".join(one.sentence for one in said)
    starts: list[int] = []
    at = 0
    for one in said:
        starts.append(at)
        at += len(one.sentence) + 1
    for metric in figures(whole, held_on=held_on, own=own, vocabulary=vocabulary):
        number = bisect_right(starts, metric.start) - 1
        one = said[number]
        low, high = starts[number] + one.start, starts[number] + one.end
        if (metric.start <= low and metric.end >= high and metric.unit is not None) or _fits(metric, low, high):
            yield _placed(text, metric, one, frame)


def _fits(metric: Metric, low: int, high: int) -> bool:
    return metric.kind == "index" and metric.start <= low and metric.end >= high


def _placed(text: str, metric: Metric, one: _Said, frame: str) -> Metric:
    """The figure at its cell, with what its heads say in the page's own characters."""
    start, end = one.core
    start, end = _with_sign(text, one, start), _without_margin(text, start, end)
    before = one.value.column.year_before or one.value.row.year_before
    written = None if before else one.value.written
    if written and written not in text:
        written = written.removesuffix("年")  # 2023 over a column
    return replace(
        metric,
        text=text[start:end],
        start=start,
        end=end,
        indicator=_indicator(text, metric, one.value),
        period=written,
        period_inferred=written is None and metric.period_start is not None,
    )


def _with_sign(text: str, one: _Said, start: int) -> int:
    before = text[one.value.cell.start : start]
    return start - 1 if before.endswith(("-", "−", "－", "↓", "▼")) else start


def _without_margin(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " \u3000\u00a0":
        end -= 1
    return end


def _indicator(text: str, metric: Metric, value: Value) -> str | None:
    """What is measured as the text has it: the words of row and column together stand nowhere in it."""
    row, column = value.row.words, value.column.words
    of_place = metric.place is not None and metric.place in row
    for words in (metric.indicator, *((column, row) if of_place else (row, column)), value.own):
        if words and words in text:
            return words
    return None

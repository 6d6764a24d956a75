"""The numbers of a table, each with what its row, its column and its caption say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from parsers.tables.grid import Cell, Row, Table
from parsers.tables.heads import Head, caption_units, read_head, time_in
from parsers.words import fold
from parsers.words.lexicon import words_of

CHANGES: Final = "|".join(sorted((word for word in words_of("change") if len(word) > 1), reverse=True))
"""Verbs that a cell may state a change with; 提高到 before 提高."""
_VALUE: Final = re.compile(
    f"(?P<sign>[-+↑↓▲▼])?(?:约|近|超|{CHANGES})?(?P<number>-?[0-9][0-9,]*(?:\\.[0-9]+)?)(?P<behind> ?[^0-9（）]{{0,8}})"
)
_NO_VALUE: Final = re.compile(r"[-—–―/…·.*\s]*|无|持平|\.\.\.")
_YEAR: Final = re.compile("(?:19|20)[0-9]{2}年?")
_NO_UNIT: Final = re.compile("年|月|日|号|时|点|届|次会议|楼|室|路|线|班|级")
_OF_ALL: Final = re.compile("(?:指标|情况|表|一览|数据|统计|综合|概况)$")
"""What a section says that names no part."""
_PART: Final = re.compile("\\s*其中[：:]?\\s*(?=\\S)")
# 餐饮收入, 出口额: a quantity by itself, wherever it stands.
_WHOLE: Final = re.compile(
    "(?:额|量|值|数|率|收入|支出|投资|消费|贷款|存款|余额|利润|税收|出口|进口|价格|面积|人口|销售|比重|占比)$"
)
_SHORT: Final = 4
"""Characters of a further part (农村, 第三产业) in the row under 其中."""
_PLANNED: Final = re.compile("计划|目标|预期|任务|预算")


@dataclass(frozen=True, slots=True)
class Value:
    """A cell's number and its heads."""

    cell: Cell
    row: Head
    column: Head
    unit: str
    """What the heads say; empty where the cell says it, or nobody."""
    period: str
    """The time of row and column put together, as a sentence would say it; empty where neither has one. Of 上年同期 the
    time that is a year later."""
    written: str | None
    """The same as it is written over or before it."""
    own: str = ""
    """The words of the row alone, without the whole that it is a part of."""


@dataclass(slots=True)
class _Columns:
    """The heads over the columns, as far as they have been read."""

    captions: list[str]
    heads: list[Head] = field(default_factory=list)
    section: Head = field(default_factory=Head)
    open: bool = False
    """Whether the next row of words is a further line of the heads."""
    texts: list[list[str]] = field(default_factory=list)
    last: Head = field(default_factory=Head)
    """What the row before is of."""
    whole: Head | None = None
    """What the rows from 其中 on are parts of."""

    def add(self, row: Row) -> None:
        """A row of words: heads over what follows."""
        if not self.open:
            self.texts = []
        self.open = True
        for at, cell in enumerate(row):
            if at >= len(self.texts):
                self.texts.append([])
            if cell.text and cell.text not in self.texts[at]:
                self.texts[at].append(cell.text)
        self.heads = [_joined(texts) for texts in self.texts]

    def head(self, at: int) -> Head:
        """The head of a column; 增速（%） alone is of the quantity of the column before it."""
        head = self.heads[at] if at < len(self.heads) else Head()
        if not head.change or head.words:
            return head
        amount = next((self.heads[k] for k in range(at - 1, 0, -1) if not self.heads[k].change), None)
        named = amount is not None and not amount.order and not _PLANNED.search(amount.words)
        return replace(head, words=amount.words) if amount and named else head

    def named(self, label: Head) -> Head:
        """A row's head: 同比增长（%） under 地区生产总值 is of that, and 出口 in the section 民营企业 of that."""
        if label.change and not label.words:
            return replace(label, words=self.last.words)
        section = "" if _OF_ALL.search(self.section.words) else self.section.words
        return label if not section or section in label.words else replace(label, words=section + label.words)

    def part(self, label: Head, *, marked: bool) -> Head:
        """``其中：城镇`` under 居民人均可支配收入 is 城镇居民人均可支配收入, and 农村 in the next row is a part, too."""
        if label.change and not label.words:
            return label
        if _WHOLE.search(label.words) or not label.words or not (marked or len(label.words) <= _SHORT):
            self.whole = None if not marked else self.whole
            return label
        self.whole = (self.whole or self.last) if marked else self.whole
        return replace(label, words=label.words + self.whole.words) if self.whole else label

    def is_unit(self, at: int) -> bool:
        """Whether the column names the units of the rows."""
        return at < len(self.texts) and any(fold(text) in ("单位", "计量单位") for text in self.texts[at])

    def time_from_left(self, at: int) -> Head | None:
        """The nearest column to the left with a time, of one that says how its amount has changed or was before."""
        if not (self.head(at).change or self.head(at).year_before):
            return None
        return next((self.heads[k] for k in range(min(at, len(self.heads)) - 1, -1, -1) if self.heads[k].time), None)


def values_of(table: Table) -> Iterator[Value]:
    """Every number of a table, in order."""
    columns = _Columns(list(table.captions))
    for row in table.rows:
        filled = [cell for cell in row if cell.text]
        if len(row) == 1:
            columns.captions.insert(0, row[0].text)
            columns.section, columns.open = read_head(row[0].text), False
        elif _is_head(filled, first=not columns.heads):
            columns.add(row)
        else:
            columns.open = False
            yield from _of_row(row, columns)


def _is_head(filled: Sequence[Cell], *, first: bool) -> bool:
    """Whether a row is of words alone; 2022 and 2023 over the first columns are words, too."""
    if any(map(_is_missing, filled)):
        return False
    return not any(_is_value(cell) and not (first and _YEAR.fullmatch(fold(cell.text))) for cell in filled)


def _of_row(row: Row, columns: _Columns) -> Iterator[Value]:
    """The numbers of a row, each under the words that stand nearest to the left of it."""
    units = next((found for caption in columns.captions if (found := caption_units(caption))), ())
    label, unit, counted, own = Head(), "", True, ""
    for at, cell in enumerate(row):
        column = columns.head(at)
        if not cell.text or column.order or _is_missing(cell):
            continue
        if columns.is_unit(at):
            unit = cell.text
        elif _is_value(cell) and not (at == 0 and _YEAR.fullmatch(fold(cell.text))):
            period, written = _period(label, column, columns, at)
            yield Value(cell, columns.named(label), column, _unit_for(label, column, unit, units), period, written, own)
            counted = True
        else:
            said = read_head(cell.text)
            whole, first = (said if counted else _both(label, said)), not label.words
            own = whole.words
            label = columns.part(whole, marked=bool(_PART.match(fold(cell.text)))) if first else whole
            counted = False
    if not label.change:
        columns.last = label


def _joined(texts: Sequence[str]) -> Head:
    """The head of a column over several lines: what each says, the lowest first where they differ."""
    found = Head()
    for text in texts:
        found = _both(found, read_head(text))
    return found


def _both(upper: Head, lower: Head) -> Head:
    words = lower.words if upper.words in lower.words else upper.words + lower.words
    return Head(
        words=words,
        unit=lower.unit or ("" if lower.change and not upper.change else upper.unit),
        time=lower.time or upper.time,
        change=lower.change or upper.change,
        absolute=lower.absolute if lower.change else upper.absolute,
        order=upper.order or lower.order,
        cumulated=upper.cumulated or lower.cumulated,
        year_before=upper.year_before or lower.year_before,
    )


def _unit_for(row: Head, column: Head, stated: str, caption: Sequence[str]) -> str:
    """The unit of a number, the nearest that says one first; a rate is in % wherever the amounts are in 亿元."""
    if row.change and not column.change and not row.absolute:
        return row.unit or "%"
    if column.unit:
        return column.unit
    of_row = row.unit or stated
    if column.change and column.absolute and of_row in ("%", "‰"):
        return "个百分点"
    if column.relative or (row.relative and not of_row and not caption):
        return "%"
    if column.change and column.absolute and not column.change.endswith("额"):
        return ""  # 同比增减, beside 亿元: an amount or a rate
    return of_row or next((unit for unit in caption if unit != "%"), caption[0] if caption else "")


def _period(row: Head, column: Head, columns: _Columns, at: int) -> tuple[str, str | None]:
    """The time that row and column say, a year before its part; and as it is written."""
    left = columns.time_from_left(at) if column.time is None else None
    times = [head.time for head in (column, left, row, columns.section) if head is not None and head.time is not None]
    if not times:
        return "", None
    year = next((time for time in times if time.groups.get("y") or time.kind == "year"), None)
    part = next((time for time in times if time is not year), None)
    first = times[0]
    if year is not None and part is not None and not part.groups.get("y"):
        return _year(year.text) + part.text, (part if year is not first else first).text
    return first.text, first.text


def _year(text: str) -> str:
    named = re.match("(?:19|20)[0-9]{2}年", text)
    return named[0] if named else text


def _is_missing(cell: Cell) -> bool:
    return bool(cell.text) and bool(_NO_VALUE.fullmatch(cell.text))


def _is_value(cell: Cell) -> bool:
    text = fold(cell.text)
    found = _VALUE.fullmatch(text)
    if found is None:
        return False
    return found["number"] == text or (not _NO_UNIT.match(found["behind"].strip()) and time_in(text)[0] is None)

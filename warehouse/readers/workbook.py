"""The tables as an Excel workbook: a sheet each, dates and numbers typed, the header always in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warehouse.database.catalogue import Relation
from warehouse.database.migrate import Connection
from warehouse.database.statements import quoted
from warehouse.readers.cells import shown_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_575
"""Rows of a sheet besides its header; a longer table goes on in a further sheet."""
LONGEST_TEXT = 32_767
"""Characters of a cell, as Excel counts them: one beyond U+FFFF (𬭸, 𫖮 in names) is two. A longer text ends in CUT."""
CUT = "… [cut here: {length} characters, whole in the exports as CSV, Parquet, JSONL and SQLite]"
FIRST_DAY = date(1900, 3, 1)
"""Excel has no days before 1900, and a 29 February in that year: earlier ones are texts."""
EXACT_DIGITS = 15
"""Excel keeps no more of a number: one with more digits is written as text, so that none is lost."""
_WIDTHS = {"text": 60, "title": 40, "sentence": 60, "question": 60, "answers": 60, "url": 30}

OPTIONS = {
    "constant_memory": True,
    # A text stays a text, whatever it begins with.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def write_workbook(con: Connection, relations: Sequence[Relation], path: Path) -> int:
    """Write the relations, row by row in constant memory; the number of texts that were too long for a cell."""
    # Imported here: no other format needs it.
    from xlsxwriter import Workbook

    with Workbook(str(path), OPTIONS) as book:
        return sum(_write(book, relation, con.execute(f"FROM {quoted(relation.name)}")) for relation in relations)


def _write(book: Workbook, relation: Relation, result: Any) -> int:
    moments = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    number, row, sheet, cut = 1, 0, _sheet(book, relation, 1), 0
    while rows := result.fetchmany(5000):
        for values in rows:
            if row == MOST_ROWS:
                number, row = number + 1, 0
                sheet = _sheet(book, relation, number)
            row += 1
            cut += _write_row(sheet, row, values, moments)
    return cut


def _sheet(book: Workbook, relation: Relation, number: int) -> Worksheet:
    sheet = book.add_worksheet(relation.name if number == 1 else f"{relation.name} ({number})")
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(relation.columns):
        sheet.set_column(at, at, _WIDTHS.get(column.name, 16))
    sheet.write_row(0, 0, [column.name for column in relation.columns], book.add_format({"bold": True}))
    return sheet


def _write_row(sheet: Worksheet, row: int, values: Iterable[object], moments: Any) -> int:
    """Write one row; how many of its texts were cut."""
    cut = 0
    for at, value in enumerate(values):
        if isinstance(value, bool):
            sheet.write_boolean(row, at, value)
        elif isinstance(value, date) and _day(value) >= FIRST_DAY:
            sheet.write_datetime(row, at, value, moments if isinstance(value, datetime) else None)
        elif isinstance(value, int | float | Decimal) and _is_exact(value):
            sheet.write_number(row, at, value)
        elif value is not None:
            text = _text(value)
            fitting = _fitting(text)
            cut += fitting != text
            sheet.write_string(row, at, fitting)
    return cut


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _is_exact(value: float | Decimal) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS


def _text(value: object) -> str:
    if isinstance(value, list):
        value = "; ".join(str(part) for part in value)
    return shown_text(f"{value.normalize():f}" if isinstance(value, Decimal) else str(value))


def _fitting(text: str) -> str:
    """The text, or what of it a cell holds and the word that it was cut."""
    if _length(text) <= LONGEST_TEXT:
        return text
    said = CUT.format(length=len(text))
    kept = text[: LONGEST_TEXT - len(said)]
    while (over := _length(kept) + len(said) - LONGEST_TEXT) > 0:
        kept = kept[: -max(1, over // 2)]
    return kept + said


def _length(text: str) -> int:
    """Characters as Excel counts them: units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "replace")) // 2

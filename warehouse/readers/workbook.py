"""The tables as an Excel workbook: a sheet each, dates and numbers typed, the header always in sight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
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
"""Characters of a cell; a longer text ends in CUT, and is whole in every other format."""
CUT = "…"
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


def write_workbook(con: Connection, relations: Sequence[Relation], path: Path) -> None:
    """Write the relations, row by row in constant memory."""
    from xlsxwriter import Workbook

    with Workbook(str(path), OPTIONS) as book:
        for relation in relations:
            _write(book, relation, con.execute(f"FROM {quoted(relation.name)}"))


def _write(book: Workbook, relation: Relation, result: Any) -> None:
    moments = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    number, row, sheet = 1, 0, _sheet(book, relation, 1)
    while rows := result.fetchmany(5000):
        for values in rows:
            if row == MOST_ROWS:
                number, row = number + 1, 0
                sheet = _sheet(book, relation, number)
            row += 1
            _write_row(sheet, row, values, moments)


def _sheet(book: Workbook, relation: Relation, number: int) -> Worksheet:
    sheet = book.add_worksheet(relation.name if number == 1 else f"{relation.name} ({number})")
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(relation.columns):
        sheet.set_column(at, at, _WIDTHS.get(column.name, 16))
    sheet.write_row(0, 0, [column.name for column in relation.columns], book.add_format({"bold": True}))
    return sheet


def _write_row(sheet: Worksheet, row: int, values: Iterable[object], moments: Any) -> None:
    for at, value in enumerate(values):
        if isinstance(value, bool):
            sheet.write_boolean(row, at, value)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, at, value, moments)
        elif isinstance(value, date):
            sheet.write_datetime(row, at, value)
        elif isinstance(value, int | float | Decimal) and _is_exact(value):
            sheet.write_number(row, at, value)
        elif value is not None:
            sheet.write_string(row, at, _text(value))


def _is_exact(value: float | Decimal) -> bool:
    return isinstance(value, float) or len(Decimal(value).normalize().as_tuple().digits) <= EXACT_DIGITS


def _text(value: object) -> str:
    if isinstance(value, list):
        value = "; ".join(str(part) for part in value)
    text = shown_text(f"{value.normalize():f}" if isinstance(value, Decimal) else str(value))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + CUT

"""Values of query results as text: CSV cells that no spreadsheet runs, JSON values that keep their meaning."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

# A spreadsheet runs a cell that starts so; a bare signed number such as -2.4% is harmless and stays as it is.
FORMULA = r"^[=+\-@\t\r]"
NUMBER = r"^[+-]\d+(\.\d+)?[%‰]?$"


def csv_text(columns: Sequence[str] | None, rows: Iterable[Sequence[object]]) -> str:
    """CSV without the last line feed; a header line unless ``columns`` is None; NULL is an empty cell."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    if columns is not None:
        lines.writerow(columns)
    lines.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().removesuffix("\n")


def plain(value: Any) -> Any:
    """The value with everything that JSON does not know turned into text, in lists and dicts too."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float | str | Decimal | datetime | date):
        return value
    return str(value)


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return _cell("; ".join(str(inner) for inner in value))
    if isinstance(value, str) and re.search(FORMULA, value) and not re.search(NUMBER, value):
        return "'" + value
    return value

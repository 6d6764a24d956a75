"""Values of query results as text: CSV cells that no spreadsheet and no terminal runs, JSON values that keep their meaning."""

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

ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What a terminal acts on when a CSV file is shown there: control characters other than tab and line feed, and marks
that reverse the direction of text."""

UNSEEN = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
"""Control and format characters that JSON leaves unescaped: C1 controls, and marks that reverse the direction of text."""


def csv_text(columns: Sequence[str] | None, rows: Iterable[Sequence[object]]) -> str:
    """CSV without the last line feed; a header line unless ``columns`` is None; NULL is an empty cell."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    if columns is not None:
        lines.writerow(columns)
    lines.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().removesuffix("\n")


def escaped(json: str) -> str:
    """JSON with what a terminal could act on escaped, which changes no value."""
    return UNSEEN.sub(lambda hit: f"\\u{ord(hit[0]):04x}", json)


def plain(value: Any) -> Any:
    """The value with everything that JSON does not know turned into text, in lists and dicts too."""
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if value is None or isinstance(value, bool | int | float | str | Decimal | datetime | date):
        return value
    return str(value)


def shown_text(text: str) -> str:
    """A text with a picture in place of each character that a terminal acts on, one for one."""
    return ACTING.sub(_picture, text)


def _cell(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return _cell("; ".join(str(inner) for inner in value))
    if not isinstance(value, str):
        return value
    text = shown_text(value)
    return "'" + text if re.search(FORMULA, text) and not re.search(NUMBER, text) else text


def _picture(hit: re.Match[str]) -> str:
    """One character for one, so that offsets into a text still hold: ␛ for ESC, U+FFFD where there is no picture."""
    code = ord(hit[0])
    return "␡" if code == 0x7F else chr(0x2400 + code) if code < 0x20 else "\ufffd"

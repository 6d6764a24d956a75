"""What commands print: data on stdout, everything else on stderr. The one place that prints."""

from __future__ import annotations

import json
import math
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

from rich.cells import cell_len, set_cell_size

from warehouse.readers.cells import escaped

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_INCOMPLETE = 0, 1, 2, 3
"""Exit codes: done; failed; wrong usage; ran, but something was quarantined, read incompletely, blocked or failed a rule."""
EXIT_STOPPED = 128
"""Added to the number of the signal that ended a command, as shells do."""

GAP = "  "
"""Between the columns of a table."""
NARROWEST = 6
"""Terminal columns that every column of a table gets, however many there are."""


def print_json(value: object) -> None:
    """One JSON document on stdout, Chinese as Chinese; what a terminal could act on is escaped, which changes no value.

    JSON knows neither NaN nor infinities: they become null.
    """
    text = json.dumps(_finite(value), ensure_ascii=False, indent=2, default=_plain, allow_nan=False)
    sys.stdout.write(escaped(text) + "\n")


def print_text(text: str) -> None:
    """Lines of data on stdout, made safe for a terminal."""
    sys.stdout.write(safe(text) + "\n")


def note(text: str) -> None:
    """A diagnostic or progress line on stderr."""
    sys.stderr.write(safe(text) + "\n")
    sys.stderr.flush()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, whole: str = "--json") -> bool:
    """A table on stdout: whole in a pipe or file, on a terminal within its width, which the columns share.

    Args:
        whole: What shows cells whole that had to be cut, for the line on stderr that says so; empty for no such line.

    Returns:
        Whether something was cut.
    """
    cells = [list(columns), *([_cell(value) for value in row] for row in rows)]
    wide = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    room = get_terminal_size().columns - len(GAP) * (len(wide) - 1) if sys.stdout.isatty() else sum(wide)
    fitting = _shared(wide, room)
    for line in [cells[0], ["─" * w for w in fitting], *cells[1:]]:
        sys.stdout.write(GAP.join(map(_fitted, line, fitting)).rstrip() + "\n")
    if cut := fitting != wide:
        note_cut(whole)
    return cut


def note_cut(whole: str) -> None:
    """The line on stderr that says what shows the cells whole; nothing when ``whole`` is empty."""
    if whole:
        note(f"Cells that end in … were cut to the terminal's width: {whole} shows them whole.")


def safe(text: str) -> str:
    """Text without control characters, so that a page's content can never drive the terminal."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))


def _finite(value: object) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return value


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return safe(str(value)).replace("\n", " ").replace("\t", " ")


def _shared(wide: Sequence[int], room: int) -> list[int]:
    """Widths that share ``room`` terminal columns: what is narrower than its share keeps its width, the rest divides
    what is left. None falls below ``NARROWEST``: a terminal too small for that wraps the lines."""
    widths = list(wide)
    for place, (width, column) in enumerate(sorted((width, column) for column, width in enumerate(wide))):
        widths[column] = min(width, max(room // (len(wide) - place), NARROWEST))
        room -= widths[column]
    return widths


def _fitted(text: str, width: int) -> str:
    """The text in exactly ``width`` terminal columns, of which a Chinese character takes two."""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
    return set_cell_size(text, width)

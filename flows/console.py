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
from typing import Any

from warehouse.cells import escaped

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_INCOMPLETE = 0, 1, 2, 3
"""Exit codes: done; failed; wrong usage; ran, but something was quarantined, blocked or failed a rule."""
EXIT_STOPPED = 128
"""Added to the number of the signal that ended a command, as shells do."""


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


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, width: int = 48) -> None:
    """A table on stdout; cells are cut at ``width`` terminal columns (a Chinese character takes two)."""
    cells = [[_clip(_cell(value), width) for value in row] for row in rows]
    wide = [max([_columns(name), *(_columns(row[i]) for row in cells)]) for i, name in enumerate(columns)]
    for line in [list(columns), ["─" * w for w in wide], *cells]:
        text = "  ".join(value + " " * (w - _columns(value)) for value, w in zip(line, wide, strict=True))
        sys.stdout.write(text.rstrip() + "\n")


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


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _clip(text: str, width: int) -> str:
    if _columns(text) <= width:
        return text
    used, out = 1, ""
    for c in text:
        used += _columns(c)
        if used > width:
            break
        out += c
    return out + "…"

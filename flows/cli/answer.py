"""How the rows of a query are printed: a table, JSON or CSV. ``sql`` and ``recipes`` share it."""

from __future__ import annotations

from collections.abc import Sequence

from flows.console import note, print_json, print_table, print_text
from parsers.errors import UsageError
from warehouse.readers.cells import csv_text, plain
from warehouse.readers.query import Answer


def one_form(*, json: bool, csv: bool) -> None:
    """Refuse to print in two forms at once.

    Raises:
        UsageError: both are asked for.
    """
    if json and csv:
        raise UsageError("--json and --csv exclude each other: choose one.")


def print_answer(answer: Answer, *, json: bool, csv: bool, limit: int) -> None:
    """Print the rows, and on stderr that there are more than ``limit``."""
    if json:
        columns = _unique(answer.columns)
        print_json([dict(zip(columns, plain(row), strict=True)) for row in answer.rows])
    elif csv:
        print_text(csv_text(answer.columns, answer.rows))
    else:
        print_table(answer.columns, answer.rows, whole="--csv or --json")
    if answer.more:
        note(f"Only the first {limit} rows are shown: --limit 0 shows all.")


def _unique(columns: Sequence[str]) -> list[str]:
    """Names for the keys of an object, so that no column hides another: ``a``, ``a_1``, as DuckDB names them."""
    names: list[str] = []
    for column in columns:
        numbered = (f"{column}_{number}" for number in range(1, len(columns) + 1))
        names.append(column if column not in names else next(name for name in numbered if name not in names))
    return names

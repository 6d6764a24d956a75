"""How the rows of a query are printed: a table, JSON or CSV; and what is said where a quantity gave none. The verbs share it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from flows.console import note, print_json, print_table, print_text
from parsers.errors import UsageError
from warehouse.database.statements import sql
from warehouse.readers.cells import csv_text, plain
from warehouse.readers.query import Answer, query


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


def say_what_is_near(reader: Path, measure: str) -> None:
    """Of a measure that no figure has: it may come later, or be called otherwise."""
    spelled = dict(query(reader, sql("readers/measure_names")).rows)
    if measure in spelled:
        return
    # Imported here: only a question without an answer needs the vocabulary.
    from parsers.vocabulary import bundled

    official = (spelling.measure.name for spelling in bundled().spellings.get(measure, ()))
    near = [name for name in official if name in spelled]
    near += [name for name, spellings in spelled.items() if measure in spellings]
    near = list(dict.fromkeys(near + get_close_matches(measure, spelled, n=3)))[:3]
    known = f" Near it: {', '.join(near)}." if near else ""
    note(f'No figure has the measure {measure} now.{known} `briefings sql "FROM measures"` shows all there are.')


def _unique(columns: Sequence[str]) -> list[str]:
    """Names for the keys of an object, so that no column hides another: ``a``, ``a_1``, as DuckDB names them."""
    names: list[str] = []
    for column in columns:
        numbered = (f"{column}_{number}" for number in range(1, len(columns) + 1))
        names.append(column if column not in names else next(name for name in numbered if name not in names))
    return names

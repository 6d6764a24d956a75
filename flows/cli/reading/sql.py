"""``briefings sql``."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.cli.option import no_option
from flows.console import EXIT_DONE, note, print_json, print_table, print_text
from flows.settings import load_settings
from parsers.errors import UsageError
from warehouse.readers.cells import csv_text, plain
from warehouse.readers.query import query


def sql(
    statement: Annotated[str, Parameter(allow_leading_hyphen=True, validator=no_option)],
    /,
    *,
    json: bool = False,
    csv: bool = False,
    limit: Annotated[int, Parameter(validator=Number(gte=0))] = 100,
    data_dir: Path | None = None,
) -> int:
    """Query the reader copy.

    briefings sql "SELECT held_on, outlet, question FROM qa ORDER BY held_on DESC LIMIT 5"

    Tables and columns are described in docs/data-dictionary.md, questions with their queries in docs/recipes.md.

    Parameters
    ----------
    statement
        SQL; `-` reads it from standard input.
    json
        Print a JSON array of objects. NaN and the infinities are null; of columns with one name the later ones get _1, _2.
    csv
        Print CSV; text that a spreadsheet would run as a formula gets an apostrophe before it.
    limit
        Most rows to print; 0 prints all.
    data_dir
        The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    if json and csv:
        raise UsageError("--json and --csv exclude each other: choose one.")
    settings = load_settings(data_dir=data_dir)
    answer = query(settings.paths.reader, _text(statement), limit=limit or None)
    if json:
        columns = _unique(answer.columns)
        print_json([dict(zip(columns, plain(row), strict=True)) for row in answer.rows])
    elif csv:
        print_text(csv_text(answer.columns, answer.rows))
    else:
        print_table(answer.columns, answer.rows, whole="--csv or --json")
    if answer.more:
        note(f"Only the first {limit} rows are shown: --limit 0 shows all.")
    return EXIT_DONE


def _text(statement: str) -> str:
    """The SQL to run.

    Raises:
        UsageError: there is none.
    """
    if re.fullmatch(r"-\S+", statement):
        raise UsageError(f"There is no option {statement}: `briefings sql --help` lists them.")
    text = sys.stdin.read() if statement == "-" else statement
    if not re.sub(r"--[^\n]*|/\*.*?\*/|[\s;]", "", text, flags=re.S):
        raise UsageError('Say what to query, for example: briefings sql "FROM figures LIMIT 5"')
    return text


def _unique(columns: Sequence[str]) -> list[str]:
    """Names for the keys of an object, so that no column hides another: ``a``, ``a_1``, as DuckDB names them."""
    names: list[str] = []
    for column in columns:
        numbered = (f"{column}_{number}" for number in range(1, len(columns) + 1))
        names.append(column if column not in names else next(name for name in numbered if name not in names))
    return names

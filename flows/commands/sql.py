"""``briefings sql``."""

from __future__ import annotations

import sys
from pathlib import Path

from flows.console import EXIT_DONE, note, print_json, print_table, print_text
from flows.settings import load_settings
from parsers.errors import UsageError
from warehouse.cells import csv_text, plain
from warehouse.query import query


def sql(
    statement: str,
    /,
    *,
    json: bool = False,
    csv: bool = False,
    limit: int = 100,
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
        Print a JSON array of objects.
    csv
        Print CSV; text that a spreadsheet would run as a formula gets an apostrophe before it.
    limit
        Most rows to print; 0 prints all.
    data_dir
        The data directory (default: ./data).
    """
    if json and csv:
        raise UsageError("--json and --csv exclude each other: choose one.")
    settings = load_settings(data_dir=data_dir)
    answer = query(settings.paths.reader, sys.stdin.read() if statement == "-" else statement, limit=limit or None)
    if json:
        print_json(plain(answer.records()))
    elif csv:
        print_text(csv_text(answer.columns, answer.rows))
    else:
        print_table(answer.columns, answer.rows)
    if answer.more:
        note(f"Only the first {limit} rows are shown: --limit 0 shows all.")
    return EXIT_DONE

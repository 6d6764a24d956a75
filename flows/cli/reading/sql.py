"""``briefings sql``."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.cli.answer import one_form, print_answer
from flows.cli.option import NoOption
from flows.console import EXIT_DONE
from flows.settings import load_settings
from parsers.errors import UsageError
from warehouse.readers.query import query


def sql(
    statement: Annotated[
        str, Parameter(allow_leading_hyphen=True, validator=NoOption("--json", "--csv", "--limit", "--data-dir"))
    ],
    /,
    *,
    json: bool = False,
    csv: bool = False,
    limit: Annotated[int, Parameter(validator=Number(gte=0))] = 100,
    data_dir: Path | None = None,
) -> int:
    """Query the reader copy.

    briefings sql "SELECT held_on, outlet, question FROM qa ORDER BY held_on DESC LIMIT 5"

    `briefings docs data-dictionary` describes tables and columns, `briefings recipes` has questions with their queries.

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
    one_form(json=json, csv=csv)
    settings = load_settings(data_dir=data_dir)
    answer = query(settings.paths.reader, _text(statement), limit=limit or None)
    print_answer(answer, json=json, csv=csv, limit=limit)
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

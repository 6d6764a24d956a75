"""``briefings recipes``."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.cli.answer import one_form, print_answer, say_what_is_near
from flows.console import EXIT_DONE, note, print_json, print_table, print_text
from flows.settings import load_settings
from parsers.errors import UsageError
from warehouse.explore.recipes import LIST, Recipe
from warehouse.explore.recipes import recipes as known
from warehouse.readers.query import query


def recipes(
    name: str | None = None,
    /,
    *values: str,
    show: bool = False,
    json: bool = False,
    csv: bool = False,
    limit: Annotated[int, Parameter(validator=Number(gte=0))] = 100,
    data_dir: Path | None = None,
) -> int:
    """List questions people ask, or ask one of them: its query runs on the reader copy.

    Example: ``briefings recipes``, then ``briefings recipes one_measure_over_time measure=城镇新增就业``.

    Args:
        name: A recipe's name or number; without one, all are listed.
        values: What to put in the place of the recipe's own values: measure=城镇新增就业 from=2024-07-01; several
            measures are written with 、 between them.
        show: Print the query with these values instead of running it.
        json: Print a JSON array of objects.
        csv: Print CSV.
        limit: Most rows to print; 0 prints all.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    one_form(json=json, csv=csv)
    if name is None:
        return _list(as_json=json)
    recipe = _named(name)
    statement = recipe.asked_with(dict(_pair(value) for value in values))
    if show:
        print_text(statement)
        return EXIT_DONE
    paths = load_settings(data_dir=data_dir).paths
    answer = query(paths.reader, statement, limit=limit or None)
    print_answer(answer, json=json, csv=csv, limit=limit)
    if not answer.rows and recipe.values:
        asked = {**recipe.values, **dict(_pair(value) for value in values)}
        note(f"Nothing for {' '.join(f'{key}={value}' for key, value in asked.items())}: give other values.")
        for measure in filter(None, asked.get("measure", "").split(LIST)):
            say_what_is_near(paths.reader, measure)
    return EXIT_DONE


def _list(*, as_json: bool) -> int:
    rows = [(n, r.name, r.title, " ".join(r.values)) for n, r in enumerate(known(), 1)]
    if as_json:
        print_json(
            [{"number": n, "name": r.name, "title": r.title, "note": r.note, "values": dict(r.values), "sql": r.statement}
             for n, r in enumerate(known(), 1)]
        )  # fmt: skip
    else:
        print_table(("", "name", "question", "values"), rows)
    return EXIT_DONE


def _named(name: str) -> Recipe:
    """The recipe of this name or number.

    Raises:
        UsageError: there is none.
    """
    all_ = known()
    for number, recipe in enumerate(all_, 1):
        if name in (recipe.name, str(number)):
            return recipe
    close = get_close_matches(name, [recipe.name for recipe in all_], n=1)
    hint = f"did you mean {close[0]}?" if close else "`briefings recipes` lists them."
    raise UsageError(f"There is no recipe {name}: {hint}")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (equals and name and value.strip()):
        raise UsageError(f"{text} is no value for a recipe: write name=value, such as measure=城镇新增就业.")
    return name, value.strip()

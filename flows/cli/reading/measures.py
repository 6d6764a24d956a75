"""``briefings measures``: which names of figures may be one quantity's, and making them one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter
from cyclopts.validators import Number

from flows.console import EXIT_DONE, note, print_json, print_table
from flows.settings import Paths, load_settings
from flows.vocabulary import vocabulary_of
from parsers.errors import UsageError
from parsers.vocabulary import Measure, merged
from parsers.vocabulary.uniting import united
from warehouse.database.statements import sql
from warehouse.readers.cells import plain
from warehouse.readers.query import query

measures = App(name="measures", help="Which names of figures may be one quantity's, and making them one.")


@measures.command
def alike(
    *,
    site: str | None = None,
    limit: Annotated[int, Parameter(validator=Number(gte=1))] = 40,
    data_dir: Path | None = None,
    json: bool = False,
) -> int:
    """List names that may be those of one quantity, the surest first: nothing is changed.

    The same value was told of both at two conferences, or one name holds nearly all characters of the other and their
    amounts are of one size. About nine of ten are one; which, only a reader can tell. In SQL: ``FROM alike``.

    Args:
        site: Only this site.
        limit: Most pairs to show.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print a JSON array of objects.
    """
    reader = load_settings(data_dir=data_dir).paths.reader
    found = query(reader, sql("readers/alike"), limit=limit, values={"site": site})
    if json:
        print_json(plain(found.records()))
        return EXIT_DONE
    if not found.rows:
        note("No two names look like those of one quantity.")
        return EXIT_DONE
    columns = ("measure", "figures", "also", "figures", "unit", "because")
    rows = [
        (r["measure"], r["figures"], r["other"], r["other_figures"], r["unit"], _because(r)) for r in found.records()
    ]
    print_table(columns, rows)
    more = f"There are more: --limit {limit * 5} shows them. " if found.more else ""
    note(f"{more}Where two are one: `briefings measures unite MEASURE ALSO`, then `briefings reparse`.")
    return EXIT_DONE


@measures.command
def unite(measure: str, /, *others: str, data_dir: Path | None = None) -> int:
    """Make names one: figures that are called otherwise become figures of MEASURE when pages are next read.

    Writes a line into measures.tsv of the data directory, where it can be changed or taken out again; ``briefings
    reparse`` then reads what is archived anew. Example: ``briefings measures unite 农村生活污水治理率 治理率``.

    Args:
        measure: The name to keep.
        others: The names that are its own, too.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    if not others or measure in others:
        raise UsageError("Say the name to keep and then the others: briefings measures unite 污水治理率 治理率")
    paths = load_settings(data_dir=data_dir).paths
    _refuse_unknown(paths, [measure, *others])
    before = paths.measures.read_text("utf-8") if paths.measures.exists() else ""
    known = vocabulary_of(paths.measures).measures
    _refuse_known([other for other in others if other in known])
    table = united(before, known.get(measure) or _described(paths, measure), others)
    merged(table, str(paths.measures))  # a wrong line is told before anything is written
    part = paths.measures.with_suffix(".part")
    part.write_text(table, "utf-8")
    part.replace(paths.measures)
    note(f"{paths.measures} has it. `briefings reparse` reads what is archived with it.")
    return EXIT_DONE


def _because(pair: dict[str, Any]) -> str:
    if pair["same_values"]:
        more = pair["same_values"] - 1
        return f"{pair['text']} told of both" + (f", and {more} more" if more else "")
    return "one name within the other" if pair["shared"] == 1 else f"{pair['shared']:.0%} of the characters"


def _refuse_unknown(paths: Paths, names: Sequence[str]) -> None:
    """Raises UsageError where a name has no figure, as one that is mistyped."""
    there = {name for name, _ in query(paths.reader, sql("readers/measure_names")).rows}
    missing = [name for name in names if name not in there]
    if missing:
        raise UsageError(f"No figure has the measure {missing[0]}: `briefings measures alike` shows the names.")


def _refuse_known(names: Sequence[str]) -> None:
    if names:
        raise UsageError(f"{names[0]} is a quantity of the vocabulary: name it first, as the one to keep.")


def _described(paths: Paths, name: str) -> Measure:
    """A quantity that no table has, as its figures show it: their units, and whether they are of days or of times."""
    levels = query(paths.reader, sql("readers/levels_of_measure"), values={"name": name}).rows
    units = Counter(unit for unit, _ in levels)
    spans = Counter(span for _, span in levels if span)
    if "%" in units:
        return Measure(name, "", "", frozenset({"%"}), "ratio")
    stock = spans["day"] * 2 > sum(spans.values())
    return Measure(
        name, "", "", frozenset(unit or "count" for unit in units) or frozenset({"count"}), "stock" if stock else "flow"
    )

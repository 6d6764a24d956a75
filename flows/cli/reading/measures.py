"""``briefings measures``: which names of figures may be one quantity's, and making them one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter
from cyclopts.validators import Number

from flows.console import EXIT_DONE, note, print_json, print_table
from flows.disk import replace_text
from flows.settings import Paths, load_settings
from flows.vocabulary import vocabulary_of
from parsers.errors import UsageError
from parsers.vocabulary import Measure, Vocabulary, bundled, merged
from parsers.vocabulary.uniting import united
from warehouse.database.statements import sql
from warehouse.readers.cells import plain
from warehouse.readers.query import query

measures = App(name="measures", help="Which names of figures may be one quantity's, and making them one.")


@measures.command
def alike(
    *,
    limit: Annotated[int, Parameter(validator=Number(gte=1))] = 40,
    data_dir: Path | None = None,
    json: bool = False,
) -> int:
    """List names that may be those of one quantity, the surest first: nothing is changed.

    The same value was told of both at two conferences, or one name holds nearly all characters of the other and their
    amounts are of one size. Most are one; which, only a reader can tell. In SQL: ``FROM alike``.

    Args:
        limit: Most pairs to show.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print a JSON array of objects.
    """
    reader = load_settings(data_dir=data_dir).paths.reader
    found = query(reader, sql("explore/alike"), limit=limit, values={"rows": limit + 1})
    if json:
        print_json(plain(found.records()))
        return EXIT_DONE
    if not found.rows:
        note("No two names look like those of one quantity.")
        return EXIT_DONE
    columns = ("site", "measure", "figures", "also", "figures", "unit", "because")
    shown = ("site", "measure", "figures", "other", "other_figures", "unit")
    print_table(columns, [(*(pair[name] for name in shown), _because(pair)) for pair in found.records()])
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
    known = vocabulary_of(paths.measures)
    names = _resolved(known, [measure, *others])
    _refuse(paths, known, names)
    kept = known.measures.get(names[0]) or _described(paths, names)
    before = paths.measures.read_text("utf-8") if paths.measures.exists() else ""
    table = united(before, kept, names[1:])
    merged(table, str(paths.measures))  # a wrong line is told before anything is written
    replace_text(paths.measures, table)
    note(f"{paths.measures} has it, under {kept.name}. `briefings reparse` reads what is archived with it.")
    return EXIT_DONE


def _because(pair: dict[str, Any]) -> str:
    if pair["same_values"]:
        more = pair["same_values"] - 1
        return f"{pair['text']} told of both" + (f", and {more} more" if more else "")
    return "one name within the other" if pair["shared"] == 1 else f"{pair['shared']:.0%} of the characters"


def _resolved(known: Vocabulary, names: Sequence[str]) -> list[str]:
    """Each name, or that with which it was united before, once."""
    return list(dict.fromkeys(known.united[name].name if name in known.united else name for name in names))


def _refuse(paths: Paths, known: Vocabulary, names: Sequence[str]) -> None:
    """Raises UsageError where a name is nobody's, as one that is mistyped, or another than the first is the bundled table's."""
    there = {name for name, _ in query(paths.reader, sql("readers/measure_names")).rows} | known.measures.keys()
    missing = next((name for name in names if name not in there), None)
    if missing:
        raise UsageError(f"No figure has the measure {missing}: `briefings measures alike` shows the names.")
    other = next((name for name in names[1:] if name in bundled().measures), None)
    if other and names[0] in bundled().measures:
        raise UsageError(f"{names[0]} and {other} are two quantities of the bundled table.")
    if other:
        raise UsageError(f"{other} is a quantity of the bundled table: name it first, as the one to keep.")


def _described(paths: Paths, names: Sequence[str]) -> Measure:
    """A quantity that no table has, by the first name, as its figures show it: their units, and whether they are of days or of times."""
    levels = query(paths.reader, sql("readers/levels_of_measures"), values={"names": names}).rows
    units = Counter(unit or "count" for unit, _ in levels) or Counter(["count"])
    spans = Counter(span for _, span in levels if span)
    if units.most_common(1)[0][0] == "%":
        return Measure(names[0], "", "", frozenset({"%"}), "ratio")
    stock = spans["day"] * 2 > sum(spans.values())
    return Measure(names[0], "", "", frozenset(units) - {"%"}, "stock" if stock else "flow")

"""A user's table of measures with one more line, or a longer one: names of figures that are one quantity's."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.vocabulary import COLUMNS, Measure, bundled, known_as

HEAD = "\t".join(COLUMNS) + "\n"


def united(table: str, measure: Measure, others: Sequence[str]) -> str:
    """The table in which the figures of ``others`` are those of ``measure``; its other lines stay as they are.

    Args:
        table: a user's table, or nothing yet.
        measure: stands in the bundled table, in the user's, or in none so far.
    """
    lines = (table or HEAD).splitlines(keepends=True)
    lines[-1] = lines[-1].rstrip("\n") + "\n"
    at = next((i for i, line in enumerate(lines) if line.partition("\t")[0].strip() == measure.name), len(lines))
    if at == len(lines):
        lines.append(_row(bundled().measures.get(measure.name, measure)))
    cells = lines[at].split("\t")
    before = known_as(cells[1])[1]
    cells[1] = " ".join([*cells[1].split(), *(f"={other}" for other in others if other not in before)])
    lines[at] = "\t".join(cells)
    return "".join(lines)


def _row(measure: Measure) -> str:
    units = " ".join(sorted(measure.units))
    return "\t".join((measure.name, "", measure.english, measure.topic, units, measure.nature)) + "\n"

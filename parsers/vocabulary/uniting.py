"""A user's table of measures with one more line, or a longer one: names of figures that are one quantity's."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.vocabulary import COLUMNS, Measure, bundled

HEAD = "\t".join(COLUMNS) + "\n"


def united(table: str, measure: Measure, others: Sequence[str]) -> str:
    """The table in which the figures of ``others`` are those of ``measure``; its other lines stay as they are.

    A line of one of the others goes: what it spells is the measure's.

    Args:
        table: a user's table, or nothing yet.
        measure: stands in the bundled table, in the user's, or in none so far.
    """
    lines = (table or HEAD).splitlines(keepends=True)
    lines[-1] = lines[-1].rstrip("\n") + "\n"
    given = [words for line in lines if _name(line) in others for words in line.split("\t")[1].split()]
    lines = [line for line in lines if _name(line) not in others]
    at = next((i for i, line in enumerate(lines) if _name(line) == measure.name), len(lines))
    if at == len(lines):
        lines.append(_row(bundled().measures.get(measure.name, measure)))
    cells = lines[at].split("\t")
    cells[1] = " ".join(dict.fromkeys([*cells[1].split(), *(f"={other}" for other in others), *given]))
    lines[at] = "\t".join(cells)
    return "".join(lines)


def _name(line: str) -> str:
    return line.partition("\t")[0].strip()


def _row(measure: Measure) -> str:
    units = " ".join(sorted(measure.units))
    return "\t".join((measure.name, "", measure.english, measure.topic, units, measure.nature)) + "\n"

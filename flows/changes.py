"""What a load changed, in words: for the terminal, the run's sentence and its artifact."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from warehouse.rows.loadpage import Change, RowChange, Tally


def counted(noun: str, tally: Tally) -> str:
    """``2 figures added, 18 removed``."""
    counts = ((tally.added, "added"), (tally.removed, "removed"), (tally.changed, "changed"))
    (number, verb), *others = [(n, verb) for n, verb in counts if n] or [(0, "added")]
    return ", ".join([f"{number} {noun} {verb}", *(f"{n} {verb}" for n, verb in others)])


def brief(change: Change) -> tuple[str, str]:
    """Turns and figures in a table's cells: how many of a new briefing, what is different in a changed one."""
    if change.action == "inserted":
        return str(change.turns), str(change.metrics)
    return _brief(change.turn_changes), _brief(change.metric_changes)


def _brief(tally: Tally) -> str:
    counts = (("+", tally.added), ("-", tally.removed), ("~", tally.changed))
    return " ".join(f"{sign}{n}" for sign, n in counts if n) or "same"


def columns(noun: str, tally: Tally) -> str:
    """Which columns of the changed rows are different, the most frequent first; empty when none is."""
    ordered = sorted(tally.fields.items(), key=lambda item: (-item[1], item[0]))
    return f"{noun}: " + ", ".join(f"{name} {n}×" for name, n in ordered) if ordered else ""


def details(change: Change) -> list[str]:
    """A changed briefing's own columns, and the sample of its turns and figures, a line each."""
    lines = [f"{name}: {_values(values)}" for name, values in change.fields.items()]
    lines += [_row(row) for row in change.sample]
    lines = [line.replace("\n", " ↵ ") for line in lines]  # a turn has paragraphs
    rest = _size(change.turn_changes) + _size(change.metric_changes) - len(change.sample)
    return lines + ([f"… and {rest} more"] if rest > 0 and change.sample else [])


def _row(row: RowChange) -> str:
    said = "; ".join(f"{name} {_values(values)}" for name, values in row.fields.items())
    return f"{row.action} {row.kind} {row.text} ({row.id})" + (f": {said}" if said else "")


def _values(values: Iterable[object]) -> str:
    return " → ".join(_value(value) for value in values)


def _value(value: object) -> str:
    if value is None or value == []:
        return "nothing"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _size(tally: Tally) -> int:
    return tally.added + tally.removed + tally.changed

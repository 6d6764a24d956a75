"""What is not as it was: a briefing's new rows against those they replace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Literal, NamedTuple

from warehouse.load.lookup import KnownBriefing
from warehouse.rows.loadpage import RowChange, Tally
from warehouse.rows.page_rows import Existing, OldMetric, OldTurn, Row

SAMPLE = 3
"""Turns, and figures, that a briefing shows."""

LONG, LEAD = 60, 12
"""Characters shown of a text, and how many of them stand before the first difference."""

BRIEFING = ("title", "held_on", "published_on", "source", "kind", "warnings")
# Positions are left out: an inserted turn or word moves all that follow, and nobody changed those. So are counts.
TURN = tuple(name for name in OldTurn._fields if name not in ("turn_id", "metric_count"))
METRIC = tuple(name for name in OldMetric._fields if name != "metric_id")


class Differences(NamedTuple):
    """How a briefing's rows differ from what was stored."""

    turns: Tally
    metrics: Tally
    fields: dict[str, tuple[object, object]]
    sample: list[RowChange]


def compare(
    briefing: Row, turns: Sequence[Row], metrics: Sequence[Row], *, known: KnownBriefing | None, existing: Existing
) -> Differences:
    """The rows as they are written, corrections included, against what is stored; all is added to a new briefing."""
    if known is None:
        return Differences(Tally(added=len(turns)), Tally(added=len(metrics)), {}, [])
    new_turns = {row["turn_id"]: row for row in turns}
    old_turns = _renumbered({turn.turn_id: turn._asdict() for turn in existing.turns}, new_turns)
    old_metrics = {m.metric_id: m._asdict() for found in existing.metrics.values() for m in found}
    turn_changes = list(_changes("turn", old_turns, new_turns, TURN))
    metric_changes = list(_changes("figure", old_metrics, {row["metric_id"]: row for row in metrics}, METRIC))
    return Differences(
        tally(turn_changes),
        tally(metric_changes),
        _fields({name: getattr(known, name) for name in BRIEFING}, briefing, BRIEFING),
        [*islice(turn_changes, SAMPLE), *islice(metric_changes, SAMPLE)],
    )


def tally(changes: Sequence[RowChange]) -> Tally:
    """The changes, counted."""
    found = Tally()
    for change in changes:
        setattr(found, change.action, getattr(found, change.action) + 1)
        for name in change.fields:
            found.fields[name] = found.fields.get(name, 0) + 1
    return found


def _renumbered(old: Mapping[str, Row], new: Mapping[str, Row]) -> dict[str, Row]:
    """The old turns, their exchanges under the new numbers where the same turns still make up an exchange."""
    pairs = {(row["exchange"], new[row_id]["exchange"]) for row_id, row in old.items() if row_id in new}
    before, after = Counter(number for number, _ in pairs), Counter(number for _, number in pairs)
    numbers = {a: b for a, b in pairs if before[a] == after[b] == 1 and None not in (a, b)}
    return {row_id: {**row, "exchange": numbers.get(row["exchange"], row["exchange"])} for row_id, row in old.items()}


def _changes(
    kind: Literal["turn", "figure"], old: Mapping[str, Row], new: Mapping[str, Row], columns: Sequence[str]
) -> Iterator[RowChange]:
    for row_id, row in old.items():
        if row_id not in new:
            yield RowChange(kind, "removed", row_id, _cut(row["text"]))
        elif fields := _fields(row, new[row_id], columns):
            yield RowChange(kind, "changed", row_id, _cut(new[row_id]["text"]), fields)
    for row_id, row in new.items():
        if row_id not in old:
            yield RowChange(kind, "added", row_id, _cut(row["text"]))


def _fields(old: Row, new: Row, columns: Sequence[str]) -> dict[str, tuple[object, object]]:
    return {name: _where_they_differ(old[name], new[name]) for name in columns if old[name] != new[name]}


def _where_they_differ(old: Any, new: Any) -> tuple[object, object]:
    if not isinstance(old, str) or not isinstance(new, str):
        return old, new
    if max(len(old), len(new)) <= LONG:
        return old, new
    same = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(same - LEAD, 0)
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int = 0) -> str:
    end = start + LONG
    return ("…" if start else "") + text[start:end] + ("…" if len(text) > end else "")

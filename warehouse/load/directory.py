"""The tables of outlets and speakers: what a load adds and takes away, so that its cost follows the load."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from parsers.speakers.outlets import known_outlet
from warehouse.database.bulk import append
from warehouse.database.migrate import Connection
from warehouse.database.statements import sql
from warehouse.load.draft import Draft
from warehouse.rows.page_rows import Row

KINDS = ("outlet", "speaker")


@dataclass(slots=True)
class Count:
    """What some turns say about a name."""

    briefings: int = 0
    turns: int = 0
    questions: int = 0
    answers: int = 0
    figures: int = 0
    labels: set[str] = field(default_factory=set)
    positions: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def add(self, other: Count, sign: int = 1) -> None:
        """Add the numbers of ``other``, or take them away; words and days are only added."""
        for number in ("briefings", "turns", "questions", "answers", "figures"):
            setattr(self, number, getattr(self, number) + sign * getattr(other, number))
        if sign > 0:
            self.labels |= other.labels
            self.positions |= other.positions
            self.days |= other.days

    def covers(self, other: Count) -> bool:
        """Whether nothing that ``other`` knows is gone, apart from numbers."""
        return self.labels >= other.labels and self.positions >= other.positions and self.days >= other.days


def count_names(con: Connection, drafts: Sequence[Draft], staged: Sequence[str] = ()) -> None:
    """Bring outlets and speakers up to the turns of ``drafts`` and of what they replace, and of new briefings whose rows
    are only in the staging tables (by id).

    A name that an edit takes a spelling, an office or a day from is counted anew from all turns: whether another
    briefing still has it cannot be told from the edit.
    """
    for kind in KINDS:
        added = _staged_counts(con, kind, staged)
        anew: set[str] = set()
        for draft in drafts:
            new = _counts(kind, draft.turns, draft.briefing["held_on"])
            old = _counts(
                kind, [turn._asdict() for turn in draft.existing.turns], draft.known.held_on if draft.known else None
            )
            anew |= {name for name, count in old.items() if name not in new or not new[name].covers(count)}
            for counts, sign in ((new, 1), (old, -1)):
                for name, count in counts.items():
                    added.setdefault(name, Count()).add(count, sign)
        _write(con, kind, {name: count for name, count in added.items() if name not in anew}, sorted(anew))


def _staged_counts(con: Connection, kind: str, ids: Sequence[str]) -> dict[str, Count]:
    """Name → what the staged turns of some briefings say about it."""
    if not ids:
        return {}
    rows = con.execute(sql("load/staged_names"), {"kind": kind, "ids": list(ids)}).fetchall()
    return {name: Count(*numbers, *map(set, lists)) for name, numbers, *lists in rows}


def _counts(kind: str, turns: Iterable[Row], held_on: date | None) -> dict[str, Count]:
    """Name → what the turns of one briefing say about it."""
    found: dict[str, Count] = {}
    for turn in turns:
        name = turn[kind]
        if name is None:
            continue
        count = found.setdefault(name, Count(briefings=1, days={held_on} if held_on else set()))
        count.turns += 1
        count.questions += turn["role"] == "question"
        count.answers += turn["role"] == "answer"
        count.figures += turn["metric_count"]
        count.labels |= {turn["label"]} if turn["label"] else set()
        count.positions |= {turn["position"]} if turn["position"] else set()
    return found


def _write(con: Connection, kind: str, added: dict[str, Count], anew: list[str]) -> None:
    names = [*added, *anew]
    if not names:
        return
    stored = con.execute(sql(f"load/stored_{kind}s"), {"names": list(added)})
    columns = [column[0] for column in stored.description or ()]
    before = {row[0]: dict(zip(columns, row, strict=True)) for row in stored.fetchall()}
    rows = [_row(kind, name, count, before.get(name, {})) for name, count in added.items()]
    if anew:
        counted = con.execute(sql(f"load/count_{kind}s"), {"names": anew}).fetchall()
        rows += [dict(zip(columns, row, strict=True)) for row in counted]
    con.execute(sql(f"load/delete_{kind}s"), {"names": names})
    if kind == "outlet":
        rows = [row | _identity(row["outlet"]) for row in rows]
    append(con, f"{kind}s", rows)
    if kind == "outlet":
        con.execute(sql("load/outlet_aliases"), {"canonical": sorted({_identity(name)["canonical"] for name in names})})


def _row(kind: str, name: str, count: Count, before: dict[str, Any]) -> Row:
    days = sorted(count.days | {before[end] for end in ("first_seen_on", "last_seen_on") if before.get(end)})
    row: Row = {
        kind: name,
        "briefings": before.get("briefings", 0) + count.briefings,
        "first_seen_on": days[0] if days else None,
        "last_seen_on": days[-1] if days else None,
    }
    if kind == "outlet":
        return row | {"questions": before.get("questions", 0) + count.questions}
    return row | {
        "aliases": sorted(count.labels | set(before.get("aliases", ()))),
        "positions": sorted(count.positions | set(before.get("positions", ()))),
        **{number: before.get(number, 0) + getattr(count, number) for number in ("turns", "answers", "figures")},
    }


def _identity(outlet: str) -> Row:
    """The outlet's usual name and type; the other spellings are added once all are there.

    Of an outlet that is not known 《澜海日报》 and 澜海日报 are still the same.
    """
    known = known_outlet(outlet)
    return {
        "canonical": known.name if known else outlet.strip("《》") or outlet,
        "type": known.kind if known else None,
        "aliases": [outlet],
    }

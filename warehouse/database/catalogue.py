"""What the database says about itself: tables, views, columns and their comments, in one order for all documents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from warehouse.database.migrate import Connection
from warehouse.database.statements import sql

# What people query first comes first; anything not named here follows by name.
ORDER = (
    *(
        "qa",
        "figures",
        "series",
        "observations",
        "restated",
        "kept",
        "measures",
        "alike",
        "speaker_activity",
        "outlet_activity",
        "changes",
        "freshness",
    ),
    *("sites", "briefings", "turns", "metrics", "exchanges", "outlets", "speakers", "revisions", "briefing_urls"),
    *("retired_ids", "corrections", "quality_results", "quarantine", "runs", "pages", "fetches"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``nullable`` is None for a view's column, where DuckDB cannot tell."""

    name: str
    type: str
    nullable: bool | None
    comment: str | None

    @property
    def refers_to(self) -> tuple[str, str] | None:
        """(table, column) that the comment declares with "→ table.column."."""
        found = re.search(r"→ (\w+)\.(\w+)", self.comment or "")
        return (found[1], found[2]) if found else None

    @property
    def is_key(self) -> bool:
        """Whether the comment declares it the table's key."""
        return (self.comment or "").startswith("Key.")


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view."""

    name: str
    is_view: bool
    comment: str | None
    columns: tuple[Column, ...]

    def has(self, column: str) -> bool:
        """Whether it has a column of this name."""
        return any(known.name == column for known in self.columns)


def relations(con: Connection) -> list[Relation]:
    """Every table and view of ours."""
    rows = con.execute(sql("database/catalogue")).fetchall()
    found = [
        Relation(name, is_view, comment, tuple(Column(*row[3:]) for row in members))
        for (name, is_view, comment), members in groupby(rows, key=lambda row: row[:3])
    ]
    places = {name: place for place, name in enumerate(ORDER)}
    return sorted(found, key=lambda relation: (places.get(relation.name, len(places)), relation.name))


def data_tables(con: Connection) -> list[Relation]:
    """The tables that hold data: no views, and not the two that keep the schema's own history."""
    return [found for found in relations(con) if not found.is_view and not found.name.startswith("schema_")]

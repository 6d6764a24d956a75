"""Stated differently, plan against result, and names that look alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from explorer.page import Resource, of_several
from warehouse.explore.library import Snapshot
from warehouse.readers.query import Answer

SHOWN = 500
SAME = ("site", "measure", "place", "aspect", "unit", "period_end", "planned_value", "told_on")
"""What the statements of one plan and those of its result have in common."""
MOST = 400_000
"""Figures up to which everything is compared with everything on one page; beyond, measure by measure."""
MOST_NAMES = 100_000
"""Figures up to which all names are compared with each other: the time grows with the square of the names."""


def restated(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """The same observation with another value later, or with several at once."""
    found = _compared(reading, "restated", name=None)
    return Resource(
        address="restated",
        title="Stated differently",
        template="restated.html",
        tables={"restated": found, "disagreeing": _compared(reading, "disagreeing", name=None)},
        facts={"too_many": not found.columns},
        view={"several": of_several(reading)},
    )


def kept(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """Plans, and what was told later."""
    found = _compared(reading, "kept", name=None)
    told = plans(found)
    verdicts = [plan["verdict"] for plan in told]
    return Resource(
        address="kept",
        title="Plan against result",
        template="kept.html",
        tables={"kept": found},
        facts={
            **{verdict: verdicts.count(verdict) for verdict in ("reached", "missed", "disagree")},
            "too_many": not found.columns,
        },
        view={"plans": told, "several": of_several(reading)},
    )


def alike(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """Names that may be those of one quantity."""
    found = _compared(reading, "alike", most=MOST_NAMES)
    return Resource(
        address="alike",
        title="Names that look alike",
        template="alike.html",
        tables={"alike": found},
        facts={"too_many": not found.columns},
        view={"several": of_several(reading)},
    )


def plans(found: Answer) -> list[dict[str, Any]]:
    """The plans, each once however often it and its result were told: a row with all ``statements`` and ``results``."""
    told: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    for row in found.records():
        told.setdefault(tuple(row[name] for name in SAME), []).append(row)
    return [_plan(rows) for rows in told.values()]


def _plan(rows: list[dict[str, Any]]) -> dict[str, Any]:
    rows.sort(key=lambda row: (row["planned_on"], row["plan_metric_id"]))
    statements = {row["plan_metric_id"]: row for row in rows}
    results = {row["result_metric_id"]: row for row in rows}
    return rows[0] | {
        "statements": list(statements.values()),
        "results": list(results.values()),
        "verdict": _verdict({row["kept"] for row in rows} - {None}),
    }


def _verdict(kept: set[bool]) -> str:
    """Of a conference that gives a result above the plan and one below it neither is the verdict."""
    if len(kept) > 1:
        return "disagree"
    return {(): "not plain", (True,): "reached", (False,): "missed"}[tuple(kept)]


def _compared(reading: Snapshot, question: str, *, most: int = MOST, **values: object) -> Answer:
    """The answer for all measures; without columns where there are too many figures for a page."""
    if (reading.first("overview") or {}).get("figures", 0) > most:
        return Answer([], [], more=True)
    return reading.ask(question, rows=SHOWN, **values)

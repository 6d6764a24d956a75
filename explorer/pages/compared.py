"""Stated differently, and plan against result."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.page import Resource
from warehouse.explore.library import Snapshot
from warehouse.readers.query import Answer

SHOWN = 500
MOST = 400_000
"""Figures up to which everything is compared with everything on one page; beyond, measure by measure."""


def restated(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """The same observation with another value later."""
    found = _compared(reading, "restated")
    return Resource(
        address="restated",
        title="Stated differently",
        template="restated.html",
        tables={"restated": found},
        facts={"too_many": not found.columns},
    )


def kept(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """Plans, and what was told later."""
    found = _compared(reading, "kept")
    verdicts = [row["kept"] for row in found.records()]
    return Resource(
        address="kept",
        title="Plan against result",
        template="kept.html",
        tables={"kept": found},
        facts={"reached": verdicts.count(True), "missed": verdicts.count(False), "too_many": not found.columns},
    )


def _compared(reading: Snapshot, question: str) -> Answer:
    """The answer for all measures; without columns where there are too many figures for a page."""
    if (reading.first("overview") or {}).get("figures", 0) > MOST:
        return Answer([], [], more=True)
    return reading.ask(question, name=None, rows=SHOWN)

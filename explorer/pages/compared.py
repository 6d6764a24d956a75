"""Stated differently, and plan against result."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.page import Page
from warehouse.explore.library import Reading

SHOWN = 500


def restated(reading: Reading, parts: Mapping[str, str], query: Mapping[str, str]) -> Page:
    """The same observation with another value later."""
    return Page(
        address="restated",
        title="Stated differently",
        template="restated.html",
        tables={"restated": reading.ask("restated", name=None, rows=SHOWN)},
    )


def kept(reading: Reading, parts: Mapping[str, str], query: Mapping[str, str]) -> Page:
    """Plans, and what was told later."""
    found = reading.ask("kept", name=None, rows=SHOWN)
    verdicts = [row["kept"] for row in found.records()]
    return Page(
        address="kept",
        title="Plan against result",
        template="kept.html",
        tables={"kept": found},
        facts={"reached": verdicts.count(True), "missed": verdicts.count(False)},
    )

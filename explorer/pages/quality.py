"""Quality: which rules hold, what is set aside and why, what the last runs did."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.page import Resource
from warehouse.explore.library import Snapshot


def quality(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """The state of the data."""
    rules, aside = reading.ask("quality"), reading.ask("quarantine")
    return Resource(
        address="quality",
        title="Quality and quarantine",
        template="quality.html",
        tables={
            "quarantine": aside,
            "rules": rules,
            "freshness": reading.ask("freshness"),
            "pages": reading.ask("states"),
            "runs": reading.ask("runs"),
        },
        facts={
            "set_aside": sum(row["resolved_at"] is None for row in aside.records()),
            "broken_rules": sum(not row["passed"] for row in rules.records()),
            "rules": len(rules.rows),
        },
    )

"""What pages said differently later."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.diffs import blocks
from explorer.page import Resource, of_several
from warehouse.explore.library import Snapshot


def changes(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """Edits of published transcripts, the latest first."""
    found = reading.ask("changed", rows=200)
    return Resource(
        address="changes",
        title="Changed after publication",
        template="changes.html",
        tables={"changes": found},
        view={
            "several": of_several(reading),
            "edits": [row | {"blocks": blocks(row["diff"] or "")} for row in found.records()],
        },
    )

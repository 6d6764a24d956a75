"""Officials and outlets: what they said or asked, when, with whom, in figures."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.addresses import named, slug
from explorer.page import PageMissing, Resource
from warehouse.explore.library import Snapshot

LISTED, SHOWN = 500, 300


def officials(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """Everybody who speaks."""
    return _list(reading, "officials", int(parts.get("number") or 1), "Officials")


def outlets(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """Every news outlet."""
    return _list(reading, "outlets", int(parts.get("number") or 1), "News outlets")


def _list(reading: Snapshot, kind: str, number: int, title: str) -> Resource:
    total = (reading.first("counts") or {}).get(kind, 0)
    found = reading.ask(kind, rows=LISTED, start=(number - 1) * LISTED)
    if number > 1 and not found.rows:
        raise PageMissing(f"page {number} of the {kind}")
    return Resource(
        address=kind if number == 1 else f"{kind}/page/{number}",
        title=title + (f", page {number}" if number > 1 else ""),
        template=f"{kind}.html",
        tables={kind: found},
        facts={"total": total, "page": number, "pages": max(1, -(-total // LISTED))},
    )


def official(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """One person."""
    found = reading.first("official", **named(parts["name"]))
    if found is None:
        raise PageMissing(f"official {parts['name']}")
    name = found["speaker"]
    return Resource(
        address=f"officials/{slug(name)}",
        title=name,
        template="official.html",
        tables={
            "turns": reading.ask("official_turns", name=name, rows=SHOWN),
            "figures": reading.ask("official_figures", name=name, rows=SHOWN),
            "years": reading.ask("official_years", name=name),
            "company": reading.ask("official_company", name=name),
        },
        facts=found,
    )


def outlet(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """One news outlet."""
    found = reading.first("outlet", **named(parts["name"]))
    if found is None:
        raise PageMissing(f"outlet {parts['name']}")
    name = found["outlet"]
    return Resource(
        address=f"outlets/{slug(name)}",
        title=name,
        template="outlet.html",
        tables={
            "questions": reading.ask("outlet_questions", name=name, rows=SHOWN),
            "years": reading.ask("outlet_years", name=name),
        },
        facts=found,
    )

"""The start page and the calendar: what is new, how current it is, when nobody spoke."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from explorer.page import PageMissing, Resource, of_several
from explorer.pages.measures import sparks
from warehouse.explore.library import Snapshot

SHOWN, LISTED = 10, 200


def start(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """Everything at a glance."""
    overview = reading.first("overview") or {}
    calendar, often = reading.ask("calendar"), reading.ask("measures", topic=None, rows=12)
    return Resource(
        address="index",
        title="Press conferences in figures",
        template="start.html",
        tables={
            "latest": reading.ask("latest", site=None, rows=SHOWN, start=0),
            "changed": reading.ask("changed", rows=6),
            "freshness": reading.ask("freshness"),
            "calendar": calendar,
            "measures": often,
        },
        facts=overview,
        view={
            "several": overview.get("sites", 0) > 1,
            "years": years(calendar.records(), overview.get("first_on"), overview.get("last_on")),
            "sparks": sparks(reading, often.records()),
        },
    )


def years(months: list[dict[str, Any]], first: date | None, last: date | None) -> list[dict[str, Any]]:
    """Year by year, newest first, twelve months each: count, and whether it lies between the first and the last."""
    if not first or not last:
        return []
    counts = {(row["year"], row["month"]): row["conferences"] for row in months}
    most = max(8, *counts.values())
    return [
        {
            "year": year,
            "total": sum(count for (y, _), count in counts.items() if y == year),
            "months": [
                {
                    "month": month,
                    "count": counts.get((year, month), 0),
                    "level": -(-4 * counts.get((year, month), 0) // most),
                    "inside": (first.year, first.month) <= (year, month) <= (last.year, last.month),
                }
                for month in range(1, 13)
            ],
        }
        for year in range(last.year, first.year - 1, -1)
    ]


def listing(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """All press conferences, newest first, in numbered pages."""
    number = int(parts.get("number") or 1)
    total = (reading.first("counts") or {}).get("conferences", 0)
    found = reading.ask("latest", site=None, rows=LISTED, start=(number - 1) * LISTED)
    if number > 1 and not found.rows:
        raise PageMissing(f"page {number} of the press conferences")
    return Resource(
        address="briefings" if number == 1 else f"briefings/page/{number}",
        title="All press conferences" + (f", page {number}" if number > 1 else ""),
        template="listing.html",
        tables={"conferences": found},
        facts={"total": total, "page": number, "pages": max(1, -(-total // LISTED))},
        view={"several": of_several(reading)},
    )


def month(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """The press conferences of one month."""
    year, number = int(parts["year"]), int(parts["month"])
    if not (1 <= year <= 9999 and 1 <= number <= 12):
        raise PageMissing("such month")
    first = date(year, number, 1)
    last = date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1) if year < 9999 else date(year, number, 28)
    found = reading.ask("month", first=first, last=last)
    if not found.rows:
        raise PageMissing(f"press conference in {first:%Y-%m}")
    return Resource(
        address=f"months/{first:%Y-%m}",
        title=f"{first:%Y-%m}",
        template="month.html",
        tables={"conferences": found},
        facts={"first": first, "last": last},
        view={"several": of_several(reading)},
    )

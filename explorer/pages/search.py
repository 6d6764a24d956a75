"""Search: turns that hold all the words, in context, with what they can be narrowed down by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from explorer.page import Resource
from warehouse.explore.library import Snapshot
from warehouse.explore.searching import LONGEST, found
from warehouse.readers.query import Answer, Narrowing

SHOWN = 30
ROLES = ("question", "answer", "moderator", "statement", "remark")
FACETS = (("year", "Year"), ("role", "Role"), ("speaker", "Who speaks"), ("outlet", "Outlet"), ("site", "Site"))


def search(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """The turns that hold the words, and the facets of all of them."""
    words = query.get("q", "").strip()
    chosen = {name: query[name] for name, _ in FACETS if query.get(name)}
    number = _number(query.get("page"))
    answer = found(reading, words, _narrowing(chosen, query), rows=SHOWN, start=(number - 1) * SHOWN)
    total = next((row["hits"] for row in answer.facets.records() if row["facet"] == "all"), 0)
    return Resource(
        address="search",
        title=f"Search: {words}" if words else "Search",
        template="search.html",
        tables={"hits": answer.hits, "facets": _without_total(answer.facets)},
        facts={
            "words": words,
            "total": total,
            "ranked": answer.is_ranked,
            "page": number,
            "pages": max(1, -(-total // SHOWN)),
        },
        view={
            "query": dict(query) | {"q": words},
            "chosen": chosen,
            "facets": FACETS,
            "marks": words.split(),
            "too_long": len(words) > LONGEST,
        },
    )


def _narrowing(chosen: Mapping[str, str], query: Mapping[str, str]) -> Narrowing:
    year = _number(chosen.get("year")) if chosen.get("year") else None
    since, until = _day(query.get("from")), _day(query.get("to"))
    if year and 1 <= year <= 9999:
        since, until = max(filter(None, (since, date(year, 1, 1)))), min(filter(None, (until, date(year, 12, 31))))
    return Narrowing(
        since=since,
        until=until,
        speaker=chosen.get("speaker"),
        outlet=chosen.get("outlet"),
        role=chosen.get("role"),
        sites=(chosen["site"],) if "site" in chosen else (),
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 9999 else 1


def _without_total(facets: Answer) -> Answer:
    """Without the number of all, and without values that are no name and too long for an address."""
    shown = [row for row in facets.rows if row[0] != "all" and len(row[1]) <= LONGEST]
    return Answer(facets.columns, shown, more=False)

"""Search with facets: one pass over the transcripts for the best turns and for what all of them can be narrowed by."""

from __future__ import annotations

from warehouse.database.statements import literal, sql
from warehouse.explore.library import Reading
from warehouse.readers.query import Answer, Narrowing

LONGEST = 200
"""Characters of the words that are searched for; the rest is left out."""
COLUMNS = (
    *(
        "score",
        "held_on",
        "title",
        "role",
        "speaker",
        "outlet",
        "position",
        "site",
        "briefing_id",
        "turn_id",
        "snippet",
    ),
)


def found(reading: Reading, words: str, narrowing: Narrowing, *, rows: int, start: int) -> tuple[Answer, Answer]:
    """The turns that hold all the words, best first, and their facets: (facet, value, number of turns).

    Args:
        words: Apart by blanks; of more than ``LONGEST`` characters the first ones.
        rows: Most turns.
        start: How many of the best to leave out.

    Raises:
        QueryError: it took too long.
    """
    if not words.strip():
        return Answer(list(COLUMNS), [], more=False), Answer(["facet", "value", "hits"], [], more=False)
    statement = sql("explore/search").format(words=literal(words[:LONGEST]))
    everything = reading.run(statement, narrowing.values() | {"rows": rows, "start": start})
    records = everything.records()
    hits = [tuple(row[name] for name in COLUMNS) for row in records if row["facet"] is None]
    facets = [(row["facet"], row["value"], row["hits"]) for row in records if row["facet"] is not None]
    return Answer(list(COLUMNS), hits, more=False), Answer(["facet", "value", "hits"], facets, more=False)

"""Search with facets: one pass over the transcripts for the best turns and for what all of them can be narrowed by."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse.database.statements import literal, sql
from warehouse.explore.library import Snapshot
from warehouse.readers.query import Answer, Narrowing

LONGEST = 200
"""Characters of the words that are searched for; the rest is left out."""
RANKED = 200_000
"""About the most hits that are ranked. To count how often a word stands in each of a million texts takes two seconds, and
tells of a word that nearly all of them have next to nothing."""
PIECES, PIECE = 8, 2048
"""Where the number of hits is estimated: so many pieces of the file with so many turns; 2,048 is what DuckDB reads at once."""
COLUMNS = tuple("score held_on title role speaker outlet position site briefing_id turn_id snippet".split())
FACETS = ("facet", "value", "hits")


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found."""

    hits: Answer
    facets: Answer
    """(facet, value, number of turns)."""
    is_ranked: bool
    """Whether the best come first; else the newest, as there are too many to rank."""


def found(reading: Snapshot, words: str, narrowing: Narrowing, *, rows: int, start: int) -> Hits:
    """The turns that hold all the words, best first, and their facets.

    Args:
        words: Apart by blanks; of more than ``LONGEST`` characters the first ones.
        rows: Most turns.
        start: How many of the best to leave out.

    Raises:
        QueryError: it took too long.
    """
    if not words.strip():
        return Hits(Answer(list(COLUMNS), [], more=False), Answer(list(FACETS), [], more=False), is_ranked=True)
    asked = literal(words[:LONGEST])
    is_ranked = bool(narrowing.speaker or narrowing.outlet) or about(reading, asked) <= RANKED
    statement = sql("explore/search").format(words=asked, ranked=is_ranked)
    records = reading.run(statement, narrowing.values() | {"rows": rows, "start": start}).records()
    hits = [tuple(row[name] for name in COLUMNS) for row in records if row["facet"] is None]
    facets = [(row["facet"], row["value"], row["hits"]) for row in records if row["facet"] is not None]
    return Hits(Answer(list(COLUMNS), hits, more=False), Answer(list(FACETS), facets, more=False), is_ranked)


def about(reading: Snapshot, asked: str) -> int:
    """About how many turns hold the words; in a small file all of them, which are few enough.

    Args:
        asked: The words as an SQL literal.
    """
    turns = int((reading.first("places") or {}).get("places") or 0)
    if turns <= RANKED:
        return turns
    firsts = (number * turns // PIECES // PIECE * PIECE for number in range(PIECES))
    pieces = " OR ".join(f"place BETWEEN {first} AND {first + PIECE - 1}" for first in firsts)
    ((hits, seen),) = reading.run(sql("explore/search_sample").format(words=asked, pieces=pieces), {}).rows
    return int(hits * turns // max(1, seen))

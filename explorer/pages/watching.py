"""Watches: what somebody wants to be told of, each with its feed and what it found last."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from explorer.page import PageMissing, Resource
from warehouse.explore.library import Snapshot
from warehouse.explore.watches import Hit, Watch, hits, read_watches
from warehouse.readers.query import Answer

SHOWN = 50


def kept(reading: Snapshot) -> list[Watch]:
    """The watches of the data directory.

    Raises:
        WatchError: naming the file and what is wrong.
    """
    return read_watches(reading.path.parent / "watches")


def watches(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """All of them."""
    found = kept(reading)
    columns = ["name", "title", "words", "measure", "speaker", "outlet", "site"]
    rows = [tuple(getattr(watch, column) for column in columns) for watch in found]
    return Resource(
        address="watches",
        title="Watches",
        template="watches.html",
        tables={"watches": Answer(columns, rows, more=False)},
        view={"watches": found},
    )


def watch(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """One watch, and what it found among the latest transcripts and edits."""
    found = next((each for each in kept(reading) if each.name == parts["name"]), None)
    if found is None:
        raise PageMissing(f"watch {parts['name']}")
    shown = list(islice(hits(reading, found), SHOWN))
    return Resource(
        address=f"watches/{found.name}",
        title=found.title or found.name,
        template="watch.html",
        tables={"hits": _answer(shown)},
        facts={"name": found.name, "said": found.said, "asked": found.asked},
        view={"hits": shown},
    )


def _answer(shown: list[Hit]) -> Answer:
    columns = ["seen_at", "held_on", "who", "sentence", "change", "place"]
    return Answer(columns, [tuple(getattr(hit, column) for column in columns) for hit in shown], more=False)

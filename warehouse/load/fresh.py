"""Briefings that are new: their rows come by SQL from the staged file, and Python never sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from warehouse.database.migrate import Connection
from warehouse.database.statements import sql
from warehouse.load.draft import RunStamp
from warehouse.rows.loadpage import Change, LoadPage, Tally
from warehouse.rows.staged import StagedPage

FEW = 8
"""Fewer pages are no quicker in SQL, whose statements cost some 10 ms."""

AT_ONCE = 2 << 20
"""Bytes of staged pages that are read at once, unless one file has more."""

_AT_LEAST = 1 << 20
"""DuckDB's own default takes 64 MB of buffers."""


def fresh_among(pages: Sequence[LoadPage | StagedPage]) -> list[StagedPage]:
    """Those of these new briefings without corrections whose rows SQL can make; none where there are few."""
    found = [page for page in pages if isinstance(page, StagedPage) and page.place.plain]
    return found if len(found) >= FEW else []


def stage(con: Connection, pages: Sequence[StagedPage], stamp: RunStamp) -> None:
    """The rows of these pages into the staging tables, by file."""
    for some in _slices(pages):
        given = {
            "files": sorted({str(page.place.path) for page in some}),
            "longest": max(_AT_LEAST, *(page.place.longest for page in some)),
            "orders": [list(page.order) for page in some],
            "run_id": stamp.run_id,
            "parser_version": stamp.parser_version,
            "now": stamp.now,
        }
        con.execute(sql("load/read_staged"), given)
        con.execute(sql("load/stage_parsed"))


def _slices(pages: Sequence[StagedPage]) -> Iterator[list[StagedPage]]:
    """Whole files, so many as are read at once."""
    some: list[StagedPage] = []
    by_file = attrgetter("place.path")
    for _, group in groupby(sorted(pages, key=by_file), key=by_file):
        of_file = list(group)
        if some and sum(page.place.length for page in (*some, *of_file)) > AT_ONCE:
            yield some
            some = []
        some += of_file
    if some:
        yield some


def change_of(page: StagedPage) -> Change:
    """What loading a new briefing changed: everything of it was added."""
    return Change(
        briefing_id=page.briefing_id,
        action="inserted",
        url=page.url,
        title=page.title,
        held_on=page.held_on,
        turns=page.turns,
        metrics=page.metrics,
        turn_changes=Tally(added=page.turns),
        metric_changes=Tally(added=page.metrics),
    )

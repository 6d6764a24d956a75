"""The figures of a page's turns: those that sentences cite, and those that tables hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from parsers.observations import own_names
from parsers.prose import figures
from parsers.records import Metric, Turn
from parsers.sites.definition import Site
from parsers.tables import figures_of, find_tables, without
from parsers.vocabulary import Vocabulary
from parsers.words import Text

# With more digits no number is read at all.
_TOO_LONG = re.compile(r"\d(?<![\d.,，]\d)[\d,，]{15,}(?:\.\d+)?[万亿千百余多元人户家个项吨米座条所次件%％]{1,4}")
GREATEST = 10**32
"""Values are kept with 38 digits, six of them after the point."""


def with_metrics(
    turns: Sequence[Turn],
    held_on: date | None,
    *,
    title: str = "",
    site: Site | None = None,
    source: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> tuple[tuple[Turn, ...], int]:
    """The turns with their figures, and how many numbers of tables are none.

    Args:
        title: the page's; it says the time of a table that names none.
        site, source: of the page: its own area is no place of a figure.
        vocabulary: how quantities are called; None: the bundled one.
    """
    own = _own_names(turns, site, source)
    found: list[Turn] = []
    asked, unread = Text(""), 0
    for turn in turns:
        tables = find_tables(turn.text)
        prose = Text(without(turn.text, tables))
        told = figures(prose, held_on=held_on, own=own, vocabulary=vocabulary, asked=asked)
        for table in tables:
            read = figures_of(turn.text, table, title=title, held_on=held_on, own=own, vocabulary=vocabulary)
            told, unread = (*told, *read.metrics), unread + read.unread
        told = tuple(sorted(told, key=lambda metric: metric.start)) if tables else told
        found.append(replace(turn, metrics=told))
        asked = prose if turn.role == "question" else asked
    return tuple(found), unread


def _own_names(turns: Sequence[Turn], site: Site | None, source: str | None) -> frozenset[str]:
    outlets = [turn.outlet for turn in turns]
    if site is None:
        return own_names(None, source, outlets, province=None, national=False)
    national = site.area.level == "national"
    return own_names(site.title, source, outlets, province=site.area.province, national=national)


def storable(turns: Sequence[Turn]) -> tuple[tuple[Turn, ...], tuple[str, ...]]:
    """The turns without the figures that no column holds, and a warning that shows each of those.

    A slip of the pen (a hundred digits in a row) must not keep the page's other figures out.
    """
    kept, left = tuple(turns), [metric.text for turn in turns for metric in turn.metrics if not _fits(metric)]
    if left:
        kept = tuple(replace(turn, metrics=tuple(m for m in turn.metrics if _fits(m))) for turn in turns)
    left += [hit[0] for turn in turns for hit in _TOO_LONG.finditer(turn.text)]
    return kept, tuple(f"figures: {text[:60]} is too great to be stored and was left out" for text in left)


def _fits(metric: Metric) -> bool:
    return all(value is None or abs(value) < GREATEST for value in (metric.value, metric.value_high))

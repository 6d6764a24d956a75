"""Table of contents: which address is which kind of page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from explorer.page import Maker, PageMissing, Resource
from explorer.pages import compared, measures, sql
from explorer.pages.changes import changes
from explorer.pages.conference import conference
from explorer.pages.people import official, officials, outlet, outlets
from explorer.pages.quality import quality
from explorer.pages.search import search
from explorer.pages.start import listing, month, start
from explorer.pages.watching import watch, watches
from warehouse.explore.library import Snapshot


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page: what its addresses look like, and who makes it."""

    pattern: re.Pattern[str]
    make: Maker


def _kind(pattern: str, make: Maker) -> Kind:
    return Kind(re.compile(pattern), make)


KINDS = (
    _kind("index", start),
    _kind("briefings", listing),
    _kind(r"briefings/page/(?P<number>[1-9]\d{0,5})", listing),
    _kind(r"briefings/(?P<id>[^/]+)", conference),
    _kind(r"months/(?P<year>\d{4})-(?P<month>\d\d)", month),
    _kind("officials", officials),
    _kind(r"officials/page/(?P<number>[1-9]\d{0,5})", officials),
    _kind(r"officials/(?P<name>[^/]+)", official),
    _kind("outlets", outlets),
    _kind(r"outlets/page/(?P<number>[1-9]\d{0,5})", outlets),
    _kind(r"outlets/(?P<name>[^/]+)", outlet),
    _kind("measures", measures.measures),
    _kind(r"measures/(?P<name>[^/]+)", measures.measure),
    _kind(r"measures/(?P<name>[^/]+)/(?P<panel>[^/]+)", measures.chart),
    _kind(r"topics/(?P<name>[^/]+)", measures.topic),
    _kind("restated", compared.restated),
    _kind("kept", compared.kept),
    _kind("alike", compared.alike),
    _kind("changes", changes),
    _kind("quality", quality),
    _kind("watches", watches),
    _kind(r"watches/(?P<name>[^/]+)", watch),
    _kind("search", search),
    _kind("sql", sql.box),
    _kind("recipes", sql.index),
    _kind(r"recipes/(?P<name>[a-z0-9_]+)", sql.recipe),
)


def page(reading: Snapshot, address: str, query: Mapping[str, str]) -> Resource:
    """The page at an address.

    Raises:
        PageMissing: there is none.
    """
    for kind in KINDS:
        if hit := kind.pattern.fullmatch(address):
            return kind.make(reading, hit.groupdict(), query)
    raise PageMissing(f"page {address}")

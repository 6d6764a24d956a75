"""What a page is before it is written as HTML, JSON or CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from warehouse.explore.library import Snapshot
from warehouse.readers.query import Answer


@dataclass(frozen=True, slots=True)
class Resource:
    """What an address stands for, as HTML, JSON or CSV: what it states, and what its template needs beside that."""

    address: str
    title: str
    template: str
    tables: Mapping[str, Answer] = field(default_factory=dict)
    """Name → rows. All are in the JSON; the first is the CSV."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """Single values, for JSON and template."""
    view: Mapping[str, Any] = field(default_factory=dict)
    """What only the template needs."""
    status: int = 200


def of_several(reading: Snapshot) -> bool:
    """Whether the data are of several sites, so that a row among others has to say of which it is."""
    return bool((reading.first("overview") or {}).get("sites", 0) > 1)


class PageMissing(LookupError):
    """There is no such page; its text says what, after "There is no"."""


@dataclass(frozen=True, slots=True)
class ArchivedPassage:
    """A piece of an archived page's text that has an anchor."""

    anchor: str
    """``t3``: a turn; ``t3-m1``: a figure in it."""
    text: str
    """The turn's text."""
    start: int = 0
    """First character of the passage in it."""
    end: int | None = None
    """One past the last; None: to its end."""


@dataclass(frozen=True, slots=True)
class CopyRequest:
    """An archived page to be shown."""

    sha256: str
    heading: str
    """What a reader is told about it, one line."""
    back: str
    """A link to the page of ours that it belongs to."""
    passages: tuple[ArchivedPassage, ...] = ()
    site: str | None = None
    """Whose selectors to outline on it; None: nobody's."""


class Copies(Protocol):
    """Who can show archived pages."""

    def document(
        self, sha256: str, heading: str, back: str, passages: Sequence[ArchivedPassage] = (), site: str | None = None
    ) -> str:
        """The page as an inert HTML document.

        Args:
            heading: what a reader is told about it, one line.
            back: a link to the page of ours that it belongs to.
            site: whose selectors to outline on it; None: nobody's.

        Raises:
            ArchiveError: it is not in the archive, or damaged.
            ParseError: it is no page that can be shown.
        """


class Maker(Protocol):
    """Makes one kind of page."""

    def __call__(self, reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
        """The page.

        Args:
            parts: the variable parts of the address.
            query: what follows ``?``.

        Raises:
            PageMissing: there is nothing of that name.
        """

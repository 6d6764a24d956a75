"""Archived copies into staged batches. Needs neither ledger nor DuckDB nor HTTP, so that a worker starts quickly."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from flows.archive import Archive
from flows.ledger_copies import ArchivedPage
from flows.staging import stage
from parsers.errors import ArchiveError, ParseError
from parsers.page import parse_page
from parsers.sites import Site
from parsers.urls import page_key
from warehouse.loadpage import Failure, LoadPage

if TYPE_CHECKING:
    from flows.workspace import Workspace

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where pages are read: the site's rules, the archive they come from, the folder that batches go to."""

    site: Site
    archive: Archive
    stage: Path

    @classmethod
    def of(cls, ws: Workspace) -> Self:
        """The desk of a workspace."""
        return cls(ws.site, ws.archive, ws.paths.stage)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed batch: where it is staged, and what could not be read."""

    path: Path
    pages: int
    unreadable: list[Failure] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    """Address and SHA-256 of archived copies that are gone or damaged."""


def parse_batch(desk: Desk, pages: Sequence[ArchivedPage], name: str) -> Parsed:
    """Parse archived copies and stage the result; a page that cannot be read never stops the others."""
    readable: list[LoadPage] = []
    unreadable: list[Failure] = []
    lost: list[tuple[str, str]] = []
    for page in pages:
        try:
            readable.append(_parse(desk, page))
            if len(pages) == 1:
                _tell(readable[0])
        except ParseError as error:
            log.warning("not readable url=%s reason=%s", page.url, error)
            unreadable.append(Failure(page.url, page.page_sha256, "parse", str(error), error.selector))
        except ArchiveError as error:
            log.warning("archived copy lost, asking again url=%s reason=%s", page.url, error)
            lost.append((page.url, page.page_sha256))
    return Parsed(stage(desk.stage, name, readable), len(readable), unreadable, lost)


def _parse(desk: Desk, archived: ArchivedPage) -> LoadPage:
    raw = desk.archive.get(archived.page_sha256)
    page = parse_page(raw, url=archived.url, site=desk.site, content_type=archived.content_type)
    return LoadPage(
        url=archived.url,
        site=desk.site.name,
        page_key=page_key(archived.url),
        page_sha256=archived.page_sha256,
        first_seen_at=archived.first_seen_at,
        checked_at=archived.checked_at,
        page=page,
    )


def _tell(parsed: LoadPage) -> None:
    """The page's line of log; left out in a batch, where it would cost more than it tells."""
    page = parsed.page
    figures = sum(len(turn.metrics) for turn in page.turns)
    log.info("parsed url=%s turns=%d figures=%d title=%s", parsed.url, len(page.turns), figures, page.title)

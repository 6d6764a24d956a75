"""What the parsing of archived copies needs and yields. Without the parsers: a run whose workers parse has no use for
them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from flows.archive.store import Archive
from parsers.sites.definition import Site
from warehouse.rows.loadpage import Failure

if TYPE_CHECKING:
    from flows.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ParseJob:
    """Where pages are read: the site's rules, the archive they come from, the folder that batches go to,
    and how quantities are called."""

    site: Site
    archive: Archive
    stage: Path
    measures: Path
    """The user's table of measures, which need not be there."""

    @classmethod
    def of(cls, ws: Workspace) -> Self:
        """That of a workspace."""
        return cls(ws.site, ws.archive, ws.stage, ws.paths.measures)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed batch: where it is staged, and what could not be read."""

    path: Path
    pages: int
    unreadable: list[Failure] = field(default_factory=list)
    traces: dict[str, str] = field(default_factory=dict)
    """Address → traceback, of pages on which the parser itself failed: for the log of the run, wherever this was."""
    lost: list[tuple[str, str, str]] = field(default_factory=list)
    """Address, SHA-256 and reason, of archived copies that are gone or damaged."""

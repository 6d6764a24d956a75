"""Parsed pages on their way from the parse tasks to the one writer: a file a batch, never task results."""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from flows.ledger.copies import ArchivedPage
from parsers.errors import StorageError

if TYPE_CHECKING:
    from warehouse.rows.staged import StagedPage


def stage(folder: Path, name: str, lines: Iterable[bytes]) -> Path:
    """Write a batch, a line a page; complete or absent, never half (a killed task leaves only a .part).

    Raises:
        StorageError: it could not be written.
    """
    part, done = folder / f"{name}.part", folder / f"{name}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part.open("wb") as out:
            out.writelines(b"%b\n" % line for line in lines)
        part.replace(done)
    except OSError as error:
        raise StorageError(
            f"Parsed pages could not be written to {folder}: {error.strerror or error}. Make room or allow writing"
            " there, then run again; nothing was lost.",
            path=str(folder),
        ) from error
    return done


def loading_order(page: ArchivedPage) -> tuple[str, str, str, str]:
    """What pages are loaded by: run after run, and within one by listing date.

    Of a transcript's several addresses the one that was listed first names the briefing, and of a page's versions each
    is loaded after the one it replaced.
    """
    run_at = page.run_at.isoformat() if page.run_at else ""
    return run_at, (page.listed_on or date.max).isoformat(), page.url, page.checked_at.isoformat()


def in_order(batches: Iterable[Path]) -> Iterator[StagedPage]:
    """The pages of staged batches, each of which is in order, in their common order."""
    from warehouse.rows.staged import staged_pages  # here: a run without news clears the folder and reads no row

    return heapq.merge(*map(staged_pages, batches), key=attrgetter("order"))


def clear(folder: Path) -> None:
    """Remove what is staged: after loading, or what a killed run left (its pages are still due in the ledger)."""
    shutil.rmtree(folder, ignore_errors=True)

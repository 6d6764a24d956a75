"""Parsed pages on their way from the parse tasks to the one writer: a file a batch, never task results."""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from flows.ledger.copies import ArchivedPage
from parsers.errors import StorageError
from warehouse.rows.content import digest_of, page_content, page_from_content
from warehouse.rows.loadpage import LoadPage


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


def staged_line(page: LoadPage, archived: ArchivedPage) -> bytes:
    """A page as a line of a staged batch: what is known about it, and behind a tab its content.

    Raises:
        orjson.JSONEncodeError: it holds what no UTF-8 file can.
    """
    content = page_content(page.page)
    known = {
        "order": loading_order(archived),
        "url": page.url,
        "site": page.site,
        "page_key": page.page_key,
        "page_sha256": page.page_sha256,
        "first_seen_at": page.first_seen_at,
        "checked_at": page.checked_at,
        "digest": digest_of(content),
        "page": {"url": page.page.url, "encoding": page.page.encoding},
    }
    return b"%b\t%b" % (orjson.dumps(known), content)


def loading_order(page: ArchivedPage) -> tuple[str, str, str, str]:
    """What pages are loaded by: run after run, and within one by listing date.

    Of a transcript's several addresses the one that was listed first names the briefing, and of a page's versions each
    is loaded after the one it replaced.
    """
    run_at = page.run_at.isoformat() if page.run_at else ""
    return run_at, (page.listed_on or date.max).isoformat(), page.url, page.checked_at.isoformat()


def in_order(batches: Iterable[Path]) -> Iterator[LoadPage]:
    """The pages of staged batches, each of which is in order, in their common order."""
    merged = heapq.merge(*(_heads(path) for path in batches), key=lambda page: tuple(page[0]["order"]))
    return (_load_page(known, content) for known, content in merged)


def _heads(path: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    with path.open("rb") as lines:
        for line in lines:
            head, _, content = line.partition(b"\t")
            yield orjson.loads(head), content


def clear(folder: Path) -> None:
    """Remove what is staged: after loading, or what a killed run left (its pages are still due in the ledger)."""
    shutil.rmtree(folder, ignore_errors=True)


def _load_page(known: dict[str, Any], content: bytes) -> LoadPage:
    return LoadPage(
        **{
            **{name: value for name, value in known.items() if name != "order"},
            "first_seen_at": datetime.fromisoformat(known["first_seen_at"]),
            "checked_at": datetime.fromisoformat(known["checked_at"]),
            "page": page_from_content(content, **known["page"]),
        }
    )

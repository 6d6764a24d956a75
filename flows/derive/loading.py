"""From staged batches to rows: load what is staged, keep the crawl tables up to date, publish. Plain functions."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from itertools import islice

from flows.derive.job import Parsed
from flows.derive.staging import in_order
from flows.report import RunReport, Trouble
from flows.vocabulary import vocabulary_of
from flows.workspace import Workspace
from parsers.sites.definition import Site
from warehouse.corrections.files import read_corrections
from warehouse.corrections.idle import idle_corrections, note_missing
from warehouse.database.publish import publish
from warehouse.database.published import is_published
from warehouse.database.store import writer
from warehouse.load import quarantine
from warehouse.load.crawl import site_row, sync_crawl
from warehouse.load.loading import load_pages
from warehouse.rows.loadpage import LoadReport
from warehouse.rows.staged import StagedPage

log = logging.getLogger(__name__)

TURN_SECONDS = 600.0
"""For the first sweep over 300 sites as many loads wait for each other, of half a second each."""
LOAD_PAGES = 340
"""Pages in one transaction: bounds memory, and a transaction's fixed cost is about 0.2 s. An ingest's round."""


def load_staged(ws: Workspace, run_id: str, batches: Iterable[Parsed], report: RunReport) -> None:
    """Load staged batches, some hundred pages in one transaction, the oldest first; the counts go into ``report``.

    The ledger learns what is loaded only after the commit: a run killed in between loads the same pages again,
    which changes nothing.
    """
    corrections = read_corrections(ws.paths.corrections)
    ready = [batch for batch in batches if batch.path.exists()]  # the others were loaded by an earlier try
    if not ready:
        return
    pages = in_order(batch.path for batch in ready)
    vocabulary = vocabulary_of(ws.paths.measures)
    while chunk := list(islice(pages, LOAD_PAGES)):
        # Opened anew each time: DuckDB keeps what it has read until it is closed.
        with writer(ws.paths.warehouse, wait=TURN_SECONDS) as con:
            result = load_pages(con, chunk, run_id=run_id, now=ws.now(), corrections=corrections, vocabulary=vocabulary)
            note_missing(con, corrections, now=ws.now())
            report.idle_corrections([Trouble(i.file, "correct", i.reason()) for i in idle_corrections(con)])
        _note(ws, chunk, result, report)
    failures = [failure for batch in ready for failure in batch.unreadable]
    if unreadable := [f for f in failures if _is_newest(ws, f.url, f.page_sha256)]:
        with writer(ws.paths.warehouse) as con:
            quarantine.put(con, unreadable, now=ws.now())
    for failure in unreadable:
        _set_aside(ws, report, failure.url, failure.page_sha256 or "", "parse", failure.reason)
    for batch in ready:
        batch.path.unlink(missing_ok=True)


def _note(ws: Workspace, chunk: Sequence[StagedPage], result: LoadReport, report: RunReport) -> None:
    refused = {(url, sha256) for url, sha256, _ in result.quarantined}
    loaded = ((page.url, page.page_sha256) for page in chunk)
    ws.ledger.mark_loaded({url: sha256 for url, sha256 in loaded if (url, sha256) not in refused})
    for url, sha256, reason in result.quarantined:
        if _is_newest(ws, url, sha256):
            _set_aside(ws, report, url, sha256, "check", reason)
    for page in chunk:
        # A version that is replaced already was complete or not: nobody can mend it.
        if (
            page.incomplete
            and (page.url, page.page_sha256) not in refused
            and _is_newest(ws, page.url, page.page_sha256)
        ):
            report.read_incompletely(page.url, page.incomplete)
    report.read += len(chunk) - len(refused)
    report.take(result)
    log.info("loaded new=%d changed=%d same=%d", result.inserted, result.updated, result.unchanged)


def _is_newest(ws: Workspace, url: str, page_sha256: str | None) -> bool:
    """A version that is replaced already is history: whether it loads concerns nobody any more."""
    return ws.ledger.validators(url).page_sha256 == page_sha256


def _set_aside(ws: Workspace, report: RunReport, url: str, sha256: str, stage: str, reason: str) -> None:
    ws.ledger.mark_quarantined(url, sha256, reason, ws.reader_version)
    report.quarantined += 1
    report.trouble(Trouble(url, stage, reason))


def copy_crawl(ws: Workspace, sites: Sequence[Site] = ()) -> None:
    """Bring the warehouse's tables pages, fetches and runs up to the ledger, and what it knows of these and the own site."""
    with writer(ws.paths.warehouse) as con:  # whose lock also keeps two runs from copying the same rows
        pages, pages_mark = ws.ledger.unsynced("pages")
        fetches, fetches_mark = ws.ledger.unsynced("fetches")
        runs, runs_mark = ws.ledger.unsynced("runs")
        known = {site.name: site for site in (*sites, ws.site)}
        rows = [site_row(site, ws.ledger.followed_since(name)) for name, site in known.items()]
        looks = {name: look.good_at for name, look in ws.ledger.looks.all().items() if look.good_at is not None}
        sync_crawl(con, pages=pages, fetches=fetches, runs=runs, sites=rows, looks=looks)
        ws.ledger.mark_synced("pages", pages_mark)
        ws.ledger.mark_synced("fetches", fetches_mark)
        ws.ledger.mark_synced("runs", runs_mark)


def publish_reader_copy(ws: Workspace) -> bool:
    """Replace the reader copy when it is not the database as it is now; whether that was so."""
    if is_published(ws.paths.warehouse, ws.paths.reader):
        return False
    publish(ws.paths.warehouse, ws.paths.reader)
    log.info("published %s", ws.paths.reader)
    return True

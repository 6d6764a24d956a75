"""The runs that touch no network: rows from archived pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from flows.derive.staging import loading_order
from flows.ledger.copies import ArchivedPage
from flows.run.parsing import parse_and_load, parse_pending
from flows.run.run import Run
from flows.run.steps import conclude, publish
from parsers.errors import UsageError
from warehouse.database.statements import sql
from warehouse.readers.query import query


def reparse(run: Run, briefing: str | None = None) -> None:
    """Run the parsers again over the archive, or over the pages of one briefing; a lost database is rebuilt as a whole."""
    ledger, site = run.ws.ledger, run.ws.site.name
    wanted = _urls_of(run, briefing) if briefing is not None and run.ws.paths.warehouse.exists() else None
    for url in ledger.without_copy(site):
        if wanted is None or url in wanted:
            run.report.lose(url, "Its archived copy is lost; the next ingest asks for the page again.")
    run.report.discovered = parse_and_load(run, _archived(run, wanted), about=ledger.count_archived(site))
    conclude(run)
    publish(run)


def _archived(run: Run, wanted: set[str] | None) -> Iterator[ArchivedPage]:
    """The archived pages in the order of loading, those that the warehouse has yet to see last; ``wanted`` or all."""
    ledger, site = run.ws.ledger, run.ws.site.name
    waiting = sorted(ledger.pending_pages(site, run.ws.reader_version), key=loading_order)
    behind = {page.url for page in waiting}
    for page in chain((page for page in ledger.archived_pages(site) if page.url not in behind), waiting):
        if wanted is None or page.url in wanted:
            yield page


def _urls_of(run: Run, briefing: str) -> set[str]:
    rows = query(run.ws.paths.reader, sql("readers/urls_of_briefing"), values={"briefing_id": briefing}).rows
    if not rows:
        raise UsageError(f"No briefing has the id {briefing!r}: copy one from the column briefing_id.")
    return {url for (url,) in rows}


def retry(run: Run, url: str | None = None) -> None:
    """Try one page in quarantine, or all, again."""
    released = run.ws.ledger.release_quarantined(url)
    if url is not None and not released:
        raise UsageError(f"{url} is not in quarantine; `briefings quarantine list` shows what is.")
    load_archived(run)


def load_archived(run: Run) -> None:
    """Everything after fetching: parse and load what is archived and not in the warehouse yet."""
    parse_pending(run)
    conclude(run)
    publish(run)

"""The runs that touch no network: rows from archived pages."""

from __future__ import annotations

from flows.run.parsing import parse_and_load, parse_pending
from flows.run.run import Run
from flows.run.steps import conclude, publish
from parsers.errors import UsageError
from warehouse.database.statements import sql
from warehouse.readers.query import query


def reparse(run: Run, briefing: str | None = None) -> None:
    """Run the parsers again over the archive, or over the pages of one briefing."""
    ws = run.ws
    waiting = ws.ledger.pending_pages(ws.site.name, ws.reader_version)
    behind = {page.url for page in waiting}
    missing = ws.ledger.without_copy(ws.site.name)
    pages = [*waiting, *(page for page in ws.ledger.archived_pages(ws.site.name) if page.url not in behind)]
    if briefing is not None and ws.paths.warehouse.exists():  # a lost one is rebuilt as a whole
        wanted = _urls_of(run, briefing)
        pages = [page for page in pages if page.url in wanted]
        missing = [url for url in missing if url in wanted]
    for url in missing:
        run.report.lose(url, "Its archived copy is lost; the next ingest asks for the page again.")
    parse_and_load(run, pages)
    run.report.discovered = len(pages)
    conclude(run)
    publish(run)


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

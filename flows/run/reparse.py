"""The flows ``reparse``, ``retry`` and ``load``: rows from archived pages, without network."""

from __future__ import annotations

from typing import Any

from prefect import flow, runtime
from prefect.client.schemas.objects import State

from flows.run.ingest import RUNNER, derive_pending, oldest_first, parse_and_load
from flows.run.lifecycle import conduct, settle, site_name
from flows.run.parameters import run_settings
from flows.run.tasks import Session
from parsers import PARSER_VERSION
from parsers.errors import UsageError
from warehouse.database.statements import sql
from warehouse.readers.query import query


def _reparse_name() -> str:
    given = runtime.flow_run.parameters
    return f"{site_name(given.get('site'))} · reparse {given.get('briefing') or 'the whole archive'}"


def _retry_name() -> str:
    given = runtime.flow_run.parameters
    return f"{site_name(given.get('site'))} · retry {given.get('url') or 'the quarantine'}"


@flow(name="reparse", flow_run_name=_reparse_name, task_runner=RUNNER)
def reparse(briefing: str | None = None, site: str | None = None) -> State[Any]:
    """Run the parsers again over the archive. Ids stay; only what really differs is written.

    Args:
        briefing: Only this briefing (its briefing_id); without: all.
        site: A bundled site's name or the path of a TOML definition; without: the setting BRIEFINGS_SITE.
    """
    return conduct("reparse", run_settings(site=site), lambda session: _reparse(session, briefing))


@flow(name="retry", flow_run_name=_retry_name, task_runner=RUNNER)
def retry(url: str | None = None, site: str | None = None) -> State[Any]:
    """Try pages in quarantine again, for example after a new version of the parsers.

    Args:
        url: Only this page; without: every page in quarantine.
        site: A bundled site's name or the path of a TOML definition; without: the setting BRIEFINGS_SITE.
    """
    return conduct("retry", run_settings(site=site), lambda session: _retry(session, url))


def _reparse(session: Session, briefing: str | None) -> None:
    ws = session.ws
    waiting = ws.ledger.pending_pages(ws.site.name, PARSER_VERSION)
    behind = {page.url for page in waiting}
    pages = [*waiting, *(page for page in ws.ledger.archived_pages(ws.site.name) if page.url not in behind)]
    if briefing is not None and ws.paths.warehouse.exists():  # a lost one is rebuilt as a whole
        wanted = _urls_of(session, briefing)
        pages = [page for page in pages if page.url in wanted]
    parse_and_load(session, oldest_first(pages))
    session.report.discovered = len(pages)
    settle(session)


def _urls_of(session: Session, briefing: str) -> set[str]:
    rows = query(session.ws.paths.reader, sql("readers/urls_of_briefing"), values={"briefing_id": briefing}).rows
    if not rows:
        raise UsageError(f"No briefing has the id {briefing!r}: copy one from the column briefing_id.")
    return {url for (url,) in rows}


def _retry(session: Session, url: str | None) -> None:
    released = session.ws.ledger.release_quarantined(url)
    if url is not None and not released:
        raise UsageError(f"{url} is not in quarantine; `briefings quarantine list` shows what is.")
    load_archived(session)


def _load_name() -> str:
    return f"{site_name(runtime.flow_run.parameters.get('site'))} · load archived pages"


@flow(name="load", flow_run_name=_load_name, task_runner=RUNNER)
def load(site: str | None = None) -> State[Any]:
    """Parse and load archived pages that are not in the warehouse yet, such as those of an imported WARC file.

    Args:
        site: A bundled site's name or the path of a TOML definition; without: the setting BRIEFINGS_SITE.
    """
    return conduct("load", run_settings(site=site), load_archived)


def load_archived(session: Session) -> None:
    """Everything after fetching."""
    derive_pending(session)
    settle(session)

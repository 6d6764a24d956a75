"""The flows ``ingest`` and ``backfill``: discover → choose → fetch → parse → load → publish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from prefect import flow, runtime
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote
from pydantic import Field

from flows import pipeline
from flows.conduct import conduct, settle
from flows.discover import Discovery
from flows.ledger import ArchivedPage, DuePage
from flows.progress import Progress
from flows.settings import load_settings
from flows.tasks import Session, discover_task, fetch_task, load_task, parse_task
from parsers import PARSER_VERSION
from parsers.sites import load_site

HANDFUL = 40
"""Up to so many pages each gets tasks of its own, seen and retried one by one. A task costs about 6 ms here and
18 ms on the server, so a backfill of thousands goes in batches."""

BATCH = 125
"""Pages of one task: eight of each kind per thousand pages, small enough that parsing keeps up with fetching."""

ROUND = 1000
"""Pages fetched before they are parsed and loaded: bounds memory, and what a killed backfill has yet to load."""

SiteName = Annotated[str | None, Field(description="A bundled site's name or a TOML file; empty: BRIEFINGS_SITE.")]
BaseUrl = Annotated[str | None, Field(description="Replaces the site's scheme, host and port, for a mirror.")]
FromDate = Annotated[date | None, Field(description="First listing date; empty: the beginning.")]
ToDate = Annotated[date | None, Field(description="Last listing date; empty: today.")]

Page = TypeVar("Page", DuePage, ArchivedPage)

RUNNER: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner(max_workers=4)  # type: ignore[assignment]


def site_name(given: str | None) -> str:
    """The site's name for a run's title, also where the site is given as the path of a definition."""
    return load_site(load_settings(site=given).site).name


def run_name() -> str:
    """``shanghai · new and changed · 2026-01-31 01:30Z`` or ``shanghai · 2024-01-01 to 2024-12-31``."""
    given = runtime.flow_run.parameters
    site = site_name(given.get("site"))
    since, until = given.get("date_from"), given.get("date_to")
    if "date_from" in given:
        return f"{site} · {since or 'the beginning'} to {until or 'today'}"
    return f"{site} · new and changed · {datetime.now(UTC):%Y-%m-%d %H:%M}Z"


@flow(name="ingest", flow_run_name=run_name, task_runner=RUNNER)
def ingest(site: SiteName = None, base_url: BaseUrl = None) -> State[Any]:
    """Fetch, archive, parse and load new and changed transcripts; publish the reader copy when anything changed."""
    return conduct("ingest", load_settings(site=site, base_url=base_url), _ingest)


@flow(name="backfill", flow_run_name=run_name, task_runner=RUNNER)
def backfill(
    date_from: FromDate = None, date_to: ToDate = None, site: SiteName = None, base_url: BaseUrl = None
) -> State[Any]:
    """Fetch and load a window of the past. Run it again and it continues where it was."""
    settings = load_settings(site=site, base_url=base_url)
    return conduct("backfill", settings, lambda session: _backfill(session, date_from, date_to))


def _ingest(session: Session) -> None:
    seen = pipeline.quiet_look(session.ws, session.client, session.report)
    if seen.over:
        return
    session.answers = seen.answers
    found = _discover(session, since=None, full=False)
    _fetch(session, pipeline.choose(session.ws))
    settle(session, found.error)


def _backfill(session: Session, since: date | None, until: date | None) -> None:
    found = _discover(session, since=since, full=True)
    _fetch(session, pipeline.choose(session.ws, since=since or date.min, until=until))
    settle(session, found.error)


def _discover(session: Session, *, since: date | None, full: bool) -> Discovery:
    # A person at the terminal wants the reason now; a scheduled run is worth some patience.
    task = discover_task if runtime.deployment.id else discover_task.with_options(retries=0)
    return task(session, session.ws.site.name, since, full)


def _fetch(session: Session, due: list[DuePage]) -> None:
    """Fetch what is due in rounds, loading after each; then load what an interrupted run left archived."""
    progress = Progress("fetched", len(due))
    for start in range(0, len(due), ROUND):
        pages = due[start : start + ROUND]
        if len(due) > HANDFUL:
            _stream(session, pages, start, progress)
        else:
            futures = [fetch_task.submit(session, [page.url], _label([page], 0)) for page in pages]
            for future in futures:
                future.wait()
                progress.step(1)
        derive_pending(session)
    if not due:
        derive_pending(session)


def _stream(session: Session, pages: list[DuePage], start: int, progress: Progress) -> None:
    """Fetch batch after batch, each parsed while the next one is fetched; load them when all are there."""
    ledger, site, count = session.ws.ledger, session.ws.site.name, 0
    futures = []
    for at, batch in _slices(pages, BATCH):
        label = _label(batch, start + at)
        fetch_task(session, [page.url for page in batch], label, return_state=True)
        progress.step(len(batch))
        urls = {page.url for page in batch}
        fetched = [page for page in ledger.pending_pages(site, PARSER_VERSION) if page.url in urls]
        if fetched and not _spread(session):
            # What is due comes newest first, and is loaded oldest first: by the name of the staged file.
            name = f"{session.report.run_id}-{len(pages) - at:06d}"
            futures.append(parse_task.submit(session, quote(oldest_first(fetched)), name, label))
            count += len(fetched)
    for future in futures:
        future.wait()
    if futures:
        load_task(session, quote(session.take()), count)


def derive_pending(session: Session) -> None:
    """Parse and load every archived copy that is not in the warehouse yet."""
    pending = session.ws.ledger.pending_pages(session.ws.site.name, PARSER_VERSION)
    parse_and_load(session, oldest_first(pending))


def oldest_first(pages: list[ArchivedPage]) -> list[ArchivedPage]:
    """By listing date: of a transcript's several addresses the one that was listed first names the briefing."""
    return sorted(pages, key=lambda page: (page.listed_on or date.max, page.url))


def parse_and_load(session: Session, pages: list[ArchivedPage]) -> None:
    """Parse in batches, then load them in one task."""
    if not pages:
        return
    progress = Progress("parsed", len(pages))
    for count in (_parse_on_cluster if _spread(session) else _parse_here)(session, pages):
        progress.step(count)
    load_task(session, quote(session.take()), len(pages))


def _spread(session: Session) -> bool:
    # A day's handful is parsed before a cluster has been asked; only long jobs are worth it.
    return session.ws.settings.dask_address is not None and session.report.flow in ("backfill", "reparse")


def _parse_here(session: Session, pages: list[ArchivedPage]) -> Iterator[int]:
    size = 1 if len(pages) <= HANDFUL else BATCH
    batches = _slices(pages, size)
    futures = [
        parse_task.submit(session, quote(batch), f"{session.report.run_id}-{at:06d}", _label(batch, at))
        for at, batch in batches
    ]
    for (_, batch), future in zip(batches, futures, strict=True):
        future.wait()
        yield len(batch)


def _parse_on_cluster(session: Session, pages: list[ArchivedPage]) -> Iterator[int]:
    from flows.fanout import Batch, parse_on_cluster

    return parse_on_cluster(
        session,
        [Batch(f"{session.report.run_id}-{at:06d}", _label(batch, at), batch) for at, batch in _slices(pages, BATCH)],
    )


def _slices(pages: list[Page], size: int) -> list[tuple[int, list[Page]]]:
    return [(at, pages[at : at + size]) for at in range(0, len(pages), size)]


def _label(pages: list[DuePage] | list[ArchivedPage], at: int) -> str:
    """The page's title, or the numbers of a batch."""
    if len(pages) == 1:
        return (pages[0].title or pages[0].url)[:80]
    return f"pages {at + 1} to {at + len(pages)}"

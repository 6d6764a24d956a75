"""The flows ``ingest`` and ``backfill``: discover → choose → fetch → parse → load → publish."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast

from prefect import flow, runtime
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.states import Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import allow_failure, quote

from flows.crawl.discovery import Discovery
from flows.ledger.copies import ArchivedPage
from flows.ledger.ledger import DuePage
from flows.run import steps
from flows.run.artifacts import artifact_key
from flows.run.lifecycle import conduct, settle, site_name
from flows.run.parameters import run_settings
from flows.run.progress import Progress
from flows.run.tasks import Batch, Session, discover_task, fetch_task, load_task, parse_task
from parsers import PARSER_VERSION
from parsers.errors import StorageError

HANDFUL = 40
"""Up to so many pages each gets tasks of its own, seen and retried one by one. A task costs about 6 ms here and
18 ms on the server, so a backfill of thousands goes in batches."""

BATCH = 170
"""Pages of one task: six of each kind per thousand pages, small enough that parsing keeps up with fetching."""

ROUND = 2 * BATCH
"""Pages of one load, which goes on while the next round is fetched: what a killed backfill has yet to load."""

Page = TypeVar("Page", DuePage, ArchivedPage)

_LOADED = datetime.min.replace(tzinfo=UTC)

RUNNER: TaskRunner[PrefectFuture[Any]] = ThreadPoolTaskRunner(max_workers=4)  # type: ignore[assignment]


def run_name() -> str:
    """``shanghai · new and changed · 2026-01-31 01:30Z`` or ``shanghai · 2024-01-01 to 2024-12-31``."""
    given = runtime.flow_run.parameters
    site = site_name(given.get("site"))
    since, until = given.get("date_from"), given.get("date_to")
    if "date_from" in given:
        return f"{site} · {since or 'the beginning'} to {until or 'today'}"
    return f"{site} · new and changed · {datetime.now(UTC):%Y-%m-%d %H:%M}Z"


@flow(name="ingest", flow_run_name=run_name, task_runner=RUNNER)
def ingest(site: str | None = None, base_url: str | None = None) -> State[Any]:
    """Fetch, archive, parse and load new and changed transcripts; publish the reader copy when anything changed.

    Args:
        site: A bundled site's name or the path of a TOML definition; without: the setting BRIEFINGS_SITE.
        base_url: Replaces the site's scheme, host and port, for a mirror.
    """
    return conduct("ingest", run_settings(site=site, base_url=base_url), _ingest)


@flow(name="backfill", flow_run_name=run_name, task_runner=RUNNER)
def backfill(
    date_from: date | None = None,
    date_to: date | None = None,
    recheck: bool = False,
    site: str | None = None,
    base_url: str | None = None,
) -> State[Any]:
    """Fetch and load a window of the past. Run it again and it continues where it was.

    Args:
        date_from: First listing date; without: the beginning of the list.
        date_to: Last listing date; without: today.
        recheck: Ask also for the pages of the window that are known, whenever they are due, to see whether they changed.
        site: A bundled site's name or the path of a TOML definition; without: the setting BRIEFINGS_SITE.
        base_url: Replaces the site's scheme, host and port, for a mirror.
    """
    if date_from and date_to and date_from > date_to:
        return Failed(message=f"The window begins after it ends: {date_from} is after {date_to}. Swap the two dates.")
    settings = run_settings(site=site, base_url=base_url)
    return conduct("backfill", settings, lambda session: _backfill(session, date_from, date_to, recheck=recheck))


def _ingest(session: Session) -> None:
    steps.check_contact(session.ws)
    if looked := steps.LOOKED.get():
        before, seen = looked
        session.report.go_on_from(before)
    else:
        seen = steps.quiet_look(session.ws, session.client, session.report)
    if seen.over:
        return
    session.answers = seen.answers
    # One more try belongs to the next run.
    asked = {trouble.url for trouble in session.report.troubles}
    found = _discover(session, since=None, full=False)
    _fetch(session, [page for page in steps.choose(session.ws) if page.url not in asked])
    settle(session, found.error)


def _backfill(session: Session, since: date | None, until: date | None, *, recheck: bool) -> None:
    steps.check_contact(session.ws)
    found = _discover(session, since=since, full=True)
    _fetch(session, steps.choose_window(session.ws, since, until, recheck=recheck))
    settle(session, found.error)


def _discover(session: Session, *, since: date | None, full: bool) -> Discovery:
    # A person at the terminal wants the reason now; a scheduled run is worth some patience.
    task = discover_task if runtime.deployment.id else discover_task.with_options(retries=0)
    state = task(session, session.ws.site.name, since, full, return_state=True)
    return cast("Discovery", state.result())


def _fetch(session: Session, due: list[DuePage]) -> None:
    """Fetch what is due in rounds, loading after each; then load what an interrupted run left archived."""
    progress = _progress(session, "fetched", len(due))
    if len(due) > HANDFUL:
        _stream(session, due, progress)
    else:
        futures = [fetch_task.submit(session, [page.url], _label([page], 0)) for page in due]
        for page, future in zip(due, futures, strict=True):
            future.wait()
            session.witness(future.state, f"fetching {page.url}")
            progress.step(1)
    derive_pending(session)


def _stream(session: Session, due: list[DuePage], progress: Progress) -> None:
    """Fetch round after round; meanwhile the batch before is parsed and the round before is loaded."""
    loads = Loads(session)
    for start in range(0, len(due), ROUND):
        room = _round(session, loads, due[start : start + ROUND], start, progress)
        if _spread(session):
            derive_pending(session)
        if not room:
            break
    loads.wait()


def _round(session: Session, loads: Loads, pages: list[DuePage], start: int, progress: Progress) -> bool:
    """Fetch a round, have each batch parsed as it comes, and then loaded; whether there is room for more."""
    parses, count, room = [], 0, True
    prefix = loads.prefix(start)
    for at, batch in _slices(pages, BATCH):
        label = _label(batch, start + at)
        state = fetch_task(session, [page.url for page in batch], label, return_state=True)
        room = not isinstance(session.witness(state, f"fetching {label}"), StorageError)
        progress.step(len(batch))
        fetched = [] if _spread(session) else _waiting(session, batch)
        if fetched:
            # What is due comes newest first, and is loaded oldest first: by the name of the staged file.
            name = f"{prefix}{len(pages) - at:06d}"
            parses.append(parse_task.submit(session, quote(oldest_first(fetched)), name, label))
            count += len(fetched)
        if not room:
            break  # the site would be asked for pages that nobody can keep
    loads.submit(prefix, count, parses)
    return room


def _waiting(session: Session, batch: list[DuePage]) -> list[ArchivedPage]:
    """What a fetched batch left to parse."""
    urls = {page.url for page in batch}
    pending = session.ws.ledger.pending_pages(session.ws.site.name, PARSER_VERSION)
    return [page for page in pending if page.url in urls]


class Loads:
    """The loads of a long run, one after the other, each as soon as its round is parsed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: PrefectFuture[Any] | None = None

    def prefix(self, number: int) -> str:
        """Begins the names of a round's staged files."""
        return f"{self._session.report.run_id}-{number:06d}-"

    def submit(self, prefix: str, count: int, parses: list[PrefectFuture[Any]]) -> None:
        """Load what ``parses`` will have staged, after the load before.

        Raises:
            BriefingsError: the load before failed: nothing more is fetched onto a full disk.
        """
        if self._last is not None and self._last.state.is_final():
            self.wait()
        if count:
            # A batch that could not be parsed leaves its pages pending; the others are loaded.
            before = [allow_failure(future) for future in (*parses, self._last) if future is not None]
            self._last = load_task.submit(self._session, prefix, count, wait_for=before, return_state=False)

    def wait(self) -> None:
        """Until all is loaded.

        Raises:
            BriefingsError: why it could not be.
        """
        if self._last is not None:
            self._last.result()


def derive_pending(session: Session) -> None:
    """Parse and load every archived copy that is not in the warehouse yet: also what a parse task failed to parse."""
    pending = session.ws.ledger.pending_pages(session.ws.site.name, PARSER_VERSION)
    parse_and_load(session, oldest_first(pending))


def oldest_first(pages: list[ArchivedPage]) -> list[ArchivedPage]:
    """Run after run, and within one by listing date: of a transcript's several addresses the one that was listed
    first names the briefing, and of a page's versions each is loaded after the one it replaced."""
    return sorted(pages, key=lambda p: (p.run_at or _LOADED, p.listed_on or date.max, p.url, p.checked_at))


def parse_and_load(session: Session, pages: list[ArchivedPage]) -> None:
    """Parse in batches; each round is loaded while the next one is parsed."""
    if not pages:
        return
    loads, progress = Loads(session), _progress(session, "parsed", len(pages))
    size = 1 if len(pages) <= HANDFUL else BATCH
    for start, part in _slices(pages, 6 * ROUND if _spread(session) else ROUND):
        prefix = loads.prefix(start)
        batches = [Batch(f"{prefix}{at:06d}", _label(batch, start + at), batch) for at, batch in _slices(part, size)]
        parses = []
        if _spread(session):
            _parse_on_cluster(session, batches, progress)
        else:
            parses = [parse_task.submit(session, quote(batch.pages), batch.name, batch.label) for batch in batches]
            for batch, future in zip(batches, parses, strict=True):
                future.wait()
                session.witness(future.state, f"parsing {batch.label}")
                progress.step(len(batch.pages))
        loads.submit(prefix, len(part), parses)
    loads.wait()


def _progress(session: Session, what: str, total: int) -> Progress:
    """With a bar in the UI where the run is long enough for anybody to look at it."""
    return Progress(what, total, bar=f"{artifact_key(session.report)}-{what}" if total > HANDFUL else None)


def _spread(session: Session) -> bool:
    # A day's handful is parsed before a cluster has been asked; only long jobs are worth it.
    return session.ws.settings.dask_address is not None and session.report.flow in ("backfill", "reparse")


def _parse_on_cluster(session: Session, batches: list[Batch], progress: Progress) -> None:
    from flows.run.fanout import parse_on_cluster

    for count in parse_on_cluster(session, batches):
        progress.step(count)


def _slices(pages: list[Page], size: int) -> list[tuple[int, list[Page]]]:
    return [(at, pages[at : at + size]) for at in range(0, len(pages), size)]


def _label(pages: list[DuePage] | list[ArchivedPage], at: int) -> str:
    """The page's title, or the numbers of a batch."""
    if len(pages) == 1:
        return (pages[0].title or pages[0].url)[:80]
    return f"pages {at + 1} to {at + len(pages)}"

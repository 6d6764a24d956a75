"""``briefings ingest``: look for news first, and only when there is some, run the flow.

What a WARC file needs is imported for one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from flows.cli.contact import check_contact
from flows.cli.option import Sites
from flows.cli.result import run_each
from flows.console import EXIT_DONE, EXIT_FAILED, EXIT_INCOMPLETE, note, print_json, print_table, print_text
from flows.followed import chosen
from flows.ledger.ledger import Ledger
from flows.report import RunReport, stood_aside
from flows.run.freshness import unread
from flows.run.process import sign_of_life
from flows.run.progress import show_in_terminal
from flows.run.run import finish, new_run_id, opened, recorded
from flows.run.steps import look
from flows.run.sweep import NAMES, sweep
from flows.settings import Settings, load_settings
from flows.workspace import Workspace
from parsers.errors import RunInProgress

if TYPE_CHECKING:
    from flows.cli.run_flow import Recorder


def ingest(
    *,
    data_dir: Path | None = None,
    site: Sites = (),
    base_url: str | None = None,
    warc: Path | None = None,
    json: bool = False,
) -> int:
    """Fetch and load what is new or changed since the last run.

    Example: ``briefings ingest --site shanghai``. Exit code 0: done, or nothing new; 1: the site could not be
    read, or the WARC file holds none of its pages; 3: done, but a page went to quarantine or was read incompletely, or the site blocks us (``briefings status`` shows it).

    Args:
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        site: A site's name or the path of its TOML definition; several may be named (default: all that are followed).
        base_url: Replaces the site's scheme, host and port, for a mirror or a local copy.
        warc: Take the site's pages from this WARC file instead; nothing is fetched.
        json: Print the run's report as JSON.
    """
    sites = chosen(load_settings(data_dir=data_dir, base_url=base_url), site)
    if warc is not None:
        return _ingest_warc(sites, warc, as_json=json)
    if len(sites) > 1:
        return _ingest_all(sites, as_json=json)
    return run_each(sites, partial(_unless_held, run_ingest), as_json=json)


def _ingest_warc(sites: Sequence[Settings], file: Path, *, as_json: bool) -> int:
    from flows.cli.run_flow import Recorder

    with Recorder(sites[0]) as recorder:
        read = partial(_from_warc, file=file, recorder=recorder)
        return run_each(sites, partial(_unless_held, read), as_json=as_json)


def _ingest_all(sites: Sequence[Settings], *, as_json: bool) -> int:
    """A look at all of them at once; those with news get a run each, recorded by a Prefect server."""
    from flows.cli.run_flow import Recorder

    for one in sites:
        check_contact(one)
    paths = sites[0].paths
    run_id = new_run_id()
    with Ledger(paths.ledger) as ledger, sign_of_life(paths, run_id), Recorder(sites[0]) as record:
        done = sweep(sites, ledger, run_id, record)
        quiet = {one.site for one in done.sites if one.state == "unchanged"}
        opened_sites = (Workspace.open(one, ledger=ledger) for one in sites)
        left = [f"{ws.site.name}: {said}" for ws in opened_sites if ws.site.name in quiet for said in unread(ws)]
    if as_json:
        seen = [{"site": one.site, "outcome": one.state, "message": one.said} for one in done.worst_first()]
        records = {one.site: one.report.record() for one in done.sites if one.report}
        print_json(
            {
                "outcome": done.outcome,
                "message": done.sentence(),
                "sites": [s | records.get(s["site"], {}) for s in seen],
            }
        )
    else:
        rows = [(NAMES[one.state], one.site, one.said) for one in done.worst_first() if one.state != "unchanged"]
        if rows:
            print_table(("came to", "site", "what about it"), rows)
        print_text(done.sentence())
    for said in left:
        note(f"warning: {said}")
    reports = [one.report for one in done.sites if one.report]
    for line in (line for report in reports for line in report.incompletely()):
        note(line)
    if done.outcome in ("failure", "unavailable"):
        return EXIT_FAILED
    partly = any(report.quarantined or report.incomplete for report in reports)
    incomplete = not done.complete or done.undelivered or partly
    return EXIT_INCOMPLETE if incomplete else EXIT_DONE


def _unless_held(run: Callable[[Settings], RunReport], settings: Settings) -> RunReport:
    try:
        return run(settings)
    except RunInProgress as error:
        return stood_aside(new_run_id(), settings.site, error)


def _from_warc(settings: Settings, *, file: Path, recorder: Recorder) -> RunReport:
    """Pages from a WARC file, through the same archive, parsers and checks as fetched ones."""
    from flows.archive.warc_import import import_warc, nothing_found
    from flows.run.reparse import load_archived

    with opened(settings, "load") as run:
        ws = run.ws
        read = import_warc(file, ws.site, ws.ledger, ws.archive)
        if not read.pages:
            run.report.message = nothing_found(file, ws.site, read)
            return run.report
        note(f"{read.pages} pages of {settings.site} in {file}; {len(read.skipped)} records are no transcripts of it.")
        return recorder.record(run, load_archived, {})


def run_ingest(settings: Settings) -> RunReport:
    """One incremental run: over at once when there is no news, else the Prefect flow goes on from what was seen.

    Raises:
        RunInProgress: another run holds the data directory.
    """
    check_contact(settings)
    show_in_terminal()  # a site that does not answer is asked again while Prefect is still being loaded
    with opened(settings, "ingest") as run:
        looked = look(run)
        if looked.over:
            with recorded(run.ws, run.report):
                finish(run.ws, run.report)
            return _with_unread(run.ws, run.report)
        # Imported here: a run without news must not pay for Prefect.
        from flows.cli.run_flow import Recorder
        from flows.run.ingest import ingest_news
        from flows.run.lists import Lists

        lists = Lists(run, answers=looked.answers).begin()
        with Recorder(settings) as recorder:
            report = recorder.record(run, lambda run: ingest_news(run, looked, lists), {"base_url": settings.base_url})
        return _with_unread(run.ws, report)


def _with_unread(ws: Workspace, report: RunReport) -> RunReport:
    """Nothing new is not nothing to do: who mended a definition and looks again is told what reads the old pages."""
    if report.outcome == "unchanged":
        report.warnings += unread(ws)
    return report

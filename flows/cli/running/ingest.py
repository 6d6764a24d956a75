"""``briefings ingest``: look for news first, and only when there is some, run the flow."""

from __future__ import annotations

from pathlib import Path

from flows.cli.contact import check_contact
from flows.cli.result import show_report
from flows.console import note
from flows.report import RunReport, run_lock, stood_aside
from flows.run.steps import LOOKED, Quiet, finish, new_run_id, quiet_look
from flows.settings import Settings, load_settings
from flows.workspace import Workspace
from parsers.errors import RunInProgress


def ingest(
    *,
    data_dir: Path | None = None,
    site: str | None = None,
    base_url: str | None = None,
    warc: Path | None = None,
    json: bool = False,
) -> int:
    """Fetch and load what is new or changed since the last run.

    Example: ``briefings ingest --site shanghai``. Exit code 0: done, or nothing new; 1: the site could not be
    read, or the WARC file holds none of its pages; 3: done, but a page went to quarantine or the site blocks us (``briefings status`` shows it).

    Args:
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        site: A bundled site's name or the path of a TOML definition (default: BRIEFINGS_SITE, else shanghai).
        base_url: Replaces the site's scheme, host and port, for a mirror or a local copy.
        warc: Take the site's pages from this WARC file instead; nothing is fetched.
        json: Print the run's report as JSON.
    """
    settings = load_settings(data_dir=data_dir, site=site, base_url=base_url)
    try:
        report = _from_warc(settings, warc) if warc else run_ingest(settings)
    except RunInProgress as error:
        report = stood_aside(new_run_id(), settings.site, error)
    return show_report(report, as_json=json)


def _from_warc(settings: Settings, file: Path) -> RunReport:
    """Pages from a WARC file, through the same archive, parsers and checks as fetched ones."""
    from flows.archive.warc_import import import_warc, nothing_found
    from flows.cli.run_flow import run_flow

    with run_lock(settings.paths), Workspace.open(settings) as ws:
        read = import_warc(file, ws.site, ws.ledger, ws.archive)
        if not read.pages:
            report = RunReport(new_run_id(), "load", ws.site.name, started_at=ws.now(), outcome="failure")
            report.message = nothing_found(file, ws.site, read)
            return report
    note(f"{read.pages} pages of {settings.site} in {file}; {len(read.skipped)} records are no transcripts of it.")
    return run_flow("load", settings, {"site": settings.site})


def run_ingest(settings: Settings) -> RunReport:
    """One incremental run: over at once when there is no news, else the Prefect flow.

    Raises:
        RunInProgress: another run holds the data directory.
    """
    check_contact(settings)
    report, seen = _quiet(settings)
    if seen.over:
        return report
    # Imported here: a run without news must not pay for Prefect.
    from flows.cli.run_flow import run_flow

    before = LOOKED.set((report, seen))
    try:
        return run_flow("ingest", settings, {"site": settings.site, "base_url": settings.base_url})
    finally:
        LOOKED.reset(before)


def _quiet(settings: Settings) -> tuple[RunReport, Quiet]:
    """The quick look; its report is that of a whole run when there was no news."""
    with run_lock(settings.paths), Workspace.open(settings) as ws:
        report = RunReport(new_run_id(), "ingest", ws.site.name, started_at=ws.now())
        with ws.client(report.run_id) as client:
            seen = quiet_look(ws, client, report)
        if seen.over:
            ws.ledger.start_run(report.run_id, report.flow, report.site)
            finish(ws, report)
        return report, seen

"""``briefings backfill``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.contact import check_contact
from flows.cli.option import Sites, day
from flows.cli.result import run_each
from flows.cli.run_flow import Recorder
from flows.followed import chosen
from flows.report import RunReport
from flows.run import ingest as steps
from flows.run.lists import Lists
from flows.run.progress import show_in_terminal
from flows.run.run import Run, opened
from flows.settings import Settings, load_settings
from parsers.errors import UsageError


def backfill(
    *,
    date_from: Annotated[date | None, Parameter(name="--from", converter=day)] = None,
    date_to: Annotated[date | None, Parameter(name="--to", converter=day)] = None,
    recheck: bool = False,
    data_dir: Path | None = None,
    site: Sites = (),
    base_url: str | None = None,
    json: bool = False,
) -> int:
    """Fetch and load a window of the past. Stop it when you like; the same command continues.

    Example: ``briefings backfill --from 2024-01-01 --to 2024-12-31``. To see now whether known transcripts were
    changed: ``briefings backfill --from 2026-01-01 --recheck``.

    Args:
        date_from: First listing date (default: the beginning of the list).
        date_to: Last listing date (default: today).
        recheck: Ask also for the pages of the window that are known, whenever they are due, to see whether they changed.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
        site: A site's name or the path of its TOML definition; several may be named (default: all that are followed).
        base_url: Replaces the site's scheme, host and port, for a mirror or a local copy.
        json: Print the run's report as JSON.
    """
    if date_from and date_to and date_from > date_to:
        raise UsageError(f"--from {date_from} is after --to {date_to}: swap them.")
    window = {"date_from": date_from, "date_to": date_to, "recheck": recheck, "base_url": base_url}

    def filled(settings: Settings) -> RunReport:
        check_contact(settings)
        show_in_terminal()
        with opened(settings, "backfill") as run:
            lists = Lists(run, since=date_from, full=True).begin()  # while Prefect is loaded and asked

            def work(run: Run) -> None:
                steps.backfill(run, date_from, date_to, recheck=recheck, lists=lists)

            return recorder.record(run, work, window)

    sites = chosen(load_settings(data_dir=data_dir, base_url=base_url), site)
    with Recorder(sites[0]) as recorder:
        return run_each(sites, filled, as_json=json)

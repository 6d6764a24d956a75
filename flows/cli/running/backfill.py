"""``briefings backfill``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from flows.cli.contact import check_contact
from flows.cli.result import show_report
from flows.cli.run_flow import run_flow
from flows.run import ingest as steps
from flows.settings import load_settings
from parsers.errors import UsageError


def backfill(
    *,
    date_from: Annotated[date | None, Parameter(name="--from")] = None,
    date_to: Annotated[date | None, Parameter(name="--to")] = None,
    recheck: bool = False,
    data_dir: Path | None = None,
    site: str | None = None,
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
        site: A bundled site's name or the path of a TOML definition (default: BRIEFINGS_SITE, else shanghai).
        base_url: Replaces the site's scheme, host and port, for a mirror or a local copy.
        json: Print the run's report as JSON.
    """
    if date_from and date_to and date_from > date_to:
        raise UsageError(f"--from {date_from} is after --to {date_to}: swap them.")
    settings = load_settings(data_dir=data_dir, site=site, base_url=base_url)
    check_contact(settings)
    window = {"date_from": date_from, "date_to": date_to, "recheck": recheck, "base_url": settings.base_url}
    report = run_flow(
        "backfill", settings, lambda run: steps.backfill(run, date_from, date_to, recheck=recheck), window
    )
    return show_report(report, as_json=json)

"""The flows ``ingest`` and ``backfill``: what ``flows.run.ingest`` does, with Prefect's retries, names and artifacts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from prefect import runtime
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.orchestration.declared import flow
from flows.orchestration.flow_runs import run_in_flow, site_name
from flows.orchestration.parameters import run_settings
from flows.run import ingest as plain


def run_name() -> str:
    """``shanghai · new and changed · 2026-01-31 01:30Z`` or ``shanghai · 2024-01-01 to 2024-12-31``."""
    given = runtime.flow_run.parameters
    site = site_name(given.get("site"))
    since, until = given.get("date_from"), given.get("date_to")
    if "date_from" in given:
        return f"{site} · {since or 'the beginning'} to {until or 'today'}"
    return f"{site} · new and changed · {datetime.now(UTC):%Y-%m-%d %H:%M}Z"


@flow("ingest", flow_run_name=run_name)
def ingest(site: str | None = None, base_url: str | None = None) -> State[Any]:
    """Fetch, archive, parse and load new and changed transcripts; publish the reader copy when anything changed.

    Args:
        site: Which site; must be chosen where several are followed.
        base_url: Replaces the site's scheme, host and port, for a mirror.
    """
    return run_in_flow("ingest", run_settings(site=site, base_url=base_url), plain.ingest)


@flow("backfill", flow_run_name=run_name)
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
        site: Which site; must be chosen where several are followed.
        base_url: Replaces the site's scheme, host and port, for a mirror.
    """
    if date_from and date_to and date_from > date_to:
        return Failed(message=f"The window begins after it ends: {date_from} is after {date_to}. Swap the two dates.")
    settings = run_settings(site=site, base_url=base_url)
    return run_in_flow("backfill", settings, lambda run: plain.backfill(run, date_from, date_to, recheck=recheck))

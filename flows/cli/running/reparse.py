"""``briefings reparse``."""

from __future__ import annotations

from pathlib import Path

from flows.cli.existing import existing, only
from flows.cli.option import Sites
from flows.cli.result import run_each
from flows.cli.run_flow import Recorder
from flows.report import RunReport
from flows.run import reparse as steps
from flows.settings import Settings


def reparse(*, briefing: str | None = None, data_dir: Path | None = None, site: Sites = (), json: bool = False) -> int:
    """Run the parsers again over the archive, without network; ids stay, only what differs is written.

    Example: ``briefings reparse`` after an upgrade, ``briefings reparse --briefing shanghai-0a1b2c3d4e5f`` for one.

    Args:
        briefing: Only the briefing with this id.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
        site: A site's name or the path of its TOML definition; several may be named (default: all that are followed).
        json: Print the run's report as JSON.
    """
    sites = existing(data_dir=data_dir, site=site)
    if briefing:
        sites = only(sites, briefing.rpartition("-")[0])

    def reparsed(settings: Settings) -> RunReport:
        return recorder.run_flow("reparse", settings, lambda run: steps.reparse(run, briefing), {"briefing": briefing})

    with Recorder(sites[0]) as recorder:
        return run_each(sites, reparsed, as_json=json)

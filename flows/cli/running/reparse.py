"""``briefings reparse``."""

from __future__ import annotations

from pathlib import Path

from flows.cli.existing import existing
from flows.cli.result import show_report
from flows.cli.run_flow import run_flow
from flows.run import reparse as steps


def reparse(
    *, briefing: str | None = None, data_dir: Path | None = None, site: str | None = None, json: bool = False
) -> int:
    """Run the parsers again over the archive, without network; ids stay, only what differs is written.

    Example: ``briefings reparse`` after an upgrade, ``briefings reparse --briefing shanghai-0a1b2c3d4e5f`` for one.

    Args:
        briefing: Only the briefing with this id.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
        site: A bundled site's name or the path of a TOML definition (default: BRIEFINGS_SITE, else shanghai).
        json: Print the run's report as JSON.
    """
    settings = existing(data_dir=data_dir, site=site)
    report = run_flow("reparse", settings, lambda run: steps.reparse(run, briefing), {"briefing": briefing})
    return show_report(report, as_json=json)

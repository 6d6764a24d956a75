"""A check asked for by hand: the rules over everything, as a run that holds the lock."""

from __future__ import annotations

from collections.abc import Sequence

from flows.derive.loading import copy_crawl, publish_reader_copy
from flows.run.freshness import freshness
from flows.run.run import finish, opened, recorded
from flows.settings import Settings
from flows.workspace import Workspace
from parsers.sites.definition import fewest_per_month
from warehouse.corrections.files import read_corrections
from warehouse.corrections.idle import note_missing
from warehouse.database.store import writer
from warehouse.quality import rules
from warehouse.quality.rules import Result


def run_check(sites: Sequence[Settings]) -> tuple[list[Result], list[str]]:
    """Run the rules over everything and keep their results; also what of the sites is not current, in sentences.

    Args:
        sites: The settings of each, of one data directory in which there is a warehouse.

    Raises:
        RunInProgress: another run holds one of the sites.
    """
    settings = sites[0]
    with opened(settings, "check", site=None if len(sites) == 1 else "") as run, recorded(run.ws, run.report):
        ws, report = run.ws, run.report
        spaces = [Workspace.open(one, ledger=ws.ledger) for one in sites]
        stale = [problem for space in spaces for problem in freshness(space).problems()]
        usual = fewest_per_month(*(space.site for space in spaces))
        with writer(settings.paths.warehouse) as con:
            note_missing(con, read_corrections(settings.paths.corrections), now=ws.now())
            results = rules.check_rules(con, run_id=report.run_id, now=ws.now(), fewest_per_month=usual)
        failed = sum(not result.passed for result in results)
        report.outcome = "success"
        report.message = f"{len(results) - failed} rules passed, {failed} failed."
        finish(ws, report)
        copy_crawl(ws)
        publish_reader_copy(ws)
    return results, stale

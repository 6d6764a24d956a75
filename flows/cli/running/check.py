"""``briefings check``: the data-quality rules over everything, and whether the data is current."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from flows.cli.existing import existing, no_data
from flows.cli.from_copy import judge_copy, may_only_read, names_of
from flows.cli.option import Sites
from flows.console import EXIT_DONE, EXIT_INCOMPLETE, print_json, print_table, print_text
from flows.derive.loading import copy_crawl, publish_reader_copy
from flows.run.freshness import freshness
from flows.run.run import finish, opened, recorded
from flows.settings import Settings, load_settings
from flows.workspace import Workspace
from parsers.errors import WarehouseError
from parsers.sites.definition import fewest_per_month
from warehouse.corrections.files import read_corrections
from warehouse.corrections.idle import note_missing
from warehouse.database.store import writer
from warehouse.quality import rules
from warehouse.quality.rules import Result


def check(*, data_dir: Path | None = None, site: Sites = (), json: bool = False) -> int:
    """Apply every data-quality rule to the whole warehouse, and check that the data is current.

    Example: ``briefings check``. Exit code 3 when a rule fails by more rows than it allows, or the site was not read
    lately. Who may only read the data directory gets the rules applied to the reader copy, and nothing is kept. Severity error: the data must not be used before this is mended; warning: worth a look. The results are
    kept in the table quality_results.

    Args:
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        site: The site whose freshness is checked; several may be named (default: all that are followed).
        json: Print a JSON object with ``rules``, ``freshness`` and ``passed``.
    """
    settings = load_settings(data_dir=data_dir)
    if may_only_read(settings.paths):
        results, stale = judge_copy(settings, names_of(site))
    else:
        results, stale = run_check(existing(data_dir=data_dir, site=site))
    failed = [result for result in results if not result.passed]
    passed = not stale and not failed
    if json:
        print_json({"passed": passed, "rules": [asdict(result) for result in results], "freshness": stale})
    else:
        _show(results, failed, stale)
    return EXIT_DONE if passed else EXIT_INCOMPLETE


def run_check(sites: Sequence[Settings]) -> tuple[list[Result], list[str]]:
    """Run the rules over everything and keep their results; also what of the sites is not current, in sentences.

    Raises:
        RunInProgress: another run holds one of the sites.
        WarehouseError: there is no data yet.
    """
    settings = sites[0]
    if not settings.paths.warehouse.exists():
        raise WarehouseError(no_data(settings))
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


def _show(results: list[Result], failed: list[Result], stale: list[str]) -> None:
    rows = [("ok" if r.passed else r.severity, r.failing_rows, r.tolerance, r.rule, r.title) for r in results]
    print_table(("result", "rows", "allowed", "rule", "what fails"), rows)
    for result in failed:
        print_text(f"\n{result.rule}: {result.action}")
        print_text("\n".join(f"  {row}" for row in result.examples()))
    for result in results:
        if result.passed and result.failing_rows:
            print_text(f"\n{result.rule}, within what is allowed: {'; '.join(result.examples())}")
    print_text("\n" + ("\n".join(stale) or "The data is current."))

"""``briefings check``: the data-quality rules over everything, and whether the data is current.

What runs is imported by it: the help needs neither settings nor the warehouse.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from flows.cli.option import Sites
from flows.console import EXIT_DONE, EXIT_INCOMPLETE, print_json, print_table, print_text

if TYPE_CHECKING:
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
    results, stale = _judged(data_dir, site)
    failed = [result for result in results if not result.passed]
    passed = not stale and not failed
    if json:
        print_json({"passed": passed, "rules": [asdict(result) for result in results], "freshness": stale})
    else:
        _show(results, failed, stale)
    return EXIT_DONE if passed else EXIT_INCOMPLETE


def _judged(data_dir: Path | None, site: Sites) -> tuple[list[Result], list[str]]:
    from flows.cli.existing import existing
    from flows.cli.from_copy import judge_copy, may_only_read, names_of
    from flows.run.checking import run_check
    from flows.settings import load_settings
    from parsers.errors import WarehouseError
    from warehouse.database.published import no_data

    settings = load_settings(data_dir=data_dir)
    if may_only_read(settings.paths):
        return judge_copy(settings, names_of(site))
    sites = existing(data_dir=data_dir, site=site)
    if not settings.paths.warehouse.exists():
        raise WarehouseError(no_data(settings.paths.root))
    return run_check(sites)


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

"""How the commands that run a flow end: the report printed, the exit code chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flows.changes import brief, columns, details
from flows.console import EXIT_DONE, EXIT_FAILED, EXIT_INCOMPLETE, note, print_json, print_table, print_text
from flows.report import RunReport, total
from flows.settings import Settings
from parsers.errors import BriefingsError
from parsers.sites.definition import load_site


def show_report(report: RunReport, *, as_json: bool) -> int:
    """Print what a run did; the exit code of the command."""
    good = report.outcome in ("success", "unchanged")
    if as_json:
        print_json(report.record())
    elif good:
        print_text(report.message)
        _changes(report)
    if not good:
        note(f"briefings: {report.message}")  # beside JSON too: stdout may go to a file
    for warning in report.warnings:
        note(f"warning: {warning}")
    if not as_json:
        for failure in report.failures[1:20]:
            note(f"  {failure}")  # the first is in the message
        for trouble in report.troubles[:20]:
            note(f"  {trouble.stage}: {trouble.url} {trouble.reason}")
    for line in report.incompletely():
        note(line)
    return exit_code(report)


def run_each(sites: Sequence[Settings], run: Callable[[Settings], RunReport], *, as_json: bool) -> int:
    """Run a flow for each site, one after the other, and print what it did; the exit code of the worst.

    Of several sites, one that fails keeps none of the others from their run. As JSON one site is an object, several are
    the list ``sites``.
    """
    if len(sites) == 1:
        return show_report(run(sites[0]), as_json=as_json)
    codes, records = [], []
    for settings in sites:
        try:
            report = run(settings)
        except BriefingsError as error:
            name = load_site(settings.site).name
            note(f"briefings: {name}: {error}")
            records.append({"site": name, "outcome": "failure", "message": str(error)})
            codes.append(EXIT_FAILED)
            continue
        if as_json:
            records.append(report.record())
        else:
            show_report(report, as_json=False)
        codes.append(exit_code(report))
    if as_json:
        print_json({"sites": records})
    return worst(codes)


def worst(codes: Sequence[int]) -> int:
    """The exit code of several: failed, then incomplete, then done."""
    return next((code for code in (EXIT_FAILED, EXIT_INCOMPLETE) if code in codes), EXIT_DONE)


def exit_code(report: RunReport) -> int:
    """0 done, 1 failed, 3 when something is quarantined, incomplete, blocked or lost, or was not published everywhere."""
    incomplete = report.quarantined or report.incomplete or report.undelivered or report.lost
    if report.blocked or (incomplete and report.outcome in ("success", "unchanged")):
        return EXIT_INCOMPLETE
    return EXIT_DONE if report.outcome in ("success", "unchanged") else EXIT_FAILED


def _changes(report: RunReport) -> None:
    shown = report.changes[:20]
    rows = [(c.held_on, c.action, *brief(c), c.title) for c in shown]
    if rows:
        print_table(("date", "change", "turns", "figures", "title"), rows)
    if len(report.changes) > len(rows):
        print_text(f'… and {len(report.changes) - len(rows)} more: briefings sql "FROM briefings"')
    for noun, tallies in (("turns", "turn_changes"), ("figures", "metric_changes")):
        if line := columns(noun, total(getattr(change, tallies) for change in report.changes)):
            print_text(f"Columns that changed in {line}.")
    for change in shown:
        if lines := details(change):
            print_text(f"\n{change.briefing_id} {change.title}")
            print_text("\n".join(f"  {line}" for line in lines))

"""How the commands that run a flow end: the report printed, the exit code chosen."""

from __future__ import annotations

from flows.changes import brief, columns, details
from flows.console import EXIT_DONE, EXIT_FAILED, EXIT_INCOMPLETE, note, print_json, print_table, print_text
from flows.report import RunReport, total


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
    return exit_code(report)


def exit_code(report: RunReport) -> int:
    """0 done, 1 failed, 3 when something is quarantined, blocked or lost, or was not published everywhere."""
    incomplete = report.quarantined or report.undelivered or report.lost
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

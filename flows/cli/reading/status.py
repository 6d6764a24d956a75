"""``briefings status``: is the data fresh, did the last runs succeed, what needs attention.

What looks is imported by it: the help needs neither settings nor the ledger.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.cli.option import Sites
from flows.console import EXIT_DONE, note, print_json, print_table, print_text

if TYPE_CHECKING:
    from flows.run.overview import Standing
    from flows.workspace import Workspace

SHOWN = 100
"""Characters of a reason in the table of many sites."""


def status(*, data_dir: Path | None = None, site: Sites = (), json: bool = False) -> int:
    """Show freshness, last runs, pages by state, quarantine, blocked hosts and the archive's size.

    Example: ``briefings status --json``. Works while a run is going on; asks nobody but this machine. Who may only
    read the data directory is shown what the reader copy says.

    Args:
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
        site: A site's name or the path of its TOML definition; several may be named (default: all that are followed).
        json: Print JSON.
    """
    from flows.cli.existing import existing
    from flows.cli.from_copy import may_only_read, names_of, show_copy
    from flows.followed import read_here
    from flows.run.overview import gather, standing
    from flows.settings import load_settings
    from flows.workspace import Workspace
    from parsers.sites.definition import load_site
    from warehouse.database.published import no_data

    if may_only_read((here := load_settings(data_dir=data_dir)).paths):
        return show_copy(here, names_of(site), as_json=json)
    sites = existing(data_dir=data_dir, site=site, required=False)
    settings = sites[0]
    name = load_site(settings.site).name  # a wrong name is an error, not an empty answer
    if not settings.paths.ledger.exists():
        note(no_data(settings.paths.root))
        if json:
            print_json({"site": name, "runs": []})
        return EXIT_DONE
    if others := sorted(set(read_here(here)) - {load_site(one.site).name for one in sites}) if not site else []:
        note(f"Read here too, and not meant where no site is named: {', '.join(others)}.")
    with Workspace.open(settings) as ws:
        if len(sites) > 1:
            _overview(ws, [standing(Workspace.open(one, ledger=ws.ledger)) for one in sites], as_json=json)
            return EXIT_DONE
        facts = gather(ws)
    if json:
        print_json(facts)
    else:
        _show(facts)
    return EXIT_DONE


def _overview(ws: Workspace, every: list[Standing], *, as_json: bool) -> None:
    """A line a site, the worst first."""
    from flows.run.overview import ORDER
    from warehouse.database.published import is_published

    every = sorted(every, key=lambda one: one.rank)
    if as_json:
        current = is_published(ws.paths.warehouse, ws.paths.reader)
        print_json({"reader_copy_current": current, "sites": [asdict(one) for one in every]})
        return
    rows = [
        (
            one.state,
            one.site,
            _moment(one.last_success_at),
            _moment(one.next_look_at),
            one.pages,
            one.due,
            _short(one.why),
        )
        for one in every
    ]
    print_table(("state", "site", "last success", "next look", "pages", "due", "what about it"), rows)
    counts = Counter(one.state for one in every)
    print_text(f"\n{len(every)} sites: {', '.join(f'{counts[s]} {s}' for s in ORDER if counts[s])}. Times are UTC;")
    print_text("one site in full: briefings status --site NAME")


def _short(said: str) -> str:
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1]}…"


def _show(facts: dict[str, Any]) -> None:
    print_text(f"{facts['site']}: last success {_moment(facts['last_success_at'], ' UTC')}")
    pages = ", ".join(f"{count} {state}" for state, count in facts["pages"].items()) or "none known"
    print_text(f"pages: {pages}; {facts['due_now']} due now")
    print_text(f"archive: {facts['archive']['pages']} pages, {facts['archive']['bytes'] / 1e6:.1f} MB")
    if facts["reader_copy"] and not facts["reader_copy_current"]:
        print_text("reader copy: older than the writer's database; the next run publishes it")
    for place in facts["published_to"]:
        print_text(f"{place['name']}: {'up to date' if place['current'] else 'behind; the next run publishes there'}")
    if facts["runs"]:
        print_text("\nLast runs (UTC):")
        rows = [(_moment(run["started_at"]), run["flow"], run["outcome"], run["message"]) for run in facts["runs"]]
        print_table(("started", "flow", "outcome", "what it did"), rows)
    if facts["problems"]:
        print_text("\nPages that need attention:")
        problems = [(page["state"], page["url"], page["reason"]) for page in facts["problems"]]
        print_table(("state", "page", "reason"), problems)
    if facts["unread"]:
        print_text("\nListed under a wanted title, but no page that is read:")
        print_table(
            ("listed", "title", "address"), [(one["listed_on"], one["title"], one["url"]) for one in facts["unread"]]
        )
    if facts["restless"]:
        print_text("\nPages that change time and again (a counter or a banner in the text?), asked ever more rarely:")
        restless = [(page["versions"], _moment(page["changed_at"]), page["url"]) for page in facts["restless"]]
        print_table(("versions in 60 days", "last change", "page"), restless)
    if facts["shared_copies"]:
        print_text("\nOne page at many addresses, loaded once:")
        print_table(("addresses", "one of them"), [(page["addresses"], page["url"]) for page in facts["shared_copies"]])
    for warning in facts["warnings"]:
        print_text(f"\nWarning: {warning}")
    for host in facts["blocked_hosts"]:
        print_text(f"\nBlocked: {host['host']} until {_moment(host['paused_until'], ' UTC')} ({host['reason']})")


def _moment(moment: Any, zone: str = "") -> str:
    return f"{moment:%Y-%m-%d %H:%M}{zone}" if moment else "never"

"""``briefings status``: is the data fresh, did the last runs succeed, what needs attention."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from flows.cli.existing import existing, no_data
from flows.cli.from_copy import may_only_read, names_of, show_copy
from flows.cli.option import Sites
from flows.console import EXIT_DONE, note, print_json, print_table, print_text
from flows.crawl.list_walk import month_warnings
from flows.deliver.delivery import pending, targets
from flows.run.freshness import last_success
from flows.run.overview import ORDER, Standing, standing
from flows.run.process import lives
from flows.settings import load_settings
from flows.workspace import Workspace
from parsers.sites.definition import load_site
from warehouse.database.published import is_published

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
    if may_only_read((here := load_settings(data_dir=data_dir)).paths):
        return show_copy(here, names_of(site), as_json=json)
    sites = existing(data_dir=data_dir, site=site, required=False)
    settings = sites[0]
    name = load_site(settings.site).name  # a wrong name is an error, not an empty answer
    if not settings.paths.ledger.exists():
        note(no_data(settings))
        if json:
            print_json({"site": name, "runs": []})
        return EXIT_DONE
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


def gather(ws: Workspace) -> dict[str, Any]:
    """Everything the command shows, as JSON-ready values."""
    name = ws.site.name
    runs = ws.ledger.last_runs(name, limit=10)
    size, behind = ws.archive.size(), pending(ws.settings)
    return {
        "site": name,
        "last_success_at": last_success(ws),
        "reader_copy": str(ws.paths.reader) if ws.paths.reader.exists() else None,
        "reader_copy_current": is_published(ws.paths.warehouse, ws.paths.reader),
        "published_to": [{"name": target.name, "current": target not in behind} for target in targets(ws.settings)],
        "pages": ws.ledger.page_counts(name),
        "due_now": ws.ledger.count_due(name),
        "archive": {"pages": size.pages, "bytes": size.bytes},
        "runs": [{key: run[key] for key in RUN_COLUMNS} | {"outcome": _outcome(ws, run)} for run in runs],
        "problems": ws.ledger.page_problems(name),
        "unread": [one for one in ws.ledger.listed_files(name) if _wanted(ws, one["title"])][:_MOST_UNREAD],
        "restless": ws.ledger.restless_pages(name),
        "shared_copies": ws.ledger.shared_copies(name),
        "warnings": month_warnings(ws.site, ws.ledger, ws.today()) + _clock_warnings(ws, runs),
        "blocked_hosts": [
            {"host": pause.host, "paused_until": pause.paused_until, "pauses": pause.pauses, "reason": pause.reason}
            for pause in ws.ledger.blocked_hosts()
        ],
    }


def _outcome(ws: Workspace, run: dict[str, Any]) -> str:
    """``running`` and ``interrupted`` (killed; the next run closes it) are no outcomes yet, but say more than a blank."""
    return run["outcome"] or ("running" if lives(ws.paths, run["run_id"]) else "interrupted")


def _clock_warnings(ws: Workspace, runs: list[dict[str, Any]]) -> list[str]:
    """A run that began after the present: the machine's clock stood ahead then, or stands behind now."""
    ahead = max((run["started_at"] - ws.now() for run in runs), default=timedelta())
    if ahead <= _CLOCK_DRIFT:
        return []
    return [
        f"A run is dated {ahead.total_seconds() / 3600:.1f} hours after now: this machine's clock was put back, or"
        " stood ahead. Set it (timedatectl); pages that wait for their next look wait that much longer."
    ]


_CLOCK_DRIFT = timedelta(minutes=5)
_MOST_UNREAD = 20


def _wanted(ws: Workspace, title: str | None) -> bool:
    """Whether a link that is no page would be fetched if it were one."""
    return bool(title) and re.search(ws.site.listing.title_matches or "", title or "") is not None


RUN_COLUMNS = (
    "run_id",
    "flow",
    "started_at",
    "finished_at",
    "outcome",
    "discovered",
    "fetched",
    "unchanged",
    "inserted",
    "updated",
    "quarantined",
    "message",
)


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

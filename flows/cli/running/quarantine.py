"""``briefings quarantine``: pages set aside, why, and another try."""

from __future__ import annotations

from pathlib import Path
from shlex import join
from typing import Any

from cyclopts import App

from flows.archive.store import Archive
from flows.cli.existing import existing, only
from flows.cli.option import Sites
from flows.cli.result import run_each
from flows.cli.run_flow import Recorder
from flows.console import EXIT_DONE, note, print_json, print_table, print_text
from flows.followed import chosen, known
from flows.ledger.ledger import Ledger
from flows.report import RunReport
from flows.run import reparse as steps
from flows.settings import Settings, load_settings
from parsers.errors import UsageError
from parsers.sites.definition import load_site
from warehouse.database.statements import sql
from warehouse.readers.cells import plain
from warehouse.readers.query import query

DEFAULT = Settings.model_fields["site"].default

quarantine = App(name="quarantine", help="List, show and retry pages that could not be parsed or failed a check.")


@quarantine.command(name="list")
def list_(*, everything: bool = False, data_dir: Path | None = None, site: Sites = (), json: bool = False) -> int:
    """List the pages that are set aside.

    Example: ``briefings quarantine list``

    Args:
        everything: Also pages that loaded after all.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        site: Only pages of this site; several may be named (default: all).
        json: Print a JSON array of objects.
    """
    settings = load_settings(data_dir=data_dir)
    rows = _entries(settings, everything=everything)
    if site:
        names = {load_site(one.site).name for one in chosen(settings, site)}
        rows = [row for row in rows if row["site"] in names]
    if json:
        print_json(plain(rows))
    elif rows:
        columns = ("first_seen_at", "site", "stage", "attempts", "reason", "url")
        print_table(columns, [[row[name] for name in columns] for row in rows])
    else:
        note("The quarantine is empty.")
    return EXIT_DONE


@quarantine.command
def show(url: str, /, *, data_dir: Path | None = None, json: bool = False) -> int:
    """Show why a page is set aside and where its archived copy is.

    Example: ``briefings quarantine show https://…/page.html``

    Args:
        url: The page's address, from ``quarantine list``.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print a JSON object.
    """
    settings = load_settings(data_dir=data_dir)
    rows = _entries(settings, everything=True, url=url)
    if not rows:
        raise UsageError(f"{url} is not in quarantine: `briefings quarantine list --everything` shows what ever was.")
    sha256 = rows[0]["page_sha256"]
    row = rows[0] | {"archived_copy": Archive(settings.paths.archive).path(sha256) if sha256 else None}
    if json:
        print_json(plain(row))
        return EXIT_DONE
    print_text("\n".join(f"{name:14} {value}" for name, value in row.items() if value is not None))
    if row["archived_copy"]:
        site = [] if row["site"] in (None, DEFAULT) else ["--site", _definition(settings, row["site"])]
        unpack, parse = ["gunzip", "-c", str(row["archived_copy"])], ["briefings", "parse", "-", "--url", url, *site]
        note(f"Try the parsers on it: {join(unpack)} | {join(parse)}")
    return EXIT_DONE


@quarantine.command
def retry(url: str | None = None, /, *, data_dir: Path | None = None, site: Sites = (), json: bool = False) -> int:
    """Parse and load pages again from their archived copies, for example after an upgrade or with a correction.

    Example: ``briefings quarantine retry``. Exit code 3 when a page stays in quarantine.

    Args:
        url: Only this page; without it, all that are set aside.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
        site: The site of the pages; several may be named (default: all that are followed).
        json: Print the run's report as JSON.
    """
    sites = existing(data_dir=data_dir, site=site)
    if url is not None:
        with Ledger(sites[0].paths.ledger) as ledger:
            sites = only(sites, ledger.site_of(url))

    def retried(settings: Settings) -> RunReport:
        return recorder.run_flow("retry", settings, lambda run: steps.retry(run, url), {"url": url})

    with Recorder(sites[0]) as recorder:
        return run_each(sites[:1] if url is not None else sites, retried, as_json=json)


def _definition(settings: Settings, name: str) -> str:
    """How ``--site`` names a site: as the settings do where they are of that one."""
    return settings.site if load_site(settings.site).name == name else known(settings, name) or f"{name}.toml"


def _entries(settings: Settings, *, everything: bool, url: str | None = None) -> list[dict[str, Any]]:
    return query(
        settings.paths.reader, sql("readers/list_quarantine"), values={"everything": everything, "url": url}
    ).records()

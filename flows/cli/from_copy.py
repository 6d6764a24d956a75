"""For who may only read the data directory: what the reader copy alone tells of status and quality.

What opens the copy is imported for it: everybody is asked first whether they may do more.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flows.console import EXIT_DONE, note, print_json, print_table, print_text
from flows.run.freshness import SILENCE
from flows.settings import Paths, Settings
from parsers.sites.definition import fewest_per_month, load_site

if TYPE_CHECKING:
    from warehouse.quality.rules import Result


def may_only_read(paths: Paths) -> bool:
    """Whether there is a reader copy and this user may not use the folder of the writer's files beside it."""
    return paths.reader.exists() and not os.access(paths.private, os.R_OK | os.W_OK | os.X_OK)


def names_of(sites: Sequence[str]) -> list[str] | None:
    """The names of the sites asked for; None for all that are there.

    Raises:
        SiteError: a definition is wrong.
    """
    return [load_site(site).name if "/" in site or site.endswith(".toml") else site for site in sites] or None


def in_copy(settings: Settings, names: list[str]) -> set[str]:
    """Those of these sites of which the reader copy holds something."""
    return {row["site"] for row in _ask(settings, "standing_of_sites", names)}


def show_copy(settings: Settings, sites: list[str] | None, *, as_json: bool) -> int:
    """Print how the sites stand and their last runs."""
    note(
        "There are no writer's files here that you may use: this is what the reader copy says, as of the last run that changed something."
    )
    standing = _ask(settings, "standing_of_sites", sites)
    runs = _ask(settings, "last_runs", sites)
    if as_json:
        print_json({"reader_copy": str(settings.paths.reader), "sites": standing, "runs": runs})
        return EXIT_DONE
    print_table(
        ("site", "last success", "pages", "in quarantine"),
        [(row["site"], _moment(row["last_success_at"]), row["pages"], row["quarantined"]) for row in standing],
    )
    print_text("\nLast runs (UTC):")
    print_table(
        ("started", "site", "flow", "outcome", "what it did"),
        [(_moment(r["started_at"]), r["site"], r["flow"], r["outcome"] or "running", r["message"]) for r in runs],
    )
    return EXIT_DONE


def judge_copy(settings: Settings, sites: list[str] | None) -> tuple[list[Result], list[str]]:
    """The rules applied to the reader copy, and what is not current of the sites, in sentences."""
    from warehouse.database.store import reader
    from warehouse.quality.rules import judge

    note(
        "There are no writer's files here that you may use: the rules are applied to the reader copy, and their results are not kept."
    )
    with reader(settings.paths.reader) as con:
        results = judge(con, fewest_per_month=fewest_per_month())
    now = datetime.now(UTC).replace(tzinfo=None)
    late = [
        f"{row['site']} was last read successfully {_moment(row['last_success_at'])} UTC."
        for row in _ask(settings, "standing_of_sites", sites)
        if row["last_success_at"] is None or now - row["last_success_at"] > SILENCE
    ]
    return results, late


def _ask(settings: Settings, statement: str, sites: list[str] | None) -> list[dict[str, Any]]:
    from warehouse.database.statements import sql
    from warehouse.readers.query import query

    return query(settings.paths.reader, sql(f"readers/{statement}"), values={"sites": sites}).records()


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"

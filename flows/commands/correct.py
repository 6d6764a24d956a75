"""``briefings correct``: list and apply hand corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cyclopts import App

from flows.commands._existing import existing
from flows.commands._flow import run_flow
from flows.commands._report import show_report
from flows.console import EXIT_DONE, EXIT_INCOMPLETE, note, print_json, print_table, print_text
from flows.settings import Settings, load_settings
from warehouse.corrections import Correction, read_corrections, shown
from warehouse.query import query
from warehouse.statements import sql

correct = App(name="correct", help="List or apply hand corrections.")

DESCRIBED = ("target", "field", "value", "expected", "reason", "file")


@correct.command(name="list")
def list_(*, data_dir: Path | None = None, json: bool = False) -> int:
    """Show every correction in the folder corrections/ and whether it is in effect.

    Example: ``briefings correct list``. Exit code 3 when one does not fit what the parsers give now.

    A correction is a TOML table in ``corrections/<any name>.toml``::

        [[correction]]
        target = "shanghai-0123456789ab-t3"   # a briefing_id, turn_id or metric_id
        field = "speaker"
        value = "林方"                         # "" for: not stated
        expected = "林芳"                      # what the parsers give
        reason = "按录像核对"

    Args:
        data_dir: Where databases and corrections live (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print a JSON array of objects.
    """
    settings = load_settings(data_dir=data_dir)
    corrections = read_corrections(settings.paths.corrections)
    rows = _with_status(corrections, _stored(settings), _known(settings, [c.target for c in corrections]))
    if json:
        print_json(rows)
    elif rows:
        columns = ("status", "target", "field", "expected", "found", "value", "file")
        print_table(columns, [[row.get(name) for name in columns] for row in rows])
    else:
        note(f"There are no corrections in {settings.paths.corrections}.")
    return EXIT_INCOMPLETE if any(row["status"] in ("unmet", "missing") for row in rows) else EXIT_DONE


@correct.command
def apply(*, data_dir: Path | None = None, site: str | None = None, json: bool = False) -> int:
    """Derive the corrected briefings again from the archive, so that new and withdrawn corrections take effect.

    Example: ``briefings correct apply``. The next reparse or change of a page would do the same. Exit code 3 when
    one is of a briefing that is not there.

    Args:
        data_dir: Where databases and corrections live (default: BRIEFINGS_DATA_DIR, else ./data).
        site: The site of the corrected briefings (default: BRIEFINGS_SITE, else shanghai).
        json: Print the run's report as JSON.
    """
    settings = existing(data_dir=data_dir, site=site)
    corrections = read_corrections(settings.paths.corrections)
    stale = _stale(corrections, _stored(settings))
    known = _known(settings, [*stale, *(correction.briefing_id for correction in corrections)])
    unknown = [correction for correction in corrections if correction.briefing_id not in known]
    for correction in unknown:
        note(f"{correction.file}: no briefing has the id {correction.briefing_id}; nothing is corrected there.")
    stale &= known
    if not stale:
        print_text("Every correction is in effect as far as it fits: nothing to do.")
        return EXIT_INCOMPLETE if unknown else EXIT_DONE
    briefing = stale.pop() if len(stale) == 1 else None
    report = run_flow("reparse", settings, {"site": settings.site, "briefing": briefing})
    return show_report(report, as_json=json) or (EXIT_INCOMPLETE if unknown else EXIT_DONE)


def _stored(settings: Settings) -> list[dict[str, Any]]:
    return query(settings.paths.reader, sql("stored_corrections")).records()


def _known(settings: Settings, ids: list[str]) -> set[str]:
    """Those of some briefings, turns and figures that are there."""
    return {row[0] for row in query(settings.paths.reader, sql("known_targets"), values={"ids": ids}).rows}


def _with_status(corrections: list[Correction], stored: list[dict[str, Any]], known: set[str]) -> list[dict[str, Any]]:
    """Each correction of the files, with what became of it; one that was not tried yet is ``new``, or ``missing``
    when there is nothing to try it on."""
    tried = {_key(row): row for row in stored}
    return [
        tried.get(
            _key(shown(correction)),
            {**shown(correction), "status": "new" if correction.target in known else "missing", "found": None},
        )
        for correction in corrections
    ]


def _stale(corrections: list[Correction], stored: list[dict[str, Any]]) -> set[str]:
    """The briefings for which files and warehouse differ."""
    wanted = {_key(shown(correction)): correction.briefing_id for correction in corrections}
    tried = {_key(row): Correction(row["target"], row["field"], None, None, "", "").briefing_id for row in stored}
    return {briefing for key, briefing in {**tried, **wanted}.items() if (key in wanted) != (key in tried)}


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in DESCRIBED)

"""``briefings correct``: list and apply hand corrections."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cyclopts import App

from flows.cli.existing import existing
from flows.cli.option import Sites
from flows.cli.result import run_each
from flows.cli.run_flow import Recorder
from flows.console import EXIT_DONE, EXIT_INCOMPLETE, note, print_json, print_table, print_text
from flows.report import RunReport
from flows.run import reparse as steps
from flows.settings import Settings, load_settings
from parsers.sites.definition import load_site
from warehouse.corrections.files import Correction, read_corrections, shown, untried
from warehouse.corrections.idle import Idle
from warehouse.database.statements import sql
from warehouse.readers.query import query
from warehouse.rows.page_rows import Row

correct = App(name="correct", help="List or apply hand corrections.")

TABLES = {"briefings": "briefing_id", "turns": "turn_id", "metrics": "metric_id"}
"""Where the rows are that can be corrected, and the column of their ids."""
DESCRIBED = ("target", "field", "value", "expected", "reason", "file")
IDLE = ("unmet", "missing")
"""What becomes of a correction that has no effect."""


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

    What can be corrected: of a briefing title, held_on, published_on, source, kind; of a turn exchange, role,
    follow_up, label, outlet, speaker, position; of a figure value, value_high, unit, kind, relation, direction,
    indicator, period, period_start, period_end, period_inferred, comparison, measure, place, aspect, status,
    confidence.

    Args:
        data_dir: Where databases and corrections live (default: BRIEFINGS_DATA_DIR, else ./data).
        json: Print a JSON array of objects.
    """
    settings = load_settings(data_dir=data_dir)
    rows = _with_status(settings, read_corrections(settings.paths.corrections), _stored(settings))
    if json:
        print_json(rows)
    elif rows:
        columns = ("status", "target", "field", "expected", "found", "value", "file")
        print_table(columns, [[row.get(name) for name in columns] for row in rows])
    else:
        note(f"There are no corrections in {settings.paths.corrections}.")
    return EXIT_INCOMPLETE if any(row["status"] in IDLE for row in rows) else EXIT_DONE


@correct.command
def apply(*, data_dir: Path | None = None, site: Sites = (), json: bool = False) -> int:
    """Derive the corrected briefings again from the archive, so that new and withdrawn corrections take effect.

    Example: ``briefings correct apply``. The next reparse or change of a page would do the same. Exit code 3 when
    one has no effect: its target is not there, or the parsers give something else than it expects.

    Args:
        data_dir: Where databases and corrections live (default: BRIEFINGS_DATA_DIR, else ./data).
        site: The site of the corrected briefings; several may be named (default: all that are followed).
        json: Print the run's report as JSON.
    """
    sites = existing(data_dir=data_dir, site=site)
    settings = sites[0]
    corrections, stored = read_corrections(settings.paths.corrections), _stored(settings)
    stale = _stale(corrections, stored)
    known = set(_targets(settings, [*stale, *(correction.briefing_id for correction in corrections)]))
    unknown = [correction for correction in corrections if correction.briefing_id not in known]
    for correction in unknown:
        note(f"{correction.file}: no briefing has the id {correction.briefing_id}; nothing is corrected there.")
    stale &= known
    if not stale:
        print_text("Every correction is in effect as far as it fits: nothing to do.")
        idle = [row for row in _with_status(settings, corrections, stored) if row["status"] in IDLE]
        for row in idle:
            note(f"{row['file']}: {Idle(**{name: row[name] for name in Idle._fields}).reason()}")
        return EXIT_INCOMPLETE if idle else EXIT_DONE
    names = {briefing_id.rpartition("-")[0] for briefing_id in stale}
    briefing = stale.pop() if len(stale) == 1 else None
    ineffective = bool(unknown)

    def reparsed(settings: Settings) -> RunReport:
        nonlocal ineffective
        again = {"briefing": briefing}
        report = recorder.run_flow("reparse", settings, lambda run: steps.reparse(run, briefing), again)
        ineffective = ineffective or any(trouble.stage == "correct" for trouble in report.troubles)
        return report

    wanted = [one for one in sites if load_site(one.site).name in names] or sites
    with Recorder(settings) as recorder:
        code = run_each(wanted, reparsed, as_json=json)
    return code or (EXIT_INCOMPLETE if ineffective else EXIT_DONE)


def _stored(settings: Settings) -> list[Row]:
    return query(settings.paths.reader, sql("corrections/stored_corrections")).records()


def _targets(settings: Settings, ids: list[str]) -> dict[str, Row]:
    """Those of some briefings, turns and figures that are there, by id."""
    found: dict[str, Row] = {}
    for table, key in TABLES.items():
        statement = sql("corrections/targets").format(table=table, key=key)
        rows = query(settings.paths.reader, statement, values={"ids": ids}).records()
        found |= {row[key]: row for row in rows}
    return found


def _with_status(settings: Settings, corrections: list[Correction], stored: list[Row]) -> list[Row]:
    """Each correction of the files, with what became of it; one that was not tried yet is ``new`` when it fits."""
    tried = {_key(row): row for row in stored}
    before = {(row["target"], row["field"]): row for row in stored if row["status"] != "missing"}
    targets = _targets(settings, [correction.target for correction in corrections])
    return [
        tried.get(_key(shown(c))) or untried(c, targets.get(c.target), before=before.get((c.target, c.field)))
        for c in corrections
    ]


def _stale(corrections: list[Correction], stored: list[Row]) -> set[str]:
    """The briefings for which files and warehouse differ."""
    wanted = {_key(shown(correction)): correction.briefing_id for correction in corrections}
    tried = {_key(row): Correction(row["target"], row["field"], None, None, "", "").briefing_id for row in stored}
    return {briefing for key, briefing in {**tried, **wanted}.items() if (key in wanted) != (key in tried)}


def _key(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in DESCRIBED)

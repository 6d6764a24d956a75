"""Runs in the test's own process, without Prefect: what the ledger, the archive and the tables are like after them.

One test of each group goes through the installed command and a real Prefect server; tests/flows/orchestration and
tests/flows/service have what Prefect adds.
"""

from __future__ import annotations

import json
import shutil
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from flows.cli.result import exit_code
from flows.report import RunReport, stood_aside
from flows.run.executor import PlainExecutor
from flows.run.ingest import backfill, ingest
from flows.run.reparse import reparse
from flows.run.run import Work, new_run_id, opened, perform
from flows.settings import Paths, Settings, load_settings
from parsers.errors import RunInProgress
from tests.shared import shared
from warehouse.database.store import writer

Ended = tuple[int, dict[str, Any]]
"""The exit code that the command would have, and its report as JSON has it."""


def with_tables(data: Path) -> Path:
    """Give a data directory the empty tables that its first run would make: that takes a third of a second of processor
    time, every time. Runs that make them are in tests/flows/service, tests/flows/derive and test_file_system.
    """
    paths = Paths(data)
    paths.warehouse.parent.mkdir(mode=0o700, parents=True)
    shutil.copy(shared("tables", _make_tables), paths.warehouse)
    return data


def _make_tables(folder: Path, _alive: int) -> str:
    with writer(folder / "warehouse.duckdb"):
        return str(folder / "warehouse.duckdb")


def run_ingest(data: Path, site: Path | str, base_url: str, **settings: object) -> Ended:
    """One incremental run; a second one at the same time stands aside."""
    return _ended(load_settings(data_dir=data, site=str(site), base_url=base_url, **settings), "ingest", ingest)


def run_backfill(
    data: Path, site: Path | str, base_url: str, since: date | None, until: date | None, *, recheck: bool = False
) -> Ended:
    """One run over a window of listing dates."""
    work = partial(backfill, since=since, until=until, recheck=recheck)
    return _ended(load_settings(data_dir=data, site=str(site), base_url=base_url), "backfill", work)


def run_reparse(data: Path, site: Path | str, briefing: str | None = None) -> Ended:
    """One run over the archive, or over the pages of one briefing."""
    return _ended(load_settings(data_dir=data, site=str(site)), "reparse", partial(reparse, briefing=briefing))


def _pass(_seconds: float) -> None:
    """A step is tried again at once: what is tested is that it is, and what comes of it."""


def _ended(settings: Settings, flow: str, work: Work) -> Ended:
    report: RunReport
    try:
        with opened(settings, flow) as run:
            run.executor = PlainExecutor(sleep=_pass)
            report = perform(run, work)
    except RunInProgress as error:
        report = stood_aside(new_run_id(), settings.site, error)
    return exit_code(report), dict(json.loads(json.dumps(report.record(), default=str)))

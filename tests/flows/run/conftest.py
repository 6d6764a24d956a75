"""A site and a data directory that runs fill."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Briefings
from tests.faultsite import FaultSite, fault_site, faults
from tests.faultsite.clock import let_time_pass
from tests.plain import Ended, run_backfill, run_ingest, with_tables
from warehouse.readers.query import query


class Bench:
    """A site, a data directory, and the command that fills it."""

    def __init__(self, command: Briefings, web: FaultSite, folder: Path) -> None:
        self.command, self.web, self.data = command, web, with_tables(folder / "data")
        self.definition = web.write_definition(folder, concurrency=1)

    def ingest(self) -> Ended:
        """Exit code and report of a run in this process."""
        return run_ingest(self.data, self.definition, self.web.url)

    def command_ingest(self, **env: str) -> Ended:
        """Exit code and report of the installed command, recorded by a real Prefect server."""
        done = self.command(
            "ingest", "--json", "--data-dir", self.data, "--site", self.definition, "--base-url", self.web.url, **env
        )
        assert done.stdout, done.stderr
        return done.returncode, dict(json.loads(done.stdout))

    def backfill(self, since: date | None = None, until: date | None = None, *, recheck: bool = False) -> str:
        """What a run over a window says of itself."""
        code, report = run_backfill(self.data, self.definition, self.web.url, since, until, recheck=recheck)
        assert code == 0, report
        return str(report["message"])

    def expire(self, path: str) -> None:
        """A known page is due for its regular check."""
        with closing(sqlite3.connect(self.data / "private" / "ledger.sqlite")) as con, con:
            con.execute("UPDATE pages SET next_check_at = checked_at + 0.001 WHERE url LIKE ?", [f"%{path}"])

    def ends_as(self, code: int, outcome: str, inserted: int) -> dict[str, Any]:
        """A run that ends so; its report."""
        ended, report = self.ingest()
        assert (ended, report["outcome"], report["inserted"]) == (code, outcome, inserted), report["message"]
        return report

    def status(self) -> dict[str, Any]:
        return dict(
            json.loads(self.command("status", "--json", "--data-dir", self.data, "--site", self.definition).stdout)
        )

    def sql(self, text: str) -> list[tuple[object, ...]]:
        return [tuple(row.values()) for row in query(self.data / "briefings.duckdb", text).records()]

    def spoil_articles(self, fault: faults.Fault) -> None:
        for path in self.web.articles:
            self.web.fault(path, fault)

    def later(self, **amount: float) -> None:
        let_time_pass(self.data / "private" / "ledger.sqlite", **amount)


@pytest.fixture
def bench(flow_briefings: Briefings, tmp_path: Path) -> Any:
    with fault_site() as web:
        web.publish_many(6)
        yield Bench(flow_briefings, web, tmp_path)

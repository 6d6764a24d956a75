"""Runs of hundreds of pages: fetched, parsed and loaded in rounds that overlap.

Smaller rounds, without Prefect: tests/flows/run/test_plain_run.py.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from flows.run.parsing import ROUND
from tests.conftest import Briefings
from tests.faultsite import fault_site
from tests.prefect_rest import artifacts, ask
from warehouse.readers.query import query

PAGES = ROUND + 20
TASKS = 1 + 2 + 2 + 2
"""Everything fetched, rounds parsed, rounds loaded; the lists and the reader copy."""


@pytest.mark.soak
def test_rounds_that_overlap_load_every_page_once(flow_briefings: Briefings, prefect_api: str, tmp_path: Path) -> None:
    with fault_site() as web:
        for number in range(PAGES):
            web.publish(number, date(2026, 9, 14) - timedelta(days=number // 3))
        web.per_list_page = 60
        where = ("--data-dir", tmp_path, "--site", web.write_definition(tmp_path), "--base-url", web.url)
        first = json.loads(flow_briefings("backfill", "--json", *where).stdout)
        again = json.loads(flow_briefings("backfill", "--json", *where).stdout)
    assert (first["outcome"], first["fetched"], first["inserted"]) == ("success", PAGES, PAGES)
    assert (again["outcome"], again["inserted"]) == ("unchanged", 0)
    loaded = query(tmp_path / "briefings.duckdb", "SELECT count(*), count(DISTINCT url) FROM briefings").rows
    assert loaded == [(PAGES, PAGES)]
    assert task_runs(prefect_api, first["run_id"]) <= TASKS
    (bar,) = [row for row in artifacts(prefect_api, first["run_id"]) if row["type"] == "progress"]
    assert (bar["data"], bar["description"]) == (100, f"fetched {PAGES} of {PAGES}")
    assert set(ask(f"{prefect_api}/flow_runs/{first['run_id']}")["tags"]) == {"backfill", first["site"]}


def task_runs(api: str, run_id: str) -> int:
    return int(ask(f"{api}/task_runs/count", {"flow_runs": {"id": {"any_": [run_id]}}}))

"""Rows from the archive: rebuilt, re-parsed, retried, and taken from a WARC file, with the same ids."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from flows.sample import DEFINITION, sample_server
from tests.conftest import Briefings
from tests.plain import run_ingest, run_reparse
from warehouse.database.store import writer
from warehouse.readers.query import query

IDS = "SELECT turn_id, text FROM turns UNION ALL SELECT metric_id, text FROM metrics ORDER BY ALL"


OLDER_PARSER = """
CREATE TEMP TABLE newest AS SELECT briefing_id FROM briefings ORDER BY held_on DESC LIMIT 1;
UPDATE metrics SET text = '错的' WHERE text = '12.4%' AND briefing_id IN (FROM newest);
UPDATE metrics SET unit = '元' WHERE text = '7041.9亿元' AND briefing_id IN (FROM newest);
UPDATE briefings SET derived_hash = 'older' WHERE briefing_id IN (FROM newest);
"""
"""Lets the newest briefing's rows be those of a parser that misread one figure and the unit of another."""


@pytest.mark.prefect
def test_the_archive_gives_the_same_rows_again(flow_briefings: Briefings, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with sample_server() as server:
        assert run_ingest(data, DEFINITION, server.url)[0] == 0
    reader = data / "briefings.duckdb"
    rows = query(reader, IDS).rows

    again = flow_briefings("reparse", "--json", "--data-dir", data, "--site", DEFINITION)
    assert json.loads(again.stdout)["outcome"] == "unchanged"

    with writer(data / "private" / "warehouse.duckdb") as con:
        con.execute(OLDER_PARSER)
    _, report = run_reparse(data, DEFINITION)
    assert report["metric_changes"] == {"added": 1, "removed": 1, "changed": 1, "fields": {"unit": 1}}
    assert report["message"].endswith("; 1 figures added, 1 removed, 1 changed.")
    sample = {(row["action"], row["text"]): row["fields"] for row in report["changes"][0]["sample"]}
    assert sample == {
        ("changed", "7041.9亿元"): {"unit": ["元", "CNY"]},
        ("removed", "错的"): {},
        ("added", "12.4%"): {},
    }
    assert len(set(query(reader, IDS).rows) - set(rows)) == 1

    for path in (data / "private").glob("warehouse*"):
        path.unlink()
    assert run_reparse(data, DEFINITION)[1]["inserted"] == 19
    assert query(reader, IDS).rows == rows

    packed, other = tmp_path / "pages.warc.gz", tmp_path / "other"
    assert flow_briefings("export-warc", packed, "--data-dir", data, "--site", DEFINITION).returncode == 0
    shutil.rmtree(data)
    nothing = flow_briefings("ingest", "--json", "--warc", packed, "--data-dir", other, "--site", DEFINITION)
    assert nothing.returncode == 1
    assert f"are from {server.url}" in json.loads(nothing.stdout)["message"]
    taken = flow_briefings(
        "ingest", "--warc", packed, "--data-dir", other, "--site", DEFINITION, "--base-url", server.url
    )
    assert taken.returncode == 0, taken.stderr
    assert query(other / "briefings.duckdb", IDS).rows == rows

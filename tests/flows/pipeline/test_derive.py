"""Rows from the archive: rebuilt, re-parsed, retried, and taken from a WARC file, with the same ids."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from flows.sample import DEFINITION, sample_server
from tests.conftest import Briefings
from warehouse.query import query

IDS = "SELECT turn_id, text FROM turns UNION ALL SELECT metric_id, text FROM metrics ORDER BY ALL"


@pytest.mark.prefect
def test_the_archive_gives_the_same_rows_again(flow_briefings: Briefings, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with sample_server() as server:
        done = flow_briefings("ingest", "--data-dir", data, "--site", DEFINITION, "--base-url", server.url)
    assert done.returncode == 0, done.stderr
    reader = data / "briefings.duckdb"
    rows = query(reader, IDS).rows

    again = flow_briefings("reparse", "--json", "--data-dir", data, "--site", DEFINITION)
    assert json.loads(again.stdout)["outcome"] == "unchanged"

    for path in (data / "private").glob("warehouse*"):
        path.unlink()
    rebuilt = flow_briefings("reparse", "--json", "--data-dir", data, "--site", DEFINITION)
    assert json.loads(rebuilt.stdout)["inserted"] == 19
    assert query(reader, IDS).rows == rows

    packed, other = tmp_path / "pages.warc.gz", tmp_path / "other"
    assert flow_briefings("export-warc", packed, "--data-dir", data, "--site", DEFINITION).returncode == 0
    shutil.rmtree(data)
    taken = flow_briefings(
        "ingest", "--warc", packed, "--data-dir", other, "--site", DEFINITION, "--base-url", server.url
    )
    assert taken.returncode == 0, taken.stderr
    # Without listing dates the other address of the one repeated transcript may name it: ids differ, rows do not.
    assert len(query(other / "briefings.duckdb", IDS).rows) == len(rows)

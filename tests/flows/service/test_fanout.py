"""Parsing on a real Dask cluster: two worker processes over TCP, one writer, the same database."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from benchmarks.fanout import cluster, content, fill, reparse
from flows.server import CLIENT, free_port
from warehouse.query import query

pytestmark = [
    pytest.mark.prefect,
    pytest.mark.skipif(
        importlib.util.find_spec("prefect_dask") is None and not os.environ.get("CI"),
        reason="the extra dask is not installed (pip install '.[dask]')",
    ),
]
PAGES = 120


def environment(api: str, home: Path) -> dict[str, str]:
    return {**CLIENT, "PREFECT_API_URL": api, "PREFECT_HOME": str(home)}


def test_two_workers_make_the_same_database_as_one_process(prefect_api: str, tmp_path: Path) -> None:
    env = environment(prefect_api, tmp_path / "prefect")
    alone = tmp_path / "alone"
    reparse(alone, fill(alone, PAGES), env)
    spread = tmp_path / "spread"
    site = fill(spread, PAGES)
    with cluster(tmp_path) as (_, dask):
        _, report = reparse(spread, site, {**env, **dask})
        assert report["inserted"] == PAGES
        _, again = reparse(spread, site, {**env, **dask})
    assert content(spread) == content(alone)
    assert query(spread / "briefings.duckdb", "SELECT count(*) FROM briefings").rows == [(PAGES,)]
    assert (again["inserted"], again["updated"]) == (0, 0)


def test_a_cluster_that_does_not_answer_is_one_sentence(prefect_api: str, tmp_path: Path) -> None:
    env = environment(prefect_api, tmp_path / "prefect")
    data = tmp_path / "data"
    nobody = f"tcp://127.0.0.1:{free_port()}"
    quick = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s", "BRIEFINGS_DASK_ADDRESS": nobody}
    with pytest.raises(RuntimeError, match="does not answer") as caught:
        reparse(data, fill(data, 2), {**env, **quick})
    assert "Traceback" not in str(caught.value)

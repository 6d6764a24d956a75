"""Parsing on a real Dask cluster: two worker processes over TCP, one writer, the same database; a batch that fails."""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from prefect import flow
from prefect.settings import PREFECT_API_URL, temporary_settings

from benchmarks.fanout import cluster, content, fill
from flows.archive.store import Archive
from flows.derive.job import ParseJob
from flows.orchestration import fanout
from flows.orchestration.executor import PrefectExecutor
from flows.orchestration.fanout import remote_parse_task
from flows.report import RunReport
from flows.run.parsing import parse_pending
from flows.run.progress import HANDFUL
from flows.run.run import Run
from flows.service.server import free_port
from flows.settings import Settings, load_settings
from flows.workspace import Workspace
from parsers import PARSER_VERSION
from parsers.errors import ServiceError
from tests.conftest import Briefings
from tests.plain import run_reparse
from warehouse.readers.query import query

pytestmark = [
    pytest.mark.prefect,
    pytest.mark.skipif(
        importlib.util.find_spec("prefect_dask") is None and not os.environ.get("CI"),
        reason="the extra dask is not installed (pip install '.[dask]')",
    ),
]
PAGES = HANDFUL + 20
"""Enough to be spread."""
PART, REST = HANDFUL, 20
"""Pages of a part, and of a second one that is not full."""


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A cluster, started once; how a run reaches it."""
    with cluster(tmp_path_factory.mktemp("dask")) as (_, reached):
        yield reached


@pytest.mark.soak  # a reparse under Prefect: tests/flows/derive/test_loading.py
def test_two_workers_make_the_same_database_as_one_process(
    flow_briefings: Briefings, dask: dict[str, str], tmp_path: Path
) -> None:
    alone, spread = tmp_path / "alone", tmp_path / "spread"
    run_reparse(alone, fill(alone, PAGES))
    site = fill(spread, PAGES)
    done = flow_briefings("reparse", "--json", "--data-dir", spread, "--site", site, **dask)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["inserted"] == PAGES
    assert content(spread) == content(alone)
    assert query(spread / "briefings.duckdb", "SELECT count(*) FROM briefings").rows == [(PAGES,)]
    again = run_reparse(spread, site)[1]
    assert (again["inserted"], again["updated"]) == (0, 0)


def test_a_cluster_that_does_not_answer_is_one_sentence(flow_briefings: Briefings, tmp_path: Path) -> None:
    data = tmp_path / "data"
    nobody = f"tcp://127.0.0.1:{free_port()}"
    quick = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s", "BRIEFINGS_DASK_ADDRESS": nobody}
    site = fill(data, HANDFUL + 1)
    done = flow_briefings("reparse", "--json", "--data-dir", data, "--site", site, **quick)
    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.soak
def test_a_batch_that_fails_on_the_cluster_is_told_and_the_rest_is_loaded(
    prefect_api: str, dask: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fanout.ClusterPool, "part", PART)
    data, pages = tmp_path / "data", PART + REST
    settings = load_settings(data_dir=data, site=str(fill(data, pages)))
    # Where the second batch would be written, something is in the way.
    (settings.paths.stage / "bench" / f"run-{PART + 1:06d}.part").mkdir(parents=True)
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        failures, pending = parse_everything(
            settings.model_copy(update={"dask_address": dask["BRIEFINGS_DASK_ADDRESS"]})
        )
    assert (pages - pending, pending) == (PART, REST)
    (told,) = failures
    assert told.startswith(f"parsing pages 1 to {pages}: Parsed pages could not be written")
    assert query(settings.paths.warehouse, "SELECT count(*) FROM briefings").rows == [(PART,)]
    # What is in the way is gone: the rest is loaded, and the rows are those of one process.
    (settings.paths.stage / "bench" / f"run-{PART + 1:06d}.part").rmdir()
    assert run_reparse(data, settings.site)[1]["inserted"] == REST
    run_reparse(tmp_path / "alone", fill(tmp_path / "alone", pages))
    assert content(data) == content(tmp_path / "alone")


@flow
def parse_everything(settings: Settings) -> tuple[list[str], int]:
    """A reparse's parsing and loading; what failed and how many pages still wait."""
    with Workspace.open(settings) as ws, ws.client("run") as client:
        report = RunReport("run", "reparse", ws.site.name, started_at=ws.now())
        parse_pending(Run(ws, client, report, PrefectExecutor(dask=settings.dask_address)))
        return report.failures, len(ws.ledger.pending_pages(ws.site.name, PARSER_VERSION))


def test_a_worker_without_the_data_directory_refuses_before_it_calls_every_page_lost(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path, site="sample")
    with Workspace.open(settings) as ws:
        job = ParseJob.of(ws)
    with pytest.raises(ServiceError, match="does not see"):
        remote_parse_task.fn(replace(job, archive=Archive(tmp_path / "elsewhere")), [], "batch", "pages 1 to 2")

"""Progress in the UI: one bar a run that costs next to nothing and never holds up the work."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial

import pytest
from prefect import flow, runtime
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_CLIENT_MAX_RETRIES,
    PREFECT_LOGGING_TO_API_ENABLED,
    temporary_settings,
)

from flows.orchestration.artifacts import ProgressBar
from flows.run.progress import PAGES_A_CALL, Progress
from flows.service.server import free_port
from tests.prefect_rest import artifacts, ask

pytestmark = [pytest.mark.prefect, pytest.mark.filterwarnings("ignore:Artifact creation outside:FutureWarning")]

PAGES = 1000


@flow(flow_run_name="progress")
def count_up(step: int) -> str:
    progress = Progress("fetched", PAGES, bar=partial(ProgressBar, "backfill-test-fetched"))
    for done in range(0, PAGES, step):
        progress.step(min(step, PAGES - done))
    return str(runtime.flow_run.id)


@pytest.fixture
def api(prefect_api: str) -> Iterator[str]:
    with temporary_settings({PREFECT_API_URL: prefect_api, PREFECT_LOGGING_TO_API_ENABLED: False}):
        yield prefect_api


@pytest.mark.parametrize("step", [1, 170])
def test_a_thousand_pages_cost_at_most_eleven_requests_however_they_come(
    api: str, caplog: pytest.LogCaptureFixture, step: int
) -> None:
    with caplog.at_level(logging.INFO, "httpx"):
        run = count_up(step)
    asked = [record.getMessage() for record in caplog.records if "/artifacts/" in record.getMessage()]
    assert 2 <= len(asked) <= 1 + PAGES / PAGES_A_CALL
    (bar,) = artifacts(api, run)
    assert (bar["type"], bar["key"], bar["data"]) == ("progress", "backfill-test-fetched", 100)
    assert bar["description"] == f"fetched {PAGES} of {PAGES}"


def test_a_bar_that_somebody_deleted_costs_a_warning(api: str, caplog: pytest.LogCaptureFixture) -> None:
    lose_the_bar(api)
    assert "not shown in the UI: fetched 100 of 200" in caplog.text


@flow
def lose_the_bar(api: str) -> None:
    progress = Progress("fetched", 2 * PAGES_A_CALL, bar=partial(ProgressBar, "backfill-deleted-fetched"))
    (bar,) = artifacts(api, str(runtime.flow_run.id))
    ask(f"{api}/artifacts/{bar['id']}", method="DELETE")
    progress.step(PAGES_A_CALL)


def test_a_server_that_is_gone_costs_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/api"
    with temporary_settings({PREFECT_API_URL: nobody, PREFECT_CLIENT_MAX_RETRIES: 0}):
        progress = Progress("fetched", PAGES, bar=partial(ProgressBar, "backfill-nobody-fetched"))
        progress.step(PAGES)
    assert progress.done == PAGES
    assert "not shown in the UI: backfill-nobody-fetched" in caplog.text

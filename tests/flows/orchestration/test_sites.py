"""The flow that looks at all sites, under a real Prefect server: a run of its own for each site with news.

As the service runs it, asked for in its forms: tests/flows/service/test_many_sites.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import State

from benchmarks.many_sites import Sites, follow_all, plainly
from flows.followed import chosen
from flows.ledger.ledger import Ledger
from flows.orchestration.watch import watch
from flows.run.sweep import sweep
from flows.settings import Settings
from tests.prefect_rest import artifacts, ask

pytestmark = pytest.mark.prefect


def test_a_sweep_starts_a_run_for_each_site_with_news_and_its_name_says_whose(
    prefect_api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, offices = tmp_path / "data", Sites(2, apart=False)
    follow_all(data, offices)
    settings = Settings(data_dir=data, contact="desk@example.org")
    with Ledger(settings.paths.ledger) as ledger:
        assert sweep(chosen(settings), ledger, "before", plainly).complete
    offices.pages[1] = 4
    monkeypatch.setenv("BRIEFINGS_DATA_DIR", str(data))
    monkeypatch.setenv("BRIEFINGS_CONTACT", "desk@example.org")
    with temporary_settings({PREFECT_API_URL: prefect_api}):
        done: State[object] = watch(everything=True, return_state=True)

    assert (done.type.value, done.message) == ("COMPLETED", "2 sites: 1 without news, 1 in the news (sim0001).")
    with duckdb.connect(str(data / "briefings.duckdb"), read_only=True) as con:
        loaded = con.execute("SELECT site, count(*) FROM briefings GROUP BY site ORDER BY site").fetchall()
    assert loaded == [("sim0000", 3), ("sim0001", 4)]
    (own,) = (run for site in ("sim0000", "sim0001") for run in runs(prefect_api, "ingest", site))
    assert (set(own["tags"]), own["name"].partition(" · ")[0]) == ({"ingest", "sim0001"}, "sim0001")
    assert "watch" in {row["key"] for row in artifacts(prefect_api, str(done.state_details.flow_run_id))}


def runs(api: str, *tags: str) -> list[dict[str, Any]]:
    """No other test on this server has these sites."""
    return list(ask(f"{api}/flow_runs/filter", {"flow_runs": {"tags": {"all_": list(tags)}}}))

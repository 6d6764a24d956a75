"""``briefings up`` over several sites: a sweep starts a run of its own for each site with news; the forms know the sites."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.many_sites import Sites, follow_all, plainly
from flows.followed import chosen
from flows.ledger.ledger import Ledger
from flows.run.sweep import sweep
from flows.service.deployments import PLANS
from flows.service.server import free_port
from flows.settings import Settings
from tests.conftest import History
from tests.flows.service.conftest import wait_for
from tests.flows.service.test_up import Service
from tests.prefect_rest import artifacts, ask, stop_the_clock

pytestmark = [pytest.mark.prefect, pytest.mark.soak]  # the flow alone: tests/flows/orchestration/test_sites.py


@dataclass(frozen=True)
class Offices(Service):
    """A running ``briefings up`` over simulated press offices."""

    sites: Sites

    def sweep(self, **parameters: Any) -> dict[str, Any]:
        """A sweep asked for in the UI's form: the state it ended in."""
        return self.ended(self.begin("watch", parameters))

    def flow_runs(self, flow: str, site: str) -> list[dict[str, Any]]:
        return list(self.api("flow_runs/filter", {"flow_runs": {"tags": {"all_": [flow, site]}}}))

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.data / "briefings.duckdb"), read_only=True) as con:
            return con.execute(statement).fetchall()


@pytest.fixture(scope="module")
def service(history: History, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    folder = tmp_path_factory.mktemp("many")
    data, port, offices = history(folder / "data"), free_port(), Sites(3, apart=False)
    follow_all(data, offices)
    (data / "sites" / "sim0002.toml").rename(folder / "later.toml")
    read_what_is_there(Settings(data_dir=data, contact="desk@example.org"))
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_", "PYTHONDONT"))}
    command = [Path(sys.executable).with_name("briefings"), "up", "--port", str(port), "--data-dir", data]
    with (folder / "up.log").open("w") as log:
        up = subprocess.Popen(command, env=clean, stdout=log, stderr=subprocess.STDOUT, text=True)
        try:
            api = f"http://127.0.0.1:{port}/api"
            wait_for(lambda: (data / "private" / "server.json").exists() or up.poll() is not None)
            wait_for(lambda: len(ask(f"{api}/deployments/filter", {})) == len(PLANS))
            stop_the_clock(api)
            yield Offices(f"http://127.0.0.1:{port}", data, 0, {}, offices)
        finally:
            up.send_signal(signal.SIGTERM)
            assert up.wait(180) == 0


def read_what_is_there(settings: Settings) -> None:
    """The first sweep, without Prefect: tests/flows/run/test_sweep.py."""
    with Ledger(settings.paths.ledger) as ledger:
        assert sweep(chosen(settings), ledger, "before", plainly).complete


def test_a_sweep_starts_a_run_for_each_site_with_news_and_its_name_says_whose(service: Offices) -> None:
    service.sites.pages[1] = 4
    run = service.begin("watch", {"everything": True})
    done = service.ended(run)

    assert done["type"] == "COMPLETED", done
    assert done["message"] == "2 sites: 1 without news, 1 in the news (sim0001)."
    assert service.flow_runs("ingest", "sim0000") == []
    (own,) = service.flow_runs("ingest", "sim0001")
    assert own["name"].startswith("sim0001 · new and changed")
    assert service.rows("SELECT site, count(*) FROM briefings GROUP BY site ORDER BY site") == [
        ("sim0000", 3),
        ("sim0001", 4),
    ]
    assert "watch" in {row["key"] for row in artifacts(f"{service.url}/api", run)}


def test_the_forms_offer_the_followed_sites_also_one_that_is_added_while_they_are_served(service: Offices) -> None:
    def offered() -> dict[str, Any]:
        forms = {row["entrypoint"].rpartition(".")[2]: row for row in service.api("deployments/filter", {})}
        schema = {flow: row["parameter_openapi_schema"]["properties"] for flow, row in forms.items()}
        return {
            "watch": schema["watch"]["sites"]["items"]["enum"],
            "backfill": schema["backfill"]["site"]["enum"],
            "pause": schema["pause"]["site"]["enum"],
        }

    two = ["sim0000", "sim0001"]
    assert offered() == {"watch": two, "backfill": two, "pause": two}
    later = service.data.parent / "later.toml"
    done = subprocess.run(
        [Path(sys.executable).with_name("briefings"), "sites", "add", later, "--data-dir", service.data],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    three = [*two, "sim0002"]
    wait_for(lambda: offered() == {"watch": three, "backfill": three, "pause": three})


def test_one_site_is_paused_and_backfilled_from_the_forms(service: Offices) -> None:
    paused = service.ended(service.begin("pause", {"site": "sim0000"}))
    assert (paused["type"], paused["message"]) == ("COMPLETED", "sim0000 is left alone until it is resumed.")
    service.sites.pages[0] = 4
    assert "sim0000" not in service.sweep()["message"]
    filled = service.ended(service.begin("backfill", {"site": "sim0000", "date_from": "2025-10-04"}))
    assert filled["message"].startswith("sim0000: 1 new"), filled
    assert service.ended(service.begin("pause", {"site": "sim0000", "resume": True}))["type"] == "COMPLETED"


def test_the_evening_check_covers_every_followed_site(service: Offices) -> None:
    asked = service.begin("check")
    state = service.ended(asked)
    assert "choose one" not in state["message"], state
    assert state["type"] == "COMPLETED" or state["name"] == "Quality failure", state
    assert service.api(f"flow_runs/{asked}")["name"].endswith(" sites · evening check")

"""A verb over several sites as it is typed, without `briefings up`: one Prefect server of its own serves them all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.many_sites import Sites, follow_all, plainly
from flows.followed import chosen
from flows.ledger.ledger import Ledger
from flows.run.sweep import sweep
from flows.settings import Settings
from tests.conftest import Briefings, History

pytestmark = pytest.mark.prefect


@pytest.fixture(scope="module")
def offices(history: History, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with what was read from two sites."""
    data, two = history(tmp_path_factory.mktemp("several") / "data"), Sites(2, apart=False)
    follow_all(data, two)
    settings = Settings(data_dir=data, contact="desk@example.org")
    with Ledger(settings.paths.ledger) as ledger:
        assert sweep(chosen(settings), ledger, "before", plainly).complete
    return data


def test_every_site_is_read_again_by_one_server(briefings: Briefings, offices: Path) -> None:
    done = briefings("reparse", "--data-dir", offices)

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("Starting a Prefect server") == 1
    with closing(sqlite3.connect(offices / "prefect" / "prefect.db")) as history:
        runs = history.execute("SELECT name, state_type FROM flow_run ORDER BY start_time").fetchall()
    assert runs == [(f"{site} · reparse the whole archive", "COMPLETED") for site in ("sim0000", "sim0001")]


def test_a_wrong_line_among_the_measures_is_a_sentence(flow_briefings: Briefings, offices: Path) -> None:
    table = offices / "measures.tsv"
    table.write_text("name\tspellings\tenglish\ttopic\tunits\tnature\n新增就业\t\t\t\t\t\n", "utf-8")
    try:
        done = flow_briefings("reparse", "--data-dir", offices)
    finally:
        table.unlink()

    assert done.returncode == 1
    assert done.stderr.count(f"briefings: {table}, line 2 has no units.\n") == 2
    assert "Traceback" not in done.stderr

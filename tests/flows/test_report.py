"""Two runs never work on one data directory; a report says in a sentence what happened."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.locks import run_lock
from flows.report import SAMPLED, RunReport, Trouble
from flows.settings import Paths
from parsers.errors import RunInProgress
from warehouse.rows.loadpage import Change, LoadReport, RowChange, Tally


def test_a_second_run_is_refused_while_the_first_works(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    with run_lock(paths), pytest.raises(RunInProgress, match="Another run"), run_lock(paths):
        pass
    with run_lock(paths):
        pass


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    code = (
        "import time; from pathlib import Path; from flows.settings import Paths; from flows.locks import run_lock\n"
        f"with run_lock(Paths(Path({str(tmp_path)!r}))):\n print('held', flush=True); time.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(RunInProgress), run_lock(Paths(tmp_path)):
            pass
        process.kill()
        process.wait()
    with run_lock(Paths(tmp_path)):
        pass


def test_the_private_folder_is_only_ours(tmp_path: Path) -> None:
    with run_lock(Paths(tmp_path / "data")):
        assert (tmp_path / "data" / "private").stat().st_mode & 0o777 == 0o700


def test_a_report_is_one_sentence() -> None:
    report = RunReport("r", "ingest", "shanghai", started_at=datetime(2025, 1, 2, tzinfo=UTC))
    report.outcome, report.inserted, report.fetched, report.discovered = "success", 2, 3, 26
    assert report.sentence() == "shanghai: 2 new, 0 changed, 3 fetched, 26 listed; 0 figures added."


def test_the_sentence_tells_what_is_gone_from_what_is_new() -> None:
    report = RunReport("r", "reparse", "shanghai", started_at=datetime(2025, 1, 2, tzinfo=UTC), outcome="success")
    row = RowChange("figure", "removed", "x-t3-m1", "3000台")
    changed = Change("x", "updated", "u", "t", None, 8, 49, Tally(), Tally(removed=1), sample=[row])
    report.take(LoadReport(updated=SAMPLED + 2, changes=[changed] * (SAMPLED + 2)))
    assert report.sentence().endswith(f"; {SAMPLED + 2} figures removed.")
    assert report.record()["metric_changes"] == {"added": 0, "removed": SAMPLED + 2, "changed": 0, "fields": {}}
    assert [bool(change.sample) for change in report.changes] == [True] * SAMPLED + [False] * 2


def test_the_sentence_names_the_turns_of_edited_briefings() -> None:
    report = RunReport("r", "reparse", "shanghai", started_at=datetime(2025, 1, 2, tzinfo=UTC), outcome="success")
    new = Change("x", "inserted", "u", "t", None, 8, 49, Tally(8), Tally(49))
    edited = Change("y", "updated", "u", "t", None, 8, 49, Tally(1, 0, 2, {"speaker": 2}), Tally(1))
    report.take(LoadReport(inserted=1, updated=1, changes=[new, edited]))
    assert report.sentence().endswith("; 50 figures added; 1 turns added, 2 changed in the changed ones.")


def test_the_sentence_counts_corrections_without_effect_of_the_last_load_only() -> None:
    report = RunReport("r", "reparse", "shanghai", started_at=datetime(2025, 1, 2, tzinfo=UTC), outcome="unchanged")
    for _ in range(2):
        report.idle_corrections([Trouble("a.toml", "correct", "x-t1 is not there: its speaker was not corrected.")])
    assert "1 corrections without effect" in report.sentence()

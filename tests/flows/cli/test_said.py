"""What is said when something is wrong: early, in our own words, and as a command that works where it is typed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.orchestration.check import Findings
from flows.orchestration.events import ALARMED
from flows.orchestration.executor import _Attempts
from flows.run.executor import Done, Step
from flows.sample import DEFINITION, sample_server
from flows.service.automations import ENDED, alarms
from flows.service.up import stop_command
from flows.settings import load_settings
from parsers.errors import LayoutChanged, SettingsError
from tests.conftest import Briefings
from warehouse.quality.rules import Result


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("data_dir", __file__),
        ("contact", "nobody"),
        ("publish_url", "bucket"),
        ("base_url", "http://user:sesame@lanhai.example"),
        ("read_timeout", "-1"),
        ("read_timeout", "soon"),
    ],
)
def test_a_wrong_setting_is_explained_in_our_own_words(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**{name: value})
    said = str(caught.value)
    assert said.startswith(f"The option --{name.replace('_', '-')} is wrong: ")
    for foreign in ("Value error", "Input should", "String should", "pattern", "sesame"):
        assert foreign not in said


def test_a_wrong_setting_of_the_environment_is_named_as_it_is_written_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFINGS_DATA_DIR", __file__)
    with pytest.raises(SettingsError, match="The setting BRIEFINGS_DATA_DIR is wrong: "):
        load_settings()


def test_a_variable_that_is_no_setting_is_said_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFINGS_CRON", "* * * * *")
    monkeypatch.setenv("BRIEFINGS_NOTIFY_URL", "json://desk")
    monkeypatch.setenv("BRIEFINGS_WORK_POOL", "local")
    assert run(["docs", "--help"]) == 0
    said = capsys.readouterr().err.splitlines()
    assert "warning: BRIEFINGS_CRON is no setting and changes nothing." in said
    assert (
        "warning: BRIEFINGS_NOTIFY_URL is no setting and changes nothing: did you mean BRIEFINGS_NOTIFY_URLS?" in said
    )
    assert not [line for line in said if "WORK_POOL" in line]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["backfill", "--from", "31.12.2024"], "Write a day as 2024-12-31"),
        (["search", "养老", "--to", "2024-13-01"], "Write a day as 2024-12-31"),
        (["sql", "--limt", "5", "FROM qa"], "Did you mean --limit?"),
        (["parse", "--explian", "page.html"], "Did you mean --explain?"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_with_what_is_right(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert told in " ".join(capsys.readouterr().err.replace("│", " ").split())


def result(passed: bool, severity: str = "warning", rows: int = 2) -> Result:
    return Result(
        rule="r", title="an id occurs twice", severity=severity, action="Mend it.", failing_rows=rows, tolerance=0,
        passed=passed, sample=[],
    )  # fmt: skip


def test_every_part_of_a_check_ends_as_a_sentence() -> None:
    found = Findings([result(False), result(False)], ["lanhai.example refuses us until 10:00 UTC: status 403"])
    assert found.sentence() == (
        "lanhai.example refuses us until 10:00 UTC: status 403. 2 rules of severity warning do not hold."
    )


def test_an_end_that_has_an_alarm_of_its_own_does_not_raise_that_of_failed_runs() -> None:
    (failed,) = [alarm for alarm in alarms() if alarm.name == "failed run"]
    own = {f"prefect.flow-run.{name}" for name in ALARMED}
    assert not own & failed.trigger.expect
    assert own < ENDED, "such a run is over all the same"


def test_an_error_that_we_expect_ends_a_step_without_a_traceback() -> None:
    def changed() -> Done[None]:
        raise LayoutChanged("The list has no items any more.")

    attempts = _Attempts(Step("fetch", retries=0, delay=0), changed)
    state = attempts.try_()
    assert state.is_failed()
    assert state.message == "LayoutChanged: The list has no items any more."
    assert isinstance(attempts.error, LayoutChanged)


def test_the_command_that_stops_the_service_works_as_printed(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path / "a folder 数据")
    assert stop_command(settings) == f"briefings up --stop --data-dir '{tmp_path}/a folder 数据'"


def test_a_damaged_database_is_said_before_a_server_is_started(briefings: Briefings, tmp_path: Path) -> None:
    private = tmp_path / "data" / "private"
    private.mkdir(parents=True)
    (private / "warehouse.duckdb").write_bytes(b"no database" * 2000)
    with sample_server() as site:
        done = briefings("ingest", "--site", DEFINITION, "--base-url", site.url, "--data-dir", tmp_path / "data")
    assert done.returncode == 1
    assert "is damaged" in done.stderr
    assert "Prefect server" not in done.stderr


@pytest.mark.prefect
def test_a_disk_too_small_is_noticed_before_any_page_is_fetched(flow_briefings: Briefings, small_disk: Path) -> None:
    with sample_server() as site:
        done = flow_briefings("ingest", "--site", DEFINITION, "--base-url", site.url, "--data-dir", small_disk)
    assert done.returncode == 1
    assert "Not enough free space" in done.stderr
    with sqlite3.connect(small_disk / "private" / "ledger.sqlite") as ledger:
        fetched = [url for (url,) in ledger.execute("SELECT url FROM fetches")]
    assert fetched
    assert all("index" in url or "robots" in url for url in fetched), fetched

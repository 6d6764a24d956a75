"""The command line: every verb has help, errors are sentences, exit codes mean what the README says."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from flows.cli.app import VERBS
from flows.ledger.ledger import Ledger
from flows.locks import run_lock
from flows.run.process import sign_of_life
from flows.settings import Paths
from tests.conftest import Briefings
from tests.prefect_rest import ask


def test_help_lists_every_verb(briefings: Briefings) -> None:
    done = briefings("--help")
    assert done.returncode == 0
    assert all(verb in done.stdout for verb in VERBS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_teaches(verb: str, briefings: Briefings) -> None:
    done = briefings(verb, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Usage: briefings " + verb)
    example = re.search(rf"briefings\s+{verb}\b", done.stdout.split("\n", 1)[1])
    assert example or "Commands" in done.stdout


HEAVY = {"prefect", "duckdb", "bs4", "lxml", "pydantic", "requests", "sqlite3"}


@pytest.mark.parametrize("verb", ["check", "status", "parse", "docs", "completion"])
def test_the_help_of_a_verb_loads_nothing_of_what_it_runs(verb: str) -> None:
    code = f"""
import sys
from flows.cli.app import run
code = run(["{verb}", "--help"])
sys.exit(code or ", ".join({HEAVY!r} & sys.modules.keys()) or None)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: briefings {verb}")


@pytest.mark.parametrize(
    ("modules", "needless"),
    [
        ("flows.cli.existing, flows.cli.from_copy, flows.run.overview", {"requests", "duckdb", "bs4", "prefect"}),
        ("flows.cli.existing, flows.cli.from_copy, flows.run.checking", {"requests", "bs4", "prefect"}),
        ("flows.cli.running.ingest", {"duckdb", "bs4", "lxml", "prefect"}),
    ],
)
def test_a_verb_loads_nothing_that_a_run_without_news_has_no_use_for(modules: str, needless: set[str]) -> None:
    code = f'import sys, {modules}; sys.exit(", ".join({needless!r} & sys.modules.keys()) or None)'
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_help_of_a_verb_tells_its_exit_codes(briefings: Briefings) -> None:
    for verb in ("ingest", "check"):
        assert "Exit code" in briefings(verb, "--help").stdout


def test_a_wrong_option_is_exit_2_and_says_which(briefings: Briefings) -> None:
    done = briefings("status", "--nonsense")
    assert done.returncode == 2
    assert "--nonsense" in done.stdout + done.stderr


def test_the_version_is_the_installed_one(briefings: Briefings) -> None:
    assert briefings("--version").stdout.strip() == version("briefings")


def test_an_unknown_verb_is_exit_2(briefings: Briefings) -> None:
    done = briefings("ingset")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_unknown_site_names_the_known_ones(briefings: Briefings) -> None:
    done = briefings("status", "--site", "atlantis")
    assert done.returncode == 2
    assert "shanghai" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("verb", ["sql", "parse", "search"])
def test_a_mistyped_option_is_named_also_before_an_argument_that_may_begin_with_a_hyphen(
    verb: str, briefings: Briefings
) -> None:
    done = briefings(verb, "--jsn", "x")
    assert done.returncode == 2
    assert "Unknown option: --jsn" in done.stdout + done.stderr


def test_the_help_shows_no_option_that_only_says_the_default_again(briefings: Briefings) -> None:
    assert "--json" in (shown := briefings("status", "--help").stdout)
    assert "--no-" not in shown


def test_a_wrong_setting_names_the_variable(briefings: Briefings) -> None:
    done = briefings("status", BRIEFINGS_CONTACT="nobody")
    assert done.returncode == 2
    assert "BRIEFINGS_CONTACT" in done.stderr


def test_before_the_first_run_status_says_what_to_do(briefings: Briefings) -> None:
    done = briefings("status")
    assert done.returncode == 0
    assert "briefings ingest" in done.stderr


def test_before_the_first_run_sql_says_what_to_do(briefings: Briefings) -> None:
    done = briefings("sql", "FROM briefings")
    assert done.returncode == 1
    assert "briefings ingest" in done.stderr


@pytest.mark.parametrize("verb", ["ingest", "up"])
def test_a_data_directory_that_is_a_file_is_named_in_a_sentence(
    verb: str, briefings: Briefings, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "private").write_text("a file where a folder has to be")
    done = briefings(verb, "--data-dir", tmp_path / "data")
    assert done.returncode == 1
    assert str(tmp_path / "data" / "private") in done.stderr
    assert "--data-dir" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_data_directory_that_cannot_be_made_is_named_in_a_sentence(briefings: Briefings) -> None:
    done = briefings("ingest", "--data-dir", "/proc/briefings", BRIEFINGS_CONTACT="desk@lanhai.example")
    assert done.returncode == 1
    assert done.stderr.startswith("briefings: /proc/briefings")
    assert "Traceback" not in done.stderr


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The ledger of a data directory in which a run has been."""
    path = tmp_path / "data" / "private" / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.start_run("run", "ingest", "shanghai")
    return path


@pytest.mark.parametrize("verb", ["ingest", "status"])
def test_a_damaged_ledger_is_a_sentence_that_says_how_to_go_on(verb: str, briefings: Briefings, ledger: Path) -> None:
    ledger.write_bytes(b"no database" * 1000)
    done = briefings(verb, "--data-dir", ledger.parents[1])
    assert done.returncode == 1
    assert f"The crawl ledger {ledger} is damaged" in done.stderr
    assert "move it away" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["ingest", "status"])
def test_a_disk_that_takes_nothing_is_a_sentence(verb: str, ledger: Path, tmp_path: Path) -> None:
    # A limit of 0 bytes a file refuses what a full disk refuses.
    command = [Path(sys.executable).with_name("briefings"), verb, "--data-dir", ledger.parents[1]]
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 0; exec "$@"', "bash", *command],
        cwd=tmp_path, capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "Make room" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", ["up", "ingest", "backfill"])
def test_no_verb_begins_with_an_unknown_site(verb: str, briefings: Briefings, tmp_path: Path) -> None:
    done = briefings(verb, "--site", "atlantis")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No site is called 'atlantis'" in done.stderr
    assert not (tmp_path / "data" / "prefect").exists()


def test_a_runner_of_a_unit_does_not_begin_with_an_unknown_site_either(tmp_path: Path, prefect_api: str) -> None:
    env = {**os.environ, "BRIEFINGS_SITE": "atlantis", "PREFECT_API_URL": prefect_api}
    done = subprocess.run(
        [sys.executable, "-m", "flows.service.serve"], env=env, cwd=tmp_path, capture_output=True, text=True, timeout=180,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("briefings: No site is called 'atlantis'")


MISSING = "BRIEFINGS_CONTACT is not set"


@pytest.mark.parametrize(
    ("options", "contact", "said"),
    [
        ((), {}, 1),
        ((), {"BRIEFINGS_CONTACT": "desk@lanhai.example"}, 0),
        (("--base-url", "http://127.0.0.1:9"), {}, 0),
    ],
    ids=["a stranger", "a stranger who is told", "this machine"],
)
def test_who_asks_a_stranger_without_a_contact_is_told_once(
    options: tuple[str, ...], contact: dict[str, str], said: int, briefings: Briefings, tmp_path: Path
) -> None:
    with run_lock(Paths(tmp_path / "data")):  # nobody is asked: each steps aside or finds its port taken
        ingest = briefings("ingest", *options, **contact)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        up = briefings("up", "--port", str(taken.getsockname()[1]), *options, **contact)
    assert (ingest.returncode, up.returncode) == (0, 1)
    assert [done.stderr.count(MISSING) for done in (ingest, up)] == [said, said]


@pytest.mark.prefect
def test_a_run_that_asks_a_stranger_without_a_contact_says_so_in_its_log(
    flow_briefings: Briefings, prefect_api: str, tmp_path: Path
) -> None:
    done, run_id = refused_backfill(flow_briefings, tmp_path / "data")
    assert done.stderr.count(MISSING) == 1
    wanted = {"logs": {"flow_run_id": {"any_": [run_id]}}}
    lines = [line["message"] for line in ask(f"{prefect_api}/logs/filter", wanted)]
    assert sum(line.startswith(MISSING) for line in lines) == 1


@pytest.mark.prefect
def test_the_ui_shows_what_a_run_was_asked_for(flow_briefings: Briefings, prefect_api: str, tmp_path: Path) -> None:
    _, run_id = refused_backfill(flow_briefings, tmp_path / "data", "--from", "2024-01-01", "--recheck")
    shown = ask(f"{prefect_api}/flow_runs/{run_id}")["parameters"]
    assert (shown["date_from"], shown["date_to"], shown["recheck"]) == ("2024-01-01", None, True)


def refused_backfill(briefings: Briefings, data: Path, *options: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """How the command ended, and the run's id."""
    with Ledger(Paths(data).ledger) as ledger:
        ledger.hosts.note_refusal("www.lanhai.example", "a test", whole_host=True)  # so nobody is asked
        done = briefings("backfill", "--site", "sample", *options)
        (run,) = ledger.last_runs()
    return done, str(run["run_id"])


def test_status_says_which_runs_are_running_and_which_were_interrupted(briefings: Briefings, ledger: Path) -> None:
    assert "  interrupted" in briefings("status").stdout
    with sign_of_life(Paths(ledger.parents[1]), "run"):
        shown = briefings("status")
        asked = briefings("status", "--json")
    assert "  running" in shown.stdout
    assert [run["outcome"] for run in json.loads(asked.stdout)["runs"]] == ["running"]
    with Ledger(ledger) as opened:
        opened.finish_run("run", "success")
    assert re.match(r"shanghai: last success \d{4}-\d\d-\d\d \d\d:\d\d UTC\n", briefings("status").stdout)

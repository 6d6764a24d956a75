"""The command line: every verb has help, errors are sentences, exit codes mean what the README says."""

from __future__ import annotations

import pytest

from flows.cli import VERBS
from tests.conftest import Briefings


def test_help_lists_every_verb(briefings: Briefings) -> None:
    done = briefings("--help")
    assert done.returncode == 0
    assert all(verb in done.stdout for verb in VERBS)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_teaches(verb: str, briefings: Briefings) -> None:
    done = briefings(verb, "--help")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Usage: briefings " + verb)


def test_a_wrong_option_is_exit_2_and_says_which(briefings: Briefings) -> None:
    done = briefings("status", "--nonsense")
    assert done.returncode == 2
    assert "--nonsense" in done.stdout + done.stderr


def test_an_unknown_verb_is_exit_2(briefings: Briefings) -> None:
    done = briefings("ingset")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_unknown_site_names_the_known_ones(briefings: Briefings) -> None:
    done = briefings("status", "--site", "atlantis")
    assert done.returncode == 2
    assert "shanghai" in done.stderr
    assert done.stdout == ""


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

"""What the parameters of a run may not be, whichever flow has them; on a real service: tests/flows/service/test_up.py."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from flows.followed import set_paused
from flows.orchestration.ingest import backfill
from flows.orchestration.parameters import refusal, run_settings
from flows.settings import load_settings
from parsers.errors import SettingsError, SiteError, UsageError


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The service's own data directory, and nothing else in its environment."""
    monkeypatch.setenv("BRIEFINGS_DATA_DIR", str(tmp_path / "data"))
    for name in ("BRIEFINGS_SITE", "BRIEFINGS_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "data"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://user:sesame@127.0.0.1/", "gopher://127.0.0.1/"])
def test_an_address_that_the_command_line_does_not_accept_is_refused_and_no_password_shown(address: str) -> None:
    with pytest.raises((SettingsError, SiteError)) as caught:
        run_settings(site="sample", base_url=address)
    assert "sesame" not in str(caught.value)


def test_an_unknown_site_is_answered_with_those_there_are() -> None:
    with pytest.raises((SettingsError, SiteError), match=r"No site is called 'nosuch'\. Bundled are: "):
        run_settings(site="nosuch")


def test_a_window_that_ends_before_it_begins_fails_with_a_sentence(own: Path) -> None:
    state = backfill.fn(date(2025, 2, 1), date(2025, 1, 1))
    assert state.is_failed()
    assert "2025-02-01 is after 2025-01-01" in str(state.message)
    assert not own.exists()


def test_a_site_that_nobody_follows_cannot_be_paused() -> None:
    with pytest.raises(UsageError, match="'nosuch' is not followed"):
        set_paused(load_settings(), "nosuch", paused=True)


def test_the_form_takes_definitions_of_the_data_directory_and_no_other_files(own: Path, tmp_path: Path) -> None:
    others = (str(tmp_path / "site.toml"), "/etc/passwd", "../../../etc/passwd", f"{own}/../site.toml", "site.toml")
    for file in others:
        for given in ({"site": file}, {"sites": ["sample", file]}):
            assert "takes the name of a site, or a definition in its data directory" in (refusal(given) or ""), given
    assert refusal({"site": str(own / "sites" / "site.toml")}) is None
    assert refusal({"sites": ["sample"], "site": None}) is None


def test_the_parameters_of_a_run_are_told_without_fastapi() -> None:
    code = (
        "import sys, datetime; from flows.orchestration.ingest import backfill;"
        " told = backfill.serialize_parameters({'date_from': datetime.date(2025, 1, 2), 'recheck': True, 'site': None});"
        " assert told == {'date_from': '2025-01-02', 'recheck': True, 'site': None}, told;"
        " sys.exit('fastapi' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

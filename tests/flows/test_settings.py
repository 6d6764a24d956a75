"""Settings come from the environment, what is given goes before, and what is wrong is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.settings import NOBODY, Settings, load_settings
from parsers.errors import SettingsError


def test_the_environment_is_read_in_any_case_and_what_is_given_goes_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BRIEFINGS_READ_TIMEOUT", "7.5")
    monkeypatch.setenv("briefings_contact", "desk@press.example")
    monkeypatch.setenv("BRIEFINGS_SITE", "beijing")
    monkeypatch.setenv("BRIEFINGS_OF_ANOTHER_VERSION", "1")

    settings = load_settings(data_dir=tmp_path, site="shanghai", base_url=None)

    assert (settings.read_timeout, settings.contact, settings.site) == (7.5, "desk@press.example", "shanghai")
    assert (settings.paths.root, settings.base_url) == (tmp_path, None)
    assert settings.names_sites


def test_without_environment_the_defaults_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"BRIEFINGS_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)

    settings = load_settings()

    assert (settings.contact, settings.site, settings.read_timeout) == (NOBODY, "shanghai", 45.0)
    assert settings.paths.root == tmp_path / "data"
    assert not settings.names_sites


def test_a_default_that_does_not_hold_here_is_an_error_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BRIEFINGS_DATA_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("data").write_text("a file of this name")

    with pytest.raises(SettingsError, match=r"BRIEFINGS_DATA_DIR is wrong: data is not a directory"):
        load_settings()


@pytest.mark.parametrize(("name", "value"), [("READ_TIMEOUT", "soon"), ("TOTAL_TIMEOUT", "0"), ("CONTACT", "nobody")])
def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"BRIEFINGS_{name}", value)

    with pytest.raises(SettingsError, match=f"BRIEFINGS_{name} is wrong"):
        load_settings()


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFINGS_NOTIFY_URLS", "json://user:hush@press.example")

    assert "hush" not in repr(load_settings())


def test_settings_load_no_event_loop() -> None:
    code = "import sys, flows.settings; sys.exit('asyncio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""What ``briefings demo`` shows of the sample, and how its site is read afterwards."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from flows.cli.app import run
from flows.cli.running import demo
from flows.service import up as supervisor
from flows.settings import Settings


def test_an_indicator_is_shown_over_both_years_and_what_is_cut_is_said(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo._queries(made / "briefings.duckdb", "briefings sql")
    newest, indicator, askers = capsys.readouterr().out.split("briefings sql")[1:]
    assert {day[:4] for day in re.findall(r"(?m)^20[\d-]{8}", indicator)} == {"2024", "2025"}
    assert re.findall(r"(?m)^20[\d-]{8}", indicator)[-1] == "2025-10-23"
    assert ["… the first" in shown for shown in (newest, indicator, askers)] == [True, False, True]


def test_the_commands_to_try_are_named_as_they_can_be_typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own = tmp_path / ".venv" / "bin" / "briefings"
    own.parent.mkdir(parents=True)
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(own.with_name("python")))
    monkeypatch.setenv("PATH", "/usr/bin")
    assert demo._typed() == str(own)
    monkeypatch.chdir(tmp_path)
    assert demo._typed() == ".venv/bin/briefings"
    monkeypatch.setenv("PATH", str(own.parent))
    assert demo._typed() == "briefings"


def test_the_service_of_the_sample_serves_its_site(
    made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def serving(settings: Settings, _port: int) -> None:
        with urlopen(f"{settings.base_url}/robots.txt", timeout=10) as answer:
            asked.append(answer.status)

    monkeypatch.setattr(supervisor, "up", serving)
    assert run(["up", "--data-dir", str(made), "--site", "sample"]) == 0
    assert asked == [200]
    assert "BRIEFINGS_CONTACT" not in capsys.readouterr().err

"""The documents say what is true: generated pages are current, links lead somewhere, commands exist."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs.build import DOCS, pages
from flows.cli.app import VERBS

ROOT = DOCS.parent


def test_generated_pages_are_current() -> None:
    stale = [name for name, text in pages().items() if (DOCS / name).read_text("utf-8") != text]
    assert not stale, f"run `make docs`: {stale}"


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))
    missing = [target for target in targets if not (page.parent / target).exists()]
    assert not missing


def test_the_readme_names_only_real_verbs() -> None:
    named = set(re.findall(r"^briefings ([a-z-]+)|`briefings ([a-z-]+)", (ROOT / "README.md").read_text("utf-8"), re.M))
    verbs = {first or second for first, second in named}
    assert verbs <= set(VERBS)


def test_the_work_pool_file_is_what_the_code_declares(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "flows.service.deployments", tmp_path / "prefect.yaml"], check=True, cwd=ROOT)
    assert (tmp_path / "prefect.yaml").read_text("utf-8") == (ROOT / "deploy" / "prefect.yaml").read_text("utf-8")


def test_every_alarm_has_its_section_in_the_runbook() -> None:
    source = (ROOT / "flows" / "service" / "automations.py").read_text("utf-8")
    alarms = re.findall(r'Alarm\(\s*"([^"]+)"', source)
    runbook = (DOCS / "operations.md").read_text("utf-8")
    assert alarms
    assert [name for name in alarms if f"### {name}\n" not in runbook] == []


def test_every_file_that_the_architecture_names_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`((?:flows|parsers|warehouse|tests|explorer)/[\w./-]*)`", text))
    assert len(named) > 20
    assert sorted(path for path in named if not (ROOT / path).exists()) == []


def test_the_walk_of_one_page_names_at_most_ten_files() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    walk = text.partition("## The walk of one page")[2].partition("\n## ")[0]
    assert len(set(re.findall(r"`[\w./]+\.py`", walk))) <= 10

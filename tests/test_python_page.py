"""docs/python.md: every block runs as it stands, on the sample."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docs.build import DOCS
from flows.sample.server import SITE
from parsers.errors import QueryError
from warehouse import connect

BLOCKS = re.findall(r"^```python\n(.*?)^```$", (DOCS / "python.md").read_text("utf-8"), re.M | re.S)


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where somebody works who has a data directory at home, and one saved page."""
    (tmp_path / "briefings").symlink_to(made)
    page = next(path for path in sorted(SITE.glob("nw9820/2025*/*.html")))
    (tmp_path / "saved.html").write_bytes(page.read_bytes())
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("BRIEFINGS_DATA_DIR", str(made))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_a_block_of_the_page_runs(desk: Path, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(BLOCKS[number], f"block {number}", "exec"), {"__name__": "notebook"})
    assert number == 0 or capsys.readouterr().out.strip() or (desk / "jobs.svg").read_text("utf-8").startswith("<svg")


def test_the_table_of_the_page_has_the_citys_own_results_each_in_a_cell_of_its_own(desk: Path) -> None:
    (block,) = [block for block in BLOCKS if "pivot(" in block]
    shown: list[Any] = []
    exec(compile(block, "pandas", "exec"), {"__name__": "notebook", "print": shown.append})
    values = {str(end.date()): (row["level"], row["growth"]) for (_, end), row in shown[0].iterrows()}
    assert values["2025-06-30"] == (452_970_000_000, 6.2)  # the districts' are 1286.4亿元, 6.9%, 5.7%, 4.8%
    assert values["2024-03-31"] == (198_750_000_000, 5.9)
    assert not any("pivot_table(" in block for block in BLOCKS)


def test_a_connection_can_only_read_and_says_where_there_is_nothing(desk: Path) -> None:
    with connect() as con:
        assert con.sql("SELECT count(*) FROM briefings").fetchall()[0][0] > 0
        with pytest.raises(Exception, match="read-only"):
            con.sql("DELETE FROM briefings")
    with pytest.raises(QueryError, match="briefings ingest"):
        connect(desk / "nothing")


WITHOUT_LOCKS = "import sys; sys.modules['fcntl'] = None; "


def test_reading_in_python_needs_nothing_that_windows_lacks(desk: Path) -> None:
    asked = "from warehouse import connect; print(connect().execute('SELECT count(*) FROM turns').fetchone()[0] > 0)"
    assert _python(WITHOUT_LOCKS + asked).stdout == "True\n"


def test_the_command_says_in_a_sentence_where_it_does_not_run(desk: Path) -> None:
    done = _python(WITHOUT_LOCKS + "from flows.cli.app import main; sys.argv = ['briefings', 'status']; main()")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("briefings: ") and "Linux and macOS" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def _python(code: str) -> subprocess.CompletedProcess[str]:
    paths = {"PYTHONPATH": str(DOCS.parent)}
    return subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **paths}, capture_output=True, text=True, check=False
    )

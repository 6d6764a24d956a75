"""What nobody foresaw on the real flow: a parser that fails on a page, a disk that takes nothing.

The plain run has the same for few and for many pages (tests/flows/run/test_plain_run.py).

No page is known on which the parser fails, so a fault is put into the parser of the real processes, for one page.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.run.progress import HANDFUL
from tests.conftest import Briefings
from tests.faultsite import FaultSite, fault_site
from tests.plain import Ended, run_ingest
from tests.prefect_rest import ask
from warehouse.readers.query import query

pytestmark = pytest.mark.prefect

ROOT = Path(__file__).parents[3]
MARK = "这一页让解析器出错。"
BROKEN_PARSER = f"""
import parsers.page

sound = parsers.page.parse_page

def parse_page(raw, **values):
    if {MARK!r}.encode() in raw:
        return [][0]
    return sound(raw, **values)

parsers.page.parse_page = parse_page
"""
FEW, MANY = 6, HANDFUL + 5
"""Pages that get tasks of their own; pages that go in a batch, through a worker process where there are two cores."""


@dataclass
class Desk:
    """The installed command on one data directory and one site."""

    command: Briefings
    web: FaultSite
    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, *verb: str, **env: str) -> tuple[int, dict[str, Any]]:
        """Exit code and report; a run that fails says so in sentences."""
        where = ["--data-dir", self.data, "--site", self.folder / "faultsite.toml"]
        base = ["--base-url", self.web.url] if verb == ("ingest",) else []
        done = self.command(*verb, "--json", *where, *base, **env)
        assert "Traceback" not in done.stderr
        return done.returncode, dict(json.loads(done.stdout))

    def run_plainly(self) -> Ended:
        """The next run, without Prefect."""
        return run_ingest(self.data, self.folder / "faultsite.toml", self.web.url)

    def broken(self) -> dict[str, str]:
        """The environment in which every Python process has the fault."""
        (self.folder / "broken").mkdir(exist_ok=True)
        (self.folder / "broken" / "sitecustomize.py").write_text(BROKEN_PARSER, "utf-8")
        return {"PYTHONPATH": f"{self.folder / 'broken'}:{ROOT}:{os.environ.get('PYTHONPATH', '')}"}

    def loaded(self) -> int:
        return int(query(self.data / "briefings.duckdb", "SELECT count(*) FROM briefings").rows[0][0])

    def folder_of(self, path: str) -> str:
        """The archive's folder for a page."""
        body = self.web.body(path)
        assert body is not None
        return hashlib.sha256(body[0]).hexdigest()[:2]


@pytest.fixture
def desk(flow_briefings: Briefings, tmp_path: Path) -> Any:
    with fault_site() as web:
        web.write_definition(tmp_path)
        web.per_list_page = 100
        yield Desk(flow_briefings, web, tmp_path)


def test_a_page_on_which_the_parser_fails_is_set_aside_and_the_others_are_loaded(desk: Desk, prefect_api: str) -> None:
    bad = desk.web.publish_many(MANY)[2]
    desk.web.correct(bad, MARK)
    code, report = desk.run("ingest", **desk.broken())
    assert (code, report["outcome"]) == (3, "success")
    assert (report["inserted"], report["quarantined"], report["failures"]) == (MANY - 1, 1, [])
    assert [trouble["url"] for trouble in report["troubles"]] == [desk.web.url + bad]
    done = desk.command("quarantine", "list", "--json", "--data-dir", desk.data)
    (entry,) = json.loads(done.stdout)
    assert entry["reason"].startswith("unexpected IndexError in the parser (list index out of range)")
    assert "report it" in entry["reason"]
    assert any("Traceback" in line and desk.web.url + bad in line for line in logged(prefect_api, report["run_id"]))

    code, report = desk.run("quarantine", "retry")
    assert (code, report["inserted"], desk.loaded()) == (0, 1, MANY)


@pytest.mark.soak
def test_a_page_that_cannot_be_archived_fails_the_run_and_stays_due(desk: Desk) -> None:
    paths = desk.web.publish_many(FEW)
    in_the_way = desk.data / "archive" / desk.folder_of(paths[1])
    in_the_way.parent.mkdir(parents=True)
    in_the_way.write_text("a file where the archive's folder has to be: whoever runs the test, it cannot be kept")
    code, report = desk.run("ingest")
    assert (code, report["outcome"]) == (1, "failure")
    assert "The archive could not be written" in report["message"]
    others = [path for path in paths if desk.folder_of(path) != in_the_way.name]
    assert report["inserted"] == len(others)
    assert {len(desk.web.asked(path)) for path in others} == {1}, "another try asks only for what is missing"

    in_the_way.unlink()
    code, report = desk.run_plainly()
    assert (code, report["outcome"], desk.loaded()) == (0, "success", FEW)


@pytest.mark.soak
def test_pages_that_cannot_be_staged_fail_the_run_and_are_loaded_by_the_next(desk: Desk) -> None:
    """Of many pages, which go through worker processes: tests/flows/run/test_plain_run.py."""
    desk.web.publish_many(FEW)
    stage = desk.data / "private" / "stage"
    stage.parent.mkdir(parents=True)
    stage.write_text("in the way")
    code, report = desk.run("ingest")
    assert (code, report["outcome"], report["inserted"]) == (1, "failure", 0)
    assert "Parsed pages could not be written" in report["message"]

    stage.unlink()
    code, report = desk.run_plainly()
    assert (code, report["fetched"], desk.loaded()) == (0, 0, FEW)


def logged(api: str, run_id: str) -> list[str]:
    """The lines of a run's log on the Prefect server."""
    return [line["message"] for line in ask(f"{api}/logs/filter", {"logs": {"flow_run_id": {"any_": [run_id]}}})]

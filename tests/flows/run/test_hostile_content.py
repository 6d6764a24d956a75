"""Hostile content: what a page says is data wherever it is shown, from the list page to the terminal and the export."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from flows.orchestration.artifacts import summary
from flows.report import RunReport
from flows.service.server import CLIENT
from tests.conftest import Briefings, _runner
from tests.faultsite import FaultSite, fault_site, faults
from warehouse.readers.query import query
from warehouse.rows.loadpage import Change

pytestmark = pytest.mark.prefect

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31m\u202e"
TITLE = (
    ESCAPES + "'); DROP TABLE briefings; -- <img src=x onerror=alert(1)> [点我](javascript:alert(1)) | `x` "
    "市政府新闻发布会问答实录（2026年9月14日）"
)
FORMULA = '=HYPERLINK("http://evil.example","看")&cmd|\'/c calc\'!A0'


@dataclass
class Hostile:
    """A loaded site whose texts attack whoever shows them."""

    web: FaultSite
    data: Path
    command: Briefings
    definition: Path
    out: str
    err: str


@pytest.fixture(scope="module")
def hostile(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    folder = tmp_path_factory.mktemp("hostile")
    command = _runner(folder, {**CLIENT, "PREFECT_API_URL": prefect_api, "PREFECT_HOME": str(folder / "prefect")})
    with fault_site() as web:
        paths = web.publish_many(4)
        definition = web.write_definition(folder)
        web.articles[paths[0]] = replace(web.articles[paths[0]], title=TITLE, note=f"{FORMULA}{ESCAPES}")
        web.fault(paths[2], faults.redirect(f"http://127.0.0.2/{ESCAPES.encode('unicode_escape').decode()}%1b[2J"))
        web.fault(paths[3], faults.body(b"x" * 40, f"text/\x1b[31mhtml{'y' * 200}"))
        done = command("ingest", "--data-dir", folder / "data", "--site", definition, "--base-url", web.url)
        yield Hostile(web, folder / "data", command, definition, done.stdout, done.stderr)


def harmless(text: str) -> bool:
    """Nothing but printable characters, line ends and tabs."""
    return not any(c in text for c in ("\x1b", "\x07", "\x9b", "\u202e")) and "\x00" not in text


def test_the_hostile_page_is_loaded_like_any_other(hostile: Hostile) -> None:
    titles = [row["title"] for row in query(hostile.data / "briefings.duckdb", "SELECT title FROM briefings").records()]
    assert len(titles) == 2
    assert any("DROP TABLE briefings" in title for title in titles)


@pytest.mark.parametrize("verb", ["status", "quarantine"])
def test_commands_show_it_without_letting_it_act(hostile: Hostile, verb: str) -> None:
    arguments = [verb, *(["list"] if verb == "quarantine" else [])]
    done = hostile.command(*arguments, "--data-dir", hostile.data, "--site", hostile.definition)
    assert harmless(done.stdout + done.stderr)
    assert "Traceback" not in done.stderr


def test_the_run_itself_prints_it_without_letting_it_act(hostile: Hostile) -> None:
    assert "DROP TABLE" in hostile.out
    assert harmless(hostile.out + hostile.err)


def test_queries_print_it_without_letting_it_act(hostile: Hostile) -> None:
    for extra in ([], ["--json"], ["--csv"]):
        done = hostile.command("sql", "SELECT title FROM briefings", *extra, "--data-dir", hostile.data)
        assert "DROP TABLE" in done.stdout
        assert harmless(done.stdout)


def test_a_formula_in_an_export_stays_text(hostile: Hostile) -> None:
    done = hostile.command(
        "sql", f"SELECT '{FORMULA.replace(chr(39), chr(39) * 2)}' AS f", "--csv", "--data-dir", hostile.data
    )
    (_, row) = csv.reader(io.StringIO(done.stdout))
    assert row[0].startswith("'=")


def test_an_export_shows_it_without_letting_it_act(hostile: Hostile, tmp_path: Path) -> None:
    done = hostile.command("export", tmp_path, "--format", "csv,jsonl", "--data-dir", hostile.data)
    assert done.returncode == 0, done.stderr
    written = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert "DROP TABLE" in written["briefings.csv"]
    assert all(map(harmless, written.values()))


def test_json_output_stays_json(hostile: Hostile) -> None:
    done = hostile.command("status", "--json", "--data-dir", hostile.data, "--site", hostile.definition)
    reasons = [page["reason"] for page in json.loads(done.stdout)["problems"]]
    assert len(reasons) == 2
    assert all(map(harmless, reasons))


def test_the_artifact_of_the_run_holds_no_markup_from_pages() -> None:
    from datetime import UTC, datetime

    report = RunReport("id", "ingest", "faultsite", started_at=datetime(2026, 9, 15, tzinfo=UTC))
    report.changes = [Change("id", "inserted", "javascript:alert(1)", TITLE, None, 1, 1)]
    text = summary(report)
    assert "<img" not in text
    assert "](javascript" not in text
    assert harmless(text)

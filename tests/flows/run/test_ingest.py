"""The main job through the installed command: a real site over HTTP, a real Prefect run, a real DuckDB file."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.ledger.ledger import Ledger
from flows.locks import run_lock
from flows.sample import DEFINITION, SampleServer, sample_server
from flows.settings import Paths
from tests.conftest import Briefings
from tests.plain import run_ingest
from warehouse.readers.query import query

EXPECTED = json.loads((Path(__file__).parent.parent / "sample" / "expected.json").read_text("utf-8"))


@pytest.fixture
def sample() -> Iterator[SampleServer]:
    with sample_server() as server:
        yield server


def ingest(briefings: Briefings, server: SampleServer, data: Path, **env: str) -> dict[str, Any]:
    done = briefings(
        "ingest", "--json", "--data-dir", data, "--site", DEFINITION, "--base-url", server.url, timeout=180, **env
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_first_run_loads_every_transcript_and_the_second_does_no_work(
    flow_briefings: Briefings, sample: SampleServer, tmp_path: Path
) -> None:
    """That Prefect changes nothing about the rows of a first run: tests/flows/orchestration/test_kill.py."""
    data = tmp_path / "data"
    assert run_ingest(data, DEFINITION, sample.url)[1]["outcome"] == "success"
    reader = data / "briefings.duckdb"
    compare_with_expected(reader)

    before = (hashlib.sha256(reader.read_bytes()).hexdigest(), reader.stat().st_mtime_ns, reader.stat().st_ino)
    warehouse = hashlib.sha256((data / "private" / "warehouse.duckdb").read_bytes()).hexdigest()
    asked = len(sample.requests)
    second = ingest(flow_briefings, sample, data)
    assert second["outcome"] == "unchanged"
    assert (hashlib.sha256(reader.read_bytes()).hexdigest(), reader.stat().st_mtime_ns, reader.stat().st_ino) == before
    assert hashlib.sha256((data / "private" / "warehouse.duckdb").read_bytes()).hexdigest() == warehouse
    assert [(path, status) for _, path, status in sample.requests[asked:]] == [("/nw9820/index.html", 304)]


def compare_with_expected(reader: Path) -> None:
    """Every transcript of the sample site is there, with its questions, answers, outlets and speakers."""
    loaded = {row["path"]: row for row in query(reader, BY_PATH).records()}
    for path, page in EXPECTED["pages"].items():
        row = loaded.get(path)
        assert row is not None, f"{path} is not in the database"
        title = ("title",) if row["is_canonical"] else ()
        for field in (*title, "kind", "questions", "answers", "outlets", "speakers"):
            assert row[field] == page[field], f"{path}: {field}"
        assert row["held_on"].isoformat() == page["held_on"], path


BY_PATH = """
SELECT regexp_replace(u.url, '^https?://[^/]+', '') AS path, u.is_canonical, b.title, b.kind, b.held_on,
       count(*) FILTER (t.role = 'question') AS questions,
       count(*) FILTER (t.role = 'answer') AS answers,
       coalesce(list(t.outlet ORDER BY t.seq) FILTER (t.role = 'question'), []) AS outlets,
       coalesce(list(t.speaker ORDER BY t.seq) FILTER (t.role = 'answer'), []) AS speakers
FROM briefing_urls u JOIN briefings b USING (briefing_id) LEFT JOIN turns t USING (briefing_id)
GROUP BY ALL
"""


def test_a_site_that_is_down_is_one_sentence_and_exit_1(flow_briefings: Briefings, tmp_path: Path) -> None:
    with sample_server() as server:
        gone = server.url
    done = flow_briefings("ingest", "--data-dir", tmp_path / "data", "--site", DEFINITION, "--base-url", gone)
    assert done.returncode == 1
    assert gone in done.stderr
    assert done.stderr.count("could not be read") == 1, "said once"
    assert "Traceback" not in done.stderr


def test_a_list_page_of_another_shape_names_the_selector(flow_briefings: Briefings, tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "nw9820").mkdir(parents=True)
    (root / "nw9820" / "index.html").write_text(
        "<html><body><ol class='news'><li>改版</li></ol></body></html>", "utf-8"
    )
    with sample_server(root) as server:
        done = flow_briefings("ingest", "--data-dir", tmp_path / "data", "--site", DEFINITION, "--base-url", server.url)
    assert done.returncode == 1
    assert ".list-date li" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_definition_with_a_broken_selector_is_refused_before_anything_is_asked(
    flow_briefings: Briefings, sample: SampleServer, tmp_path: Path
) -> None:
    definition = tmp_path / "mine.toml"
    definition.write_text(DEFINITION.read_text("utf-8").replace('".list-date li"', '"li[["'), "utf-8")
    done = flow_briefings(
        "ingest", "--json", "--data-dir", tmp_path / "data", "--site", definition, "--base-url", sample.url
    )
    assert (done.returncode, done.stdout, sample.requests) == (2, "", [])
    assert "mine.toml, line" in done.stderr
    assert "listing.item" in done.stderr


def test_a_run_that_breaks_down_is_exit_1_and_never_nothing_new(
    flow_briefings: Briefings, sample: SampleServer, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    (data / "archive").mkdir(parents=True)
    (data / "archive" / "ab").mkdir()
    left = data / "archive" / "ab" / ".left.part"
    left.mkdir()  # what is swept before a run cannot be a folder
    os.utime(left, (0, 0))
    done = flow_briefings("ingest", "--json", "--data-dir", data, "--site", DEFINITION, "--base-url", sample.url)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(left) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reparse_beside_a_run_that_works_says_so_once(
    flow_briefings: Briefings, sample: SampleServer, tmp_path: Path
) -> None:
    with run_lock(Paths(tmp_path)), Ledger(Paths(tmp_path).ledger):
        done = flow_briefings("reparse", "--data-dir", tmp_path, "--site", DEFINITION)
    assert done.returncode == 1
    assert done.stderr.count("Another run is working") == 1

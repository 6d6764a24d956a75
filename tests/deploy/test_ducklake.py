"""A DuckLake on PostgreSQL, with the real extensions: two writers, snapshots, readers who see all of a run or nothing.

The extensions come as Python packages for one version of DuckDB only, older than the project takes. They are installed
beside that version in a virtual environment under ``build/``, made once, and the warehouse's own code runs there. What is
written, and that a second time writes nothing, without them: tests/warehouse/readers/test_lake.py.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest
from postgresql import BINARIES, MISSING, Cluster, postgres, reachable

from benchmarks.fanout import fill
from flows.deliver.delivery import s3_options
from flows.deliver.remote import Remote
from flows.derive import loading
from flows.derive.job import ParseJob
from flows.derive.reading import parse_batch
from flows.report import RunReport
from flows.run.run import recorded
from flows.settings import load_settings
from flows.workspace import Workspace
from parsers import PARSER_VERSION
from tests.s3server import Store
from tests.warehouse.content import filled
from warehouse.database.publish import publish
from warehouse.database.store import lock, writer
from warehouse.readers.query import query

ROOT = Path(__file__).parents[2]
VERSION = "1.5.5"
PACKAGES = [
    f"{name}=={VERSION}"
    for name in ("duckdb", "duckdb-extension-ducklake", "duckdb-extension-postgres-scanner", "duckdb-extension-httpfs")
]
NUMBERS = count()
VENV = ROOT / "build" / f"ducklake-{VERSION}"

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(MISSING, reason="PostgreSQL is not installed (apt: postgresql)"),
]

INSTALL = """
import duckdb, pathlib, sys
con = duckdb.connect()
for file in pathlib.Path(sys.prefix).glob("lib/python*/site-packages/duckdb_extension_*/extensions/*/*.duckdb_extension"):
    con.execute(f"INSTALL '{file}'")
"""
PUBLISH = """
import json, pathlib, sys
from warehouse.readers.lake import publish_lake
done = publish_lake(pathlib.Path(sys.argv[1]), sys.argv[2], data=sys.argv[3], storage=json.loads(sys.argv[4]))
print([done.briefings, done.rows])
"""
READ = """
import duckdb, json, sys
con = duckdb.connect()
con.execute("LOAD ducklake; LOAD postgres")
con.execute(f"ATTACH '{sys.argv[1]}' AS lake (READ_ONLY)")
con.execute("USE lake")
print(json.dumps(con.execute(sys.argv[2]).fetchall(), default=str))
"""


class Lake:
    """A DuckLake in a PostgreSQL cluster, reached from DuckDB 1.5.5."""

    def __init__(self, cluster: Cluster, data: str, storage: dict[str, str]) -> None:
        self.cluster, self.data, self.storage = cluster, data, storage
        self.catalog = f"ducklake:postgres:{cluster.dsn}"

    def start(self, script: str, *arguments: str) -> subprocess.Popen[str]:
        """Run a script with the old DuckDB, beside the test."""
        env = {**os.environ, "HOME": str(VENV), "PYTHONPATH": str(ROOT)}
        command = [VENV / "bin" / "python", "-c", script, *arguments]
        return subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def publish(self, *copies: Path) -> list[list[int]]:
        """Publish reader copies, all at the same time; for each (briefings, rows) written."""
        return [ended(run) for run in [self.publishing(copy, self.catalog) for copy in copies]]

    def publishing(self, copy: Path, catalog: str) -> subprocess.Popen[str]:
        """A publication that has begun."""
        return self.start(PUBLISH, str(copy), catalog, self.data, json.dumps(self.storage))

    def read(self, statement: str) -> list[list[Any]]:
        """Rows of a query by another process."""
        return ended(self.start(READ, self.catalog, statement))


def ended(run: subprocess.Popen[str]) -> Any:
    out, err = run.communicate(timeout=120)
    assert run.returncode == 0, err[-2000:]
    return json.loads(out)


@pytest.fixture(scope="module")
def old_duckdb() -> None:
    """DuckDB and extensions of one version, installed once."""
    VENV.parent.mkdir(exist_ok=True)
    with lock(VENV.with_suffix(".lock"), wait=300):
        if not (VENV / ".done").exists():
            install()


def install() -> None:
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    pip = [VENV / "bin" / "python", "-m", "pip", "install", "--quiet", *PACKAGES]
    done = subprocess.run(pip, check=False, capture_output=True, text=True)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip(f"{', '.join(PACKAGES)} cannot be installed here")
    assert done.returncode == 0, done.stderr[-2000:]
    subprocess.run([VENV / "bin" / "python", "-c", INSTALL], check=True, env={**os.environ, "HOME": str(VENV)})
    (VENV / ".done").touch()


@pytest.fixture(scope="module")
def cluster(old_duckdb: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    assert BINARIES, "CI must have PostgreSQL"
    folder = tmp_path_factory.mktemp("cluster")
    reachable(folder)
    with postgres(folder / "postgres") as cluster:
        yield cluster


@pytest.fixture
def lake(cluster: Cluster, tmp_path: Path) -> Lake:
    """A lake in a database of its own."""
    return Lake(cluster.another(f"lake{next(NUMBERS)}"), str(tmp_path / "files"), {})


@pytest.fixture(scope="module")
def copies(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The reader copies of two data directories: the sample site's and a generated one's."""
    first = shutil.copy(made / "briefings.duckdb", tmp_path_factory.mktemp("first") / "briefings.duckdb")
    second = tmp_path_factory.mktemp("second") / "data"
    settings = load_settings(data_dir=second, site=str(fill(second, 30)))
    report = RunReport("run-1", "backfill", "bench", started_at=datetime.now(UTC))
    with Workspace.open(settings) as ws, recorded(ws, report):
        pages = ws.ledger.pending_pages("bench", PARSER_VERSION)
        loading.load_staged(ws, "run-1", [parse_batch(ParseJob.of(ws), pages, "all")], report)
        loading.copy_crawl(ws)
        loading.publish_reader_copy(ws)
    return first, second / "briefings.duckdb"


STRAY = """
SELECT count(*) FROM metrics AS m LEFT JOIN turns AS t USING (turn_id)
WHERE t.text[m.char_start + 1:m.char_end] IS DISTINCT FROM m.text
"""


def test_two_writers_publish_at_once_and_a_reader_sees_both(lake: Lake, copies: tuple[Path, Path]) -> None:
    lake.publish(*copies)
    with duckdb.connect(str(copies[0]), read_only=True) as con:
        tables = filled(con)

    def counts(where: str) -> str:
        return "SELECT " + ", ".join(f"(SELECT count(*) FROM {table} {where})" for table in tables)

    here = [query(copy, counts("")).rows[0] for copy in copies]
    there = [counts(f"WHERE site = '{site}'") for site in ("sample", "bench")]
    assert [tuple(row) for row in lake.read(" UNION ALL ".join(there))] == here
    assert lake.read(STRAY) == [[0]]


def test_a_run_without_changes_makes_no_snapshot_and_a_change_makes_one(lake: Lake, made: Path, tmp_path: Path) -> None:
    private, copy = tmp_path / "data" / "private" / "warehouse.duckdb", tmp_path / "data" / "briefings.duckdb"
    shutil.copytree(made, tmp_path / "data")
    lake.publish(copy)
    snapshots = "SELECT count(*) FROM ducklake_snapshots('lake')"
    before = lake.read(snapshots)
    assert lake.publish(copy) == [[0, 0]]
    assert lake.read(snapshots) == before
    with writer(private) as con:
        row = con.execute("SELECT briefing_id, turn_count FROM briefings ORDER BY ALL LIMIT 1").fetchone()
        assert row
        con.execute("UPDATE briefings SET derived_hash = 'x' WHERE briefing_id = ?", [row[0]])
        con.execute("DELETE FROM turns WHERE briefing_id = ? AND seq > 1", [row[0]])
    publish(private, copy)
    assert lake.publish(copy)[0][0] == 1
    assert lake.read(snapshots) == [[before[0][0] + 1]]
    turns = f"SELECT count(*) FROM turns{{}} WHERE briefing_id = '{row[0]}'"
    old = turns.format(f" AT (VERSION => {before[0][0] - 1})")
    assert lake.read(f"{turns.format('')} UNION ALL {old}") == [[1], [row[1]]]


def test_a_catalog_that_does_not_answer_is_one_sentence_without_the_password(
    lake: Lake, copies: tuple[Path, Path]
) -> None:
    nobody = "ducklake:postgres:dbname=lake host=127.0.0.1 port=1 password=geheim user=u"
    _, err = lake.publishing(copies[0], nobody).communicate(timeout=180)
    last = err.strip().splitlines()[-1]
    assert last.startswith("parsers.errors.PublishError: The DuckLake (ducklake:postgres) cannot be used")
    assert "geheim" not in last


def test_its_files_can_lie_on_an_object_store(
    lake: Lake, copies: tuple[Path, Path], s3: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.env.items():
        monkeypatch.setenv(name, value)
    bucket = s3.make_bucket()
    stored = Lake(lake.cluster, f"s3://{bucket}/lake", s3_options())
    assert stored.publish(copies[0])[0][0] == 19
    assert stored.publish(copies[0]) == [[0, 0]], "read back from there and compared"
    folders = {file.rpartition("/")[0] for file in Remote(f"s3://{bucket}/lake").files("main/turns")}
    assert folders == {f"main/turns/site=sample/year={year}" for year in (2024, 2025)}

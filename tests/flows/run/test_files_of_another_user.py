"""A data directory in which something belongs to another user, as after one run under sudo."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faultsite import FaultSite, fault_site
from tests.flows.cli.test_only_reading import OWNER, WITHOUT_RIGHTS
from tests.plain import run_ingest
from tests.some import some
from warehouse.readers.query import query

PAGES = 3
RUN = """
import logging, sys
from pathlib import Path
from flows.disk import storage_refused
from parsers.errors import BriefingsError
from tests.plain import run_ingest
logging.basicConfig()
try:
    with storage_refused():
        code, report = run_ingest(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
except BriefingsError as error:
    sys.exit(str(error))
sys.exit(report["message"] if code else None)
"""
PLACES = (
    "private",
    "private/run.lock",
    "private/run.faultsite.lock",
    "private/ledger.sqlite",
    "private/stage",
    "private/stage/faultsite",
    "private/warehouse.duckdb",
    "private/warehouse.lock",
    "private/warehouse.turn",
    "private/warehouse.schema",
)


@pytest.fixture(scope="module")
def web() -> Iterator[FaultSite]:
    with fault_site() as site:
        site.publish_many(PAGES)
        yield site


@pytest.fixture(scope="module")
def filled(web: FaultSite, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A data directory with all pages but the newest, and the definition of its site."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can give a file to another user, and setpriv takes root's rights away")
    folder = tmp_path_factory.mktemp("another")
    definition = web.write_definition(folder)
    assert run_ingest(folder / "data", definition, web.url)[0] == 0
    web.publish(50)
    return folder / "data", definition


def without_rights(data: Path, definition: Path, url: str) -> subprocess.CompletedProcess[str]:
    command = [*WITHOUT_RIGHTS, sys.executable, "-c", RUN, data, definition, url]
    root = Path(__file__).parents[3]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("place", some(PLACES, here=("private/stage", "private/warehouse.duckdb")))
def test_a_run_says_whose_it_is_and_the_next_one_completes(
    web: FaultSite, filled: tuple[Path, Path], tmp_path: Path, place: str
) -> None:
    made, definition = filled
    data = tmp_path / "data"
    shutil.copytree(made, data)
    theirs = data / place
    rights = stat.S_IMODE(theirs.stat().st_mode)
    os.chown(theirs, OWNER, OWNER)
    theirs.chmod(0o700 if theirs.is_dir() else 0o600)

    done = without_rights(data, definition, web.url)
    assert done.returncode == 1, done.stdout
    assert str(theirs) in done.stderr
    assert f"belongs to user {OWNER}" in done.stderr
    assert "Traceback" not in done.stderr

    os.chown(theirs, 0, 0)
    theirs.chmod(rights)
    assert run_ingest(data, definition, web.url)[0] == 0
    counted = query(data / "briefings.duckdb", "SELECT count(*), count(DISTINCT url) FROM briefings").rows
    assert counted == [(PAGES + 1, PAGES + 1)]


def test_who_owns_everything_needs_no_rights_of_root(web: FaultSite, filled: tuple[Path, Path], tmp_path: Path) -> None:
    made, definition = filled
    shutil.copytree(made, tmp_path / "data")
    done = without_rights(tmp_path / "data", definition, web.url)
    assert done.returncode == 0, done.stderr

"""What a file system can refuse, at every step of a run: each ends in a sentence, and the next run completes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.disk import unusable
from parsers.errors import BriefingsError
from tests.conftest import Briefings
from tests.faultsite import FaultSite, fault_site
from tests.plain import run_ingest
from tests.some import some
from warehouse.database import store
from warehouse.readers.query import query

PAGES = 4
Resize = Callable[[str], None]


@pytest.fixture
def web() -> Iterator[FaultSite]:
    with fault_site() as site:
        site.publish_many(PAGES)
        yield site


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Resize]]:
    """A disk whose size can be changed: the folder, and how."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a disk to fill up can only be mounted by root")

    def resize(option: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{option}", str(folder)], check=True)

    yield folder, resize
    subprocess.run(["umount", "-l", str(folder)], check=True)


def said(data: Path, definition: Path, url: str) -> str | None:
    """What a run that cannot go on says; None when it ended well."""
    try:
        code, report = run_ingest(data, definition, url)
    except BriefingsError as error:
        return str(error)
    except OSError as error:
        return str(unusable(error))
    return None if code == 0 else str(report["message"])


def whole(data: Path) -> bool:
    """Whether the reader copy holds every transcript once, and nothing is left half written."""
    counted = query(data / "briefings.duckdb", "SELECT count(*), count(DISTINCT url) FROM briefings").rows
    left = [*data.rglob("*.part"), *data.rglob(".*.tmp"), *data.rglob("*.wal")]
    return counted == [(PAGES, PAGES)] and left == []


@pytest.mark.parametrize("inodes", some([2, 4, 6, 8, 10, 14, 18, 24], here=[10]))
def test_no_more_files_at_any_step(disk: tuple[Path, Resize], web: FaultSite, tmp_path: Path, inodes: int) -> None:
    folder, resize = disk
    resize(f"nr_inodes={inodes}")
    definition = web.write_definition(tmp_path)
    sentence = said(folder / "data", definition, web.url)
    if sentence is not None:
        assert sentence.endswith("."), sentence
        assert "Traceback" not in sentence
    resize("nr_inodes=100000")
    assert said(folder / "data", definition, web.url) is None
    assert whole(folder / "data")


@pytest.mark.parametrize("kilobytes", some([40, 120, 300, 1000, 2000, 3000, 4000, 6000], here=[2000]))
def test_no_more_room_at_any_step(
    disk: tuple[Path, Resize], web: FaultSite, tmp_path: Path, kilobytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, resize = disk
    monkeypatch.setattr(store, "SPARE_BYTES", 0)  # else the run would not begin
    resize(f"size={kilobytes}k")
    definition = web.write_definition(tmp_path)
    sentence = said(folder / "data", definition, web.url)
    if sentence is not None:
        assert sentence.endswith("."), sentence
    resize("size=512m")
    assert said(folder / "data", definition, web.url) is None
    assert whole(folder / "data")


def test_a_disk_that_may_only_be_read_is_said_and_can_be_queried(
    disk: tuple[Path, Resize], web: FaultSite, tmp_path: Path, briefings: Briefings
) -> None:
    folder, resize = disk
    definition = web.write_definition(tmp_path)
    assert said(folder / "data", definition, web.url) is None
    web.publish(50)
    resize("ro")
    sentence = said(folder / "data", definition, web.url)
    assert sentence is not None and sentence.endswith(".")
    done = briefings("sql", "SELECT count(*) FROM briefings", "--csv", "--data-dir", folder / "data")
    assert (done.returncode, done.stdout.split()) == (0, ["count_star()", str(PAGES)])
    done = briefings("export", folder / "open", "--data-dir", folder / "data")
    assert done.returncode != 0 and len(done.stderr.splitlines()) == 1 and "Read-only" in done.stderr
    resize("rw")
    assert said(folder / "data", definition, web.url) is None


RUN = """
import os, sys
from pathlib import Path
from tests.plain import run_ingest
os.umask(0o77)
sys.exit(run_ingest(Path(sys.argv[1]), sys.argv[2], sys.argv[3])[0])
"""
C = {"LC_ALL": "C", "LANG": "C"}
NOT_UTF8 = {**C, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


@pytest.mark.parametrize(
    "verbs",
    [
        [("export", "开放 数据", "--format", "csv,xlsx")],
        pytest.param([("search", "发布"), ("recipes", "1")], marks=pytest.mark.soak),
    ],
    ids=["export", "other verbs"],
)
def test_a_strict_umask_locale_c_and_a_folder_with_blanks_and_chinese_letters(
    web: FaultSite, tmp_path: Path, briefings: Briefings, verbs: list[tuple[str, ...]]
) -> None:
    home = tmp_path / "新闻 发布会 (1)"
    home.mkdir()
    definition = web.write_definition(home)
    command = [sys.executable, "-c", RUN, home / "数据 1", definition, web.url]
    root = Path(__file__).parents[3]
    assert subprocess.run(command, env={**os.environ, **C}, cwd=root, check=False).returncode == 0
    assert whole(home / "数据 1")
    others = stat.S_IRWXG | stat.S_IRWXO
    assert not [path for path in (home / "数据 1" / "private").rglob("*") if path.stat().st_mode & others]
    where = ("--data-dir", home / "数据 1")
    done = briefings("sql", "SELECT title FROM briefings LIMIT 1", "--csv", *where, **C)
    assert done.returncode == 0 and "发布会" in done.stdout
    for verb in verbs:
        done = briefings(*verb, *where, **C)
        assert done.returncode == 0, done.stderr
    done = briefings("sql", "FROM briefings", *where, **NOT_UTF8)
    assert done.returncode != 0 and "LC_ALL=C.UTF-8" in done.stderr and len(done.stderr.splitlines()) == 1

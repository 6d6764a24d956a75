"""Fixtures that several rooms' tests share: a Prefect server for all workers, an S3 server, the installed command."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from flows.service.server import CLIENT, free_port, server_environment, server_module, wait_healthy
from flows.settings import Paths
from tests import forked, warm
from tests.once import once
from tests.s3server import Store, s3_server
from tests.shared import begin, end, let_go, shared

Run = subprocess.CompletedProcess[str]
Briefings = Callable[..., Run]
History = Callable[[Path], Path]

LONGEST = (
    "tests/test_lint.py",
    "service/test_up.py",
    "explorer/test_pages.py",
    "service/test_watch.py",
    "orchestration/test_kill.py",
    "run/test_sweep.py",
    "run/test_ingest_faults.py",
    "run/test_next_run.py",
    "deliver/test_delivery.py",
    "derive/test_rebuild.py",
    "service/test_door.py",
    "run/test_plain_run.py",
    "orchestration/test_unforeseen.py",
    "deliver/test_publication.py",
    "explorer/test_browser.py",
    "static/test_export.py",
    "run/test_ingest.py",
    "quality/test_rules.py",
    "run/test_command.py",
    "parsers/test_any_input.py",
    "run/test_file_system.py",
    "metrics/test_hostile.py",
    "cli/test_proposed_sites.py",
    "derive/test_loading.py",
    "database/test_hardship.py",
    "readers/test_lake.py",
    "load/test_staged.py",
    "cli/test_cli.py",
    "explore/test_library.py",
    "crawl/test_faults.py",
    "load/test_load.py",
    "readers/test_search.py",
    "readers/test_export.py",
    "static/test_making.py",
)
"""Files that take long. They begin, so that no worker is left alone with one of them at the end; of two neighbours one mostly
waits and the other reckons.
"""


HELD = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """The process that was asked for the tests holds what its workers share."""
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        config.stash[HELD] = begin()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(config: pytest.Config, specs: list[Any]) -> None:
    """Workers that have collected already, where there are any. While they do, the server starts that some of all tests need:
    the first of them would wait for it.
    """
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        threading.Thread(target=shared, args=("prefect", _serve)).start()
    python = warm.python(config.args)
    for spec in specs:
        spec.python = python


def pytest_unconfigure(config: pytest.Config) -> None:
    if HELD in config.stash:
        end(config.stash[HELD])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; all others in their order."""

    def place(item: pytest.Item) -> int:
        return next((at for at, name in enumerate(LONGEST) if item.path.as_posix().endswith(name)), len(LONGEST))

    items.sort(key=place)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[object]:
    """What is imported and collected lives as long as the process: collections of garbage need not look through it."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="session")
def history() -> History:
    """Give a data directory an empty history of runs, as Prefect leaves it after its first start: half of the time that
    a start takes goes into making one. ``make demo`` starts without one, and so do two tests in
    tests/flows/service/test_start.py.
    """
    empty, _ = shared("prefect", _serve).split("\n")

    def give(data: Path) -> Path:
        home = Paths(data).prefect
        home.mkdir(mode=0o700, parents=True)
        for name in ("prefect.db", "memo_store.toml"):
            shutil.copy(Path(empty) / name, home / name)
        return data

    return give


@pytest.fixture(scope="session")
def prefect_api() -> str:
    """The API address of a real Prefect server, one for all workers: other tests' runs are on it too."""
    return shared("prefect", _serve).split("\n")[1]


def _serve(folder: Path, alive: int) -> str:
    """Start the server; gives a folder with its history before the first run, and its address."""
    paths, port, empty = Paths(folder / "data"), free_port(), folder / "empty"
    for made in (paths.prefect, empty):
        made.mkdir(parents=True)
    url, log = f"http://127.0.0.1:{port}/api", paths.prefect / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.service.ends_with_parent", *server_module(port)],
            env={**os.environ, **server_environment(paths, port)},
            stdin=alive,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    wait_healthy(url, process, log=log)
    let_go(process)
    shutil.copy(paths.prefect / "memo_store.toml", empty)
    with closing(sqlite3.connect(paths.prefect / "prefect.db")) as served:
        served.execute("VACUUM INTO ?", [str(empty / "prefect.db")])
    return f"{empty}\n{url}"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the sample in it, as a run leaves it; to be copied, not to be changed."""
    from docs.build import sample  # here: it loads the parsers, and the process that hands out the tests needs none

    return once(tmp_path_factory, "made", sample)


@pytest.fixture(scope="session")
def s3() -> Store:
    """A real S3 server, one for all workers."""
    pytest.importorskip("s3fs", reason="the extra s3 is not installed (pip install '.[s3]')")
    return Store(int(shared("s3", s3_server)))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 32 MB, to be filled up."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk to fill up can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def briefings(tmp_path: Path) -> Briefings:
    """The installed command, as its users run it; offline verbs need no server."""
    return _runner(tmp_path, {})


@pytest.fixture
def flow_briefings(tmp_path: Path, prefect_api: str) -> Briefings:
    """The installed command with the session's Prefect server, for verbs that run a flow."""
    return _runner(tmp_path, {**CLIENT, "PREFECT_API_URL": prefect_api, "PREFECT_HOME": str(tmp_path / "prefect")})


def _runner(folder: Path, extra: dict[str, str]) -> Briefings:
    modules = forked.FLOWS if "PREFECT_API_URL" in extra else forked.OFFLINE

    def run(*arguments: str | Path, timeout: float = 180, stdin: bytes | None = None, **env: str) -> Run:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_"))}
        clean.pop("PYTHONDONTWRITEBYTECODE", None)
        given, words = {**clean, **extra, **env}, [str(argument) for argument in arguments]
        if any(name.startswith(("PYTHON", "LC_", "LANG")) for name in env) or words[:1] == ["up"]:
            done = subprocess.run(
                [Path(sys.executable).with_name("briefings"), *words],
                cwd=folder,
                env=given,
                input=stdin,
                capture_output=True,
                timeout=timeout,
                check=False,
            )
            return subprocess.CompletedProcess(words, done.returncode, done.stdout.decode(), done.stderr.decode())
        code, out, err = forked.run(modules, words, cwd=folder, env=given, stdin=stdin or b"", timeout=timeout)
        return subprocess.CompletedProcess(words, code, out.decode(), err.decode())

    return run

"""Kill what is not fetching at random moments, and check after each that nothing was lost, doubled or left half written.

python -m tests.kills [--rounds 30] [--only export,retry,correct,warc,maintain,migrate] [--seed 1]

Every round: a process that exports, tries the quarantine again, applies a correction, imports a WARC file, keeps the data
directory up or makes the database's tables is killed (SIGKILL) somewhere; then the same is done to its end, and the data
directory must hold what an undisturbed one holds. ``make chaos`` does this to runs that fetch, ``make crash`` to loading.
"""

from __future__ import annotations

import argparse
import logging
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from flows.archive.store import Archive
from flows.archive.warc_export import export_warc
from flows.archive.warc_import import import_warc
from flows.deliver.backup import back_up
from flows.run.ingest import ingest
from flows.run.reparse import load_archived, reparse, retry
from flows.run.run import Work, opened, perform
from flows.settings import Settings, load_settings
from flows.workspace import Workspace
from tests.faultsite import fault_site
from tests.warehouse.content import READ
from warehouse.database.compact import compact
from warehouse.database.publish import publish
from warehouse.database.store import reader, writer
from warehouse.readers.export import Format, export
from warehouse.readers.query import query

PAGES = 12
NOWHERE = "https://www.lanhai.example"
CONTENT = f"{READ} UNION ALL SELECT 'correction', target, field, status FROM corrections ORDER BY ALL"
CORRECTION = (
    '[[correction]]\ntarget = "{}"\nfield = "speaker"\nexpected = "{}"\nvalue = "周明"\nreason = "按录像核对"\n'
)


def prepare(root: Path) -> None:
    """The data directories that the rounds begin with, one for each kind of work."""
    with fault_site() as web:
        web.publish_many(PAGES)
        definition = web.write_definition(root)
        blind = root / "blind.toml"
        blind.write_text(definition.read_text("utf-8").replace("#ivs_content", "#nothing"), "utf-8")
        for name, site in (("read", definition), ("aside", blind)):
            settings = load_settings(data_dir=root / name, site=str(site), base_url=web.url)
            _perform(settings, "ingest", ingest)
        (root / "address").write_text(web.url, "utf-8")
    with Workspace.open(_settings(root, root / "read")) as ws:
        export_warc(root / "pages.warc.gz", ws.ledger, ws.archive)
    (turn, speaker) = query(
        root / "read" / "briefings.duckdb",
        "SELECT turn_id, speaker FROM turns WHERE speaker IS NOT NULL ORDER BY ALL LIMIT 1",
    ).rows[0]
    shutil.copytree(root / "read", root / "corrected")
    (root / "corrected" / "corrections").mkdir(exist_ok=True)
    (root / "corrected" / "corrections" / "fixes.toml").write_text(CORRECTION.format(turn, speaker), "utf-8")
    (root / "empty").mkdir()


def do_export(root: Path, data: Path) -> None:
    export(data / "briefings.duckdb", data / "open", list(get_args(Format)))


def do_retry(root: Path, data: Path) -> None:
    _perform(_settings(root, data), "retry", retry)


def do_correct(root: Path, data: Path) -> None:
    _perform(_settings(root, data), "reparse", reparse)


def do_warc(root: Path, data: Path) -> None:
    settings = _settings(root, data)
    with opened(settings, "load") as run:
        import_warc(root / "pages.warc.gz", run.ws.site, run.ws.ledger, run.ws.archive)
        perform(run, load_archived)


def do_maintain(root: Path, data: Path) -> None:
    paths = _settings(root, data).paths
    back_up(paths, data / "backups", now=datetime.now(UTC), keep=2)
    compact(paths.warehouse)
    publish(paths.warehouse, paths.reader)


def do_migrate(root: Path, data: Path) -> None:
    """Tables, views and macros into an empty file; then a view of an older release is put right."""
    paths = _settings(root, data).paths
    for _ in range(4):
        with writer(paths.warehouse) as con:
            con.execute("UPDATE schema_objects SET sha256 = 'of an older release'")
    publish(paths.warehouse, paths.reader)


WORK: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "export": ("read", do_export),
    "retry": ("aside", do_retry),
    "correct": ("corrected", do_correct),
    "warc": ("empty", do_warc),
    "maintain": ("read", do_maintain),
    "migrate": ("empty", do_migrate),
}
"""Kind of work → the data directory it begins with, and what it does."""


def whole(name: str, root: Path, data: Path) -> dict[str, object]:
    """What the data directory holds; two that were treated alike are equal."""
    Archive(
        data / "archive"
    ).sweep()  # as a run ten minutes later does: until then it may be another site's that writes
    left = sorted(str(path.relative_to(data)) for path in data.rglob("*") if _left_over(path))
    held: dict[str, object] = {"left behind": left, "content": query(data / "briefings.duckdb", CONTENT).rows}
    with reader(data / "briefings.duckdb") as con:
        held["objects"] = con.execute("SELECT name FROM schema_objects ORDER BY ALL").fetchall()
    if name == "export":
        held["files"] = sorted(path.name for path in (data / "open").iterdir())
        with closing(sqlite3.connect(data / "open" / "briefings.sqlite")) as file:
            held["sqlite"] = file.execute("PRAGMA integrity_check").fetchall()
        held["rows"] = [path.read_bytes().count(b"\n") for path in sorted((data / "open").glob("*.csv"))]
    if name == "maintain":
        held["backups"] = {(each / "warehouse.duckdb").exists() for each in _backups(data)}
    if (data / "private" / "ledger.sqlite").exists():
        with closing(sqlite3.connect(data / "private" / "ledger.sqlite")) as ledger:
            held["ledger"] = ledger.execute("PRAGMA integrity_check").fetchall()
            held["pages"] = ledger.execute("SELECT url, state, page_sha256 FROM pages ORDER BY url").fetchall()
    return held


def _left_over(path: Path) -> bool:
    return path.name.endswith((".part", ".tmp")) or path.name == "warehouse.duckdb.wal"


def _backups(data: Path) -> list[Path]:
    return [each for each in (data / "backups").iterdir() if each.is_dir() and each.name != "archive"]


def _settings(root: Path, data: Path) -> Settings:
    address = (root / "address").read_text("utf-8") if (root / "address").exists() else NOWHERE
    return load_settings(data_dir=data, site=str(root / "faultsite.toml"), base_url=address)


def _perform(settings: Settings, flow: str, work: Work) -> None:
    with opened(settings, flow) as run:
        perform(run, work)


def kill_once(name: str, root: Path, data: Path, after: float) -> bool:
    """Start the work and kill it ``after`` seconds into it; whether it was still at it."""
    command = [sys.executable, "-m", "tests.kills", "--work", name, "--root", str(root), "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        if process.stdout is not None:
            process.stdout.readline()  # it has imported everything and begins
        time.sleep(after)
        running = process.poll() is None
        process.kill()
    return running


def rounds(name: str, root: Path, number: int, dice: random.Random) -> tuple[int, str | None]:
    """As many kills as asked; how many hit, and the first difference to an undisturbed data directory."""
    start, work = WORK[name]
    undisturbed = root / f"undisturbed-{name}"
    shutil.copytree(root / start, undisturbed)
    began = time.monotonic()
    work(root, undisturbed)
    longest = max(time.monotonic() - began, 0.05)
    expected = whole(name, root, undisturbed)
    hit = 0
    for one in range(number):
        data = root / f"disturbed-{name}-{one}"
        shutil.copytree(root / start, data)
        hit += kill_once(name, root, data, dice.uniform(0.0, longest))
        work(root, data)
        found = whole(name, root, data)
        wrong = [key for key in expected if found.get(key) != expected[key]]
        if wrong:
            return hit, f"{data}: {wrong[0]} is {str(found.get(wrong[0]))[:300]}, not {str(expected[wrong[0]])[:300]}"
        shutil.rmtree(data)
    return hit, None


def main() -> int:
    """All kinds of work, or those asked for; exit code 1 at the first difference."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--only", default=",".join(WORK))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--work", help=argparse.SUPPRESS)
    options.add_argument("--root", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.work:
        sys.stdout.write("begin\n")
        sys.stdout.flush()
        WORK[given.work][1](given.root, given.data)
        return 0
    logging.disable(logging.WARNING)  # of pages set aside, which is meant
    root = Path(tempfile.mkdtemp(prefix="briefings-kills-"))
    prepare(root)
    for name in given.only.split(","):
        hit, wrong = rounds(name, root, given.rounds, random.Random(given.seed))
        if wrong:
            sys.stdout.write(f"{name}: {wrong}\n")
            return 1
        sys.stdout.write(f"{name}: {given.rounds} rounds, {hit} killed in the middle, every one as if undisturbed\n")
        sys.stdout.flush()
    shutil.rmtree(root)
    return 0


if __name__ == "__main__":
    sys.exit(main())

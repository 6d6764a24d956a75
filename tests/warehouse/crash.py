"""Kills a loading and publishing process at random moments and looks at what is left.

    python tests/warehouse/crash.py [--kills 200] [--each 12] [--seed 1] [--folder DIR]

After each kill the reader copy must open and hold whole runs only; in the end the writer's database must hold what
an undisturbed process makes. Prints one line, exits 1 with the first difference.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from content import READ
from warehouse_pages import NOW, load_page, page, turn, usual_turns

from warehouse.database.publish import publish
from warehouse.database.published import is_published
from warehouse.database.store import writer
from warehouse.load.loading import LoadPage, load_pages
from warehouse.readers.query import query

DAYS, A_DAY = 6, 10
COUNTS = "SELECT (SELECT count(*) FROM briefings), (SELECT count(*) FROM turns), (SELECT count(*) FROM metrics)"
EVERYTHING = f"""
{READ}
UNION ALL SELECT 'revision', briefing_id, revision, content_hash FROM revisions
UNION ALL SELECT 'speaker', speaker, turns, NULL FROM speakers
UNION ALL SELECT 'outlet', outlet, questions, NULL FROM outlets
ORDER BY ALL
"""


def day(number: int) -> list[LoadPage]:
    """Ten new pages, and the day before's first three edited."""
    news = [_page(number, place) for place in range(A_DAY)]
    return news + [_page(number - 1, place, edited=True) for place in range(3) if number > 0]


def _page(number: int, place: int, *, edited: bool = False) -> LoadPage:
    held_on = date(2025, 1, 1) + timedelta(days=number * A_DAY + place)
    turns = [*usual_turns(), turn(5, "remark", "更正一句。")] if edited else usual_turns()
    return load_page(page(turns, held_on=held_on, title=f"第{number}-{place}场"), name=f"{number}-{place}")


def work(folder: Path) -> None:
    """Load every day that is not loaded, one transaction a day, publishing after each."""
    private, copy = folder / "private" / "warehouse.duckdb", folder / "briefings.duckdb"
    for number in range(DAYS):
        with writer(private) as con:
            # As the crawl's ledger would say: what was committed is not loaded again.
            if not con.execute("SELECT 1 FROM revisions WHERE run_id = ?", [f"day-{number}"]).fetchone():
                load_pages(con, day(number), run_id=f"day-{number}", now=NOW)
        if not is_published(private, copy):
            publish(private, copy)


def kill_once(folder: Path, delay: float) -> bool:
    """Start the work and kill it after ``delay`` seconds of working; False when it was done before."""
    command = [sys.executable, str(Path(__file__)), "--work", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        if process.stdout is not None:
            process.stdout.readline()  # it has imported everything and begins
        time.sleep(delay)
        running = process.poll() is None
        process.kill()
    return running


def whole_days(folder: Path) -> bool:
    """Whether the reader copy, once there is one, opens and holds only whole days."""
    copy = folder / "briefings.duckdb"
    if not copy.exists():
        return True
    ((briefings, turns, metrics),) = query(copy, COUNTS).rows
    edited = max(0, briefings // A_DAY - 1) * 3
    return briefings % A_DAY == 0 and metrics == 3 * briefings and turns == 4 * briefings + edited


def main() -> int:
    """Kill, look, compare."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=200)
    options.add_argument("--each", type=int, default=12, help="kills of the work on one warehouse")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", type=Path, help="work here instead of in a temporary folder")
    options.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.work:
        sys.stdout.write("begin\n")
        sys.stdout.flush()
        work(given.work)
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        return run(given.folder or Path(temporary), given.kills, given.each, random.Random(given.seed))


def run(root: Path, kills: int, each: int, dice: random.Random) -> int:
    """As many kills as asked, ``each`` of them on one warehouse, over as many as that takes."""
    work(root / "undisturbed")
    expected = query(root / "undisturbed" / "briefings.duckdb", EVERYTHING).rows
    done = warehouses = 0
    while done < kills:
        folder = root / f"disturbed-{warehouses}"
        warehouses += 1
        for _ in range(each):
            done += kill_once(folder, dice.uniform(0.0, 1.2))
            if not whole_days(folder):
                sys.stdout.write(f"the reader copy in {folder} holds half a day\n")
                return 1
        work(folder)
        if query(folder / "briefings.duckdb", EVERYTHING).rows != expected:
            sys.stdout.write(f"{folder} differs from an undisturbed warehouse\n")
            return 1
    sys.stdout.write(f"{done} kills, {warehouses} warehouses: every one as if undisturbed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

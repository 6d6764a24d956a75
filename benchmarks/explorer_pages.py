"""Do the explorer's pages answer at once over a grown warehouse, also for twenty readers while loads replace the file?

    python -m benchmarks.warehouse_growth --large 100000 --keep DIR
    python -m benchmarks.explorer_pages DIR/100000 [--readers 20] [--seconds 60] [--size 100000]

Starts ``briefings explore`` as a process of its own. Prints a Markdown table: for each kind of page the seconds until it is
there and the processor's seconds, the better of two requests of which neither is answered from memory; then what many readers
met, each looking at a page for some seconds before asking for the next, while a day was loaded every quarter of a minute; and
the most memory that the process took. ``--size`` is what DIR was built with.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks.cost import cpu_of
from benchmarks.warehouse_growth import FIRST, PAIRS, TOPICS, one_day
from flows.service.server import free_port
from warehouse.explore.recipes import recipes

PAGES = {
    "start": "",
    "a list of conferences": "briefings/page/400",
    "a conference": f"briefings/sample-{FIRST}",
    "a month": "months/2022-03",
    "officials": "officials",
    "an official": "officials/" + quote("发言人7"),
    "an outlet": "outlets/" + quote("第7日报"),
    "measures": "measures",
    "the measure with most figures": "measures/" + quote("地区生产总值"),
    "a usual measure": "measures/" + quote("养老床位"),
    "a topic": "topics/economy",
    "stated differently": "restated",
    "plan against result": "kept",
    "changes": "changes",
    "quality": "quality",
    "news feed": "news.atom",
    "search, one word": "search?q=" + quote("电动自行车"),
    "search, a common word": "search?q=" + quote("养老"),
    "search, two words": "search?q=" + quote("养老 社区"),
    "search, a name": "search?q=" + quote("发言人7"),
}
LOOK = 2.0, 8.0
"""Seconds for which somebody looks at a page."""
BETWEEN_LOADS = 15.0
WORDS = [*TOPICS, *PAIRS[:40]]


@dataclass
class Crowd:
    """What many readers met."""

    seconds: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: str, seconds: float) -> None:
        """One request."""
        self.outcomes[outcome] += 1
        self.seconds.append(seconds)


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, int]]:
    """``briefings explore`` over a data directory: its address and its process."""
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("briefings")),
        "explore",
        "--data-dir",
        str(folder),
        "--port",
        str(port),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            root = f"http://127.0.0.1:{port}/"
            while get(root + "assets/style.css")[0] == "unreachable":
                time.sleep(0.1)
            time.sleep(3)  # it warms up its charts
            yield root, process.pid
        finally:
            process.terminate()


def get(url: str) -> tuple[str, float]:
    """How a request ended, and after how many seconds."""
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:  # noqa: S310 - our own server
            answer.read()
            outcome = str(answer.status)
    except urllib.error.HTTPError as error:
        outcome = str(error.code)
    except OSError as error:
        refused = isinstance(getattr(error, "reason", None), ConnectionRefusedError)
        outcome = "unreachable" if refused else type(error).__name__
    return outcome, time.perf_counter() - started


def once(root: str, pid: int, address: str, fresh: Iterator[int]) -> tuple[float, float, str]:
    """Wall and processor seconds of a page that nobody has asked for, and how it ended."""
    before = cpu_of(pid)
    outcome, wall = get(f"{root}{address}{'&' if '?' in address else '?'}n={next(fresh)}")
    return wall, cpu_of(pid) - before, outcome


def alone(root: str, pid: int) -> Iterator[str]:
    """A row for each kind of page, the recipes' slowest last."""
    fresh = itertools.count()
    yield "| page | seconds | processor seconds |\n| --- | --- | --- |"
    for name, address in PAGES.items():
        wall, cpu, outcome = min(once(root, pid, address, fresh) for _ in range(2))
        yield f"| {name} | {wall:.2f} | {cpu:.2f} |{'' if outcome == '200' else ' **' + outcome + '**'}"
    asked = {each.name: min(once(root, pid, f"recipes/{each.name}", fresh) for _ in range(2)) for each in recipes()}
    slowest = sorted(asked, key=lambda name: asked[name], reverse=True)[:3]
    for name in slowest:
        yield f"| recipe {name.replace('_', ' ')} | {asked[name][0]:.2f} | {asked[name][1]:.2f} |"
    failed = [name for name, (_, _, outcome) in asked.items() if outcome != "200"]
    yield f"\nRecipes that failed: {', '.join(failed) or 'none'}. Most memory: {most_memory(pid)} MB."


def many(root: str, folder: Path, *, size: int, readers: int, seconds: float) -> Iterator[str]:
    """Readers, each asking for one page after the other, while one day after the other is loaded and published."""
    crowd, stop = Crowd(), time.monotonic() + seconds
    threads = [threading.Thread(target=_read, args=(root, crowd, stop, seed)) for seed in range(readers)]
    for thread in threads:
        thread.start()
    days = 0
    while time.monotonic() < stop:
        one_day(folder / "private" / "warehouse.duckdb", size)
        days += 1
        time.sleep(max(0.0, min(BETWEEN_LOADS, stop - time.monotonic())))
    for thread in threads:
        thread.join()
    said = ", ".join(f"{count} × {outcome}" for outcome, count in crowd.outcomes.most_common())
    times = sorted(crowd.seconds)
    yield (
        f"\n{readers} readers for {seconds:.0f} s while {days} days were loaded: {said}; half within "
        f"{statistics.median(times):.2f} s, 95 of 100 within {times[int(0.95 * len(times))]:.1f} s, the slowest {times[-1]:.1f} s."
    )


def _read(root: str, crowd: Crowd, stop: float, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - reproducible, no secret
    while time.monotonic() < stop:
        address = dice.choice([*PAGES.values(), "search?q=" + quote(dice.choice(WORDS))])
        crowd.add(*get(root + address))
        time.sleep(dice.uniform(*LOOK))


def most_memory(pid: int) -> int:
    """The most memory that the process ever took, in MB."""
    said = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(said[1]) >> 10 if said else 0


def main() -> None:
    """Every page alone, then many readers at once."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, help="a data directory that warehouse_growth kept")
    options.add_argument("--readers", type=int, default=20)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--size", type=int, default=100_000)
    given = options.parse_args()
    with server(given.folder) as (root, pid):
        out = sys.stdout.write
        for line in alone(root, pid):
            out(line + "\n")
        if given.readers:
            for line in many(root, given.folder, size=given.size, readers=given.readers, seconds=given.seconds):
                out(line + "\n")
        out(f"Most memory of the process: {most_memory(pid)} MB. Load of the machine: {os.getloadavg()[0]:.1f}.\n")


if __name__ == "__main__":
    main()

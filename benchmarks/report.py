"""docs/performance.md from what was measured: the machine, tables, each goal beside what was reached. Pure text."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.contenders import EVERYBODY, TURNS_ALONE

Kept = dict[str, Any]
TITLES = {who.name: who.title for who in (*EVERYBODY, *TURNS_ALONE)}
WHOLE = ("lists", "fetch", "parse and stage", "load", "publish")
"""The stages that together are an ingest; the others are parts of these."""
_OF_FIGURES = ("figures", "observations")

INTRODUCTION = """# Performance

Written by `make bench` (`python -m benchmarks.run`), not by hand. {machine}

All programs of a table were run in turn within one run on this machine, against a generated site of 57 KB pages
(7,000 characters, 21 turns, about 54 figures each) that another process serves. Every program had to read exactly
the same turns: a hash over address, title, number, role, speaker and text is compared with what the generator wrote.
CPU seconds (user and system, of the whole process tree) are the figures to trust; wall time depends on what else
the machine does. The work of a standing Prefect server is counted apart. Values are medians of the rounds.

What is compared: the rivals fetch, split turns and write rows. `briefings` also keeps a ledger of every exchange and
a durable archive of every page, checks rules, keeps revisions, and publishes a reader copy. dlt and the Prefect flow
with a task per page use BeautifulSoup on the whole page, as their tutorials do.

Each section ends with the day on which it was measured; sections of different days are of different states of the program,
and a goal compares what its sections say.

The parsers stay pure Python: compiled with mypyc (words, times, metrics, observations) the figures of a page took 40 % less CPU
while rules read them. Evidence, whose points are looked up in dictionaries, gains less than a tenth (tried by hand on 60 pages):
far less than the quarter that would be worth asking for a compiler. Since the lexicon was one, what mypyc 2.4 makes of them on
Python 3.11 crashes at its first page, also after its limits were worked around; what Cython 3.3 makes of them works and takes
an eighth less (the best of eight runs over 60 pages each).
"""


def write(kept: Kept, target: Path) -> str:
    """Write the page; returns its text."""
    text = "\n".join(_page(kept)) + "\n"
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return text


def machine() -> str:
    """The machine by cores and memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"The machine: {os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}."
    )


def _page(kept: Kept) -> Iterator[str]:
    yield INTRODUCTION.format(machine=machine())
    yield from _goals(kept)
    for name, section in (
        ("crawl", _crawl), ("turns", _turns), ("latency", _latency), ("stages", _stages), ("quiet", _quiet), ("load", _load),
        ("memory", _memory), ("growth", _growth),
    ):  # fmt: skip
        if name in kept:
            yield from section(kept)
            yield f"\nMeasured {kept[name]['at']}.\n"


def median(runs: list[Kept], what: str) -> float:
    """The median over the rounds."""
    return statistics.median(run[what] for run in runs)


def _table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"


def _both(runs: list[Kept]) -> float:
    """CPU of the program and of the server that worked for it."""
    return statistics.median(run["cpu"] + run["server_cpu"] for run in runs)


def _goals(kept: Kept) -> Iterator[str]:
    rows: list[tuple[object, ...]] = []

    def goal(what: str, limit: float, reached: float, unit: str = "×") -> None:
        rows.append((what, f"≤ {limit:.3g} {unit}", f"{reached:.3g} {unit}", "yes" if reached <= limit else "**no**"))

    if "crawl" in kept:
        runs = kept["crawl"]["runs"]
        ours = median(runs["ours"], "cpu")
        goal("CPU with figures against Scrapy, which stops at turns", 3.0, ours / median(runs["scrapy"], "cpu"))
        goal("CPU with figures against dlt merge, which stops at turns", 0.35, ours / median(runs["dlt"], "cpu"))
        goal(
            "CPU with figures, servers included, against Prefect with a task per page, which stops at turns",
            0.12,
            _both(runs["ours"]) / _both(runs["naive"]),
        )
        goal(
            "Prefect task runs per 1,000 pages", 20, kept["crawl"]["task_runs"] / kept["crawl"]["pages"] * 1000, "runs"
        )
    if "turns" in kept:
        runs = kept["turns"]["runs"]
        goal(
            "CPU without figures against Scrapy", 1.9, median(runs["ours_turns"], "cpu") / median(runs["scrapy"], "cpu")
        )
    if "stages" in kept:
        goal("Of the CPU without figures, what is neither network nor trees nor DuckDB", 50, own_share(kept) * 100, "%")
    walls = (kept["latency"], kept["latency"]["larger"]) if "latency" in kept else ()
    for race in {race["pages"]: race for race in walls}.values():
        what = f"Wall at 50 ms against the latency bound, {race['pages']:,} pages"
        goal(what, 1.3 if race["pages"] >= 5000 else 1.6, median(race["runs"]["ours"], "wall") / bound(race))
    if "load" in kept:
        goal("CPU of a bulk append against Arrow", 1.5, kept["load"]["append"] / kept["load"]["arrow"])
    if "quiet" in kept:
        runs = {name: median(found, "cpu") for name, found in kept["quiet"]["runs"].items()}
        goal("Nothing new, from the terminal, against a plain script", 1.0, runs["ours"] / runs["plain"])
        goal("Nothing new, scheduled, against an empty Prefect flow", 1.1, runs["our_flow"] / runs["empty_flow"])
    if "memory" in kept:
        small, large = (found["megabytes"] for found in kept["memory"]["ours"].values())
        goal(f"Peak memory at {' pages against '.join(reversed(kept['memory']['ours']))}", 1.2, large / small)
    if "growth" in kept:
        small, large = _warehouses(kept["growth"])
        goal(f"A day's load at {large:,} briefings against {small:,}", 1.2, kept["growth"]["load_ratio"])
    yield "## Goals and what was reached\n"
    yield from _table(("what", "goal", "reached", "met"), rows)
    yield ""


def own_share(kept: Kept) -> float:
    """Which part of a run without figures is neither HTTP, nor the building of trees, nor DuckDB (loading, publishing)."""
    stages: dict[str, float] = kept["stages"]["without_figures"]
    whole = sum(stages[name] for name in WHOLE)
    if "turns" in kept:
        whole = median(kept["turns"]["runs"]["ours_turns"], "cpu") / kept["turns"]["pages"] * 1000
    return 1 - sum(stages[name] for name in ("network", "trees", "load", "publish")) / whole


def bound(race: Kept) -> float:
    """Seconds that the pages take at eight requests at a time, if nothing else took any."""
    return float(race["pages"] * race["latency"] / 8)


def _race(race: Kept, against: str) -> Iterator[str]:
    base = median(race["runs"][against], "cpu")
    rows = []
    for name, runs in race["runs"].items():
        cpu, thousand = median(runs, "cpu"), 1000 / race["pages"]
        rows.append(
            (
                TITLES[name], f"{cpu * thousand:.1f}", f"{median(runs, 'server_cpu') * thousand:.1f}", f"{cpu / base:.2f}",
                f"{median(runs, 'wall'):.1f}", f"{race['pages'] / median(runs, 'wall'):.0f}",
                f"{median(runs, 'megabytes'):.0f}", len(runs),
            )
        )  # fmt: skip
    head = ("program", "CPU s / 1,000 pages", "+ server", "ratio", "wall s", "pages/s", "peak MB", "rounds")
    yield from _table(head, rows)


def _crawl(kept: Kept) -> Iterator[str]:
    race = kept["crawl"]
    yield f"## The whole job: {race['pages']} pages, no latency, eight requests at a time\n"
    yield from _race(race, "bare_figures")
    yield (
        f"\nThe site's server gives eight plain connections {race['server_pages_per_second']:.0f} pages a second: it is "
        "not the limit. Ratios are of CPU against the bare script with the same figures."
    )
    yield (
        "\nWhere `briefings` loses: it starts with the imports of Prefect, it extracts figures where Scrapy, dlt and the "
        "Prefect flow here stop at turns, and it does what a script leaves out (above). Without a standing server a run "
        "from the terminal also starts one, which costs about 10 s."
    )


def _turns(kept: Kept) -> Iterator[str]:
    race = kept["turns"]
    yield f"## The same without figures, ours as well: {race['pages']} pages\n"
    yield from _race(race, "bare")
    yield "\nRatios are of CPU against the bare script, which keeps neither archive nor ledger and publishes nothing."


def _latency(kept: Kept) -> Iterator[str]:
    race, larger = kept["latency"], kept["latency"]["larger"]
    yield f"## The same with 50 ms before every answer: {race['pages']} pages; the latency bound is {bound(race):.1f} s\n"
    yield from _race(race, "bare_figures")
    wall = median(larger["runs"]["ours"], "wall")
    yield f"\nOver {larger['pages']:,} pages, whose bound is {bound(larger):.1f} s, `briefings` takes {wall:.1f} s."


def _stages(kept: Kept) -> Iterator[str]:
    stages = kept["stages"]
    yield f"## Where the time of `briefings` goes: CPU milliseconds a page, {stages['pages']} pages\n"
    rows: list[tuple[object, ...]] = [
        (
            name if name in WHOLE else f"– {name}",
            f"{ms:.2f}",
            "" if name in _OF_FIGURES else f"{stages['without_figures'][name]:.2f}",
        )
        for name, ms in stages["milliseconds"].items()
    ]
    whole = [sum(stages[of][name] for name in WHOLE) for of in ("milliseconds", "without_figures")]
    rows.append(("together", *(f"{ms:.2f}" for ms in whole)))
    yield from _table(("stage", "with figures", "without"), rows)
    yield (
        "\nIndented stages are parts, measured again alone; network and trees are what the others spend in HTTP and in "
        f"building trees. Imports cost {stages['import_seconds']:.2f} s once a run."
    )


def _quiet(kept: Kept) -> Iterator[str]:
    names = {
        "ours": "`briefings ingest`",
        "plain": "plain script: requests, bs4, DuckDB",
        "our_flow": "the flow `ingest`, as scheduled",
        "empty_flow": "an empty Prefect flow",
    }
    yield "## A run with nothing new: the whole process\n"
    rows = [
        (
            names[name],
            f"{median(runs, 'cpu'):.2f}",
            f"{median(runs, 'wall'):.2f}",
            f"{median(runs, 'megabytes'):.0f}",
            len(runs),
        )
        for name, runs in kept["quiet"]["runs"].items()
    ]
    yield from _table(("program", "CPU s", "wall s", "peak MB", "rounds"), rows)


def _load(kept: Kept) -> Iterator[str]:
    yield "## Rows into DuckDB: CPU microseconds a turn, file made, committed and closed\n"
    yield from _table(
        ("way", "µs"), [("Arrow table", kept["load"]["arrow"]), ("the warehouse's append", kept["load"]["append"])]
    )


def _memory(kept: Kept) -> Iterator[str]:
    yield "## Memory: the largest process, MB\n"
    sizes = list(kept["memory"]["ours"])
    rows = [
        (TITLES[name], *(f"{kept['memory'][name][size]['megabytes']:.0f}" for size in sizes))
        for name in ("ours", "bare_figures")
    ]
    yield from _table(("program", *(f"{int(size):,} pages" for size in sizes)), rows)


def _growth(kept: Kept) -> Iterator[str]:
    growth = kept["growth"]
    yield "## Growth: a day of 20 new, 5 edited and 20 unchanged briefings, milliseconds\n"
    names = _warehouses(growth)
    sizes = [growth[str(name)] for name in names]
    steps = [(name, *(f"{size['seconds'][name] * 1000:.0f}" for size in sizes)) for name in sizes[0]["seconds"]]
    steps.append(("file, MB", *(size["megabytes"] for size in sizes)))
    head = tuple(f"{name:,} briefings" for name in names)
    yield from _table(("step", *head), steps)
    for what, key in (("Typical queries", "query_seconds"), ("The [recipes](recipes.md)", "recipe_seconds")):
        yield f"\n{what} on the reader copy, best of three, milliseconds:\n"
        rows = [(name, *(f"{size[key][name] * 1000:.0f}" for size in sizes)) for name in sizes[0][key]]
        yield from _table(("query", *head), rows)


def _warehouses(growth: Kept) -> list[int]:
    """The sizes that were compared, the small one first."""
    return sorted(int(name) for name in growth if name.isdigit())

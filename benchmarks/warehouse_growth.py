"""Does the cost of a day's load follow the day or the warehouse? Loads the same day into a small and a large one.

    python benchmarks/warehouse_growth.py [--small 1000] [--large 100000] [--days 7] [--keep DIR]

Prints one JSON object: for each size the median seconds of opening, loading, closing and publishing, the file's
size, and the time of typical queries and of every recipe; then the ratio of open + load + close. Texts are made up from a fixed seed.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from docs.describe import body
from parsers.records import Metric, Page, Turn
from parsers.vocabulary import bundled
from warehouse.database.publish import publish
from warehouse.database.statements import scripts
from warehouse.database.store import writer
from warehouse.load.loading import LoadPage, load_pages
from warehouse.readers.query import query

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TURNS, METRICS_EACH, BATCH = 15, 3, 1000
TOPICS = "养老 社区 就业 医疗 教育 交通 住房 投资 消费 新能源汽车 电动自行车 营商环境".split(" ")
CHARACTERS = (
    "市区政企业民生产销进出口经济文化科技人才金融交通环境能源安全管理服务改革开放创新发展建设规划标准监督检查考核评价"
)
# Two-character words with the frequencies of real text: few common, many rare. Topics come after the 200 commonest.
PAIRS = [a + b for a in CHARACTERS for b in CHARACTERS]
WORDS = [*PAIRS[:200], *TOPICS, *PAIRS[200:]]
WEIGHTS = list(itertools.accumulate(1 / rank for rank in range(1, len(WORDS) + 1)))
# Measures as briefings cite them: those of the vocabulary often, thousands of others once or a few times.
MEASURES = [*bundled().measures, *(f"{a}{b}" for a, b in itertools.product(PAIRS[:100], repeat=2))]
MEASURE_WEIGHTS = list(itertools.accumulate(1 / (rank + 10) for rank in range(len(MEASURES))))


def page(number: int, *, edited: bool = False) -> LoadPage:
    """The page of that number; an edited one has another sentence in its third turn."""
    dice = random.Random(number)  # noqa: S311 - reproducible text, no secret
    day = date(2020, 1, 1) + timedelta(days=number % 2200)
    turns = tuple(turn(dice, seq, day) for seq in range(1, TURNS + 1))
    if edited:
        turns = (*turns[:2], replace(turns[2], text=turns[2].text + "（更正）。"), *turns[3:])
    key = f"press.example/briefings/{number}"
    content_hash = hashlib.sha256("".join(t.text for t in turns).encode()).hexdigest()
    content = Page(
        url=None,
        title=f"第{number}场新闻发布会问答实录",
        held_on=day,
        published_on=day,
        source="市新闻办",
        kind="qa",
        content_hash=content_hash,
        encoding="utf-8",
        warnings=(),
        turns=turns,
    )
    sha = hashlib.sha256(f"{number}{edited}".encode()).hexdigest()
    return LoadPage(f"https://{key}.html", "sample", key, sha, NOW, NOW, content)


def turn(dice: random.Random, seq: int, held_on: date) -> Turn:
    """About 280 characters with three figures."""
    text, metrics = "", []
    for _ in range(METRICS_EACH):
        text += "".join(dice.choices(WORDS, cum_weights=WEIGHTS, k=38)) + "，完成投资"
        figure = metric(dice, len(text), held_on)
        metrics.append(figure)
        text += figure.text + "。"
    question = seq % 2 == 0
    return Turn(
        seq=seq,
        exchange=max(1, seq // 2),
        role="question" if question else "answer",
        follow_up=False,
        label="记者",
        outlet=f"第{dice.randrange(200)}日报" if question else None,
        speaker=None if question else f"发言人{dice.randrange(3000)}",
        position=None if question else "市发展改革委副主任",
        text=text,
        metrics=tuple(metrics),
    )


def metric(dice: random.Random, start: int, held_on: date) -> Metric:
    """An amount of money or its growth, of one of many measures, of the city or a district, for the year to date."""
    (measure,) = dice.choices(MEASURES, cum_weights=MEASURE_WEIGHTS)
    growth = dice.random() < 0.3
    amount = Decimal(dice.randrange(10, 150)) / 10 if growth else Decimal(dice.randrange(1, 9000))
    text = f"{amount}%" if growth else f"{amount}亿元"
    month = held_on.replace(day=1)
    plan = dice.random() < 0.15
    return Metric(
        text=text,
        start=start,
        end=start + len(text),
        value=amount if growth else amount * 100_000_000,
        value_high=None,
        unit="%" if growth else "CNY",
        unit_text="%" if growth else "元",
        kind="percent" if growth else "money",
        relation="eq",
        direction="up" if growth else None,
        indicator=measure,
        period="今年",
        period_start=date(month.year - (month.month == 1), 1, 1),
        period_end=date(month.year, 12, 31) if plan else month - timedelta(days=1),
        comparison="同比" if growth else None,
        confidence=Decimal("0.9"),
        measure=measure,
        place=f"第{dice.randrange(20)}区" if dice.random() < 0.25 else None,
        aspect="growth" if growth else "level",
        status="plan" if plan else "result",
    )


def build(path: Path, size: int) -> float:
    """A warehouse of ``size`` briefings; returns briefings a second."""
    started = time.perf_counter()
    for first in range(0, size, BATCH):
        with writer(path) as con:
            load_pages(
                con, [page(n) for n in range(first, min(size, first + BATCH))], run_id="build", now=_later(first)
            )
    return size / (time.perf_counter() - started)


def _later(number: int) -> datetime:
    """Loads happen one after the other."""
    return NOW + timedelta(seconds=number)


STEPS = ("open", "load", "close", "publish")


def one_day(path: Path, size: int) -> list[float]:
    """Seconds of each step of loading a day: 20 new, 5 edited and 20 unchanged briefings."""
    with writer(path) as con:
        (stored,) = con.execute("SELECT count(*) FROM briefings").fetchone() or (size,)
    day = (stored - size) // 20
    news = [page(n) for n in range(stored, stored + 20)]
    news += [page(n, edited=True) for n in range(day * 5, day * 5 + 5)]
    news += [page(n) for n in range(size - 20, size)]
    marks = [time.perf_counter()]
    with writer(path) as con:
        marks.append(time.perf_counter())
        report = load_pages(con, news, run_id=f"day{day}", now=_later(size + day))
        marks.append(time.perf_counter())
    marks.append(time.perf_counter())
    publish(path, path.parent.parent / "briefings.duckdb")
    marks.append(time.perf_counter())
    if (report.inserted, report.updated, report.unchanged) != (20, 5, 20):
        raise SystemExit(f"unexpected load: {report.inserted}, {report.updated}, {report.unchanged}")
    return list(_differences(marks))


def _differences(marks: list[float]) -> Iterator[float]:
    return (after - before for before, after in itertools.pairwise(marks))


FIRST = hashlib.sha256(b"press.example/briefings/1").hexdigest()[:12]
QUERIES = {
    "latest": "FROM briefings ORDER BY held_on DESC LIMIT 10",
    "qa of a month": "FROM qa WHERE held_on BETWEEN DATE '2022-03-01' AND DATE '2022-03-31'",
    "one briefing": "FROM qa WHERE briefing_id = 'sample-" + FIRST + "'",
    "latest questions": "SELECT held_on, outlet, question FROM qa ORDER BY held_on DESC LIMIT 5",
    "answers of a speaker": "SELECT held_on, question, answers FROM qa WHERE list_contains(answerers, '发言人7')",
    "one measure": "FROM series WHERE measure = '地区生产总值' ORDER BY period_end LIMIT 100",
    "figures of a speaker": "FROM figures WHERE speaker = '发言人7'",
    "figures by unit": "SELECT unit, count(*), median(value) FROM figures GROUP BY unit",
    "outlets by year": "FROM outlet_activity",
    "speakers by year": "SELECT speaker, sum(answers) FROM speaker_activity GROUP BY speaker ORDER BY 2 DESC LIMIT 20",
    "search, one word": "FROM search('电动自行车') LIMIT 20",
    "search, two words": "FROM search('养老 社区') LIMIT 20",
}


def timed(reader: Path, statements: dict[str, str]) -> dict[str, float]:
    """Seconds of queries, best of three, each on its own connection."""
    return {
        name: round(min(_seconds(reader, statement) for _ in range(3)), 3) for name, statement in statements.items()
    }


def _seconds(reader: Path, statement: str) -> float:
    started = time.perf_counter()
    query(reader, statement)
    return time.perf_counter() - started


def main() -> None:
    """Build both, load days into one and the other by turns, so that other work on the machine hits both alike."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--small", type=int, default=1000)
    options.add_argument("--large", type=int, default=100_000)
    options.add_argument("--days", type=int, default=7)
    options.add_argument("--keep", type=Path, help="build in this folder and leave it")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = given.keep or Path(temporary)
        paths = {size: root / str(size) / "private" / "warehouse.duckdb" for size in (given.small, given.large)}
        built = {size: round(build(path, size)) for size, path in paths.items() if not path.exists()}
        seconds: dict[int, list[list[float]]] = {size: [] for size in paths}
        for _ in range(given.days):
            for size, path in paths.items():
                seconds[size].append(one_day(path, size))
        result: dict[str, object] = {"built_per_second": built}
        recipes = {recipe.name: body(recipe) for recipe in scripts("readers/recipes")}
        for size, path in paths.items():
            reader = path.parent.parent / "briefings.duckdb"
            medians = [round(statistics.median(step), 4) for step in zip(*seconds[size], strict=True)]
            result[str(size)] = {
                "seconds": dict(zip(STEPS, medians, strict=True)),
                "megabytes": path.stat().st_size >> 20,
                "query_seconds": timed(reader, QUERIES),
                "recipe_seconds": timed(reader, recipes),
            }
    costs = [statistics.median(sum(day[:3]) for day in seconds[size]) for size in (given.small, given.large)]
    print(json.dumps(result | {"load_ratio": round(costs[1] / costs[0], 2)}, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()

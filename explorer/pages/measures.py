"""Measures: every quantity that was cited, its series as charts, and the sentences they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from explorer.addresses import conference, named, slug
from explorer.charts import SHOWN_SMALL, Panel, Point, lines_of, small, specification
from explorer.page import PageMissing, Resource, of_several
from explorer.pages.compared import plans
from explorer.text import amount, clip, day
from warehouse.explore.library import Snapshot
from warehouse.readers.query import Answer

LISTED, DRAWN, POINTS, SENTENCES, FEW = 1000, 150, 4000, 400, 50
MOST = 400_000
"""Figures in all up to which a page compares what was restated and kept of any measure, and shows all sentences that fit:
where there are more, each sentence lies in another corner of the file."""
COMPARED = 2_000
"""Figures of a measure up to which they are compared in a file of more than that, too: a fifth of a second."""
CHARTS = 4
"""Charts on the page of a measure; each is a page of its own, too."""
ASPECTS = {
    "level": "Level",
    "growth": "Growth",
    "change": "Change",
    "share": "Share",
    "progress": "Progress of the plan",
}
SPANS = {
    "year": "full years",
    "year to date": "year to date",
    "quarter": "by quarter",
    "month": "by month",
    "day": "as of a day",
}
COMPARISONS = {
    "同比": "on a year earlier",
    "环比": "on the period before",
    "比上年末": "on the end of the year before",
}
"""The usual comparisons, as a title says them; others are said in the words of the transcript."""
OBSERVED = tuple("site place period_start period_end value unit status text agree held_on metric_id".split())
"""Columns of a point as data; metric_id leads to where it was said."""
ORDER = {name: place for place, name in enumerate((*ASPECTS, *SPANS))}


def measures(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """Every measure, by topic."""
    found = reading.ask("measures", topic=None, rows=LISTED)
    records = found.records()
    topics = reading.ask("topics")
    groups = [
        {"topic": row["topic"], "rows": [r for r in records if r["topic"] == row["topic"]]} for row in topics.records()
    ]
    others = [row for row in records if row["topic"] is None]
    return Resource(
        address="measures",
        title="Measures",
        template="measures.html",
        tables={"measures": found, "topics": topics},
        view={
            "groups": [group for group in groups if group["rows"]] + [{"topic": None, "rows": others}] * bool(others),
            "sparks": sparks(reading, records[:DRAWN]),
            "several": of_several(reading),
        },
    )


def topic(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """The measures of one topic, and who cites them."""
    name = next((row["topic"] for row in reading.ask("topics").records() if slug(row["topic"]) == parts["name"]), None)
    if name is None:
        raise PageMissing(f"topic {parts['name']}")
    found = reading.ask("measures", topic=name, rows=LISTED)
    return Resource(
        address=f"topics/{slug(name)}",
        title=name.capitalize(),
        template="topic.html",
        tables={"measures": found, "speakers": reading.ask("topic_speakers", topic=name)},
        view={"sparks": sparks(reading, found.records()[:DRAWN]), "several": of_several(reading)},
    )


def sparks(reading: Snapshot, rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Measure → its longest run of results: a path in a box of 100 by 24, and its last value in words, which say what it is
    where it is no level: 6.1% beside levels in 亿元 is taken for one of a rate."""
    asked = reading.ask("sparks", measures=[row["measure"] for row in rows]).records()
    return {
        row["measure"]: row
        | {
            "line": _line(row["values"], row["years"], is_anew=_begins_anew(row)),
            "last": amount(row["values"][-1], row["unit"]) + (f" {row['aspect']}" if row["aspect"] != "level" else ""),
        }
        for row in asked
    }


def _begins_anew(row: Mapping[str, Any]) -> bool:
    """Whether values are counted from January on, so that they fall to little each spring."""
    return bool(row["span"] == "year to date" and row["aspect"] == "level")


def _line(values: Sequence[Any], years: Sequence[int], *, is_anew: bool) -> str:
    """The path through the latest values, of three at least; where each year begins anew a line for each, and a dash for a
    lone value."""
    if len(values) < 3:
        return ""
    shown = [float(value) for value in values[-24:]]
    low, high = min(shown), max(shown)
    step = 100 / (len(shown) - 1)
    lines: dict[int, list[str]] = {}
    for n, (value, year) in enumerate(zip(shown, years[-24:], strict=True)):
        height = 22 - 20 * (value - low) / (high - low) if high > low else 12
        lines.setdefault(year if is_anew else 0, []).append(f"{n * step:.1f},{height:.1f}")
    return "".join("M" + (" ".join(points) if len(points) > 1 else f"{points[0]}h1.5") for points in lines.values())


def measure(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """One measure."""
    found = _found(reading, parts["name"])
    name = found["measure"]
    series = reading.ask("measure_series", name=name, rows=POINTS)
    statements = reading.ask("measure_statements", name=name, rows=_sentences(found["in_all"]))
    kept = _few(reading, "kept", found)
    drawn = panels(series, statements)
    charts = CHARTS if found["in_all"] <= MOST else 1  # each takes a sixth of a second
    return Resource(
        address=f"measures/{slug(name)}",
        title=name,
        template="measure.html",
        tables={
            "series": series,
            "statements": statements,
            "restated": _few(reading, "restated", found),
            "kept": kept,
        },
        facts=found,
        view={
            "plans": plans(kept),
            # By its own rows: a file is made again when these change, not when another site is followed.
            "several": len({row["site"] for row in statements.records()}) > 1,
            "panels": drawn[:charts],
            "further": drawn[charts:],
            "most": SHOWN_SMALL,
            "specs": [small(panel) for panel in drawn[:charts]],
        },
    )


def _sentences(in_all: int) -> int:
    """How many sentences are shown."""
    return SENTENCES if in_all <= MOST else SENTENCES // 4


def limits(in_all: int, figures: int) -> dict[str, int]:
    """Most rows of what a page asks about its measure, by question.

    Args:
        in_all: figures of all measures.
        figures: of this one.
    """
    asked = {"measure_series": POINTS, "measure_statements": _sentences(in_all)}
    return asked if _are_too_many(in_all, figures) else asked | {"restated": FEW, "kept": FEW}


def _are_too_many(in_all: int, figures: int) -> bool:
    return in_all > MOST and figures > COMPARED


def _few(reading: Snapshot, question: str, found: Mapping[str, Any]) -> Answer:
    """What was restated or kept of a measure; nothing where there are more figures than can be compared while somebody waits."""
    if _are_too_many(found["in_all"], found["figures"]):
        return Answer([], [], more=True)
    return reading.ask(question, name=found["measure"], rows=FEW)


def chart(reading: Snapshot, parts: Mapping[str, str], query: Mapping[str, str]) -> Resource:
    """One chart of a measure, to play with."""
    found = _found(reading, parts["name"])
    series = reading.ask("measure_series", name=found["measure"], rows=POINTS)
    statements = reading.ask("measure_statements", name=found["measure"], rows=_sentences(found["in_all"]))
    panel = next((each for each in panels(series, statements) if each.key == parts["panel"]), None)
    if panel is None:
        raise PageMissing(f"chart {parts['panel']} of {found['measure']}")
    return chart_page(found["measure"], panel)


def chart_page(measure: str, panel: Panel) -> Resource:
    """The page of one chart."""
    rows = [(*(point.row[name] for name in OBSERVED), point.sentence) for point in panel.points]
    columns = [*OBSERVED, "sentence"]
    return Resource(
        address=f"measures/{slug(measure)}/{panel.key}",
        title=f"{measure}: {panel.title}",
        template="chart.html",
        tables={"points": Answer(columns, rows, more=False)},
        facts={"measure": measure, "unit": panel.unit},
        view={
            "panel": panel,
            "spec": specification(panel),
            "playable": specification(panel, width="container"),
            "undrawn": len({point.line for point in panel.points}) - len(lines_of(panel.points)),
        },
    )


def _found(reading: Snapshot, part: str) -> dict[str, Any]:
    wanted = named(part)
    if wanted["digest"]:
        wanted["name"] = (reading.first("measure_named", digest=wanted["digest"]) or {}).get("measure", part)
    found = reading.first("measure", name=wanted["name"])
    if found is None:
        raise PageMissing(f"measure {part}")
    return found | (reading.first("in_all") or {})


def panels(series: Answer, statements: Answer) -> list[Panel]:
    """The observations in charts, the fullest of the plainest kind first; of one point alone there is no chart."""
    sentences = {row["metric_id"]: f"{row['before']}{row['text']}{row['after']}" for row in statements.records()}
    records = series.records()
    several = len({row["site"] for row in records}) > 1

    def key(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
        return row["aspect"], row["comparison"] or "", row["unit"] or "", row["span"] or "other"

    found = []
    for (aspect, comparison, unit, span), rows in groupby(sorted(records, key=key), key=key):
        points = tuple(_points(rows, sentences, several=several))
        if len({point.day for point in points}) >= (2 if aspect in ("level", "growth") else 3):
            title = _title(aspect, comparison, span)
            name = slug(
                "-".join(filter(None, (aspect, span.replace(" ", "-"), comparison, unit.replace("%", "percent"))))
            )
            found.append(Panel(name, title, unit or None, span == "year to date", points, span == "year"))
    return sorted(
        found,
        key=lambda panel: (
            ORDER.get(panel.key.split("-")[0], 99),
            -len(panel.points),
        ),
    )


def _title(aspect: str, comparison: str, span: str) -> str:
    """Growth on a year earlier, year to date."""
    usual = COMPARISONS.get(comparison)
    kind = " ".join(filter(None, (ASPECTS.get(aspect, aspect), usual)))
    return ", ".join(filter(None, (kind, "" if usual else comparison, SPANS.get(span, "other times"))))


def _points(rows: Iterator[Mapping[str, Any]], sentences: Mapping[str, str], *, several: bool) -> Iterator[Point]:
    for row in sorted(rows, key=lambda row: row["period_end"]):
        place = row["place"] or ("全市" if not several else "")
        told = f"{day(row['period_end'])}: {amount(row['value'], row['unit'])}" + (
            " (plan)" if row["status"] == "plan" else ""
        )
        more = f" · stated {row['statements']} times, differently" if not row["agree"] else ""
        sentence = sentences.get(row["metric_id"], "")
        said = f"{day(row['held_on'])} “{clip(sentence or row['text'], 90)}”"
        yield Point(
            day=row["period_end"],
            value=row["value"],
            line=" ".join(filter(None, (row["site"] if several else "", place))) or "全市",
            is_plan=row["status"] == "plan",
            differs=not row["agree"],
            label=f"{told}{more} · {said}",
            link=conference(row["metric_id"]),
            said=said,
            is_whole=row["place"] is None,
            row=row,
            sentence=sentence,
        )

"""Charts of a series: one Vega-Lite specification, as SVG in a page, as a picture, and as something to play with.

vl-convert draws them without any network and carries the scripts for the browser; it is an extra, and without it pages
show their tables and say so. The specification is written here as it is: Altair would only write the same, and takes a
second and 35 MB to be imported.

It is imported where it draws, for it may not be there.
"""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import metadata
from typing import Any

from explorer.text import SCALES, UNITS
from explorer.vega import FONT, LONGEST, ONE_AT_A_TIME, svg

MISSING = (
    "The chart needs the extra `explorer` (vl-convert): install briefings[explorer]. The table below has every value."
)
INK, LINE, PAPER, ACCENT = "#1c1a17", "#d9d3c6", "#fdfcf8", "#8c2f1b"
COLOURS = ("#1d4f79", "#b4532a", "#3f7d4e", "#7a4b8c", "#a17c1b", "#4d6a6d")
HERE = "http://page.invalid/"
"""Stands for the page that a point leads to while the chart is drawn, as only whole addresses are taken."""
WIDTH = 400
"""Of a chart: its labels can be read on a phone, too; one drawing serves the measure's page, the chart's own and the pictures."""
SHOWN, SHOWN_SMALL = 600, 150
"""Most points of a chart, the latest: alone on its page, and among others."""
ROOM, CELL, LEGEND_CELLS = 30, 8, 2 * LONGEST
"""Pixels of a legend's mark, and of half a Chinese character; most such halves of a name."""
TICKS = 7
"""Most days that are written below it."""


@dataclass(frozen=True, slots=True)
class Point:
    """One observation in a chart."""

    day: date
    """Last day of its time."""
    value: Decimal
    line: str
    """Which line it is on: a place."""
    is_plan: bool
    differs: bool
    """Whether it was stated with different values."""
    label: str
    """What a reader is told about it."""
    link: str
    """Its figure's page and place, seen from the root."""
    said: str = ""
    """When it was said, and the sentence."""
    is_whole: bool = True
    """Whether it is of a site's own whole area."""
    row: Mapping[str, Any] = field(default_factory=dict)
    """It as ``series`` has it."""
    sentence: str = ""
    """In which it was said; empty where that is not among those of the page."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Points that may stand beside each other: one aspect, comparison, unit and kind of time."""

    key: str
    title: str
    unit: str | None
    breaks_by_year: bool
    """Whether a line ends with its year: from January on."""
    points: tuple[Point, ...]
    is_of_years: bool = False
    """Whether every point is about a whole year."""

    @property
    def scale(self) -> tuple[Decimal, str]:
        """What values are divided by, and the unit that is left."""
        most = max(abs(point.value) for point in self.points)
        for scale, word in SCALES:
            if most >= scale and self.unit not in ("%", "pp"):
                return scale, word + UNITS.get(self.unit or "", self.unit or "")
        return Decimal(1), UNITS.get(self.unit or "", self.unit or "")


def available() -> bool:
    """Whether charts can be drawn here."""
    return importlib.util.find_spec("vl_convert") is not None


def version() -> str:
    """Of what draws them; empty where they cannot be drawn."""
    return metadata.version("vl-convert-python") if available() else ""


def small(panel: Panel) -> dict[str, Any]:
    """The panel in Vega-Lite, to stand among others and to be read on a phone."""
    return specification(panel, points=SHOWN_SMALL)


def specification(panel: Panel, *, width: int | str = WIDTH, points: int = SHOWN) -> dict[str, Any]:
    """The panel in Vega-Lite: so many of its points, the latest."""
    scale, unit = panel.scale
    lines = lines_of(panel.points)
    values = [
        {
            "day": point.day.isoformat(),
            "value": float(point.value / scale),
            "line": point.line,
            "run": f"{point.line} {point.day.year}" if panel.breaks_by_year else point.line,
            "plan": point.is_plan,
            "differs": point.differs,
            "label": point.label,
            "link": HERE + point.link,
        }
        for point in panel.points[-points:]
        if point.line in lines
    ]
    colour = {
        "field": "line",
        "type": "nominal",
        "scale": {"domain": lines, "range": list(COLOURS[: len(lines)])},
        "legend": _legend(lines) if len(lines) > 1 else None,
    }
    at = {
        "x": {
            "field": "day",
            "type": "temporal",
            "scale": {"padding": 14, "type": "utc"},
            "axis": {
                "title": None,
                "format": "%Y" if panel.is_of_years else "%Y-%m",
                "values": _ticks(values),
                "labelOverlap": True,
                "grid": False,
            },
        },
        "y": {
            "field": "value",
            "type": "quantitative",
            "scale": {"zero": False, "padding": 10},
            "axis": {"title": unit, "tickCount": 5},
        },
    }
    said = {"description": {"field": "label"}, "tooltip": {"field": "label"}, "href": {"field": "link"}}
    results, plans, differing = (
        any(not row["plan"] for row in values),
        any(row["plan"] for row in values),
        any(row["differs"] for row in values),
    )
    marks = [
        _layer(
            "datum.plan == false",
            {"type": "line", "strokeWidth": 2, "aria": False},
            at | {"color": colour, "detail": {"field": "run"}},
        ),
        _layer(
            "datum.plan == false",
            {"type": "point", "filled": True, "size": 55, "opacity": 1},
            at | said | {"color": colour},
        ),
        _layer(
            "datum.plan",
            {"type": "point", "filled": False, "size": 75, "strokeWidth": 1.8, "opacity": 1},
            at | said | {"color": colour},
        ),
        _layer(
            "datum.differs",
            {"type": "point", "filled": False, "size": 230, "strokeWidth": 1.6, "color": ACCENT, "opacity": 1},
            at | said,
        ),
    ]
    # A layer without points would be an empty picture to a screen reader.
    shown = [mark for mark, is_there in zip(marks, (results, results, plans, differing), strict=True) if is_there]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": 230,
        "background": PAPER,
        "data": {"values": values},
        "layer": shown,
        "config": {
            "font": FONT,
            "view": {"stroke": None},
            "axis": {
                "labelColor": INK, "titleColor": INK, "gridColor": LINE, "domainColor": INK, "tickColor": LINE,
                "labelFontSize": 14, "titleFontSize": 14, "titleFontWeight": "normal", "titleAngle": 0,
                "titleAlign": "left", "titleAnchor": "end", "titleX": 0, "titleY": -10,
            },
            "axisX": {"titleX": None},
            "legend": {"labelColor": INK, "labelFontSize": 14, "labelLimit": 420},
        },
    }  # fmt: skip


def lines_of(points: Sequence[Point]) -> list[str]:
    """As many as there are colours: of sites' whole areas first, so that one city's districts crowd no other city out, then
    those with most points; in their own order."""
    counts = Counter(point.line for point in points)
    wholes = {point.line for point in points if point.is_whole}
    first = sorted(counts, key=lambda line: (line not in wholes, -counts[line]))[: len(COLOURS)]
    return [line for line in counts if line in first]


def _legend(lines: Sequence[str]) -> dict[str, Any]:
    """Below the chart, in as many columns as stand below it: a wider one would make the chart small."""
    widest = max(sum(1 + (character > "\u2e80") for character in line) for line in lines)
    columns = max(1, WIDTH // (ROOM + CELL * min(widest, LEGEND_CELLS)))
    return {"title": None, "orient": "bottom", "symbolType": "stroke", "columns": min(columns, len(lines))}


def _ticks(values: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Days to be written below the chart: of observations, so that the end of 2024 is not called 2025; the last one always."""
    days = sorted({date.fromisoformat(row["day"]) for row in values}, reverse=True)
    chosen = days[:: -(-len(days) // TICKS)]
    return [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in reversed(chosen)]


def _layer(when: str, mark: dict[str, Any], encoding: dict[str, Any]) -> dict[str, Any]:
    return {"transform": [{"filter": when}], "mark": mark, "encoding": encoding}


def warm_up() -> None:
    """Draw something: the first chart of a process takes seconds, the next ones a tenth of one."""
    if available():
        point = Point(date(2000, 1, 1), Decimal(1), "", is_plan=False, differs=False, label="", link="")
        svg(small(Panel("", "", None, breaks_by_year=False, points=(point,))))


def inline(spec: dict[str, Any], title: str, root: str, suffix: str) -> str:
    """The chart as a part of a page: in the page's colours, which change with its theme; every point a link with a title.

    Args:
        root: the relative way from the page to the root of all pages.
        suffix: what the addresses of pages end with.
    """
    drawn = svg(spec)
    for number, colour in enumerate(COLOURS, 1):
        drawn = drawn.replace(f'"{colour}"', f'"var(--c{number})"')
    for colour, name in ((INK, "ink"), (LINE, "line"), (PAPER, "paper"), (ACCENT, "accent")):
        drawn = drawn.replace(f'"{colour}"', f'"var(--{name})"')
    drawn = re.sub(rf'xlink:href="{HERE}([^"#]*)', rf'href="{root}\1{suffix}', drawn)
    drawn = re.sub(r'<path aria-label="([^"]*)"([^>]*)/>', r'<path aria-label="\1"\2><title>\1</title></path>', drawn)
    name = title.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return re.sub(r"^<svg ", f'<svg role="group" aria-label="{name}" ', drawn, count=1)


@cache
def bundle() -> bytes:
    """Vega, Vega-Lite and vega-embed as one script, from the library itself; takes some seconds the first time."""
    import vl_convert

    start = "window.drawChart = (place, spec) => vegaEmbed(place, spec, {actions: false, renderer: 'svg'});"
    with ONE_AT_A_TIME:
        script: str = vl_convert.javascript_bundle(start)
    return script.encode()

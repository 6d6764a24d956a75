"""Draws a chart that is specified in Vega-Lite: as SVG, and as a picture. vl-convert does it, without any network.

Half a million charts make what a chart costs matter: what charts share is compiled once, and their labels are measured in a
light font. vl-convert is imported where it draws, for it may not be there.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

from explorer.text import clip

FONT = "Noto Sans, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
MEASURED = "sans-serif"
"""The font that labels are given room in: to load the large font of all Chinese characters for every label of a chart took
two thirds of the time of drawing it, and this one's digits are the wider ones. Chinese labels are stood for by others as wide."""
SOME_DAY = {"year": 2000, "month": 1, "date": 1, "utc": True}
UNIT = "@@unit"
"""Stands for the unit above the axis."""
LONGEST = 24
"""Characters of a line's name below a drawn chart; the legend has room for them (``labelLimit``)."""
ONE_AT_A_TIME = Lock()
Spec = dict[str, Any]
_LATIN_LABEL = re.compile(r'(<text[^>]*) font-family="[^"]*"([^>]*>[\x20-\x7e]*</text>)')
"""A label that has no Chinese in it."""
_DESCRIBED = re.compile(r'aria-label="(?:Symbol legend|Y-axis) [^"]*"')


def svg(spec: Spec) -> str:
    """The chart as SVG, in its own colours.

    Args:
        spec: as ``charts.specification`` makes them: layers with the same axes, data beside, all days below given.
    """
    shown = (clip(name, LONGEST) for name in _lines(spec))
    lines = {f"{'@' * len(name)}{number}": name for number, name in enumerate(shown)}
    drawn = _drawn(json.dumps(_vega(spec, list(lines)), ensure_ascii=False))
    return _named(drawn, lines | {UNIT: _unit(spec)})


def png(spec: Spec) -> bytes:
    """The chart as a picture, twice as fine as a plain screen."""
    import vl_convert

    light = _LATIN_LABEL.sub(rf'\1 font-family="{MEASURED}"\2', svg(spec))
    drawn: bytes = vl_convert.svg_to_png(light, scale=2)
    return drawn


@lru_cache(maxsize=16)
def _drawn(vega: str) -> str:
    """The SVG of a chart in Vega; the same is asked for by several pages, as SVG and for PNG."""
    import vl_convert

    with ONE_AT_A_TIME:
        drawn: str = vl_convert.vega_to_svg(vega)
    return drawn.replace(f'font-family="{MEASURED}"', f'font-family="{FONT}"')


def _vega(spec: Spec, stand_ins: Sequence[str]) -> Spec:
    """The chart in Vega: what charts differ in (points, lines, days below) put into one that was compiled before."""
    made: Spec = json.loads(_compiled(json.dumps(_blank(spec), ensure_ascii=False)))
    named = dict(zip(_lines(spec), stand_ins, strict=True))
    made["data"][0]["values"] = [row | {"line": named[row["line"]]} for row in spec["data"]["values"]]
    for scale in made["scales"]:
        if scale["name"] == "color":
            scale["domain"] = list(stand_ins)
    for axis in made["axes"]:
        if "values" in axis:
            axis["values"] = [{"signal": f"utc({d['year']}, {d['month'] - 1}, {d['date']})"} for d in _days(spec)]
    return made


def _blank(spec: Spec) -> Spec:
    """The chart without what charts of its kind differ in."""
    blank = copy.deepcopy(spec | {"data": {"values": []}})
    blank["config"]["font"] = MEASURED
    for layer in blank["layer"]:
        at = layer["encoding"]
        at["x"]["axis"]["values"] = [SOME_DAY]
        at["y"]["axis"]["title"] = UNIT if _unit(spec) else None
        if "color" in at:
            at["color"]["scale"]["domain"] = [str(number) for number in range(len(_lines(spec)))]
    return blank


@lru_cache(maxsize=128)
def _compiled(spec: str) -> str:
    """A chart of Vega-Lite in Vega: a sixth of the time of drawing it."""
    import vl_convert

    with ONE_AT_A_TIME:
        return json.dumps(vl_convert.vegalite_to_vega(spec), ensure_ascii=False)


def _named(drawn: str, names: Mapping[str, str]) -> str:
    """The drawing with the labels that others stand for, also where it describes itself."""
    for stand_in, name in names.items():
        drawn = drawn.replace(f">{stand_in}</text>", f">{escape(name)}</text>")

    def described(hit: re.Match[str]) -> str:
        said = hit[0]
        for stand_in, name in sorted(names.items(), key=lambda item: len(item[0]), reverse=True):
            said = said.replace(stand_in, escape(name, {'"': "&quot;"}))
        return said

    return _DESCRIBED.sub(described, drawn)


def _lines(spec: Spec) -> list[str]:
    domains = [layer["encoding"]["color"]["scale"]["domain"] for layer in spec["layer"] if "color" in layer["encoding"]]
    return domains[0] if domains else list(dict.fromkeys(row["line"] for row in spec["data"]["values"]))


def _unit(spec: Spec) -> str:
    return spec["layer"][0]["encoding"]["y"]["axis"]["title"] or ""


def _days(spec: Spec) -> list[Spec]:
    days: list[Spec] = spec["layer"][0]["encoding"]["x"]["axis"]["values"]
    return days

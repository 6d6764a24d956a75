"""A page as HTML, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from explorer import charts, text, vega
from explorer.addresses import Location, asked, conference, slug
from explorer.page import Copies, CopyRequest, PageMissing, Resource
from explorer.pages.conference import live_link
from warehouse.readers.cells import csv_text, escaped

MEDIA = {
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "atom": "application/atom+xml; charset=utf-8",
}
NAVIGATION = (
    ("index", "Today"),
    ("briefings", "Conferences"),
    ("measures", "Measures"),
    ("restated", "Restated"),
    ("kept", "Plans"),
    ("officials", "Officials"),
    ("outlets", "Outlets"),
    ("changes", "Changes"),
    ("quality", "Quality"),
)
PLAY_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'"
)
"""For a chart to play with: our two scripts. Vega makes functions of its expressions, which needs eval; there is no
network (no connect-src), and nothing of a transcript is an expression."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'"
)
"""What a page may load: nothing but our own styles and pictures; no script at all."""


@dataclass(frozen=True, slots=True)
class Press:
    """Writes pages; live, or as files."""

    is_live: bool

    @property
    def suffix(self) -> str:
        """What the addresses of pages end with."""
        return "" if self.is_live else ".html"

    def html(self, page: Resource) -> str:
        """The page as HTML."""
        place = Location(page.address, self.suffix)
        context: Mapping[str, Any] = {
            **page.facts,
            **page.view,
            "page": page,
            "tables": page.tables,
            "rows": {name: answer.records() for name, answer in page.tables.items()},
            "live": self.is_live,
            "to": place.to,
            "asset": place.asset,
            "drawable": charts.available(),
            "draw": lambda spec, title: (
                Markup(charts.inline(spec, title, place.asset(""), self.suffix))  # noqa: S704 - vl-convert escapes
                if charts.available()
                else charts.MISSING
            ),
            "navigation": [*NAVIGATION, ("sql", "SQL") if self.is_live else ("recipes", "Recipes")],
            "policy": policy_of(page),
        }
        return ENVIRONMENT.get_template(page.template).render(context)

    def copy(self, wanted: CopyRequest, copies: Copies) -> str:
        """An archived page as an inert HTML document."""
        back = Location(f"archive/{wanted.sha256}", self.suffix).to(wanted.back)
        return copies.document(wanted.sha256, text.harmless(wanted.heading), back, wanted.passages, wanted.site)

    def form(self, page: Resource, form: str) -> str | bytes:
        """The page in one of its forms: html, json or csv; of a chart svg or png.

        Raises:
            PageMissing: it has no such form.
        """
        made: Callable[[Resource], str] | None = {"html": self.html, "json": as_json, "csv": as_csv}.get(form)
        if made:
            return made(page)
        if form not in ("svg", "png") or "spec" not in page.view or not charts.available():
            raise PageMissing(f"form .{form} of a page")
        return vega.svg(page.view["spec"]) if form == "svg" else vega.png(page.view["spec"])


def policy_of(page: Resource) -> str:
    """What the page may load."""
    return PLAY_POLICY if page.template == "chart.html" else POLICY


def as_json(page: Resource) -> str:
    """Title, facts, and every table as a list of objects, one a line."""
    single = {"address": page.address, "title": page.title, **page.facts}
    parts = [f"{_json(name)}: {_json(value)}" for name, value in single.items() if name not in page.tables]
    for name, answer in page.tables.items():
        rows = ",\n".join("  " + _json(row) for row in answer.records())
        parts.append(f"{_json(name)}: [\n{rows}\n ]" if rows else f"{_json(name)}: []")
    return escaped("{\n " + ",\n ".join(parts) + "\n}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_json_value)


def as_csv(page: Resource) -> str:
    """The page's main table; its facts where it has none."""
    for answer in page.tables.values():
        return csv_text(answer.columns, answer.rows) + "\n"
    return csv_text(list(page.facts), [list(page.facts.values())]) + "\n"


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("explorer"),
        auto_reload=False,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=text.harmless,
    )
    made.filters |= {
        "clip": text.clip,
        "last": text.last,
        "number": text.number,
        "amount": text.amount,
        "stated": text.stated,
        "day": text.day,
        "moment": text.moment,
        "period": text.period,
        "span": text.span,
        "lag": text.lag,
        "slug": slug,
        "conference": conference,
        "marked": text.marked,
    }
    made.globals |= {"live_link": live_link, "asked_with": asked}
    return made


ENVIRONMENT = _environment()

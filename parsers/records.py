"""What parsing yields: plain frozen records, the shapes that all rooms share.

``Page`` is one article page, ``Turn`` one uninterrupted piece of speech in it, ``Metric`` one cited
figure in a turn, ``ListItem`` one link on a list page. ``page_to_json`` gives the public JSON shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

Role = Literal["question", "answer", "moderator", "statement", "remark"]
PageKind = Literal["qa", "statement", "notice"]
Relation = Literal["eq", "approx", "gt", "ge", "lt", "le", "near", "range"]
Aspect = Literal["level", "change", "growth", "share", "progress"]
Status = Literal["result", "plan", "rule"]


@dataclass(slots=True)  # a frozen one takes seven times as long to make, and one is made for every figure of a page
class Metric:
    """One figure as cited. Offsets are code points into ``Turn.text``, end exclusive.

    What has a default is observed: of a figure that was only extracted nobody knows yet whether it is of last year or a plan.
    """

    text: str
    """The characters of the mention: ``text == turn.text[start:end]``."""
    start: int
    end: int
    value: Decimal
    """The number in units of ``unit`` (万 and 亿 applied); the lower end of a range."""
    value_high: Decimal | None
    """The upper end of a range, else None."""
    unit: str | None
    """Canonical unit (CNY, %, km, 家 …); None when neither text nor head noun names one."""
    unit_text: str | None
    """The unit as written."""
    kind: str
    """money, percent, percentage_point, fraction, multiple, count, duration, length, area …"""
    relation: Relation
    direction: Literal["up", "down"] | None
    indicator: str | None
    """What is measured, copied from the text."""
    period: str | None
    """The governing time expression as written."""
    comparison: str | None
    """What a change is measured against, as written behind 比: 同比, 环比, 比上年 …"""
    confidence: Decimal
    """0–1; docs/accuracy.md says what the levels mean."""
    period_start: date | None = None
    period_end: date | None = None
    period_inferred: bool = False
    """The dates are those of a frame that an earlier paragraph opened; ``period`` is None then."""
    measure: str | None = None
    """The quantity under its usual name: one quantity, one string; None when nothing nameable is measured."""
    place: str | None = None
    """The area or body the figure is about; None where that is the site's own whole area."""
    aspect: Aspect = "level"
    """level: an amount or rate as such; change: an absolute difference; growth: a relative one; share: a part of a
    whole; progress: how much of a plan is done."""
    status: Status = "result"
    """result: has happened or holds; plan: a target or forecast; rule: what applies to anybody (a tariff, a limit)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's uninterrupted speech: its paragraphs joined by ``\\n``, the label removed."""

    seq: int
    """1, 2, … in page order."""
    exchange: int | None
    """Number of the question this belongs to; None outside Q&A."""
    role: Role
    follow_up: bool
    label: str | None
    """As written, without the colon."""
    outlet: str | None
    """The asking news outlet as written in the label (记者 removed)."""
    speaker: str | None
    position: str | None
    text: str
    metrics: tuple[Metric, ...] = ()
    said_at: datetime | None = None
    """When a live transcript says that it was said: UTC without a zone, as the tables hold it; None: it does not say."""


@dataclass(frozen=True, slots=True)
class Page:
    """One parsed article page."""

    url: str | None
    title: str
    held_on: date | None
    """The event's date, from the title or the text."""
    published_on: date | None
    """The page's own date."""
    source: str | None
    kind: PageKind
    content_hash: str
    """SHA-256 (hex) of the body text with all white space removed and punctuation width folded."""
    encoding: str
    warnings: tuple[str, ...]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """One link on a list page, in page order."""

    url: str
    """Absolute and normalised."""
    title: str
    listed_on: date | None
    skip: str | None = None
    """Why this link is not fetched (off_site, not_html, title), or None."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One parsed list page."""

    items: tuple[ListItem, ...]
    page_count: int | None
    """The number of list pages, where the page states it."""


def plain_number(value: Decimal) -> int | float:
    """A JSON number: whole values as integers."""
    return int(value) if value == value.to_integral_value() else float(value)


def page_to_json(page: Page) -> dict[str, Any]:
    """The public JSON shape of a page (the output of ``briefings parse``)."""
    return {
        "url": page.url,
        "title": page.title,
        "held_on": _iso(page.held_on),
        "published_on": _iso(page.published_on),
        "source": page.source,
        "kind": page.kind,
        "warnings": list(page.warnings),
        "turns": [turn_to_json(turn) for turn in page.turns],
    }


def turn_to_json(turn: Turn) -> dict[str, Any]:
    """A turn in the public JSON shape."""
    return {
        "seq": turn.seq,
        "exchange": turn.exchange,
        "role": turn.role,
        "follow_up": turn.follow_up,
        "label": turn.label,
        "outlet": turn.outlet,
        "speaker": turn.speaker,
        "position": turn.position,
        "said_at": f"{turn.said_at.isoformat()}Z" if turn.said_at else None,
        "text": turn.text,
        "metrics": [metric_to_json(metric) for metric in turn.metrics],
    }


def metric_to_json(metric: Metric) -> dict[str, Any]:
    """A metric in the public JSON shape."""
    return {
        "text": metric.text,
        "start": metric.start,
        "end": metric.end,
        "value": plain_number(metric.value),
        "value_high": None if metric.value_high is None else plain_number(metric.value_high),
        "unit": metric.unit,
        "unit_text": metric.unit_text,
        "kind": metric.kind,
        "relation": metric.relation,
        "direction": metric.direction,
        "indicator": metric.indicator,
        "period": metric.period,
        "period_start": _iso(metric.period_start),
        "period_end": _iso(metric.period_end),
        "comparison": metric.comparison,
        "period_inferred": metric.period_inferred,
        "measure": metric.measure,
        "place": metric.place,
        "aspect": metric.aspect,
        "status": metric.status,
        "confidence": float(metric.confidence),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None

"""A parsed page as rows: columns are named as in the tables, ids are assigned, nothing touches the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Context, Decimal, InvalidOperation
from typing import Any, NamedTuple

from parsers.records import Metric, Page, Turn
from warehouse.rows.content import digest_of, page_content
from warehouse.rows.identity import beside, match, numbers_after
from warehouse.rows.loadpage import LoadPage
from warehouse.rows.staged import StagedPage

Row = dict[str, Any]

_SIX_PLACES = Decimal("0.000001")
_WIDE = Context(prec=38)
"""value is DECIMAL(38,6); Python's default 28 digits would refuse to round what the column can hold."""


class OldTurn(NamedTuple):
    """A stored turn, as far as its successor needs it."""

    turn_id: str
    role: str
    label: str | None
    outlet: str | None
    speaker: str | None
    position: str | None
    metric_count: int
    text: str
    exchange: int | None
    follow_up: bool
    said_at: datetime | None


class OldMetric(NamedTuple):
    """A stored figure, as far as its successor is compared with it."""

    metric_id: str
    text: str
    value: Decimal
    value_high: Decimal | None
    unit: str | None
    unit_text: str | None
    kind: str
    relation: str
    direction: str | None
    indicator: str | None
    period: str | None
    period_start: date | None
    period_end: date | None
    comparison: str | None
    confidence: Decimal
    period_inferred: bool
    measure: str | None
    place: str | None
    aspect: str
    status: str


@dataclass(slots=True)
class Existing:
    """What the warehouse has of a briefing: the ids to keep."""

    turns: list[OldTurn] = field(default_factory=list)
    metrics: dict[str, list[OldMetric]] = field(default_factory=dict)
    """turn_id → its figures in order."""
    retired: set[str] = field(default_factory=set)
    title: str = ""
    """As the page had it last, uncorrected."""
    rowids: dict[str, list[int]] = field(default_factory=lambda: {"turns": [], "metrics": []})
    """Where its rows are, valid within the transaction."""


def derived_hash(page: LoadPage | StagedPage, corrections: Sequence[object] = ()) -> str:
    """SHA-256 over everything that the rows are made of, apart from the address.

    Raises:
        orjson.JSONEncodeError: the page holds a lone surrogate, which no database can store.
    """
    digest = page.digest or digest_of(page_content(page.whole().page))
    if not corrections:
        return digest
    return digest_of(json.dumps([digest, list(corrections)], ensure_ascii=False, default=str).encode())


def turn_rows(briefing_id: str, page: Page, existing: Existing) -> list[Row]:
    """The page's turns; a turn that the warehouse knows keeps its id."""
    continued = _continued_turns(existing, page.turns)
    free = numbers_after([*(old.turn_id for old in existing.turns), *_of_kind(existing.retired, "t")])
    return [
        {
            "turn_id": f"{briefing_id}-t{next(free)}" if old is None else existing.turns[old].turn_id,
            "briefing_id": briefing_id,
            "seq": turn.seq,
            "exchange": turn.exchange,
            "role": turn.role,
            "follow_up": turn.follow_up,
            "label": turn.label,
            "outlet": turn.outlet,
            "speaker": turn.speaker,
            "position": turn.position,
            "text": turn.text,
            "char_count": len(turn.text),
            "metric_count": len(turn.metrics),
            "said_at": turn.said_at,
        }
        for turn, old in zip(page.turns, continued, strict=True)
    ]


def metric_rows(turn_row: Row, turn: Turn, existing: Existing) -> list[Row]:
    """The turn's figures; the same characters in the same turn keep their id.

    Raises:
        decimal.InvalidOperation: a value is not a number or too large for the column.
    """
    turn_id = str(turn_row["turn_id"])
    old = existing.metrics.get(turn_id, [])
    free = numbers_after(
        [*(row.metric_id for row in old), *(gone for gone in existing.retired if gone.startswith(f"{turn_id}-m"))]
    )
    continued = match([row.text for row in old], [metric.text for metric in turn.metrics])
    return [
        _metric_row(turn_row, metric, seq, f"{turn_id}-m{next(free)}" if index is None else old[index].metric_id)
        for seq, (metric, index) in enumerate(zip(turn.metrics, continued, strict=True), start=1)
    ]


def retired_rows(existing: Existing, kept: set[str], *, briefing_id: str, revision: int, now: datetime) -> list[Row]:
    """A row for each id of ``existing`` that is not ``kept``."""
    known = [(turn.turn_id, turn.text) for turn in existing.turns]
    known += [(metric.metric_id, metric.text) for metrics in existing.metrics.values() for metric in metrics]
    return [
        {"id": gone, "briefing_id": briefing_id, "text": text, "retired_at": now, "revision": revision}
        for gone, text in known
        if gone not in kept
    ]


def _metric_row(turn_row: Row, metric: Metric, seq: int, metric_id: str) -> Row:
    return {
        "metric_id": metric_id,
        "turn_id": turn_row["turn_id"],
        "briefing_id": turn_row["briefing_id"],
        "seq": seq,
        "text": metric.text,
        "char_start": metric.start,
        "char_end": metric.end,
        "value": six_places(metric.value),
        "value_high": None if metric.value_high is None else six_places(metric.value_high),
        "unit": metric.unit,
        "unit_text": metric.unit_text,
        "kind": metric.kind,
        "relation": metric.relation,
        "direction": metric.direction,
        "indicator": metric.indicator,
        "period": metric.period,
        "period_start": metric.period_start,
        "period_end": metric.period_end,
        "comparison": metric.comparison,
        "confidence": round(metric.confidence, 2),
        "period_inferred": metric.period_inferred,
        "measure": metric.measure,
        "place": metric.place,
        "aspect": metric.aspect,
        "status": metric.status,
    }


def six_places(value: Decimal) -> Decimal:
    """``value`` as DECIMAL(38,6) holds it.

    Raises:
        decimal.InvalidOperation: it is not a number or has more than 32 digits before the point.
    """
    if not value.is_finite():
        raise InvalidOperation(f"{value} is not a number")
    return value.quantize(_SIX_PLACES, context=_WIDE)


def _continued_turns(existing: Existing, turns: Sequence[Turn]) -> list[int | None]:
    """By text; an edited turn continues the one that stood at its place under the same label."""
    old = existing.turns
    continued = match([turn.text for turn in old], [turn.text for turn in turns])
    beside(continued, len(old), lambda i, j: (turns[i].role, turns[i].label) == (old[j].role, old[j].label))
    return continued


def _of_kind(identifiers: Iterable[str], kind: str) -> list[str]:
    return [identifier for identifier in identifiers if identifier.rpartition("-")[2].startswith(kind)]

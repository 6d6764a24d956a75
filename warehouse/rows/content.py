"""A page as one line of JSON, lossless, and back: how it travels to the writer and by what it is known again."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from parsers.records import Metric, Page, Turn


def page_content(page: Page) -> bytes:
    """A lossless JSON text of a page, apart from its address and encoding; numbers are strings, hence exact. The same
    content gives the same text, on one line and without tabs.

    Raises:
        orjson.JSONEncodeError: the page holds a lone surrogate, which no UTF-8 text can.
    """
    return orjson.dumps(replace(page, url=None, encoding=""), default=str)


def page_from_content(text: bytes, *, url: str | None, encoding: str) -> Page:
    """The page whose ``page_content`` this is."""
    content = orjson.loads(text)
    return Page(
        **{
            **content,
            "url": url,
            "encoding": encoding,
            "held_on": _day(content["held_on"]),
            "published_on": _day(content["published_on"]),
            "warnings": tuple(content["warnings"]),
            "turns": tuple(_turn(turn) for turn in content["turns"]),
        }
    )


def _turn(record: dict[str, Any]) -> Turn:
    said_at = record["said_at"]
    return Turn(
        **{
            **record,
            "metrics": tuple(_metric(metric) for metric in record["metrics"]),
            "said_at": datetime.fromisoformat(said_at) if said_at else None,
        }
    )


def _metric(record: dict[str, Any]) -> Metric:
    high = record["value_high"]
    return Metric(
        **{
            **record,
            "value": Decimal(record["value"]),
            "value_high": None if high is None else Decimal(high),
            "period_start": _day(record["period_start"]),
            "period_end": _day(record["period_end"]),
            "confidence": Decimal(record["confidence"]),
        }
    )


def digest_of(content: bytes) -> str:
    """SHA-256 of a page's content, the JSON text of everything that its rows are made of."""
    return hashlib.sha256(content).hexdigest()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

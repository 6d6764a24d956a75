"""Small transcripts of our own for the warehouse's tests."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from parsers.records import Metric, Page, Turn
from warehouse.load.loading import LoadPage

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def metric(text: str, inside: str, **fields: object) -> Metric:
    """A figure found in ``inside``; 45 项 unless ``fields`` say otherwise."""
    start = inside.index(text)
    known: dict[str, object] = {
        "value": Decimal(45),
        "value_high": None,
        "unit": "项",
        "unit_text": "项",
        "kind": "count",
        "relation": "eq",
        "direction": None,
        "indicator": None,
        "period": None,
        "period_start": None,
        "period_end": None,
        "comparison": None,
        "confidence": Decimal("0.9"),
    }
    return Metric(text=text, start=start, end=start + len(text), **{**known, **fields})  # type: ignore[arg-type]


def turn(seq: int, role: str, text: str, *metrics: Metric, **fields: object) -> Turn:
    """A turn; an exchange of its own kind must be given in ``fields``."""
    known: dict[str, object] = {
        "exchange": None,
        "follow_up": False,
        "label": None,
        "outlet": None,
        "speaker": None,
        "position": None,
    }
    return Turn(seq=seq, role=role, text=text, metrics=metrics, **{**known, **fields})  # type: ignore[arg-type]


QUESTION = "请问老旧小区加装电梯的进展如何？"
ANSWER = "去年全市完成加装电梯3000台，惠及居民45项服务。今年力争再完成3500台。"
THANKS = "谢谢。"


def usual_turns() -> list[Turn]:
    """Opening, a question, its answer with three figures, thanks."""
    return [
        turn(1, "moderator", "各位记者朋友，大家好。", label="主持人", speaker="周明"),
        turn(2, "question", QUESTION, exchange=1, label="东方新闻记者", outlet="东方新闻"),
        turn(
            3,
            "answer",
            ANSWER,
            metric(
                "3000台", ANSWER, value=Decimal(3000), unit="台", unit_text="台", indicator="加装电梯", status="result"
            ),
            metric("45项", ANSWER, indicator="服务"),
            metric(
                "3500台", ANSWER, value=Decimal(3500), unit="台", unit_text="台", indicator="加装电梯", status="plan"
            ),
            exchange=1,
            label="市住建局副局长林芳",
            speaker="林芳",
            position="市住建局副局长",
        ),
        turn(4, "moderator", THANKS, label="主持人", speaker="周明"),
    ]


def page(turns: list[Turn] | None = None, **fields: object) -> Page:
    """A transcript; its content hash follows its text."""
    turns = usual_turns() if turns is None else turns
    content = "".join(f"{t.label}{t.text}" for t in turns)
    known: dict[str, object] = {
        "url": None,
        "title": "市政府新闻发布会问答实录（2026年3月1日）",
        "held_on": date(2026, 3, 1),
        "published_on": date(2026, 3, 1),
        "source": "市新闻办",
        "kind": "qa",
        "content_hash": hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest(),
        "encoding": "utf-8",
        "warnings": (),
    }
    return Page(turns=tuple(turns), **{**known, **fields})  # type: ignore[arg-type]


def load_page(content: Page | None = None, *, name: str = "one", at: datetime = NOW, site: str = "sample") -> LoadPage:
    """The page as fetched from /briefings/<name>.html."""
    content = content or page()
    return LoadPage(
        url=f"https://press.example/briefings/{name}.html",
        site=site,
        page_key=f"press.example/briefings/{name}",
        page_sha256=hashlib.sha256(f"{name}{content.content_hash}".encode()).hexdigest(),
        first_seen_at=at,
        checked_at=at,
        page=content,
    )


def renumbered(turns: list[Turn]) -> list[Turn]:
    """The turns with seq 1, 2, …"""
    return [replace(t, seq=n) for n, t in enumerate(turns, start=1)]

"""All rows that one page becomes, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from warehouse.corrections.files import Correction, apply
from warehouse.load.compare import Differences, compare
from warehouse.load.lookup import KnownBriefing
from warehouse.load.revise import lines, unified_diff
from warehouse.rows.loadpage import LoadPage, utc
from warehouse.rows.page_rows import Existing, Row, metric_rows, retired_rows, turn_rows


@dataclass(frozen=True, slots=True)
class RunStamp:
    """What every row of a load says about where it comes from; ``now`` is UTC without a zone."""

    run_id: str
    parser_version: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """The rows of one briefing and what they replace."""

    load_page: LoadPage
    action: Literal["inserted", "updated"]
    briefing: Row
    turns: list[Row]
    metrics: list[Row]
    revision: Row | None
    """A new revision, or None where the page was not edited."""
    retired: list[Row]
    corrections: list[Row]
    existing: Existing
    """What is replaced."""
    known: KnownBriefing | None
    """Its row before; None for a new briefing."""
    differences: Differences

    @property
    def briefing_id(self) -> str:
        """The briefing."""
        return str(self.briefing["briefing_id"])


def make_draft(
    page: LoadPage,
    *,
    derived_hash: str,
    known: KnownBriefing | None,
    existing: Existing,
    corrections: Sequence[Correction],
    stamp: RunStamp,
) -> Draft:
    """The rows of ``page``, ids kept where text stayed, corrections applied.

    Raises:
        decimal.InvalidOperation: a figure does not fit into its column.
    """
    briefing_id = page.briefing_id
    revision = 1 if known is None else known.revision + is_edit(page, known, existing)
    turns = turn_rows(briefing_id, page.page, existing)
    metrics = [
        metric for row, turn in zip(turns, page.page.turns, strict=True) for metric in metric_rows(row, turn, existing)
    ]
    for row in (*turns, *metrics):
        row["loaded_at"] = stamp.now
    briefing = _briefing_row(page, briefing_id, derived_hash, known, revision, stamp)
    kept = {str(turn["turn_id"]) for turn in turns} | {str(metric["metric_id"]) for metric in metrics}
    everything = {briefing_id: briefing}
    everything |= {str(turn["turn_id"]): turn for turn in turns}
    everything |= {str(metric["metric_id"]): metric for metric in metrics}
    tried = apply(corrections, everything, now=stamp.now)
    return Draft(
        load_page=page,
        action="inserted" if known is None else "updated",
        briefing=briefing,
        turns=turns,
        metrics=metrics,
        revision=_revision_row(page, briefing, known, existing, stamp),
        retired=retired_rows(existing, kept, briefing_id=briefing_id, revision=revision, now=stamp.now),
        corrections=tried,
        existing=existing,
        known=known,
        differences=compare(briefing, turns, metrics, known=known, existing=existing),
    )


def is_edit(page: LoadPage, known: KnownBriefing, existing: Existing) -> bool:
    """Whether the page says something else than before; the same bytes never do, however they are read now.

    Another address may show the same transcript under another title: only the briefing's own counts.
    """
    if page.page_sha256 == known.page_sha256:
        return False
    retitled = page.url == known.url and page.page.title != existing.title
    return retitled or page.page.content_hash != known.content_hash


def _briefing_row(
    page: LoadPage, briefing_id: str, derived_hash: str, known: KnownBriefing | None, revision: int, stamp: RunStamp
) -> Row:
    record = page.page
    return {
        "briefing_id": briefing_id,
        "site": page.site,
        "url": page.url,
        "title": record.title,
        "held_on": record.held_on,
        "published_on": record.published_on,
        "source": record.source,
        "kind": record.kind,
        "revision": revision,
        "content_hash": record.content_hash,
        "page_sha256": page.page_sha256,
        "parser_version": stamp.parser_version,
        "first_seen_at": known.first_seen_at if known else utc(page.first_seen_at),
        "changed_at": stamp.now,
        "checked_at": utc(page.checked_at),
        "turn_count": len(record.turns),
        "metric_count": sum(len(turn.metrics) for turn in record.turns),
        "warnings": list(record.warnings),
        "derived_hash": derived_hash,
        "run_id": stamp.run_id,
    }


def _revision_row(
    page: LoadPage, briefing: Row, known: KnownBriefing | None, existing: Existing, stamp: RunStamp
) -> Row | None:
    record, revision = page.page, briefing["revision"]
    if known and known.revision == revision:
        return None
    diff = None
    if known:
        old = lines((turn.label, turn.text) for turn in existing.turns)
        new = lines((turn.label, turn.text) for turn in record.turns)
        if existing.title != record.title:
            old, new = [f"标题：{existing.title}", *old], [f"标题：{record.title}", *new]
        diff = unified_diff(old, new, revision=revision)
    return {
        "briefing_id": briefing["briefing_id"],
        "revision": revision,
        "seen_at": utc(page.checked_at),
        "page_sha256": page.page_sha256,
        "content_hash": record.content_hash,
        "title": record.title,
        "diff": diff,
        "run_id": stamp.run_id,
    }

"""Loading parsed pages: one transaction a call, everything or nothing, and nothing twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import duckdb
import orjson

from parsers.vocabulary import Vocabulary, bundled, reader_version
from warehouse.corrections.files import Correction
from warehouse.database.bulk import has_appender
from warehouse.database.migrate import Connection
from warehouse.database.statements import sql
from warehouse.database.transaction import transaction
from warehouse.load import batch, quarantine
from warehouse.load.draft import Draft, RunStamp, make_draft
from warehouse.load.fresh import change_of, fresh_among
from warehouse.load.lookup import Known, look_up, read_existing
from warehouse.load.vocabulary import keep_vocabulary
from warehouse.rows.loadpage import Change, Failure, LoadPage, LoadReport, utc
from warehouse.rows.page_rows import Existing, derived_hash
from warehouse.rows.staged import StagedPage

__all__ = ["Change", "LoadPage", "LoadReport", "load_pages"]

AnyPage = LoadPage | StagedPage
"""A page at hand, or one in a staged file."""


def load_pages(
    con: Connection,
    pages: Sequence[AnyPage],
    *,
    run_id: str,
    now: datetime,
    corrections: Sequence[Correction] = (),
    vocabulary: Vocabulary | None = None,
) -> LoadReport:
    """Load ``pages`` in one transaction: all of them, or nothing when an error is raised.

    A page whose content hash is new becomes a new revision; one whose text is the same but whose derived rows
    differ (an upgraded parser, a new correction) is updated in place; any other costs a lookup only. A page that
    fails a rule of severity ``error`` goes to quarantine and the others load.

    Args:
        con: From ``store.writer``.
        pages: In the order they were fetched; a page that comes twice is loaded twice, in that order.
        run_id: The run that loads.
        now: With zone.
        corrections: All hand corrections (``corrections.read_corrections``).
        vocabulary: How quantities were called when the pages were read; None: the bundled one.
    """
    by_briefing: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        by_briefing[correction.briefing_id].append(correction)
    known = vocabulary or bundled()
    stamp = RunStamp(run_id, reader_version(known), utc(now))
    if has_appender(con):
        con.execute(sql("load/bound_load"))
    try:
        return _load(con, pages, known, stamp, by_briefing)
    except duckdb.OutOfMemoryException:  # as nested rows a long page may take more than the bound
        con.execute(sql("load/unbound_load"))
        return _load(con, pages, known, stamp, by_briefing)


def _load(
    con: Connection,
    pages: Sequence[AnyPage],
    vocabulary: Vocabulary,
    stamp: RunStamp,
    corrections: Mapping[str, list[Correction]],
) -> LoadReport:
    report = LoadReport()
    with transaction(con):
        keep_vocabulary(con, vocabulary)
        for wave in _waves(pages):
            _load_wave(con, wave, report, stamp, corrections)
    return report


def _waves(pages: Sequence[AnyPage]) -> Iterator[list[AnyPage]]:
    """Cut before a page that the wave already holds, also at another address: it must see the first one stored."""
    wave: list[AnyPage] = []
    seen: set[object] = set()
    for page in pages:
        keys = {page.briefing_id, page.url, (page.held_on, page.content_hash)}
        if keys & seen:
            yield wave
            wave, seen = [], set()
        wave.append(page)
        seen |= keys
    if wave:
        yield wave


def _load_wave(
    con: Connection,
    wave: list[AnyPage],
    report: LoadReport,
    stamp: RunStamp,
    corrections: Mapping[str, list[Correction]],
) -> None:
    known = look_up(con, wave)
    failures: list[Failure] = []
    changed: list[tuple[AnyPage, str]] = []
    aliases: list[tuple[str, str, bool]] = []
    for page in wave:
        briefing_id, is_alias = known.target(page)
        if is_alias:
            aliases.append((page.url, briefing_id, False))
            continue
        try:
            digest = derived_hash(page, corrections.get(briefing_id, ()))
        except orjson.JSONEncodeError as error:
            failures.append(_unstorable(page, error))
            continue
        stored = known.by_id.get(briefing_id)
        if stored is None or stored.derived_hash != digest:
            changed.append((page, digest))
        elif known.by_url.get(page.url) != briefing_id:
            aliases.append((page.url, briefing_id, False))
    new = fresh_among(
        [p for p, _ in changed if p.briefing_id not in known.by_id and not corrections.get(p.briefing_id)]
    )
    by_sql = {page.briefing_id for page in new}
    drafts, unfit = _drafts(
        con, [one for one in changed if one[0].briefing_id not in by_sql], known, stamp, corrections
    )
    refused = batch.refused(con, drafts, new, stamp)
    whose: list[AnyPage] = [*(draft.load_page for draft in drafts), *new]
    failures += [
        Failure(page.url, page.page_sha256, "check", refused[page.briefing_id])
        for page in whose
        if page.briefing_id in refused
    ]
    loaded = [draft for draft in drafts if draft.briefing_id not in refused]
    taken = [page for page in new if page.briefing_id not in refused]
    urls = [alias for alias in aliases if known.by_url.get(alias[0]) != alias[1]]
    batch.write(con, loaded, taken, stamp)
    batch.write_urls(con, [*batch.canonical(loaded, taken), *urls], known)
    failures += unfit
    quarantine.put(con, failures, now=stamp.now)
    quarantine.resolve(con, [page.url for page in wave if page.url not in {f.url for f in failures}], now=stamp.now)
    _count(report, len(wave), loaded, taken, failures)


def _drafts(
    con: Connection,
    changed: list[tuple[AnyPage, str]],
    known: Known,
    stamp: RunStamp,
    corrections: Mapping[str, list[Correction]],
) -> tuple[list[Draft], list[Failure]]:
    stored = read_existing(con, [known.by_id[p.briefing_id] for p, _ in changed if p.briefing_id in known.by_id])
    drafts, unfit = [], []
    for page, digest in changed:
        try:
            draft = make_draft(
                page.whole(),
                derived_hash=digest,
                known=known.by_id.get(page.briefing_id),
                existing=stored.get(page.briefing_id, Existing()),
                corrections=corrections.get(page.briefing_id, ()),
                stamp=stamp,
            )
        except ArithmeticError as error:
            unfit.append(_unstorable(page, error))
            continue
        drafts.append(draft)
    return drafts, unfit


def _unstorable(page: AnyPage, error: Exception) -> Failure:
    return Failure(page.url, page.page_sha256, "check", f"a value of this page cannot be stored: {error!r}")


def _only_tried(draft: Draft) -> bool:
    """Whether a correction that does not fit is all that is new: its status is written, the briefing is as it was."""
    idle = any(tried["status"] != "applied" for tried in draft.corrections)
    return idle and draft.known is not None and draft.revision is None and not any(draft.differences)


def _count(
    report: LoadReport, pages: int, loaded: list[Draft], taken: list[StagedPage], failures: list[Failure]
) -> None:
    loaded = [draft for draft in loaded if not _only_tried(draft)]
    report.inserted += sum(draft.action == "inserted" for draft in loaded) + len(taken)
    report.updated += sum(draft.action == "updated" for draft in loaded)
    report.unchanged += pages - len(loaded) - len(taken) - len(failures)
    report.quarantined += [(failure.url, failure.page_sha256 or "", failure.reason) for failure in failures]
    report.changes += map(change_of, taken)
    report.changes += [
        Change(
            briefing_id=draft.briefing_id,
            action=draft.action,
            url=draft.load_page.url,
            title=draft.briefing["title"],
            held_on=draft.briefing["held_on"],
            turns=len(draft.turns),
            metrics=len(draft.metrics),
            turn_changes=draft.differences.turns,
            metric_changes=draft.differences.metrics,
            fields=draft.differences.fields,
            sample=draft.differences.sample,
        )
        for draft in loaded
    ]

"""A batch of drafts into the tables, by way of staging tables on which the page rules are run first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warehouse.database.bulk import append
from warehouse.database.migrate import Connection
from warehouse.database.statements import sql
from warehouse.load import fresh
from warehouse.load.directory import count_names
from warehouse.load.draft import Draft, RunStamp
from warehouse.load.lookup import Known
from warehouse.quality.rules import failing_pages
from warehouse.rows.page_rows import Row
from warehouse.rows.staged import StagedPage


def refused(con: Connection, drafts: Sequence[Draft], new: Sequence[StagedPage], stamp: RunStamp) -> dict[str, str]:
    """Stage the rows of drafts and new pages; returns briefing_id → reason for those that fail a rule of severity
    ``error``."""
    if not drafts and not new:
        return {}
    con.execute(sql("load/stage"))
    append(con, "staged_briefings", (draft.briefing for draft in drafts))
    append(con, "staged_turns", (turn for draft in drafts for turn in draft.turns))
    append(con, "staged_metrics", (metric for draft in drafts for metric in draft.metrics))
    fresh.stage(con, new, stamp)
    return failing_pages(con)


def write(con: Connection, drafts: Sequence[Draft], new: Sequence[StagedPage], stamp: RunStamp) -> None:
    """Move the staged rows of ``drafts`` and ``new`` into the tables, in place of what is stored of these briefings."""
    if not drafts and not new:
        return
    new_ids = [page.briefing_id for page in new]
    ids = {"ids": [draft.briefing_id for draft in drafts] + new_ids}
    con.execute(sql("load/delete_corrections"), ids)  # also of a new briefing: they were noted as missing
    _delete_replaced(con, [draft for draft in drafts if draft.action == "updated"])
    for table in ("briefings", "turns", "exchanges", "metrics"):
        con.execute(sql(f"load/take_{table}"), ids)
    append(con, "revisions", (draft.revision for draft in drafts if draft.revision))
    if new:
        con.execute(sql("load/first_revisions"), {"ids": new_ids})
    _amend_revisions(con, [draft for draft in drafts if not draft.revision])
    append(con, "retired_ids", (row for draft in drafts for row in draft.retired))
    append(con, "corrections", (row for draft in drafts for row in draft.corrections))
    count_names(con, drafts, new_ids)
    con.execute(sql("load/name_outlets"), {**ids, "stamps": [stamp.now]})


def _delete_replaced(con: Connection, drafts: Sequence[Draft]) -> None:
    if not drafts:
        return
    ids = {"ids": [draft.briefing_id for draft in drafts]}
    con.execute(sql("load/delete_briefings"), {"rowids": [draft.known.place for draft in drafts if draft.known]})
    stamps = sorted({draft.known.changed_at for draft in drafts if draft.known})
    con.execute(sql("load/delete_exchanges"), {**ids, "stamps": stamps})
    for table in ("turns", "metrics"):
        rowids = [rowid for draft in drafts for rowid in draft.existing.rowids[table]]
        con.execute(sql(f"load/delete_{table}"), {"rowids": rowids})


def _amend_revisions(con: Connection, drafts: Sequence[Draft]) -> None:
    """Pages that were not edited but are read otherwise now: their newest revision says what the tables say."""
    if drafts:
        rows = [(d.briefing_id, d.briefing["revision"], d.load_page.page) for d in drafts]
        values = {
            "ids": [briefing_id for briefing_id, _, _ in rows],
            "revisions": [revision for _, revision, _ in rows],
            "hashes": [page.content_hash for _, _, page in rows],
            "titles": [page.title for _, _, page in rows],
        }
        con.execute(sql("load/amend_revisions"), values)


def canonical(drafts: Sequence[Draft], new: Sequence[StagedPage]) -> list[tuple[str, str, bool]]:
    """The addresses of these pages, each as its briefing's own."""
    own = [(draft.load_page.url, draft.briefing_id) for draft in drafts]
    return [(url, briefing_id, True) for url, briefing_id in [*own, *((page.url, page.briefing_id) for page in new)]]


def write_urls(con: Connection, urls: Iterable[tuple[str, str, bool]], known: Known) -> None:
    """Remember that (url, briefing_id, is_canonical): a canonical address takes the place of the former one.

    Args:
        known: what is stored of them; a briefing that is new, or has this address already, has no other to be demoted.
    """
    rows: list[Row] = [
        {"url": url, "briefing_id": briefing_id, "is_canonical": canonical} for url, briefing_id, canonical in urls
    ]
    if not rows:
        return
    if places := [place for row in rows for place in known.url_places.get(row["url"], ())]:
        con.execute(sql("load/delete_urls"), {"rowids": places})
    moved = [
        row["briefing_id"]
        for row in rows
        if row["is_canonical"] and (stored := known.by_id.get(row["briefing_id"])) and stored.url != row["url"]
    ]
    if moved:
        con.execute(sql("load/demote_urls"), {"ids": moved})
    append(con, "briefing_urls", rows)

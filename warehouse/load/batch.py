"""A batch of drafts into the tables, by way of staging tables on which the page rules are run first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warehouse.database.bulk import append
from warehouse.database.migrate import Connection
from warehouse.database.statements import sql
from warehouse.load.directory import count_names
from warehouse.load.draft import Draft
from warehouse.quality.rules import failing_pages
from warehouse.rows.page_rows import Row


def refused(con: Connection, drafts: Sequence[Draft]) -> dict[str, str]:
    """Stage the drafts; returns briefing_id → reason for those that fail a rule of severity ``error``."""
    if not drafts:
        return {}
    con.execute(sql("load/stage"))
    append(con, "staged_briefings", (draft.briefing for draft in drafts))
    append(con, "staged_turns", (turn for draft in drafts for turn in draft.turns))
    append(con, "staged_metrics", (metric for draft in drafts for metric in draft.metrics))
    return failing_pages(con)


def write(con: Connection, drafts: Sequence[Draft]) -> None:
    """Move the staged rows of ``drafts`` into the tables, in place of what is stored of these briefings."""
    if not drafts:
        return
    ids = {"ids": [draft.briefing_id for draft in drafts]}
    replaced = {"ids": [draft.briefing_id for draft in drafts if draft.action == "updated"]}
    con.execute(sql("load/delete_corrections"), ids)  # also of a new briefing: they were noted as missing
    if replaced["ids"]:
        con.execute(sql("load/delete_briefings"), replaced)
        stamps = sorted({draft.known.changed_at for draft in drafts if draft.known})
        con.execute(sql("load/delete_exchanges"), {**replaced, "stamps": stamps})
        for table in ("turns", "metrics"):
            rowids = [rowid for draft in drafts for rowid in draft.existing.rowids[table]]
            con.execute(sql(f"load/delete_{table}"), {"rowids": rowids})
    for table in ("briefings", "turns", "exchanges", "metrics"):
        con.execute(sql(f"load/take_{table}"), ids)
    append(con, "revisions", (draft.revision for draft in drafts if draft.revision))
    _amend_revisions(con, [draft for draft in drafts if not draft.revision])
    append(con, "retired_ids", (row for draft in drafts for row in draft.retired))
    append(con, "corrections", (row for draft in drafts for row in draft.corrections))
    write_urls(con, [(draft.load_page.url, draft.briefing_id, True) for draft in drafts])
    count_names(con, drafts)
    written = sorted({draft.briefing["changed_at"] for draft in drafts})
    con.execute(sql("load/name_outlets"), {**ids, "stamps": written})


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


def write_urls(con: Connection, urls: Iterable[tuple[str, str, bool]]) -> None:
    """Remember that (url, briefing_id, is_canonical): a canonical address takes the place of the former one."""
    rows: list[Row] = [
        {"url": url, "briefing_id": briefing_id, "is_canonical": canonical} for url, briefing_id, canonical in urls
    ]
    if not rows:
        return
    con.execute(sql("load/delete_urls"), {"urls": [row["url"] for row in rows]})
    canonical = [row["briefing_id"] for row in rows if row["is_canonical"]]
    if canonical:
        con.execute(sql("load/demote_urls"), {"ids": canonical})
    append(con, "briefing_urls", rows)

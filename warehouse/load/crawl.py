"""What the crawl did, from its ledger into the tables ``pages``, ``fetches`` and ``runs``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from warehouse.database.bulk import append
from warehouse.database.migrate import Connection
from warehouse.database.statements import sql
from warehouse.database.transaction import transaction
from warehouse.rows.loadpage import utc
from warehouse.rows.page_rows import Row


def sync_crawl(
    con: Connection,
    *,
    pages: Iterable[Mapping[str, object]] = (),
    fetches: Iterable[Mapping[str, object]] = (),
    runs: Iterable[Mapping[str, object]] = (),
) -> None:
    """Bring the crawl tables up to date in one transaction; the same rows again change nothing.

    Args:
        pages: Rows that changed since the last call, named like the columns of ``pages``; other keys are ignored,
            a missing one is NULL. ``url``, ``site`` and ``state`` are needed.
        fetches: New HTTP exchanges; ``url``, ``at`` and ``outcome`` are needed.
        runs: New or finished runs; ``run_id``, ``flow`` and ``started_at`` are needed.
    """
    with transaction(con):
        for table, rows in (("pages", pages), ("fetches", fetches), ("runs", runs)):
            _replace(con, table, [_row(row) for row in rows])


def _replace(con: Connection, table: str, rows: list[Row]) -> None:
    if not rows:
        return
    if table == "pages":
        rows = [{"failures": 0, **row} for row in rows]
    con.execute(sql(f"load/stage_{table}"))
    append(con, f"staged_{table}", rows)
    con.execute(sql(f"load/sync_{table}"))


def _row(row: Mapping[str, object]) -> Row:
    return {name: utc(value) if isinstance(value, datetime) else value for name, value in row.items()}

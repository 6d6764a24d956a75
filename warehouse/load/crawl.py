"""What the crawl did, from its ledger into the tables ``pages``, ``fetches`` and ``runs``; and which sites it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from parsers.sites.definition import Site
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
    sites: Iterable[Mapping[str, object]] = (),
    looks: Mapping[str, datetime] | None = None,
) -> None:
    """Bring the crawl tables up to date in one transaction; the same rows again change nothing.

    Args:
        pages: Rows that changed since the last call, named like the columns of ``pages``; other keys are ignored,
            a missing one is NULL. ``url``, ``site`` and ``state`` are needed.
        fetches: New HTTP exchanges; ``url``, ``at`` and ``outcome`` are needed.
        runs: New or finished runs; ``run_id``, ``flow`` and ``started_at`` are needed.
        sites: What the sites are; ``name`` is needed. Sites that are not named stay as they are.
        looks: Site → when a look last read it, of any sites that are known.
    """
    with transaction(con):
        for table, rows in (("pages", pages), ("fetches", fetches), ("runs", runs), ("sites", sites)):
            _replace(con, table, [_row(row) for row in rows])
        if looks:
            con.execute(sql("load/sync_looks"), {"sites": list(looks), "moments": list(map(utc, looks.values()))})


def site_row(site: Site, followed_since: datetime | None) -> dict[str, object]:
    """The row of table ``sites`` that a definition makes.

    Args:
        followed_since: start of the first run that read it (UTC).
    """
    return {
        "name": site.name,
        "title": site.title,
        "province": site.area.province,
        "level": site.area.level,
        "division": site.area.division,
        "base_url": site.base_url,
        "followed_since": followed_since,
    }


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

"""Pages set aside: why they could not be read or loaded, how often that was tried, when it was mended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from warehouse.database.bulk import append
from warehouse.database.migrate import Connection
from warehouse.database.statements import sql
from warehouse.rows.loadpage import Failure, utc


def put(con: Connection, failures: Iterable[Failure], *, now: datetime) -> None:
    """Set pages aside; a page that is there already gets the new reason and one more attempt."""
    rows = {failure.url: {**asdict(failure), "first_seen_at": utc(now), "attempts": 1} for failure in failures}
    if not rows:
        return
    before = con.execute(sql("load/open_quarantine"), {"urls": list(rows)}).fetchall()
    for url, first_seen_at, attempts in before:
        rows[url] |= {"first_seen_at": first_seen_at, "attempts": attempts + 1}
    con.execute(sql("load/delete_quarantine"), {"urls": [url for url, *_ in before]})
    append(con, "quarantine", rows.values())


def resolve(con: Connection, urls: Sequence[str], *, now: datetime) -> None:
    """Close the open rows of pages that loaded after all."""
    con.execute(sql("load/resolve_quarantine"), {"urls": list(urls), "now": utc(now)})

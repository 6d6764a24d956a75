"""The ledger's book of copies: every version of every page, in the order in which the runs had them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from flows.ledger.database import Database


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page whose copy is in the archive under ``page_sha256``."""

    url: str
    site: str
    page_sha256: str
    content_type: str | None
    title: str | None
    listed_on: date | None
    first_seen_at: datetime
    checked_at: datetime
    """When this copy was had; of a loaded one, when the page was last asked for."""
    run_at: datetime | None = None
    """When the run that had this copy began; None where it is loaded already."""


class CopyBook:
    """Versions of pages, shared like the rest of the ledger."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def versions(self, site: str | None = None) -> list[ArchivedPage]:
        """Every version of every page, by URL, the oldest first; a version that came back is there again."""
        return [_version(row) for rows in self._histories("copies", site=site) for row in rows]

    def unloaded(self, site: str) -> dict[str, list[ArchivedPage]]:
        """URL → versions that the warehouse has yet to see, the oldest first: what is after the one it has.

        Of a lost warehouse that is every version, so that revisions and ids come out as they were.
        """
        return _unloaded(self._histories("unloaded_copies", site=site))

    def pending_among(self, urls: Iterable[str], parser_version: str) -> list[ArchivedPage]:
        """As ``unloaded``, of these addresses, without those that this parser version has put into quarantine."""
        among = self._histories("pending_copies_among", urls=json.dumps(list(urls)), version=parser_version)
        return [version for versions in _unloaded(among).values() for version in versions]

    def take(self, version: ArchivedPage) -> None:
        """A version that another ledger, or another crawler, recorded."""
        seen_at = version.checked_at.timestamp()
        run_at = version.run_at.timestamp() if version.run_at else seen_at
        self.db.run("take_copy", url=version.url, page_sha256=version.page_sha256, seen_at=seen_at, run_at=run_at)

    def _histories(self, statement: str, **values: str | None) -> Iterator[list[dict[str, Any]]]:
        """The rows of each page, without those that repeat the one before (a lost copy that was fetched again)."""
        for _, group in groupby(self.db.rows(statement, **values), key=lambda row: row["url"]):
            rows = list(group)
            yield [row for n, row in enumerate(rows) if n == 0 or rows[n - 1]["page_sha256"] != row["page_sha256"]]


def _unloaded(histories: Iterable[list[dict[str, Any]]]) -> dict[str, list[ArchivedPage]]:
    found = {}
    for rows in histories:
        loaded = [n for n, row in enumerate(rows) if row["page_sha256"] == row["loaded_sha256"]]
        found[rows[0]["url"]] = [_version(row) for row in rows[loaded[-1] + 1 if loaded else 0 :]]
    return found


def _version(row: dict[str, Any]) -> ArchivedPage:
    return ArchivedPage(
        url=row["url"],
        site=row["site"],
        page_sha256=row["page_sha256"],
        content_type=row["content_type"],
        title=row["title"],
        listed_on=date.fromisoformat(row["listed_on"]) if row["listed_on"] else None,
        first_seen_at=datetime.fromtimestamp(row["first_seen_at"], UTC),
        checked_at=datetime.fromtimestamp(row["seen_at"], UTC),
        run_at=datetime.fromtimestamp(row["run_at"], UTC),
    )

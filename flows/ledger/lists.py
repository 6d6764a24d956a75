"""The ledger's book of list pages: validators for conditional requests, and unfinished walks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from flows.ledger.database import Database


@dataclass(frozen=True, slots=True)
class ListPage:
    """The newest archived copy of a list page and what makes its next request conditional.

    ``body_sha256`` is None while there is no such list (a month's folder before the month's first page).
    """

    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Walk:
    """A walk down a newest-first list that has not met known items or the end yet.

    ``request`` is the next list page to ask for (as JSON), ``whole`` a walk that does not stop at known items,
    ``since`` the date at which it ends.
    """

    id: int
    chain: str
    request: str
    whole: bool
    since: date | None
    opened_at: datetime


class ListBook:
    """List pages and walks, shared like the rest of the ledger."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def page(self, request: str) -> ListPage | None:
        """What is known of the list page behind this request key."""
        row = self.db.row("list_page", request=request)
        if row is None:
            return None
        checked_at = datetime.fromtimestamp(row["checked_at"], UTC)
        return ListPage(row["etag"], row["last_modified"], row["body_sha256"], checked_at)

    def record(
        self, request: str, site: str, *, etag: str | None, last_modified: str | None, body_sha256: str | None
    ) -> None:
        """A list page was read; its copy is in the archive."""
        with self.db.transaction() as now:
            self.db.run(
                "record_list", request=request, site=site, etag=etag, last_modified=last_modified,
                body_sha256=body_sha256, now=now,
            )  # fmt: skip

    def were_read_by(self, site: str, sha256: str) -> bool:
        """Whether the site's lists were last read by these rules; True before they were ever read."""
        row = self.db.row("list_rules", site=site)
        return row is None or row["sha256"] == sha256

    def note_rules(self, site: str, sha256: str) -> None:
        """The site's lists were read by these rules to where nothing new can be."""
        with self.db.transaction():
            self.db.run("note_list_rules", site=site, sha256=sha256)

    @contextmanager
    def step(self) -> Iterator[None]:
        """One transaction around a list page's items and the walk's next position."""
        with self.db.transaction():
            yield

    def open_walk(self, site: str, chain: str, request: str, *, whole: bool, since: date | None) -> Walk:
        """Begin a walk; it survives a kill until ``close``."""
        since_text = since.isoformat() if since else None
        with self.db.transaction() as now:
            walk_id = self.db.insert(
                "open_walk", site=site, chain=chain, request=request, whole=int(whole), since=since_text, now=now
            )
        return Walk(walk_id, chain, request, whole, since, datetime.fromtimestamp(now, UTC))

    def move(self, walk: Walk, request: str) -> None:
        """The walk goes on at ``request``."""
        with self.db.transaction():
            self.db.run("move_walk", id=walk.id, request=request)

    def close(self, walk: Walk) -> None:
        """The walk met known items, its date or the end."""
        with self.db.transaction():
            self.db.run("close_walk", id=walk.id)

    def open_walks(self, site: str, chain: str) -> list[Walk]:
        """Unfinished walks of a list, the newest first."""
        return [_walk(row) for row in self.db.rows("open_walks", site=site, chain=chain)]

    def any_open(self, site: str, *, whole: bool = False) -> bool:
        """Whether a walk of the site is unfinished; ``whole`` counts those that do not stop at known items."""
        row = self.db.row("count_walks", site=site, whole=int(whole))
        return bool(row and row["n"])


def _walk(row: dict[str, Any]) -> Walk:
    since = date.fromisoformat(row["since"]) if row["since"] else None
    opened_at = datetime.fromtimestamp(row["opened_at"], UTC)
    return Walk(row["id"], row["chain"], row["request"], bool(row["whole"]), since, opened_at)

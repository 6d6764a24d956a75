"""The ledger's book of links: what list pages name, and what they no longer name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from flows.ledger.database import Database
from parsers.records import ListItem


class LinkBook:
    """Links of list pages, shared like the rest of the ledger."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def upsert_found(self, site: str, chain: str, items: Iterable[ListItem]) -> list[str]:
        """Record the links of a list page; the URLs that were not known before and are to be fetched.

        ``chain`` names the list (its first request). A known page keeps its state and its history;
        when its title was edited it becomes due before all others, because titles are edited along with texts.
        """
        with self.db.transaction() as now:
            return [item.url for item in items if self._upsert_item(site, chain, item, now)]

    def _upsert_item(self, site: str, chain: str, item: ListItem, now: float) -> bool:
        listed_on = item.listed_on.isoformat() if item.listed_on else None
        state = "skipped" if item.skip else "new"
        due = None if item.skip else now
        known = self.db.row("page", url=item.url)
        self.db.run("link", chain=chain, url=item.url, listed_on=listed_on, now=now)
        if known is None:
            self.db.run(
                "insert_found", url=item.url, site=site, state=state, reason=item.skip, title=item.title,
                listed_on=listed_on, next_check_at=due, now=now, rev=self.db.next_rev(),
            )  # fmt: skip
            return not item.skip
        self.db.run("seen_again", url=item.url, listed_on=listed_on)
        untouched = known["state"] in ("new", "skipped")
        if untouched and known["state"] != state:
            self.db.run(
                "retitled", url=item.url, title=item.title, state=state, reason=item.skip,
                next_check_at=due, rev=self.db.next_rev(),
            )  # fmt: skip
            return not item.skip
        if known["title"] != item.title:
            # Due since its last check: before everything that is merely overdue.
            urgent = known["checked_at"] or now
            soon = known["next_check_at"] if item.skip or known["state"] == "blocked" else urgent
            self.db.run(
                "retitled", url=item.url, title=item.title, state=known["state"], reason=known["reason"],
                next_check_at=soon, rev=self.db.next_rev(),
            )  # fmt: skip
        return False

    def of_other_sites(self, site: str, urls: Iterable[str]) -> dict[str, int]:
        """Site → how many of these addresses it listed before this one did: they are its pages."""
        rows = self.db.rows("of_other_sites", site=site, urls=json.dumps(list(urls)))
        return {row["site"]: row["n"] for row in rows}

    def is_listed(self, chain: str, url: str) -> bool:
        """Whether this list was seen to name this address."""
        return self.db.row("is_linked", chain=chain, url=url) is not None

    def mark_vanished(self, chain: str, *, oldest: date, walk_started: datetime) -> list[str]:
        """Pages dated after ``oldest`` that the walk did not see on its list: noted, and due at once."""
        with self.db.transaction() as now:
            rows = self.db.rows(
                "unlink_unseen", chain=chain, oldest=oldest.isoformat(), walk_started=walk_started.timestamp()
            )
            rev = self.db.next_rev()
            return [row["url"] for row in rows if self.db.run("vanished", url=row["url"], now=now, rev=rev)]

"""The crawl ledger: every page, exchange and run, written durably before and after it happens (SQLite).

Threads share one ``Ledger``; processes share its file. It holds crawl state only: texts are in the archive,
parsed rows in the warehouse, whose tables pages, fetches and runs are filled from here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from flows.ledger.copies import ArchivedPage, CopyBook
from flows.ledger.database import Clock, Database, from_epoch, to_epoch, utc_now
from flows.ledger.hosts import HostBook, PausedHost
from flows.ledger.links import LinkBook
from flows.ledger.lists import ListBook
from flows.ledger.looks import LookBook
from flows.ledger.outcomes import quarantine_after
from flows.ledger.rows import COUNTS, DuePage, Validators, archived, due, times, validators_of

SyncedTable = Literal["pages", "fetches", "runs"]
CHUNK = 500
"""Pages whose rows are read at once."""
NO_LIMIT = -1
"""SQLite's LIMIT for all rows."""
RESTLESS = 5
"""Versions of a page in sixty days, or addresses of one body, from which on `status` names them."""


class Ledger:
    """Crawl state in one SQLite file. ``clock`` gives the present as a datetime with zone UTC."""

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        self.db = Database(path, clock)
        self.copies = CopyBook(self.db)
        self.hosts = HostBook(self.db)
        self.links = LinkBook(self.db)
        self.lists = ListBook(self.db)
        self.looks = LookBook(self.db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.db.close()

    def now(self) -> datetime:
        """The present, by the ledger's clock."""
        return self.db.clock()

    # Pages

    def page(self, url: str) -> dict[str, Any] | None:
        """Everything known about one page (times as seconds since 1970), or None."""
        return self.db.row("page", url=url)

    def due_pages(self, site: str, limit: int | None = None, *, rechecks: int = 20) -> list[DuePage]:
        """What to ask for now: pages without a copy, newest first, then at most ``rechecks`` re-checks."""
        at = self.db.now()
        new = self.db.rows("due_new", site=site, before=at, limit=NO_LIMIT if limit is None else limit)
        room = rechecks if limit is None else min(rechecks, limit - len(new))
        again = self.db.rows("due_rechecks", site=site, before=at, now=at, limit=max(room, 0))
        return [due(row, fresh=True) for row in new] + [due(row, fresh=False) for row in again]

    def known_pages(self, site: str, since: date | None = None, until: date | None = None) -> Iterator[DuePage]:
        """Every page that is ever asked for and was listed in a window, as if it were due now; the newest first, and of a
        day those without a copy. Only the addresses are held."""
        days = {"since": since.isoformat() if since else None, "until": until.isoformat() if until else None}
        rows = self._among("known_among", self.db.column("known_urls", site=site, **days))
        return (due(row, fresh=bool(row["fresh"])) for row in rows)

    def count_due(self, site: str, *, new_only: bool = False) -> int:
        """How many pages are due now."""
        row = self.db.row("count_due_new" if new_only else "count_due", site=site, now=self.db.now())
        return int(row["n"]) if row else 0

    def pending_pages(self, site: str, parser_version: str, limit: int | None = None) -> list[ArchivedPage]:
        """Archived copies not yet loaded, without those this parser version has put into quarantine.

        Of a page that has several, the oldest comes first. ``limit`` is one of pages.
        """
        limited = NO_LIMIT if limit is None else limit
        rows = self.db.rows("pending", site=site, version=parser_version, limit=limited)
        versions = self.copies.unloaded(site) if rows else {}
        return [version for row in rows for version in versions[row["url"]]]

    def count_aside(self, site: str) -> int:
        """Archived pages whose newest copy is in quarantine."""
        row = self.db.row("count_aside", site=site)
        return int(row["n"]) if row else 0

    def archived_pages(self, site: str | None = None) -> Iterator[ArchivedPage]:
        """Every page that has a copy in the archive, by listing date and URL; one that comes meanwhile may be left out.

        Only the addresses are held: of 600,000 pages everything took 720 MB.
        """
        return map(archived, self._among("archived_among", self.db.column("archived_urls", site=site)))

    def _among(self, statement: str, urls: Iterable[str]) -> Iterator[dict[str, Any]]:
        """The rows of these addresses, some at a time."""
        rest = iter(urls)
        while chunk := list(islice(rest, CHUNK)):
            yield from self.db.rows(statement, urls=json.dumps(chunk))

    def count_archived(self, site: str | None = None) -> int:
        """How many pages have a copy in the archive."""
        row = self.db.row("count_archived", site=site)
        return int(row["n"]) if row else 0

    def validators(self, url: str) -> Validators:
        """What a conditional request for this page needs; empty for a page without a copy."""
        return validators_of(self.page(url))

    def record_page(
        self,
        url: str,
        site: str,
        *,
        state: str,
        reason: str | None = None,
        validators: Validators,
        content_type: str | None = None,
        changed: bool = False,
        next_check_at: datetime | None,
        failures: int = 0,
    ) -> None:
        """What asking for a page yielded. ``validators`` describe the newest archived copy."""
        with self.db.transaction() as now:
            self.db.run(
                "record_page", url=url, site=site, state=state, reason=reason, etag=validators.etag,
                last_modified=validators.last_modified, page_sha256=validators.page_sha256,
                content_type=content_type, changed_at=now if changed else None, now=now,
                next_check_at=to_epoch(next_check_at), failures=failures, rev=self.db.next_rev(),
            )  # fmt: skip
            if validators.page_sha256 is not None:
                self.db.run("record_copy", url=url, site=site, page_sha256=validators.page_sha256, now=now)

    def take_page(self, versions: Sequence[ArchivedPage], *, next_check_at: datetime) -> None:
        """A page that another ledger, or another crawler, had: its versions, the oldest first."""
        newest = versions[-1]
        with self.db.transaction():
            for version in versions:
                self.copies.take(version)
            self.db.run(
                "take_page", url=newest.url, site=newest.site, title=newest.title, page_sha256=newest.page_sha256,
                content_type=newest.content_type, first_seen_at=newest.first_seen_at.timestamp(),
                listed_on=newest.listed_on.isoformat() if newest.listed_on else None,
                seen_at=newest.checked_at.timestamp(), next_check_at=to_epoch(next_check_at), rev=self.db.next_rev(),
            )  # fmt: skip

    def mark_loaded(self, pages: Mapping[str, str]) -> None:
        """URL → SHA-256 of the copies that are in the warehouse now; ends their quarantine."""
        with self.db.transaction():
            rev = self.db.next_rev()
            self.db.run_many("mark_loaded", ({"url": u, "sha": s, "rev": rev} for u, s in pages.items()))

    def mark_quarantined(self, url: str, page_sha256: str, reason: str, parser_version: str) -> None:
        """This copy could not be loaded; it stays aside until the page or the parser version changes.

        The page is asked for again by the next run, then soon, however old it is: it may be mended.
        """
        with self.db.transaction() as now:
            known = self.db.row("page", url=url) or {}
            copy_age = timedelta(seconds=now - (known.get("changed_at") or now))
            # Not at every new copy: HTML with a token in it is new each time, and would be asked for by every run.
            fresh = known.get("quarantined_sha256") is None
            wait = 0.0 if fresh else quarantine_after(copy_age).total_seconds()
            self.db.run(
                "mark_quarantined", url=url, sha=page_sha256, reason=reason, version=parser_version,
                soon=now + wait, rev=self.db.next_rev(),
            )  # fmt: skip

    def release_quarantined(self, url: str | None = None) -> int:
        """Let one quarantined page, or all, be tried again by the next run; how many."""
        with self.db.transaction():
            return self.db.run("release_quarantined", url=url, rev=self.db.next_rev())

    def forget_copy(self, url: str, page_sha256: str | None = None) -> None:
        """The archived copy is lost or damaged: ask for the page unconditionally, and soon.

        With ``page_sha256`` only if that is the newest copy: an older one cannot be had again.
        """
        with self.db.transaction() as now:
            self.db.run("forget_copy", url=url, page_sha256=page_sha256, now=now, rev=self.db.next_rev())

    def without_copy(self, site: str) -> list[str]:
        """Pages that are loaded and whose archived copy was lost since, by address."""
        return [row["url"] for row in self.db.rows("without_copy", site=site)]

    def forget_loaded(self, site: str | None = None) -> None:
        """The warehouse was rebuilt: every archived copy counts as not loaded, every row as not copied."""
        with self.db.transaction():
            self.db.run("forget_loaded", site=site, rev=self.db.next_rev())
            self.db.run("forget_synced")

    def site_of(self, url: str) -> str | None:
        """The site whose list named a page."""
        row = self.db.row("page", url=url)
        return row["site"] if row else None

    def sites(self) -> list[str]:
        """The sites that were read or imported here, by name; a check or a reparse alone makes none known."""
        return [row["site"] for row in self.db.rows("sites")]

    def page_counts(self, site: str | None = None) -> dict[str, int]:
        """State → number of pages."""
        return {row["state"]: row["n"] for row in self.db.rows("page_counts", site=site)}

    def page_problems(self, site: str | None = None, limit: int = 50) -> list[dict[str, Any]]:
        """Pages in a state that needs attention: url, site, state, reason, failures, checked_at, next_check_at."""
        return [times(row) for row in self.db.rows("page_problems", site=site, limit=limit)]

    def restless_pages(self, site: str, limit: int = 20) -> list[dict[str, Any]]:
        """Pages that changed time and again in the last sixty days: url, versions, changed_at, the most versions first."""
        since = self.db.now() - timedelta(days=60).total_seconds()
        rows = self.db.rows("restless_pages", site=site, since=since, least=RESTLESS, limit=limit)
        return [times(row) for row in rows]

    def shared_copies(self, site: str, limit: int = 20) -> list[dict[str, Any]]:
        """Addresses that all gave the same body: url of the first, addresses, the most first."""
        return [dict(row) for row in self.db.rows("shared_copies", site=site, least=RESTLESS, limit=limit)]

    def listed_files(self, site: str, limit: int = 200) -> list[dict[str, Any]]:
        """Links of the site's lists that lead to no page: url, title, listed_on, the newest first."""
        return [dict(row) for row in self.db.rows("listed_files", site=site, limit=limit)]

    def first_listed(self, site: str) -> date | None:
        """The oldest date on the site's lists."""
        row = self.db.row("first_listed", site=site)
        return date.fromisoformat(row["first"]) if row and row["first"] else None

    def listed_per_month(self, site: str, first: date) -> dict[str, int]:
        """``YYYY-MM`` → number of pages listed, from ``first`` on, without skipped ones."""
        rows = self.db.rows("listed_per_month", site=site, first=first.isoformat())
        return {row["month"]: row["n"] for row in rows}

    # Exchanges

    def before_fetch(self, url: str, host: str, run_id: str | None = None) -> int:
        """A request is about to be sent; the id for ``after_fetch``."""
        return self.db.insert("insert_fetch", url=url, host=host, run_id=run_id, now=self.db.now())

    def after_fetch(
        self,
        fetch_id: int,
        *,
        outcome: str,
        status: int | None,
        bytes_read: int,
        elapsed_ms: int,
        page_sha256: str | None = None,
    ) -> None:
        """What came of the request; ``bytes_read`` counts the body on the wire."""
        with self.db.transaction():
            self.db.run(
                "finish_fetch", id=fetch_id, outcome=outcome, status=status, bytes=bytes_read,
                elapsed_ms=elapsed_ms, page_sha256=page_sha256, rev=self.db.next_rev(),
            )  # fmt: skip

    # Runs

    def sites_seen(self) -> list[dict[str, Any]]:
        """Of every site that was read here: site, pages, last_run (UTC) and its outcome."""
        return [{**row, "last_run": from_epoch(row["last_run"])} for row in self.db.rows("sites_seen")]

    def followed_since(self, site: str) -> datetime | None:
        """Since when the site is read here."""
        row = self.db.row("followed_since", site=site)
        return from_epoch(row["at"]) if row else None

    def read_otherwise(self, site: str, sha256: str) -> bool:
        """Whether pages were read with another definition than this one since they were last read again."""
        row = self.db.row("read_otherwise", site=site, sha256=sha256)
        return bool(row and row["n"])

    def start_run(self, run_id: str, flow: str, site: str, *, definition_sha256: str | None = None) -> None:
        """Open a run. The caller holds the site's run lock, so a run of it still open was killed: it is closed.
        What the last run had and did not load is this one's.

        Args:
            site: empty for a run over all sites.
            definition_sha256: of the site definition that the run goes by.
        """
        with self.db.transaction() as now:
            rev = self.db.next_rev()
            if site:  # several runs over all sites may be at work at once
                self.db.run("interrupt_fetches", site=site, rev=rev)
                self.db.run("interrupt_runs", site=site, now=now, rev=rev)
                self.db.run("inherit_copies", site=site, flow=flow, run_id=run_id, now=now)
            self.db.run("start_run", run_id=run_id, flow=flow, site=site, now=now, rev=self.db.next_rev())
            if definition_sha256:
                self.db.run("note_definition", run_id=run_id, sha256=definition_sha256)

    def rename_run(self, old: str, new: str) -> None:
        """What was asked for under ``old``, before the run had its name, belongs to the run ``new``."""
        with self.db.transaction():
            self.db.run("rename_run", old=old, new=new, rev=self.db.next_rev())

    def finish_run(self, run_id: str, outcome: str, message: str | None = None, **counts: int) -> None:
        """Close a run. ``counts``: those of COUNTS."""
        values = {name: counts.get(name, 0) for name in COUNTS}
        with self.db.transaction() as now:
            self.db.run(
                "finish_run", run_id=run_id, outcome=outcome, message=message, now=now,
                rev=self.db.next_rev(), **values,
            )  # fmt: skip

    def last_runs(self, site: str | None = None, limit: int = 10) -> list[dict[str, Any]]:
        """The newest runs first, columns as in the table ``runs``."""
        return [times(row) for row in self.db.rows("last_runs", site=site, limit=limit)]

    def blocked_hosts(self) -> list[PausedHost]:
        """Hosts that refuse us, with the end of their pause."""
        return self.hosts.paused()

    # The copy in the warehouse

    def unsynced(self, kind: SyncedTable, limit: int | None = None) -> tuple[list[dict[str, Any]], int]:
        """Rows changed since the last copy into the warehouse, and the mark to hand to ``mark_synced``."""
        seen = self.db.row("synced_rev", name=kind) or {"value": 0}
        limited = NO_LIMIT if limit is None else limit
        rows = self.db.rows(f"unsynced_{kind}", after=seen["value"], limit=limited)
        mark = max((row.pop("rev") for row in rows), default=seen["value"])
        return [times(row) for row in rows], mark

    def mark_synced(self, kind: SyncedTable, mark: int) -> None:
        """The rows up to ``mark`` are in the warehouse."""
        with self.db.transaction():
            self.db.run("set_synced_rev", name=kind, value=mark)

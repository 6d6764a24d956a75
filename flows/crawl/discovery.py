"""Discovery: walking newest-first lists until known ground, so that nothing new is missed and little is asked.

A list page without items where items are expected is an error that names the selector, never "no news".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from flows.archive.store import Archive
from flows.crawl.list_walk import (
    Stretch,
    check_readable,
    list_key,
    list_request,
    month_warnings,
    no_lists,
    none_wanted,
    older,
    reaches,
    repetition,
    rules_digest,
)
from flows.http.client import Client, Response
from flows.ledger.ledger import Ledger
from flows.ledger.lists import Walk
from flows.ledger.rows import Validators
from parsers.errors import ArchiveError, FetchError, HostBlocked, LayoutChanged, SiteUnavailable
from parsers.records import Listing
from parsers.sites.definition import Site
from parsers.sites.pagination import ListRequest, first_requests, next_request

MAX_LIST_PAGES = 500
"""List pages one run asks for; a longer list is continued by the next run where this one stopped."""

DOUBT_AFTER = timedelta(days=7)
"""How long a list page is believed to be unchanged on the word of its server alone."""


@dataclass(slots=True)
class Discovery:
    """What the lists said."""

    found: int = 0
    """Links on the list pages that were read."""
    new: list[str] = field(default_factory=list)
    """Addresses seen for the first time and worth fetching, in list order."""
    skipped: int = 0
    """Links that are not fetched: off the site, not HTML, another kind of page."""
    list_requests: int = 0
    not_modified: int = 0
    vanished: list[str] = field(default_factory=list)
    """Addresses that were on the list and no longer are; they are due for a re-check."""
    complete: bool = True
    """False when a walk was cut short; the next run continues it."""
    warnings: list[str] = field(default_factory=list)
    """Sentences for the run's report."""
    error: FetchError | None = None
    """Why a part of the lists could not be read, although another part could."""


def discover(
    site: Site,
    client: Client,
    ledger: Ledger,
    archive: Archive,
    *,
    today: date,
    since: date | None = None,
    full: bool = False,
    answers: dict[str, Response] | None = None,
    max_list_pages: int = MAX_LIST_PAGES,
    each: Callable[[int], None] = lambda new: None,
) -> Discovery:
    """Read the site's lists and record their links in the ledger.

    Args:
        today: in the site's time zone.
        since: items listed before this date end a walk and are not recorded.
        full: do not stop at known items; a whole walk that was cut short is continued.
        answers: list pages that ``change_check.look`` has asked for already; each is taken out when used, so that trying
            again after a failure asks again.
        each: called when a list page and its links are recorded, with the number of links that are new so far.

    Raises:
        LayoutChanged: the list pages no longer have the expected shape.
        SiteUnavailable, HostBlocked: no list page could be read.
    """
    explorer = _Explorer(site, client, ledger, archive, since, full)
    explorer.answers = {} if answers is None else answers
    explorer.max_list_pages = max_list_pages
    explorer.each = each
    return explorer.run(today)


class _Explorer:
    """One discovery: its parameters, and what it has found so far."""

    def __init__(
        self, site: Site, client: Client, ledger: Ledger, archive: Archive, since: date | None, full: bool
    ) -> None:
        self.site, self.client, self.ledger, self.archive = site, client, ledger, archive
        self.since, self.full = since, full
        self.answers: dict[str, Response] = {}
        self.max_list_pages = MAX_LIST_PAGES
        self.each: Callable[[int], None] = lambda new: None
        self.pages_read = 0
        self.found = Discovery()
        self.elsewhere: Counter[str] = Counter()

    def run(self, today: date) -> Discovery:
        rules = rules_digest(self.site)
        if not self.full and not self.ledger.lists.were_read_by(self.site.name, rules):
            self.full = True
            self.found.warnings.append(
                f"The definition of {self.site.name} reads its lists otherwise than before: they are read to their ends."
            )
        firsts = first_requests(self.site, since=self.since, today=today)
        errors: list[FetchError] = []
        for first in firsts:
            try:
                self.explore(first)
            except (SiteUnavailable, HostBlocked) as error:
                errors.append(error)
                break
            except LayoutChanged as error:
                errors.append(error)
        if not self.pages_read:
            raise errors[0] if errors else no_lists(self.site, firsts)
        if self.found.found and self.found.skipped == self.found.found:
            self.found.warnings.append(none_wanted(self.site, self.found.found))
        self.found.error = errors[0] if errors else None
        self.found.complete = self.found.complete and not errors
        if self.found.complete and self.since is None:
            self.ledger.lists.note_rules(self.site.name, rules)
        self.found.warnings += month_warnings(self.site, self.ledger, today)
        self.found.warnings += [
            f"{number} of the pages that {self.site.name} lists were listed by {other} before: one page is one briefing, and"
            f" stays {other}'s. Where both are wanted, give each site a data directory of its own."
            for other, number in self.elsewhere.items()
        ]
        return self.found

    def explore(self, first: ListRequest) -> None:
        """One list: from its head, then on from where earlier walks were cut."""
        lists, name, chain = self.ledger.lists, self.site.name, list_key(first)
        earlier = lists.open_walks(name, chain)
        for walk in earlier:
            # Cut before its first page: the walk that begins now does its work.
            if walk.request == chain and (not walk.whole or (self.full and reaches(self.since, walk.since))):
                lists.close(walk)
        resumed = [w for w in earlier if w.request != chain and (self.full or not w.whole)]
        covered = any(w.whole and reaches(w.since, self.since) for w in resumed)
        self.walk(lists.open_walk(name, chain, chain, whole=self.full and not covered, since=self.since))
        for walk in resumed:
            self.walk(walk)

    def walk(self, walk: Walk) -> None:
        """Follow one walk until known ground, its date or the end."""
        request: ListRequest | None = list_request(walk.request)
        stretch = Stretch(walk, self.ledger)
        while request is not None:
            if self.found.list_requests >= self.max_list_pages:
                self.found.complete = False
                self.found.warnings.append(
                    f"The list has more pages than one run reads ({self.max_list_pages}); the next run continues."
                )
                return
            listing = self.read(request, may_end=list_key(request) != walk.chain and not stretch.counted)
            if listing is None:
                self.ledger.lists.close(walk)
                break
            request = self.step(walk, stretch, request, listing)
        if walk.request == walk.chain and stretch.sorted and stretch.last_date:
            self.found.vanished += self.ledger.links.mark_vanished(
                walk.chain, oldest=stretch.last_date, walk_started=walk.opened_at
            )

    def step(self, walk: Walk, stretch: Stretch, request: ListRequest, listing: Listing) -> ListRequest | None:
        """Record one list page's items together with the walk's next position; the next request."""
        self.pages_read += 1
        stretch.add(listing)
        wanted = [item for item in listing.items if not older(item, walk.since)]
        following = next_request(self.site, request, listing)
        arrived = stretch.on_known_ground() and not walk.whole
        repeated = stretch.repeats(listing)
        if repeated:
            self.found.warnings += repetition(self.site, request, stretch, following)
        if not wanted or arrived or repeated:
            following = None
        with self.ledger.lists.step():
            new = self.ledger.links.upsert_found(self.site.name, walk.chain, wanted)
            if following is None:
                self.ledger.lists.close(walk)
            else:
                self.ledger.lists.move(walk, list_key(following))
        self.elsewhere.update(self.ledger.links.of_other_sites(self.site.name, (item.url for item in wanted)))
        self.found.found += 0 if repeated else len(listing.items)
        self.found.new += new
        self.found.skipped += sum(item.skip is not None for item in wanted)
        self.each(len(self.found.new))
        return following

    def read(self, request: ListRequest, *, may_end: bool) -> Listing | None:
        """One list page; None where the list has ended, or does not exist (yet)."""
        response = self.ask(request)
        if response.outcome in ("gone", "soft_404"):
            self.ledger.lists.record(list_key(request), self.site.name, etag=None, last_modified=None, body_sha256=None)
            return None
        check_readable(response)
        try:
            return self.parse(request, response)
        except LayoutChanged as error:
            # A site that states no count ends with a page without entries.
            if may_end:
                return None
            error.page_sha256 = response.sha256
            raise

    def ask(self, request: ListRequest) -> Response:
        """The answer for a list page; its body is in the archive."""
        self.found.list_requests += 1
        key = list_key(request)
        response = self.answers.pop(key, None) or self.client.get(
            request, list_validators(key, self.ledger, self.archive), kind="list"
        )
        self.found.not_modified += response.status == 304
        if response.outcome == "ok":
            self.archive.put(response.body or b"")
        return response

    def parse(self, request: ListRequest, response: Response) -> Listing:
        # Imported here: a run without news never parses, and starts faster without the HTML parser.
        from parsers.sites.listing import parse_listing

        raw = response.body if response.body is not None else self.copy(request, response)
        url = response.final_url or request.url
        listing = parse_listing(raw, url=url, site=self.site, content_type=response.content_type)
        keep_list(list_key(request), response, self.site, self.ledger)
        return listing

    def copy(self, request: ListRequest, response: Response) -> bytes:
        """The archived list page that a 304 vouched for; asked for again when it is damaged."""
        try:
            return self.archive.get(response.sha256 or "")
        except ArchiveError:
            self.found.list_requests += 1
            again = self.client.get(request, kind="list")
            check_readable(again)
            self.archive.put(again.body or b"")
            return again.body or b""


def keep_list(key: str, response: Response, site: Site, ledger: Ledger) -> None:
    """Remember the body of a list page that was sent; a 304 says nothing new about it."""
    if response.status != 304:
        made = response.validators
        ledger.lists.record(
            key, site.name, etag=made.etag, last_modified=made.last_modified, body_sha256=made.page_sha256
        )


def list_validators(key: str, ledger: Ledger, archive: Archive) -> Validators:
    """What makes the request for a list page conditional; empty without a copy of it.

    A copy that was not sent again for ``DOUBT_AFTER`` is asked for whole: a cache that says 304 for ever must not
    make us blind.
    """
    known = ledger.lists.page(key)
    if known is None or known.body_sha256 is None or not archive.has(known.body_sha256):
        return Validators()
    if ledger.now() - known.checked_at > DOUBT_AFTER:
        return Validators(page_sha256=known.body_sha256)
    return Validators(known.etag, known.last_modified, known.body_sha256)

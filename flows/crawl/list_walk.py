"""Helpers of discovery: keys of list pages, the stretch walked so far, sentences about lists that fail."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flows.ledger.ledger import Ledger
from flows.ledger.lists import Walk
from parsers.errors import FetchError, HostBlocked, LayoutChanged, SiteUnavailable
from parsers.records import Listing, ListItem
from parsers.sites.definition import Site
from parsers.sites.pagination import ListRequest

if TYPE_CHECKING:
    from flows.http.client import Response

SECOND = 2
OVERLAP = 10
"""Known items in a row that end a walk. One would do on a well-kept list; lists are re-sorted by hand."""


def list_key(request: ListRequest) -> str:
    """A list request as text, for the ledger: its address, or JSON where it is more than that."""
    if request.method == "GET" and request.data is None:
        return request.url
    return json.dumps([request.url, request.method, request.data], ensure_ascii=False)


def list_request(key: str) -> ListRequest:
    """The request behind a key."""
    if not key.startswith("["):
        return ListRequest(key)
    url, method, data = json.loads(key)
    return ListRequest(url, method, tuple((name, value) for name, value in data) if data is not None else None)


def rules_digest(site: Site) -> str:
    """Of what ``[listing]`` finds; what is usual in a month finds nothing."""
    return hashlib.sha256(repr(replace(site.listing, expect_per_month=None)).encode()).hexdigest()


def older(item: ListItem, since: date | None) -> bool:
    """Whether an item is dated before ``since``; an undated one never is."""
    return since is not None and item.listed_on is not None and item.listed_on < since


def reaches(walk_since: date | None, since: date | None) -> bool:
    """Whether a walk down to ``walk_since`` (None: the end) also covers one down to ``since``."""
    return walk_since is None or (since is not None and walk_since <= since)


class Stretch:
    """The list pages a walk has read in this run, without a gap between them."""

    def __init__(self, walk: Walk, ledger: Ledger) -> None:
        self.walk, self.ledger = walk, ledger
        self.pages = 0
        self.counted = False
        """Whether the last list page stated how many there are."""
        self.last_date: date | None = None
        self.sorted = True
        """Whether all items were dated, the newest first: only then can a missing one be noticed."""
        self._known_in_a_row = 0
        self._seen: list[list[str]] = []

    def add(self, listing: Listing) -> None:
        """One more list page, before its items are recorded."""
        self.pages += 1
        self.counted = listing.page_count is not None
        for item in listing.items:
            known = self.ledger.links.is_listed(self.walk.chain, item.url)
            self._known_in_a_row = self._known_in_a_row + 1 if known else 0
            if item.listed_on is None or (self.last_date and item.listed_on > self.last_date):
                self.sorted = False
            self.last_date = item.listed_on or self.last_date

    def on_known_ground(self) -> bool:
        """Whether enough known items in a row were met."""
        return self._known_in_a_row >= OVERLAP

    def repeats(self, listing: Listing) -> bool:
        """Whether this list page shows the first or the last one again: addresses past the end often do."""
        urls = [item.url for item in listing.items]
        repeated = bool(urls) and urls in self._seen
        self._seen = [*self._seen[:1], urls]
        return repeated


def repetition(site: Site, request: ListRequest, stretch: Stretch, following: ListRequest | None) -> list[str]:
    """What is to be said of a list page that shows an earlier one again.

    Past its end a list of HTML pages often does; what answers a form or with JSON has no entries there.
    """
    if stretch.counted and following is not None:
        return [
            f"{request.url} shows what an earlier page of the list showed, and counts more pages after it;"
            " the list was read up to there."
        ]
    if stretch.pages == SECOND and (request.data is not None or site.listing.format == "json"):
        return [
            f"The second list page of {request.url} shows what the first showed: look at next, second_page and"
            " [listing.form] in the definition; only the first was read."
        ]
    return []


def check_readable(response: Response) -> None:
    """
    Raises:
        HostBlocked, SiteUnavailable, LayoutChanged: the list page could not be had, in one sentence.
    """
    if response.outcome in ("ok", "unchanged"):
        return
    url, reason = response.url, response.reason
    if response.outcome in ("blocked", "disallowed"):
        raise HostBlocked(
            f"The site does not let us read its list {url}: {reason}. Nothing is lost; the run after the pause tries"
            " again. If it stays so, ask the site's operator or lower the rate in its definition.",
            url=url,
        )
    if response.outcome in ("wrong_type", "off_site", "too_large"):
        raise LayoutChanged(
            f"The list {url} is no longer a list page: {reason}. Look at it in a browser and correct the definition.",
            url=url,
        )
    raise SiteUnavailable(
        f"The list {url} could not be read: {reason}. Check the network and the address; the next run tries again.",
        url=url,
    )


def no_lists(site: Site, firsts: Sequence[ListRequest]) -> FetchError:
    """None of the site's lists exists any more."""
    return LayoutChanged(
        f"There is no list page at {firsts[0].url} any more. Look at the site in a browser and correct `urls` under"
        f" [listing] in the definition of the site {site.name}.",
        url=firsts[0].url,
    )


def none_wanted(site: Site, links: int) -> str:
    """Of all links on the lists that were read, none is a page to fetch."""
    pattern = site.listing.title_matches
    titles = f", or have titles that do not match {pattern!r}" if pattern else ""
    return (
        f"None of the {links} links on the list pages of {site.name} is fetched: they lead off the site or to other"
        f" files{titles}. Look at the list and at [listing] in the definition."
    )


def month_warnings(site: Site, ledger: Ledger, today: date) -> list[str]:
    """Months with fewer or more pages listed than ``expect_per_month`` says: the last whole one, the current."""
    band = site.listing.expect_per_month
    first = ledger.first_listed(site.name)
    if band is None or first is None:
        return []
    current = today.replace(day=1)
    last = (current - timedelta(days=1)).replace(day=1)
    counts = ledger.listed_per_month(site.name, last)
    warnings = []
    for month in (last, current):
        seen = counts.get(f"{month:%Y-%m}", 0)
        # The current month may still fill up, and the month in which watching began was not seen whole.
        too_few = seen < band[0] and month == last and first < month
        if too_few or seen > band[1]:
            warnings.append(
                f"{month:%Y-%m}: {seen} pages are listed, {band[0]} to {band[1]} are usual; look at the list pages."
            )
    return warnings

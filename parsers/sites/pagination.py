"""From list page to list page: the first requests of a site and the one after a given one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from parsers.records import Listing
from parsers.sites.definition import PLACEHOLDERS, ListingRules, Site


@dataclass(frozen=True, slots=True)
class ListRequest:
    """One list page to ask for; ``data`` are form fields when ``method`` is POST."""

    url: str
    method: str = "GET"
    data: tuple[tuple[str, str], ...] | None = None


def first_requests(site: Site, *, since: date | None, today: date) -> list[ListRequest]:
    """The first list page of every list of the site, newest first.

    Where the site keeps a folder per month, one request per month from ``since`` (None: last month) to ``today``;
    a folder that answers 404 has no transcripts yet.
    """
    rules = site.listing
    found: list[ListRequest] = []
    for template in rules.urls:
        for month in _months(template, since, today):
            address = template.format(year=month.year, month=month.month, start=1, end=rules.records_per_page)
            request = _request(rules, urljoin(site.base_url + "/", address))
            if request not in found:
                found.append(request)
    return found


def next_request(site: Site, request: ListRequest, listing: Listing) -> ListRequest | None:
    """The list page after this one; None when the page's own count or the definition says there is none.

    A site that states no count ends with a 404 or a page without entries, which the caller sees.
    """
    rules, current = site.listing, _page_number(site.listing, request.url)
    if listing.page_count is not None and current >= listing.page_count:
        return None
    if not listing.items:
        return None
    start = _start_template(rules)
    if start:
        first = current * rules.records_per_page + 1
        address = start.format(start=first, end=first + rules.records_per_page - 1)
        return _request(rules, urljoin(site.base_url + "/", address))
    if rules.next is None:
        return None
    address = rules.next.format(page=current + rules.second_page - 1)
    return _request(rules, urljoin(request.url, address))


def _request(rules: ListingRules, url: str) -> ListRequest:
    return ListRequest(url, "POST", rules.form) if rules.form else ListRequest(url)


def _months(template: str, since: date | None, today: date) -> Iterator[date]:
    """First days of the months a template asks for, newest first; once for a template without months."""
    month = today.replace(day=1)
    if not {"year", "month"} & set(PLACEHOLDERS.findall(template)):
        yield month
        return
    first = since.replace(day=1) if since else _previous(month)
    while month >= first:
        yield month
        month = _previous(month)


def _previous(month: date) -> date:
    return month.replace(year=month.year - 1, month=12) if month.month == 1 else month.replace(month=month.month - 1)


def _start_template(rules: ListingRules) -> str | None:
    return next((url for url in rules.urls if "{start}" in url), None)


def _page_number(rules: ListingRules, url: str) -> int:
    """1 for a first list page, else counted from the number in its address."""
    start = _start_template(rules)
    if start:
        hit = re.search(_as_pattern(start), url)
        return (int(hit["start"]) - 1) // rules.records_per_page + 1 if hit else 1
    hit = re.search(_as_pattern(rules.next), url) if rules.next else None
    return int(hit["page"]) - rules.second_page + 2 if hit else 1


def _as_pattern(template: str) -> str:
    """A regular expression for the addresses a template makes; its numbers are named groups."""
    parts, at = [], 0
    for hit in PLACEHOLDERS.finditer(template):
        parts += [re.escape(template[at : hit.start()]), rf"(?P<{hit[1]}>\d+)"]
        at = hit.end()
    # A relative template is matched by its end only: `./index_{page}.htm` was joined to the list page's address.
    return (r"(?:^|/)" + "".join([*parts, re.escape(template[at:])]).removeprefix(r"\./").removeprefix("/")) + "$"

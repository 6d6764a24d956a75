"""From list page to list page: the first requests of a site and the one after a given one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from parsers.records import Listing
from parsers.sites.definition import ListingRules, Site
from parsers.sites.toml_reader import PLACEHOLDERS


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
    rules, current = site.listing, _page_number(site.listing, request)
    if listing.page_count is not None and current >= listing.page_count:
        return None
    if not listing.items:
        return None
    start = _start_template(rules)
    if start:
        first = current * rules.records_per_page + 1
        address = start.format(start=first, end=first + rules.records_per_page - 1)
        return _request(rules, urljoin(site.base_url + "/", address), current + 1)
    if rules.next is None:
        # A form that counts pages or records goes on at the same address.
        return _request(rules, request.url, current + 1) if _counting_field(rules) else None
    address = rules.next.format(page=current + rules.second_page - 1)
    return _request(rules, urljoin(request.url, address), current + 1)


def _request(rules: ListingRules, url: str, number: int = 1) -> ListRequest:
    """The request for list page ``number``, counted from 1."""
    if not rules.form:
        return ListRequest(url)
    first = (number - 1) * rules.records_per_page + 1
    values = {
        "{page}": str(number + rules.second_page - 2),
        "{start}": str(first),
        "{end}": str(first + rules.records_per_page - 1),
    }
    return ListRequest(url, "POST", tuple((name, _filled(value, values)) for name, value in rules.form))


def _filled(value: str, values: Mapping[str, str]) -> str:
    for sign, number in values.items():
        value = value.replace(sign, number)
    return value


def _counting_field(rules: ListingRules) -> tuple[str, str] | None:
    """The form's first field that says which page or record is asked for, and its template."""
    return next(((name, value) for name, value in rules.form if "{page}" in value or "{start}" in value), None)


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


def _page_number(rules: ListingRules, request: ListRequest) -> int:
    """1 for a first list page, else counted from the number in its form or its address."""
    counting = _counting_field(rules)
    if counting and request.data:
        hit = re.fullmatch(_as_pattern(counting[1]).removeprefix("(?:^|/)"), dict(request.data).get(counting[0], ""))
        return _counted(rules, hit)
    start = _start_template(rules)
    template = start or rules.next
    return _counted(rules, re.search(_as_pattern(template), request.url) if template else None)


def _counted(rules: ListingRules, hit: re.Match[str] | None) -> int:
    if hit is None:
        return 1
    named = hit.groupdict()
    if "start" in named:
        return (int(named["start"]) - 1) // rules.records_per_page + 1
    return int(named["page"]) - rules.second_page + 2


def _as_pattern(template: str) -> str:
    """A regular expression for the addresses a template makes; its numbers are named groups."""
    parts, at = [], 0
    for hit in PLACEHOLDERS.finditer(template):
        parts += [re.escape(template[at : hit.start()]), rf"(?P<{hit[1]}>\d+)"]
        at = hit.end()
    # A relative template is matched by its end only: `./index_{page}.htm` was joined to the list page's address.
    return (r"(?:^|/)" + "".join([*parts, re.escape(template[at:])]).removeprefix(r"\./").removeprefix("/")) + "$"

"""The quick look: is there any news? One conditional request per list, and no parser, Prefect or database loaded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flows.archive.store import Archive
from flows.crawl.discovery import keep_list, list_validators
from flows.crawl.list_walk import list_key, list_request, rules_digest
from flows.http.client import Client, Response
from flows.ledger.ledger import Ledger
from parsers.sites.definition import Site
from parsers.sites.pagination import first_requests

QUIET_REQUESTS = 3
"""Requests of a run without news, robots.txt included; what the lists leave over goes to re-checks."""


@dataclass(slots=True)
class ChangeCheck:
    """What the quick look saw."""

    news: bool
    answers: dict[str, Response] = field(default_factory=dict)
    """List pages that were asked for, for ``discover``: nothing is asked twice."""
    requests: int = 0

    @property
    def rechecks(self) -> int:
        """How many pages may still be re-checked by a run without news."""
        return max(QUIET_REQUESTS - self.requests, 0)


def look(site: Site, client: Client, ledger: Ledger, archive: Archive, *, today: date) -> ChangeCheck:
    """Whether a run has work to do besides re-checks: a list changed, pages wait, a walk was cut short, or
    the definition finds others on the lists than before.

    A list that cannot be read is news as well: ``discover`` says why. Archived copies that wait to be loaded
    are the caller's question (``Ledger.pending_pages``), because it knows the parser's version.
    """
    before = client.sent
    looked = ChangeCheck(news=True)
    mended = not ledger.lists.were_read_by(site.name, rules_digest(site))
    if not mended and not ledger.lists.any_open(site.name) and not ledger.count_due(site.name, new_only=True):
        firsts = first_requests(site, since=None, today=today)
        looked.news = any(_changed(list_key(first), looked, site, client, ledger, archive) for first in firsts)
    looked.requests = client.sent - before
    return looked


def _changed(key: str, looked: ChangeCheck, site: Site, client: Client, ledger: Ledger, archive: Archive) -> bool:
    known = ledger.lists.page(key)
    if known is None:
        return True
    response = client.get(list_request(key), list_validators(key, ledger, archive), kind="list")
    looked.answers[key] = response
    if response.outcome in ("gone", "soft_404"):
        return known.body_sha256 is not None
    if response.outcome == "unchanged":
        keep_list(key, response, site, ledger)
    return response.outcome != "unchanged"

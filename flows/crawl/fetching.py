"""Fetching one article page: conditional request, archive, ledger. The treatment of every outcome happens here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flows.archive.store import Archive
from flows.http.client import Client, Response
from flows.ledger.ledger import Ledger
from flows.ledger.outcomes import Outcome, again_after, quarantine_after
from flows.ledger.rows import Validators, validators_of
from parsers.errors import ArchiveError
from parsers.sites.definition import Site

CONTENT: frozenset[Outcome] = frozenset({"ok", "unchanged"})


@dataclass(frozen=True, slots=True)
class PageResult:
    """What fetching one page came to; the ledger and the archive already hold it."""

    url: str
    outcome: Outcome
    state: str
    """The page's state in the ledger."""
    reason: str | None
    page_sha256: str | None
    """The newest archived copy, whatever the outcome."""
    changed: bool
    """Whether that copy is new."""
    asked: bool
    """Whether a request was sent for it."""


def fetch_page(url: str, site: Site, client: Client, ledger: Ledger, archive: Archive) -> PageResult:
    """Ask for one page, keep what is content, record what came of it.

    The body is in the archive before the ledger says so: a run killed in between asks again.

    Raises:
        ArchiveError: the archive cannot be written (disk full, rights).
    """
    known = ledger.page(url) or {}
    copy = validators_of(known)
    # Without the copy on disk a 304 would leave us with nothing.
    conditional = copy if archive.has(copy.page_sha256) else Validators()
    response = client.get(url, conditional)
    if response.outcome == "ok":
        response = _whole(response, site, client)
    elif response.outcome == "unchanged" and site.article.next:
        response = _with_its_rest(response, copy, site, client, archive)
    if not response.asked and response.outcome != "disallowed":
        return PageResult(
            url, response.outcome, known.get("state", "new"), response.reason, copy.page_sha256, False, False
        )
    if response.outcome == "ok":
        archive.put(response.body or b"")
    changed = response.outcome == "ok" and response.sha256 != copy.page_sha256
    state, reason = _state(response, known)
    ledger.record_page(
        url,
        site.name,
        state=state,
        reason=reason,
        validators=_newest(response, copy),
        content_type=response.content_type or known.get("content_type"),
        changed=changed,
        next_check_at=_next_check(response, state, known, site, ledger),
        failures=_failures(response, known),
    )
    sha256 = response.sha256 if response.outcome in CONTENT else copy.page_sha256
    return PageResult(url, response.outcome, state, reason, sha256, changed, response.asked)


def _whole(response: Response, site: Site, client: Client) -> Response:
    """An article with its further pages."""
    from flows.crawl import article_pages  # here: a run without news decodes no page

    return article_pages.whole_article(response, site, client)


def _with_its_rest(unchanged: Response, copy: Validators, site: Site, client: Client, archive: Archive) -> Response:
    """An unchanged article with the further pages its copy lacks; a damaged copy is replaced by what the site has now."""
    try:
        kept = archive.get(copy.page_sha256 or "")
    except ArchiveError:
        again = client.get(unchanged.url, Validators())
        return _whole(again, site, client) if again.outcome == "ok" else again
    from flows.crawl import article_pages  # here, as in ``_whole``

    return article_pages.with_its_rest(unchanged, kept, site, client)


def _state(response: Response, known: dict[str, Any]) -> tuple[str, str | None]:
    if response.outcome == "unchanged" and known.get("quarantined_sha256") == response.sha256:
        return "quarantined", known["reason"] if known["state"] == "quarantined" else "not loaded; see quarantine"
    return response.outcome, response.reason


def _newest(response: Response, copy: Validators) -> Validators:
    """A failed request leaves the copy and its validators; a 304 may leave out validators that still hold."""
    if response.outcome not in CONTENT:
        return copy
    new = response.validators
    if response.status == 304:
        return Validators(new.etag or copy.etag, new.last_modified or copy.last_modified, copy.page_sha256)
    return new


def _failures(response: Response, known: dict[str, Any]) -> int:
    return 0 if response.outcome in CONTENT else int(known.get("failures", 0)) + 1


def _next_check(response: Response, state: str, known: dict[str, Any], site: Site, ledger: Ledger) -> datetime:
    now = ledger.now()
    if response.outcome == "blocked":
        pause = ledger.hosts.paused_until(urlsplit(response.final_url or response.url).netloc.lower())
        if pause is not None:
            return pause.paused_until
    failures = _failures(response, known)
    if response.asked and _is_news(known):
        # The next run asks once more before the waits begin.
        if failures == 1:
            return now
        failures -= 1
    wait = again_after(response.outcome, failures=failures, age=_age(known, site, now))
    if state == "quarantined" and known.get("changed_at"):
        wait = min(wait, quarantine_after(now - datetime.fromtimestamp(known["changed_at"], UTC)))
    return now + wait


def _is_news(known: dict[str, Any]) -> bool:
    """A page that we never had, or that was due since its last check because the list says that it changed."""
    return not known.get("page_sha256") or (known["next_check_at"] or 0) <= (known["checked_at"] or 0)


def _age(known: dict[str, Any], site: Site, now: datetime) -> timedelta:
    """Since the date on the list page, else since we first saw the link."""
    if known.get("listed_on"):
        day = datetime.fromisoformat(known["listed_on"]).date()
        return now - datetime.combine(day, time(), ZoneInfo(site.timezone))
    first_seen = known.get("first_seen_at")
    return now - datetime.fromtimestamp(first_seen, UTC) if first_seen else timedelta(0)

"""The polite HTTP client of one site: every request goes through here, every answer becomes an outcome.

Nothing the site does raises: it is refused, slow, broken or hostile, and the outcome says so with a reason.
"""

from __future__ import annotations

import hashlib
import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

import requests

from flows.http import addresses, politeness, robots
from flows.http.transport import Exchange, Limits, Transport
from flows.http.verdict import Kind, judge
from flows.ledger.hosts import Robots
from flows.ledger.ledger import Ledger
from flows.ledger.outcomes import TREATMENTS, Outcome
from flows.ledger.rows import Validators
from parsers.html.urls import join
from parsers.sites.definition import Site
from parsers.sites.pagination import ListRequest

log = logging.getLogger(__name__)

ATTEMPTS = 3
"""Tries of one fetch when the connection fails, times out or the server errs; a refusal is never repeated."""

MAX_REDIRECTS = 5

PATIENCE_SECONDS = 60.0
"""A pause (``Retry-After: 5``) shorter than this is waited for; a longer one ends the asking for this run."""

SILENT_AFTER = 5
"""Fetches in a row without an answer after which a run stops asking: the site is down."""

NOT_ALLOWED = 405
"""The address does not take requests of this method; or a cloud guard's refusal."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came of asking for one address."""

    url: str
    outcome: Outcome
    reason: str | None = None
    """In words, where the outcome is not ``ok`` or ``unchanged``."""
    status: int | None = None
    final_url: str | None = None
    """Where redirects led."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes | None = None
    """Unpacked; None unless the outcome is ``ok``, or ``unchanged`` by content."""
    sha256: str | None = None
    asked: bool = True
    """False when no request was sent: the host is paused, silent, or robots.txt forbids the address."""
    until: datetime | None = None
    """End of the host's pause, where there is one."""

    @property
    def content_type(self) -> str | None:
        """The Content-Type header."""
        return self.headers.get("content-type")

    @property
    def validators(self) -> Validators:
        """What makes the next request for this body conditional."""
        return Validators(_header(self.headers, "etag"), _header(self.headers, "last-modified"), self.sha256)


class Client:
    """Asks one site, politely. Safe for threads; politeness is shared by all processes through the ledger.

    Args:
        contact: an address of the operator, sent in the User-Agent.
        run_id: recorded with every exchange.
        sleep, uniform: replaced in tests, together with the ledger's clock.
    """

    def __init__(
        self,
        site: Site,
        ledger: Ledger,
        *,
        contact: str,
        run_id: str | None = None,
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
        uniform: politeness.Random = random.uniform,
    ) -> None:
        self.site = site
        self.ledger = ledger
        self.run_id = run_id
        self.sent = 0
        """Requests sent so far, robots.txt, redirects and repeated tries included."""
        self._headers = {
            "User-Agent": politeness.user_agent(contact),
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
        }
        self._template = requests.Request("GET", site.base_url, headers=self._headers).prepare()
        self._sleep = sleep
        self._uniform = uniform
        polite = site.politeness
        self._transport = Transport(limits or Limits(), ca_file=polite.ca_file, legacy_tls=polite.legacy_tls)
        self._at_once = threading.BoundedSemaphore(polite.concurrency)
        self._robots_lock = threading.Lock()
        self._rules: dict[str, Robots] = {}
        self._closing: set[str] = set()
        """Hosts whose pages are known to end with ``</html>``: they do for good, and each page asks twice."""
        self._silences = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close kept connections."""
        self._transport.close()

    def get(self, target: str | ListRequest, validators: Validators | None = None, *, kind: Kind = "page") -> Response:
        """Ask for one page or list page, following redirects within the site.

        Args:
            validators: of the copy at hand; makes the request conditional and the answer ``unchanged``
                when the bytes are the same, whatever the headers say.
        """
        request = target if isinstance(target, ListRequest) else ListRequest(target)
        response = self._follow(request, validators or Validators(), kind)
        return response if response.url == request.url else replace(response, url=request.url)

    def _follow(self, request: ListRequest, validators: Validators, kind: Kind) -> Response:
        for _ in range(MAX_REDIRECTS + 1):
            url = request.url
            if not addresses.is_clean(url) or not self.site.allows(url):
                return Response(url, "off_site", f"{addresses.short(url)} is not on the site's hosts", final_url=url)
            obstacle = self._obstacle(url)
            response = obstacle or self._ask(request, validators, kind)
            location = response.headers.get("location") if response.outcome == "redirect" else None
            if location is None:
                return response
            target = join(url, location)
            if target is None or (kind != "robots" and addresses.leads_nowhere(url, target)):
                outcome: Outcome = "soft_404" if target else "off_site"
                return replace(response, outcome=outcome, reason=f"redirected to {addresses.short(location)}")
            request = ListRequest(target)
        return Response(url, "unavailable", f"more than {MAX_REDIRECTS} redirects, or redirects in a circle")

    # What keeps us from asking

    def _obstacle(self, url: str) -> Response | None:
        """Why this address is not asked for now, or None."""
        if self._silences >= SILENT_AFTER:
            return Response(url, "unavailable", "the site stopped answering in this run", asked=False)
        pause = self._pause(url)
        if pause is not None:
            return pause
        failed = self._ensure_robots(url)
        if failed is not None:
            outcome: Outcome = "unavailable" if failed.outcome == "wrong_type" else failed.outcome
            return replace(failed, url=url, outcome=outcome, reason=f"robots.txt: {failed.reason}", body=None)
        if not robots.allowed(self._robots(url), url):
            return Response(url, "disallowed", "robots.txt forbids this address", asked=False)
        return None

    def _pause(self, url: str) -> Response | None:
        """Wait a short pause out; the answer to give while a long one holds."""
        host = addresses.host(url)
        while (pause := self.ledger.hosts.paused_until(host)) is not None:
            left = (pause.paused_until - self.ledger.now()).total_seconds()
            if left > PATIENCE_SECONDS:
                reason = f"{host} is paused until {pause.paused_until:%Y-%m-%d %H:%M} UTC: {pause.reason}"
                return Response(url, "blocked", reason, asked=False, until=pause.paused_until)
            self._sleep(max(left, 0.01))
        return None

    def _robots(self, url: str) -> str:
        known = self._known_robots(addresses.origin(url))
        return known.text if known else ""

    def _known_robots(self, origin: str) -> Robots | None:
        """As the ledger has it. Read once: it is asked for three times a page, and holds for a day."""
        if origin not in self._rules and (known := self.ledger.hosts.robots(origin)):
            self._rules[origin] = known
        return self._rules.get(origin)

    def _ensure_robots(self, url: str) -> Response | None:
        """Have a robots.txt that is fresh enough; the failed response where there is no way to know the rules."""
        origin = addresses.origin(url)
        with self._robots_lock:
            known = self._known_robots(origin)
            age = self.ledger.now() - known.fetched_at if known else None
            if age is not None and age < robots.KEEP_FOR:
                return None
            answer = self._ask_robots(f"{origin}/robots.txt")
            if answer.outcome in ("timeout", "unavailable", "truncated", "blocked", "wrong_type"):
                # A server error leaves the old rules standing; without any answer the page would not come either.
                erring = answer.outcome != "blocked" and answer.status is not None
                return None if erring and age is not None and age < robots.KEEP_WHEN_SILENT else answer
            text = robots.robots_text(answer.status, answer.content_type, answer.body or b"")
            self.ledger.hosts.set_robots(origin, text)
            self._rules.pop(origin, None)
        return None

    def _ask_robots(self, url: str) -> Response:
        response = Response(url, "gone", final_url=url)
        for _ in range(MAX_REDIRECTS):
            response = self._ask(ListRequest(url), Validators(), "robots")
            location = response.headers.get("location") if response.outcome == "redirect" else None
            target = join(url, location) if location else None
            if target is None or not self.site.allows(target):
                break
            url = target
        return response

    # Asking

    def _ask(self, request: ListRequest, validators: Validators, kind: Kind) -> Response:
        """One address, tried again where trying again is right."""
        response, attempt = self._try(request, validators, kind), 1
        while attempt < ATTEMPTS and _worth_another_try(response):
            attempt += 1
            pause = politeness.backoff(attempt, self._interval(request.url), self._uniform)
            log.info("%s: %s; asked again in %.0f s", addresses.host(request.url), response.reason, pause)
            self._sleep(pause)
            response = self._try(request, validators, kind, last=attempt == ATTEMPTS)
        return response

    def _try(self, request: ListRequest, validators: Validators, kind: Kind, *, last: bool = False) -> Response:
        host = addresses.host(request.url)
        with self._at_once:
            self._wait_for_slot(request.url)
            # While this thread waited, another one or another process may have been refused.
            while self.ledger.hosts.paused_until(host) is not None:
                if (pause := self._pause(request.url)) is not None:
                    return pause
                self._wait_for_slot(request.url)  # the pause ends for all threads at the same moment
            self.sent += 1
            fetch = self.ledger.before_fetch(request.url, host, self.run_id)
            prepared = self._prepare(request, validators)
            exchange = self._transport.send(prepared, head_only=robots.MAX_BYTES if kind == "robots" else None)
            conditional = not {"If-None-Match", "If-Modified-Since"}.isdisjoint(prepared.headers)
            response = self._judged(request, exchange, validators, kind, conditional=conditional)
            self.ledger.after_fetch(
                fetch,
                outcome=response.outcome,
                status=exchange.status,
                bytes_read=exchange.wire_bytes,
                elapsed_ms=exchange.elapsed_ms,
                page_sha256=response.sha256,
            )
            # Before another thread may ask: it must know that the host has just refused.
            if last or not _worth_another_try(response):
                self._draw_conclusions(response, kind)
        return response

    def _wait_for_slot(self, url: str) -> None:
        spacing = politeness.jittered(self._interval(url), self._uniform)
        wait = self.ledger.hosts.reserve_slot(addresses.host(url), spacing) if spacing else 0.0
        if wait > 0:
            self._sleep(wait)

    def _judged(
        self, request: ListRequest, exchange: Exchange, validators: Validators, kind: Kind, *, conditional: bool
    ) -> Response:
        url = request.url
        closes = kind == "page" and self._closes_html(addresses.host(url))
        outcome, reason = judge(exchange, kind=kind, conditional=conditional, closes_html=closes)
        if reason and exchange.status and (request.method != "GET" or exchange.status == NOT_ALLOWED):
            reason += f" to a {request.method}"
        body, sha256 = None, None
        if outcome == "ok":
            body = exchange.body
            sha256 = hashlib.sha256(body).hexdigest()
            if sha256 == validators.page_sha256:
                outcome = "unchanged"
        elif outcome == "unchanged":
            sha256 = validators.page_sha256
        return Response(url, outcome, reason, exchange.status, url, exchange.headers, body, sha256)

    def _closes_html(self, host: str) -> bool:
        if host not in self._closing and self.ledger.hosts.closes_html(host):
            self._closing.add(host)
        return host in self._closing

    def _prepare(self, request: ListRequest, validators: Validators) -> requests.PreparedRequest:
        headers = dict(self._headers)
        if request.method == "GET" and validators.etag:
            headers["If-None-Match"] = validators.etag
        if request.method == "GET" and validators.last_modified and self._is_past(validators.last_modified):
            headers["If-Modified-Since"] = validators.last_modified
        # Prepared without a session: no cookies are kept, no credentials are read from ~/.netrc.
        if request.data is not None or request.method != "GET":
            return requests.Request(request.method, request.url, headers=headers, data=request.data).prepare()
        prepared = self._template.copy()
        prepared.prepare_url(request.url, None)
        prepared.headers.update(headers)
        return prepared

    def _is_past(self, last_modified: str) -> bool:
        """To a date that lies ahead a server would answer 304 whatever happens to the page until then."""
        moment = politeness.http_date(last_modified)
        return moment is None or moment <= self.ledger.now()

    def _interval(self, url: str) -> float:
        site_delay = self.site.politeness.delay_seconds
        return politeness.interval(url, site_delay=site_delay, robots_delay=robots.delay(self._robots(url)))

    def _draw_conclusions(self, response: Response, kind: Kind) -> None:
        """Let the answer count for the host: a refusal may pause it, an answer ends refusals and silence."""
        if not response.asked:
            return
        host = addresses.host(response.final_url or response.url)
        if response.outcome in ("timeout", "unavailable"):
            self._silences += response.status is None
            return
        self._silences = 0
        if response.outcome == "blocked":
            after = politeness.retry_after(response.headers.get("retry-after"), self.ledger.now())
            whole = kind != "page" or response.status in (429, 503)
            reason = response.reason or "refused"
            self.ledger.hosts.note_refusal(host, reason, whole_host=whole, retry_after=after)
        elif kind != "robots" and TREATMENTS[response.outcome].answered:
            self.ledger.hosts.note_answer(host)
            if host not in self._closing and response.body and b"</html" in response.body[-2000:].lower():
                self.ledger.hosts.note_closes_html(host)


def _worth_another_try(response: Response) -> bool:
    if not response.asked or response.outcome not in ("timeout", "unavailable", "truncated"):
        return False
    return response.status is None or response.status >= 500


def _header(headers: Mapping[str, str], name: str) -> str | None:
    """A header worth sending back: printable and of reasonable length."""
    value = headers.get(name, "").strip()
    return value if value and len(value) <= 500 and value.isprintable() else None

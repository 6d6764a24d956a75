"""What a robots.txt says about us: its text in, answers out; reading the text is protego's work."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

AGENT = "briefings"
"""The name robots.txt rules can address us by."""

KEEP_FOR = timedelta(hours=24)
"""RFC 9309: a copy should not be used for longer."""
KEEP_WHEN_SILENT = timedelta(days=30)
"""How long an old copy stands in while the host answers robots.txt with server errors."""

MAX_BYTES = 512_000
"""RFC 9309 asks to read at least 500 KiB; what follows is ignored."""

_RULES = re.compile(rb"^\s*user-agent\s*:", re.MULTILINE)

LONGEST_DELAY = 120.0
"""Seconds. A Crawl-delay above this is a slip (milliseconds) or means "go away", which Disallow says better."""


def robots_text(status: int | None, content_type: str | None, body: bytes) -> str:
    """The rules in an answer to ``/robots.txt``; empty (all allowed) where there are none.

    An HTML page is no robots.txt: sites answer missing files with their home page and status 200. Rules that are only
    called HTML are rules.
    """
    head = body[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    called_html = "html" in (content_type or "").lower() and not _RULES.search(head)
    if status != 200 or head.startswith(b"<") or called_html or b"\x00" in head:
        return ""
    return body[:MAX_BYTES].decode("utf-8-sig", "replace")


def allowed(text: str, url: str) -> bool:
    """Whether the rules let us fetch this address."""
    return not text.strip() or _rules(text).can_fetch(url, AGENT)


def delay(text: str) -> float:
    """Seconds between requests that ``Crawl-delay`` and ``Request-rate`` ask for; 0 when they do not."""
    if not text.strip():
        return 0.0
    rules = _rules(text)
    rate = rules.request_rate(AGENT)
    per_request = rate.seconds / rate.requests if rate and rate.requests else 0.0
    return min(max(rules.crawl_delay(AGENT) or 0.0, per_request), LONGEST_DELAY)


@lru_cache(maxsize=8)
def _rules(text: str) -> Protego:
    # Imported here: most sites have no rules, and a quiet run should not load the parser.
    from protego import Protego

    return Protego.parse(text)

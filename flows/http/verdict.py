"""From an exchange to its outcome: the one place that decides what an answer means.

What looks at bodies is imported where there is one: a run without news gets nothing but 304.
"""

from __future__ import annotations

from typing import Literal

from flows.http.transport import Exchange
from flows.ledger.outcomes import Outcome

Kind = Literal["page", "list", "robots", "file"]
Verdict = tuple[Outcome, str | None]

REDIRECTS = frozenset({301, 302, 303, 307, 308})


def judge(exchange: Exchange, *, kind: Kind, conditional: bool, closes_html: bool) -> Verdict:
    """Outcome and reason of one exchange.

    Args:
        conditional: validators were sent, so that a 304 makes sense.
        closes_html: this host's pages are known to end with ``</html>``.
    """
    status = exchange.status
    if exchange.failure is not None or status is None:
        return exchange.failure or "unavailable", exchange.reason
    if status == 304:
        return ("unchanged", None) if conditional else ("unavailable", "304 to an unconditional request")
    if status in REDIRECTS and "location" in exchange.headers:
        return "redirect", None
    if kind == "robots":
        return _robots(exchange, status)
    if kind == "file" and status == 200 and _is_file(exchange):
        return "ok", None
    verdict = _content(exchange, status, "page" if kind == "file" else kind, closes_html)
    return ("wrong_type", "neither a .docx nor a .pdf") if kind == "file" and verdict[0] == "ok" else verdict


def _is_file(exchange: Exchange) -> bool:
    from parsers.html.signature import file_kind

    return file_kind(exchange.body) is not None


def _robots(exchange: Exchange, status: int) -> Verdict:
    if status in (412, 429, 521):
        return "blocked", f"the host answered {status}"
    if status >= 500:
        return "unavailable", f"the server answered {status}"
    return ("ok", None) if status == 200 else ("gone", f"the server answered {status}")


def _content(exchange: Exchange, status: int, kind: Literal["page", "list"], closes_html: bool) -> Verdict:
    from parsers.html.signature import MISSING, classify_body, ends_like_html

    seen = classify_body(exchange.body, status=status, content_type=exchange.headers.get("content-type"), kind=kind)
    if seen == "blocked" or (status == 503 and "retry-after" in exchange.headers):
        return "blocked", _refusal(exchange, status)
    if status in MISSING:
        return "gone", f"the server answered {status}"
    if status >= 300:
        return "unavailable", f"the server answered {status}"
    if status == 206 or seen == "empty":
        return "truncated", "there is no body" if seen == "empty" else "only a part of the page came"
    if seen == "soft_404":
        return "soft_404", f"an error page with status {status}"
    if seen == "wrong_type":
        return "wrong_type", f"not an HTML page: {_named_type(exchange)}"
    # `Content-Length` smaller than the page: the bytes are complete by HTTP's rules, the page is not.
    if closes_html and ends_like_html(exchange.body) is False:
        return "truncated", "the page ends in the middle: </html> is missing, other pages of this host have it"
    return "ok", None


_DOORS = {"login": "a login page", "captcha": "a captcha", "script": "a challenge page", None: "a challenge page"}


def _refusal(exchange: Exchange, status: int) -> str:
    from parsers.html.doors import door
    from parsers.html.signature import first_look

    after = exchange.headers.get("retry-after")
    what = _DOORS[door(first_look(exchange.body))] if status == 200 else f"status {status}"
    return f"refused with {what}" + (f", Retry-After {after[:40]}" if after else "")


def _named_type(exchange: Exchange) -> str:
    named = exchange.headers.get("content-type", "no type")
    return "".join(c if c.isprintable() else "?" for c in named[:60])

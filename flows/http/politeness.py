"""How we behave towards a host: who we say we are, how long we wait, what we take a Retry-After to mean."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit

from flows.http.robots import AGENT
from flows.release import installed_version
from parsers.html.urls import LOOPBACK

LEAST_DELAY = 1.0
"""Seconds between two requests to a host that is not on this machine, whatever the site's definition says."""

JITTER = (1.02, 1.3)
"""The interval is multiplied by a random number from this range: never shorter than asked for, never a beat."""

BACKOFF_SECONDS = (2.0, 4.0, 8.0)
"""Waits before the second, third … attempt of one fetch, before jitter."""

Random = Callable[[float, float], float]
"""A uniform random number between two bounds."""


def user_agent(contact: str) -> str:
    """Who asks, in which version, and how to reach the operator; always one line of printable ASCII."""
    return f"{AGENT}/{installed_version()} (+{quote(contact.strip(), safe=':/?#[]@!$&*+,;=%~.-_ ')})"


def on_loopback(url: str) -> bool:
    """Whether the address is on this machine: the demo and tests may do without waiting."""
    return urlsplit(url).hostname in LOOPBACK


def interval(url: str, *, site_delay: float, robots_delay: float) -> float:
    """Seconds between two requests to this address's host, before jitter."""
    asked = max(site_delay, robots_delay)
    return asked if on_loopback(url) else max(asked, LEAST_DELAY)


def jittered(seconds: float, uniform: Random = random.uniform) -> float:
    """The interval made irregular, never shorter."""
    return seconds * uniform(*JITTER) if seconds else 0.0


def backoff(attempt: int, base: float, uniform: Random = random.uniform) -> float:
    """Seconds before attempt 2, 3 …; none where the host is asked without any interval (``base`` 0)."""
    if not base:
        return 0.0
    return BACKOFF_SECONDS[min(attempt - 2, len(BACKOFF_SECONDS) - 1)] * uniform(*JITTER)


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """What a Retry-After header asks for (seconds or an HTTP date), or None when it says nothing readable."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), 10**8))
    moment = http_date(text)
    return None if moment is None else max(moment - now, timedelta(0))


def http_date(text: str) -> datetime | None:
    """The moment (UTC) that a header names, or None when it names none."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

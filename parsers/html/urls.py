"""Addresses: one spelling per page, and the key under which a page's briefing is kept."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts that are this machine."""

_DEFAULT_PORT = {"http": 80, "https": 443}
_SAFE = "!$%&'()*+,;=:@/~-._?"
# `/TrueCMS//shxwbgs/2022n_9y_wdsl/content/764f004d-….html`: one uuid is cited with several hosts, endings and slashes.
_TRUECMS = re.compile(r"/content/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.html?$", re.IGNORECASE)


def normalise_url(url: str) -> str:
    """The one spelling of an absolute http(s) address: lower-case host, no default port, fragment or double slash.

    Raises:
        ValueError: the address is not an absolute http or https address.
    """
    parts = urlsplit(url.strip())
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in _DEFAULT_PORT or not host:
        raise ValueError(f"not an absolute http address: {url!r}")
    return urlunsplit(SplitResult(scheme, _netloc(parts, host), _path(parts.path), quote(parts.query, safe=_SAFE), ""))


def page_key(url: str) -> str:
    """The canonical key of a page: equal for every address known to show the same page.

    A TrueCMS page's key is its uuid; any other page's is host (without ``www.``), path and query.
    """
    parts = urlsplit(normalise_url(url))
    uuid = _TRUECMS.search(parts.path)
    if uuid:
        return uuid[1].lower()
    return parts.netloc.removeprefix("www.") + parts.path + (f"?{parts.query}" if parts.query else "")


def join(base: str, href: str) -> str | None:
    """``href`` as a normalised absolute address, or None when it is none (``javascript:``, ``mailto:``, broken)."""
    try:
        return normalise_url(urljoin(base, href.strip()))
    except ValueError:
        return None


def _netloc(parts: SplitResult, host: str) -> str:
    name = f"[{host}]" if ":" in host else host
    port = parts.port
    return name if port in (None, _DEFAULT_PORT[parts.scheme.lower()]) else f"{name}:{port}"


def _path(path: str) -> str:
    if not path:
        return "/"
    clean = posixpath.normpath(re.sub(r"/{2,}", "/", path))
    clean = clean + "/" if path.endswith("/") and clean != "/" else clean
    return quote(clean, safe=_SAFE.replace("?", ""))

"""Questions about an address: whose it is, whether it may be asked for, where a redirect from it leads."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_INDEX = re.compile(r"(?:(?:index|default|home|main)(?:_\d+)?(?:\.\w+)?)?$")
"""File names of a folder's first page, and of the later pages of a list."""


def is_clean(url: str) -> bool:
    """No user name or password in the address."""
    return "@" not in urlsplit(url).netloc


def leads_nowhere(url: str, target: str) -> bool:
    """A page that redirects to an error page, the home page or an index above it is a page that no longer exists."""
    start, _, old = urlsplit(url).path.lower().rpartition("/")
    folder, _, name = urlsplit(target).path.lower().rpartition("/")
    if name.startswith(("404", "error", "notfound")):
        return True
    if not _INDEX.match(name) or "=" in urlsplit(target).query:  # `/index.php?id=5` is a page of its own
        return False
    return not _INDEX.match(old) if folder == start else start.startswith(f"{folder}/")


def host(url: str) -> str:
    """Host and port, as the ledger knows them."""
    return urlsplit(url).netloc.lower()


def origin(url: str) -> str:
    """Scheme, host and port: whose robots.txt holds."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def short(url: str) -> str:
    """So much of an address as fits into a sentence, printable."""
    return "".join(c if c.isprintable() else "?" for c in url[:120])

"""An article over several pages: which addresses it goes on at, and its pages as one body of bytes.

The joined bytes are what is archived and parsed: each page as it came, a comment between them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from parsers.html.urls import join

MOST_PAGES = 40
"""Most pages of one article that are asked for."""

_BETWEEN = re.compile(rb"\n<!-- briefings: page \d{1,3} of this article, from [^\s<>]{1,2000} -->\n")
_LINK = re.compile(r"<a\b(?P<attributes>[^<>]{0,2000})>(?P<text>[^<]{0,40})", re.IGNORECASE)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s\"'>]+))", re.IGNORECASE)
# createPageHTML(3, 0, "t20220531_1", "html"); of a list's page also with a variable for the count
PAGER_CALL = re.compile(
    r"createPageHTML\s*\(\s*(?:(?P<count>\d{1,3})|[\w'\"]+)\s*,\s*\d+\s*,\s*[\"'](?P<stem>[^\"']+)[\"']\s*,\s*[\"'](?P<ending>\w+)[\"']"
)
_QUOTED = re.compile(r"[\"']([^\s\"'<>]{1,300})[\"']")
# `?page=2` and `#top` have the page's own name; line breaks in an address are dropped.
_WITHOUT_NAME = re.compile(r"\s*(?:https?:)?(?:[?#;]|\Z)|.*[\t\r\n]", re.IGNORECASE | re.DOTALL)
_NAME = re.compile(r"(?P<folder>.*/)(?P<stem>[^/]*?)(?P<ending>\.\w{2,6})?$")


def join_pages(pages: Sequence[tuple[str, bytes]]) -> bytes:
    """The pages of one article, address and body each, in order."""
    (_, first), *others = pages
    joined = [first]
    for number, (url, raw) in enumerate(others, 2):
        joined += [f"\n<!-- briefings: page {number} of this article, from {url} -->\n".encode(), raw]
    return b"".join(joined)


def split_pages(raw: bytes) -> list[bytes]:
    """The pages that ``join_pages`` joined; one for an article of one page."""
    return _BETWEEN.split(raw)


def further_pages(text: str, url: str) -> list[str]:
    """Addresses a page links to as pages of the same article, by their number.

    ``content_1_2.htm`` and ``content_1_3.htm`` belong to ``content_1.htm``, ``index_2.html`` to ``index.html``, ``1_p4.html``
    to ``1.html``: the same folder, the same name, a number behind it.
    """
    here = _NAME.match(urlsplit(url).path)
    if here is None or not here["stem"]:
        return []
    first = re.sub(r"[_-]p?\d{1,3}$", "", here["stem"]) if _later(text, here["stem"]) else here["stem"]
    if first == here["stem"] and first not in text and "createPageHTML" not in text:
        return []  # no link leads to a name that begins so
    found: dict[str, int] = {}
    numbered = re.compile(rf"{re.escape(first)}[_-]p?\d")
    for href in _hrefs(text):
        if not numbered.search(href) and not _WITHOUT_NAME.match(href):
            continue  # a page of navigation has two hundred links (/a/index.html), and joining one takes 40 µs
        address = join(url, href)
        there = _NAME.match(urlsplit(address).path) if address else None
        if address is None or there is None or address == url or urlsplit(address).netloc != urlsplit(url).netloc:
            continue
        if there["folder"] == here["folder"] and there["ending"] == here["ending"]:
            number = re.fullmatch(rf"{re.escape(first)}[_-]p?(\d{{1,3}})", there["stem"])
            if number:
                found[address] = int(number[1])
    return sorted(found, key=lambda address: found[address])


def matching(text: str, pattern: str, first: str) -> list[str]:
    """The addresses on a page, in links or scripts, that a pattern fits, by their number.

    Args:
        pattern: ``{name}_{page}.html``: ``{page}`` is a number, ``{name}`` the file name of the first page without its ending.
    """
    here = _NAME.match(urlsplit(first).path)
    name = re.escape(here["stem"]) if here else ""
    address = re.escape(pattern).replace(r"\{name\}", name).replace(r"\{page\}", r"(?P<page>\d{1,3})", 1)
    known = re.compile(rf"(?:[^\s\"'<>=(]*/)?{address}(?=[?#]|$)")
    found: dict[str, int] = {}
    for quoted in [*_hrefs(text), *_QUOTED.findall(text)]:
        if hit := known.match(quoted):
            found.setdefault(quoted, int(hit["page"]))
    return sorted(found, key=lambda each: found[each])


def _later(text: str, stem: str) -> bool:
    """Whether an address is itself a later page: it links back to the name without its number."""
    base = re.sub(r"[_-]p?\d{1,3}$", "", stem)
    return base != stem and re.search(rf"[\"'/]{re.escape(base)}\.\w{{2,6}}[\"']", text) is not None


def _hrefs(text: str) -> list[str]:
    found = []
    for link in _LINK.finditer(text):
        hit = _HREF.search(link["attributes"])
        if hit:
            found.append(html.unescape(hit["a"] or hit["b"] or hit["c"] or ""))
    for script in PAGER_CALL.finditer(text):
        found += [f"{script['stem']}_{number}.{script['ending']}" for number in range(1, int(script["count"] or 0))]
    return found

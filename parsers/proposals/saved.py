"""Where a saved page is from, and whether it is a list or an article."""

from __future__ import annotations

import html
import re
from collections import Counter

from parsers.html.encoding import decode
from parsers.html.markup import Document
from parsers.html.urls import join
from parsers.sites.listing import kind_of

# <!-- saved from url=(0041)https://www.example.gov.cn/xwfb/index.html -->
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(https?://[^\s<>]+)")
_CANONICAL = re.compile(
    r"<link\b[^>]*\brel=[\"']?canonical[\"']?[^>]*\bhref=[\"']([^\"']+)|<base\b[^>]*\bhref=[\"']([^\"']+)",
    re.IGNORECASE,
)
_ROOT = re.compile(r"https?://[^/\s\"'<>]+")
_OTHERS = re.compile(r"w3\.org|beian|//(?:www\.)?gov\.cn$|bszs|schema\.org")
"""Hosts that many pages name once or twice and none is of: the registration in the footer, namespaces."""
_RUNNING = re.compile(r"[^。？！]{15,}[。？！]")
_SENTENCES = 5


def address_of(raw: bytes) -> str | None:
    """The address that a saved page states for itself; else the host that most of its links name; None: neither."""
    text = decode(raw).text
    saved = _SAVED.search(text)
    if saved:
        return saved[1]
    canonical = _CANONICAL.search(text)
    stated = canonical and (canonical[1] or canonical[2])
    if stated and stated.startswith("http"):
        return stated
    hosts = Counter(_ROOT.findall(text))
    most = [root for root, _ in hosts.most_common(5) if not _OTHERS.search(root)]
    return join(most[0], "/") if most else None


def site_title(raw: bytes) -> str | None:
    """What a page says the site is called: a ``<meta>``, or the end of the window's title (``标题_某市人民政府``)."""
    document = Document(decode(raw).text)
    metas = document.metas()
    named = metas.get("sitename") or metas.get("og:site_name")
    window = re.search(r"<title[^<>]*>([^<]{1,200})</title", document.text, re.IGNORECASE)
    last = re.split(r"[_\-–—|]+", html.unescape(window[1]))[-1] if window and re.search(r"[_\-–—|]", window[1]) else ""
    return (named or last).strip() or None


def is_article(raw: bytes) -> bool:
    """Whether a page is mostly sentences; a list is mostly links."""
    text = decode(raw).text
    # A feed or a sitemap may lack its <?xml line, and an XHTML page may have one.
    xml = text.lstrip().startswith("<?xml") and not re.search(r"<html\b", text[:1000], re.IGNORECASE)
    if xml or text.lstrip()[:1] in "{[" or kind_of(text) not in (None, "html"):
        return False
    page = Document(text).whole()
    opening = page.find_all(
        lambda tag: tag.name == "a" or any(tag.get(name) for name in ("onclick", "data-url", "data-href"))
    )
    links = sum(len(link.get_text(strip=True)) for link in opening)
    for link in [*opening, *page.find_all(("script", "style"))]:
        link.extract()
    plain = page.get_text()
    return len(_RUNNING.findall(plain)) >= _SENTENCES or len("".join(plain.split())) > 2 * links

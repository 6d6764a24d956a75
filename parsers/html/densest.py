"""The last resort for a page whose layout nobody described: the element that holds the densest text."""

from __future__ import annotations

from bs4 import Tag

_HOLDERS = ("div", "td", "dl", "section", "article", "main", "body")
_LEAST = 120
"""Characters of running text that a body has at least."""
_MOST_LINKS = 0.3
"""Part of a body's text that may be links; of navigation most is."""


def densest(page: Tag) -> Tag | None:
    """The element whose own paragraphs hold the most running text; None where there is no text to speak of."""
    best: tuple[int, Tag] | None = None
    for holder in page.find_all(_HOLDERS):
        own = sum(map(_running, holder.find_all(recursive=False))) + _bare(holder)
        if own >= _LEAST and (best is None or own > best[0]):
            best = (own, holder)
    return best[1] if best else None


def _running(child: Tag) -> int:
    """Characters of a paragraph that is no list of links; other blocks are holders of their own.

    Where editors write ``<div>`` for ``<p>``, one that holds no other block is a paragraph.
    """
    paragraph = child.name in ("p", "span", "font", "strong", "b", "blockquote", "h2", "h3", "h4", "table", "dd")
    if not paragraph and (
        child.name not in ("div", "section") or child.find((*_HOLDERS, "p", "ul", "table")) is not None
    ):
        return 0
    if child.name == "table" and child.find(("div", "table")) is not None:
        return 0  # it lays out the page
    text = len(child.get_text(strip=True))
    links = sum(len(link.get_text(strip=True)) for link in child.find_all("a"))
    return text if text and links <= _MOST_LINKS * text else 0


def _bare(holder: Tag) -> int:
    """Characters that stand in the element itself, between its ``<br>``."""
    return sum(len(str(node).strip()) for node in holder.find_all(string=True, recursive=False))

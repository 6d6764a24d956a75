"""Archived pages for readers: inert, with what was read from them marked, or a site's selectors outlined."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from explorer.page import ArchivedPassage
from flows.archive.store import Archive
from parsers.errors import DocumentUnread, SiteError
from parsers.html.documents import read_document
from parsers.html.encoding import decode
from parsers.html.inert import Mark, Outline, inert
from parsers.html.pages import split_pages
from parsers.html.signature import file_kind
from parsers.sites.definition import load_site
from parsers.sites.national import NATIONAL

_CLOSING = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
STYLE = (Path(__file__).parent / "copies.css").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class InertCopies:
    """Shows pages of one archive."""

    archive: Archive

    def document(
        self, sha256: str, heading: str, back: str, passages: Sequence[ArchivedPassage] = (), site: str | None = None
    ) -> str:
        """A whole HTML document.

        Raises:
            ArchiveError: the page is missing or damaged.
            PageTooLarge: it has more tags than any transcript.
        """
        marks = [Mark(p.anchor, p.text, p.start, p.end) for p in passages]
        source = _shown(self.archive.get(sha256))
        body, found = inert(source, marks, outlines(site) if site else ())
        lost = len({mark.anchor for mark in marks} - found)
        note = f" {lost} passages could not be found again on the page." if lost else ""
        return _document(sha256, heading, back, note, body, sorted(found))


def _shown(raw: bytes) -> str:
    """The markup of an article's pages, and the paragraphs of the files that hold its text."""
    pages, paragraphs = [], []
    for part in split_pages(raw):
        if file_kind(part) is None:
            pages.append(decode(part).text)
            continue
        with suppress(DocumentUnread):
            paragraphs += [f"<p>{html.escape(paragraph.text)}</p>" for paragraph in read_document(part, None)]
    if len(pages) + len(paragraphs) == 1:
        return pages[0]
    # What stands behind the first page's end is read as well.
    return _CLOSING.sub("", "\n".join([*pages, *paragraphs]))


def outlines(site: str) -> list[Outline]:
    """What a site definition looks for on an article page; of a site that has no definition here, what most sites have."""
    try:
        rules = load_site(site).article
    except SiteError:
        rules = NATIONAL
    return [Outline(name, getattr(rules, name)) for name in ("title", "date", "source", "body", "drop")]


def _document(sha256: str, heading: str, back: str, note: str, body: str, anchors: Sequence[str]) -> str:
    targets = ",".join(f"body:has(#{anchor}:target) .{anchor}" for anchor in anchors)
    styles = STYLE + (f"{targets}{{background:#ffe08a;color:#1c1a17}}" if targets else "")
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f"<title>{html.escape(heading[:200])} · archived</title><style>{styles}</style></head><body>"
        f'<header lang="en"><h1>Archived page</h1><p><span lang="zh-Hans">{html.escape(heading[:300])}</span></p>'
        f"<p>Text and structure as they were fetched; scripts, styles, pictures and links are left out.{note}"
        f' SHA-256 {html.escape(sha256)}. <a href="{html.escape(back)}">Back</a></p></header>'
        f"<main>{body}</main></body></html>"
    )

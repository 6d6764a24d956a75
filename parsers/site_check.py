"""What each selector of a site definition finds on a page: the answer to "why does my definition not work?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bs4 import Tag

from parsers.errors import FetchError, OnlyAttachment, ParseError
from parsers.html.dates import find_local_date
from parsers.html.documents import attached
from parsers.html.encoding import decode
from parsers.html.markup import Document, paragraphs
from parsers.html.pages import split_pages
from parsers.page import read_page
from parsers.promises import is_footer, is_incomplete, needs_definition
from parsers.proposals import propose_article, propose_listing
from parsers.records import Listing
from parsers.site_told import NOTHING, Finding, told_of
from parsers.sites.definition import FEEDS, Site
from parsers.sites.listing import link_of, parse_listing, selectors_of, unpack_listing
from parsers.sites.pager import goes_on
from parsers.source import bare_source

_MARKS = {
    "next": "links to the article's other pages",
    "question": "questions",
    "answer": "answers",
    "who": "names of who speaks",
}
# 2024-03-05 16:20   发布时间：2024年3月5日
_NO_TITLE = re.compile(r"(?:[^\d：:]{2,6}[：:])?\s*[\[【(（]?(?:19|20)\d\d[\d年月日时分秒:：./\-\s]+[\]】)）]?")
_OWN = "(the feed's own)"
_UNDATED = ": a list without dates is read to its end at first, and every article on it asked for, of whatever day"
_SECOND = 2
"""What {page} is on the second page where the definition does not say."""
_MANY = 8
"""Selectors of one part; of more only those that match are told."""


def check_listing(raw: bytes, *, url: str, site: Site) -> list[Finding]:
    """Every selector of ``[listing]`` on a list page."""
    rules = site.listing
    markup, _ = unpack_listing(decode(raw).text, rules)
    item, link, date = selectors_of(rules)
    entries = Document(markup).whole().select(item)
    findings = [_finding("listing.item", rules.item, [entry.get_text(" ", strip=True) for entry in entries])]
    links = [tag for entry in entries if (tag := link_of(entry, link))]
    if rules.format in ("html", "jpage"):
        addresses = [tag.get_text(" ", strip=True) for tag in links]
    else:
        addresses = [str(tag.get("href", "")) for tag in links]
    dates = [tag.get_text(" ", strip=True) for entry in entries if date and (tag := entry.select_one(date))]
    # A feed has its own elements for both: no key of the definition names them.
    own = rules.format in FEEDS
    if entries:
        findings.append(_finding("listing.link", _OWN if own else rules.link, addresses))
    if entries and (rules.date or own):  # which a run does without
        found = _finding("listing.date", _OWN if own else str(rules.date), dates)
        findings.append(replace(found, ok=True))
    return [*findings, *_listing_results(raw, url, site), *_further(raw, url, site)]


def check_article(raw: bytes, *, url: str, site: Site) -> list[Finding]:
    """Every selector of ``[article]`` on an article page, and what the page is read as.

    Of several selectors for one part one that yields text is enough. Of an article over several pages, or with its files,
    the first page is what the selectors are tried on, and the whole is what is read.
    """
    first, *others = split_pages(raw)
    document, rules = Document(decode(first).text), site.article
    findings: list[Finding] = []
    for key in ("title", "date", "source"):
        stated = [(s, _texts(document, s, key)) for s in getattr(rules, key)]
        # Many pages name no source; where the definition trusts the address, its page needs no date.
        needed = key == "title" or (key == "date" and not rules.date_in_url)
        findings += _plausible(key, _either(document, f"article.{key}", stated, needed=needed), stated, site)
    bodies = [body for body in map(document.element, rules.body) if body is not None][:1]
    # Counted first: reading the body takes these elements out of the tree.
    dropped = [
        _optional("article.drop", one, sum(len(body.select(one)) for body in bodies), "taken out of the body")
        for one in rules.drop
    ]
    findings += _either(document, "article.body", [(one, _body(document, one, rules.drop)) for one in rules.body])
    # Elements that a page may do without: most articles are of one page, and label who speaks.
    marks = [
        _optional(f"article.{key}", one, _marked(document, bodies, one, url), what)
        for key, what in _MARKS.items()
        for one in getattr(rules, key)
    ]
    whole = [Finding("article", "pages and files", len(others) + 1, "read as one", ok=True)] if others else []
    return [*_advised(findings, first, url), *dropped, *marks, *whole, *_page_results(raw, url, site)]


def _plausible(key: str, findings: list[Finding], stated: list[tuple[str, list[str]]], site: Site) -> Iterator[Finding]:
    """The findings, and what is wrong with the text that counts: a date that is none, a source or a title that is furniture."""
    counts, text = next(((selector, texts[0]) for selector, texts in stated if texts), ("", ""))
    for one in findings:
        if not counts or one.selector != counts:
            yield one
        elif key == "date" and find_local_date(text, site.timezone) is None:
            yield replace(one, sample=f"no date can be read from it: {text[:40]}", ok=False)
        elif key == "source" and is_footer(text):
            yield replace(one, sample=f"the page's footer, no source: {text[:40]}", ok=False)
        else:
            yield replace(one, warns=key == "title" and _NO_TITLE.fullmatch(text) is not None)


def _optional(key: str, selector: str, matches: int, what: str) -> Finding:
    """A selector that a page may do without: where it matches nothing it is neither right nor wrong."""
    return Finding(key, selector, matches, what if matches else "0 of 1 pages; others may have it", ok=True)


def _advised(findings: list[Finding], raw: bytes, url: str) -> Iterator[Finding]:
    """What fails, with the selector that finds the part on this page where one does."""
    proposed = propose_article(raw, url=url) if not all(one.ok for one in findings) else None
    for one in findings:
        better = getattr(proposed, one.key.removeprefix("article."), ()) if not one.ok else ()
        yield replace(one, better=better[0]) if better else one


def _marked(document: Document, bodies: Sequence[Tag], rule: str, url: str) -> int:
    """How many elements a selector finds in the body, else on the page; of a pattern the addresses on the page."""
    if "{page}" in rule:
        return len(document.further([rule], url))
    return sum(len(body.select(rule)) for body in bodies) or len(document.whole().select(rule))


def _listing_results(raw: bytes, url: str, site: Site) -> Iterator[Finding]:
    try:
        listing: Listing = parse_listing(raw, url=url, site=site)
    except FetchError as error:
        yield Finding("listing", "", 0, str(error), ok=False)
        return
    wanted = [item for item in listing.items if item.skip is None]
    dated = sum(item.listed_on is not None for item in listing.items)
    untitled = sum(not item.title for item in listing.items)
    if site.listing.format == "json" and untitled == len(listing.items):
        yield Finding("listing.title", site.listing.title, 0, NOTHING, ok=False)
    told = f"{dated} with a date" + ("" if dated else _UNDATED)
    yield Finding("listing", "links", len(listing.items), told, ok=True, warns=not dated)
    reasons = sorted({item.skip for item in listing.items if item.skip})
    left = f"; others left out: {', '.join(reasons)}" if reasons else ""
    sample = f"{wanted[0].title} → {wanted[0].url}" if wanted else "no title matches"
    yield Finding(
        "listing.title_matches", site.listing.title_matches or "(any)", len(wanted), sample + left, ok=bool(wanted)
    )
    yield Finding(
        "listing",
        "page count",
        listing.page_count or 0,
        "stated by the page" if listing.page_count else "not stated",
        ok=True,
    )


def _further(raw: bytes, url: str, site: Site) -> Iterator[Finding]:
    """A list that says it goes on, and a definition that does not say how: only its first page would ever be read."""
    rules, text = site.listing, decode(raw).text
    counting = [*rules.urls, *(value for _, value in rules.form)]
    if rules.next or rules.format in FEEDS or any("{page}" in s or "{start}" in s for s in counting):
        return
    markup, counted = unpack_listing(text, rules)
    page = Document(text).whole()
    entries = len(Document(markup).whole().select(selectors_of(rules)[0]))
    told = goes_on(text, page, url, counted=counted, entries=entries)
    if told:
        yield Finding(
            "listing.next",
            "warning",
            1,
            f"the list goes on ({told}); {_how_on(raw, url, site)}",
            True,
            warns=True,
        )


def _how_on(raw: bytes, url: str, site: Site) -> str:
    """What to write under ``[listing]``."""
    if site.listing.form:
        return "put {page} in place of the page's number under [listing.form], or only the first page is read"
    proposed = propose_listing(raw, url=url)
    if proposed.next is None and site.listing.format == "json":
        return "write {page} into next or into a field of [listing.form], or only the first page is read"
    if proposed.next is None:
        return "write the second page's address with {page} as next under [listing], or only the first page is read"
    also = f" and second_page = {proposed.second_page}" if proposed.second_page != _SECOND else ""
    return f'write next = "{proposed.next}"{also} under [listing], or only the first page is read'


def _page_results(raw: bytes, url: str, site: Site) -> Iterator[Finding]:
    """What the page is read as, and each thing that is to be known about the reading."""
    try:
        page, reading = read_page(raw, url=url, site=site)
    except OnlyAttachment as error:
        yield _attached(raw, url, site, error)
        return
    except ParseError as error:
        yield Finding("article", "", 0, str(error), ok=False)
        return
    questions = sum(turn.role == "question" for turn in page.turns)
    answers = sum(turn.role == "answer" for turn in page.turns)
    sample = f"{page.kind}, held on {page.held_on}: {questions} questions, {answers} answers"
    missing = any(
        is_incomplete(said) and not needs_definition(said) and "a run fetches it" not in said for said in page.warnings
    )
    yield Finding("article", "turns", len(page.turns), sample, ok=True, warns=missing)
    yield from told_of(page, reading)
    for warning in page.warnings:
        wrong, fetched = needs_definition(warning), "a run fetches it" in warning
        yield Finding("article", "warning", 1, warning, ok=not wrong, warns=not wrong and not fetched)


def _attached(raw: bytes, url: str, site: Site, error: OnlyAttachment) -> Finding:
    """An article that is in a file: of the kinds and on the hosts that a run fetches, or not."""
    document = Document(decode(raw).text)
    body = next((found for one in site.article.body if (found := document.element(one)) is not None), None)
    files = [file for file in attached(body, url) if site.allows(file)] if body is not None else []
    if not files:
        return Finding("article", "", 0, str(error), ok=False)
    told = f"the text is in {files[0]}, which a run fetches and reads in place of the page"
    return Finding("article", "attached files", len(files), told, ok=True)


def _texts(document: Document, selector: str, key: str) -> list[str]:
    found = document.first_text([selector])
    if key == "source":
        found = bare_source(found or "")
    return [found] if found else []


def _body(document: Document, selector: str, drop: Iterable[str]) -> list[str]:
    element = document.element(selector)
    return [paragraph.text for paragraph in paragraphs(element, drop)] if element is not None else []


def _either(document: Document, key: str, tried: list[tuple[str, list[str]]], *, needed: bool = True) -> list[Finding]:
    """Selectors of which one is enough: the others are not at fault."""
    any_found = not needed or any(texts for _, texts in tried)
    # What yields text is there: names of <meta> are read in any case, which CSS takes literally.
    counts = [max(len(document.whole().select(selector)), int(bool(texts))) for selector, texts in tried]
    found = [
        Finding(key, selector, count, _sample(texts), ok=any_found)
        for count, (selector, texts) in zip(counts, tried, strict=True)
    ]
    if len(found) <= _MANY:
        return found
    # Of the forty usual ones that `sites new` writes those that are there, or one line for all.
    some = f"{', '.join(one.selector for one in found[:3])} … ({len(found)} in all)"
    return [one for one in found if one.matches] or [Finding(key, some, 0, NOTHING, ok=any_found)]


def _finding(key: str, selector: str, texts: list[str]) -> Finding:
    return Finding(key, selector, len(texts), _sample(texts), ok=bool(texts))


def _sample(texts: list[str]) -> str:
    return texts[0][:60] if texts else NOTHING

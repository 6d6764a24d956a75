"""Which selectors find title, date, source and body of a saved article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bs4 import Tag

from parsers.html.dates import date_in_address, find_date
from parsers.html.densest import densest
from parsers.html.encoding import decode
from parsers.html.markup import Document
from parsers.html.pages import further_pages
from parsers.html.paragraphs import NO_PARTS, Part, paragraphs_of
from parsers.html.structure import guess_parts, may_tell
from parsers.proposals.selectors import marks_of, selector_of
from parsers.sites.national import NATIONAL

_DATED = re.compile(r"(?:19|20)\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}")
_SOURCE = re.compile(r"(?:来源|來源|信息来源|稿源|文章来源)\s*[：:]\s*\S")
Fits = Callable[[str], bool]
_LONGEST_LINE = 120
_COVERS = 0.9
"""Least part of the densest text that a body holds."""
_PAGER = re.compile(r"下一页|下页|^\d{1,2}$")


@dataclass(frozen=True, slots=True)
class ArticleProposal:
    """Selectors, the surest first; empty where the page has nothing of the kind."""

    title: tuple[str, ...]
    date: tuple[str, ...]
    source: tuple[str, ...]
    body: tuple[str, ...]
    next: tuple[str, ...] = ()
    date_in_url: bool = False
    parts: tuple[tuple[Part, tuple[str, ...]], ...] = ()
    """Selectors of questions, answers and names, where only the markup tells them apart."""


def propose_article(raw: bytes, *, url: str) -> ArticleProposal:
    """What finds the parts of an article page, each tried on the page itself."""
    document = Document(decode(raw).text)
    page = document.whole()
    body = _body(document)
    text = page.select_one(body[0]) if body else None
    dates = _dates(document, page, text)
    return ArticleProposal(
        title=_titles(document),
        date=dates,
        source=_sources(document, page, text),
        body=body,
        next=_pager(document, page, url),
        date_in_url=not dates and date_in_address(url) is not None,
        parts=_parts(document, text),
    )


def _yielding(document: Document, selectors: Iterable[str]) -> list[tuple[str, str]]:
    return [(one, text) for one in selectors if (text := document.first_text([one]))]


def _titles(document: Document) -> tuple[str, ...]:
    """Those whose text the window's title repeats; a heading of the site is no title."""
    window = document.first_text(["title"]) or ""
    found = _yielding(document, NATIONAL.title)
    sure = [one for one, text in found if one != "title" and (_squeezed(text) in _squeezed(window) or not window)]
    heading = _heading_of(document, window) if not sure else None
    rest = [one for one, _ in found if one == "title"]
    return (*sure[:3], *([heading] if heading else []), *rest) or ("h1", "title")


def _heading_of(document: Document, window: str) -> str | None:
    """The element whose text the window's title begins with."""
    page = document.whole()
    for tag in page.find_all(("h1", "h2", "h3", "div", "p", "td", "span")):
        text = _squeezed(tag.get_text())
        if 6 <= len(text) <= 80 and _squeezed(window).startswith(text):
            return selector_of(tag, page)
    return None


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _dates(document: Document, page: Tag, body: Tag | None) -> tuple[str, ...]:
    known = tuple(one for one, text in _yielding(document, NATIONAL.date) if find_date(text))
    return known or _line_of(document, page, body, _DATED, lambda text: find_date(text) is not None)


def _sources(document: Document, page: Tag, body: Tag | None) -> tuple[str, ...]:
    known = tuple(one for one, _ in _yielding(document, NATIONAL.source))
    return known or _line_of(document, page, body, _SOURCE, lambda text: len(text) < 40)


def _line_of(document: Document, page: Tag, body: Tag | None, pattern: re.Pattern[str], fits: Fits) -> tuple[str, ...]:
    """The selector of the first short line outside the body that says something."""
    for node in page.find_all(string=pattern):
        holder = node.parent
        if (
            holder is None
            or holder.name in ("script", "style", "title", "option")
            or (holder.name == "p" and (body is None or any(parent is body for parent in holder.parents)))
            or len(holder.get_text()) > _LONGEST_LINE
        ):
            continue
        for selector in filter(None, (selector_of(holder, page), _cell_of(holder))):
            text = document.first_text([selector])
            if text and pattern.search(text) and fits(text):
                return (selector,)
    return ()


def _cell_of(tag: Tag) -> str | None:
    """``.gk_tb tr:nth-of-type(2) > td:nth-of-type(4)``: a cell of the box above the text."""
    row, table = tag.parent, tag.find_parent("table")
    mark = next(iter(marks_of(table)), None) if table is not None else None
    if tag.name != "td" or row is None or mark is None:
        return None
    nth = len(row.find_previous_siblings("tr")) + 1
    return f"{mark} tr:nth-of-type({nth}) > td:nth-of-type({len(tag.find_previous_siblings('td')) + 1})"


def _body(document: Document) -> tuple[str, ...]:
    """The smallest element that holds the densest text: of the usual ones, else one with a name of its own."""
    page = document.whole()
    dense = densest(page)
    if dense is None:
        return ()
    text = _text(dense)
    usual = [(one, element) for one in NATIONAL.body if (element := page.select_one(one)) is not None]
    holding = [(len(_text(element)), one) for one, element in usual if _holds(element, dense, text)]
    if holding and min(holding)[0] <= len(text) / _COVERS + _LONGEST_LINE:
        return (min(holding)[1],)
    for element in (dense, *dense.parents):
        if len(_text(element)) > len(text) / _COVERS + 2 * _LONGEST_LINE and element is not dense:
            break
        if selector := selector_of(element, page):
            return (selector,)
    return (min(holding)[1],) if holding else ()


def _holds(element: Tag, dense: Tag, text: str) -> bool:
    """Whether an element is around the densest one, or inside it with nearly all of its text."""
    if element is dense or any(parent is element for parent in dense.parents):
        return True
    return any(parent is dense for parent in element.parents) and len(_text(element)) >= _COVERS * len(text)


def _text(element: Tag) -> str:
    return "".join(paragraph.text for paragraph in paragraphs_of(element))


def _parts(document: Document, body: Tag | None) -> tuple[tuple[Part, tuple[str, ...]], ...]:
    told = guess_parts(body) if body is not None and may_tell(document.text) else NO_PARTS
    return tuple((part, tuple(selectors)) for part, selectors in told.items())


def _pager(document: Document, page: Tag, url: str) -> tuple[str, ...]:
    """The links to the article's other pages, by the element they are in."""
    if not further_pages(document.text, url):
        return ()
    links = [link for link in page.find_all("a") if _PAGER.search(link.get_text(strip=True))]
    for link in links:
        for holder in list(link.parents)[:3]:
            for mark in marks_of(holder):
                if document.further([f"{mark} a"], url):
                    return (f"{mark} a",)
    return ()

"""One article page: bytes in, ``Page`` out. Reads as a table of contents of what a page has."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from parsers.cited import storable, with_metrics
from parsers.conferences import CONFERENCE, HOLDS, TRANSCRIPT
from parsers.errors import (
    BodyMissing,
    EmptyPage,
    ErrorPage,
    Garbled,
    NotHtml,
    NoTurns,
    OnlyAttachment,
    PageTooLarge,
    TitleMissing,
)
from parsers.event_dates import dates_of
from parsers.html.documents import ONLY_LINK, read_document
from parsers.html.encoding import TOO_DAMAGED, Decoded, damage, decode, looks_read
from parsers.html.markup import MAX_BYTES, Document
from parsers.html.pages import further_pages, split_pages
from parsers.html.paragraphs import Paragraph, Parts
from parsers.html.signature import file_kind, says_missing
from parsers.promises import broken_promises
from parsers.records import Page, PageKind
from parsers.sites.definition import ArticleRules, Site
from parsers.sites.national import NATIONAL
from parsers.source import bare_source, names_source
from parsers.spelling import either
from parsers.turns.folding import Dialogue, parse_turns
from parsers.turns.stamps import with_times
from parsers.vocabulary import Vocabulary

_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"\x00\x00\x01\x00",
)
_NOTICE = re.compile(r"预告|公告|通知|启事|通告|日程|安排表")
_ANNOUNCES = re.compile(rf"(?:{either('将于 定于 拟于')})[^。]{{0,60}}{HOLDS}[^。]{{0,60}}{CONFERENCE}")
# Full-width ASCII to half width, and every colon to one: the same transcript is published in both.
_FOLD = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict.fromkeys("︰∶﹕", ":")
_WIDE = re.compile("[\uff01-\uff5e︰∶﹕]")
_BARE_PAGE = 20_000
"""Characters of markup; a server's own error page is shorter."""
_PAGER = re.compile(r"下一页|下一頁|余下全文|下页")
_BARE_NUMBER = re.compile(r"[-+−]?\d[\d,，.]*%?")
_NAMED = 6
_MANY_NUMBERS = 8
_SITE_FURNITURE = ("title", "source", "byline", "page tool", "navigation")


def parse_page(
    raw: bytes,
    *,
    url: str | None,
    site: Site | None,
    content_type: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> Page:
    """The briefing on one article page: what ``read_page`` reads, without how."""
    return read_page(raw, url=url, site=site, content_type=content_type, vocabulary=vocabulary)[0]


def read_page(
    raw: bytes,
    *,
    url: str | None,
    site: Site | None,
    content_type: str | None = None,
    vocabulary: Vocabulary | None = None,
) -> tuple[Page, Dialogue]:
    """The briefing on one article page, and how it was read: what was left out and why, every label.

    Args:
        url: where the page is from; kept as it is, nothing is fetched.
        site: whose selectors to use; None: the convention most government sites follow.
        content_type: the HTTP header, a hint for the encoding.
        vocabulary: how quantities are called; None: the bundled one.

    Raises:
        EmptyPage, NotHtml, PageTooLarge, Garbled: the bytes are no page that can be read.
        TitleMissing, BodyMissing: no selector of the site yields text (``selector`` names them).
        ErrorPage: the text is the site's notice that there is no such page.
        OnlyAttachment, DocumentUnread: the text is in a file that was not fetched, or cannot be read.
        NoTurns: the title promises questions and answers, and nobody is named as speaking.
    """
    rules = site.article if site else NATIONAL
    parts = split_pages(raw)
    pages = [_decode(part, url, content_type) for part in parts[:1]]
    pages += [_decode(part, url, content_type) for part in parts[1:] if file_kind(part) is None]
    documents = [_document(page.text, url) for page in pages]
    decoded, document = pages[0], documents[0]
    title = _title(document, rules, url)
    bodies = [_body(each, rules, url, guess=site is None) for each in documents]
    files = [_Body(read_document(part, url)) for part in parts[1:] if file_kind(part)]
    paragraphs = [paragraph for body in files or bodies for paragraph in body.paragraphs]
    _check_characters(paragraphs, decoded, url)
    reading = parse_turns(paragraphs, title=title)
    zone = site.timezone if site else "Asia/Shanghai"
    kind = _kind(title, reading)
    if kind != "qa":
        _check_text(paragraphs, (files or bodies)[0], url)
    _check_turns(title, reading, kind, url)
    stated, trust = document.first_text(rules.date), rules.date_in_url
    dates = dates_of(title, reading, kind, stated, url, markup=document.text, zone=zone, trust_url=trust)
    source = _source(document, rules, reading)
    cited, unread = with_metrics(
        reading.turns, dates.held_on, title=title, site=site, source=source, vocabulary=vocabulary
    )
    turns, too_great = storable(with_times(cited, reading.stamps, dates.held_on, zone))
    page = Page(
        url=url,
        title=title,
        held_on=dates.held_on,
        published_on=dates.published_on,
        source=source,
        kind=kind,
        content_hash=content_hash(paragraphs, reading),
        encoding=decoded.encoding,
        warnings=(
            *decoded.warnings,
            *bodies[0].warnings,
            *reading.warnings,
            *dates.warnings,
            *too_great,
            *_page_warnings(documents, reading, rules, url),
            *_table_warnings(paragraphs, unread),
            *broken_promises(title, reading, kind, dates.held_on),
        ),
        turns=turns,
    )
    return page, reading


def content_hash(paragraphs: Sequence[Paragraph], reading: Dialogue) -> str:
    """SHA-256 of the body without the site's furniture, white space and differences of punctuation width."""
    furniture = {text for text, reason in reading.left_out if reason in _SITE_FURNITURE}
    text = "".join(paragraph.text for paragraph in paragraphs if paragraph.text not in furniture)
    for wide in set(_WIDE.findall(text)):  # a dozen different ones, and hundreds of commas
        text = text.replace(wide, _FOLD[wide])
    bare = "".join(text.split()).replace("\u200b", "").replace("\ufeff", "")
    return hashlib.sha256(bare.encode()).hexdigest()


def _decode(raw: bytes, url: str | None, content_type: str | None) -> Decoded:
    if not raw.strip():
        raise EmptyPage("The page is empty; fetch it again.", url=url)
    if len(raw) > MAX_BYTES:
        raise PageTooLarge(f"The page has {len(raw)} bytes, more than {MAX_BYTES}; it is no transcript.", url=url)
    media = (content_type or "text/html").split(";")[0].strip().lower()
    if raw.startswith(_MAGIC) or media.startswith(("image/", "application/pdf", "audio/", "video/")):
        raise NotHtml("The bytes are not an HTML page but another kind of file.", url=url)
    decoded = decode(raw, content_type)
    if not re.search(r"<[a-zA-Z!?/][^<>]{0,4000}>", decoded.text):
        raise NotHtml("The bytes are not an HTML page: there is not one tag in them.", url=url)
    return decoded


@contextmanager
def _named(url: str | None) -> Iterator[None]:
    """Markup does not know which page it reads; who is told of an error wants to."""
    try:
        yield
    except PageTooLarge as error:
        raise PageTooLarge(error.message, url=url) from error


def _document(text: str, url: str | None) -> Document:
    with _named(url):
        return Document(text)


def _title(document: Document, rules: ArticleRules, url: str | None) -> str:
    title = document.first_text(rules.title)
    if not title:
        _no_such_page(document, url)
        tried = ", ".join(rules.title)
        raise TitleMissing(
            f"No title found: nothing matches {tried}. Correct article.title in the site definition.",
            url=url,
            selector=tried,
        )
    return title[:500]


@dataclass(frozen=True, slots=True)
class _Body:
    """The body of one page."""

    paragraphs: list[Paragraph]
    attachments: tuple[str, ...] = ()
    """Names of the files it links to."""
    warnings: tuple[str, ...] = ()


def _body(document: Document, rules: ArticleRules, url: str | None, *, guess: bool) -> _Body:
    parts: Parts = {"who": rules.who, "question": rules.question, "answer": rules.answer}
    with _named(url):
        found = document.first_body(rules.body, rules.drop, parts)
        dense = document.densest_body(rules.drop) if found is None and guess else None
    if found:
        return _Body(found.paragraphs, found.files, found.warnings)
    if dense:
        return _Body(
            dense.paragraphs, dense.files, ("body: no usual selector matches, the densest text of the page is taken",)
        )
    tried = ", ".join(rules.body)
    _no_such_page(document, url)
    raise BodyMissing(
        f"No text found: nothing matches {_some(rules.body)}. Correct article.body in the site definition.",
        url=url,
        selector=tried,
    )


def _some(selectors: Sequence[str]) -> str:
    """The first of many selectors, as a sentence can hold them; the error has all of them beside it."""
    more = f" … ({len(selectors)} in all)" if len(selectors) > _NAMED else ""
    return ", ".join(selectors[:_NAMED]) + more


def _no_such_page(document: Document, url: str | None) -> None:
    """A bare ``404 Not Found`` has neither title nor body: no selector is at fault.

    Raises:
        ErrorPage: the page says so.
    """
    if len(document.text) < _BARE_PAGE and says_missing(re.sub(r"<[^<>]*>", " ", document.text)):
        raise ErrorPage(
            "The page is the server's notice that there is no such page, with status 200; it is asked for again.",
            url=url,
        )


def _kind(title: str, reading: Dialogue) -> PageKind:
    if any(turn.role in ("question", "answer") for turn in reading.turns):
        return "qa"
    text = " ".join(turn.text for turn in reading.turns)
    short = len(text) < 600
    return "notice" if short and (_NOTICE.search(title) or _ANNOUNCES.search(text)) else "statement"


def _check_characters(paragraphs: Sequence[Paragraph], decoded: Decoded, url: str | None) -> None:
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if not looks_read(text) or ("\ufffd" in text and damage(text) > TOO_DAMAGED):
        raise Garbled(
            f"The text cannot be read: as {decoded.encoding} it begins {text[:40]!r}. The page is damaged, or in an "
            "encoding that it does not declare; open the address, and fetch it again when it is readable there.",
            url=url,
        )


def _check_text(paragraphs: Sequence[Paragraph], body: _Body, url: str | None) -> None:
    """Where nobody asks or answers: 系统正在升级 is a notice, unless an official says it to a reporter."""
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if says_missing(text):
        raise ErrorPage(
            f"The site shows an error page in its usual layout ({text[:60]!r}); it is asked for again.", url=url
        )
    if body.attachments and len(text) < ONLY_LINK:
        raise OnlyAttachment(
            f"The article holds nothing but a link to a file ({', '.join(body.attachments[:3])}), which is not read.",
            url=url,
        )


def _check_turns(title: str, reading: Dialogue, kind: PageKind, url: str | None) -> None:
    promised = TRANSCRIPT.search(title) and kind == "statement"
    if not reading.turns or (promised and all(turn.label is None for turn in reading.turns)):
        raise NoTurns(
            f"Nobody speaks on the page {title!r}: no speaker label was recognised. "
            "`briefings docs add-a-site` shows the labels that are read; check that article.body holds the transcript, and "
            "state article.question, article.answer and article.who where only the markup tells who speaks.",
            url=url,
        )


def _page_warnings(
    documents: Sequence[Document], reading: Dialogue, rules: ArticleRules, url: str | None
) -> tuple[str, ...]:
    """An article that goes on where nobody looked: page 1 must never pass for the whole."""
    if len(documents) > 1:
        return ()
    if url and rules.next and (named := documents[0].further(rules.next, url)):
        return (f"pages: the article goes on at {named[0]}; a run fetches it, here only this page is read",)
    further = further_pages(documents[0].text, url) if url else []
    if further:
        return (
            f"pages: the article goes on at {further[0]}, which is not read; article.next names the links to follow",
        )
    pager = any(_PAGER.search(text) for text, reason in reading.left_out[-4:] if reason == "navigation")
    told = "pages: the text ends in a pager, only this page is read; article.next names the links to follow"
    return (told,) if pager else ()


def _table_warnings(paragraphs: Sequence[Paragraph], unread: int) -> Iterator[str]:
    """Numbers that stand alone in cells name neither unit nor matter; those of rows may lack a head that does."""
    bare = sum(bool(_BARE_NUMBER.fullmatch(paragraph.text)) for paragraph in paragraphs)
    if bare >= _MANY_NUMBERS:
        yield f"table: {bare} numbers stand alone in their cells and are no figures"
    if unread:
        yield f"table: {unread} numbers are no figures: neither head nor caption says what they count, or in what unit"


def _source(document: Document, rules: ArticleRules, reading: Dialogue) -> str | None:
    stated = document.first_text(rules.source)
    if stated:
        return bare_source(stated)
    lines = (text for text, reason in reading.left_out if reason == "source" and names_source(text))
    return next(filter(None, map(bare_source, lines)), None)

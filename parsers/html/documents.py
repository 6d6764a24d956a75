"""Transcripts in files: the paragraphs of a .docx or a .pdf that an article's page links to in place of its text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from bs4 import Tag
from lxml import etree

from parsers.errors import DocumentUnread
from parsers.html.paragraphs import MARGIN, Paragraph
from parsers.html.signature import file_kind
from parsers.html.tables import CELL
from parsers.html.urls import join

MAX_BYTES = 20_000_000
"""Largest file that is read."""
ONLY_LINK = 120
"""Characters; an article that holds less beside a link to a file has only the link."""

_READ = re.compile(r"\.(?:docx|pdf)(?:[?#]|$)", re.IGNORECASE)
_MOST_XML = 60_000_000
_MOST_PAGES = 400
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ENDS = re.compile(r"[。？！；：…”』」）)]$")
# 记者：…   一、…   （二）…   - 3 -
_BEGINS = re.compile(
    r"[^，。？！：:]{1,24}[：:]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|[【\[〔]"
)
_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／共]\s*\d{1,3}\s*页?)?[-—–\s]*")
_LINE = 0.85
"""A line shorter than this part of the longest ends its paragraph."""


def attached(body: Tag, url: str) -> list[str]:
    """Addresses of the .docx and .pdf files that a body links to, where it says next to nothing itself."""
    if len(body.get_text().strip(MARGIN)) >= ONLY_LINK:
        return []
    hrefs = (link.get("href") for link in body.find_all("a"))
    found = (join(url, href) for href in hrefs if isinstance(href, str) and _READ.search(href))
    return list(dict.fromkeys(address for address in found if address))


def read_document(raw: bytes, url: str | None) -> list[Paragraph]:
    """The paragraphs of a file, those of its tables as rows of cells.

    Raises:
        DocumentUnread: it is damaged, locked, only pictures of pages, or a .pdf where pypdf is not installed.
    """
    if len(raw) > MAX_BYTES:
        raise DocumentUnread(f"The attached file has {len(raw)} bytes, more than {MAX_BYTES}; it is not read.", url=url)
    kind = file_kind(raw)
    found = _of_pdf(raw, url) if kind == "pdf" else _of_docx(raw, url)
    if not found:
        raise DocumentUnread(f"The attached .{kind} holds no text, only pictures of pages; it is not read.", url=url)
    return found


def _of_docx(raw: bytes, url: str | None) -> list[Paragraph]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            entry = packed.getinfo("word/document.xml")
            if entry.file_size > _MOST_XML:
                raise DocumentUnread("The attached .docx unpacks to more than any transcript has.", url=url)
            source = packed.read(entry)
        tree = etree.fromstring(source, etree.XMLParser(resolve_entities=False, no_network=True))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError, EOFError) as error:
        raise DocumentUnread("The attached .docx is damaged or locked; it is not read.", url=url) from error
    body = tree.find(f"{_WORD}body")
    return list(_blocks(body)) if body is not None else []


def _blocks(body: etree._Element) -> Iterator[Paragraph]:
    for block in body:
        if block.tag == f"{_WORD}p":
            for text in _text(block).split("\n"):
                if text.strip(MARGIN):
                    yield Paragraph(text.strip(MARGIN), _bold(block, text.strip(MARGIN)))
        elif block.tag == f"{_WORD}tbl":
            for row in block.iter(f"{_WORD}tr"):
                cells = [" ".join(_text(cell).split()) for cell in row.iter(f"{_WORD}tc")]
                if any(cells):
                    yield Paragraph(CELL.join(cells) if len(cells) > 1 else cells[0])
        elif block.tag == f"{_WORD}sdt":
            inside = block.find(f"{_WORD}sdtContent")
            yield from _blocks(inside) if inside is not None else ()


def _text(element: etree._Element) -> str:
    """The text of runs; what was deleted by hand is no text, a break parts lines."""
    return "".join(
        (node.text or "") if node.tag == f"{_WORD}t" else "\n" if node.tag == f"{_WORD}br" else " "
        for node in element.iter(f"{_WORD}t", f"{_WORD}br", f"{_WORD}tab")
    )


def _bold(paragraph: etree._Element, text: str) -> int:
    """How many characters at the paragraph's start are bold."""
    count = 0
    for run in paragraph.iter(f"{_WORD}r"):
        mark = run.find(f"{_WORD}rPr/{_WORD}b")
        if mark is None or mark.get(f"{_WORD}val") in ("0", "false"):
            break
        count += len(_text(run))
    return min(count, len(text))


def _of_pdf(raw: bytes, url: str | None) -> list[Paragraph]:
    try:  # imported here: an extra, which may not be there
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise DocumentUnread(
            "The attached .pdf is not read: install what reads it with pip install 'briefings[documents]'.", url=url
        ) from error
    try:
        pages = PdfReader(io.BytesIO(raw)).pages
        texts = [page.extract_text() for page in pages[:_MOST_PAGES]]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OSError) as error:
        # pypdf lets whatever a damaged file leads to through.
        raise DocumentUnread("The attached .pdf is damaged or locked; it is not read.", url=url) from error
    return [Paragraph(text) for text in _joined([line for text in texts for line in text.splitlines()])]


def _joined(lines: list[str]) -> Iterator[str]:
    """Printed lines as paragraphs: one ends with a short line, or where the next begins as a label does."""
    kept = [line.rstrip() for line in lines if line.strip(MARGIN) and not _PAGE_NUMBER.fullmatch(line)]
    full = max((len(line.strip(MARGIN)) for line in kept), default=0) * _LINE
    text = ""
    for line in kept:
        said = line.strip(MARGIN)
        indented = line[:1] in "\u3000\t" or line.startswith("  ")
        if text and (indented or (_ENDS.search(text) and _BEGINS.match(said))):
            yield text
            text = ""
        joint = " " if text[-1:].isascii() and text[-1:].isalnum() and said[:1].isascii() and said[:1].isalpha() else ""
        text += joint + said
        if len(said) < full and _ENDS.search(said):
            yield text
            text = ""
    if text:
        yield text

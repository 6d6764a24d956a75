"""HTML as text: the one place that builds trees. Elements by selector, body text as paragraphs.

Building bs4's tree is nearly all the cost of a page, and nine tenths of a page is navigation. So the wanted
element is cut out of the text first, where its end is certain, and only that piece becomes a tree.
"""

from __future__ import annotations

import html
import re
import threading
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bs4 import BeautifulSoup, Comment, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.element import CData, Doctype, NavigableString, PreformattedString

from parsers.errors import PageTooLarge
from parsers.html.visible import INVISIBLE, STRUCK, is_hidden, is_raised, raised, within_unseen

MAX_BYTES = 4_000_000
"""Largest page that is read; the largest transcript seen has 0.8 MB."""
MAX_TAGS = 150_000
"""Most tags of a page that is read."""
MAX_PARAGRAPHS = 20_000
"""Most paragraphs of a body that is read."""

# bs4 on lxml hands the interpreter lock to and fro at every tag: eight threads cost three times the CPU of one.
_one_at_a_time = threading.RLock()

BLOCKS = frozenset(
    re.split(
        r"\s+",
        "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure "
        "footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary "
        "table tbody td tfoot th thead tr ul",
    )
)
_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "head", "title", "iframe", "object", "select", "textarea")
)
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
# U+200B and U+FEFF are not white space to Python, but stand at the margins of real paragraphs.
MARGIN = " \t\r\n\f\v\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff\u2028\u2029"
_WRAP = re.compile(r"[ \t\f]*[\r\n\v\u2028\u2029]+[ \t\r\n\f\v\u2028\u2029]*")
_SIMPLE = re.compile(r"(?P<kind>[#.])(?P<name>[\w-]+)")
_META_SELECTOR = re.compile(r"meta\[(?P<key>name|property)\s*=\s*[\"']?(?P<name>[\w:.-]+)[\"']?\]", re.IGNORECASE)
# None of these looks twice at the same characters: what never ends (`<!--<!--…`, `<meta <meta …`) is a match too, or
# stops at the next tag. A page of a megabyte of `<title>` took minutes before.
_META_TAG = re.compile(r"<meta\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>(?P<title>.*?)(?P<closed></title|\Z)", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SKIPPED = r"<!--(?:-?>|.*?(?:-->|\Z))|<(?P<unseen>script|style|textarea|iframe|xmp)\b.*?(?:</(?P=unseen)\s*>|\Z)"
_OPEN_TAG = re.compile(
    rf"{_SKIPPED}|<(?P<name>[a-z][a-z0-9]*)\b(?:(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|(?P<endless>))",
    re.IGNORECASE | re.DOTALL,
)


Part = Literal["question", "answer", "who"]
"""What an element holds: a question, an answer, the name of who speaks next."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as the reader sees it."""

    text: str
    """Margins stripped, inline elements joined with nothing."""
    bold: int = 0
    """How many characters at its start are bold."""
    part: Part | None = None
    """What the markup says it is, where a definition names the elements that say so."""
    opens: bool = False
    """Whether it is the first of its element."""


class Document:
    """One HTML page; trees are built on demand, for the wanted element where it can be cut out."""

    def __init__(self, text: str) -> None:
        if text.count("<") > 2 * MAX_TAGS:
            raise PageTooLarge(f"The page has more than {MAX_TAGS} tags; no transcript has.")
        self.text = text
        self._whole: BeautifulSoup | None = None
        self._metas: dict[str, str] | None = None

    def first_text(self, selectors: Iterable[str]) -> str | None:
        """Own text of the first selector that yields any; of a ``meta`` its content."""
        for selector in selectors:
            meta = _META_SELECTOR.fullmatch(selector)
            found = self.metas().get(meta["name"].lower()) if meta else self._own_text(selector)
            found = INVISIBLE.sub("", found or "").strip(MARGIN)
            if found:
                return re.sub(rf"[{MARGIN}]+", " ", found)
        return None

    def first_body(self, selectors: Iterable[str], drop: Iterable[str]) -> tuple[str, list[Paragraph]] | None:
        """Selector and paragraphs of the first selector whose element has text."""
        for selector in selectors:
            element = self.element(selector)
            if element is None:
                continue
            found = paragraphs(element, drop)
            if len(found) > MAX_PARAGRAPHS:
                raise PageTooLarge(f"The body has more than {MAX_PARAGRAPHS} paragraphs; no transcript has.")
            if found:
                return selector, found
        return None

    def element(self, selector: str) -> Tag | None:
        """The first element that matches a CSS selector."""
        piece = self._cut(selector)
        with _one_at_a_time:
            soup = _soup(piece) if piece is not None else self.whole()
            return soup.select_one(selector)

    def whole(self) -> BeautifulSoup:
        """The tree of the whole page."""
        with _one_at_a_time:
            if self._whole is None:
                self._whole = _soup(self.text)
            return self._whole

    def metas(self) -> dict[str, str]:
        """Content of every named ``<meta>``, by lower-case name; the first of each counts."""
        if self._metas is None:
            self._metas = {}
            for tag in _META_TAG.finditer(self.text):
                values = attributes(tag[1])
                name = (values.get("name") or values.get("property") or "").lower()
                if name and values.get("content", "").strip():
                    self._metas.setdefault(name, values["content"])
        return self._metas

    def _own_text(self, selector: str) -> str | None:
        if selector == "title":
            hit = _TITLE.search(self.text)
            # 标题__站名
            return re.split(r"_{1,2}", html.unescape(hit["title"]))[0] if hit and hit["closed"] else None
        element = self.element(selector)
        return own_text(element) if element is not None else None

    def _cut(self, selector: str) -> str | None:
        """The text of the element from its opening tag to its closing tag, when both are certain; else None."""
        simple = _SIMPLE.fullmatch(selector)
        if not simple:
            return None
        name = simple["name"]
        if name not in self.text:
            return ""
        for tag in _OPEN_TAG.finditer(self.text):
            if tag["endless"] is not None:
                return None
            if (
                tag["name"]
                and name in tag["attributes"]
                and _matches(attributes(tag["attributes"]), simple["kind"], name)
            ):
                end = _end_of(self.text, tag["name"], tag.end())
                return self.text[tag.start() : end] if end else None
        return None


def paragraphs(element: Tag, drop: Iterable[str] = ()) -> list[Paragraph]:
    """The element's text: inline elements joined with nothing, broken at block elements and ``<br>``.

    Empty paragraphs are left out. Elements that match ``drop`` are taken out of the tree first.
    """
    with _one_at_a_time:
        for selector in drop:
            # A plain tag name is found by bs4 itself, several times faster than by its CSS engine.
            for unwanted in element.find_all(selector) if selector.isalpha() else element.select(selector):
                unwanted.decompose()
        found, hidden = _shown(element)
        if hidden * 2 > sum(len(paragraph.text) for paragraph in found) + hidden:
            # Most of it: a script of the page unfolds it for the reader.
            found, _ = _shown(element, unfold=True)
        return found


def own_text(element: Tag) -> str:
    """The element's text up to its first block.

    ``<h2 id="ivs_title">标题</br><small id="ivs_date">…`` is never closed on www.shanghai.gov.cn: the whole
    article is inside, so the text ends where another named or block element begins.
    """
    parts: list[str] = []
    for node in element.descendants:
        if isinstance(node, Tag):
            ends = node.name in BLOCKS - {"br"} or node.name == "small" or node.get("id")
            if ends and "".join(parts).strip(MARGIN):
                break
        elif _seen(node) and not within_unseen(node, element):
            parts.append(raised("".join(parts), str(node)) if is_raised(node.parent) else str(node))
    return "".join(parts)


def soup_of(text: str) -> BeautifulSoup:
    """A tree of any piece of HTML, bounded like a page."""
    return Document(text).whole()


def attributes(source: str) -> dict[str, str]:
    """Attributes of an opening tag, names in lower case."""
    return {
        hit[1].lower(): html.unescape(hit[2] or hit[3] or hit[4] or "")
        for hit in reversed(list(_ATTRIBUTE.finditer(source)))
    }


def _soup(text: str) -> BeautifulSoup:
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        # class stays one string: nobody here asks for its parts but the CSS engine, which splits it itself.
        return BeautifulSoup(text.replace("\x00", ""), "lxml", multi_valued_attributes=None)


def _matches(values: dict[str, str], kind: str, name: str) -> bool:
    return values.get("id") == name if kind == "#" else name in values.get("class", "").split()


def _end_of(text: str, tag: str, start: int) -> int | None:
    """Where the element opened before ``start`` is closed; None when the page does not say."""
    depth = 1
    quoted = re.compile(rf"=\s*(?:\"[^\"<>]*|'[^'<>]*)</{tag}\b", re.IGNORECASE)
    same = re.compile(rf"{_SKIPPED}|<(?P<slash>/?){tag}\b(?:[^>]*>|(?P<endless>))", re.IGNORECASE | re.DOTALL)
    for hit in same.finditer(text, start):
        if hit["endless"] is not None:
            return None
        if hit["slash"] is None:
            continue
        depth += -1 if hit["slash"] else 1
        if depth == 0:
            # `<img alt="</div>">`: what looks like the end may be an attribute.
            return None if quoted.search(text, start, hit.end()) else hit.end()
    return None


def _seen(node: object) -> bool:
    """Whether a text node is shown: no comment, doctype or the like."""
    return isinstance(node, NavigableString) and (
        isinstance(node, CData) or not isinstance(node, PreformattedString | Comment | Doctype)
    )


def _shown(element: Tag, *, unfold: bool = False) -> tuple[list[Paragraph], int]:
    """The paragraphs that a reader sees, and the length of the text that styles hide.

    A walk without recursion: pages nested thousands deep exist.
    """
    found: list[Paragraph] = []
    runs: list[tuple[str, bool]] = []
    hidden = 0
    todo: list[tuple[object, bool]] = [(element, False)]
    while todo:
        node, bold = todo.pop()
        if node is None:
            found += _finish(runs)
            runs = []
        elif isinstance(node, Tag):
            if node.name in _UNSEEN or node.name in STRUCK:
                continue
            if not unfold and is_hidden(node):
                hidden += len(node.get_text())
                continue
            inside = bold or node.name in _BOLD or _bold_style(node)
            block = node.name in BLOCKS
            if block:
                todo.append((None, False))
            todo.extend((child, inside) for child in reversed(node.contents))
            if block:
                found += _finish(runs)
                runs = []
        elif isinstance(node, NavigableString) and _seen(node):
            text = str(node)
            if is_raised(node.parent):
                text = raised("".join(run for run, _ in runs[-3:]), text)
            runs.append((text, bold))
    found += _finish(runs)
    return found, hidden


def _bold_style(tag: Tag) -> bool:
    style = tag.get("style")
    return isinstance(style, str) and re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", style, re.IGNORECASE) is not None


def _finish(runs: list[tuple[str, bool]]) -> Iterator[Paragraph]:
    if any(INVISIBLE.search(text) for text, _ in runs):
        runs = [(INVISIBLE.sub("", text), bold) for text, bold in runs]
    whole = "".join(text for text, _ in runs)
    if not whole.strip(MARGIN):
        return
    bold_text = ""
    for text, bold in runs:
        if not bold and text.strip(MARGIN):
            break
        bold_text += text
    text = _unwrap(whole.strip(MARGIN))
    yield Paragraph(text, min(len(_unwrap(bold_text.strip(MARGIN))), len(text)))


def _unwrap(text: str) -> str:
    """A line break in the source is no break on the page: nothing between Chinese characters, else a space."""
    return _WRAP.sub(_joint, text) if "\n" in text or "\r" in text else text


def _joint(wrap: re.Match[str]) -> str:
    before, after = wrap.string[wrap.start() - 1 : wrap.start()], wrap.string[wrap.end() : wrap.end() + 1]
    return " " if before.isascii() and after.isascii() else ""

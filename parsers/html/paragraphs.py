"""An element's text as paragraphs, as a reader sees it: blocks and breaks part them, a table's row is one line.

What the markup says beyond the words (bold, question, answer, who speaks) stays with each paragraph. A body of nothing
but text is read as lxml meets its tags: bs4's tree of it takes four times as long, and says the same.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

from bs4 import Comment, Tag
from bs4.element import CData, Doctype, NavigableString, PreformattedString
from lxml import etree

from parsers.html.tables import innermost, rows_of
from parsers.html.visible import INVISIBLE, STRUCK, hides, is_hidden, is_raised, raised

BLOCKS = frozenset(
    re.split(
        r"\s+",
        "address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure "
        "footer form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary "
        "table tbody td tfoot th thead tr ul",
    )
)
UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "head", "title", "iframe", "object", "select", "textarea")
)
_NOT_SHOWN = UNSEEN | STRUCK
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
# U+200B and U+FEFF are not white space to Python, but stand at the margins of real paragraphs.
MARGIN = " \t\r\n\f\v\u3000\u00a0\u2002\u2003\u2009\u200b\ufeff\u2028\u2029"
_WRAP = re.compile(r"[ \t\f]*[\r\n\v\u2028\u2029]+[ \t\r\n\f\v\u2028\u2029]*")
Part = Literal["question", "answer", "who"]
"""What an element holds: a question, an answer, the name of who speaks next."""


@dataclass(slots=True)  # a frozen one takes seven times as long to make
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


Parts = Mapping[Part, Sequence[str]]
"""Selectors of the elements that hold questions, answers and names."""
NO_PARTS: Parts = MappingProxyType({})


def paragraphs_of(element: Tag, parts: Parts = NO_PARTS) -> list[Paragraph]:
    """The element's paragraphs that a reader sees; empty ones are left out."""
    marked = _marked(element, parts)
    shown = _Walk(element, marked)
    found = shown.paragraphs()
    if shown.hidden * 2 > sum(len(paragraph.text) for paragraph in found) + shown.hidden:
        # Most of it: a script of the page unfolds it for the reader.
        found = _Walk(element, marked, unfold=True).paragraphs()
    return found


def _marked(element: Tag, parts: Parts) -> dict[int, Part]:
    """``id()`` of each element that a selector names, and its part; of an icon the block around it."""
    found: dict[int, Part] = {}
    for part, selectors in parts.items():
        for selector in selectors:
            for tag in element.select(selector):
                holder: Tag | None = tag
                while holder is not None and holder is not element and not _has_text(holder):
                    holder = holder.parent
                if holder is not None and holder is not element:
                    found.setdefault(id(holder), part)
    return found


def _has_text(tag: Tag) -> bool:
    return bool(tag.get_text().strip(MARGIN))


def seen(node: object) -> bool:
    """Whether a text node is shown: no comment, doctype or the like."""
    return isinstance(node, NavigableString) and (
        isinstance(node, CData) or not isinstance(node, PreformattedString | Comment | Doctype)
    )


class _Run(NamedTuple):
    """A piece of text between two tags, and the marked element it is in (0: none)."""

    text: str
    bold: bool
    origin: int


class _Walk:
    """From node to node, without recursion: pages nested thousands deep exist."""

    def __init__(self, element: Tag, marked: Mapping[int, Part], *, unfold: bool = False) -> None:
        self.hidden = 0
        """Length of the text that styles hide."""
        self._element, self._marked, self._unfold = element, marked, unfold
        self._tables = innermost(element) if not marked else frozenset()

    def paragraphs(self) -> list[Paragraph]:
        """All of them, each with the part of the page it is in."""
        found: list[Paragraph] = []
        opened: set[int] = set()
        for runs in self._runs():
            text, bold = _text_of(runs)
            if text:
                origin = next(run.origin for run in runs if run.text.strip(MARGIN))
                part = self._marked.get(origin)
                found.append(Paragraph(text, bold, part, opens=part is not None and origin not in opened))
                opened.add(origin)
        return found

    def _runs(self) -> Iterator[list[_Run]]:
        runs: list[_Run] = []
        todo: list[tuple[object, bool, int]] = [(self._element, False, 0)]
        while todo:
            node, bold, origin = todo.pop()
            if node is None:
                yield runs
                runs = []
            elif isinstance(node, Tag):
                if self._unseen(node):
                    continue
                inside = bold or node.name in _BOLD or _bold_style(node.attrs.get("style"))
                within = id(node) if id(node) in self._marked else origin
                rows = rows_of(node) if id(node) in self._tables else []
                block = node.name in BLOCKS or id(node) in self._marked
                if block:
                    todo.append((None, False, 0))
                todo.extend((child, inside, within) for child in reversed(node.contents) if not rows)
                if block:
                    yield runs
                    runs = []
                yield from ([_Run(row, inside, within)] for row in rows)
            elif isinstance(node, NavigableString) and seen(node):
                text = str(node)
                if is_raised(node.parent):
                    text = raised("".join(run.text for run in runs[-3:]), text)
                runs.append(_Run(text, bold, origin))
        yield runs

    def _unseen(self, node: Tag) -> bool:
        if node.name in UNSEEN or node.name in STRUCK:
            return True
        if not self._unfold and is_hidden(node):
            self.hidden += len(node.get_text())
            return True
        return False


_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)


def _bold_style(style: object) -> bool:
    return isinstance(style, str) and _BOLD_STYLE.search(style) is not None


@lru_cache(maxsize=512)  # the paragraphs of a page have one or two
def _styled(style: str | None) -> tuple[bool, bool]:
    """Whether a ``style`` hides its element, and whether it makes it bold."""
    return hides(style), _bold_style(style)


def _text_of(runs: Sequence[_Run]) -> tuple[str, int]:
    """A paragraph's text and how many characters at its start are bold."""
    whole = "".join([run.text for run in runs])
    if not whole.strip(MARGIN):
        return "", 0
    if INVISIBLE.search(whole):
        runs = [_Run(INVISIBLE.sub("", run.text), run.bold, run.origin) for run in runs]
        whole = INVISIBLE.sub("", whole)
    text = _unwrap(whole.strip(MARGIN))
    bold_text = ""
    for run in runs:
        if not run.bold and run.text.strip(MARGIN):
            break
        bold_text += run.text
    return text, min(len(_unwrap(bold_text.strip(MARGIN))), len(text)) if bold_text else 0


def _unwrap(text: str) -> str:
    """A line break in the source is no break on the page: nothing between Chinese characters, else a space."""
    return _WRAP.sub(_joint, text) if "\n" in text or "\r" in text else text


def _joint(wrap: re.Match[str]) -> str:
    before, after = wrap.string[wrap.start() - 1 : wrap.start()], wrap.string[wrap.end() : wrap.end() + 1]
    return " " if before.isascii() and after.isascii() else ""


_NEEDS_TREE = re.compile(r"<(?:table|sup)\b", re.IGNORECASE)
_NAMED = re.compile(r"[#.][\w-]+")
_WHITE_SPACE = " \n\t\f\r"
"""White space of a text that has nothing else: one line break, or one space."""


class Plain(NamedTuple):
    """A body of nothing but text."""

    paragraphs: list[Paragraph]
    links: list[str]
    """Where its links lead."""


def plain_text(piece: str, is_body: Callable[[Mapping[str, str]], bool], drop: Iterable[str]) -> Plain | None:
    """The paragraphs of a piece of HTML that has no tables, raised or hidden text, else None: it takes the tree.

    Args:
        is_body: whether an element with these attributes is the one whose text is wanted; the first counts.
        drop: what is left out: names of elements, and of classes and ids that are nowhere in the piece.
    """
    dropped = [one for one in drop if one.isalpha() or not _NAMED.fullmatch(one) or one[1:] in piece]
    if _NEEDS_TREE.search(piece) or not all(map(str.isalpha, dropped)):
        return None
    events = _Events(is_body, frozenset(dropped))
    try:
        parser = etree.HTMLParser(target=events, recover=True)
        parser.feed(piece.replace("\x00", ""))
        parser.close()
    except (_NeedsTree, etree.LxmlError, UnicodeError, LookupError):
        return None
    return Plain([Paragraph(text, bold) for text, bold in map(_text_of, events.runs) if text], events.links)


class _NeedsTree(Exception):
    """What the events alone do not tell."""


class _Events:
    """Gathers a body's runs from what lxml meets. The other half of ``_Walk``, which reads the same from a tree."""

    def __init__(self, is_body: Callable[[Mapping[str, str]], bool], dropped: frozenset[str]) -> None:
        self.runs: list[list[_Run]] = [[]]
        self.links: list[str] = []
        self._is_body, self._dropped = is_body, dropped
        self._open: list[tuple[str, bool]] = []
        """Elements from the body on that are not closed, and whether they are bold."""
        self._texts: list[str] = []
        self._over = False
        self._unseen = self._gone = 0
        """How many elements are open from the one on that is not seen, or is left out; what is left out is not seen."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._open and (self._over or not self._is_body(attributes)):
            return
        if self._texts:
            self._end_text()
        bold = name in _BOLD or (bool(self._open) and self._open[-1][1])
        if self._gone or name in self._dropped:
            self._gone += 1
        if self._unseen or self._gone or name in _NOT_SHOWN:
            self._unseen += 1
        elif attributes:
            hidden, heavy = _styled(attributes.get("style"))
            if hidden or attributes.get("hidden") is not None:
                raise _NeedsTree
            bold = bold or heavy
        if name == "a" and not self._gone and (href := attributes.get("href")):
            self.links.append(href)
        self._open.append((name, bold))
        if not self._unseen and self.runs[-1] and name in BLOCKS:
            self.runs.append([])

    def end(self, name: str) -> None:
        if not self._open:
            return
        if self._open[-1][0] != name:
            raise _NeedsTree
        if self._texts:
            self._end_text()
        self._open.pop()
        self._over = not self._open
        if self._unseen:
            self._unseen -= 1
            self._gone -= bool(self._gone)
        elif self.runs[-1] and name in BLOCKS:
            self.runs.append([])

    def data(self, text: str) -> None:
        if self._open and not self._unseen and not self._over:
            self._texts.append(text)

    def comment(self, _text: str) -> None:
        if self._texts:
            self._end_text()

    def pi(self, _target: str, _data: str | None = None) -> None:
        if self._texts:
            self._end_text()

    def close(self) -> None:
        if not self._over:
            raise _NeedsTree

    def _end_text(self) -> None:
        text = "".join(self._texts)
        self._texts = []
        if not text.strip(_WHITE_SPACE):
            if not self.runs[-1]:  # before a paragraph's first word, or between two paragraphs
                return
            if not any(name == "pre" for name, _ in self._open):
                text = "\n" if "\n" in text else " "
        self.runs[-1].append(_Run(text, self._open[-1][1], 0))


# For each parser that it makes lxml asks what ``start`` takes; to find that out anew took 50 µs a page.
_Events.start.__signature__ = inspect.signature(_Events.start)  # type: ignore[attr-defined]

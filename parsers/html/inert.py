"""An archived page as a reader may safely open it: text and structure alone, with passages marked in place.

Only known elements come through, without any attribute of the page's own: no script, style, form, frame, picture or
address is left, so nothing can run, be fetched or follow a click, whatever the page held.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bs4 import Tag
from bs4.element import NavigableString, PreformattedString

from parsers.html.markup import soup_of
from parsers.html.paragraphs import BLOCKS

KEPT = frozenset(
    "article section header footer main nav aside h1 h2 h3 h4 h5 h6 p div span br hr ul ol li dl dt dd table caption "
    "thead tbody tfoot tr th td blockquote pre code em strong b i u s sub sup small mark figure figcaption a center".split()
)
DROPPED = frozenset(
    "script style noscript template head title iframe frame frameset object embed applet select textarea button svg math "
    "canvas audio video link meta base option xmp plaintext noembed noframes".split()
)
EMPTY = frozenset(("br", "hr"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_RANGES = ((0, 8), (0x0B, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x200B, 0x200F), (0x2028, 0x202E))
INVISIBLE = re.compile(
    "[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in (*_RANGES, (0x2060, 0x206F), (0xFEFF, 0xFEFF))) + "]"
)
"""Characters that are not seen or turn the direction of text."""
BLANK = re.compile(rf"[\s\x1c-\x1f{INVISIBLE.pattern[1:]}+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to be marked: characters ``start`` to ``end`` of ``text``, which stands on the page up to white space."""

    anchor: str
    text: str
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """Elements to be outlined: what a site definition calls them, and its selectors in order."""

    name: str
    selectors: tuple[str, ...]


@dataclass(slots=True)
class _Piece:
    """One text node; ``spans``: (first, end, anchor) of marked characters."""

    text: str
    start: int
    """Where its visible characters begin in the page's."""
    bare: str
    """Its characters that are no white space."""
    spans: list[tuple[int, int, str]] = field(default_factory=list)
    blanks: list[tuple[int, int]] | None = None
    """Once asked for, of each run of white space: visible characters before it, white space to its end."""

    def at(self, number: int) -> int:
        """Where in the text its visible character of that number is."""
        if self.blanks is None:
            self.blanks, gone = [], 0
            for hit in BLANK.finditer(self.text):
                before = hit.start() - gone
                gone += len(hit[0])
                self.blanks.append((before, gone))
        runs = bisect_right(self.blanks, number, key=lambda run: run[0])
        return number + (self.blanks[runs - 1][1] if runs else 0)


def inert(source: str, marks: Sequence[Mark] = (), outlines: Sequence[Outline] = ()) -> tuple[str, set[str]]:
    """The body of a page as inert HTML, and the anchors of the marks that were found on it.

    Raises:
        PageTooLarge: it has more tags than any transcript.
    """
    soup = soup_of(source)
    named = _outlined(soup, outlines)
    root = soup.body or soup
    pieces = {id(node): piece for node, piece in _text_nodes(root)}
    found = set(_place(list(pieces.values()), marks))
    return "".join(_written(root, pieces, named)), found


def _outlined(soup: Tag, outlines: Iterable[Outline]) -> dict[int, str]:
    """id of an element → what to say above it: the first selector of each outline that matches."""
    named: dict[int, str] = {}
    for outline in outlines:
        for selector in outline.selectors:
            matched = soup.select(selector)
            for element in matched:
                named.setdefault(id(element), f"{outline.name} = {selector}")
            if matched and outline.name != "drop":
                break
    return named


def _text_nodes(root: Tag) -> Iterator[tuple[NavigableString, _Piece]]:
    place = 0
    todo: list[object] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Tag):
            if node.name not in DROPPED:
                todo.extend(reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            text = str(node)
            bare = _bare(text)
            yield node, _Piece(text, place, bare)
            place += len(bare)


def _bare(text: str) -> str:
    """The text without white space and what is not seen."""
    return BLANK.sub("", text)


def _place(pieces: list[_Piece], marks: Sequence[Mark]) -> Iterator[str]:
    """Find every mark's text on the page, reading on from the last one; the anchors of those found."""
    page = "".join(piece.bare for piece in pieces)
    starts: dict[str, list[tuple[int, int, int]]] = {}
    after = 0
    for mark in marks:
        if mark.text not in starts:
            starts[mark.text], after = _paragraphs(page, mark.text, after)
        for first, last, place in starts[mark.text]:
            begin, end = _within(mark, first, last)
            if end > begin:
                _span(pieces, place + begin, place + end, mark.anchor)
                yield mark.anchor


def _paragraphs(page: str, text: str, after: int) -> tuple[list[tuple[int, int, int]], int]:
    """Where the paragraphs of a text stand on the page: (first, end) in the text, place on the page; where to go on."""
    found, first = [], 0
    for paragraph in text.split("\n"):
        last = first + len(paragraph)
        bare = _bare(paragraph)
        place = page.find(bare, after) if bare else -1
        if place < 0 and bare:
            place = page.find(bare)
        if place >= 0:
            found.append((first, last, place))
            after = max(after, place + len(bare))
        first = last + 1
    return found, after


def _within(mark: Mark, first: int, last: int) -> tuple[int, int]:
    """The mark's part of one paragraph, counted in characters that are no white space."""
    end = len(mark.text) if mark.end is None else mark.end
    begin, stop = max(mark.start, first), min(end, last)
    if stop <= begin:
        return 0, 0
    before = len(_bare(mark.text[first:begin]))
    return before, before + len(_bare(mark.text[begin:stop]))


def _span(pieces: list[_Piece], begin: int, end: int, anchor: str) -> None:
    for piece in _overlapping(pieces, begin, end):
        first = max(begin - piece.start, 0)
        last = min(end - piece.start, len(piece.bare)) - 1
        piece.spans.append((piece.at(first), piece.at(last) + 1, anchor))


def _overlapping(pieces: list[_Piece], begin: int, end: int) -> Iterator[_Piece]:
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high) // 2
        if pieces[middle].start + len(pieces[middle].bare) <= begin:
            low = middle + 1
        else:
            high = middle
    for piece in pieces[low:]:
        if piece.start >= end:
            return
        if piece.bare:
            yield piece


def _written(root: Tag, pieces: dict[int, _Piece], named: dict[int, str]) -> Iterator[str]:
    used: set[str] = set()
    todo: list[object] = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            yield node
        elif isinstance(node, Tag):
            if node.name in DROPPED:
                continue
            if node.name == "img":
                yield f'<span class="picture">[picture{_alternative(node)}]</span>'
                continue
            name = node.name if node.name in KEPT else "div" if node is root or id(node) in named else ""
            if caption := named.get(id(node)):
                yield f'<div class="outlined"><p class="selector">{html.escape(caption)}</p>'
                todo.append("</div>")
            if name:
                yield f"<{name}>"
            inside = _heading(node) if name in HEADINGS else len(node.contents)
            todo.extend(reversed(node.contents[inside:]))
            if name and name not in EMPTY:
                todo.append(f"</{name}>")
            todo.extend(reversed(node.contents[:inside]))
        elif id(node) in pieces:
            yield from _marked(pieces[id(node)], used)


def _heading(node: Tag) -> int:
    """How many of its children belong to a heading: it ends where a block begins behind its words. One that is never closed
    (``<h2 id="ivs_title">标题</br><div>…``, www.shanghai.gov.cn) holds the whole article, all of which would be huge.
    """
    is_said = False
    for at, child in enumerate(node.contents):
        if is_said and isinstance(child, Tag) and child.name in BLOCKS and child.name not in EMPTY:
            return at
        is_said = is_said or bool(_bare(child.get_text()))
    return len(node.contents)


def _alternative(image: Tag) -> str:
    said = image.get("alt")
    return f": {_plain(said[:200])}" if isinstance(said, str) and said.strip() else ""


def _marked(piece: _Piece, used: set[str]) -> Iterator[str]:
    """The node's text, cut where a mark begins or ends."""
    cuts = sorted({0, len(piece.text), *(at for first, end, _ in piece.spans for at in (first, end))})
    for first, end in pairwise(cuts):
        text = _plain(piece.text[first:end])
        names = [anchor for begin, stop, anchor in piece.spans if begin <= first and end <= stop]
        if not names:
            yield text
            continue
        anchors = "".join(f'<a id="{name}"></a>' for name in names if name not in used)
        used.update(names)
        tag = "mark" if any("-m" in name for name in names) else "span"
        yield f'{anchors}<{tag} class="{" ".join(names)}">{text}</{tag}>'


def _plain(text: str) -> str:
    return html.escape(INVISIBLE.sub("", text))

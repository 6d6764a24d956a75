"""HTML as text: the one place that builds trees. Elements by selector, body text as paragraphs.

Building bs4's tree is nearly all the cost of a page, and nine tenths of a page is navigation. So the wanted
element is cut out of the text first, where its end is certain, and only that piece becomes a tree.
"""

from __future__ import annotations

import html
import re
import threading
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString

from parsers.errors import PageTooLarge
from parsers.html.densest import densest
from parsers.html.pages import further_pages, matching
from parsers.html.paragraphs import BLOCKS, MARGIN, NO_PARTS, Paragraph, Parts, paragraphs_of, plain_text, seen
from parsers.html.structure import guess_parts, may_tell, tells_nothing
from parsers.html.urls import join
from parsers.html.visible import INVISIBLE, is_raised, raised, within_unseen

MAX_BYTES = 4_000_000
"""Largest page that is read; the largest transcript seen has 0.8 MB."""
MAX_TAGS = 150_000
"""Most tags of a page that is read."""
MAX_PARAGRAPHS = 20_000
"""Most paragraphs of a body that is read."""

# bs4 on lxml hands the interpreter lock to and fro at every tag: eight threads cost three times the CPU of one.
_one_at_a_time = threading.RLock()

_SIMPLE = re.compile(r"(?P<kind>[#.])(?P<name>[\w-]+)")
_INSIDE = re.compile(r"(?:[a-z][a-z0-9]*)?(?P<outer>[#.][\w-]+)\s*[\s>][^,+~:\[]+")
_TABLE_PART = re.compile(r"<t(?:body|head|foot|r|d|h)\b", re.IGNORECASE)
_META_SELECTOR = re.compile(r"meta\[(?P<key>name|property)\s*=\s*[\"']?(?P<name>[\w:.-]+)[\"']?\]", re.IGNORECASE)
# None of these looks twice at the same characters: what never ends (`<!--<!--…`, `<meta <meta …`) is a match too, or
# stops at the next tag. A page of a megabyte of `<title>` took minutes before.
_FILE = re.compile(r"([^/]+\.(?:docx?|pdf|wps|xlsx?|zip|rar|pptx?|ofd|et))(?:[?#].*)?$", re.IGNORECASE)
_META_TAG = re.compile(r"<meta\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]*>(?P<title>.*?)(?P<closed></title|\Z)", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SKIPPED = r"<!--(?:-?>|.*?(?:-->|\Z))|<(?P<unseen>script|style|textarea|iframe|xmp)\b.*?(?:</(?P=unseen)\s*>|\Z)"
_OPEN_TAG = re.compile(
    rf"{_SKIPPED}|<(?P<name>[a-z][a-z0-9]*)\b(?:(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|(?P<endless>))",
    re.IGNORECASE | re.DOTALL,
)

_HIDDEN = re.compile(r"<!--(?P<empty>-?>)?|<(?P<unseen>script|style|textarea|iframe|xmp)\b", re.IGNORECASE)
_ENDS = {"": re.compile("-->")} | {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style", "textarea", "iframe", "xmp")
}
_MAY_HIDE = re.compile(r"<(?:!--|[sStTiIxX][cCtTeEfFmM][rRyYxXaAlLpP])")
"""Where a comment begins, or perhaps an element whose content is no markup (`_SKIPPED`)."""


@dataclass(frozen=True, slots=True)
class Body:
    """An article's text as one element of its page holds it."""

    selector: str
    paragraphs: list[Paragraph]
    files: tuple[str, ...] = ()
    """Names of the documents that it links to."""
    warnings: tuple[str, ...] = ()


def _file_name(href: object) -> str | None:
    """``附件.docx``, where a link leads to a document."""
    hit = _FILE.search(href) if isinstance(href, str) else None
    return hit[1] if hit else None


def paragraphs(element: Tag, drop: Iterable[str] = (), parts: Parts = NO_PARTS) -> list[Paragraph]:
    """The element's text: inline elements joined with nothing, broken at block elements and ``<br>``.

    Empty paragraphs are left out. Elements that match ``drop`` are taken out of the tree first.
    """
    with _one_at_a_time:
        for selector in drop:
            # A plain tag name is found by bs4 itself, several times faster than by its CSS engine.
            for unwanted in element.find_all(selector) if selector.isalpha() else element.select(selector):
                unwanted.decompose()
        return paragraphs_of(element, parts)


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

    def first_body(self, selectors: Iterable[str], drop: Iterable[str], parts: Parts = NO_PARTS) -> Body | None:
        """The body of the first selector whose element has text."""
        for selector in selectors:
            piece = self._cut(selector)
            found = self._plain(selector, piece, drop) if piece and not any(parts.values()) else None
            if found is None:
                element = self._first(selector, piece)
                found = self._read(selector, element, drop, parts) if element is not None else None
            if found:
                return found
        return None

    def _plain(self, selector: str, piece: str, drop: Iterable[str]) -> Body | None:
        """The body of nothing but text in a piece; None where only a tree tells."""
        if not tells_nothing(piece, self.text):
            return None
        with _one_at_a_time:
            found = plain_text(piece, lambda values: _matches(values, selector[0], selector[1:]), drop)
        if found is None or not 0 < len(found.paragraphs) <= MAX_PARAGRAPHS:
            return None
        return Body(selector, found.paragraphs, tuple(filter(None, map(_file_name, found.links))))

    def densest_body(self, drop: Iterable[str]) -> Body | None:
        """What no selector names: the element with the most running text."""
        with _one_at_a_time:
            element = densest(self.whole())
        return self._read(element.name, element, drop, NO_PARTS) if element is not None else None

    def _read(self, selector: str, element: Tag, drop: Iterable[str], parts: Parts) -> Body | None:
        found = paragraphs(element, drop, parts)
        warnings: tuple[str, ...] = ()
        if len(found) > MAX_PARAGRAPHS:
            raise PageTooLarge(f"The body has more than {MAX_PARAGRAPHS} paragraphs; no transcript has.")
        named = any(parts.values())
        guessed = guess_parts(element) if found and not named and may_tell(self.text) else NO_PARTS
        if guessed:
            found = paragraphs(element, (), guessed)
            told = "; ".join(f"article.{part} = {list(selectors)}" for part, selectors in guessed.items())
            warnings = (f"roles: only the markup tells questions from answers; if it is read rightly, state {told}",)
        files = tuple(filter(None, (_file_name(link.get("href")) for link in element.find_all("a"))))
        return Body(selector, found, files, warnings) if found else None

    def further(self, rules: Iterable[str], url: str, *, first: str | None = None) -> list[str]:
        """Where an article's other pages are, by their number where they have one.

        Args:
            rules: selectors of the links to them, or patterns of their addresses (``{name}_{page}.html``).
            first: the address of the article's first page, which gives ``{name}``; None: ``url`` is it.
        """
        hrefs: list[object] = []
        for rule in rules:
            named = matching(self.text, rule, first or url) if "{page}" in rule else None
            hrefs += named if named is not None else [link.get("href") for link in self.whole().select(rule)]
        found = [address for href in hrefs if isinstance(href, str) and (address := join(url, href)) and address != url]
        ordered = [address for address in further_pages(self.text, url) if address in found]
        return list(dict.fromkeys([*ordered, *found]))

    def element(self, selector: str) -> Tag | None:
        """The first element that matches a CSS selector."""
        return self._first(selector, self._cut(selector))

    def _first(self, selector: str, piece: str | None) -> Tag | None:
        """The first match, in the tree of a piece that holds it (empty: nothing does), else of the whole page."""
        if piece == "":
            return None
        with _one_at_a_time:
            soup = _soup(piece) if piece is not None else self.whole()
            return soup.select_one(selector)

    def whole(self) -> BeautifulSoup:
        """The tree of the whole page."""
        with _one_at_a_time:
            if self._whole is None:
                self._whole = _soup(self.text)
            return self._whole

    def select(self, selector: str) -> list[Tag]:
        """Every element that matches a CSS selector."""
        with _one_at_a_time:
            region = self._region(selector)
            return list((_soup(region) if region is not None else self.whole()).select(selector))

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

    def _region(self, selector: str) -> str | None:
        """The text of the one element that all matches of ``ul.list > li`` are in, where there is certainly one; else None.

        The entries of a list page are a tenth of it.
        """
        outer = _INSIDE.fullmatch(selector)
        if not outer or self.text.count(outer["outer"][1:]) != 1:
            return None
        piece = self._cut(outer["outer"])
        # A piece of a table is not read as one on its own.
        return piece if piece and not _TABLE_PART.match(piece) else None

    def _cut(self, selector: str) -> str | None:
        """The text of the element from its opening tag to its closing tag, when both are certain; else None."""
        simple = _SIMPLE.fullmatch(selector)
        if not simple:
            return None
        name = simple["name"]
        if name not in self.text:
            return ""
        for tag in _OPEN_TAG.finditer(self.text, self._before(name)):
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

    def _before(self, name: str) -> int:
        """Where to begin to look for the opening tag that has a name: at the first tag that holds it, or at 0.

        The navigation above an article has hundreds of tags, each of which takes longer to read than to jump over.
        Only where nothing before it can be a comment, a script or a quotation that the jump would land in.
        """
        text = self.text
        at = text.rfind("<", 0, text.find(name))
        if at < 0 or text.rfind(">", 0, at) < text.rfind("<", 0, at) or _OPEN_TAG.match(text, at) is None:
            return 0
        last = 0
        for hidden in _MAY_HIDE.finditer(text, 0, at):
            if hidden.start() >= last:
                last = _past(text, hidden.start()) or last
        odd = any(text.count(quote, last, at) % 2 for quote in "\"'")
        return 0 if odd or last > at else at


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
        elif isinstance(node, NavigableString) and seen(node) and not within_unseen(node, element):
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


def _matches(values: Mapping[str, str], kind: str, name: str) -> bool:
    return values.get("id") == name if kind == "#" else name in values.get("class", "").split()


def _past(text: str, start: int) -> int | None:
    """Where the tag that begins at ``start`` ends, and with it what is no markup (`_SKIPPED`); None: no tag does.

    A script's end is searched for: to read on to it letter by letter took half as long as to cut out the body.
    """
    hidden = _HIDDEN.match(text, start)
    if hidden is None:
        whole = _OPEN_TAG.match(text, start)
        return whole.end() if whole else None
    if hidden["empty"]:
        return hidden.end()
    end = _ENDS[(hidden["unseen"] or "").lower()].search(text, hidden.end())
    return end.end() if end else len(text)


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

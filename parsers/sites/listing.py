"""List pages: bytes in, links with titles and dates out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from parsers.errors import LayoutChanged
from parsers.html.dates import find_local_date
from parsers.html.doors import SAID, Door, door
from parsers.html.encoding import decode
from parsers.html.signature import says_missing
from parsers.records import Listing, ListItem
from parsers.sites import feeds
from parsers.sites.definition import ListFormat, ListingRules, Site

if TYPE_CHECKING:
    from bs4 import Tag

# `totalPage: 12`, `pageCount = 12`, `createPageHTML(12, 0, "index", "htm")`; only JavaScript says it. Each begins with its
# letter: behind a `\b`, every place of a list page was tried, which took a fifth of the time that reading it takes.
_IS = r"[\"']?\s*[:=]\s*[\"']?"
_COUNT = re.compile(
    rf"(?:t(?<!\wt)otal(?:Pages?|_page){_IS}|p(?<!\wp)ageCount{_IS}|c(?<!\wc)ountPage{_IS}|createPageHTML\s*\(\s*)(\d{{1,5}})\b"
)
# 暂无数据
_NOTHING = re.compile(
    r"暂无(?:相关)?(?:数据|内容|信息|记录|文章|稿件)|没有(?:找到)?(?:相关|符合条件的)?(?:数据|内容|信息|记录)|(?:数据|内容)正在(?:更新|整理|完善)"
)
SCRIPTED = ("onclick", "data-href", "data-url", "data-link", "data-src")
"""Attributes that hold an address where there is no ``href``."""
# window.open('/art/2025/1.html')   toDetail("/xwfb/1.html")   /xwfb/1.html
_OPENS = re.compile(r"[\"'](?P<quoted>[^\"'\s()]*[/.][^\"'\s()]+)[\"']|^\s*(?P<plain>[^\s\"'();]*[/.][^\s\"'();]+)\s*$")
_DAY_ONLY = re.compile(r"\d{4}[/.-]\d{1,2}[/.-]\d{1,2}")
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>", re.IGNORECASE)
INSTEAD: dict[Door, str] = {
    "login": "Look for a list that everybody may read: nothing is logged into.",
    "captcha": "Look for another list, or a feed, of the same articles: no captcha is solved.",
    "script": 'Look in the browser\'s network panel for the address that the script reads, often JSON (listing.format = "json").',
}
"""What can be done about each."""
_KINDS: tuple[tuple[ListFormat, re.Pattern[str]], ...] = (
    ("json", re.compile(r"\s*(?:[\w.$]+\s*\(\s*)?[{\[]\s*[\"{\[\]}]")),
    ("sitemap", re.compile(r"\s*(?:<\?xml[^>]*>\s*)*(?:<!--.*?-->\s*)*<urlset\b", re.DOTALL)),
    ("rss", re.compile(r"\s*(?:<\?xml[^>]*>\s*)*(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)),
    ("jpage", re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<datastore\b", re.IGNORECASE)),
    ("html", re.compile(r"\s*(?:<!doctype html|<html\b)", re.IGNORECASE)),
)
"""How a list of each kind begins."""
_LINK_KEY = re.compile(r"url|link|href", re.IGNORECASE)
_PAGE_NAMES = re.compile(r"\.(?:html?|shtml|jsp|aspx?|php|do)$|/[^./]*$", re.IGNORECASE)


def parse_listing(raw: bytes, *, url: str, site: Site, content_type: str | None = None) -> Listing:
    """The links of one list page, in page order, each address once.

    Links that must not be fetched are kept with the reason in ``skip``: ``off_site``, ``not_html`` or ``title``.

    Raises:
        LayoutChanged: no entry matches the site's item selector, or no entry has a link.
    """
    rules, text = site.listing, decode(raw, content_type).text
    markup, count = unpack_listing(text, rules)
    found: dict[str, ListItem] = {}
    entries = _select(markup, selectors_of(rules)[0])
    if not entries:
        raise (
            _in_json(url, text, rules)
            or _of_kind(url, text, rules)
            or _empty(url, text)
            or _changed(url, rules.item, "matches nothing")
        )
    for entry in entries:
        item = _item(entry, url, site)
        if item:
            found.setdefault(item.url, item)
    if not found:
        raise _changed(url, rules.link, f"finds no link inside {rules.item!r}")
    return Listing(tuple(found.values()), count)


def selectors_of(rules: ListingRules) -> tuple[str, str, str | None]:
    """Selectors of entry, link and date in the markup that ``unpack_listing`` gives."""
    feed = rules.format not in ("html", "jpage")
    return (feeds.ITEM, feeds.LINK, feeds.DATE) if feed else (rules.item, rules.link, rules.date)


def kind_of(text: str) -> ListFormat | None:
    """Which kind of list a text begins like; None when it begins like none."""
    return next((kind for kind, pattern in _KINDS if pattern.match(text)), None)


def _of_kind(url: str, text: str, rules: ListingRules) -> LayoutChanged | None:
    """A list of another kind than the definition says: no selector is at fault."""
    kind = kind_of(text)
    if kind is None or kind == rules.format or (kind == "json" and rules.format == "jpage"):
        return None
    what = {"json": "JSON", "rss": "a feed", "sitemap": "a sitemap", "jpage": "a jpage answer", "html": "HTML"}[kind]
    keys = " with item, link, title and date as keys of its entries" if kind == "json" else ""
    return LayoutChanged(f'The list page {url} is {what}: write listing.format = "{kind}"{keys}.', url=url)


def _in_json(url: str, text: str, rules: ListingRules) -> LayoutChanged | None:
    """Entries that are in the JSON, or in a variable of the page's script, under another path than the definition says."""
    if rules.format not in ("html", "json"):
        return None
    lists = [(path, records[0]) for path, records in feeds.record_lists(feeds.json_of(text)) if records]
    if rules.format == "json" and (own := dict(lists).get(rules.item)):
        return LayoutChanged(
            f"The entries of the list page {url} have nothing under listing.link = {rules.link!r}; their keys are "
            f'{", ".join(map(str, own))}. Of a number an address is made, such as link = "/detail.html?id={{id}}".',
            url=url,
            selector=rules.link,
        )
    path, entry = next(((path, one) for path, one in lists if any(map(_LINK_KEY.search, one))), ("", {}))
    if not entry:
        return None
    where = "in a variable of its script" if kind_of(text) != "json" else "under another path"
    return LayoutChanged(
        f'The list page {url} seems to have its entries {where}: write listing.format = "json" and item = "{path}", '
        f"and name link, title and date among their keys ({', '.join(map(str, entry))}).",
        url=url,
        selector=rules.item,
    )


def _empty(url: str, text: str) -> LayoutChanged | None:
    """A list that says itself that it holds nothing, or a notice in its place: no selector is at fault."""
    plain = re.sub(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE)
    if says_missing(plain):
        return LayoutChanged(f"The list page {url} is the site's notice that there is no such page.", url=url)
    if hit := _NOTHING.search(plain):
        return LayoutChanged(f"The list page {url} says that it is empty ({hit[0]!r}).", url=url)
    if barred := door(text):
        return LayoutChanged(f"The list page {url} {SAID[barred]}. {INSTEAD[barred]}", url=url)
    return None


def _changed(url: str, selector: str, what: str) -> LayoutChanged:
    return LayoutChanged(
        f"The list page {url} has another shape than its definition says: the selector {selector!r} {what}. "
        "Look at the page and correct the site definition (`briefings docs add-a-site`).",
        url=url,
        selector=selector,
    )


def _select(markup: str, selector: str) -> Iterable[Tag]:
    from parsers.html.markup import Document  # only here: a run without news imports no HTML parser

    return Document(markup).select(selector)


def _item(entry: Tag, page_url: str, site: Site) -> ListItem | None:
    rules = site.listing
    link = link_of(entry, selectors_of(rules)[1])
    href = address_in(link) if link else None
    if link is None or href is None:
        return None
    title_attribute = link.get("title")
    title = _clean(title_attribute if isinstance(title_attribute, str) else "") or _clean(_own_title(entry, link, site))
    url = site.resolve(href, page_url)
    if url is None or url == page_url:  # `href="#"`: the list itself
        return ListItem(href.strip(), title, _listed_on(entry, site), skip="not_html")
    return ListItem(url, title, _listed_on(entry, site), skip=_skip(url, title, site))


def link_of(entry: Tag, selector: str) -> Tag | None:
    """The link of an entry: what the selector finds, or the entry itself (``<li onclick="open('/a/1.html')">``)."""
    found = entry if entry.name == "a" else entry.select_one(selector)
    return found or (entry if any(entry.get(name) for name in SCRIPTED) else None)


def address_in(link: Tag) -> str | None:
    """Where a link leads: its ``href``; where that is none, what a script opens (``onclick``) or reads (``data-url``)."""
    href = link.get("href")
    if isinstance(href, str) and not re.match(r"\s*(?:javascript:|#|$)", href, re.IGNORECASE):
        return href
    told = [link.get(name) for name in SCRIPTED] + [href]
    for value in told:
        told_in = [hit["quoted"] or hit["plain"] for hit in _OPENS.finditer(value)] if isinstance(value, str) else []
        if told_in:  # openArt('2025/11/09', '0684016', '/xwfb/2025/11/09/0684016.shtml'): a day is no address
            return next((address for address in told_in if not _DAY_ONLY.fullmatch(address)), told_in[0])
    return href if isinstance(href, str) else None


def _own_title(entry: Tag, link: Tag, site: Site) -> str:
    """The text of a link; of an entry that is the link itself without its date."""
    selector = selectors_of(site.listing)[2]
    dated = entry.select_one(selector) if selector and link is entry else None
    if dated is None or dated is entry:
        return link.get_text()
    inside = {id(node) for node in dated.find_all(string=True)}
    return " ".join(str(node) for node in link.find_all(string=True) if id(node) not in inside)


def _skip(url: str, title: str, site: Site) -> str | None:
    if not site.allows(url):
        return "off_site"
    if not _PAGE_NAMES.search(urlsplit(url).path):
        return "not_html"
    pattern = site.listing.title_matches
    # A sitemap has no titles.
    return "title" if pattern and not re.search(pattern, title or url) else None


def _listed_on(entry: Tag, site: Site) -> date | None:
    selector = selectors_of(site.listing)[2]
    dated = entry.select_one(selector) if selector else entry
    return find_local_date(dated.get_text(), site.timezone) if dated else None


def _clean(text: str) -> str:
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def unpack_listing(text: str, rules: ListingRules) -> tuple[str, int | None]:
    """The HTML that holds the entries, and the number of list pages where stated.

    A jpage answer is XML: ``<record><![CDATA[<li>…]]></record>``, counted in ``<totalrecord>``.
    """
    if rules.format in ("json", "rss", "sitemap"):
        return feeds.as_markup(text, rules), max((int(hit) for hit in _COUNT.findall(text)), default=0) or None
    if rules.format == "html":
        # A pager script may set a default before the number: the greatest counts. 0 is no number of pages.
        return text, max((int(hit) for hit in _COUNT.findall(text)), default=0) or None
    total = _TOTAL.search(text)
    count = math.ceil(int(total[1]) / rules.records_per_page) if total else None
    return "\n".join(_RECORD.findall(text)), count

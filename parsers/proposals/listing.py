"""Which selectors find the entries of a saved list page, and how the list goes on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bs4 import Tag

from parsers.conferences import CONFERENCE_WORDS, TRANSCRIPT_WORDS
from parsers.html.dates import find_date
from parsers.html.encoding import decode
from parsers.html.markup import Document
from parsers.proposals.selectors import marks_of, selector_of_all
from parsers.sites.definition import ListFormat, ListingRules
from parsers.sites.feeds import json_of, record_lists
from parsers.sites.listing import kind_of, unpack_listing
from parsers.sites.pager import next_template

_WANTED = re.compile(f"{TRANSCRIPT_WORDS}|{CONFERENCE_WORDS}|新闻发布")
_PRESS = re.compile(r"xwfb|fbh|press|shilu|wdsl", re.IGNORECASE)
_LEADS = re.compile(r"^(?:https?:|/|\.|[\w%-]+[./?=])", re.IGNORECASE)
_SCRIPTED = ("onclick", "data-href", "data-url", "data-link")
_SHORTEST_TITLE = 6
_FEWEST = 2
# /api/list?channelId=88&pageNum=1
_COUNTS = re.compile(
    r"[?&](?:page(?:No|Num|Index|Number)?|cur(?:rent)?_?Page|curPageNo|p|pn)=(?P<n>[01])(?=&|$)", re.IGNORECASE
)
_KEYS: dict[str, tuple[str, ...]] = {
    "link": ("url", "link", "href", "docpuburl", "pageurl", "articleurl", "linkurl", "docurl"),
    "title": ("title", "doctitle", "name", "subject", "headline", "articletitle"),
    "date": ("pubdate", "publishdate", "publishtime", "pubtime", "docreltime", "docrelpubtime", "date", "time", "createtime", "publishedtime"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListingProposal:
    """What finds the entries; ``item`` is empty where the page shows no list."""

    item: str
    link: str = "a"
    title: str | None = None
    """The key of the title; of JSON only."""
    date: str | None = None
    next: str | None = None
    second_page: int = 2
    title_matches: str | None = None
    format: ListFormat = "html"
    worth: float = 0
    """How much the entries look like a list of press conferences; of JSON only."""


def propose_listing(raw: bytes, *, url: str) -> ListingProposal:
    """The list on a page: of all groups of like entries the one with most dates and titles of press conferences."""
    text = decode(raw).text
    head = text.lstrip()[:400]
    if head[:1] in "{[" or re.match(r"[\w.$]+\s*\(\s*[{\[]", head):
        return _of_json(text, url)
    if re.search(r"<(?:rss|feed|rdf:RDF)\b", head):
        return ListingProposal("item", format="rss", title_matches=_matching(re.findall(r"<title>(.*?)</title>", text)))
    if re.search(r"<urlset\b", head):
        return ListingProposal("url", format="sitemap", title_matches=_folder(text))
    kind: ListFormat = "jpage" if kind_of(text) == "jpage" else "html"
    if kind == "jpage":
        text, _ = unpack_listing(text, ListingRules((), "", format="jpage"))
    document = Document(text)
    page = document.whole()
    entries = max(_groups(page), key=_worth, default=[])
    in_script = _of_json(text, url)
    if in_script.item and (not entries or _worth(entries) < in_script.worth):
        return in_script
    if not entries:
        return ListingProposal("")
    following, second = next_template(text, page, url)
    titles = [_title(entry) for entry in entries]
    return ListingProposal(
        item=selector_of_all(entries, page),
        link=_link_selector(entries),
        date=_date_selector(entries),
        next=following,
        second_page=second,
        title_matches=_matching(titles),
        format=kind,
    )


def _folder(sitemap: str) -> str | None:
    """The folder with most of a sitemap's pages, before all one that is named for the press (``/xwfb/``, ``/press-qa/``)."""
    paths = [urlsplit(address.strip()).path for address in re.findall(r"<loc>([^<]+)</loc>", sitemap)]
    folders = Counter(f"/{hit[1]}/" for path in paths if (hit := re.match(r"/([^/]+)/[^/]", path)))
    return max(folders, key=lambda one: (bool(_PRESS.search(one)), folders[one]), default=None)


def _groups(page: Tag) -> Iterator[list[Tag]]:
    """Entries that are alike: the same element under the same kind of parent."""
    found: dict[tuple[object, ...], list[Tag]] = {}
    for link in page.find_all(_opens):
        if len(_title(link)) < _SHORTEST_TITLE:
            continue
        for entry in {id(one): one for one in (_alone(link), _row(link)) if one is not None}.values():
            parent = entry.parent
            key = (entry.name, parent.name if parent else "", *(marks_of(parent) if parent else ()), *_path(entry))
            group = found.setdefault(key, [])
            if not group or group[-1] is not entry:
                group.append(entry)
    return (group for group in found.values() if len(group) >= _FEWEST)


def _path(entry: Tag) -> tuple[str, ...]:
    """The nearest named element above the parent."""
    for holder in list(entry.parents)[1:4]:
        if marks := tuple(marks_of(holder)):
            return marks
    return ()


def _opens(tag: Tag) -> bool:
    href = tag.get("href") if tag.name == "a" else None
    if isinstance(href, str) and _LEADS.match(href) and not href.lower().startswith("javascript"):
        return True
    return any(re.search(r"[/.]\w", str(tag.get(name) or "")) for name in _SCRIPTED)


def _alone(link: Tag) -> Tag:
    """The greatest element around a link that leads nowhere else."""
    best = link
    for holder in link.parents:
        if holder.name in ("body", "html", "[document]") or len(_targets(holder)) > 1:
            break
        best = holder
    return best


def _targets(holder: Tag) -> set[str]:
    return {str(tag.get("href") or tag.get("onclick") or tag.get("data-url") or "") for tag in holder.find_all(_opens)}


def _row(link: Tag) -> Tag | None:
    """The row around a link, also where it has a second link (a category)."""
    return link.find_parent(("li", "tr", "dl", "dd"))


def _worth(entries: Sequence[Tag]) -> float:
    dated = sum(find_date(entry.get_text(" ")) is not None for entry in entries)
    wanted = sum(bool(_WANTED.search(_title(entry))) for entry in entries)
    return len(entries) + 2 * dated + 3 * wanted + (1 if entries[0].name in ("li", "tr", "dl") else 0)


def _link_selector(entries: Sequence[Tag]) -> str:
    """What finds in every entry the link that has its title, not the picture's or the category's."""
    link = _titled(entries[0])
    if link is None or link is entries[0]:
        return "a"
    parent = link.parent
    around = [*marks_of(parent), parent.name] if parent is not None and parent is not entries[0] else []
    nth = [f"{link.name}:nth-of-type({number})" for number in (1, 2, 3)]
    tried = [link.name, *marks_of(link), *(f"{mark} {link.name}" for mark in around), *nth]
    hits = [sum(entry.select_one(one) is _titled(entry) for entry in entries) for one in tried]
    return tried[hits.index(max(hits))]


def _titled(entry: Tag) -> Tag | None:
    links = [entry] if _opens(entry) else entry.find_all(_opens)
    return max(links, key=lambda link: len(_title(link)), default=None)


def _title(entry: Tag) -> str:
    links = [entry] if _opens(entry) else entry.find_all(_opens)
    texts = [str(link.get("title") or "") or " ".join(link.get_text().split()) for link in links]
    return max(texts, key=len, default="")


def _date_selector(entries: Sequence[Tag]) -> str | None:
    """What finds the date inside most entries; None where it is part of their text, or nowhere."""
    tried: dict[str, None] = {}
    for entry in entries[:5]:
        for tag in reversed(entry.find_all(True)):
            text = tag.get_text(" ", strip=True)
            if tag.find("a") is None and tag.name != "a" and len(text) <= 30 and find_date(text):
                tried |= dict.fromkeys([*marks_of(tag), tag.name])
    for selector in tried:
        hits = [entry.select_one(selector) for entry in entries]
        if sum(tag is not None and find_date(tag.get_text()) is not None for tag in hits) * 5 >= 4 * len(entries):
            return selector
    return None


def _matching(titles: Sequence[str]) -> str | None:
    """Words that the wanted titles have; None where every entry may be wanted."""
    said = (
        [word for word in words.split("|") if any(word in title for title in titles)]
        for words in (TRANSCRIPT_WORDS, CONFERENCE_WORDS)
    )
    return next(("|".join(words) for words in said if words), None)


def _of_json(text: str, url: str) -> ListingProposal:
    path, records = _records(json_of(text))
    if not records:
        return ListingProposal("")
    keys = {role: _key(records[0], names) for role, names in _KEYS.items()}
    keys["title"] = keys["title"] or _most_said(records[0])
    titles = [str(record.get(keys["title"] or "", "")) for record in records]
    dated = len(records) if keys["date"] else 0
    counts = _COUNTS.search(url)
    return ListingProposal(
        path,
        keys["link"] or "url",
        keys["title"] or "title",
        keys["date"],
        next=(url[: counts.start("n")] + "{page}" + url[counts.end("n") :])[len("://".join(urlsplit(url)[:2])) :]
        if counts
        else None,
        second_page=int(counts["n"]) + 1 if counts else 2,
        title_matches=_matching(titles),
        format="json",
        worth=len(records) + 2 * dated + 3 * sum(bool(_WANTED.search(title)) for title in titles),
    )


def _records(data: Any) -> tuple[str, list[Mapping[str, Any]]]:
    """The longest list of records with an address each, and the path to it."""
    lists = ((path, [one for one in records if _key(one, _KEYS["link"])]) for path, records in record_lists(data))
    return max(lists, key=lambda found: len(found[1]), default=("", []))


def _most_said(record: Mapping[str, Any]) -> str | None:
    """The key of the longest text in Chinese: ``tit``."""
    said = {str(key): len(re.findall("[\u4e00-\u9fff]", str(value))) for key, value in record.items()}
    key = max(said, key=lambda key: said[key], default="")
    return key if said.get(key, 0) >= _SHORTEST_TITLE else None


def _key(record: Mapping[str, Any], names: Sequence[str]) -> str | None:
    lower = {str(key).lower(): str(key) for key, value in record.items() if value not in (None, "")}
    exact = next((lower[name] for name in names if name in lower), None)
    # manuscriptTitle, detailUrl, releaseTime
    ends = tuple(name for name in names if name in ("url", "link", "href", "title", "date", "time"))
    return exact or next((key for name, key in lower.items() if name.endswith(ends)), None)

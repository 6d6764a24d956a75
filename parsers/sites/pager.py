"""How a list page says that the list goes on: a count of pages, a pager's links, what its script builds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from parsers.html.pages import PAGER_CALL
from parsers.html.urls import join
from parsers.sites.listing import SCRIPTED, address_in

if TYPE_CHECKING:
    from bs4 import Tag

_COUNTED = re.compile(r"totalPages?[\"']?\s*[:=]")
_ON = re.compile(r"下一?页|下一?頁|后一页|›|»|>|next", re.IGNORECASE)
_NEXT = re.compile(rf"{_ON.pattern}|2|第2页|\[2\]", re.IGNORECASE)
# ?page=2   index_2.html   list-2.shtml   /page/2
_NUMBERED = re.compile(
    r"(?P<before>.*?(?:[?&](?:\w*page\w*|p|pn|pageNo|cur\w*)=|[_-]p?|/))(?P<number>[1-9])(?P<behind>(?:\.\w{2,6})?/?(?:[&#?].*)?)",
    re.IGNORECASE,
)
# 第1页/共4页   共 4 页   页次：1/4
_PAGES = re.compile(r"共\s*(?P<all>\d{1,4})\s*[页頁]|[页頁]次?\s*[：:]?\s*\d{1,4}\s*/\s*(?P<of>\d{1,4})(?!\d)")
_PAGES_OF_JSON = re.compile(
    r"\"(?:pages|(?:total|all|max)_?pages?(?:Num|Count)?|page_?(?:Count|Total))\"\s*:\s*\"?(\d{1,5})\b", re.IGNORECASE
)
_RECORDS_OF_JSON = re.compile(
    r"\"(?:total|total_?(?:Count|Rows|Elements|Records?|Num|Size)|record_?Count)\"\s*:\s*\"?(\d{1,6})\b", re.IGNORECASE
)


def next_template(text: str, page: Tag, url: str) -> tuple[str | None, int]:
    """The address of the second list page with ``{page}``, and what stands there on the second; None: nothing says it."""
    script = PAGER_CALL.search(text)
    if script:
        return f"{script['stem']}_{{page}}.{script['ending']}", 1
    for link in _pager(page, _NEXT):
        address = join(url, address_in(link) or "")
        hit = _NUMBERED.fullmatch(address) if address else None
        if address and hit and urlsplit(address).netloc == urlsplit(url).netloc:
            whole = f"{hit['before']}{{page}}{hit['behind']}"
            return whole[len("://".join(urlsplit(url)[:2])) :], int(hit["number"])
    if _COUNTED.search(text) and re.search(r"/(?:index\.\w+)?$", urlsplit(url).path):
        ending = urlsplit(url).path.rpartition(".")[2] if "." in urlsplit(url).path else "html"
        return f"index_{{page}}.{ending}", 2
    return None, 2


def goes_on(text: str, page: Tag, url: str, *, counted: int | None, entries: int) -> str | None:
    """What says that the list has further pages, in words; None: nothing does.

    Args:
        counted: the number of pages that is stated for a program, where it is.
        entries: how many entries this page has.
    """
    if counted is not None:
        return f"it states {counted} pages" if counted > 1 else None
    plain = page.get_text(" ")
    told = max((int(hit["all"] or hit["of"]) for hit in _PAGES.finditer(plain)), default=0)
    if text.lstrip()[:1] in "{[":
        told = max(map(int, _PAGES_OF_JSON.findall(text)), default=0)
        records = max(map(int, _RECORDS_OF_JSON.findall(text)), default=0)
        if told < 2 and records > entries > 0:
            return f"it states {records} entries and holds {entries}"
    if told:
        return f"it states {told} pages" if told > 1 else None
    link = next((one for one in _pager(page, _NEXT) if _leads_on(one, url)), None)
    return f"it has a link {link.get_text(strip=True)!r}" if link is not None else None


def _pager(page: Tag, words: re.Pattern[str]) -> list[Tag]:
    """The elements that lead somewhere and read like a pager's."""
    leading = page.find_all(lambda tag: tag.name == "a" or any(tag.get(name) for name in SCRIPTED))
    return [tag for tag in leading if words.fullmatch(tag.get_text(strip=True))]


def _leads_on(link: Tag, url: str) -> bool:
    """Whether a link leads elsewhere; on the last page it leads nowhere, or to the page itself."""
    address = address_in(link)
    if not _ON.fullmatch(link.get_text(strip=True)):  # a 2 may be anything else's
        return bool(_NUMBERED.fullmatch(join(url, address or "") or ""))
    script = str(link.get("onclick") or link.get("href") or "")
    if re.match(r"\s*javascript:", address or "", re.IGNORECASE) or address is None:
        return bool(re.search(r"\w\s*\(\s*[^)\s]", script)) and "void" not in script  # turn(2)
    return address.strip() not in ("", "#") and join(url, address) not in (None, url)

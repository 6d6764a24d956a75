"""What ``sites new`` writes: templates to fill in, or a definition proposed from a site's own pages.

The parsers are imported where a page is read: templates are written without them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from flows.console import note
from parsers.errors import UsageError
from parsers.sites.definition import load_site
from parsers.sites.national import NATIONAL

if TYPE_CHECKING:
    from parsers.proposals import ArticleProposal, ListingProposal

TEMPLATES = {
    "{name}.toml": "site.toml",
    "{name}.list.html": "list.html",
    "{name}.article.html": "article.html",
    "test_{name}.py": "test_site.py.txt",
}
"""What ``sites new`` writes, and from which template."""

_Page = tuple[str | None, bytes]
"""Address, where it is known, and bytes."""
_NOWHERE = "https://www.example.gov.cn/xwfbh/index.html"
# pageNo, page, curPage, page_index, pn; not pageSize
_COUNTS_PAGES = re.compile(r"p|pn|cur\w*|\w*page_?(?:no|num|number|index)?", re.IGNORECASE)


def from_templates(name: str) -> list[str]:
    """Write the invented pages and the definition that fits them; the names of the files."""
    written = []
    for target in TEMPLATES:
        written.append(target.format(name=name))
        Path(written[-1]).write_text(_template(target, name), encoding="utf-8")
    return written


def from_pages(name: str, sources: Sequence[str], data_dir: Path | None, form: str = "") -> list[str]:
    """Write a definition proposed from an address or from saved pages, and those pages beside it.

    Args:
        form: what the list's page sends by POST, as the browser shows it (``channel=31&pageNo=1``).

    Raises:
        UsageError: a page cannot be read, or there are two of one kind; the form has no fields.
        SiteUnavailable: the address was not to be had.
    """
    from parsers.proposals import (
        ArticleProposal,
        ListingProposal,
        is_article,
        propose_article,
        propose_listing,
        site_title,
    )

    empty = _with_form(_template("{name}.toml", name), form)
    lists: list[_Page] = []
    articles: list[_Page] = []
    for source in sources:
        first, *newest = _asked(name, empty, source, data_dir) if _is_address(source) else [_saved(source)]
        reads = not newest and is_article(first[1]) and propose_article(first[1], url=first[0] or _NOWHERE).body
        (articles if reads else lists).append(first)
        articles += newest  # what the list leads to, also where it is a note beside an attachment
    _refuse_two("lists", lists, sources)
    _refuse_two("articles", articles, sources)
    list_url = lists[0][0] if lists else None
    url = list_url or (articles[0][0] if articles else None)
    if url is None:
        note("No page says where it is from: state base_url, hosts and listing.urls yourself.")
    elif not any(map(_is_address, sources)) and (list_url is None or not urlsplit(list_url).path.strip("/")):
        note("The list page does not say its own address: look at listing.urls.")
    listing = propose_listing(lists[0][1], url=list_url or url or _NOWHERE) if lists else ListingProposal("")
    article = propose_article(articles[0][1], url=articles[0][0] or url or _NOWHERE) if articles else None
    file = _file_of(*articles[0]) if articles and article and not article.body else None
    for what, found in (("list", listing.item), ("article", file or (article.body if article else ()))):
        if not found:
            note(f"No {what} was recognised: the definition keeps the usual selectors there.")
    if file:
        note(
            f"The article is in {file}, which a run fetches and reads in place of the page; article.body keeps the usual."
        )
    text = _filled(empty, list_url or url, listing, article or ArticleProposal((), (), (), ()))
    titles = filter(None, (site_title(raw) for _, raw in [*lists, *articles]))
    text = _set(text, "", "title", next(titles, "某市人民政府新闻办公室"))
    written = {f"{name}.toml": text.encode()}
    written |= {f"{name}.list.html": lists[0][1]} if lists else {}
    written |= {f"{name}.article.html": articles[0][1]} if articles else {}
    if lists and articles:
        written[f"test_{name}.py"] = _template("test_{name}.py", name).encode()
    for target, content in written.items():
        Path(target).write_bytes(content)
    return list(written)


def _file_of(url: str | None, raw: bytes) -> str | None:
    """The .docx or .pdf beside which a page is only a note."""
    from parsers.html.documents import attached
    from parsers.html.encoding import decode
    from parsers.html.markup import Document

    document = Document(decode(raw).text)
    bodies = filter(None, map(document.element, NATIONAL.body))
    return next((file for body in bodies for file in attached(body, url or _NOWHERE)), None)


def left_open(name: str, sources: Sequence[str]) -> str | None:
    """What saved pages cannot say of the site they are from, in a sentence; None: nothing is missing."""
    site = load_site(f"{name}.toml")
    if any(map(_is_address, sources)) or not (site.base_url in _NOWHERE or site.listing.format in ("json", "jpage")):
        return None
    form = (
        " Where its page asks for the list by POST, state under [listing.form] what it sends, {page} in place of the page's number."
        if site.listing.format != "html"
        else ""
    )
    return f"Look at base_url ({site.base_url}), hosts and listing.urls in {name}.toml: saved pages do not say where the list is asked for.{form}"


def _refuse_two(kind: str, pages: Sequence[_Page], sources: Sequence[str]) -> None:
    if len(pages) > 1:
        named = " and ".join(url or "a page that does not say its address" for url, _ in pages)
        raise UsageError(
            f"Two of the pages are read as {kind}: {named}. Give one list page and one article; where the article is "
            f"a note beside an attachment, give only {sources[0]} and state article.body yourself."
        )


def _is_address(source: str) -> bool:
    return source.startswith(("http://", "https://"))


def _template(target: str, name: str) -> str:
    folder = resources.files("flows.cli.reading") / "templates"
    text = (folder / TEMPLATES[target]).read_text(encoding="utf-8").replace("@NAME@", name)
    return _set(text, "article", "body", list(NATIONAL.body)) if target.endswith(".toml") else text


def _saved(path: str) -> _Page:
    from parsers.proposals import address_of

    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", path=path) from error
    return address_of(raw), raw


def _with_form(template: str, form: str) -> str:
    """The template with the fields to POST, of which the one that counts pages holds ``{page}``."""
    if not form:
        return template
    try:
        fields = dict(parse_qsl(form, keep_blank_values=True, strict_parsing=True))
    except ValueError as error:
        raise UsageError(
            f"--form {form!r} is no form: give what the page sends, such as channel=31&pageNo=1."
        ) from error
    text = _set(_set(template, "listing", "next", None), "listing", "second_page", None)
    if not any("{" in value for value in fields.values()):
        counts = next(
            (key for key, value in fields.items() if _COUNTS_PAGES.fullmatch(key) and value in ("0", "1")), None
        )
        if counts is None:
            note(
                "No field of the form counts pages: put {page} where the page's number goes, or only the first is read."
            )
        else:
            second = int(fields[counts]) + 1
            text = text.replace("[listing]\n", f"[listing]\nsecond_page = {second}\n", 1) if second != 2 else text
            fields[counts] = "{page}"
    lines = "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in fields.items())
    return text.replace("[article]", f"[listing.form]\n{lines}\n[article]", 1)


def _asked(name: str, empty: str, url: str, data_dir: Path | None) -> list[_Page]:
    """The page at an address, and the newest transcript on it where it is a list; asked for politely."""
    from flows.cli.contact import check_contact
    from flows.crawl.site_pages import page_and_newest
    from flows.settings import load_settings
    from parsers.proposals import is_article, propose_article, propose_listing
    from parsers.sites.definition import read_site

    def listed(address: str, raw: bytes) -> str | None:
        """The definition that reads a page as a list; None for an article."""
        found = None if is_article(raw) else propose_listing(raw, url=address)
        if found is None or not found.item:
            return None
        return _filled(empty, address, found, propose_article(b"<html><body></body></html>", url=address))

    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.toml"
        path.write_text(_address(empty, url), encoding="utf-8")
        check_contact(load_settings(site=str(path)))
        found = page_and_newest(
            str(path),
            data_dir,
            lambda at, raw: read_site(d.encode(), path=f"{name}.toml") if (d := listed(at, raw)) else None,
        )
    if len(found) == 1:
        _refuse_empty(*found[0])
    return list(found)


def _refuse_empty(url: str, raw: bytes) -> None:
    """A page without entries or a body, which come from elsewhere: a definition of its selectors would be of no use.

    Raises:
        UsageError: its script asks for the list, or it needs a login or a captcha.
    """
    from parsers.html.doors import SAID, door
    from parsers.html.encoding import decode
    from parsers.proposals import is_article, propose_article, propose_listing
    from parsers.sites.listing import INSTEAD, kind_of

    if propose_listing(raw, url=url).item or (is_article(raw) and propose_article(raw, url=url).body):
        return
    text = decode(raw).text
    if re.search(r"dataproxy|\.jpage\s*\(", text):
        raise UsageError(
            f"{url} is a jpage: its script asks dataproxy.jsp for the list. Write the definition by hand "
            f"(`briefings sites new NAME`, then [listing] as `briefings docs add-a-site` has it under jpage)."
        )
    if kind_of(text) == "json":
        raise UsageError(
            f"{url} answers with JSON that holds no list of records with an address each: {text.strip()[:80]!r}. Where the "
            "site's own page asks for it by POST, give what it sends (the browser's network panel) with --form."
        )
    barred = door(text)
    if barred:
        given = " Give that address with --from." if barred == "script" else ""
        raise UsageError(f"{url} {SAID[barred]}. {INSTEAD[barred]}{given}")


def _filled(template: str, url: str | None, listing: ListingProposal, article: ArticleProposal) -> str:
    """The template with what was found; where nothing was, its own lines stay."""
    text = _address(template, url) if url else template
    if listing.item:
        values: dict[str, object] = {"item": listing.item, "link": listing.link, "date": listing.date}
        if "[listing.form]" not in text:  # a form counts by itself
            values |= {"next": listing.next, "second_page": listing.second_page if listing.next else None}
        values["title_matches"] = listing.title_matches
        for key, value in values.items():
            text = _set(text, "listing", key, value)
        extra = {"format": listing.format if listing.format != "html" else None, "title": listing.title}
        for key, value in extra.items():
            if value:
                text = text.replace("[listing]\n", f"[listing]\n{key} = {json.dumps(value)}\n", 1)
    for key in ("title", "date", "source", "body"):
        if found := getattr(article, key):
            text = _set(text, "article", key, list(found))
    for key, selectors in (("next", article.next), *article.parts):
        if selectors:
            text = text.replace("[article]", f"[article]\n{key} = {_toml(list(selectors))}", 1)
    return text.replace("[article]", "[article]\ndate_in_url = true", 1) if article.date_in_url else text


def _address(text: str, url: str) -> str:
    parts = urlsplit(url)
    text = _set(text, "", "base_url", f"{parts.scheme}://{parts.netloc}")
    text = _set(text, "", "hosts", [parts.hostname])
    return _set(text, "listing", "urls", [(parts.path or "/") + (f"?{parts.query}" if parts.query else "")])


def _set(text: str, table: str, key: str, value: object) -> str:
    """The TOML with a key of a table set, its comment kept; a value that is None takes its line out."""
    start = text.index(f"[{table}]") if table else 0
    line = re.compile(rf"^{key} = (?:\[.*\]|\".*?\"|\S+)(?P<rest>[ \t]*(?:#.*)?)\n", re.MULTILINE)
    hit = line.search(text, start)
    if hit is None:
        return text
    new = "" if value is None else f"{key} = {_toml(value)}{hit['rest']}\n"
    return text[: hit.start()] + new + text[hit.end() :]


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""The pages a site definition is checked on: saved beside it, named by hand, or asked for politely."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flows.console import note
from flows.crawl.article_pages import whole_article
from flows.http.client import NOT_ALLOWED, Response
from flows.settings import load_settings
from flows.workspace import Workspace
from parsers.errors import FetchError, SiteUnavailable, UsageError
from parsers.proposals import address_of
from parsers.sites.definition import Site, load_site
from parsers.sites.listing import parse_listing
from parsers.sites.pagination import ListRequest, first_requests

SavedPage = tuple[str, bytes]
"""Address and bytes."""


def saved_pages(
    definition: str, listing: Path | None, article: Path | None
) -> tuple[SavedPage | None, SavedPage | None]:
    """A saved list page and article page: those named, else ``NAME.list.html``, ``NAME.article.html`` beside it.

    Raises:
        UsageError: none of them exists, or one named cannot be read.
    """
    url = _first(load_site(definition)).url
    found = (_saved(definition, listing, ".list.html", url), _saved(definition, article, ".article.html", url))
    if found[1] and (own := address_of(found[1][1])) and urlsplit(own).path.strip("/"):
        found = (found[0], (own, found[1][1]))
    if not any(found):
        raise UsageError(
            "There is no saved page to check: name one with --listing or --article, or ask the site with --live."
        )
    return found


def live_pages(definition: str, data_dir: Path | None) -> tuple[SavedPage, SavedPage | None]:
    """The site's first list page and the newest wanted article on it, with its other pages or files, asked for politely.

    Raises:
        SiteUnavailable: the list page was not to be had.
    """
    with Workspace.open(load_settings(site=definition, data_dir=data_dir)) as ws, ws.client() as client:
        request = _first(ws.site)
        listing = _had(client.get(request, kind="list"), method=request.method)
        wanted = _newest(listing, ws.site)
        return listing, _had(whole_article(client.get(wanted), ws.site, client)) if wanted else None


def page_and_newest(
    definition: str, data_dir: Path | None, as_list: Callable[[str, bytes], Site | None]
) -> list[SavedPage]:
    """The definition's first list page and, where ``as_list`` says how to read it as a list, the newest wanted article on it.

    Raises:
        SiteUnavailable: the page was not to be had, or the article on a list that is no sitemap.
    """
    with Workspace.open(load_settings(site=definition, data_dir=data_dir)) as ws, ws.client() as client:
        request = _first(ws.site)
        first = _had(client.get(request, kind="list"), _GIVE, method=request.method)
        site = as_list(*first)
        wanted = _newest(first, site) if site else None
        if site is None or wanted is None:
            return [first]
        article = client.get(wanted)
        # Of a sitemap nobody knows yet which addresses are wanted; what is there is enough to begin with.
        if article.body is None and site.listing.format == "sitemap":
            note(f"{article.url} was not to be had: {article.reason or article.outcome}. Only the list was saved.")
            return [first]
        return [first, _had(article, _GIVE)]


def _newest(listing: SavedPage, site: Site) -> str | None:
    """The first wanted link of a list page; None on a list that cannot be read, of which the check says why."""
    try:
        items = parse_listing(listing[1], url=listing[0], site=site).items
    except FetchError:
        return None
    return next((item.url for item in items if item.skip is None), None)


_NAME = "name it with --listing or --article"
_GIVE = "give the file to --from"


def _had(response: Response, instead: str = _NAME, *, method: str = "GET") -> SavedPage:
    if response.body is None:
        raise SiteUnavailable(
            f"{response.url} was not to be had: {response.reason or response.outcome}. {_hint(method, response.status)}"
            f"Try again later, or save the page in a browser and {instead}.",
            url=response.url,
        )
    return response.final_url or response.url, response.body


def _hint(method: str, status: int | None) -> str:
    """What a refusal may come from besides the site's guard."""
    if method == "GET" and status == NOT_ALLOWED:
        return "Where the site's own page asks for this address by POST, state what it sends under [listing.form] (`sites new` takes it with --form). "
    if method == "POST" and status in (400, 403, NOT_ALLOWED, 415):
        return (
            "Compare [listing.form] and the address with what the site's own page sends (the browser's network panel). "
        )
    return ""


def _saved(definition: str, named: Path | None, suffix: str, url: str) -> SavedPage | None:
    path = named
    if path is None and definition.endswith(".toml"):
        beside = Path(definition)
        path = beside.with_name(beside.stem + suffix)
        if not path.exists():
            return None
    if path is None:
        return None
    try:
        return url, path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", path=str(path)) from error


def _first(site: Site) -> ListRequest:
    return first_requests(site, since=None, today=datetime.now(UTC).date())[0]

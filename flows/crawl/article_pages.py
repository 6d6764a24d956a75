"""An article over several pages, or in a file: the rest is asked for with the first page, all is kept as one body.

The markup is imported for an article that may have more: a run without news builds no tree.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from flows.http.client import Client, Response
from flows.ledger.outcomes import Outcome
from flows.ledger.rows import Validators
from parsers.html.encoding import decode
from parsers.html.pages import MOST_PAGES, join_pages, split_pages
from parsers.sites.definition import Site

_MAY_ATTACH = re.compile(rb"\.(?:docx|pdf)\b", re.IGNORECASE)
_MOST_FILES = 5
_NOT_THERE: frozenset[Outcome] = frozenset({"gone", "soft_404", "wrong_type"})


def whole_article(first: Response, site: Site, client: Client) -> Response:
    """The answer for an article's first page, its body joined with those of the pages it links to by ``article.next``.

    When one of them cannot be had, none is kept: the answer is that page's outcome, and the article is due again. A
    half of a transcript is never passed for the whole.
    """
    files = _files(first, site)
    if files:
        return _with_files(first, files, client)
    pages = [(first.url, first.body or b"")]
    due = _links(first, site) if site.article.next else []
    while due and len(pages) < MOST_PAGES:
        url = due.pop(0)
        answer = client.get(url, Validators())
        if answer.outcome != "ok":
            # That a later page is missing says nothing of the article.
            outcome: Outcome = "truncated" if answer.outcome in _NOT_THERE else answer.outcome
            reason = f"page {len(pages) + 1} of the article ({url}) was not had: {answer.reason or answer.outcome}"
            return replace(answer, url=first.url, outcome=outcome, reason=reason, body=None, sha256=None)
        pages.append((url, answer.body or b""))
        seen = {address for address, _ in pages} | set(due)
        due += [address for address in _links(answer, site, first.url) if address not in seen]
    return _joined(first, pages)


def with_its_rest(unchanged: Response, kept: bytes, site: Site, client: Client) -> Response:
    """The answer for an article whose first page is as it was kept, before the definition said how it goes on."""
    if len(split_pages(kept)) > 1:
        return unchanged
    first = replace(unchanged, outcome="ok", status=200, body=kept, sha256=hashlib.sha256(kept).hexdigest())
    whole = whole_article(first, site, client)
    return unchanged if whole.sha256 == first.sha256 else whole


def _with_files(first: Response, files: list[str], client: Client) -> Response:
    """The page with the files it links to; one that is gone or of another kind leaves the page, which says so."""
    pages = [(first.url, first.body or b"")]
    for url in files[:_MOST_FILES]:
        answer = client.get(url, Validators(), kind="file")
        if answer.outcome == "ok":
            pages.append((url, answer.body or b""))
        elif answer.outcome not in _NOT_THERE:
            reason = f"the file of the article ({url}) was not had: {answer.reason or answer.outcome}"
            return replace(answer, url=first.url, reason=reason, body=None, sha256=None)
    return _joined(first, pages)


def _joined(first: Response, pages: list[tuple[str, bytes]]) -> Response:
    if len(pages) == 1:
        return first
    body = join_pages(pages)
    return replace(first, body=body, sha256=hashlib.sha256(body).hexdigest())


def _files(response: Response, site: Site) -> list[str]:
    """The .docx and .pdf files on the site's hosts that hold what the article itself does not say."""
    raw = response.body or b""
    if not _MAY_ATTACH.search(raw):
        return []
    from parsers.html.documents import attached
    from parsers.html.markup import Document

    document = Document(decode(raw, response.content_type).text)
    body = next((found for one in site.article.body if (found := document.element(one)) is not None), None)
    return [url for url in attached(body, response.url) if site.allows(url)] if body is not None else []


def _links(response: Response, site: Site, first: str | None = None) -> list[str]:
    from parsers.html.markup import Document

    text = decode(response.body or b"", response.content_type).text
    found = Document(text).further(site.article.next, response.url, first=first)
    return [url for url in found if url != response.url and site.allows(url)]

"""An article over several pages: the others are asked for with the first, and all are kept as one body."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from flows.http.client import Client, Response
from flows.ledger.outcomes import Outcome
from flows.ledger.rows import Validators
from parsers.html.encoding import decode
from parsers.html.markup import Document
from parsers.html.pages import MOST_PAGES, join_pages
from parsers.sites.definition import Site

_NOT_THERE: frozenset[Outcome] = frozenset({"gone", "soft_404", "wrong_type"})


def whole_article(first: Response, site: Site, client: Client) -> Response:
    """The answer for an article's first page, its body joined with those of the pages it links to by ``article.next``.

    When one of them cannot be had, none is kept: the answer is that page's outcome, and the article is due again. A
    half of a transcript is never passed for the whole.
    """
    pages = [(first.url, first.body or b"")]
    due = _links(first, site)
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
        due += [address for address in _links(answer, site) if address not in seen]
    if len(pages) == 1:
        return first
    body = join_pages(pages)
    return replace(first, body=body, sha256=hashlib.sha256(body).hexdigest())


def _links(response: Response, site: Site) -> list[str]:
    text = decode(response.body or b"", response.content_type).text
    found = Document(text).further(site.article.next, response.url)
    return [url for url in found if url != response.url and site.allows(url)]

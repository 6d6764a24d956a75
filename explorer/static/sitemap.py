"""Sitemaps: the addresses of all pages for search engines, in files of at most 50,000."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import quote
from xml.sax.saxutils import escape

MOST = 50_000
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemaps(addresses: Iterable[str], root: str) -> Iterator[tuple[str, str]]:
    """File name and text of each sitemap, and of ``sitemap.xml``, which names them.

    Args:
        addresses: of pages, without ``.html``.
        root: where the folder is on the web.
    """
    left = iter(sorted(addresses))
    names: list[str] = []
    while some := list(islice(left, MOST)):
        names.append(f"sitemap-{len(names) + 1}.xml")
        urls = "".join(f"<url><loc>{escape(root + quote(address))}.html</loc></url>\n" for address in some)
        yield names[-1], f"{HEAD}<urlset {SPACE}>\n{urls}</urlset>\n"
    parts = "".join(f"<sitemap><loc>{escape(root + name)}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", f"{HEAD}<sitemapindex {SPACE}>\n{parts}</sitemapindex>\n"

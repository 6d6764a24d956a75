"""A page of one little site, as the tests of whole pages need it."""

from __future__ import annotations

from parsers.page import parse_page
from parsers.records import Page
from parsers.sites.definition import Site, read_site

URL = "https://www.example.org/xwfb/202305/t20230508_12.html"
DEFINITION = """name = "example"
title = "某市"
base_url = "https://www.example.org"
[listing]
urls = ["/xwfb/index.html"]
item = "li"
[article]
title = ["meta[name=ArticleTitle]", "h1"]
date = ["meta[name=PubDate]"]
body = ["#zoom"]
{more}
"""


def site(more: str = "") -> Site:
    return read_site(DEFINITION.format(more=more).encode(), path="example.toml")


def page(body: str, *, more: str = "", title: str = "某市政府新闻发布会问答实录", url: str | None = URL) -> Page:
    head = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2023-05-08">'
    source = f'<html><head><meta charset="utf-8">{head}</head><body><div id="zoom">{body}</div></body></html>'
    return parse_page(source.encode(), url=url, site=site(more))

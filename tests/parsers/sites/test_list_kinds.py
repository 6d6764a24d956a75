"""Lists that are no HTML, links that a script opens, forms that count pages."""

from __future__ import annotations

import json
from datetime import date

import pytest

from parsers.errors import LayoutChanged, SiteError
from parsers.records import Listing
from parsers.sites.definition import Site, read_site
from parsers.sites.listing import parse_listing
from parsers.sites.pagination import first_requests, next_request

LIST = "https://www.example.org/xwfb/index.html"
DEFINITION = """name = "example"
title = "某市"
base_url = "https://www.example.org"
[listing]
urls = ["/xwfb/index.html"]
title_matches = "发布会"
{listing}
[article]
title = ["h1"]
body = ["#zoom"]
"""


def site(listing: str) -> Site:
    return read_site(DEFINITION.format(listing=listing).encode(), path="example.toml")


def links(text: str, listing: str) -> list[tuple[str, str, date | None]]:
    found = parse_listing(text.encode(), url=LIST, site=site(listing))
    return [
        (item.url.removeprefix("https://www.example.org"), item.title, item.listed_on)
        for item in found.items
        if item.skip is None
    ]


@pytest.mark.parametrize("day", ["2023-05-08", "2023/05/08 10:00", 1683511200, 1683511200000, "1683511200000"])
@pytest.mark.parametrize("wrap", ["{}", "callback({});"])
def test_json(day: object, wrap: str) -> None:
    records = [
        {"docUrl": "/a/1.html", "docTitle": "一季度<em>发布会</em>", "pub": {"at": day}},
        {"docUrl": "/a/2.html", "docTitle": "通知", "pub": {"at": day}},
    ]
    text = wrap.format(json.dumps({"code": 0, "data": {"list": records, "totalPage": 3}}, ensure_ascii=False))
    rules = 'format = "json"\nitem = "data.list"\nlink = "docUrl"\ntitle = "docTitle"\ndate = "pub.at"'
    assert links(text, rules) == [("/a/1.html", "一季度发布会", date(2023, 5, 8))]
    assert parse_listing(text.encode(), url=LIST, site=site(rules)).page_count == 3


FEEDS = {
    "rss": "<rss><channel><title>x</title><item><title><![CDATA[一季度发布会]]></title><link>https://www.example.org/a/1.html</link><pubDate>Mon, 08 May 2023 01:00:00 +0800</pubDate></item></channel></rss>",
    "atom": '<feed><entry><title>一季度发布会</title><link rel="alternate" href="/a/1.html"/><updated>2023-05-08T01:00:00+08:00</updated></entry></feed>',
}


@pytest.mark.parametrize("kind", FEEDS)
def test_feeds(kind: str) -> None:
    assert links(FEEDS[kind], 'format = "rss"') == [("/a/1.html", "一季度发布会", date(2023, 5, 8))]


def test_a_sitemap_is_matched_by_its_addresses() -> None:
    text = "<urlset><url><loc>https://www.example.org/xwfb/1.html</loc><lastmod>2023-05-08</lastmod></url><url><loc>https://www.example.org/b/2.html</loc></url></urlset>"
    found = parse_listing(text.encode(), url=LIST, site=site('format = "sitemap"'))
    assert [item.skip for item in found.items] == ["title", "title"]
    named = read_site(
        DEFINITION.replace('"发布会"', '"/xwfb/"').format(listing='format = "sitemap"').encode(), path="e.toml"
    )
    assert [
        item.listed_on for item in parse_listing(text.encode(), url=LIST, site=named).items if item.skip is None
    ] == [date(2023, 5, 8)]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="javascript:void(0)" onclick="window.open(\'/a/1.html\')">一季度发布会</a>',
        '<a href="#" onclick="toDetail(&quot;/a/1.html&quot;,3)">一季度发布会</a>',
        '<a data-url="/a/1.html">一季度发布会</a>',
        "<a href=\"javascript:open('/a/1.html')\">一季度发布会</a>",
        '<a href="/a/1.html" onclick="count(\'/b/2.html\')">一季度发布会</a>',
    ],
)
def test_links_that_a_script_opens(link: str) -> None:
    text = f"<ul><li>{link}<span>2023-05-08</span></li></ul>"
    assert links(text, 'item = "li"\ndate = "span"') == [("/a/1.html", "一季度发布会", date(2023, 5, 8))]


@pytest.mark.parametrize(
    ("field", "more", "sent"),
    [
        ('pageNo = "{page}"', "", ["1", "2", "3"]),
        ('pageNo = "{page}"', "second_page = 1", ["0", "1", "2"]),
        ('from = "{start}"', "records_per_page = 20", ["1", "21", "41"]),
        ('param = "{{page:{page}}}"', "", None),
    ],
)
def test_a_form_that_counts_pages(field: str, more: str, sent: list[str] | None) -> None:
    if sent is None:
        field, sent = 'param = "p-{page}"', ["p-1", "p-2", "p-3"]
    example = read_site(
        (DEFINITION.replace("{listing}", f'item = "li"\n{more}\n[listing.form]\nsize = 20\n{field}')).encode(),
        path="e.toml",
    )
    some = parse_listing('<li><a href="/a/1.html">发布会</a></li>'.encode(), url=LIST, site=example)
    request = first_requests(example, since=None, today=date(2023, 5, 9))[0]
    requests = [request]
    while len(requests) < 3:
        following = next_request(example, requests[-1], some)
        assert following is not None
        requests.append(following)
    assert [dict(each.data or ())[field.split(" ")[0]] for each in requests] == sent
    assert {each.url for each in requests} == {LIST}
    assert next_request(example, requests[-1], Listing((), None)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html><body><ul class='list'></ul><p>暂无相关数据</p></body></html>", "says that it is empty"),
        ("<html><body><h1>404 Not Found</h1></body></html>", "no such page"),
        ("<html><body><ol><li>一</li></ol></body></html>".replace("li>", "dd>"), "has changed shape"),
    ],
)
def test_a_list_without_entries_says_why(text: str, words: str) -> None:
    with pytest.raises(LayoutChanged, match=words):
        parse_listing(text.encode(), url=LIST, site=site('item = "li"'))


def test_an_unknown_kind_of_list_is_named() -> None:
    with pytest.raises(SiteError, match=r"line 7: listing\.format: one of html, jpage, json, rss, sitemap"):
        site('format = "xls"\nitem = "li"')

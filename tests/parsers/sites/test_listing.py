"""List pages, and the way from one to the next."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.errors import LayoutChanged
from parsers.html.markup import Document, soup_of
from parsers.records import Listing, ListItem
from parsers.sites.definition import load_site
from parsers.sites.listing import parse_listing
from parsers.sites.pagination import ListRequest, first_requests, next_request

TODAY = date(2023, 2, 10)
SHANGHAI = load_site("shanghai")
LIST = "https://www.shanghai.gov.cn/nw9820/index.html"


def _list(*entries: str) -> bytes:
    return f'<ul class="a list-date b">{"".join(entries)}</ul>'.encode()


def _listing(count: int | None = None) -> Listing:
    return Listing((ListItem("https://x/1.html", "t", None),), count)


def _walk(name: str, count: int | None, pages: int = 3) -> list[str]:
    site = load_site(name)
    request: ListRequest | None = first_requests(site, since=None, today=TODAY)[0]
    found = []
    while request and len(found) < pages:
        found.append(request.url.removeprefix(site.base_url))
        request = next_request(site, request, _listing(count))
    return found


@pytest.mark.parametrize(
    ("site", "count", "addresses"),
    [
        ("shanghai", 2, ["/nw9820/index.html", "/nw9820/index_2.html"]),
        ("shanghai", None, ["/nw9820/index.html", "/nw9820/index_2.html", "/nw9820/index_3.html"]),
        ("shenzhen", 3, [f"/cn/xxgk/xwfyr/wqhg/index{n}.htm" for n in ("", "_1", "_2")]),
        ("mfa", 2, [f"/web/wjdt_674879/fyrbt_674889/index{n}.shtml" for n in ("", "_1")]),
        (
            "jiangsu",
            2,
            [
                f"/module/web/jpage/dataproxy.jsp?startrecord={a}&endrecord={b}&perpage=15"
                for a, b in ((1, 45), (46, 90))
            ],
        ),
        ("shio", None, ["/TrueCMS/shxwbgs/2023n_2y_wdsl/2023n_2y_wdsl.html"]),
    ],
)
def test_from_page_to_page(site: str, count: int | None, addresses: list[str]) -> None:
    assert _walk(site, count) == addresses


def test_jpage_lists_are_posted() -> None:
    request = first_requests(load_site("jiangsu"), since=None, today=TODAY)[0]
    assert request.method == "POST"
    assert request.data is not None
    assert dict(request.data)["webname"] == "江苏省人民政府"


def test_a_folder_per_month_back_to_the_wanted_one() -> None:
    requests = first_requests(load_site("shio"), since=date(2022, 11, 30), today=TODAY)
    assert [r.url.split("/")[-2] for r in requests] == [
        "2023n_2y_wdsl",
        "2023n_1y_wdsl",
        "2022n_12y_wdsl",
        "2022n_11y_wdsl",
    ]
    assert len(first_requests(load_site("shio"), since=None, today=TODAY)) == 2


def test_an_empty_page_ends_the_list() -> None:
    assert next_request(SHANGHAI, ListRequest(LIST), Listing((), None)) is None


@pytest.mark.parametrize(
    ("href", "skip"),
    [
        ("/nw9820/20230509/1.html", None),
        ("../nw9820/20230509/1.htm", None),
        ("http://WWW.shanghai.gov.cn:80/nw9820//20230509/1.html#top", None),
        ("https://mp.weixin.qq.com/s/x", "off_site"),
        ("/files/1.pdf", "not_html"),
        ("javascript:void(0)", "not_html"),
        ("http://[broken", "not_html"),
        ("#", "not_html"),
        ("", "not_html"),
    ],
)
def test_links_are_resolved_and_sorted_out(href: str, skip: str | None) -> None:
    raw = _list(f'<li><a href="{href}" title="发布会问答实录">…</a><span class="time">2023-05-09</span></li>')
    item = parse_listing(raw, url=LIST, site=SHANGHAI).items[0]
    assert (item.skip, item.title, item.listed_on) == (skip, "发布会问答实录", date(2023, 5, 9))
    if skip is None:
        assert (
            item.url.removeprefix("http://")
            .removeprefix("https://")
            .startswith("www.shanghai.gov.cn/nw9820/20230509/1.htm")
        )


def test_an_address_listed_twice_is_one_item() -> None:
    entry = '<li><a href="/nw9820/1.html">问答实录</a></li>'
    assert len(parse_listing(_list(entry, entry), url=LIST, site=SHANGHAI).items) == 1


def test_a_page_of_another_shape_names_the_selector() -> None:
    with pytest.raises(LayoutChanged) as caught:
        parse_listing("<p>网站升级中</p>".encode(), url=LIST, site=SHANGHAI)
    assert caught.value.selector == ".list-date li"
    assert caught.value.url == LIST
    with pytest.raises(LayoutChanged, match="finds no link"):
        parse_listing(_list("<li>问答实录</li>"), url=LIST, site=SHANGHAI)


@pytest.mark.parametrize(
    ("script", "count"),
    [
        ("totalPage: 12", 12),
        ("var totalPage = 1; pager({totalPage: 12})", 12),
        ("totalPage: 0", None),
        ("totalPage: -1", None),
        ("totalPage: '很多'", None),
    ],
)
def test_the_stated_number_of_pages(script: str, count: int | None) -> None:
    raw = _list('<li><a href="/1.html">市政府新闻发布会问答实录</a></li>') + f"<script>{script}</script>".encode()
    assert parse_listing(raw, url=LIST, site=SHANGHAI).page_count == count


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8000/1.html", True),
        ("https://127.0.0.1:8443/1.html", True),
        ("http://127.0.0.1:9200/1.html", False),
        ("http://127.0.0.1/1.html", False),
        ("http://localhost:8000/1.html", False),
        ("http://127.0.0.1:99999/1.html", False),
    ],
)
def test_another_port_is_another_server(url: str, allowed: bool) -> None:
    assert load_site("shanghai", base_url="http://127.0.0.1:8000").allows(url) is allowed


def test_the_usual_ports_of_a_site_without_one_are_the_sites() -> None:
    for url in ("http://www.shanghai.gov.cn/1.html", "https://www.shanghai.gov.cn/1.html"):
        assert SHANGHAI.allows(url)
    assert not SHANGHAI.allows("http://www.shanghai.gov.cn:8080/1.html")


PLAIN = '<div><ul class="list-date"><li><a href="/1.html">一</a></li></ul></div>'


@pytest.mark.parametrize(
    ("page", "selector", "found"),
    [
        (PLAIN, "ul.list-date > li", 1),
        (PLAIN * 2, ".list-date li", 2),
        (PLAIN + '<ul class="more"><li>二</li></ul>', ".list-date li, .more li", 2),
        ('<table><tr class="row"><td>一</td></tr></table>', "tr.row td", 1),
        ("<p>说明</p>" + PLAIN, ".list-date:first-child li", 1),
        (PLAIN.replace("</ul></div>", ""), ".list-date li", 1),
        ('<!-- <ul class="list-date"><li></li></ul> --><p></p>', ".list-date li", 0),
    ],
    ids=["one list", "two lists", "two selectors", "part of a table", "place among others", "never closed", "comment"],
)
def test_the_list_is_read_alone_only_where_nothing_else_can_match(page: str, selector: str, found: int) -> None:
    whole = soup_of(f"<nav><li>首页</li></nav>{page}").select(selector)
    alone = Document(f"<nav><li>首页</li></nav>{page}").select(selector)
    assert [str(entry) for entry in alone] == [str(entry) for entry in whole]
    assert len(alone) == found

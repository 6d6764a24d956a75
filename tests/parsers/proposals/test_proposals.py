"""A definition proposed from a saved list page and a saved article finds what a person would point at."""

from __future__ import annotations

import json
from datetime import date

import pytest

from parsers.html.markup import Document
from parsers.page import parse_page
from parsers.proposals import address_of, is_article, propose_article, propose_listing
from parsers.sites.definition import Site, read_site
from parsers.sites.listing import parse_listing
from parsers.sites.national import NATIONAL
from tests.parsers.proposals.layouts import ARTICLES, ENTRIES, LISTS, PARAGRAPHS, TITLE, article, listing

URL = "https://www.example.org/xwfb/202405/t20240508_1001.html"
LIST = "https://www.example.org/xwfb/index.html"


def site(**values: object) -> Site:
    listing_keys = {k.removeprefix("l_"): v for k, v in values.items() if k.startswith("l_") and v is not None}
    article_keys = {k: v for k, v in values.items() if not k.startswith("l_") and v}
    lines = [
        'name = "example"',
        'title = "某市"',
        'base_url = "https://www.example.org"',
        "[listing]",
        'urls = ["/xwfb/index.html"]',
    ]
    lines += [f"{key} = {json.dumps(value)}" for key, value in listing_keys.items()]
    lines += ["[article]", *(f"{key} = {json.dumps(value)}" for key, value in article_keys.items())]
    return read_site("\n".join(lines).encode(), path="example.toml")


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_in_any_layout_is_read_by_what_is_proposed(name: str) -> None:
    raw = article(name).encode()
    found = propose_article(raw, url=URL)
    read = parse_page(
        raw, url=URL, site=site(l_item="li", title=found.title, date=found.date, source=found.source, body=found.body)
    )
    assert read.title == TITLE
    assert [turn.role for turn in read.turns] == ["question", "answer", "question", "answer"]
    assert read.held_on == date(2024, 5, 8)
    assert "相关链接" not in "".join(turn.text for turn in read.turns)
    # Two pages of a site share the proposal: nothing in it may be this article's own number.
    assert not any("1024" in one for one in found.body)


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_in_any_layout_is_read_without_a_definition(name: str) -> None:
    read = parse_page(article(name).encode(), url=URL, site=None)
    assert [turn.role for turn in read.turns] == ["question", "answer", "question", "answer"]


@pytest.mark.parametrize("name", ARTICLES)
def test_the_last_resort_alone_finds_the_body(name: str) -> None:
    body = Document(article(name)).densest_body(NATIONAL.drop)
    assert body is not None
    assert [p.text for p in body.paragraphs if p.text in PARAGRAPHS] == list(PARAGRAPHS)
    assert len(body.paragraphs) <= len(PARAGRAPHS) + 4


@pytest.mark.parametrize("name", LISTS)
def test_a_list_in_any_layout_is_read_by_what_is_proposed(name: str) -> None:
    page, following = listing(name)
    found = propose_listing(page.encode(), url=LIST)
    rules = site(
        l_item=found.item, l_link=found.link, l_date=found.date, l_next=found.next, l_second_page=found.second_page,
        l_title_matches=found.title_matches, title=["h1"], body=["#zoom"],
    )  # fmt: skip
    read = parse_listing(page.encode(), url=LIST, site=rules)
    assert len(read.items) == ENTRIES, found
    assert [item.listed_on for item in read.items][:2] == [date(2024, 5, 8), date(2024, 4, 12)]
    assert next(item.title for item in read.items if item.skip is None).startswith(TITLE)
    assert sum(item.skip is None for item in read.items) == 3  # not the announcement
    assert found.next == following


def test_lists_that_are_no_html() -> None:
    records = [
        {"docTitle": TITLE, "docPubUrl": "/xwfb/1.html", "docRelTime": "2024-05-08"},
        {"docTitle": "b", "docPubUrl": "/2.html"},
    ]
    found = propose_listing(json.dumps({"code": 0, "data": {"rows": records}}).encode(), url=LIST)
    assert (found.format, found.item, found.link, found.title, found.date) == (
        "json",
        "data.rows",
        "docPubUrl",
        "docTitle",
        "docRelTime",
    )
    feed = f"<?xml version='1.0'?><rss><channel><item><title>{TITLE}</title><link>/1.html</link></item></channel></rss>"
    assert propose_listing(feed.encode(), url=LIST).format == "rss"
    regular = feed.replace(TITLE, "5月8日外交部发言人举行例行记者会")
    assert propose_listing(regular.encode(), url=LIST).title_matches == "记者会"
    pages = "".join(
        f"<url><loc>https://www.example.org{path}</loc></url>" for path in ("/", "/a/1", "/a/2", "/xwfb/3.html")
    )
    found = propose_listing(f"<?xml version='1.0'?><urlset>{pages}</urlset>".encode(), url=LIST)
    assert (found.format, found.title_matches) == ("sitemap", "/xwfb/")


def test_a_page_without_a_list_proposes_none() -> None:
    assert propose_listing(b"<html><body><p>404</p></body></html>", url=LIST).item == ""
    assert propose_article(b"<html><body></body></html>", url=LIST).body == ()


def test_articles_and_lists_are_told_apart() -> None:
    assert all(is_article(article(name).encode()) for name in ARTICLES)
    assert not any(is_article(listing(name)[0].encode()) for name in LISTS)


def test_a_list_that_a_script_opens_is_no_article() -> None:
    rows = "".join(f"<li onclick=\"open('/{n}.html')\"><h4>{TITLE}</h4><i>2024-05-0{n}</i></li>" for n in (1, 2, 3))
    assert not is_article(f"<html><body><ul>{rows}</ul></body></html>".encode())


@pytest.mark.parametrize(
    ("page", "article"),
    [
        ("<urlset><url><loc>https://www.example.org/xwfb/1.html</loc></url></urlset>", False),
        (
            '<?xml-stylesheet href="s.xsl"?><!-- map --><urlset><url><loc>https://www.example.org/</loc></url></urlset>',
            False,
        ),
        ("<rss><channel><item><title>市水务局介绍防汛情况</title></item></channel></rss>", False),
        ("<datastore><recordset></recordset></datastore>", False),
        ('show({"list": ["市水务局介绍防汛情况。"]})', False),
        ('<?xml version="1.0"?><catalogue><entry>市水务局介绍防汛情况</entry></catalogue>', False),
        ('<?xml version="1.0"?><html><body><p>市水务局介绍防汛情况</p></body></html>', True),
    ],
)
def test_a_list_without_html_is_known_by_how_it_begins(page: str, article: bool) -> None:
    assert is_article(page.encode()) is article


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (
            "<!-- saved from url=(0041)https://www.example.org/xwfb/index.html -->",
            "https://www.example.org/xwfb/index.html",
        ),
        ('<link rel="canonical" href="https://www.example.org/a.html">', "https://www.example.org/a.html"),
        (
            '<a href="https://www.example.org/a">a</a><a href="https://www.example.org/b">b</a><a href="http://x.org">',
            "https://www.example.org/",
        ),
        ('<a href="/a">a</a>', None),
        (
            '<a href="/a">a</a><a href="https://beian.example.org/1">公网安备</a><a href="https://beian.example.org/2">备案</a>',
            None,
        ),
    ],
)
def test_a_saved_page_says_where_it_is_from(page: str, address: str | None) -> None:
    assert address_of(f"<html>{page}</html>".encode()) == address


def test_pages_of_one_article_get_their_links() -> None:
    pager = '<div class="fanye"><a href="t20240508_1001_2.html">2</a><a href="t20240508_1001_2.html">下一页</a></div>'
    raw = article("zoom").replace("</div>" + '<div class="related">', pager + '</div><div class="related">').encode()
    assert propose_article(raw, url=URL).next == (".fanye a",)


def test_the_day_of_the_address_is_taken_where_no_element_has_one() -> None:
    raw = article("unnamed").replace("<i>2024-05-08</i>", "").encode()
    assert propose_article(raw, url=URL).date_in_url


def test_json_with_keys_of_its_own_and_pages_in_the_address() -> None:
    raw = json.dumps(
        {
            "body": {
                "records": [{"newsTitle": "某市发布会（实录）", "detailUrl": "/a/1.html", "releaseTime": "2024-05-08"}]
            }
        }
    ).encode()
    found = propose_listing(raw, url="https://www.example.org/api/list?pageSize=4&pageNum=1&channel=7")
    assert (found.item, found.link, found.title, found.date) == (
        "body.records",
        "detailUrl",
        "newsTitle",
        "releaseTime",
    )
    assert (found.next, found.second_page) == ("/api/list?pageSize=4&pageNum={page}&channel=7", 2)


def test_a_list_in_the_pages_script_outweighs_its_navigation() -> None:
    links = "".join(f'<li><a href="/n/{n}.html">政务公开第{n}栏</a></li>' for n in range(4))
    rows = [{"tit": f"某市举行第{n}场新闻发布会实录", "link": f"d-{n}.html", "time": "2024-05-08"} for n in range(4)]
    script = f"var listData = {json.dumps({'list': rows}, ensure_ascii=False)};"
    found = propose_listing(f"<html><body><ul>{links}</ul><script>{script}</script></body></html>".encode(), url=LIST)
    assert (found.format, found.item, found.link, found.title, found.date) == (
        "json",
        "listData.list",
        "link",
        "tit",
        "time",
    )
    assert found.title_matches == "实录"


def test_a_date_in_a_paragraph_beside_the_body() -> None:
    told = "<p class='art-if'>【发布日期：2024-05-08】 【来源：某市发布】</p>"
    said = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    raw = f"<html><body><h2>{TITLE}</h2>{told}<div class='art-bd'><p>2024年5月8日举行。</p>{said}</div></body></html>"
    found = propose_article(raw.encode(), url=URL)
    assert (found.date, found.source, found.body) == ((".art-if",), (".art-if",), (".art-bd",))


def test_who_speaks_in_elements_of_their_own_is_proposed() -> None:
    said = [
        ("林若溪", "大家好，今天介绍有关情况。"),
        ("澜江日报", "目前建成多少座？"),
        ("林若溪", "已经建成四十二座，都已投入使用。"),
    ]
    body = "".join(
        f"<dt><i></i><span class='nm'>{who}</span><em>某局</em></dt><dd>{text * 3}</dd>" for who, text in said * 2
    )
    raw = f"<html><body><h2>{TITLE}</h2><dl class='talk'>{body}</dl></body></html>"
    found = propose_article(raw.encode(), url=URL)
    assert (found.body, found.parts) == ((".talk",), (("who", ("dt .nm",)),))


def test_a_table_that_lays_out_the_page_is_no_body() -> None:
    said = "".join(f"<P>　　{text}</P>" for text in PARAGRAPHS)
    raw = f"<html><body><table><tr><td><div class='sub'>某市政府网 2024-5-8</div><div id='zoom'>{said}</div></td></tr></table></body></html>"
    found = propose_article(raw.encode(), url=URL)
    assert (found.date, found.body) == ((".sub",), ("#zoom",))


def test_a_date_in_a_cell_of_the_box_above_the_text() -> None:
    box = "<table class='gk'><tr><td>索引号：</td><td>0001</td></tr><tr><td>发布日期：</td><td>2024-05-08</td></tr></table>"
    said = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    raw = f"<html><body>{box}<h1>{TITLE}</h1><div class='bd'>{said}</div></body></html>"
    assert propose_article(raw.encode(), url=URL).date == (".gk tr:nth-of-type(2) > td:nth-of-type(2)",)


def test_a_saved_answer_of_a_jpage_is_known_as_one() -> None:
    rows = "".join(
        f"<record><![CDATA[<li><a href='/art_1_{n}.html'>{TITLE}之{n}</a><span>2024-05-0{n}</span></li>]]></record>"
        for n in (1, 2, 3)
    )
    raw = f"<datastore><recordset>{rows}</recordset><totalrecord>30</totalrecord></datastore>".encode()
    found = propose_listing(raw, url=LIST)
    assert (found.format, found.link, found.date) == ("jpage", "a", "span")
    read = parse_listing(
        raw,
        url=LIST,
        site=site(l_item=found.item, l_format=found.format, l_date=found.date, title=["h1"], body=["#zoom"]),
    )
    assert len(read.items) == 3

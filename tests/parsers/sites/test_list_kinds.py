"""Lists that are no HTML, links that a script opens, forms that count pages."""

from __future__ import annotations

import json
from datetime import date

import pytest

from parsers.errors import LayoutChanged, SiteError
from parsers.records import Listing
from parsers.site_check import check_listing
from parsers.sites.definition import Site, read_site
from parsers.sites.feeds import json_of
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
        "<a href=\"#\" onclick=\"openArt('2023/05/08','0684016','/a/1.html')\">一季度发布会</a>",
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
        ("<html><body><ol><li>一</li></ol></body></html>".replace("li>", "dd>"), "has another shape"),
    ],
)
def test_a_list_without_entries_says_why(text: str, words: str) -> None:
    with pytest.raises(LayoutChanged, match=words):
        parse_listing(text.encode(), url=LIST, site=site('item = "li"'))


HEAD = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{}</title>
<link rel="stylesheet" href="/static/css/common.css"></head><body>"""
CHROME = """<div class="top"><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/hdjl/">互动交流</a><a href="/login">登录</a></div>
<div class="crumb">当前位置：首页 &gt; 新闻发布 &gt; 发布会实录</div>{}<div class="foot">主办：澜江市人民政府办公室 网站标识码：0000000000
地址：澜江市滨江路1号 邮编：000000 建议使用1366*768以上分辨率 版权所有 未经许可不得转载 联系我们 网站地图 隐私声明 无障碍浏览 违法和不良信息举报</div>
<script src="/static/js/jquery.min.js"></script>{}</body></html>"""
DOORS = {
    "a form in place of the list": (
        HEAD.format("新闻发布平台")
        + """<form action="/sso/login" method="post"><h2>澜江市统一身份认证</h2>
<input name="user" placeholder="用户名"><input type='password' name="pwd"><img src="/kaptcha.jpg" alt="看不清，换一张">
<button>登录</button></form></body></html>""",
        "who has logged in",
    ),
    "a sentence in place of the list": (
        HEAD.format("发布会实录")
        + "<div class='tip'>该栏目内容请登录后查看。</div><ul class='list'></ul></body></html>",
        "who has logged in",
    ),
    "letters in a picture": (
        HEAD.format("访问验证")
        + """<form method="post"><p>您的操作过于频繁，请输入图中字符后继续</p><input name="code">
<img id="imgCode" src="/servlet/validateCode?t=1"></form></body></html>""",
        "solves a captcha",
    ),
    "a slider": (
        HEAD.format("发布会")
        + '<div id="nc-container"></div><p>请拖动滑块完成拼图</p><script src="/g.js"></script></body></html>',
        "solves a captcha",
    ),
    "one page of a framework": (
        HEAD.format("澜江市人民政府")
        + """<noscript><strong>本站需要启用 JavaScript 才能浏览。</strong></noscript><div id="app"></div>
<script src="/js/chunk-vendors.3f1c.js"></script><script src="/js/app.9a2e.js"></script></body></html>""",
        "drawn by a script",
    ),
    "an empty list that is asked for": (
        HEAD.format("发布会实录")
        + CHROME.format(
            '<ul class="news-list" id="list"></ul><div id="page"></div>',
            "<script>$.ajax({url: '/common/search/list', data: {channelId: 'x'}, success: function (d) { show(d) }});</script>",
        ),
        "drawn by a script",
    ),
    "a template that is filled in": (
        HEAD.format("发布会实录")
        + CHROME.format('<div id="box"><dl v-for="one in rows"><dt>{{ one.title }}</dt></dl></div>', ""),
        "drawn by a script",
    ),
}


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_list_behind_a_login_a_captcha_or_a_script_is_said_to_be_so(name: str, encoding: str) -> None:
    text, words = DOORS[name]
    raw = text.replace("utf-8", encoding).encode(encoding)
    with pytest.raises(LayoutChanged, match=words) as caught:
        parse_listing(raw, url=LIST, site=site('item = "ul.news a"'))
    assert "selector" not in str(caught.value)
    (said,) = [one for one in check_listing(raw, url=LIST, site=site('item = "ul.news a"')) if one.key == "listing"]
    assert (said.ok, said.sample) == (False, str(caught.value))


def test_a_list_whose_selector_is_wrong_is_not_said_to_be_behind_anything() -> None:
    rows = "".join(f'<li><a href="/a/{n}.html">登录验证码诈骗怎么防？第{n}场发布会实录</a></li>' for n in range(20))
    text = HEAD.format("发布会实录") + CHROME.format(f'<ul class="list">{rows}</ul>', "<script>var a = 1;</script>")
    with pytest.raises(LayoutChanged, match="has another shape"):
        parse_listing(text.encode(), url=LIST, site=site('item = "ul.news a"'))


def test_an_unknown_kind_of_list_is_named() -> None:
    with pytest.raises(SiteError, match=r"line 7: listing\.format: one of html, jpage, json, rss, sitemap"):
        site('format = "xls"\nitem = "li"')


RECORD = '{"title": "一季度发布会", "href": "a/1.html", "day": "2023-05-08"}'
IN_SCRIPTS = {
    "JSON": (
        "listData.list",
        f'var pageSize = 20;\nvar listData = {{"count": 1, "list": [{RECORD}]}};\nrender(listData);',
    ),
    "JavaScript": (
        "window_rows",
        "const window_rows = [ // all of them\n{title: '一季度发布会', href: 'a/1.html', day: \"2023-05-08\",},\n];",
    ),
    "state": ("__STATE__.rows", f'window.__STATE__={{"rows":[{RECORD}]}}'),
}


@pytest.mark.parametrize(("item", "script"), IN_SCRIPTS.values(), ids=IN_SCRIPTS)
def test_a_list_in_a_variable_of_the_pages_script(item: str, script: str) -> None:
    page = f'<!DOCTYPE html><html><body><ul id="list"></ul><script>{script}</script></body></html>'
    rules = f'format = "json"\nitem = "{item}"\nlink = "href"\ntitle = "title"\ndate = "day"'
    assert links(page, rules) == [("/xwfb/a/1.html", "一季度发布会", date(2023, 5, 8))]


def test_a_list_in_a_script_that_is_json_goes_by_its_id() -> None:
    data = f'<script id="__NEXT_DATA__" type="application/json">{{"props": {{"rows": [{RECORD}]}}}}</script>'
    rules = 'format = "json"\nitem = "__NEXT_DATA__.props.rows"\nlink = "href"\ntitle = "title"\ndate = "day"'
    assert links(f"<html><body>{data}</body></html>", rules) == [("/xwfb/a/1.html", "一季度发布会", date(2023, 5, 8))]


@pytest.mark.parametrize("rules", ['item = ".list li"', 'format = "json"\nitem = "data.list"'])
def test_where_the_entries_are_is_said_when_they_are_in_a_script_or_under_another_path(rules: str) -> None:
    page = f"<html><body><ul class='list'></ul><script>var listData = {{\"list\": [{RECORD}]}};</script></body></html>"
    with pytest.raises(
        LayoutChanged, match=r'write listing.format = "json" and item = "listData.list".*href'
    ) as caught:
        links(page, rules)
    assert "another shape" not in str(caught.value)
    if "json" in rules:
        with pytest.raises(LayoutChanged, match='item = "rows"'):
            links(f'{{"rows": [{RECORD}]}}', rules)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "url",
        "url:",
        "x=[",
        "x = {",
        "a ",
        ",  ",
        "{a:",
        "'",
        r'"\"',
        r"'\'",
        "/*",
        "//",
        "<script>",
        "<script ",
        "</script",
        "\\",
    ],
)
def test_a_piece_repeated_through_a_pages_script(piece: str) -> None:
    """A script of twenty thousand letters took eighteen seconds: a pattern that began with any number of letters."""
    repeated = piece * (200_000 // len(piece))
    for page in (
        f"<html><script>var x = {{{repeated}</script>",
        f"<html><script>{repeated}</script>",
        f"<html>{repeated}",
    ):
        assert json_of(page) is None


def test_a_script_that_computes_its_list_is_said_to_be_one() -> None:
    page = (
        "<html><body><ul></ul><script>$.get('/api', function (r) { rows = [r.a, {url: r.b}]; });</script></body></html>"
    )
    with pytest.raises(LayoutChanged, match="is drawn by a script"):
        links(page, 'item = ".list li"')


def test_an_address_made_of_an_entrys_keys() -> None:
    rows = '{"rows": [{"title": "一季度发布会", "id": 7, "at": {"c": "xw"}}, {"title": "二季度发布会", "id": null}]}'
    rules = 'format = "json"\nitem = "rows"\nlink = "/{at.c}/detail.html?id={id}"'
    assert links(rows, rules) == [("/xw/detail.html?id=7", "一季度发布会", None)]
    with pytest.raises(LayoutChanged, match=r"nothing under listing.link = 'url'; their keys are title, id, at\."):
        links(rows, rules.replace("/{at.c}/detail.html?id={id}", "url"))

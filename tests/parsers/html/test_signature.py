"""First look at a body: articles pass, refusals, challenges and error pages do not, whatever their status."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.html.signature import classify_body, ends_like_html
from tests.faultsite.content import (
    JSL_CHALLENGE,
    RUISHU_CHALLENGE,
    SCRIPT_ONLY,
    SOFT_404,
    Article,
    article_html,
    list_html,
)

HTML = "text/html; charset=utf-8"


def article(note: str = "") -> str:
    return article_html(Article("/1.html", "市政府新闻发布会问答实录", date(2026, 9, 1), 1, note))


def look(text: str | bytes, *, status: int = 200, content_type: str | None = HTML, kind: str = "page") -> str:
    raw = text.encode() if isinstance(text, str) else text
    return classify_body(raw, status=status, content_type=content_type, kind=kind)  # type: ignore[arg-type]


def test_a_transcript_is_content() -> None:
    assert look(article()) == "ok"


def test_a_transcript_may_speak_of_errors_challenges_and_missing_pages() -> None:
    note = "群众反映网页提示“系统错误”“页面不存在”，还要输入验证码、滑动验证，系统显示访问过于频繁。" * 3
    assert look(article(note)) == "ok"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_an_error_page_is_recognised_in_either_encoding(encoding: str) -> None:
    assert look(SOFT_404.encode(encoding), content_type="text/html") == "soft_404"


@pytest.mark.parametrize("status", [401, 403, 405, 412, 429, 521])
def test_a_refusing_status_is_a_refusal_whatever_the_body(status: int) -> None:
    assert look(article(), status=status) == "blocked"


@pytest.mark.parametrize("status", [200, 404, 503])
@pytest.mark.parametrize("body", [JSL_CHALLENGE, RUISHU_CHALLENGE, SCRIPT_ONLY])
def test_a_challenge_is_a_refusal_whatever_the_status(status: int, body: str) -> None:
    assert look(body, status=status) == "blocked"


@pytest.mark.parametrize(
    "words", ["您的访问过于频繁，请稍后再试", "电信云防护", "请完成安全验证后继续访问", "Access Denied"]
)
def test_words_of_refusal_on_a_short_page_or_in_a_title_are_a_refusal(words: str) -> None:
    assert look(f"<html><body><h1>{words}</h1></body></html>") == "blocked"
    long_page = "<p>" + "说明文字。" * 200 + "</p>"
    assert look(f"<html><head><title>{words}</title></head><body>{long_page}</body></html>") == "blocked"


def test_a_page_without_words_is_not_content() -> None:
    assert look("<html><body><div id='main'></div></body></html>") == "soft_404"
    assert look(b"  \r\n ") == "empty"


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"%PDF-1.7 ..." + b"x" * 900, "text/html"),
        (b'{"code": 0, "data": "' + b"x" * 900 + b'"}', "application/json"),
        (b"PK\x03\x04" + b"\x00" * 900, None),
    ],
)
def test_what_is_not_html_is_the_wrong_type(raw: bytes, content_type: str | None) -> None:
    assert look(raw, content_type=content_type) == "wrong_type"


def test_a_list_may_be_xml_json_or_nothing_but_links() -> None:
    record = "<datastore><record><![CDATA[<li><a href='/1.html'>一</a></li>]]></record></datastore>"
    assert look(record, content_type="text/xml", kind="list") == "ok"
    assert look('{"rows": [{"title": "问答实录"}]}', content_type="application/json", kind="list") == "ok"
    assert look("<html><script>var n=1</script><a href='/1.html'>一</a></html>", kind="list") == "ok"


def test_an_error_page_in_place_of_a_list_is_not_a_list() -> None:
    assert look(SOFT_404, kind="list") == "soft_404"
    assert look(SCRIPT_ONLY, kind="list") == "blocked"
    # Drawn by a script, but nobody was refused: the check says where to look.
    shell = "<html><head><title>新闻发布</title></head><body><div id='app'></div><script src='/app.js'></script></body></html>"
    assert (look(shell, kind="list"), look(shell)) == ("ok", "blocked")
    assert look(list_html([("/1.html", "系统错误页面不存在情况问答实录", "2026-09-01")] * 6, 1), kind="list") == "ok"


def test_a_real_404_is_not_called_soft() -> None:
    assert look(SOFT_404, status=404) == "ok"


def test_only_a_document_that_opens_html_can_be_missing_its_end() -> None:
    assert ends_like_html(article().encode()) is True
    assert ends_like_html(article().encode()[:-60]) is False
    assert ends_like_html(b"<p>fragment") is None


@pytest.mark.parametrize(
    "words",
    [
        "抱歉，您要查看的信息不存在或者已被移除", "该文章已被删除，请浏览其他内容", "网站正在升级维护，请稍后访问",
        "HTTP Status 404 – 未找到", "您访问的链接已失效，即将跳转到首页", "服务器暂时不可用",
    ],
)  # fmt: skip
def test_words_of_absence_on_a_short_page_make_it_an_error_page(words: str) -> None:
    assert look(f"<html><head><title>提示</title></head><body><div>{words}</div></body></html>") == "soft_404"


def test_a_headline_about_maintenance_is_news() -> None:
    assert look(article().replace("问答实录", "问答实录：系统维护与链接已失效问题")) == "ok"


def test_a_login_page_is_a_refusal_and_a_login_form_in_the_header_is_none() -> None:
    form = "<form>用户名<input name='u'> 密码<input type='password' name='p'></form>"
    assert (
        look(f"<html><head><title>用户登录</title></head><body>{'<p>一网通办</p>' * 90}{form}</body></html>")
        == "blocked"
    )
    assert look(f"<html><head><title>首页</title></head><body>{form}</body></html>") == "blocked"
    assert look(article().replace("<body>", f"<body>{form}")) == "ok"


@pytest.mark.parametrize(
    "title",
    ["台风登陆上海 市政府新闻发布会", "统一身份认证升级问答实录", "网站登录难？答记者问", "申报出错了怎么办？答记者问"],
)
def test_a_headline_about_landfall_logins_and_errors_is_news(title: str) -> None:
    page = article().replace("市政府新闻发布会问答实录", title)
    assert title in page
    assert look(page.replace("<body>", f"<body><input type='password'>{'<p>本市各部门已经部署。</p>' * 20}")) == "ok"


@pytest.mark.parametrize("title", ["登录", "用户登录-某某平台", "某市统一身份认证平台"])
def test_a_door_names_itself_in_its_title(title: str) -> None:
    page = (
        f"<html><head><title>{title}</title></head><body>{'<p>一网通办</p>' * 90}<input type='password'></body></html>"
    )
    assert look(page) == "blocked"


@pytest.mark.parametrize("title", ["出错了", "出错啦！-某某网"])
def test_an_error_page_names_itself_in_its_title(title: str) -> None:
    page = f"<html><head><title>{title}</title></head><body>{'<p>友情链接</p>' * 90}</body></html>"
    assert look(page) == "soft_404"


def test_a_few_zero_bytes_and_utf_16_are_html() -> None:
    assert look(article().replace("惠及", "惠\0及")) == "ok"
    assert look(article().encode("utf-16")) == "ok"


@pytest.mark.parametrize(
    "named",
    [
        "application/rss+xml",
        "application/atom+xml; charset=utf-8",
        "text/xml",
        "application/json",
        "application/x-javascript",
    ],
)
def test_a_list_may_be_any_kind_of_feed(named: str) -> None:
    feed = (
        "<?xml version='1.0'?><rss><channel>" + "<item><title>新闻发布会问答实录</title><link>/1.html</link></item>" * 9
    )
    assert look(feed, content_type=named, kind="list") == "ok"
    assert look(feed, content_type=named) == "wrong_type"
    assert look(feed, content_type="application/pdf", kind="list") == "wrong_type"


SAID = "全市新增养老床位三千张，改造老旧小区二百个。"


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        (f"<p>{SAID}</p>", True),
        (f"<header><p>{SAID}</p></header>", True),
        (f'<a title="<script>">{SAID}</a><script>x</script>', True),
        (f"<p>一 < 二</p>{SAID}", True),
        (f"<!-- x --><style>p > q</style><script>if (a < b) c</script>{SAID}", True),
        (f"{'<li></li>' * 2000}<p>{SAID}</p>", True),
        (f"<!-- <p>{SAID}</p> -->", False),
        (f"<script>'{SAID}'</script>", False),
        (f"<script>'{SAID}'", False),
        (f"<!-- {SAID}", False),
        (f"<noscript>{SAID}</noscript >", False),
        (f'<p title="{SAID}">甲</p>', False),
        (f"{'<li></li>' * 2000}<script>{SAID}</script>", False),
    ],
)
def test_a_page_without_a_word_to_read_is_none(markup: str, seen: bool) -> None:
    assert look(f"<html><body>{markup}</body></html>") == (
        "ok" if seen else "soft_404" if "<script" not in markup else "blocked"
    )

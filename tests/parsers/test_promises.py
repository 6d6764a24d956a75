"""What a page promises and does not hold is a warning of the page, which every run tells."""

from __future__ import annotations

import pytest

from parsers.page import parse_page
from parsers.promises import is_incomplete
from parsers.sites.definition import read_site
from tests.parsers.read import LITTLE_SITE

SITE = LITTLE_SITE % "body"
ASKED = "<p>澜江日报记者：请问建成了几座？</p><p>林远山：建成了十二座，其余年底完工。</p>"


def warned(body: str, title: str = "海绵城市建设新闻发布会", day: str = "2024-03-05") -> list[str]:
    page = f"<html><meta charset='utf-8'><body><h1>{title}</h1><i class='sj'>{day}</i>{body}</body></html>"
    site = read_site(SITE.encode(), path="mycity.toml")
    found = parse_page(page.encode(), url="https://www.example.org/xwfb/1.html", site=site)
    return [warning for warning in found.warnings if is_incomplete(warning)]


@pytest.mark.parametrize("promise", ["实录", "實錄", "答记者问", "答記者問"])
def test_a_promise_that_is_not_kept_is_a_warning_of_the_page(promise: str) -> None:
    (told,) = warned("<p>市水务局局长林远山：今年全市新建雨水花园十二座。</p>", title=f"海绵城市建设{promise}")
    assert told.startswith(f"roles: the page says {promise}")


@pytest.mark.parametrize("key", ["", '\nnext = [".pager a"]'])
def test_an_article_whose_further_pages_are_not_there_is_incomplete(key: str) -> None:
    page = f"<meta charset='utf-8'><h1>发布会问答</h1><i class='sj'>2024-03-05</i>{ASKED}<p class='pager'><a href='1_2.html'>下一页</a></p>"
    site = read_site((SITE + key).encode(), path="mycity.toml")
    found = parse_page(page.encode(), url="https://www.example.org/xwfb/1.html", site=site)
    assert any(is_incomplete(warning) and warning.startswith("pages: ") for warning in found.warnings)


def test_a_page_without_a_day_is_incomplete() -> None:
    assert [told.partition(":")[0] for told in warned(ASKED, day="")] == ["held_on"]


def test_a_page_that_is_read_as_what_it_is_has_no_such_warning() -> None:
    assert warned(ASKED) == []


@pytest.mark.parametrize(
    "footer",
    [
        "<div>主办单位：澜江市人民政府新闻办公室　承办单位：澜江市数据局</div><div>澜ICP备12345678号-1</div>",
        "<p>澜公网安备 32010202010001号</p>",
        "<ul><li>热点推荐</li><li>市长会见来宾</li></ul><p>关于我们 | 网站地图 | 隐私声明</p>",
    ],
)
def test_a_footer_behind_the_last_word_is_told(footer: str) -> None:
    (told,) = warned(ASKED + footer)
    assert told.startswith("body: ")
    assert "article.body names too much" in told


@pytest.mark.parametrize(
    "said",
    [
        "网站地图和热点推荐都已改版，联系我们的电话不变。",
        "大家可以在关于我们一栏里找到",
        "主办单位：市体育局",
    ],
)
def test_what_somebody_says_of_a_site_is_no_footer(said: str) -> None:
    assert warned(ASKED + f"<p>{said}</p>") == []


@pytest.mark.parametrize(
    ("above", "behind"),
    [
        ("<p>2024-03-06　点击：273</p><p>直播时间：2024-03-05 15:00</p>", ""),
        ("<p>2024-03-06　浏览：81</p><p>时间：2024年3月5日上午</p>", ""),
        ("<p>2024-03-06　点击：273</p>", "<p>直播时间：2024-03-05 15:00</p>"),
        ("<p>2024-03-06 来源：市府办 点击：12</p>", "<ul><li>发布会时间：<span>2024-03-05</span></li></ul>"),
        ("<p>2024-03-06 16:20</p><p>召开时间：2024-03-05</p>", ""),
    ],
)
def test_the_events_own_time_outranks_the_day_of_the_page(above: str, behind: str) -> None:
    site = read_site(SITE.encode(), path="mycity.toml")
    page = f"<html><meta charset='utf-8'><body><h1>海绵城市建设新闻发布会</h1>{above}{ASKED}{behind}</body></html>"
    assert str(parse_page(page.encode(), url="https://www.example.org/1.html", site=site).held_on) == "2024-03-05"

"""What `sites check` says of a page that was read without an error and is not what it promises."""

from __future__ import annotations

import pytest

from parsers.site_check import check_article
from parsers.site_told import Finding
from parsers.sites.definition import read_site
from tests.parsers.read import LITTLE_SITE

SITE = LITTLE_SITE % "#zoom"


def warned(title: str, body: str, *, more: str = "", day: str = "") -> list[Finding]:
    page = f"<html><meta charset='utf-8'><body><h1>{title}</h1>{day}<div id='zoom'>{body}</div></body></html>"
    site = read_site((SITE + more).encode(), path="mycity.toml")
    found = check_article(page.encode(), url="https://www.example.org/xwfb/1.html", site=site)
    return [one for one in found if one.warns or (one.selector in ("", "warning") and not one.ok)]


STATEMENT = "<p>市水务局局长林远山：今年全市新建雨水花园十二座，工作进展总体顺利。</p><p>下一步继续推进。</p>"
DAY = "<i class='sj'>2024-03-05</i>"


@pytest.mark.parametrize(
    "title", ["海绵城市建设新闻发布会实录", "海绵城市建设发布会问答", "局长就海绵城市建设答记者问"]
)
def test_a_page_that_promises_questions_and_has_none_is_no_bare_tick(title: str) -> None:
    summary, *said = warned(title, STATEMENT, day=DAY)
    assert (summary.selector, summary.ok) == ("turns", True)
    told = "".join(one.sample for one in said)
    assert all(key in told for key in ("article.question", "article.answer", "article.who", "article.date"))


def test_the_lead_promises_as_the_title_does() -> None:
    lead = "<p>3月5日，市政府新闻办举行新闻发布会。现将实录刊发如下。</p>"
    said = warned("海绵城市建设新闻发布会", lead + STATEMENT, day=DAY)
    assert any("article.question" in one.sample for one in said)
    assert not any("held_on" in one.sample for one in said)


def test_a_statement_that_calls_itself_a_transcript_is_looked_at() -> None:
    opening = "<p>市水务局局长林远山介绍了海绵城市建设情况，以下为文字实录。</p>"
    assert any("article.who" in one.sample for one in warned("海绵城市建设情况", opening + STATEMENT, day=DAY))


def test_what_promises_nothing_and_what_is_found_is_not_warned_of() -> None:
    assert warned("海绵城市建设情况", STATEMENT, day=DAY) == []
    lead = "<p>2024年3月5日，市政府新闻办举行新闻发布会。现将实录刊发如下。</p>"
    asked = "<p>澜江日报记者：请问建成了几座？</p><p>林远山：建成了十二座，其余年底完工。</p>"
    assert warned("海绵城市建设新闻发布会实录", lead + asked, day=DAY) == []


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt class='ask'>请问建成了几座？</dt><dd class='ans'>建成了十二座。</dd>"
        "<dt class='ask'>何时完工？</dt><dd class='ans'>年底以前完工。</dd></dl>",
        "<p><img src='/i/wen.gif'>请问建成了几座？</p><p><img src='/i/da.gif'>建成了十二座。</p>"
        "<p><img src='/i/wen.gif'>何时完工？</p><p><img src='/i/da.gif'>年底以前完工。</p>",
        "<table><tr><td>提问</td><td>回答</td></tr><tr><td>请问建成了几座？</td><td>建成了十二座。</td></tr>"
        "<tr><td>何时完工？</td><td>年底以前完工。</td></tr></table>",
    ],
)
def test_an_exchange_in_the_markup_alone_names_who_is_missing(body: str) -> None:
    said = "".join(one.sample for one in warned("海绵城市建设在线访谈", body, day=DAY))
    assert all(key in said for key in ("article.question", "article.answer", "article.who"))


FOOTER = "<p class='foot'>关于我们 | 网站地图</p>"


def checked(head: str, **stated: str) -> dict[str, Finding]:
    site = SITE
    for key, selector in stated.items():
        site = (
            "\n".join(line for line in site.splitlines() if not line.startswith(f"{key} ="))
            + f'\n{key} = ["{selector}"]\n'
        )
    page = f"<html><meta charset='utf-8'><body>{head}<div id='zoom'>{STATEMENT}</div>{FOOTER}</body></html>"
    rules = read_site(site.encode(), path="mycity.toml")
    found = check_article(page.encode(), url="https://www.example.org/xwfb/1.html", site=rules)
    return {one.key: one for one in found if one.selector not in ("", "warning")}


@pytest.mark.parametrize("key", ["date", "source"])
def test_a_selector_that_yields_the_footer_is_no_tick(key: str) -> None:
    found = checked(f"<h1>海绵城市建设情况</h1>{DAY}", **{key: ".foot"})[f"article.{key}"]
    assert not found.ok
    assert "关于我们 | 网站地图" in found.sample


def test_a_date_that_can_be_read_is_right() -> None:
    assert checked(f"<h1>海绵城市建设情况</h1>{DAY}", date=".sj")["article.date"].ok


@pytest.mark.parametrize(("title", "warns"), [("2024-03-05 16:20", True), ("2024年3月5日新闻发布会", False)])
def test_a_title_that_is_nothing_but_a_date_is_looked_at(title: str, warns: bool) -> None:
    found = checked(f"<h1>{title}</h1>{DAY}")["article.title"]
    assert (found.ok, found.warns) == (True, warns)

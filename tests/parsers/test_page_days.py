"""Of which day a page is: of the event, of its publication, of its address."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.page import parse_page
from tests.parsers.little import page, site
from tests.parsers.read import A1, Q1


@pytest.mark.parametrize("said", ["某市就业工作新闻发布会在市民中心举行。", "市政府新闻办新闻发布会召开。"])
def test_a_conference_that_was_held_has_the_day_of_its_sentence(said: str) -> None:
    found = page(f"<p>2025年11月18日上午，{said}</p><p>问：{Q1}</p><p>答：{A1}</p>")
    assert found.held_on == date(2025, 11, 18)
    assert found.turns[0].role == "question", "it is told about the event, and nobody says it"


def test_a_statement_says_when_it_was_held() -> None:
    found = page(
        "<p>今天（3月13日）下午举行的市政府新闻发布会上，有关部门介绍了情况。</p><p>下一步将继续推进。</p>",
        title="某市介绍有关情况",
    )
    assert found.held_on == date(2023, 3, 13)


def test_the_line_that_gives_the_time_of_the_event_outranks_the_page_s_own_day_above_it() -> None:
    found = page(
        "<p>2025年9月25日</p><p>时间：2025年9月23日上午10时<br>地点：市新闻发布厅<br>主持人：市政府新闻办公室副主任 江建国</p>"
        f"<p>江建国：大家好。</p><p>{Q1}</p><p>{A1}</p>"
    )
    assert found.held_on == date(2025, 9, 23)


@pytest.mark.parametrize(
    "line",
    ["发布于 2025.11.20", "发布时间：2025-11-20 09:30", "【发布日期：2025年11月20日】", "最后更新：2025/11/20", "2025年11月20日　admin"],
)  # fmt: skip
def test_the_day_the_lead_gives_to_the_conference_outranks_that_of_its_publication(line: str) -> None:
    lead = "2025年11月18日，某市人民政府新闻办公室举行冬季供暖新闻发布会，回答了记者提问。"
    found = page(f"<p>{line}</p><p>{lead}</p><p>问：{Q1}</p><p>答：{A1}</p>")
    assert found.held_on == date(2025, 11, 18)
    alone = page(f"<p>{line}</p><p>问：{Q1}</p><p>答：{A1}</p>")
    assert alone.held_on == date(2025, 11, 20), "the last resort"


@pytest.mark.parametrize(
    ("box", "held_on"),
    [
        ("<li>直播时间：2023-03-11 10:00</li>", date(2023, 3, 11)),
        ("<p>发布会时间：<b>3月11日</b></p>", date(2023, 3, 11)),
        ("<p>直播时间：2023-03-11</p><p>直播时间：2023-03-12</p>", date(2023, 3, 14)),
        ("<p>发布时间：2023-03-11</p>", date(2023, 3, 14)),
    ],
)
def test_the_time_of_the_event_in_a_box_beside_the_text(box: str, held_on: date) -> None:
    text = (
        f'<html><head><meta name="PubDate" content="2023-03-14"></head><body><h1>某市新闻发布会实录</h1><div>{box}</div>'
        f'<div id="zoom"><p>新华社：{Q1}</p><p>陆怀谷：{A1}</p></div></body></html>'
    )
    found = parse_page(text.encode(), url=None, site=site())
    assert found.held_on == held_on
    assert any(warning.startswith("held_on: ") for warning in found.warnings)


@pytest.mark.parametrize(
    "path", ["/2025/11/01/a.html", "/art/2025/11/1/art_1_2.html", "/202511/t20251101_12.html", "/20251101/ab.html"]
)
@pytest.mark.parametrize("trusted", [True, False])
def test_the_day_of_the_address(path: str, trusted: bool) -> None:
    text = '<html><body><h1>某市介绍有关情况</h1><div id="zoom"><p>情况如下，下一步将继续推进。</p></div></body></html>'
    found = parse_page(
        text.encode(), url="https://www.example.org" + path, site=site(f"date_in_url = {str(trusted).lower()}")
    )
    assert found.published_on == date(2025, 11, 1)
    assert any("address" in warning for warning in found.warnings) is not trusted


@pytest.mark.parametrize(
    ("opening", "held_on"),
    [
        ("5月6日，市长会见来访客人。", date(2023, 5, 6)),
        ("2008年5月12日，汶川发生特大地震，我市派出救援队。", None),
        ("7月1日，新修订的条例将正式施行。", None),
    ],
)
def test_the_day_that_a_statement_begins_with_is_its_own_only_shortly_before_it_is_published(
    opening: str, held_on: date | None
) -> None:
    found = page(f"<p>{opening}</p><p>全市上下做了充分准备，工作进展顺利。</p>", title="全市工作情况通报", url=None)
    assert found.kind == "statement"
    assert found.held_on == held_on


def test_a_statement_without_any_day_is_told() -> None:
    text = '<html><body><h1>某市介绍有关情况</h1><div id="zoom"><p>情况如下，下一步将继续推进。</p></div></body></html>'
    found = parse_page(text.encode(), url="https://www.example.org/a.html", site=site())
    assert any(warning.startswith("held_on: no date") for warning in found.warnings)

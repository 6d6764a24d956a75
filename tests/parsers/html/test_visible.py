"""What the reader of a page does not see, or sees raised, neither joins nor splits what he does see."""

from __future__ import annotations

import pytest

from parsers.html.markup import Document
from parsers.page import parse_page
from parsers.records import Turn

PAGE = (
    '<meta charset="utf-8"><h1>市政府新闻发布会问答实录</h1><div class="article-content">'
    "<p>澜海日报记者：请问建成了多少？</p><p>{}</p></div>"
)


def answer(text: str) -> Turn:
    page = parse_page(PAGE.format(text).encode(), url=None, site=None)
    assert len(page.turns) == 2, page.turns
    turn = page.turns[1]
    assert all(turn.text[metric.start : metric.end] == metric.text for metric in turn.metrics)
    return turn


@pytest.mark.parametrize(
    "mark",
    ["\u200b", "\u00ad", "\ufeff", "\u202d", "\u2060", "\u200d", "\u2066", "\u061c", "&shy;", "&#8203;", "&zwnj;"],
)
def test_characters_without_width_split_nothing(mark: str) -> None:
    turn = answer(f"王{mark}磊：全市建成1{mark}2.{mark}5万{mark}平方米的场{mark}馆。")
    assert (turn.label, turn.speaker) == ("王磊", "王磊")
    assert turn.text == "全市建成12.5万平方米的场馆。"
    assert [(metric.text, metric.value) for metric in turn.metrics] == [("12.5万平方米", 125000)]


@pytest.mark.parametrize(
    ("written", "read", "value"),
    [
        ("42<sup>1</sup>座桥", "42座桥", 42),
        ("42<sup>[1]</sup>座桥", "42座桥", 42),
        ('42<sup><a href="#n1">①</a></sup>座桥', "42座桥", 42),
        ("<del>42</del>45座桥", "45座桥", 45),
        ("<s>4</s><strike>2</strike>45座桥", "45座桥", 45),
        ('4<span style="display: none">9</span>5座桥', "45座桥", 45),
        ('4<span style="VISIBILITY:hidden;">9</span>5座桥', "45座桥", 45),
        ('4<i style="font-size:0px">9</i>5座桥', "45座桥", 45),
        ("4<span hidden>9</span>5座桥", "45座桥", 45),
        ('4<span style="display:inline;font-size:0.9em">5</span>座桥', "45座桥", 45),
        ("<ruby>共<rp>(</rp><rt>9</rt><rp>)</rp></ruby>45座桥", "共45座桥", 45),
        ("<ins>4</ins>5座桥", "45座桥", 45),
        ("45m<sup>2</sup>展厅", "45m²展厅", 45),
    ],
)
def test_what_is_struck_out_hidden_or_a_note_is_no_digit_of_a_number(written: str, read: str, value: int) -> None:
    turn = answer(f"王磊：全市建成{written}。")
    assert turn.text == f"全市建成{read}。"
    assert [metric.value for metric in turn.metrics] == [value]


def test_an_exponent_is_no_further_digit() -> None:
    turn = answer("王磊：全市产值约10<sup>8</sup>元，PM<sub>2.5</sub>浓度下降3微克。")
    assert "10⁸元" in turn.text
    assert "PM2.5" in turn.text
    assert 108 not in [metric.value for metric in turn.metrics]


def test_a_body_that_a_script_unfolds_is_read() -> None:
    body = "<p>王磊：建成42座。</p>" * 3
    for folded in (
        f'<div id="zoom" style="display:none">{body}</div>',
        f'<div id="zoom"><div hidden>{body}</div>短</div>',
    ):
        found = Document(folded).first_body(["#zoom"], [])
        assert found is not None
        assert sum("王磊：建成42座。" in paragraph.text for paragraph in found.paragraphs) == 3


def test_titles_are_read_the_same_way() -> None:
    page = '<h1>市政府<span style="display:none">内部</span>新闻\u200b发布会<sup>1</sup></h1><meta name="x" content="a\u00adb">'
    assert Document(page).first_text(["h1"]) == "市政府新闻发布会"
    assert Document(page).first_text(["meta[name=x]"]) == "ab"

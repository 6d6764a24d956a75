"""Transcripts that are attached as files: their text is read like a page's, and what cannot be read says why."""

from __future__ import annotations

import pytest

from parsers.errors import DocumentUnread, OnlyAttachment
from parsers.html.documents import read_document
from parsers.html.pages import join_pages
from parsers.html.signature import file_kind
from parsers.page import parse_page
from tests.documents import docx, pdf

URL = "https://www.example.org/xwfb/202405/t20240508_1.html"
SAID = [
    "澜江日报记者：请问目前全市建成了多少家城市书房，居民步行多久可以走到？",
    "市文化和旅游局局长林书远：全市已建成城市书房42家。",
    "下一步还将新建10家。",
    "新华社记者：城市书房夜间开放吗？",
    "林书远：都开放到晚上九点。",
]
PAGE = '<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="城市书房新闻发布会问答实录（2024年5月8日）"></head><body><div id="zoom"><p>详见附件。</p><a href="a.docx">附件</a></div></body></html>'
# As printed: lines of equal width, a paragraph's last one shorter.
PRINTED = [
    "澜江日报记者：请问目前全市建成了多少家城市书房，",
    "居民步行多久可以走到？",
    "市文化和旅游局局长林书远：全市已建成城市书房42家。",
    "下一步还将新建10家。",
    "- 1 -",
    "新华社记者：城市书房夜间开放吗？",
    "林书远：都开放到晚上九点。",
]


@pytest.mark.parametrize("file", [docx(SAID), pdf(PRINTED)], ids=["docx", "pdf"])
def test_the_text_of_an_attached_file_is_the_transcript(file: bytes) -> None:
    if file_kind(file) == "pdf":
        pytest.importorskip("pypdf", reason="the extra documents is not installed (pip install '.[documents]')")
    raw = join_pages([(URL, PAGE.encode()), ("https://www.example.org/a.docx", file)])
    page = parse_page(raw, url=URL, site=None)
    assert [(t.role, t.outlet or t.speaker) for t in page.turns] == [
        ("question", "澜江日报"), ("answer", "林书远"), ("question", "新华社"), ("answer", "林书远"),
    ]  # fmt: skip
    assert page.turns[0].text == SAID[0].partition("：")[2]
    assert [m.text for m in page.turns[1].metrics] == ["42家", "10家"]
    assert str(page.held_on) == "2024-05-08"


def test_a_table_in_a_file_has_figures() -> None:
    rows = [["指标", "2023年（亿元）"], ["地区生产总值", "3948.7"], ["出口额", "120"]]
    raw = join_pages([(URL, PAGE.replace("问答实录", "数据").encode()), (URL, docx(["主要数据如下。"], rows=rows))])
    (turn,) = parse_page(raw, url=URL, site=None).turns
    assert [(m.text, m.measure, m.unit) for m in turn.metrics] == [
        ("3948.7", "地区生产总值", "CNY"),
        ("120", "出口额", "CNY"),
    ]


def test_the_same_file_without_the_fetch_is_told() -> None:
    with pytest.raises(OnlyAttachment):
        parse_page(PAGE.replace("问答实录", "情况").encode(), url=URL, site=None)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (docx(SAID)[:200] + b"word/", "damaged"),
        (b"PK\x03\x04 word/document.xml", "damaged"),
        (pdf(["a"])[:60], "damaged"),
        (docx([]), "only pictures"),
        (pdf([]), "only pictures"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(file: bytes, words: str) -> None:
    pytest.importorskip("pypdf", reason="the extra documents is not installed (pip install '.[documents]')")
    with pytest.raises(DocumentUnread, match=words) as raised:
        read_document(file, URL)
    assert raised.value.url == URL


def test_other_files_are_none_that_is_read() -> None:
    assert [file_kind(raw) for raw in (b"<html>", b"PK\x03\x04 xl/workbook.xml", b"\xd0\xcf\x11\xe0", b"")] == [
        None
    ] * 4

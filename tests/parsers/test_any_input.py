"""Whatever the bytes are: a page or a ParseError, in bounded time and memory."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.errors import (
    BodyMissing,
    EmptyPage,
    LayoutChanged,
    NotHtml,
    NoTurns,
    PageTooLarge,
    ParseError,
    TitleMissing,
)
from parsers.html.markup import MAX_BYTES, MAX_PARAGRAPHS, MAX_TAGS
from parsers.html.signature import Signature, classify_body
from parsers.page import parse_page
from parsers.records import Page
from parsers.sites.definition import load_site
from parsers.sites.listing import parse_listing
from tests.parsers.grammar import compose
from tests.parsers.markup import MARKUPS, as_page

SITE = load_site("shanghai")
PAGE = as_page(compose(3), MARKUPS["paragraphs"]).encode()
HEAD = '<html><head><meta charset="utf-8"><title>某市新闻发布会</title></head><body>'


def read(raw: bytes, content_type: str | None = None) -> Page | ParseError:
    try:
        return parse_page(raw, url="https://www.example.gov.cn/1.html", site=SITE, content_type=content_type)
    except ParseError as error:
        assert error.url or error.message
        return error


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", EmptyPage),
        (b" \r\n\t", EmptyPage),
        (b"%PDF-1.7 \x00\x01", NotHtml),
        (b"\x89PNG\r\n\x1a\n", NotHtml),
        ("只有文字，没有标签".encode(), NotHtml),
        (b"\x00" * 1000, NotHtml),
        (b"<html>" + b" " * MAX_BYTES, PageTooLarge),
        (b"<p>" * (2 * MAX_TAGS + 1), PageTooLarge),
        (b"<html><body><div id=ivs_content><p>text</p></div>", TitleMissing),
        ((HEAD + "<p>正文不在容器里</p>").encode(), BodyMissing),
        ((HEAD + '<div id="ivs_content"><p>&nbsp;</p></div>').encode(), BodyMissing),
        ((HEAD + '<div id="ivs_content"><p>分享按钮</p></div>').encode(), NoTurns),
        (
            (HEAD.replace("发布会", "发布会问答实录") + '<div id="ivs_content"><p>会议顺利举行。</p></div>').encode(),
            NoTurns,
        ),
    ],
)
def test_what_is_missing_is_named(raw: bytes, error: type[ParseError]) -> None:
    found = read(raw)
    assert type(found) is error
    if error in (TitleMissing, BodyMissing):
        assert found.selector


@settings(max_examples=75, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes(raw: bytes) -> None:
    assert isinstance(read(raw), Page | ParseError)


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(PAGE) - 1), st.binary(max_size=6), st.integers(0, 40)), max_size=8),
    st.integers(0, len(PAGE)),
)
def test_damaged_and_truncated_pages(edits: list[tuple[int, bytes, int]], end: int) -> None:
    raw = bytearray(PAGE)
    for at, inserted, removed in edits:
        raw[at : at + removed] = inserted
    assert isinstance(read(bytes(raw[:end])), Page | ParseError)


_TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "<table><tr><td>",
        "<![CDATA[",
        "]]>",
        "<",
        '"',
        "&#x4e00;",
        "&#0;",
        "人民日报：请问？",
        "华源：好的。",
        "\x0b",
        "\u2028",
        "</br>",
        "<style>",
        "<textarea>",
        "</body>",
        "<p class='",
        "<svg>",
        "<math><mi>",
    ]
)


@settings(max_examples=125, deadline=None)
@given(st.lists(_TAGS, max_size=40).map("".join))
def test_any_markup_in_the_body(inside: str) -> None:
    assert isinstance(read(f'{HEAD}<div id="ivs_content">{inside}</div></body></html>'.encode()), Page | ParseError)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_as_a_list_page(raw: bytes) -> None:
    for name in ("shanghai", "jiangsu"):
        with pytest.raises(LayoutChanged):
            parse_listing(raw, url="https://www.example.gov.cn/index.html", site=load_site(name))


@pytest.mark.parametrize("tag", ["div", "span", "b", "p", "table"])
def test_nested_ten_thousand_deep(tag: str) -> None:
    nested = f"<{tag}>" * 10_000 + "华源：好的。" + f"</{tag}>" * 10_000
    assert isinstance(read(f'{HEAD}<div id="ivs_content">{nested}</div>'.encode()), Page | ParseError)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "big5hkscs", "utf-8-sig"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "iso-8859-1", "nonsense", "hex"])
def test_wrong_declarations_of_the_encoding(encoding: str, declared: str) -> None:
    raw = (
        as_page(compose(3), MARKUPS["paragraphs"])
        .replace('charset="utf-8"', f'charset="{declared}"')
        .encode(encoding, "replace")
    )
    assert isinstance(read(raw, f"text/html; charset={declared}"), Page | ParseError)


def test_fifty_megabytes_are_refused_without_being_read() -> None:
    raw = b"<html>" + bytes(50_000_000)
    tracemalloc.start()
    try:
        assert isinstance(read(raw), PageTooLarge)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_label_alone_in_a_megabyte_of_text() -> None:
    inside = (
        "<p>华源：" + "这项工作已经部署。" * 100_000 + "</p><p>" + "：" * 100_000 + "</p><p>" + "（" * 100_000 + "</p>"
    )
    page = read(f'{HEAD}<div id="ivs_content">{inside}</div>'.encode())
    assert isinstance(page, Page)
    assert len(page.turns[0].text) > 1_000_000


@pytest.mark.slow
@pytest.mark.parametrize("size", [30_000, pytest.param(300_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<!--",
        "<title>",
        "<title ",
        "<meta ",
        '<meta name="PubDate" ',
        "<meta a",
        "<a ",
        "<a '",
        "<p ",
        "<script>",
        "<textarea>",
        "<div>",
        "</p",
        "&#",
        "<p>问：",
        "<p>答：是。",
        "<p>记者：",
        "[10:16] ",
        "好。 10:16 ",
        "（",
        "《",
    ],
)
def test_a_piece_repeated_through_the_whole_page(piece: str, size: int) -> None:
    """Each of these once took minutes, or could: a pattern that looks at the rest of the page again and again."""
    repeated = piece * (size // len(piece.encode()))
    for page in (repeated, f'{HEAD}<div id="ivs_content"><p>记者：你好。</p><p>{repeated}'):
        assert isinstance(read(page.encode()), Page | ParseError)
        assert classify_body(page.encode(), status=200, content_type="text/html") in get_args(Signature)


def test_thousands_of_names_that_may_be_labels() -> None:
    names = [f"{family}{chr(0x4E00 + given)}" for given in range(0, 1400, 7) for family in "王李张刘陈杨赵黄周吴徐孙"]
    inside = "".join(f"<p>{name}：是的吗？</p>" for name in names)
    page = read(f'{HEAD}<div id="ivs_content"><p>记者：你好。</p>{inside}</div>'.encode())
    assert isinstance(page, Page)
    assert len(page.turns) > len(names)


def test_more_paragraphs_than_any_transcript_has() -> None:
    page = f'{HEAD}<div id="ivs_content">{"<p>是。</p>" * (MAX_PARAGRAPHS + 1)}</div>'
    assert isinstance(read(page.encode()), PageTooLarge)


def test_nothing_but_the_bytes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`url` is repeated, never opened."""
    monkeypatch.chdir(tmp_path)
    assert isinstance(read(PAGE), Page)
    assert os.listdir() == []  # noqa: PTH208

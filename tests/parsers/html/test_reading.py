"""Addresses, encodings, dates and page text."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from parsers.html.dates import find_date, find_day, find_local_date
from parsers.html.encoding import decode
from parsers.html.markup import Document
from parsers.html.urls import normalise_url, page_key
from parsers.page import parse_page

TRUECMS = "/TrueCMS/shxwbgs/2022n_9y_wdsl/content/764f004d-ae98-4918-a716-9c80baea6fba"


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://Www.Example.gov.cn:80/a//b/../c.html#x", "http://www.example.gov.cn/a/c.html"),
        ("https://example.gov.cn", "https://example.gov.cn/"),
        (
            "https://example.gov.cn:8443/发布/?q=市 长",
            "https://example.gov.cn:8443/%E5%8F%91%E5%B8%83/?q=%E5%B8%82%20%E9%95%BF",
        ),
    ],
)
def test_one_spelling_per_address(url: str, normal: str) -> None:
    assert normalise_url(url) == normal
    assert normalise_url(normal) == normal


@pytest.mark.parametrize("url", ["mailto:a@b.cn", "/a.html", "http://", "http://[", "http://a:99999/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        normalise_url(url)


def test_one_key_for_every_address_of_a_page() -> None:
    same = {
        page_key(url)
        for url in (
            f"https://en.shio.gov.cn{TRUECMS}.html",
            f"http://www.shio.gov.cn{TRUECMS}.htm",
            f"https://www.shio.gov.cn{TRUECMS.replace('/shxwbgs', '//shxwbgs')}.html",
        )
    }
    assert same == {"764f004d-ae98-4918-a716-9c80baea6fba"}
    assert page_key("http://www.shanghai.gov.cn/nw9820/1.html") == page_key("https://shanghai.gov.cn/nw9820/1.html")
    assert page_key("https://www.shanghai.gov.cn/nw9820/1.html") != page_key(
        "https://www.shanghai.gov.cn/nw9820/2.html"
    )


TRADITIONAL = str.maketrans("谢总资亿", "謝總資億")
META = '<meta charset="{}"><p>杲云：谢谢，总投资１２亿元。</p>'


@pytest.mark.parametrize(
    ("declared", "written", "header", "encoding", "warned"),
    [
        ("utf-8", "utf-8", None, "utf-8", False),
        ("gb2312", "gb18030", None, "gb18030", False),
        ("gb2312", "utf-8", None, "utf-8", True),
        ("utf-8", "gb18030", None, "gb18030", True),
        ("x", "gb18030", "text/html; charset=gbk", "gb18030", False),
        ("x", "utf-8", "text/html; charset=ISO-8859-1", "utf-8", False),
        ("x", "gb18030", None, "gb18030", False),
        ("big5", "big5hkscs", None, "big5hkscs", False),
        ("gb2312", "utf-8-sig", None, "utf-8", False),
        ("gb2312", "utf-16", None, "utf-16-le", False),
    ],
)
def test_the_encoding_is_what_the_bytes_are(
    declared: str, written: str, header: str | None, encoding: str, warned: bool
) -> None:
    text = META.format(declared).translate(TRADITIONAL if written == "big5hkscs" else {})
    found = decode(text.encode(written), header)
    assert (found.text, found.encoding, bool(found.warnings)) == (text, encoding, warned)


def test_a_cut_page_is_still_utf8_and_says_what_was_replaced() -> None:
    found = decode(("<p>" + "总投资十二亿元" * 40).encode()[:-1])
    assert found.encoding == "utf-8"
    assert found.warnings == ("encoding: 1 characters could not be read as utf-8 and were replaced",)


LONG = "我们在今年的工作中把全市的发展和人民的生活放在一起来看，新建了一批学校。" * 12


@pytest.mark.parametrize("share", [0.005, 0.02, 0.05])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312"])
def test_damaged_utf8_is_read_as_what_it_is_and_marked(declared: str, share: float) -> None:
    raw = bytearray(f'<meta charset="{declared}"><p>{LONG}</p>'.encode())
    spoiled = range(60, len(raw) - 10, round(1 / share))
    for at in spoiled:
        raw[at] = 0xFF
    found = decode(bytes(raw))
    assert found.encoding == "utf-8"
    assert "我们在今年的工作" in found.text
    assert any("were replaced" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("written", "declared"),
    [("gb18030", "utf-8"), ("gb18030", "big5"), ("big5hkscs", "gb2312"), ("big5hkscs", "utf-8")],
)
def test_a_declaration_that_gives_no_chinese_is_not_followed(written: str, declared: str) -> None:
    text = f'<meta charset="{declared}"><p>{"我在大會上同人民一起看到了中心的工作和生活，上面有不少小事。" * 4}</p>'
    raw = text.encode(written)
    for damaged in (raw, raw[:200] + b"\xff" + raw[200:]):
        found = decode(damaged)
        assert found.encoding == written
        assert "大會" in found.text
        assert found.warnings


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2025-02-27T17:30:00Z", date(2025, 2, 28)),
        ("2025-02-27T15:59:59.999Z", date(2025, 2, 27)),
        ("2025-02-27 17:30 UTC", date(2025, 2, 28)),
        ("2025-02-28T00:10:00+08:00", date(2025, 2, 28)),
        ("2025-02-27T16:10:00+0000", date(2025, 2, 28)),
        ("2025-12-31T20:00:00-05:00", date(2026, 1, 1)),
        ("Thu, 27 Feb 2025 17:30:00 GMT", date(2025, 2, 28)),
        ("发布时间：2025-02-27 23:30", date(2025, 2, 27)),
        ("2025-02-27T23:30:00", date(2025, 2, 27)),
        ("2025-02-31T23:30:00Z", None),
    ],
)
def test_a_time_stamp_with_a_zone_is_of_the_local_day(stamp: str, day: date | None) -> None:
    assert find_local_date(stamp, "Asia/Shanghai") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("市政府新闻发布会问答实录（2020年7月31日）", date(2020, 7, 31)),
        ("( 2022-03-22)", date(2022, 3, 22)),
        ("2026-06-13 14∶06", date(2026, 6, 13)),
        ("主办：白鹭海关  2024.10.18", date(2024, 10, 18)),
        ("二〇二二年九月十五日", date(2022, 9, 15)),
        ("二○一一年十二月三十日", date(2011, 12, 30)),
        ("2021-2023年三年行动计划", None),
        ("2022年13月1日", None),
        ("6月29日市政府专题新闻发布会", None),
    ],
)
def test_complete_dates(text: str, day: date | None) -> None:
    assert find_date(text) == day


def test_a_day_without_year_takes_that_of_the_page() -> None:
    assert find_day("6月29日市政府专题新闻发布会答记者问", near=date(2011, 6, 30)) == date(2011, 6, 29)
    assert find_day("12月30日市政府新闻发布会", near=date(2012, 1, 4)) == date(2011, 12, 30)
    assert find_day("6月29日", near=None) is None


def _paragraphs(inside: str) -> list[str]:
    found = Document(f'<div id="zoom">{inside}</div>').first_body(["#zoom"], [".share"])
    return [paragraph.text for paragraph in found.paragraphs] if found else []


@pytest.mark.parametrize(
    ("inside", "texts"),
    [
        ("<p><span>2022</span><span>年</span></p>", ["2022年"]),
        ("一<br>二<br/><br/>三", ["一", "二", "三"]),
        ("<p>\u3000\u3000\xa0文\u200b\ufeff</p><p>&nbsp;</p>", ["文"]),
        ("<div>一<p>二</p>三</div>", ["一", "二", "三"]),
        ("<p>这是\r\n\t一句</p>", ["这是一句"]),
        ("<p>two\nwords</p>", ["two words"]),
        ("<p>一</p><script>x</script><style>y</style><!-- z --><div class=share>分享</div>", ["一"]),
        ("<table><tr><td>一</td><td>二</td></tr></table>", ["一", "二"]),
        ("<p>①２㎡½︰</p>", ["①２㎡½︰"]),
    ],
)
def test_inline_text_is_joined_and_blocks_break(inside: str, texts: list[str]) -> None:
    assert _paragraphs(inside) == texts


def test_cutting_the_body_out_gives_what_the_whole_page_gives() -> None:
    inside = "<div><p>一</p><!-- </div> --><script>'</div>'</script><div>二</div></div><p>三</p>"
    page = f'<div class="x y"><p id="zoomx">零</p></div><div\n class="a zoom b">{inside}</div><p>四</p>'
    cut = Document(page).first_body([".zoom"], [])
    whole = Document(page).first_body(["div.zoom"], [])
    assert cut and whole
    assert cut.paragraphs == whole.paragraphs
    assert [p.text for p in cut.paragraphs] == ["一", "二", "三"]


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="ArticleTitle" content="问答实录"><title>x</title>',
        "<title>问答实录__某市人民政府</title>",
        '<div><h2 id="ivs_title"> 问答实录</br><small id="ivs_date">( 2022-03-22)</small>',
    ],
)
def test_title_from_meta_heading_or_title_element(head: str) -> None:
    raw = f'{head}<div id="ivs_content"><p>问：请问目标？</p><p>答：已明确。</p></div></div>'.encode()
    assert parse_page(raw, url=None, site=None).title == "问答实录"


def test_the_same_transcript_elsewhere_hashes_equal() -> None:
    page = '<title>{}</title><div id="zoom"><p>{}</p><p>华源{}谢谢，{}2个。</p>{}</div>'
    one = page.format("2022年9月15日问答实录", "新华社：请问？", "：", "（共）", "<p>来源：上海发布</p>")
    two = page.format("问答实录（2022年9月15日）", "新华社:<span>请问</span>?", ":", "(共)", "<p>分享按钮</p>").replace(
        "，", ","
    )
    hashes = {parse_page(text.encode(), url=None, site=None).content_hash for text in (one, two)}
    assert len(hashes) == 1


def test_reading_a_definition_imports_no_html_parser() -> None:
    code = "import sys, parsers.sites.listing, parsers.sites.definition; parsers.sites.definition.load_site('shanghai'); print('bs4' in sys.modules or 'pydantic' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        == "False"
    )


@pytest.mark.parametrize(
    "inside", ['<img alt="</div>">', "<a onclick='x(\"</div>\")'></a>", "<!-->", "<xmp></div></xmp>"]
)
def test_what_only_looks_like_the_end_of_the_body_cuts_nothing_off(inside: str) -> None:
    found = Document(f'<html><body><div id="zoom"><p>甲</p>{inside}<p>乙</p></div></body></html>').first_body(
        ["#zoom"], []
    )
    assert found
    assert [paragraph.text for paragraph in found.paragraphs][-1] == "乙"


def test_an_official_may_say_that_a_system_is_being_upgraded() -> None:
    inside = "<p>记者：随申办为何打不开？</p><p>负责人：系统正在升级，今晚恢复。</p>"
    page = parse_page(
        f'<html><head><title>答记者问</title></head><body><div id="ivs_content">{inside}</div></body></html>'.encode(),
        url="https://www.example.gov.cn/1.html",
        site=None,
    )
    assert [turn.role for turn in page.turns] == ["question", "answer"]

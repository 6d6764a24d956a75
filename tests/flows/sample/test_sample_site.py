"""The sample site keeps the properties it was written for; its pages are read here as bytes, not by our parsers."""

from __future__ import annotations

import codecs
import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import pytest

from flows.sample import DEFINITION, SITE, sample_server
from flows.sample.server import BARE_TYPES
from parsers.sites.definition import load_site

EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text(encoding="utf-8"))
PAGES: dict[str, dict[str, Any]] = EXPECTED["pages"]
LISTS = ["/nw9820/index.html", "/nw9820/index_2.html", "/nw9820/index_3.html"]
GB2312 = "/nw9820/20240906/0001-9820_1498342.html"
LYING = "/nw9820/20250522/d03e7b5a9c614f28a0e7d94b1c86f25a.html"
OLD_MARKUP = "/nw9820/20240906/0001-9820_1491207.html"
ITEM = re.compile(
    r'<li><a href="([^"]+)" target="_blank" title="([^"]+)">([^<]+)</a><span class="time">([\d-]+)</span></li>'
)


def raw(path: str) -> bytes:
    return (SITE / path.lstrip("/")).read_bytes()


def text(path: str) -> str:
    return raw(path).decode("gb18030" if path == GB2312 else "utf-8")


def body(path: str) -> str:
    """The transcript of a page: tags gone, paragraphs and line breaks as new lines."""
    start = re.search(r'<div id="ivs_content"[^>]*>', text(path))
    assert start is not None
    inner = text(path)[start.end() :].split("</div>\n</div>\n", 1)[0]
    return unescape(re.sub(r"<[^>]+>", "", inner))


def items() -> list[tuple[str, str, str]]:
    """(href, title, date) of every list entry."""
    return [(href, title, day) for path in LISTS for href, title, _, day in ITEM.findall(text(path))]


def test_every_link_of_the_site_on_the_list_pages_resolves() -> None:
    with sample_server() as server:
        for href, _, _ in items():
            url = urljoin(server.url, EXPECTED["absolute"].get(href, href))
            if url.startswith(server.url):
                with urlopen(url, timeout=10) as answer:
                    assert answer.status == 200
        assert len(server.requests) == EXPECTED["list_items"] - 1  # one leads to another site


def test_no_link_inside_the_site_is_dead() -> None:
    pages = sorted(SITE.rglob("*.html"))
    for page in pages:
        source = page.read_bytes().decode("utf-8", errors="replace")
        for href in re.findall(r'(?:href|src)="(/[^"]+)"', source):
            assert (SITE / href.lstrip("/")).is_file(), f"{page.name}: {href}"


def test_the_expected_file_knows_every_list_entry() -> None:
    known = set(PAGES) | set(EXPECTED["skipped"]) | set(EXPECTED["absolute"])
    assert {href for href, _, _ in items()} == known
    assert len(items()) == len(known) == EXPECTED["list_items"]


def test_entries_are_newest_first() -> None:
    days = [day for _, _, day in items()]
    assert days == sorted(days, reverse=True)


def test_the_page_count_is_only_in_inline_javascript() -> None:
    names = {Path(path).name for path in LISTS}
    for path in LISTS:
        assert re.search(rf"\btotalPage: {len(LISTS)}\b", text(path))
        assert not {href.rsplit("/", 1)[-1] for href in re.findall(r'href="([^"]+)"', text(path))} & (
            names - {"index.html"}
        )
    assert not (SITE / "nw9820" / f"index_{len(LISTS) + 1}.html").exists()


def test_the_class_of_one_list_ends_with_a_space() -> None:
    classes = [re.findall(r'<ul class="(tadaty-list[^"]+)">', text(path)) for path in LISTS]
    plain = "tadaty-list uli14 nowrapli list-date"
    assert classes == [[plain], [f"{plain} "], [plain]]


def test_list_entries_lead_to_more_than_transcripts() -> None:
    hrefs = {href: title for href, title, _ in items()}
    assert sorted(EXPECTED["skipped"].values()) == ["not_html", "off_site", "title", "title", "title"]
    assert any(urlsplit(href).hostname == "mp.weixin.qq.com" for href in hrefs)
    assert sum("素材稿" in title for title in hrefs.values()) == 3
    assert sum(title.startswith("【最新】") for title in hrefs.values()) == 1


def test_one_title_on_the_list_lost_its_first_character() -> None:
    cut = [href for href, title, _ in items() if href in PAGES and f"市{title}" == PAGES[href]["title"]]
    assert len(cut) == 1


@pytest.mark.parametrize("path", PAGES)
def test_a_page_carries_the_marks_of_its_kind(path: str) -> None:
    page, title = text(path), PAGES[path]["title"]
    assert f'<meta name="ArticleTitle" content="{title}">' in page
    assert f"<title>{title}__澜海市人民政府</title>" in page
    assert f"( {PAGES[path]['published_on']})" in page
    assert re.search(r'<meta name="[Pp]ub[Dd]ate" content="' + PAGES[path]["published_on"], page)


@pytest.mark.parametrize("path", PAGES)
def test_every_asker_and_answerer_is_in_the_text(path: str) -> None:
    page = PAGES[path]
    assert len(page["outlets"]) == page["questions"] == len(page["answers_per_question"])
    assert len(page["speakers"]) == page["answers"] == sum(page["answers_per_question"])
    at = 0
    for name in filter(None, page["outlets"]):
        at = body(path).index(name, at) + 1
    assert all(name in body(path) for name in page["speakers"] if name)


def test_the_title_is_never_closed_in_one_of_two_layouts() -> None:
    broken = [path for path in PAGES if re.search(r'<h2 id="ivs_title" [^>]*>[^<]+</br>', text(path))]
    assert all("</h2>" not in text(path) and 'class="Article_content"' in text(path) for path in broken)
    others = [path for path in PAGES if 'class="trout-region-content"' in text(path)]
    assert len(broken) >= 8
    assert len(others) >= 7
    assert sorted(broken + others) == sorted(PAGES)


def test_addresses_and_dates_come_in_several_forms() -> None:
    shapes = [
        r"/nw9820/\d{8}/[0-9a-f]{32}\.html",
        r"/nw9820/20240906/0001-9820_\d{7}\.html",
        r"/TrueCMS/lhxwbgs/\d{4}n_\d+y_wdsl/content/[0-9a-f-]{36}\.html",
    ]
    assert all(any(re.fullmatch(shape, path) for path in PAGES) for shape in shapes)
    assert all(any(re.fullmatch(shape, path) for shape in shapes) for path in PAGES)
    stamps = re.findall(r'name="[Pp]ub[Dd]ate" content="[\d-]+(.*)"', "".join(map(text, PAGES)))
    assert {re.sub(r"\d", "9", stamp) for stamp in stamps} == {"", " 99∶99", " 99:99:99"}
    assert sum(page["held_on"] != page["published_on"] for page in PAGES.values()) >= 5


def test_one_page_is_in_gb2312_with_a_character_beyond_it() -> None:
    assert b"charset=gb2312" in raw(GB2312)
    for codec in ("utf-8", "gb2312"):
        with pytest.raises(UnicodeDecodeError):
            raw(GB2312).decode(codec)
    assert "沈镕" in raw(GB2312).decode("gb18030")


def test_the_meta_charset_of_one_page_is_wrong() -> None:
    assert b"charset=gb2312" in raw(LYING)
    with pytest.raises(UnicodeDecodeError):
        raw(LYING).decode("gb18030")
    assert "新能源汽车" in raw(LYING).decode("utf-8")


def test_all_other_pages_are_utf8_without_a_byte_order_mark() -> None:
    for path in {*PAGES, *LISTS} - {GB2312, LYING}:
        assert b'<meta charset="utf-8">' in raw(path)
        assert not raw(path).startswith(codecs.BOM_UTF8)
        raw(path).decode("utf-8")


@pytest.mark.parametrize("path", [*LISTS, GB2312, LYING, *BARE_TYPES])
def test_two_pages_come_without_a_charset_in_the_header(path: str) -> None:
    with sample_server() as server, urlopen(server.url + path, timeout=10) as answer:
        assert answer.headers["Content-Type"] == BARE_TYPES.get(path, "text/html; charset=utf-8")


def test_one_page_has_line_breaks_for_paragraphs() -> None:
    inner = text(OLD_MARKUP).split('class="Article_content">', 1)[1].split("</div>", 1)[0]
    assert "<p" not in inner
    assert re.search("^　　1、《澜海日报》：", inner.lstrip("\n"))
    assert inner.count("<br />\n<br />\n　　") >= 8


def test_numbers_are_split_by_spans() -> None:
    split = [path for path in PAGES if re.search(r"<span>[\d.,]+</span><span>[\d.,]+</span>", text(path))]
    assert len(split) == len(PAGES)


def test_empty_paragraphs_hold_a_hard_space() -> None:
    assert sum("<p>&nbsp;</p>" in text(path) for path in PAGES) >= 15
    assert any("<p>&nbsp;&nbsp;&nbsp;&nbsp;" in text(path) for path in PAGES)


def test_furniture_stands_inside_bodies() -> None:
    lines = {line.strip() for path in PAGES for line in body(path).splitlines()}
    furniture = {"来源：澜海市人民政府新闻办公室", "来源：澜海发布", "分享按钮", "责任编辑：沐阳", "【打印】【关闭】"}
    assert furniture <= lines


def test_one_transcript_is_at_two_addresses_in_two_widths() -> None:
    ((first, second),) = EXPECTED["same_transcript"]
    widths = str.maketrans("，：？；（）！", ",:?;()!")
    plain = [re.sub(r"\s|分享按钮", "", body(path).translate(widths)) for path in (first, second)]
    assert plain[0] == plain[1]
    assert body(first) != body(second)
    differing = {key for key in PAGES[first] if PAGES[first][key] != PAGES[second][key]}
    assert differing == {"title", "published_on"}


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/nw9820/20240419/3b0c7fa4d1e94d6f8a25c9b7e0d4136a.html", r"人民日报：.+\s+祝屿："),
        ("/nw9820/20240726/9d41f0c6b7a84e52a3f8170e6c2b95d8.html", r"新华社记者：.+\s+祝屿："),
        (OLD_MARKUP, r"　　1、《澜海日报》：.+\n+　　陆怀谷："),
        ("/nw9820/20240906/0001-9820_1493655.html", r"问：.+\s+答："),
        ("/nw9820/20250227/5c4f1a87e6d04b2398ea7c10d5f26b93.html", r"追问：.+\s+答："),
        ("/nw9820/20250122/c2f58e7a90b14b6d9e3fa1d70584c6e1.html", r"市政府副秘书长顾行之："),
        ("/nw9820/20240829/e8a6130df2c74957b1d04c3a9f7e2b56.html", r"【新华社记者】.+\s+【沈镕】"),
        ("/nw9820/20240920/47b9e2c05d8f4a13960c7e5fb1d3a28c.html", r"\[10:27\] 澜海新闻网记者（追问）："),
        ("/nw9820/20250424/2a97c4e05b3f41d8b6c08f17da9e354c.html", r"记者：我是新华社记者。"),
        (LYING, r"▲经济日报记者：.+\s+陆怀谷："),
        ("/nw9820/20250619/71b8d2f4ac9e40538d16c0e95f7a3b42.html", r"\n中国旅游报记者：\n"),
        (GB2312, r"《科技日报》记者：.+\s+市经济和信息化局副局长沈镕："),
    ],
)
def test_transcripts_label_their_speakers_in_many_ways(path: str, label: str) -> None:
    assert re.search(label, body(path))


def test_two_years_of_conferences() -> None:
    held = {page["held_on"] for page in PAGES.values()}
    assert len(held) == 19
    assert {day[:4] for day in held} == {"2024", "2025"}


@pytest.mark.parametrize(
    ("indicator", "least"),
    [("地区生产总值", 8), ("城镇新增就业", 8), ("轨道交通日均客流", 7), ("新能源汽车产量", 8), ("养老床位", 5)],
)
def test_an_indicator_comes_back_over_the_conferences(indicator: str, least: int) -> None:
    held = {page["held_on"] for path, page in PAGES.items() if re.search(indicator + r".{0,24}\d", body(path))}
    assert len(held) >= least


def test_the_definition_of_the_site_loads_and_leads_absolute_links_home() -> None:
    site = load_site(str(DEFINITION), base_url="http://127.0.0.1:8000")
    ((href, path),) = EXPECTED["absolute"].items()
    assert site.resolve(href, "http://127.0.0.1:8000/nw9820/index.html") == f"http://127.0.0.1:8000{path}"

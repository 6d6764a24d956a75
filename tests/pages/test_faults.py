"""Each fault of real pages has a page of its own: it is read as its golden, and ``sites check`` tells what it has."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from flows.cli.app import run
from tests.pages.faults.reading import (
    FAULTS,
    HTML_LIST,
    MARK,
    definition,
    golden_of,
    list_definition,
    pages,
    read,
    with_listing,
)

DOC = Path(__file__).parents[2] / "docs" / "add-a-site.md"
ARTICLES = [page for page in pages() if page.parent == FAULTS]
LISTS = [page for page in pages() if page.parent != FAULTS]

TOLD: dict[str, tuple[bool, str]] = {
    "01_next_links": (False, r"goes on at .*_2\.html, which is not read; article\.next names"),
    "01_next_script": (False, r"goes on at .*content_1_1\.htm, which is not read"),
    "01_next_unsaid": (False, "the text ends in a pager, only this page is read"),
    "01_next_named": (True, r"goes on at .*/1_2\.html; a run fetches it"),
    "02_dl": (False, r"only the markup tells questions from answers; .*article\.question = \['\.ask'\]"),
    "02_dl_named": (True, r"article\.who +\.who +6 +names of who speaks"),
    "02_table": (False, "only the markup tells questions from answers"),
    "02_names_dl": (False, r"only the markup tells .*article\.who = \['dt \.nm'\]"),
    "02_names_columns": (False, r"asked by +2 +海河连线, 海河晚报"),
    "02_icons": (True, r"article\.question +\.ico-wen +3 +questions"),
    "02_icons_unsaid": (False, r"only the markup tells .*wen\.png"),
    "03_office_and_name": (True, "label over lines +2 +市人力资源社会保障局局长 陆怀谷 ×2"),
    "03_role_office_name": (True, "label over lines +4 +主持人 市政府新闻办公室副主任 温静 ×2"),
    "04_stamps_in_labels": (True, "time stamp +3 +from 10:00 to 10:13, out of the text"),
    "04_stamps_at_ends": (True, "time stamp +3 +from 15:00 to 15:08"),
    "04_stamps_alone": (True, r"left out: time stamp +3 +\[15:00\]"),
    "05_headings": (True, "left out: heading +2 +国资委：国企利润增长"),
    "05_reports": (True, r"said by +3 +温静 \(市卫生健康委副主任\), 章若水 \(市教育局副局长\) ×2"),
    "06_reply_unlabelled": (True, "no label +1 +主管部门就是市水务局"),
    "06_asked_later": (True, "follow-up +1 +论坛地点定了吗"),
    "06_unanswered": (True, r"1 questions have no answer \(exchange 1\)"),
    "06_aside": (True, "2 questions, 2 answers"),
    "06_explains": (True, "remark +2 +我问的是城区。, 不是检修停水。"),
    "07_announced": (True, r"said by +2 +陆怀谷 \(外交部发言人\) ×2"),
    "07_rank": (True, r"said by +2 +陆怀谷 \(警备区参谋长\), 章若水 \(警备区副参谋长\)"),
    "07_presenter": (True, r"said by +2 +陆怀谷 \(市水务局局长\) ×2"),
    "07_introduces_itself": (True, "asked by +2 +深圳特区报及读特客户端, 海河晚报"),
    "07_photo_credit": (True, "left out: caption +1"),
    "07_citizens": (True, "asked by +1 +江边人家"),
    "07_position_later": (True, r"said by +3 +陆怀谷 \(市水务局局长\) ×3"),
    "07_no_name": (True, "statement, held on 2024-03-13: 0 questions, 0 answers"),
    "07_villages": (True, "statement, held on None: 0 questions, 0 answers"),
    "07_slots": (True, r"said by +5 +陆怀谷 \(市水务局局长\) ×3, 李大庆 \(市卫健委副主任\) ×2"),
    "07_rare_names": (True, r"said by +2 +麴令仪 \(市水务局局长\), 禤某 \(市财政局副局长\)"),
    "08_follow_ups": (True, "follow-up +2 +再追问一句，城区占多少？, 谢谢。想追问一个问题，夜间会停水吗？"),
    "09_notes": (True, "left out: editor's note +4 +注：以上数据截至3月12日24时。"),
    "09_box": (True, "left out: page tool +8 +索取号："),
    "10_day_in_text": (True, "held on 2024-03-13"),
    "10_day_in_address": (False, r"only the address states a day; article\.date_in_url = true"),
    "10_day_in_address_trusted": (True, "held on 2024-03-13"),
    "10_no_day": (False, "no date in title, text, page or address"),
    "11_not_found": (False, "the server's notice that there is no such page"),
    "11_not_found_in_layout": (False, "shows an error page in its usual layout"),
    "12_elsewhere": (False, r"article\.body: \.TRS_Editor matches nothing that can be used; here it is \.pcont"),
    "12_usual": (False, "here it is #cmsArticleContent"),
    "13_attached": (True, r"the text is in .*P020240313\.docx, which a run fetches"),
    "13_attached_wps": (False, r"link to a file \(P020240313\.wps\), which is not read"),
    "14_table": (True, "table row +4 +指标 | 总量"),
    "14_table_no_heads": (True, "table: 8 numbers are no figures: neither head nor caption says"),
}
"""Page → whether the definition can do with it, and the sentence that ``sites check`` says."""

KINDS = {"json": "json", "jsonp": "json", "rss": "rss", "atom": "rss", "sitemap": "sitemap", "jpage": "jpage"}
"""List → what a definition that takes it for HTML is told to write."""


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_page_is_read_as_its_golden(page: Path) -> None:
    expected = json.loads(golden_of(page).read_text("utf-8"))
    assert MARK not in expected, f"{golden_of(page).name} was not looked at"
    assert read(page) == expected


def said(text: str, page: Path, option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    written = tmp_path / "site.toml"
    written.write_text(text, encoding="utf-8")
    code = run(["sites", "check", str(written), option, str(page)])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_every_page_has_what_is_told_of_it() -> None:
    assert sorted(TOLD) == [page.stem for page in ARTICLES]


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.stem)
def test_check_tells_what_an_article_has(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    works, sentence = TOLD[page.stem]
    code, shown = said(definition(page), page, "--article", tmp_path, capsys)
    assert re.search(sentence, shown), shown
    assert code == (0 if works else 1), shown


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.stem)
def test_check_tells_what_a_list_yields(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = said(list_definition(page), page, "--listing", tmp_path, capsys)
    assert code == 0, shown
    assert re.search(r"listing +links +3 +3 with a date", shown)
    assert "/xwfb/202403/t20240314_1024.html" in shown


EXAMPLES = re.findall(r"```toml\n(\[listing\] +# (\w+)\n.*?)```", DOC.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize(("example", "kind"), EXAMPLES, ids=[kind for _, kind in EXAMPLES])
def test_each_example_of_the_guide_reads_a_list_of_its_kind(
    example: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = next(page for page in LISTS if page.stem == kind)
    code, shown = said(with_listing(example), page, "--listing", tmp_path, capsys)
    assert code == 0, shown
    assert re.search(r"listing +links +3 +3 with a date", shown)


def test_the_guide_has_an_example_of_each_kind() -> None:
    assert {"json", "script", "rss", "sitemap", "form", "jpage", "onclick"} == {kind for _, kind in EXAMPLES}


@pytest.mark.parametrize("kind", KINDS)
def test_check_tells_of_a_list_that_is_no_html(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = next(page for page in LISTS if page.stem == kind)
    code, shown = said(HTML_LIST, page, "--listing", tmp_path, capsys)
    assert code == 1
    assert f'write listing.format = "{KINDS[kind]}"' in shown

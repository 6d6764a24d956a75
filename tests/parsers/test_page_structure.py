"""What a page says beyond its words: roles in the markup, rows of tables, further pages, error pages."""

from __future__ import annotations

import pytest

from parsers.errors import BodyMissing, ErrorPage, OnlyAttachment
from parsers.html.pages import further_pages, join_pages
from parsers.page import parse_page
from parsers.records import Page
from tests.parsers.little import URL, page, site
from tests.parsers.read import A1, A2, Q1, Q2


def script(found: Page) -> list[tuple[object, ...]]:
    return [(t.role, t.exchange, t.outlet or t.speaker, t.text) for t in found.turns]


ASKED = [
    ("question", 1, None, Q1),
    ("answer", 1, None, A1),
    ("question", 2, None, Q2),
    ("answer", 2, None, f"{A2}\n谢谢。"),
]
LISTS = {
    "dl": f"<dl><dt>{Q1}</dt><dd>{A1}</dd><dt>{Q2}</dt><dd><p>{A2}</p><p>谢谢。</p></dd></dl>",
    "classes": f'<p class="ask">{Q1}</p><p class="answer">{A1}</p><div class="ask">{Q2}</div><div class="answer"><p>{A2}</p><p>谢谢。</p></div>',
    "columns": f"<table><tr><th>提问</th><th>回答</th></tr><tr><td>{Q1}</td><td>{A1}</td></tr><tr><td>{Q2}</td><td><p>{A2}</p><p>谢谢。</p></td></tr></table>",
}


@pytest.mark.parametrize(
    ("markup", "more"),
    [
        ("dl", 'question = ["dt"]\nanswer = ["dd"]'),
        ("classes", 'question = [".ask"]\nanswer = [".answer"]'),
        ("columns", 'question = ["tr:not(:first-child) > td:nth-child(1)"]\nanswer = ["td:nth-child(2)"]'),
    ],
)
def test_roles_that_a_definition_finds_in_the_markup(markup: str, more: str) -> None:
    found = page(LISTS[markup], more=more)
    assert [turn for turn in script(found) if turn[0] != "statement"] == ASKED
    assert not any("roles: only the markup" in warning for warning in found.warnings)


def test_what_is_told_inside_a_marked_answer_is_said_in_it() -> None:
    told = "有记者曾问：“为何不早说？”"
    body = (
        f"<dl><dt>新华社记者：{Q1}</dt><dd><p>市水务局局长陆怀谷：{A1}</p><p>{told}</p>"
        f"<p>人民日报记者：请问何时完工？</p><p>{A2}</p></dd></dl>"
    )
    found = page(body, more='question = ["dt"]\nanswer = ["dd"]')
    *_, asked, answered = found.turns
    assert (asked.role, asked.outlet, answered.role, answered.speaker) == ("question", "新华社", "answer", "陆怀谷")
    assert answered.text.startswith(A1)
    assert answered.text.endswith(f"{told}\n人民日报记者：请问何时完工？\n{A2}")


@pytest.mark.parametrize("markup", LISTS)
def test_roles_in_the_markup_are_read_with_a_warning_without_the_keys(markup: str) -> None:
    found = page(LISTS[markup])
    assert [turn for turn in script(found) if turn[0] != "statement"] == ASKED
    assert any(warning.startswith("roles: only the markup") for warning in found.warnings)


def test_icons_tell_the_roles() -> None:
    body = f'<p><img src="/i/ask.png">{Q1}</p><p><img src="/i/ans.png">{A1}</p>'
    found = page(body, more='question = ["img[src*=ask]"]\nanswer = ["img[src*=ans]"]')
    assert script(found) == [("question", 1, None, Q1), ("answer", 1, None, A1)]


@pytest.mark.parametrize("inside", [True, False])
def test_who_speaks_stands_in_an_element_of_its_own(inside: bool) -> None:
    def part(kind: str, who: str, text: str) -> str:
        name = f'<span class="who">{who}</span>'
        return (
            f'<div class="{kind}">{name}<p>{text}</p></div>'
            if inside
            else f'{name}<div class="{kind}"><p>{text}</p></div>'
        )

    body = (
        part("q", "新华社记者", Q1)
        + part("a", "市水务局局长 陆怀谷", A1)
        + part("q", "澜江日报", Q2)
        + part("a", "陆怀谷", A2)
    )
    found = page(body, more='question = [".q"]\nanswer = [".a"]\nwho = [".who"]')
    assert script(found) == [
        ("question", 1, "新华社", Q1), ("answer", 1, "陆怀谷", A1), ("question", 2, "澜江日报", Q2), ("answer", 2, "陆怀谷", A2),
    ]  # fmt: skip
    assert {turn.position for turn in found.turns if turn.role == "answer"} == {"市水务局局长"}


def test_an_element_that_names_the_speaker_proves_also_a_rare_surname() -> None:
    said = (("a", "市水务集团总经理 第五明舟", A1), ("q", "澜江日报", Q2), ("a", "市水务集团总经理 第五明舟", A2))
    body = f'<div class="q"><span class="who">新华社记者</span><p>{Q1}</p></div>' + "".join(
        f'<div class="{kind}"><span class="who">{who}</span><p>{text}</p></div>' for kind, who, text in said
    )
    found = page(body, more='question = [".q"]\nanswer = [".a"]\nwho = [".who"]')
    named = {(turn.speaker, turn.position) for turn in found.turns if turn.role == "answer"}
    assert named == {("第五明舟", "市水务集团总经理")}


NAMED = (
    ("陆怀谷", "市政府新闻办公室副主任", "各位媒体朋友，大家好！欢迎出席今天的新闻发布会。下面请提问。"),
    ("海河连线", "", Q1),
    ("温静", "市水务局副局长", A1),
    ("澜江日报", "", Q2),
    ("温静", "市水务局副局长", A2),
    ("陆怀谷", "市政府新闻办公室副主任", "谢谢各位。"),
)
NAMING = {
    "terms": '<dt><i class="ico"></i><span class="nm">{}</span><em class="zw">{}</em></dt><dd>{}</dd>',
    "columns": '<tr><td><img src="/i/head.gif"><br>{}<br><em>{}</em></td><td>{}</td></tr>',
}


@pytest.mark.parametrize("markup", NAMING)
def test_who_speaks_is_in_elements_of_their_own_without_any_key(markup: str) -> None:
    rows = "".join(NAMING[markup].format(*row) for row in NAMED)
    found = page(f"<dl>{rows}</dl>" if markup == "terms" else f"<table>{rows}</table>")
    assert [(turn.role, turn.outlet or turn.speaker, turn.position, turn.text) for turn in found.turns] == [
        ("moderator", "陆怀谷", "市政府新闻办公室副主任", NAMED[0][2]),
        ("question", "海河连线", None, Q1),
        ("answer", "温静", "市水务局副局长", A1),
        ("question", "澜江日报", None, Q2),
        ("answer", "温静", "市水务局副局长", A2),
        ("moderator", "陆怀谷", "市政府新闻办公室副主任", "谢谢各位。"),
    ]
    assert any("article.who" in warning for warning in found.warnings)


def test_a_list_of_terms_is_no_conversation() -> None:
    body = "<dl><dt>地点</dt><dd>市体育馆</dd><dt>时间</dt><dd>每周一</dd></dl><p>场馆已开放。</p>"
    assert {turn.role for turn in page(body, title="场馆开放").turns} == {"statement"}


def test_a_table_of_figures_is_rows() -> None:
    rows = [("指标", "1—6月", "同比"), ("地区生产总值", "3948.7亿元", "5.1%"), ("城镇新增就业", "4.87万人", "2.3%")]
    body = (
        "<p>上半年主要数据如下。</p><table>"
        + "".join(f"<tr>{''.join(f'<td><p>{c}</p></td>' for c in row)}</tr>" for row in rows)
        + "</table>"
    )
    found = page(body, title="上半年经济运行情况")
    assert found.turns[0].text.split("\n")[1:] == [" | ".join(row) for row in rows]


def test_a_table_that_lays_out_speech_stays_paragraphs() -> None:
    body = f"<table><tr><td>新华社：{Q1}</td></tr><tr><td>陆怀谷：{A1}</td></tr></table>"
    assert script(page(body)) == [("question", 1, "新华社", Q1), ("answer", 1, "陆怀谷", A1)]


def test_numbers_alone_in_cells_are_told() -> None:
    cells = "".join(f"<tr><td>第{n}区</td><td>{n * 7}</td></tr>" for n in range(1, 12))
    found = page(f"<p>各区情况如下。</p><table>{cells}</table>", title="各区情况")
    assert any(warning.startswith("table: 11 numbers") for warning in found.warnings)


@pytest.mark.parametrize(
    ("address", "links", "further"),
    [
        (
            "content_1.htm",
            ["content_1_2.htm", "content_1_3.htm", "content_12.htm"],
            ["content_1_2.htm", "content_1_3.htm"],
        ),
        ("1.html", ["1_3.html", "1_2.html"], ["1_2.html", "1_3.html"]),
        ("index.html", ["index_2.html", "list_2.html"], ["index_2.html"]),
        ("a.html", ["a_p4.html"], ["a_p4.html"]),
        ("a.html", ["../a_2.html", "b.html", "https://other.example.org/a_2.html"], []),
    ],
)
def test_further_pages_of_an_article(address: str, links: list[str], further: list[str]) -> None:
    base = "https://www.example.org/xwfb/"
    text = "".join(f'<a href="{link}">{number}</a>' for number, link in enumerate(links))
    assert further_pages(text, base + address) == [base + name for name in further]


def test_an_article_that_goes_on_is_never_passed_for_whole() -> None:
    body = f'<p>新华社：{Q1}</p><p>陆怀谷：{A1}</p><p>上一页 1 2 <a href="t20230508_12_2.html">下一页</a></p>'
    found = page(body)
    assert any("t20230508_12_2.html" in warning for warning in found.warnings)
    assert found.turns[-1].text == A1
    assert any(warning.startswith("pages:") for warning in page(body, url=None).warnings)


def test_joined_pages_are_one_body() -> None:
    def one(*lines: str) -> bytes:
        return f'<html><head><meta charset="utf-8"></head><body><h1>问答实录（2023年5月8日）</h1><div id="zoom">{"".join(f"<p>{x}</p>" for x in lines)}</div></body></html>'.encode()

    joined = join_pages(
        [
            (URL, one(f"新华社：{Q1}", f"陆怀谷：{A1}", "下一页")),
            (URL.replace("12.", "12_2."), one("第二段。", f"央视：{Q2}", f"陆怀谷：{A2}", "上一页")),
        ]
    )
    found = parse_page(joined, url=URL, site=site('next = [".pager a"]'))
    assert script(found) == [
        ("question", 1, "新华社", Q1), ("answer", 1, "陆怀谷", f"{A1}\n第二段。"), ("question", 2, "央视", Q2), ("answer", 2, "陆怀谷", A2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "<html><body><h1>404 Not Found</h1><hr>nginx</body></html>",
        "<html><head><title>404 Not Found</title></head><body></body></html>",
    ],
)
def test_a_bare_error_page_is_no_matter_of_selectors(text: str) -> None:
    with pytest.raises(ErrorPage):
        parse_page(text.encode(), url=URL, site=site())


def test_a_page_without_the_body_still_names_the_selector() -> None:
    text = "<html><body><h1>某市发布会</h1><p>" + "很长的正文，与选择器不符。" * 40 + "</p></body></html>"
    with pytest.raises(BodyMissing, match="#zoom"):
        parse_page(text.encode(), url=URL, site=site())


def test_an_article_of_nothing_but_a_file() -> None:
    with pytest.raises(OnlyAttachment, match=r"P0202305\.docx"):
        page('<p>附件：<a href="./P0202305.docx">发布会文字实录.docx</a></p>', title="新闻发布会")


def test_the_densest_text_where_no_site_is_named() -> None:
    text = (
        "<html><body><h1>某市发布会</h1><div class='nav'><a href='/'>首页</a><a href='/b'>新闻</a></div><div class='x91'>"
        + f"<p>{'正文很长，说的是上半年的工作。' * 8}</p>" * 3
        + "</div></body></html>"
    )
    found = parse_page(text.encode(), url=None, site=None)
    assert any(warning.startswith("body: ") for warning in found.warnings)
    assert found.turns[0].text.count("\n") == 2


@pytest.mark.parametrize(
    "selector", ['id="content"', 'id="article"', 'id="cmsArticleContent"', 'class="m-txt-article"', 'id="js_content"', 'class="szf_lfNewsDetail"', 'class="newscontnet"', 'id="content" class="text"'],
)  # fmt: skip
def test_common_containers(selector: str) -> None:
    text = f"<html><body><h1>某市发布会</h1><div {selector}><p>新华社：{Q1}</p><p>陆怀谷：{A1}</p></div></body></html>"
    assert len(parse_page(text.encode(), url=None, site=None).turns) == 2


def test_of_many_kinds_of_little_marks_only_the_commonest_are_compared() -> None:
    rare = "".join(f'<p><i class="k{n % 400}"></i>第{n}项工作已经完成。</p>' for n in range(800))
    talk = "".join(f'<p><i class="w"></i>{Q1}</p><p><i class="d"></i>{A1}</p>' for _ in range(3))
    found = page(talk + rare, title="访谈")
    assert [turn.role for turn in found.turns][:2] == ["question", "answer"]

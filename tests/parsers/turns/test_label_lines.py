"""Labels over several lines, times in labels and texts, headings that stand between speeches."""

from __future__ import annotations

import pytest

from tests.parsers.read import A1, A2, Q1, Q2, script_of, turns_of

WELCOME = "各位媒体朋友，大家上午好，欢迎参加今天的新闻发布会。"
OPENING = "下面由我介绍上半年全市就业工作的有关情况。"


@pytest.mark.parametrize(
    ("label", "speaker", "position"),
    [
        (("市人力资源社会保障局局长", "陆怀谷"), "陆怀谷", "市人力资源社会保障局局长"),
        (("市人力资源社会保障局党组书记、局长", "陆怀谷"), "陆怀谷", "市人力资源社会保障局党组书记、局长"),
        (("市疾控中心主任医师", "麴令仪"), "麴令仪", "市疾控中心主任医师"),
        (("市水务局", "局长", "陆怀谷"), "陆怀谷", "市水务局局长"),
        (("市水务局副局长", "陆怀谷："), "陆怀谷", "市水务局副局长"),
        (("市水务局副局长", "陆　怀"), "陆怀", "市水务局副局长"),
        (("**市水务局副局长**", "**陆怀谷**"), "陆怀谷", "市水务局副局长"),
    ],
)
def test_office_on_one_line_and_name_on_the_next(label: tuple[str, ...], speaker: str, position: str) -> None:
    found = turns_of("新华社记者：", Q1, *label, A1, "谢谢。", "人民日报记者：", Q2, *label, A2)
    assert [(t.role, t.speaker, t.position, t.text) for t in found] == [
        ("question", None, None, Q1),
        ("answer", speaker, position, f"{A1}\n谢谢。"),
        ("question", None, None, Q2),
        ("answer", speaker, position, A2),
    ]


@pytest.mark.parametrize("reporter", ["记　者", "**记　者**", "记者"])
def test_outlet_on_one_line_and_the_word_reporter_on_the_next(reporter: str) -> None:
    host = ("市政府新闻办公室副主任", "**温静（主持人）**")
    found = turns_of(
        *host, WELCOME, "南湖财经报", reporter, Q1, "市水务局局长", "**陆　谷**", A1, *host, "今天到此为止。"
    )
    assert [(t.role, t.outlet or t.speaker, t.position, t.text) for t in found] == [
        ("moderator", "温静", "市政府新闻办公室副主任", WELCOME),
        ("question", "南湖财经报", None, Q1),
        ("answer", "陆谷", "市水务局局长", A1),
        ("moderator", "温静", "市政府新闻办公室副主任", "今天到此为止。"),
    ]


def test_an_outlet_nobody_has_heard_of_stands_where_the_others_do() -> None:
    asked = ("南湖财经报", "江城晚报", "海河联播")
    found = turns_of(*(line for outlet in asked for line in (outlet, "记　者", Q1, "市水务局局长", "陆怀谷", A1)))
    assert [turn.outlet for turn in found if turn.role == "question"] == list(asked)
    assert {turn.text for turn in found if turn.role == "answer"} == {A1}


def test_moderator_office_and_name_on_three_lines() -> None:
    found = turns_of(
        "主持人", "市政府新闻办副主任", "韦若澜", WELCOME, "市就业局局长", "陆怀谷", OPENING, "新华社记者", Q1,
        "市就业局局长", "陆怀谷", A1,
    )  # fmt: skip
    assert [(t.role, t.speaker, t.position, t.text) for t in found] == [
        ("moderator", "韦若澜", "市政府新闻办副主任", WELCOME),
        ("statement", "陆怀谷", "市就业局局长", OPENING),
        ("question", None, None, Q1),
        ("answer", "陆怀谷", "市就业局局长", A1),
    ]


def test_moderator_and_name_on_two_lines() -> None:
    found = turns_of("主持人", "韦若澜", WELCOME, "新华社记者", Q1, "市就业局局长", "陆怀谷", A1)
    assert [(t.role, t.speaker) for t in found] == [("moderator", "韦若澜"), ("question", None), ("answer", "陆怀谷")]


def test_outlet_and_reporter_on_two_lines() -> None:
    found = turns_of(
        "澜江日报记者", "陆怀谷", Q1, "市就业局局长", "韦若澜", A1, "海河晚报记者", "高晓", Q2, "韦若澜", A2
    )
    assert [(t.role, t.outlet, t.text) for t in found if t.role == "question"] == [
        ("question", "澜江日报", Q1),
        ("question", "海河晚报", Q2),
    ]


def test_outlet_on_one_line_and_reporter_with_name_on_the_next() -> None:
    found = turns_of(
        "栖霞广播电视台",
        "记者 钟离雪：",
        Q1,
        "市水务局局长 陆怀谷：",
        A1,
        "栖霞晚报",
        "记者 秦岭：",
        Q2,
        f"陆怀谷：{A2}",
    )
    assert [(t.outlet, t.speaker) for t in found if t.role == "question"] == [
        ("栖霞广播电视台", "钟离雪"),
        ("栖霞晚报", "秦岭"),
    ]
    assert found[1].text == A1


def test_an_office_that_ends_a_sentence_of_an_answer_is_no_label() -> None:
    lines = ("本次评选的获奖单位代表", "李家村党支部", "他们的经验值得推广。")
    assert script_of(f"央视：{Q1}", f"华源：{A1}", *lines)[1] == " / ".join((f"1a 华源 | {A1}", *lines))


@pytest.mark.parametrize("mark", ["[{}] [10:1{}]：", "【{}】【10:1{}】", "[{}][2022-11-05 15:0{}:31]："])
def test_name_and_time_each_in_brackets(mark: str) -> None:
    found = script_of(
        mark.format("主持人", 1) + WELCOME,
        mark.format("澜江日报记者", 2) + Q1 + "[10:12]",
        mark.format("陆怀谷", 3) + A1 + "[10:13]",
        mark.format("陆怀谷", 4) + A2 + "[10:14]",
    )
    assert found == [f"-m - | {WELCOME}", f"1q 澜江日报 | {Q1}", f"1a 陆怀谷 | {A1} / {A2}"]


@pytest.mark.parametrize(
    "time", ["2022-11-05 15:06:31", "[10:11]", "（2022年11月5日 15:06）", "15:06:31", " 2022/11/05 15:06"]
)
def test_the_time_at_the_end_of_a_speech_is_no_text(time: str) -> None:
    assert script_of(f"新华社记者：{Q1}{time}", f"陆怀谷：{A1}{time}") == [f"1q 新华社 | {Q1}", f"1a 陆怀谷 | {A1}"]


def test_a_clock_that_ends_a_sentence_stays() -> None:
    text = "开放时间延长到晚上21:30"
    assert script_of(f"央视：{Q1}", f"华源：{text}")[1] == f"1a 华源 | {text}"


@pytest.mark.parametrize("heads", [("国资委", "人社局"), ("养老服务", "医疗保障"), ("养老服务", "人社局")])
def test_a_heading_with_colon_before_each_question_is_no_answer(heads: tuple[str, str]) -> None:
    found = script_of(
        f"{heads[0]}：国企利润增长",
        f"新华社记者：{Q1}",
        f"陆怀谷：{A1}",
        f"{heads[1]}：就业形势稳定",
        f"央视记者：{Q2}",
        f"陆怀谷：{A2}",
    )
    assert found == [f"1q 新华社 | {Q1}", f"1a 陆怀谷 | {A1}", f"2q 央视 | {Q2}", f"2a 陆怀谷 | {A2}"]


def test_a_numbered_heading_opens_the_statement_of_whom_it_names() -> None:
    first, second = "昨天全市新增病例8例，均已收治。", "各区已组织核酸检测，请市民配合。"
    found = turns_of(
        "一、市卫生健康委副主任温静通报疫情情况",
        first,
        "二、市商务局副局长陆怀谷介绍保供情况",
        second,
        title="市政府新闻发布会",
    )
    assert [(t.role, t.speaker, t.position, t.text) for t in found] == [
        ("statement", "温静", "市卫生健康委副主任", first),
        ("statement", "陆怀谷", "市商务局副局长", second),
    ]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (f"主发布人：局长陆怀谷：{OPENING}", "主发布人：局长陆怀谷"),
        (f"主发布人 市水务局局长 陆怀谷：{OPENING}", "主发布人 市水务局局长 陆怀谷"),
        (f"发布人：市水务局局长陆怀谷：{OPENING}", "发布人：市水务局局长陆怀谷"),
    ],
)
def test_who_stands_behind_the_word_of_a_role_speaks(line: str, label: str) -> None:
    first = turns_of(line, f"海河晚报记者：{Q1}", f"答：{A1}")[0]
    assert (first.label, first.role, first.speaker, first.text) == (label, "statement", "陆怀谷", OPENING)
    assert first.position in ("局长", "市水务局局长")


def test_a_colon_in_speech_names_nobody() -> None:
    said = "我回答三点：第一，按时完成。"
    assert turns_of(f"海河晚报记者：{Q1}", f"答：{said}")[1].text == said

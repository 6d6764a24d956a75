"""Answers without a label of their own, asides, remarks, follow-ups that only the text tells."""

from __future__ import annotations

import pytest

from parsers.html.paragraphs import Paragraph
from parsers.turns.folding import parse_turns
from tests.parsers.read import A1, A2, Q1, Q2, script_of, turns_of

TITLE = "2023年3月7日外交部发言人陆怀谷主持例行记者会"
REPLY = "主管部门就是刚才说的那一家，没有变化。"


@pytest.mark.parametrize("label", ["追问", "记者追问", "问", "记者"])
@pytest.mark.parametrize("more", [(), ("至于具体时间，请向主管部门了解。",)])
def test_a_reply_without_label_under_a_follow_up(label: str, more: tuple[str, ...]) -> None:
    found = turns_of(
        f"问：{Q1}", f"答：{A1}", f"{label}：是哪个部门？", REPLY, *more, f"问：{Q2}", f"答：{A2}", title=TITLE
    )
    assert [(t.role, t.exchange, t.speaker) for t in found][2:4] == [("question", 2, None), ("answer", 2, "陆怀谷")]
    assert found[3].text == "\n".join((REPLY, *more))
    assert found[3].label is None


def test_a_reply_that_tells_who_gives_it() -> None:
    reply = "市水务局局长麦振邦介绍，目前还没有确定。"
    found = turns_of(f"问：{Q1}", f"答：{A1}", f"问：{Q2}", "这件事很多市民关心。", reply, f"问：{Q1}", f"答：{A2}")
    assert [(t.role, t.speaker) for t in found[2:4]] == [("question", None), ("answer", "麦振邦")]
    assert found[3].text == reply


def test_a_reply_under_what_the_reporter_put_right() -> None:
    found = turns_of(
        f"问：{Q1}", f"答：{A1}", "记者：我说的是“指标”，不是“目标”。", REPLY, f"问：{Q2}", f"答：{A2}", title=TITLE
    )
    assert [(t.role, t.exchange, t.follow_up) for t in found[2:4]] == [("question", 2, True), ("answer", 2, False)]
    assert found[3].text == REPLY


@pytest.mark.parametrize(
    "question",
    [
        ("问：我有两个问题。", "第一个问题，目标是什么？", "第二个问题，资金从哪里来？"),
        ("问：据报道，三号线将延伸。", "市民对此很关心。", "请问进展如何？谢谢。"),
        ("问：目标是什么？资金从哪里来？", "谢谢发言人。"),
    ],
)
def test_a_question_of_several_paragraphs_stays_whole(question: tuple[str, ...]) -> None:
    found = script_of(*question, f"答：{A1}", f"问：{Q2}", f"答：{A2}", title=TITLE)
    assert found[0] == "1q - | " + " / ".join(question).removeprefix("问：")
    assert len(found) == 4


def test_a_question_that_nobody_answers_is_told() -> None:
    page = parse_turns(
        [
            Paragraph(f"问：{Q1}"),
            Paragraph(f"答：{A1}"),
            Paragraph(f"追问：{Q2}"),
            Paragraph("问：还有吗？"),
            Paragraph(f"答：{A2}"),
        ]
    )
    assert any("(exchange 2)" in warning for warning in page.warnings)


def test_asked_after_the_conference_and_answered_by_a_sentence() -> None:
    found = turns_of(
        f"问：{Q1}",
        f"答：{A1}",
        "会后，有记者问及：双方是否将举行会谈？",
        "陆怀谷表示，有关消息将及时发布。",
        title=TITLE,
    )
    assert [(t.role, t.exchange, t.follow_up, t.speaker) for t in found[2:]] == [
        ("question", 2, True, None),
        ("answer", 2, False, "陆怀谷"),
    ]


@pytest.mark.parametrize("aside", ["（记者：我只是问一下。）", "(记者：就是这个意思。)", "（记者笑）"])
def test_an_aside_in_brackets_belongs_to_the_turn_it_interrupts(aside: str) -> None:
    found = script_of(f"问：{Q1}", f"答：{A1}", aside, "所以我的回答没有变。", f"问：{Q2}", f"答：{A2}", title=TITLE)
    assert found[1] == f"1a 陆怀谷 | {A1} / {aside} / 所以我的回答没有变。"


@pytest.mark.parametrize("label", ["记者解释", "记者澄清"])
def test_what_a_reporter_explains_does_not_swallow_the_answer(label: str) -> None:
    found = script_of(
        f"问：{Q1}", f"{label}：我指的是去年的那一项。", f"答：{A1}", f"问：{Q2}", f"答：{A2}", title=TITLE
    )
    assert found[2] == f"1a 陆怀谷 | {A1}"


@pytest.mark.parametrize(
    "text",
    ["我再追问一句，什么时候完工？", "想再追问一个问题，资金从哪里来？", "谢谢。我追问一下，什么时候完工？", "我想跟进一个问题，什么时候完工？",
     "刚才您说年底完工，我再追问一下具体日期是哪天？", "我再补充问一个问题，资金从哪里来？"],
)  # fmt: skip
@pytest.mark.parametrize("label", ["澜江日报记者", "记者", "问"])
def test_a_follow_up_that_the_text_tells(label: str, text: str) -> None:
    first = "澜江日报记者" if label == "澜江日报记者" else label
    found = turns_of(f"{first}：{Q1}", f"陆怀谷：{A1}", f"{label}：{text}", f"陆怀谷：{A2}")
    assert [(t.exchange, t.follow_up) for t in found if t.role == "question"] == [(1, False), (2, True)]


def test_another_outlet_that_asks_on_is_no_follow_up() -> None:
    found = turns_of(
        f"澜江日报记者：{Q1}", f"陆怀谷：{A1}", "海河晚报记者：追问一个问题，什么时候完工？", f"陆怀谷：{A2}"
    )
    assert [t.follow_up for t in found if t.role == "question"] == [False, False]


@pytest.mark.parametrize(
    "closing",
    [
        "根据清明节放假安排，外交部例行记者会4月3日（周一）至4日（周二）休会，5日（周三）恢复。",
        "市民读书节将于4月23日在市图书馆开幕，欢迎各位记者朋友前往采访。",
    ],
)
def test_an_announcement_after_the_last_answer_is_no_part_of_it(closing: str) -> None:
    found = turns_of(f"问：{Q1}", f"答：{A1}", f"问：{Q2}", f"答：{A2}", closing, title=TITLE)
    assert (found[-1].role, found[-1].exchange, found[-1].speaker, found[-1].text) == (
        "statement",
        None,
        "陆怀谷",
        closing,
    )


def test_a_speaker_named_once_with_a_short_answer() -> None:
    found = script_of(
        "新华社记者：去年建成多少座公园？",
        "王磊：建成42座。",
        "陈立新：还有6座在建。",
        f"央视记者：{Q2}",
        f"王磊：{A2}",
    )
    assert found[1:3] == ["1a 王磊 | 建成42座。", "1a 陈立新 | 还有6座在建。"]


A_BARE_REPORTER = {
    "follows up an answer in a few words that are answered": (
        (f"记者：{Q1}", f"陆怀谷：{A1}", "记者：也就是说年底前不停水。", "陆怀谷：对。"),
        ["1q - | " + Q1, "1a 陆怀谷 | " + A1, "2Q - | 也就是说年底前不停水。", "2a 陆怀谷 | 对。"],
    ),
    "remarks what nobody answers": (
        (f"海河晚报：{Q1}", f"陆怀谷：{A1}", "记者：我们会继续关注。", f"澜江日报：{Q2}", f"陆怀谷：{A2}"),
        [
            "1q 海河晚报 | " + Q1,
            "1a 陆怀谷 | " + A1,
            "1r - | 我们会继续关注。",
            "2q 澜江日报 | " + Q2,
            "2a 陆怀谷 | " + A2,
        ],
    ),
    "goes on until the question is asked": (
        ("记者：我是海河晚报记者。", f"记者：{Q1}", f"陆怀谷：{A1}"),
        ["1q 海河晚报 | 我是海河晚报记者。 / " + Q1, "1a 陆怀谷 | " + A1],
    ),
    "tells a story where nobody answers": (
        ("市水务局介绍了供水改造。", "记者：走进水厂，机器轰鸣。"),
        ["-s - | 市水务局介绍了供水改造。 / 记者：走进水厂，机器轰鸣。"],
    ),
    "asks anew after an answer": (
        (f"记者：{Q1}", f"陆怀谷：{A1}", "记者：再请介绍一下城区的情况。", f"陆怀谷：{A2}"),
        ["1q - | " + Q1, "1a 陆怀谷 | " + A1, "2q - | 再请介绍一下城区的情况。", "2a 陆怀谷 | " + A2],
    ),
}


@pytest.mark.parametrize(("lines", "turns"), A_BARE_REPORTER.values(), ids=A_BARE_REPORTER)
def test_a_reporter_of_no_outlet(lines: tuple[str, ...], turns: list[str]) -> None:
    assert script_of(*lines) == turns

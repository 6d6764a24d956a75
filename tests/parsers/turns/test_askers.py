"""Who asks: outlets, reporters and citizens, by label or in their own words."""

from __future__ import annotations

import pytest

from tests.parsers.read import A1, A2, Q1, Q2, script_of, turns_of


@pytest.mark.parametrize(
    ("label", "outlet"),
    [
        ("追问", "人民日报"),
        ("追问一", "人民日报"),
        ("记者追问", "人民日报"),
        ("人民日报（追问）", "人民日报"),
        ("人民日报追问", "人民日报"),
        ("人民日报记者（继续追问）", "人民日报"),
        ("会后有记者问及", None),
        ("会后有俄罗斯记者问及", None),
        ("会后有路透社记者问及", "路透社"),
    ],
)
def test_follow_up_opens_an_exchange_of_its_own(label: str, outlet: str | None) -> None:
    found = turns_of(f"人民日报：{Q1}", f"华源：{A1}", f"{label}：{Q2}", f"华源：{A2}")
    assert [(t.role, t.exchange, t.follow_up) for t in found] == [
        ("question", 1, False),
        ("answer", 1, False),
        ("question", 2, True),
        ("answer", 2, False),
    ]
    assert found[2].outlet == outlet


@pytest.mark.parametrize("label", ["（记者追问）", "(追问)", "（现场记者提问）"])
def test_round_brackets_that_say_that_somebody_asks_open_a_question(label: str) -> None:
    found = turns_of(f"人民日报：{Q1}", f"华源：{A1}", f"{label}{Q2}", f"华源：{A2}")
    assert [(t.role, t.exchange, t.text) for t in found[2:]] == [("question", 2, Q2), ("answer", 2, A2)]


def test_round_brackets_in_an_answer_that_nobody_asks_in_stay_text() -> None:
    found = turns_of(f"人民日报：{Q1}", f"华源：{A1}", f"（二季度）{A2}", f"（回答提问前先说明）{A2}")
    assert [(t.role, t.exchange) for t in found] == [("question", 1), ("answer", 1)]


@pytest.mark.parametrize("label", ["记者解释", "记者澄清", "记者笑", "记者回答"])
def test_askers_interjection_is_a_remark(label: str) -> None:
    assert (
        script_of(f"问：{Q1}", "答：你指的是哪一项？", f"{label}：是去年的那一项。", f"答：{A1}")[2]
        == "1r - | 是去年的那一项。"
    )


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("我是深圳特区报的记者。请问今年的目标是什么？", "深圳特区报"),
        ("谢谢主持人，我是来自人民网的记者，请问今年的目标是什么？", "人民网"),
        ("你好，我是中央广播电视总台央视记者，请问今年的目标是什么？", "中央广播电视总台央视"),
        ("我是海河联播记者。请问今年的目标是什么？", "海河联播"),
        ("您好，我是来自海河联播的记者。请问今年的目标是什么？", "海河联播"),
        ("海河联播记者提问。请问今年的目标是什么？", "海河联播"),
        ("我是来自黑龙江省的记者，请问今年的目标是什么？", None),
        ("我是负责教育的记者，请问今年的目标是什么？", None),
        ("我是驻京外国记者，请问今年的目标是什么？", None),
        ("请问今年的目标是什么？", None),
    ],
)
def test_outlet_inside_the_question(text: str, outlet: str | None) -> None:
    found = turns_of(f"记者：{text}", f"华源：{A1}")
    assert (found[0].outlet, found[0].text) == (outlet, text)


def test_citizen_asks_by_nickname() -> None:
    found = turns_of(f"网民“东方小鱼”提问：{Q1}", f"华源：{A1}", f"市民王先生：{Q2}", f"华源：{A2}")
    assert [(t.role, t.outlet, t.speaker) for t in found if t.role == "question"] == [
        ("question", None, "东方小鱼"),
        ("question", None, "王先生"),
    ]
    assert [t.speaker for t in turns_of(f"市民代表：{Q1}", f"华源：{A1}")] == [None, "华源"]


@pytest.mark.parametrize(
    ("label", "outlet"),
    [
        ("扬子晚报/紫牛新闻记者", "扬子晚报/紫牛新闻"),
        ("记者[科技日报]", "科技日报"),
        ("提问1（科技日报）", "科技日报"),
        ("问题3（区融媒体中心）", "区融媒体中心"),
        ("提问二（科技日报）", "科技日报"),
        ("记者2（科技日报记者）", "科技日报"),
        ("Q1（科技日报）", "科技日报"),
        ("澎湃新闻（记者）", "澎湃新闻"),
        ("深圳特区报（记者 李佳佳）", "深圳特区报"),
        ("记　者", None),
    ],
)
def test_less_usual_forms_of_an_asker(label: str, outlet: str | None) -> None:
    found = turns_of(f"{label}：{Q1}", f"华源：{A1}", f"人民日报：{Q2}", f"华源：{A2}")
    assert [(t.role, t.outlet) for t in found[:2]] == [("question", outlet), ("answer", None)]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("我来自封面新闻，请问今年的目标是什么？", "封面新闻"),
        ("各位领导好，深圳卫视记者提问。今年的目标是什么？", "深圳卫视"),
        ("深圳卫视记者，请问今年的目标是什么？", "深圳卫视"),
        ("我是江州广播电视台的。请问今年的目标是什么？", "江州广播电视台"),
        ("主持人好，我是新华社的，想问今年的目标是什么？", "新华社"),
        ("我是江州卫视，想问今年的目标是什么？", "江州卫视"),
        ("我是新华社的王小东，请问今年的目标是什么？", "新华社"),
        ("您好，来自新华社。请问今年的目标是什么？", "新华社"),
        ("谢谢主持人。中国证券报，我的问题是今年的目标是什么？", "中国证券报"),
        ("澜江晚报，有两个问题。今年的目标是什么？明年呢？", "澜江晚报"),
    ],
)
def test_outlet_said_without_reporter(text: str, outlet: str) -> None:
    found = turns_of(f"记者：{text}", f"华源：{A1}")
    assert (found[0].outlet, found[0].text) == (outlet, text)


@pytest.mark.parametrize(
    "text",
    [
        "我是一名家长，请问今年的目标是什么？",
        "我是街道办事处的，请问今年的目标是什么？",
        "我是做直播电视的，请问今年的目标是什么？",
        "我是每天看晚报的，请问今年的目标是什么？",
        "我是人民日报的老读者，请问今年的目标是什么？",
        "最近，人民日报记者到现场看过，请问今年的目标是什么？",
        "这组数据来自人民日报，请问今年的目标是什么？",
        "相关新闻，请问什么时候发布？",
        "全市一张网，请问什么时候建成？",
    ],
)
def test_outlet_that_is_not_the_askers_own(text: str) -> None:
    assert turns_of(f"记者：{text}", f"华源：{A1}")[0].outlet is None


def test_a_name_that_introduces_itself_asks() -> None:
    found = script_of("王小东：我是江州广播电视台的，请问今年的目标是什么？", f"华源：{A1}")
    assert [line.split(" |")[0] for line in found] == ["1q 江州广播电视台", "1a 华源"]


@pytest.mark.parametrize("outlet", ["澎湃新闻、第一财经", "第一财经/一财全球", "新闻晨报·周到"])
def test_outlets_that_ask_together(outlet: str) -> None:
    assert turns_of(f"{outlet}：{Q1}", f"华源：{A1}")[0].outlet == outlet

"""What a label's slots take: only what is proved, never the rest of the label."""

from __future__ import annotations

import pytest

from tests.parsers.read import A1, A2, Q1, Q2, turns_of


@pytest.mark.parametrize(
    ("label", "outlet"),
    [
        ("海河晚报 王远", "海河晚报"),
        ("海河晚报王远", "海河晚报"),
        ("海河晚报　王　远", "海河晚报"),
        ("海河晚报记者 王远", "海河晚报"),
        ("新华社 麴令仪", "新华社"),
        ("人民日报·王远山", "人民日报"),
        ("采访记者", None),
        ("随行记者", None),
        ("在场记者", None),
        ("到场记者", None),
        ("与会媒体记者", None),
        ("一位外地记者", None),
        ("参会记者代表", None),
        ("媒体代表", None),
        ("媒体朋友", None),
        ("市民朋友", None),
        ("市民", None),
        ("网民朋友", None),
        ("企业代表", None),
        ("网民“东方小鱼”提问", None),
        ("“澜江日报”", "澜江日报"),
        ("澜江 日报", "澜江日报"),
        ("“澜江日报”记者", "澜江日报"),
        ("《澜江日报》记者", "《澜江日报》"),
    ],
)
def test_who_asks(label: str, outlet: str | None) -> None:
    found = turns_of(f"{label}：{Q1}", f"市水务局局长陆怀谷：{A1}", f"新华社记者：{Q2}", f"陆怀谷：{A2}")
    assert [(t.role, t.outlet) for t in found] == [
        ("question", outlet),
        ("answer", None),
        ("question", "新华社"),
        ("answer", None),
    ]
    assert found[0].position is None
    assert found[0].speaker not in {"朋友", "代表", "们"}
    assert found[0].label == label


@pytest.mark.parametrize(
    ("label", "speaker", "position"),
    [
        ("市卫健委李大庆副主任", "李大庆", "市卫健委副主任"),
        ("市卫健委 李大庆 副主任", "李大庆", "市卫健委副主任"),
        ("大校陆怀谷", "陆怀谷", "大校"),
        ("国防部新闻发言人陆怀谷大校", "陆怀谷", "国防部新闻发言人"),
        ("陆怀谷大校", "陆怀谷", "大校"),
        ("局长林　玥", "林玥", "局长"),
        ("局长 林 玥", "林玥", "局长"),
        ("市水务局 局长 陆怀谷", "陆怀谷", "市水务局局长"),
    ],
)
def test_who_answers(label: str, speaker: str, position: str) -> None:
    found = turns_of(f"新华社记者：{Q1}", f"{label}：{A1}", f"央视记者：{Q2}", f"{speaker}：{A2}")
    assert [(t.speaker, t.position) for t in found if t.role == "answer"] == [(speaker, position)] * 2


RARE = ["麴令仪", "禤振", "乜文涛", "庹丽", "鹿鸣野", "撖建国", "亢奋勇", "揣志强", "母丽珍", "缐知远"]


@pytest.mark.parametrize("name", RARE)
@pytest.mark.parametrize("form", ["【{}】", "{}答：", "{}：", "{}（补充）：", "答（{}）：", "[10:11] {}："])
def test_whom_the_page_introduces_is_a_person_whatever_the_surname(name: str, form: str) -> None:
    intro = f"主持人：各位好。出席今天发布会的有：市水务局局长{name}、市财政局副局长韦若澜。"
    asker = "【新华社记者】" if form.startswith("【") else "新华社记者："
    found = turns_of(intro, f"{asker}{Q1}", f"{form.format(name)}{A1}", f"{asker}{Q2}", f"{form.format(name)}{A2}")
    assert [(t.speaker, t.position) for t in found if t.role == "answer"] == [(name, "市水务局局长")] * 2


@pytest.mark.parametrize("name", RARE[:4])
def test_a_rare_surname_in_the_line_of_event_data(name: str) -> None:
    found = turns_of(f"主发布人：市水务局局长{name}", f"问：{Q1}", f"答：{A1}", f"问：{Q2}", f"{name}：{A2}")
    assert [(t.speaker, t.position) for t in found if t.role == "answer"] == [(name, "市水务局局长")] * 2


@pytest.mark.parametrize(
    "lead",
    [
        "2023年3月7日，外交部发言人陆怀谷主持网上例行记者会。",
        "2023年3月7日，外交部发言人陆怀谷在蓝厅主持例行记者会。",
        "2023年3月7日下午，外交部发言人陆怀谷主持召开本周第二场记者会。",
    ],
)
def test_an_announced_speaker_with_words_between(lead: str) -> None:
    found = turns_of(lead, f"问：{Q1}", f"答：{A1}", f"问：{Q2}", f"答：{A2}", title="例行记者会")
    assert [(t.speaker, t.position) for t in found if t.role == "answer"] == [("陆怀谷", "外交部发言人")] * 2


def test_an_announced_speaker_with_a_military_rank() -> None:
    lead = "2023年3月30日下午，国防部举行例行记者会，国防部新闻局副局长、国防部新闻发言人陆怀谷大校答记者问。"
    found = turns_of(lead, f"记者：{Q1}", f"陆怀谷：{A1}", f"记者：{Q2}", f"陆怀谷：{A2}", title="国防部例行记者会实录")
    assert {(t.speaker, t.position) for t in found if t.role == "answer"} == {
        ("陆怀谷", "国防部新闻局副局长、国防部新闻发言人")
    }


@pytest.mark.parametrize(
    ("said", "outlet"),
    [
        ("我是深圳特区报及“读特”客户端记者，", "深圳特区报"),
        ("您好，我是南方日报、南方+客户端记者。", "南方日报"),
        ("我是澜江日报记者王远，", "澜江日报"),
    ],
)
def test_an_outlet_in_a_self_introduction(said: str, outlet: str) -> None:
    found = turns_of(f"记者：{said}{Q1}", f"陆怀谷：{A1}", f"记者：{Q2}", f"陆怀谷：{A2}")
    assert (found[0].outlet or "").startswith(outlet)
    assert "“" not in (found[0].outlet or "")


def test_a_position_in_the_first_label_holds_for_the_later_ones() -> None:
    found = turns_of(f"新华社：{Q1}", f"市水务局局长 陆怀谷：{A1}", f"央视：{Q2}", f"陆怀谷：{A2}")
    assert {t.position for t in found if t.role == "answer"} == {"市水务局局长"}


def test_who_meets_somebody_is_no_name() -> None:
    text = "市领导在会见来访企业代表时明确指出：开放的大门会越开越大。"
    found = turns_of(f"新华社：{Q1}", f"陆怀谷：{A1}", text, f"央视：{Q2}", f"陆怀谷：{A2}")
    assert found[1].text == f"{A1}\n{text}"


def test_a_village_in_a_list_of_places_is_no_speaker() -> None:
    lines = (
        "2022年5月31日，新增病例居住于：",
        "谭杨村、",
        "高石公路88号，",
        "谭杨村、",
        "康桥镇秀沿路。",
        "已落实终末消毒措施。",
    )
    found = turns_of(*lines, title="5月31日新增病例居住地信息")
    assert [(t.role, t.speaker) for t in found] == [("statement", None)]
    assert found[0].text == "\n".join(lines)


def test_a_title_alone_answers_for_whoever_holds_the_office() -> None:
    found = turns_of(
        f"海河晚报：{Q1}",
        f"市水务局局长陆怀谷：{A1}",
        f"江城晚报：{Q2}",
        f"局长：{A2}",
        f"澜江日报：{Q1}",
        f"副局长：{A1}",
    )
    assert [(t.role, t.speaker, t.position, t.text) for t in found if t.role == "answer"] == [
        ("answer", "陆怀谷", "市水务局局长", A1),
        ("answer", "陆怀谷", "市水务局局长", A2),
        ("answer", None, "副局长", A1),
    ]


def test_titles_before_names_in_an_answer_are_no_labels() -> None:
    found = turns_of(
        f"海河晚报：{Q1}", f"陆怀谷：{A1}", "组长：温静。", "主任：章若水。", f"江城晚报：{Q2}", f"陆怀谷：{A2}"
    )
    assert [t.text for t in found if t.role == "answer"] == [f"{A1}\n组长：温静。\n主任：章若水。", A2]

"""Who the people are: moderators, presenters, offices and names, as whole little transcripts."""

from __future__ import annotations

import pytest

from parsers.html.paragraphs import Paragraph
from parsers.turns.folding import parse_turns
from tests.parsers.read import A1, A2, Q1, Q2, script_of, turns_of


@pytest.mark.parametrize(
    "label", ["主持人", "主持人(陈伟鸿)", "主持人 陈伟鸿", "主持人陈伟鸿", "陈伟鸿（主持人）", "[09:30] 主持人 陈伟鸿"]
)
def test_moderator_is_neither_asker_nor_answerer(label: str) -> None:
    found = turns_of(f"{label}：各位记者，大家好。", f"人民日报：{Q1}", f"{label}：请华局长回答。", f"华源：{A1}")
    assert [(t.role, t.exchange) for t in found] == [
        ("moderator", None),
        ("question", 1),
        ("moderator", None),
        ("answer", 1),
    ]
    assert found[0].speaker == ("陈伟鸿" if "陈" in label else None)


def test_description_after_the_moderators_label_names_the_moderator() -> None:
    found = turns_of(
        "主持人：市政府新闻办副主任 邢慧 女士们、先生们，上午好！欢迎各位。", f"人民日报：{Q1}", f"华源：{A1}"
    )
    assert (found[0].role, found[0].speaker, found[0].position) == ("moderator", "邢慧", "市政府新闻办副主任")
    assert found[0].text == "女士们、先生们，上午好！欢迎各位。"


def test_moderator_announced_at_the_head_and_labelled_by_name() -> None:
    assert script_of(
        "时间：2024年5月8日上午10时",
        "主持人：市政府新闻办副主任 邢慧",
        "邢慧：各位好。",
        f"人民日报：{Q1}",
        f"华源：{A1}",
    ) == [
        "-m 邢慧 | 各位好。",
        f"1q 人民日报 | {Q1}",
        f"1a 华源 | {A1}",
    ]


def test_moderator_known_by_the_welcome() -> None:
    welcome = "各位记者，上午好！欢迎出席今天的新闻发布会。我们邀请到市财政局局长方佳宁女士。首先请方局长介绍情况。"
    found = turns_of(f"邢慧：{welcome}", f"方佳宁：{A1}", "邢慧：下面开始提问。", f"人民日报：{Q1}", f"方佳宁：{A2}")
    assert [t.role for t in found] == ["moderator", "statement", "moderator", "question", "answer"]
    assert found[1].position == "市财政局局长"


def test_unlabelled_opening_belongs_to_the_announced_presenter() -> None:
    found = turns_of(
        "2022年9月14日，外交部发言人汪文斌主持例行记者会。",
        "应邀请，有关代表团将于下周来访。",
        f"问：{Q1}",
        f"答：{A1}",
        title="2022年9月14日外交部发言人汪文斌主持例行记者会",
    )
    assert [(t.role, t.speaker, t.position, t.text) for t in found if t.role != "question"] == [
        ("statement", "汪文斌", "外交部发言人", "应邀请，有关代表团将于下周来访。"),
        ("answer", "汪文斌", "外交部发言人", A1),
    ]


def test_of_several_announced_people_none_is_guessed() -> None:
    found = turns_of("发布人：市教委主任 李永智、市卫生健康委主任 秦岭", f"问：{Q1}", f"答：{A1}")
    assert found[-1].speaker is None


def test_the_moderator_hands_the_floor() -> None:
    found = turns_of(
        "主持人：出席今天发布会的有市教委主任李永智、市卫生健康委主任秦岭。",
        f"问：{Q1}",
        "主持人：请秦主任回答。",
        f"答：{A1}",
        f"李永智：{A2}",
        f"秦岭：{A2}",
    )
    assert (found[3].speaker, found[3].position) == ("秦岭", "市卫生健康委主任")


@pytest.mark.parametrize(
    "welcome",
    [
        "出席今天发布会的有市财政局局长方佳宁女士、市税务局副局长韩东先生。",
        "今天我们邀请到了市财政局局长方佳宁和市税务局副局长韩东。",
        "介绍情况的是：市财政局局长方佳宁，市税务局副局长韩东。",
        "下面请市财政局局长方佳宁女士和市税务局副局长韩东先生回答提问。",
        "我们请来了方佳宁（市财政局局长）、韩东（市税务局副局长）。",
    ],
)
def test_an_office_given_once_holds(welcome: str) -> None:
    found = turns_of(f"主持人：{welcome}", f"央视：{Q1}", f"方佳宁：{A1}", f"韩东：{A2}")
    assert [t.position for t in found if t.role == "answer"] == ["市财政局局长", "市税务局副局长"]


def test_a_spokesman_with_a_second_office_has_both() -> None:
    welcome = "主持人：各位好。今天我们邀请到市水务局新闻发言人、规划计划处处长华源先生。"
    found = turns_of(welcome, f"人民日报：{Q1}", f"华源：{A1}")
    assert found[-1].position == "市水务局新闻发言人、规划计划处处长"


def test_office_alone_as_the_label() -> None:
    found = turns_of(f"記者︰{Q1}", f"財政司司長︰{A1}", f"記者︰{Q2}", f"行政長官︰{A2}")
    assert [(t.role, t.speaker, t.position) for t in found if t.role == "answer"] == [
        ("answer", None, "財政司司長"),
        ("answer", None, "行政長官"),
    ]


def test_an_office_that_answers_as_a_whole() -> None:
    found = script_of(f"澜江日报：{Q1}", f"市教委：{A1}", f"市公安局交警总队：{A2}")
    assert found == [f"1q 澜江日报 | {Q1}", f"1a 市教委 | {A1}", f"1a 市公安局交警总队 | {A2}"]


def test_family_name_and_office_are_resolved_from_the_welcome() -> None:
    found = turns_of(
        "主持人：今天请到市财政局局长方佳宁、市税务局副局长韩东。", f"央视：{Q1}", f"方局长：{A1}", f"韩副局长：{A2}"
    )
    assert [(t.speaker, t.position) for t in found[2:]] == [("方佳宁", "市财政局局长"), ("韩东", "市税务局副局长")]


def test_moderator_known_by_the_press_office() -> None:
    found = turns_of(
        "国务院新闻办新闻局局长 邢慧：大家上午好，欢迎出席新闻发布会。",
        f"科学技术部部长 王志：{A1}",
        "邢慧：谢谢王部长。",
        f"科技日报记者：{Q1}",
        f"王志：{A1}",
    )
    assert [t.role for t in found] == ["moderator", "statement", "moderator", "question", "answer"]


def test_moderator_known_by_giving_the_floor() -> None:
    found = turns_of(
        f"市教委主任 李永智：{A1}", "邢慧：下面请大家提问。", f"央视：{Q1}", f"李永智：{A1}", "邢慧：谢谢。"
    )
    assert [t.role for t in found] == ["statement", "moderator", "question", "answer", "moderator"]
    found = turns_of(f"问：{Q1}", "毛宁：没有可以提供的信息，请继续提问。", f"问：{Q2}", f"毛宁：{A1}")
    assert [t.role for t in found] == ["question", "answer", "question", "answer"]


def test_presenter_with_name_before_any_question_makes_a_statement() -> None:
    found = turns_of(f"发布人（崇明区副区长 胡柳强）：{A1}", f"央视：{Q1}", f"胡柳强：{A2}")
    assert [(t.role, t.speaker, t.position) for t in found] == [
        ("statement", "胡柳强", "崇明区副区长"),
        ("question", None, None),
        ("answer", "胡柳强", "崇明区副区长"),
    ]


@pytest.mark.parametrize("name", ["亓新明", "旦增伦珠"])
def test_second_answerer_with_a_rare_name(name: str) -> None:
    assert script_of(f"央视：{Q1}", f"华源：{A1}", f"{name}：这里我补充几句。")[2] == f"1a {name} | 这里我补充几句。"


@pytest.mark.parametrize(
    ("lead", "label", "speaker", "position"),
    [
        ("以下是財政司司長陳茂波今日會見傳媒的談話全文：", "財政司司長", "陳茂波", "財政司司長"),
        ("以下為運輸及房屋局局長張炳良今日與傳媒談話內容∶", "張炳良", "張炳良", "運輸及房屋局局長"),
    ],
)
def test_office_and_name_joined_by_the_lead(lead: str, label: str, speaker: str, position: str) -> None:
    found = turns_of(lead, f"記者︰{Q1}", f"{label}︰{A1}", title="司長會見傳媒談話全文")
    assert [(t.role, t.speaker, t.position) for t in found] == [
        ("question", None, None),
        ("answer", speaker, position),
    ]


def test_short_office_beside_the_name_keeps_the_full_one() -> None:
    found = turns_of(f"王发（市教育局副局长、一级调研员）：{A1}", f"央视：{Q1}", f"王发副局长：{A2}")
    assert found[-1].position == "市教育局副局长、一级调研员"


@pytest.mark.parametrize(
    ("label", "speaker", "position"),
    [
        ("市委宣传部副部长，市政府新闻办主任赵嘉鸣", "赵嘉鸣", "市委宣传部副部长、市政府新闻办主任"),
        ("古丽娜尔·买买提副主任", "古丽娜尔·买买提", "副主任"),
        ("市疾控中心主任——夏俊杰", "夏俊杰", "市疾控中心主任"),
        ("市委常委、副市长吴庆", "吴庆", "市委常委、副市长"),
        ("市住房和城乡建设委副主任 李和平", "李和平", "市住房和城乡建设委副主任"),
        ("党组书记、局长 周与安", "周与安", "党组书记、局长"),
    ],
)
def test_less_usual_forms_of_an_answerer(label: str, speaker: str, position: str) -> None:
    found = turns_of(f"人民日报：{Q1}", f"{label}：{A1}")
    assert (found[1].role, found[1].speaker, found[1].position) == ("answer", speaker, position)


@pytest.mark.parametrize(
    ("label", "position"),
    [
        ("市人社局局长 高原", "市人社局局长"),
        ("市人社局局长高原", "市人社局局长"),
        ("市委常委、副市长 高　原", "市委常委、副市长"),
        ("高原（市人社局局长）", "市人社局局长"),
        ("高原 市人社局局长", "市人社局局长"),
        ("答（市人社局局长 高原）", "市人社局局长"),
        ("【市人社局局长 高原】", "市人社局局长"),
    ],
)
def test_a_common_word_behind_an_office_is_a_name(label: str, position: str) -> None:
    found = turns_of(f"央视：{Q1}", f"{label}：{A1}", f"新华社：{Q2}", f"高原：{A2}")
    assert [(t.role, t.speaker, t.position) for t in found if t.role == "answer"] == [("answer", "高原", position)] * 2


def test_a_common_word_is_a_name_where_the_people_are_introduced() -> None:
    welcome = "出席今天发布会的有市农业农村局局长田园女士、市财政局副局长江涛先生。"
    found = turns_of(f"主持人：{welcome}", f"央视：{Q1}", f"田园：{A1}", "平台：要用好。", f"江涛：{A2}")
    assert [(t.speaker, t.position) for t in found if t.role == "answer"] == [
        ("田园", "市农业农村局局长"),
        ("江涛", "市财政局副局长"),
    ]


@pytest.mark.parametrize(
    "label",
    [
        "市人社局局长黄敏、市财政局副局长江涛",
        "市人社局局长 黄敏、市财政局副局长 江涛",
        "市人社局局长黄敏和市财政局副局长江涛",
        "黄敏、江涛",
        "答（市人社局局长黄敏、市财政局副局长江涛）",
    ],
)
def test_of_several_people_in_one_label_none_is_the_speaker(label: str) -> None:
    paragraphs = [f"央视：{Q1}", "主持人：请黄局长回答。", f"{label}：{A1}", f"新华社：{Q2}", f"黄敏：{A2}"]
    reading = parse_turns([Paragraph(text) for text in paragraphs])
    assert [(t.role, t.label, t.speaker) for t in reading.turns if t.role == "answer"] == [
        ("answer", label, None),
        ("answer", "黄敏", "黄敏"),
    ]
    assert reading.turns[2].position is None
    assert reading.turns[4].position == ("市人社局局长" if "局长" in label else None)
    assert reading.warnings == ("speaker: 1 answers are given by several together, see their labels",)


@pytest.mark.parametrize(
    "text",
    [
        "下面是来自热线的问题，公积金怎么提取？",
        "有网友留言：公积金怎么提取？请江局长解答。",
        "再看一位市民的问题，他问公积金怎么提取？",
    ],
)
@pytest.mark.parametrize("label", ["主持人", "主持人 邢慧"])
def test_a_question_that_the_moderator_reads_out(text: str, label: str) -> None:
    found = turns_of(f"央视：{Q1}", f"华源：{A1}", f"{label}：{text}", f"江涛：{A2}")
    assert [(t.role, t.exchange, t.outlet, t.speaker) for t in found] == [
        ("question", 1, "央视", None),
        ("answer", 1, None, "华源"),
        ("question", 2, None, None),
        ("answer", 2, None, "江涛"),
    ]


def test_a_moderator_who_reads_out_a_question_hands_the_floor() -> None:
    found = turns_of(
        "主持人：今天请到市财政局局长方佳宁、市税务局副局长韩东。",
        f"央视：{Q1}",
        f"韩东：{A1}",
        "主持人：有网友留言，公积金怎么提取？请方局长回答。",
        f"答：{A2}",
    )
    assert [(t.role, t.exchange, t.speaker) for t in found[3:]] == [("question", 2, None), ("answer", 2, "方佳宁")]


@pytest.mark.parametrize(
    "lines",
    [
        ("主持人：很多网友都关心这件事，对不对？", f"新华社：{Q2}"),
        ("主持人：来自热线的问题就到这里。", f"江涛：{A2}"),
    ],
)
def test_a_moderator_who_reads_out_no_question(lines: tuple[str, str]) -> None:
    assert turns_of(f"央视：{Q1}", f"华源：{A1}", *lines, f"凌鸣：{A2}")[2].role == "moderator"
    handed = "主持人：这也有不少网友关心，到底怎么办？请江局长回答。"
    assert [t.exchange for t in turns_of(f"央视：{Q1}", handed, f"江涛：{A1}")] == [1, None, 1]


@pytest.mark.parametrize("name", ["麴令仪", "禤一诺"])
def test_whom_the_lead_names_as_host_is_a_person_whatever_the_family_name(name: str) -> None:
    found = script_of(f"3月13日，外交部发言人{name}主持例行记者会。", f"问：{Q1}", f"答：{A1}")
    assert found[-1] == f"1a {name} | {A1}"


def test_headings_with_rare_names_open_statements() -> None:
    found = script_of("一、市教委副主任林书远通报学位情况", A1, "二、市交通委副主任禤一诺通报轨道交通情况", A2)
    assert found == [f"-s 林书远 | {A1}", f"-s 禤一诺 | {A2}"]


@pytest.mark.parametrize("role", ["主发布人", "发布嘉宾", "介绍人", "答问人"])
def test_a_role_is_nobodys_name(role: str) -> None:
    assert script_of(f"央视：{Q1}", f"{role}：{A1}")[1] == f"1a - | {A1}"

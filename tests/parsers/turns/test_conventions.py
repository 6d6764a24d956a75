"""Each label convention of press-office pages, as whole little transcripts."""

from __future__ import annotations

import pytest

from parsers.speakers.labels import COLON
from tests.parsers.read import A1, A2, Q1, Q2, script_of, turns_of


@pytest.mark.parametrize("colon", COLON)
@pytest.mark.parametrize(
    ("asker", "outlet", "answerer", "speaker"),
    [
        ("人民日报", "人民日报", "华源", "华源"),
        ("路透社记者", "路透社", "汪文斌", "汪文斌"),
        ("《北京日报》记者", "《北京日报》", "秦岭", "秦岭"),
        ("1、《新闻晨报》", "《新闻晨报》", "张忠伟", "张忠伟"),
        ("1、新闻晚报", "新闻晚报", "凌鸣", "凌鸣"),
        ("中央广播电视总台(央视)", "中央广播电视总台(央视)", "欧阳明德", "欧阳明德"),
        ("中央广播电视总台央视海峡两岸记者", "中央广播电视总台央视海峡两岸", "温静回答", "温静"),
        ("▲新华社记者", "新华社", "▲高峰", "高峰"),
        ("【新华社记者】", "新华社", "【高峰】", "高峰"),
        ("[道瓊斯通訊社記者]", "道瓊斯通訊社", "[高虎城]", "高虎城"),
        ("[10:15] 南方环境报记者", "南方环境报", "[10:16] 郭振邦", "郭振邦"),
        ("（10:15）海河晚报", "海河晚报", "（10:16）杜明", "杜明"),
        ("Q1 新华财经", "新华财经", "A1 孙建平", "孙建平"),
        ("记者（人民日报）", "人民日报", "答（秦岭）", "秦岭"),
        ("问", None, "答", None),
        ("問", None, "答", None),
        ("记者", None, "发言人", None),
        ("Q", None, "A", None),
        ("Q1", None, "A1", None),
        ("问1", None, "答1", None),
        ("记者提问", None, "回答", None),
        ("新华社记者张三丰", "新华社", "副市长沈立群", "沈立群"),
        ("界面", "界面", "华　源", "华源"),
        ("澎湃新闻", "澎湃新闻", "弗拉基米尔·彼得罗夫", "弗拉基米尔·彼得罗夫"),
        ("星島日報記者", "星島日報", "財政司司長陳茂波", "陳茂波"),
        ("民生热线", "民生热线", "杲云", "杲云"),
        ("《基层党建》杂志记者", "《基层党建》杂志", "黎明霞（白鹭市口岸办主任）", "黎明霞"),
    ],
)
def test_asker_and_answerer(asker: str, outlet: str | None, answerer: str, speaker: str | None, colon: str) -> None:
    found = turns_of(f"{asker}{colon}{Q1}", f"{answerer}{colon}{A1}", "谢谢大家。")
    assert [(t.role, t.exchange, t.outlet, t.speaker if t.role == "answer" else None, t.text) for t in found] == [
        ("question", 1, outlet, None, Q1),
        ("answer", 1, None, speaker, f"{A1}\n谢谢大家。"),
    ]
    assert found[0].label == asker
    assert found[1].label == answerer


@pytest.mark.parametrize(
    ("label", "speaker", "position"),
    [
        ("副市长沈立群", "沈立群", "副市长"),
        ("市教委主任 李永智", "李永智", "市教委主任"),
        ("李永智 市教委主任", "李永智", "市教委主任"),
        ("李永智（市教委主任）", "李永智", "市教委主任"),
        ("市委常委、副市长吴庆", "吴庆", "市委常委、副市长"),
        ("陕西省人民政府新闻办公室张竞怡", "张竞怡", "陕西省人民政府新闻办公室"),
        ("吴庆副市长", "吴庆", "副市长"),
        ("答（市卫生健康委主任 秦岭）", "秦岭", "市卫生健康委主任"),
        ("市水务局总工程师司马青", "司马青", "市水务局总工程师"),
    ],
)
def test_office_beside_the_name(label: str, speaker: str, position: str) -> None:
    found = turns_of(f"人民日报：{Q1}", f"{label}：{A1}", f"解放日报：{Q2}", f"{speaker}：{A2}")
    assert [(t.speaker, t.position) for t in found if t.role == "answer"] == [(speaker, position)] * 2


def test_bracket_labels_without_colon() -> None:
    assert script_of("[新华社记者]" + Q1, "[高虎城]" + A1, "[路透社记者]" + Q2, "[高虎城]" + A2) == [
        f"1q 新华社 | {Q1}",
        f"1a 高虎城 | {A1}",
        f"2q 路透社 | {Q2}",
        f"2a 高虎城 | {A2}",
    ]


@pytest.mark.parametrize(
    "label", ["【南方都市报记者】", "[南方都市报记者]", "【南方都市报】", "［澜江晚报］", "【澜江晚报记者】"]
)
@pytest.mark.parametrize(
    "question", ["小区停水停电，什么时候能恢复？", "刚才讲到一个短讯，能否介绍？", "您好，请问什么时候能恢复？"]
)
def test_bracketed_outlet_among_labels_with_colon(label: str, question: str) -> None:
    found = turns_of(f"人民日报：{Q1}", f"华源：{A1}", f"{label}{question}", f"凌鸣：{A2}")
    assert [(t.role, t.exchange, t.outlet or t.speaker, t.text) for t in found] == [
        ("question", 1, "人民日报", Q1),
        ("answer", 1, "华源", A1),
        ("question", 2, label[1:-1].removesuffix("记者"), question),
        ("answer", 2, "凌鸣", A2),
    ]


def test_bracketed_outlet_that_asks_twice() -> None:
    again = "小区停水停电，什么时候能恢复？"
    assert script_of(f"【新快报记者】{Q1}", f"【华源】{A1}", f"【新快报记者】{again}", f"【凌鸣】{A2}") == [
        f"1q 新快报 | {Q1}",
        f"1a 华源 | {A1}",
        f"2q 新快报 | {again}",
        f"2a 凌鸣 | {A2}",
    ]


def test_bracketed_outlet_that_nobody_has_heard_of() -> None:
    found = script_of(f"【央视】{Q1}", f"【华源】{A1}", f"【民生热线】{Q2}", f"【华源】{A2}")
    assert found[2:] == [f"2q 民生热线 | {Q2}", f"2a 华源 | {A2}"]


@pytest.mark.parametrize("stamp", [" [10:02:15]", "（10:02）", " [2024-05-08 10:02]", "[10:02]"])
def test_label_and_time_alone_on_their_line(stamp: str) -> None:
    lines = ("主持人", "各位好。", "澜江热线", Q1, "杲云", A1, "人民日报记者", Q2, "市财政局局长 方佳宁", A2)
    found = script_of(*(line + stamp if index % 2 == 0 else line for index, line in enumerate(lines)))
    assert found == [
        "-m - | 各位好。",
        f"1q 澜江热线 | {Q1}",
        f"1a 杲云 | {A1}",
        f"2q 人民日报 | {Q2}",
        f"2a 方佳宁 | {A2}",
    ]


def test_label_and_time_before_the_speech() -> None:
    assert script_of(f"人民日报记者 [10:20:11] {Q1}", f"华源 [10:21:05] {A1}") == [
        f"1q 人民日报 | {Q1}",
        f"1a 华源 | {A1}",
    ]


def test_label_alone_on_its_line() -> None:
    assert script_of("主持人：", "各位媒体朋友，上午好。", "西南旅游：", Q1, "市文旅局副局长 荀彩云：", A1, A2) == [
        "-m - | 各位媒体朋友，上午好。",
        f"1q 西南旅游 | {Q1}",
        f"1a 荀彩云 | {A1} / {A2}",
    ]


def test_label_alone_on_its_line_without_colon() -> None:
    assert script_of(
        "主持人", "各位媒体朋友，上午好。", "新华社记者", Q1, "荀彩云", A1, "新华社记者", Q2, "荀彩云", A2
    ) == [
        "-m - | 各位媒体朋友，上午好。",
        f"1q 新华社 | {Q1}",
        f"1a 荀彩云 | {A1}",
        f"2q 新华社 | {Q2}",
        f"2a 荀彩云 | {A2}",
    ]


def test_bold_label_on_its_own_line() -> None:
    assert script_of("**人民日报**", Q1, "**华源**", A1, "**新民晚报**", Q2, "**华源**", A2) == [
        f"1q 人民日报 | {Q1}",
        f"1a 华源 | {A1}",
        f"2q 新民晚报 | {Q2}",
        f"2a 华源 | {A2}",
    ]


def test_bold_label_parted_by_a_blank() -> None:
    assert script_of(f"**新华社记者**　{Q1}", f"**华源**　{A1}", f"**东方网记者**　{Q2}", f"**华源**　{A2}") == [
        f"1q 新华社 | {Q1}",
        f"1a 华源 | {A1}",
        f"2q 东方网 | {Q2}",
        f"2a 华源 | {A2}",
    ]


@pytest.mark.parametrize("label", ["耿爽表示", "外交部发言人华春莹宣布"])
def test_announcement_is_a_statement(label: str) -> None:
    found = turns_of(f"{label}：应邀来访的代表团将于下周抵达。", f"问：{Q1}", f"答：{A1}")
    assert [(t.role, t.exchange) for t in found] == [("statement", None), ("question", 1), ("answer", 1)]
    assert found[0].speaker in ("耿爽", "华春莹")


def test_several_answerers_to_one_question() -> None:
    found = script_of(
        f"央视：{Q1}", "张忠伟：上海这样做。", "凌鸣：江苏这样做。", "陈建忠：浙江这样做。", "凌鸣（补充）：还有一点。"
    )
    assert [line.split(" |")[0] for line in found] == ["1q 央视", "1a 张忠伟", "1a 凌鸣", "1a 陈建忠", "1a 凌鸣"]


def test_repeated_label_of_the_same_speaker_is_one_turn() -> None:
    assert script_of(f"[10:00] 央视：{Q1}", f"[10:03] 郭振邦：{A1}", f"[10:06] 郭振邦：{A2}") == [
        f"1q 央视 | {Q1}",
        f"1a 郭振邦 | {A1} / {A2}",
    ]


def test_consecutive_anonymous_questions_and_answers_stay_apart() -> None:
    assert [line[:2] for line in script_of(f"答：{A1}", f"问：{Q1}", f"问：{Q2}", f"答：{A1}", f"答：{A2}")] == [
        "-a",
        "1q",
        "2q",
        "2a",
        "2a",
    ]


def test_bilingual_pairs_keep_the_chinese_half() -> None:
    found = script_of(
        f"法新社记者：{Q1}",
        "AFP: What is the goal this year?",
        f"汪文斌：{A1}",
        "Wang Wenbin: We have made arrangements.",
        "Thank you.",
    )
    assert found == [f"1q 法新社 | {Q1}", f"1a 汪文斌 | {A1}"]


def test_turns_glued_together_after_a_known_outlet() -> None:
    glued = f"人民日报：{Q1}华源：{A1}一句话概括：还会更好。解放日报：{Q2}副市长沈立群：{A2}"
    assert script_of(glued) == [
        f"1q 人民日报 | {Q1}",
        f"1a 华源 | {A1}一句话概括：还会更好。",
        f"2q 解放日报 | {Q2}",
        f"2a 沈立群 | {A2}",
    ]


def test_turns_run_together_in_one_paragraph() -> None:
    assert script_of(f"问：{Q1} 答：{A1} 问：{Q2} 答：{A2}") == [
        f"1q - | {Q1}",
        f"1a - | {A1}",
        f"2q - | {Q2}",
        f"2a - | {A2}",
    ]
    assert script_of(f"人民日报：{Q1} 华源：{A1} 新华社：{Q2} 华源：{A2}") == [
        f"1q 人民日报 | {Q1}",
        f"1a 华源 | {A1}",
        f"2q 新华社 | {Q2}",
        f"2a 华源 | {A2}",
    ]


def test_opening_statement_with_headings_is_one_turn() -> None:
    found = script_of(
        "主持人：请沈市长介绍情况。",
        "沈立群：各位媒体朋友，现在介绍情况。",
        "一、总体情况",
        "总体平稳。",
        "二、下一步",
        "继续努力。",
        f"央视：{Q1}",
        f"沈立群：{A1}",
    )
    assert found[1] == "-s 沈立群 | 各位媒体朋友，现在介绍情况。 / 一、总体情况 / 总体平稳。 / 二、下一步 / 继续努力。"
    assert found[2:] == [f"1q 央视 | {Q1}", f"1a 沈立群 | {A1}"]


def test_plain_answers_under_bold_questions() -> None:
    title = "市交通委负责人就地铁建设答记者问"
    assert script_of(f"**记者：{Q1}**", A1, A2, f"**记者：{Q2}**", A2, title=title) == [
        f"1q - | {Q1}",
        f"1a - | {A1} / {A2}",
        f"2q - | {Q2}",
        f"2a - | {A2}",
    ]
    found = turns_of("**1. 为什么出台这个办法？**", A1, "**2. 什么时候施行？**", A2, title=title)
    assert [(t.role, t.exchange, t.position) for t in found] == [
        ("question", 1, None),
        ("answer", 1, "市交通委负责人"),
        ("question", 2, None),
        ("answer", 2, "市交通委负责人"),
    ]


def test_names_alone_on_their_lines_with_time_stamps_at_the_end() -> None:
    stamp = "[ 2019-03-11 08:51 ]"
    found = script_of(
        "主持人", "请提问。" + stamp, "新华社记者", Q1, "钱克明", A1 + stamp, "彭博社记者", Q2, "钟山", A2
    )
    assert found == [
        "-m - | 请提问。",
        f"1q 新华社 | {Q1}",
        f"1a 钱克明 | {A1}",
        f"2q 彭博社 | {Q2}",
        f"2a 钟山 | {A2}",
    ]


@pytest.mark.parametrize(("q", "a"), [("Q{}. ", "A{}. "), ("Q{}、", "A{}、")])
def test_numbered_question_signs_without_colon(q: str, a: str) -> None:
    found = script_of(q.format(1) + Q1, a.format(1) + A1, q.format(2) + Q2, a.format(2) + A2)
    assert found == [f"1q - | {Q1}", f"1a - | {A1}", f"2q - | {Q2}", f"2a - | {A2}"]


def test_officials_answer_in_a_page_of_anonymous_answers() -> None:
    found = script_of(f"问：{Q1}", f"答：{A1}", f"问：{Q2}", f"答：{A2}", f"记者：{Q1}", f"省医保局负责人：{A1}")
    assert found[4:] == [f"3q - | {Q1}", f"3a - | {A1}"]


def test_a_text_without_speakers_keeps_its_lead() -> None:
    lines = ("各位媒体朋友：", "今天，市政府举行新闻发布会，市经济信息化委主任张英介绍情况。", "产值稳步增长。")
    assert script_of(*lines, title="新闻素材稿") == [f"-s - | {' / '.join(lines)}"]


def test_numbered_questions_that_are_answered_together() -> None:
    found = turns_of(f"问题1（科技日报）：{Q1}", f"问题2（东方网）：{Q2}", f"答2（市科委主任 骆清）：{A1}")
    assert [(t.role, t.outlet or t.speaker) for t in found] == [
        ("question", "科技日报"),
        ("question", "东方网"),
        ("answer", "骆清"),
    ]

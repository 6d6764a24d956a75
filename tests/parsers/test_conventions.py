"""Each label convention of press-office pages, as whole little transcripts."""

from __future__ import annotations

import pytest

from parsers.labels import COLON
from parsers.markup import Paragraph
from parsers.turns import parse_turns
from tests.parsers.read import script_of, turns_of

Q1, A1 = "请问今年的目标是什么？", "我们已经作了全面部署。"
Q2, A2 = "下一步还有什么安排？", "下一步将继续推进这项任务。"


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


@pytest.mark.parametrize("head", ["【数据】", "【背景】", "【第一章】", "[案例]", "【高原】"])
@pytest.mark.parametrize(("opening", "closing"), [("", "："), ("【", "】")])
def test_bracketed_heads_of_an_answer_stay(head: str, opening: str, closing: str) -> None:
    def labelled(who: str) -> str:
        return opening + who + closing

    item = f"{head}去年增长三成，今年再增两成。"
    found = script_of(
        labelled("央视") + Q1, labelled("华源") + A1, item, item, labelled("新华社") + Q2, labelled("华源") + A2
    )
    assert found[1:3] == [f"1a 华源 | {A1} / {item} / {item}", f"2q 新华社 | {Q2}"]


@pytest.mark.parametrize(
    "text",
    [
        "【财新网】（记者 王小东）市场继续回暖。",
        "【财新网】本报讯，市场继续回暖。",
        "【财新网】上海9月15日电（记者 王小东）市场继续回暖。",
        "【打印】",
        "【编辑:王小东】",
        "【关闭窗口】",
    ],
)
def test_brackets_that_name_no_speaker(text: str) -> None:
    assert script_of(f"人民日报：{Q1}", f"华源：{A1}", text, f"新华社：{Q2}", f"华源：{A2}")[2:] == [
        f"2q 新华社 | {Q2}",
        f"2a 华源 | {A2}",
    ]


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


def test_opening_hours_do_not_speak() -> None:
    hours = ("开放时间如下。", "周一 9:00", "周六（10:00）", "夜场 [18:00]")
    assert script_of(f"央视：{Q1}", f"华源：{A1}", *hours)[1] == " / ".join((f"1a 华源 | {A1}", *hours))


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


@pytest.mark.parametrize("label", ["记者解释", "记者澄清", "记者笑", "记者回答"])
def test_askers_interjection_is_a_remark(label: str) -> None:
    assert (
        script_of(f"问：{Q1}", "答：你指的是哪一项？", f"{label}：是去年的那一项。", f"答：{A1}")[2]
        == "1r - | 是去年的那一项。"
    )


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


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("我是深圳特区报的记者。请问今年的目标是什么？", "深圳特区报"),
        ("谢谢主持人，我是来自人民网的记者，请问今年的目标是什么？", "人民网"),
        ("你好，我是中央广播电视总台央视记者，请问今年的目标是什么？", "中央广播电视总台央视"),
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


@pytest.mark.parametrize(
    "text",
    [
        "明天上午10:00，我们将开放预约。",
        "下午3：30到5：00办理。",
        "最后我想说：这件事离不开大家的支持。",
        "首先向大家通报一组数字：共有三十项。",
        "这里我想强调两点：第一点是安全。",
        "中国有句古语：众人拾柴火焰高。",
        "还是那句话：服务不能打折。",
        "主要做了以下工作：一是摸底，二是整改。",
        "一是机制：即实行轮值制度。",
        "“领导力4.0：未来”论坛将于明年举办。",
        "成效：群众更加满意。",
        "时间：每周一至周五。",
        "热线电话：请拨打12345。",
        "一、总体情况：平稳有序。",
        "比如：社区食堂。",
        "有人问我：这样行不行？我说行。",
        "目标：两年见效。",
        "我总结为八个字：真抓实干、久久为功。",
        "其中：城镇占六成。",
        "第一个问题：关于价格。",
    ],
)
def test_a_colon_that_is_no_label_never_cuts_a_turn(text: str) -> None:
    found = script_of(f"人民日报：{Q1}", f"华源：{A1}", text, "谢谢。", f"新华社：{Q2}", f"华源：{A2}")
    assert found == [f"1q 人民日报 | {Q1}", f"1a 华源 | {A1} / {text} / 谢谢。", f"2q 新华社 | {Q2}", f"2a 华源 | {A2}"]


def test_parts_of_a_question_do_not_cut_it() -> None:
    assert script_of("人民日报：我有两个问题。", "问题一：目标是什么？", "问题二：资金从哪里来？", f"华源：{A1}") == [
        "1q 人民日报 | 我有两个问题。 / 问题一：目标是什么？ / 问题二：资金从哪里来？",
        f"1a 华源 | {A1}",
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


def test_closing_formula_is_left_out_and_closing_words_stay() -> None:
    assert (
        script_of(f"央视：{Q1}", f"华源：{A1}", "谢谢大家。", "主持人：今天的发布会到此结束，谢谢大家。")[-1]
        == f"1a 华源 | {A1} / 谢谢大家。"
    )
    closing = "主持人：由于时间关系，今天的发布会就到这里，谢谢大家！"
    assert script_of(f"央视：{Q1}", f"华源：{A1}", closing)[-1].startswith("-m - | 由于时间关系")


@pytest.mark.parametrize(
    "line",
    [
        "来源：上海发布",
        "分享按钮",
        "责任编辑：王小东",
        "图为《解放日报》记者提问。（李四 摄）",
        "（播放短片）",
        "【关闭】【打印】",
        "上一条：某某工作会议召开",
        "记者:岑志连",
        "字号：大 中 小",
        "电子资料下载",
        "|",
        "（根据现场速记整理，未经本人审阅）",
        "=====",
        "香港時間20時46分",
        "2016年3月8日（星期二）",
        "（請同時參閱談話內容的英文部分。）",
        "标签：疫情防控",
        "商务部部长助理李飞（焦非 摄）",
        "发言人姜恩（右二）在回答记者提问。新华社记者 高洁 摄",
        "（新华社记者 陈建力摄）",
        "图片来源：市文旅局",
        "打印本页 关闭窗口",
        "——完——",
        "点击查看发布会视频回放",
        "公开属性：主动公开",
        "（记录整理：区政府新闻办）",
        "（整理：王某）",
        "记录、整理：王小东",
        "（本报记者 李四 整理）",
        "本报记者 李四 整理",
        "人民日报记者提问（摄影：李四）",
        "黄敏回答提问。（摄影：李四）",
        "图：黄敏回答记者提问",
        "图1：发布会现场",
    ],
)
def test_furniture_is_in_no_turn(line: str) -> None:
    assert script_of(f"央视：{Q1}", f"华源：{A1}", line) == [f"1q 央视 | {Q1}", f"1a 华源 | {A1}"]


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


def test_people_listed_at_the_head_are_no_labels() -> None:
    found = turns_of(
        "出席嘉宾：",
        "市财政局局长　方佳宁",
        "市税务局副局长　韩　东",
        "主持人：市政府新闻办副主任　林小舟",
        "【主持人】各位好。",
        f"【澜江日报】{Q1}",
        f"【韩东】{A1}",
        "【林小舟】谢谢韩局长。",
    )
    assert [(t.role, t.speaker) for t in found] == [
        ("moderator", None),
        ("question", None),
        ("answer", "韩东"),
        ("moderator", "林小舟"),
    ]
    assert found[2].position == "市税务局副局长"


def test_heads_of_a_list_that_look_like_names() -> None:
    found = script_of(
        f"人民日报：{Q1}",
        "华源：重点做到三个词：",
        "向阳：要有朝气。",
        "田野：要接地气。",
        "常青：要能持久。",
        f"新华社：{Q2}",
        f"华源：{A2}",
    )
    assert found[1] == "1a 华源 | 重点做到三个词： / 向阳：要有朝气。 / 田野：要接地气。 / 常青：要能持久。"


@pytest.mark.parametrize(
    "items",
    [
        ("徐汇区：已完成八成。", "黄浦区：已完成九成。", "杨浦区：全部完工。"),
        ("张江：打造集成电路高地。", "临港：打造开放枢纽。"),
        ("《上海市体育设施管理办法》：明确了开放时间。",),
        ("《实施意见》：今年三月印发。",),
    ],
)
def test_places_and_documents_listed_in_an_answer_do_not_speak(items: tuple[str, ...]) -> None:
    found = script_of(f"人民日报：{Q1}", f"华源：{A1}", *items, f"新华社：{Q2}", f"华源：{A2}")
    assert found[1:3] == [" / ".join((f"1a 华源 | {A1}", *items)), f"2q 新华社 | {Q2}"]


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


@pytest.mark.parametrize("name", ["亓新明", "旦增伦珠"])
def test_second_answerer_with_a_rare_name(name: str) -> None:
    assert script_of(f"央视：{Q1}", f"华源：{A1}", f"{name}：这里我补充几句。")[2] == f"1a {name} | 这里我补充几句。"


def test_officials_answer_in_a_page_of_anonymous_answers() -> None:
    found = script_of(f"问：{Q1}", f"答：{A1}", f"问：{Q2}", f"答：{A2}", f"记者：{Q1}", f"省医保局负责人：{A1}")
    assert found[4:] == [f"3q - | {Q1}", f"3a - | {A1}"]


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


def test_a_text_without_speakers_keeps_its_lead() -> None:
    lines = ("各位媒体朋友：", "今天，市政府举行新闻发布会，市经济信息化委主任张英介绍情况。", "产值稳步增长。")
    assert script_of(*lines, title="新闻素材稿") == [f"-s - | {' / '.join(lines)}"]


@pytest.mark.parametrize("head", ["石库门", "毛利率", "施工期", "高血压", "徐家汇"])
def test_words_with_the_form_of_a_name_do_not_speak(head: str) -> None:
    item = f"{head}：重点提升服务能力。"
    found = script_of(f"人民日报：{Q1}", f"华源：{A1}", item, f"新华社：{Q2}", f"华源：{A2}")
    assert found[1] == f"1a 华源 | {A1} / {item}"


def test_heads_like_names_in_a_text_without_speakers() -> None:
    lines = ("各位媒体朋友，大家好！", "江海：加强联动。", "文明：提升素养。")
    assert script_of(*lines, title="新闻素材稿") == [f"-s - | {' / '.join(lines)}"]


def test_numbered_questions_that_are_answered_together() -> None:
    found = turns_of(f"问题1（科技日报）：{Q1}", f"问题2（东方网）：{Q2}", f"答2（市科委主任 骆清）：{A1}")
    assert [(t.role, t.outlet or t.speaker) for t in found] == [
        ("question", "科技日报"),
        ("question", "东方网"),
        ("answer", "骆清"),
    ]


@pytest.mark.parametrize("outlet", ["澎湃新闻、第一财经", "第一财经/一财全球", "新闻晨报·周到"])
def test_outlets_that_ask_together(outlet: str) -> None:
    assert turns_of(f"{outlet}：{Q1}", f"华源：{A1}")[0].outlet == outlet


@pytest.mark.parametrize(
    ("label", "speaker", "position"),
    [
        ("市委宣传部副部长，市政府新闻办主任赵嘉鸣", "赵嘉鸣", "市委宣传部副部长、市政府新闻办主任"),
        ("古丽娜尔·买买提副主任", "古丽娜尔·买买提", "副主任"),
        ("市疾控中心主任——夏俊杰", "夏俊杰", "市疾控中心主任"),
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


@pytest.mark.parametrize("head", ["高原", "班主任安排", "校长应对", "党员管理", "医院院长任期", "高原们"])
def test_a_common_word_without_an_office_before_it_does_not_speak(head: str) -> None:
    item = f"{head}：进一步完善制度。"
    assert script_of(f"央视：{Q1}", f"华源：{A1}", item)[1] == f"1a 华源 | {A1} / {item}"


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
    ("label", "speaker", "position"),
    [
        ("市委常委、副市长吴庆", "吴庆", "市委常委、副市长"),
        ("市住房和城乡建设委副主任 李和平", "李和平", "市住房和城乡建设委副主任"),
        ("党组书记、局长 周与安", "周与安", "党组书记、局长"),
    ],
)
def test_several_offices_of_one_person(label: str, speaker: str, position: str) -> None:
    found = turns_of(f"央视：{Q1}", f"{label}：{A1}")
    assert (found[1].speaker, found[1].position) == (speaker, position)


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


@pytest.mark.parametrize("office", ["上海市人民政府新闻办公室", "市委宣传部", "国务院国资委"])
def test_an_organisation_holds_no_name(office: str) -> None:
    assert all(t.speaker in ("华源", office) for t in turns_of(f"央视：{Q1}", f"华源：{A1}", f"{office}：{A2}")[1:])


def test_signature_and_date_at_the_end() -> None:
    lines = (f"央视：{Q1}", f"华源：{A1}", "上海市人民政府新闻办公室", "2022年9月15日")
    assert script_of(*lines) == [f"1q 央视 | {Q1}", f"1a 华源 | {A1}"]


def test_thanks_after_the_answer_are_no_question() -> None:
    found = script_of(f"央视记者：{Q1}", f"华源：{A1}", "央视记者：好的，谢谢。", f"新华社记者：{Q2}", f"华源：{A2}")
    assert [line[:2] for line in found] == ["1q", "1a", "1r", "2q", "2a"]


def test_subjects_before_every_question_are_headings() -> None:
    found = script_of("一、关于目标", f"问：{Q1}", f"答：{A1}", "二、关于进度", f"问：{Q2}", f"答：{A2}")
    assert found == [f"1q - | {Q1}", f"1a - | {A1}", f"2q - | {Q2}", f"2a - | {A2}"]


@pytest.mark.parametrize(
    "line",
    [
        "打印服务：免费提供。",
        "关闭不合格门店二十家。",
        "主办单位：市体育局",
        "以上。",
        "整理：对各类档案分类归档。",
        "记录：建立台账，逐条登记",
        "图一：请大家看屏幕，绿色的是公园。",
    ],
)
def test_what_only_looks_like_furniture_stays(line: str) -> None:
    assert script_of(f"央视：{Q1}", f"华源：{A1}", line)[1] == f"1a 华源 | {A1} / {line}"


def test_offices_in_an_introduction_that_nobody_is_named_for() -> None:
    intro = "出席今天新闻发布会的领导有：市卫生健康委副主任赵丹丹，市疾控中心副主任孙晓冬。"
    found = turns_of(intro, f"央视：{Q1}", f"赵丹丹：{A1}", f"孙晓冬：{A2}")
    assert [t.position for t in found if t.role == "answer"] == ["市卫生健康委副主任", "市疾控中心副主任"]

"""What looks like a label or a turn and is none, as whole little transcripts."""

from __future__ import annotations

import pytest

from tests.parsers.read import A1, A2, Q1, Q2, script_of, turns_of


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


def test_opening_hours_do_not_speak() -> None:
    hours = ("开放时间如下。", "周一 9:00", "周六（10:00）", "夜场 [18:00]")
    assert script_of(f"央视：{Q1}", f"华源：{A1}", *hours)[1] == " / ".join((f"1a 华源 | {A1}", *hours))


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


@pytest.mark.parametrize("head", ["石库门", "毛利率", "施工期", "高血压", "徐家汇"])
def test_words_with_the_form_of_a_name_do_not_speak(head: str) -> None:
    item = f"{head}：重点提升服务能力。"
    found = script_of(f"人民日报：{Q1}", f"华源：{A1}", item, f"新华社：{Q2}", f"华源：{A2}")
    assert found[1] == f"1a 华源 | {A1} / {item}"


def test_heads_like_names_in_a_text_without_speakers() -> None:
    lines = ("各位媒体朋友，大家好！", "江海：加强联动。", "文明：提升素养。")
    assert script_of(*lines, title="新闻素材稿") == [f"-s - | {' / '.join(lines)}"]


@pytest.mark.parametrize("head", ["高原", "班主任安排", "校长应对", "党员管理", "医院院长任期", "高原们"])
def test_a_common_word_without_an_office_before_it_does_not_speak(head: str) -> None:
    item = f"{head}：进一步完善制度。"
    assert script_of(f"央视：{Q1}", f"华源：{A1}", item)[1] == f"1a 华源 | {A1} / {item}"


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

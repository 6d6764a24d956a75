"""What frames a text: the box of metadata above it, notes and credits below it, pagers; listed as left out, lost never."""

from __future__ import annotations

import pytest

from parsers.html.paragraphs import Paragraph
from parsers.turns.folding import Dialogue, parse_turns
from tests.parsers.read import A1, Q1

TEXT = "昨天全市新增病例8例，均已收治。"


def read(*lines: str, title: str = "疫情通报") -> Dialogue:
    return parse_turns([Paragraph(line) for line in lines], title=title)


@pytest.mark.parametrize(
    "line",
    [
        "注：以上数据截至5月31日24时。",
        "（整理：市政府新闻办 联系电话：63210000）",
        "原标题：某市举行发布会",
        "更多资讯请关注“某某发布”微信公众号",
        "更多详情，请关注某某日报客户端。",
        "（滑动查看更多）",
        "<<< 左右滑动查看更多 >>>",
        "图集",
        "【图集】",
        "上一页 1 2 3 下一页",
        "首页 上一页 1 2 下一页 尾页",
        "共3页",
        "1 2 3 下一页 余下全文",
    ],
)
@pytest.mark.parametrize("labelled", [False, True])
def test_what_nobody_says_is_left_out(line: str, labelled: bool) -> None:
    speech = (f"新华社：{Q1}", f"华源：{A1}") if labelled else (TEXT,)
    reading = read(*speech, line)
    assert [text for text, _ in reading.left_out] == [line]
    assert line not in reading.turns[-1].text


@pytest.mark.parametrize(
    "note",
    [("温馨提示：请市民做好防护。",), ("温馨提示：", "1.勤洗手。", "2.戴口罩。"), ("【温馨提示】", "请勿恐慌。")],
)
def test_a_note_below_the_text(note: tuple[str, ...]) -> None:
    reading = read(TEXT, "各区信息如下。", *note)
    assert reading.turns[0].text == f"{TEXT}\n各区信息如下。"
    assert reading.left_out == tuple((line, "editor's note") for line in note)


def test_a_note_right_below_an_answer() -> None:
    reading = read(f"新华社：{Q1}", f"华源：{A1}", "温馨提示：出行请带好证件。", title="问答实录")
    assert [turn.text for turn in reading.turns] == [Q1, A1]
    alone = read(f"新华社：{Q1}", "华源：", "温馨提示：出行请带好证件。", title="问答实录")
    assert alone.turns[1].text.startswith("温馨提示")


def test_a_note_that_somebody_goes_on_after_is_speech() -> None:
    reading = read(
        f"新华社：{Q1}", f"华源：{A1}", "温馨提示：出行请带好证件。", f"新华社：{Q1}", f"华源：{A1}", title="问答实录"
    )
    assert "温馨提示" in reading.turns[1].text


def test_credits_at_the_end() -> None:
    reading = read(TEXT, "资料：市大数据中心", "图：某某", "编辑：林小舟")
    assert reading.turns[0].text == TEXT
    assert [text for text, _ in reading.left_out] == ["资料：市大数据中心", "图：某某", "编辑：林小舟"]


@pytest.mark.parametrize(
    "box",
    [
        ("索取号：AB123-2022-001", "发布日期：2022-05-31", "公开类别：主动公开"),
        ("索 引 号：", "AB123", "发文机关：", "某市卫生健康委", "成文日期：", "2022年5月31日"),
        ("索取号 | AB123 | 发布日期 | 2022-05-31", "公开类别：主动公开"),
    ],
)
def test_the_box_of_public_information(box: tuple[str, ...]) -> None:
    reading = read(*box, TEXT)
    assert reading.turns[0].text == TEXT
    assert [text for text, _ in reading.left_out] == list(box)


@pytest.mark.parametrize("line", ["名称要规范：不得使用简称。", "标题党要整治。", "资料要齐全：身份证、户口本。"])
def test_what_resembles_a_box_stays(line: str) -> None:
    assert read(TEXT, line, TEXT).turns[0].text == f"{TEXT}\n{line}\n{TEXT}"

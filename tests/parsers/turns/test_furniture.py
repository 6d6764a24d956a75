"""The table of page furniture: each line's example is furniture, and speech that resembles it is not."""

from __future__ import annotations

from importlib import resources

import pytest

from parsers.turns.furniture import is_closing, is_stage_direction, reason_of

ROWS = [
    line.split("\t")
    for line in (resources.files("parsers.turns") / "data" / "furniture.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("reason", "example", "pattern"), ROWS)
def test_every_pattern_matches_its_example(reason: str, example: str, pattern: str) -> None:
    assert reason_of(example) == reason


@pytest.mark.parametrize(
    "text",
    [
        "来源可靠的数据才能用。请大家放心。",
        "谢谢大家。",
        "打印机也在补贴范围内。",
        "图为什么这么画？因为比例不同。",
        "记者：请问今年的目标是什么？",
        "我们的编辑部设在区里。",
        "时间就是效率，下一步还要提速。",
        "首页已经开通了专栏，欢迎大家查阅。",
    ],
)
def test_speech_that_resembles_furniture_stays(text: str) -> None:
    assert reason_of(text) is None


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("今天的发布会到此结束，谢谢大家。", True),
        ("本次新闻发布会到此结束。谢谢各位记者！再见！", True),
        ("今天的通气会到此结束，感谢各位发布人，也感谢到场的媒体朋友，再见！", True),
        ("好的，本场吹风会到此结束。大家再见，谢谢各位媒体朋友的关注！", True),
        ("谢谢三位的解答。本场吹风会到此结束，大家再见。", False),
        ("今天的吹风会到此结束，谢谢林局长，谢谢大家。", False),
        ("今天的发布会到此结束谢谢大家", True),
        ("感谢大家对城市更新的支持，再见！", False),
        ("今天的发布会到此结束，感谢大家，请问还有哪位记者要补充？", False),
        ("由于时间关系，今天的通气会就到这里，谢谢大家！", False),
        ("今天的发布会到此结束，第二场将于下周举行，敬请关注。", False),
        ("好的。", False),
        ("。", False),
        ("", False),
    ],
)
def test_closing_formula(text: str, closing: bool) -> None:
    assert is_closing(text) is closing


def test_stage_directions() -> None:
    assert is_stage_direction("（播放短片）")
    assert not is_stage_direction("（一）加强统筹")

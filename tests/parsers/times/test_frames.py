"""Which time governs a figure: what an expression is, and where it stands, decide."""

from datetime import date

import pytest

from parsers.prose import figures

HELD_ON = date(2025, 11, 20)


def read(text: str) -> list[tuple[str, str | None, str]]:
    """Every figure's characters, its time as written, and its dates."""
    return [
        (m.text, m.period, f"{m.period_start}..{m.period_end}" if m.period_end else "")
        for m in figures(text, held_on=HELD_ON)
    ]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("上半年，订单52万件，上年同期为47万件。", ["2025-01-01..2025-06-30", "2024-01-01..2024-06-30"]),
        ("去年年底有门店120家，到上个月底变成了150家，年底要到200家。", ["2024-12-31..2024-12-31", "2025-10-31..2025-10-31", "2025-12-31..2025-12-31"]),
        ("去年四个季度分别增长4%、5%、6%和7%。", ["2024-01-01..2024-03-31", "2024-04-01..2024-06-30", "2024-07-01..2024-09-30", "2024-10-01..2024-12-31"]),
        ("截至目前，累计接种300万人。", ["2025-11-20..2025-11-20"]),
        ("目前，全市有公园300座。", [""]),
        ("上个月底入园率为60%，去年同期是55%。", ["2025-10-31..2025-10-31", "2024-10-31..2024-10-31"]),
        ("8月份新政落地，家电销售当月增长20%。", ["2025-08-01..2025-08-31"]),
        ("去年3月7号线开通，里程80公里。", ["2024-03-01..2024-03-31"]),
        ("2023年，全市投资900亿元，其中四季度300亿元。", ["2023-01-01..2023-12-31", "2023-10-01..2023-12-31"]),
        ("2023年5月开建，截至10月底完成投资8亿元。", ["2025-10-31..2025-10-31"]),
        ("今年新增2万人，60岁以上的占一成。", ["2025-01-01..2025-12-31", "", "2025-01-01..2025-12-31"]),
        ("2 月 8 日，全市接待游客 30 万人次。", ["2025-02-08..2025-02-08"]),
        ("3月1日，价格由80元降到60元。", ["", "2025-03-01..2025-03-01"]),
        ("“十四五”要建成60万套住房。", ["2021-01-01..2025-12-31"]),
        ("前三季度，发出班列900列；同期，粮食出口增长三成。", ["2025-01-01..2025-09-30", "2025-01-01..2025-09-30"]),
        ("2022年，销量30万辆。同一年，出口4万辆。", ["2022-01-01..2022-12-31", "2022-01-01..2022-12-31"]),
    ],
)  # fmt: skip
def test_the_dates_of_the_governing_time(text: str, dates: list[str]) -> None:
    assert [span for _, _, span in read(text)] == dates


def inferred(text: str) -> list[tuple[str, bool, date | None]]:
    return [(m.text, m.period_inferred, m.period_end) for m in figures(text, held_on=HELD_ON)]


def test_a_frame_goes_on_into_the_next_paragraph_as_inferred() -> None:
    found = inferred("前三季度，全市投资增长3%。\n分领域看，民间投资增长5%。")
    assert found == [("3%", False, date(2025, 9, 30)), ("5%", True, date(2025, 9, 30))]
    assert read("前三季度，全市投资增长3%。\n分领域看，民间投资增长5%。")[1][1] is None


def test_a_year_before_told_beside_figures_of_now_goes_on_nowhere() -> None:
    found = inferred("前三季度，全市投资增长3%。\n工业前三季度增长8%，去年前三季度可是降1.8%的。\n消费呢，增长5%。")
    assert found[-1] == ("5%", True, date(2025, 9, 30))
    assert inferred("去年，全市投资增长3%。今年的目标是4%。\n消费增长5%。")[-1] == ("5%", True, date(2024, 12, 31))


def test_a_part_of_the_year_said_in_passing_is_of_the_next_sentence_too() -> None:
    found = inferred("客车前三季度下线4万辆。投资呢，增长5%。")
    assert [(text, last) for text, _, last in found] == [("4万辆", date(2025, 9, 30)), ("5%", date(2025, 9, 30))]


@pytest.mark.parametrize(
    "text",
    [
        "前三季度，全市投资增长3%。下一步，我们再加把劲。\n民间投资增长5%。",
        "前三季度，全市投资增长3%。\n按规定，税率为5%。",
        "前三季度，全市投资增长3%。\n力争增长5%。",
        "前三季度，全市投资增长3%。\n现有项目占5%。",
        "目前，全市投资增长3%。\n民间投资增长5%。",
    ],
)
def test_an_inferred_frame_ends(text: str) -> None:
    assert inferred(text)[-1] == ("5%", False, None)

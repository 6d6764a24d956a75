"""Figures of sentences: whether one is a plan is decided once, and its dates and its comparison follow."""

from __future__ import annotations

from datetime import date

import pytest

from parsers.prose import figures


def read(text: str, held_on: str) -> list[str]:
    """Each figure as ``status first day..last day``."""
    told = figures(text, held_on=date.fromisoformat(held_on))
    return [f"{m.status} {m.period_start}..{m.period_end}" for m in told]


@pytest.mark.parametrize(
    ("text", "held_on"),
    [
        ("实现全年目标，四季度增速只要不低于6.2%就可以。", "2025-10-23"),
        ("四季度冲到6%。", "2025-09-01"),
        ("四季度还能新增3万个岗位。", "2025-09-01"),
        ("四季度增速做到6%以上问题不大。", "2025-09-01"),
        ("四季度安排演出40场。", "2025-09-01"),
        ("四季度的任务是3万人。", "2025-01-20"),
    ],
)
def test_a_plan_is_of_the_time_to_come(text: str, held_on: str) -> None:
    assert read(text, held_on) == ["plan 2025-10-01..2025-12-31"]


@pytest.mark.parametrize(
    ("text", "held_on", "told"),
    [
        ("四季度增长6%。", "2025-01-20", ["result 2024-10-01..2024-12-31"]),
        ("三季度开工40个项目。", "2025-07-25", ["result 2025-07-01..2025-09-30"]),
        ("最高负荷出现在8月6日，为790万千瓦，响应能力达30万千瓦。", "2025-06-04", ["result 2024-08-06..2024-08-06"] * 2),
        ("截至8月20日已接种30万人。", "2025-06-04", ["result 2024-08-20..2024-08-20"]),
        ("年内争取开工40个项目，投资80亿元。", "2025-01-20", ["plan 2025-01-01..2025-12-31"] * 2),
        ("三季度我们还将开工40个项目，总投资80亿元。", "2025-07-25", ["plan 2025-07-01..2025-09-30"] * 2),
        ("四季度订单占45%，去年同期是41%。", "2025-08-28", ["plan 2025-10-01..2025-12-31", "result 2024-10-01..2024-12-31"]),
        ("截至9月底，覆盖率达到81.5%，离85%的目标还差3.5个百分点。", "2025-10-16", ["result 2025-09-30..2025-09-30", "plan None..None", "result None..None"]),
        ("截至8月30日，我们要运送3万人。", "2025-08-29", ["plan 2025-08-30..2025-08-30"]),
        ("5月16日到18日，有80座馆开放。", "2025-05-14", ["plan 2025-05-16..2025-05-18"]),
    ],
)  # fmt: skip
def test_a_time_without_a_year_is_last_years_where_something_says_so(text: str, held_on: str, told: list[str]) -> None:
    assert read(text, held_on) == told


@pytest.mark.parametrize(
    ("text", "comparisons"),
    [
        ("出口同比增长5%，进口增长3%。", ["同比", None]),
        ("降幅较去年四季度收窄2个百分点。", ["比去年四季度"]),
        ("火灾与去年同期相比下降11%。", ["比去年同期"]),
        ("进出口比去年同期（下同）增长6%。", ["比去年同期"]),
        ("出口、进口同比分别增长5%和3%。", ["同比", "同比"]),
        ("人均消费比去年国庆假期多11元。", ["比去年国庆假期"]),
        ("同比口径不变，全年出口80亿元。", [None]),
        ("增长6%，高于年初确定的目标0.2个百分点。", [None, None]),
        ("增长6%，高于全国0.4个百分点。", [None, "比全国"]),
        ("增速高于二季度的5.3%。", [None]),
    ],
)
def test_a_change_keeps_what_it_is_measured_against(text: str, comparisons: list[str | None]) -> None:
    assert [metric.comparison for metric in figures(text)] == comparisons

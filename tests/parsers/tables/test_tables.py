"""Tables of figures: a cell's number has its row's and its column's words, unit and time, and its own characters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from parsers.html.tables import rows_of
from parsers.page import parse_page
from parsers.records import Metric, Page
from parsers.tables import figures_of, find_tables

HELD_ON = date(2024, 7, 20)


def figures(text: str, title: str = "") -> list[Metric]:
    found = [m for t in find_tables(text) for m in figures_of(text, t, title=title, held_on=HELD_ON).metrics]
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    return found


def told(text: str, title: str = "") -> list[str]:
    """Each figure as ``characters: measure, value unit, aspect, first..last day``."""
    return [
        f"{m.text}: {m.place + ' ' if m.place else ''}{m.measure}, {m.value.normalize():f} {m.unit}, {m.aspect}, "
        f"{m.period_start or ''}..{m.period_end or ''}"
        for m in figures(text, title)
    ]


YEAR_SO_FAR = "2024-01-01..2024-06-30"


def test_quantities_in_rows_times_and_rates_in_columns() -> None:
    text = (
        "单位：亿元\n指标 | 1—6月 | 同比增长（%）\n地区生产总值 | 3948.7 | 5.1\n"
        "规模以上工业增加值 | 1,234.5 | -2.3\n城镇新增就业（万人） | 4.87 | 2.3"
    )
    assert told(text) == [
        f"3948.7: 地区生产总值, 394870000000 CNY, level, {YEAR_SO_FAR}",
        f"5.1: 地区生产总值, 5.1 %, growth, {YEAR_SO_FAR}",
        f"1,234.5: 规模以上工业增加值, 123450000000 CNY, level, {YEAR_SO_FAR}",
        f"-2.3: 规模以上工业增加值, -2.3 %, growth, {YEAR_SO_FAR}",
        f"4.87: 城镇新增就业, 48700 人, level, {YEAR_SO_FAR}",
        f"2.3: 城镇新增就业, 2.3 %, growth, {YEAR_SO_FAR}",
    ]
    assert [(m.period, m.comparison, m.unit_text) for m in figures(text)[:2]] == [
        ("1—6月", None, "元"),
        ("1—6月", "同比", "%"),
    ]


def test_places_in_rows_quantities_in_columns() -> None:
    text = (
        "2024年上半年各区主要指标\n地区 | 地区生产总值（亿元） | 增速（%） | 位次\n"
        "河埠区 | 800.5 | 5.2 | 1\n青岚县 | 150 | ↓1.2 | 2\n望潮县 | — | … | 3"
    )
    assert told(text) == [
        f"800.5: 河埠区 地区生产总值, 80050000000 CNY, level, {YEAR_SO_FAR}",
        f"5.2: 河埠区 地区生产总值, 5.2 %, growth, {YEAR_SO_FAR}",
        f"150: 青岚县 地区生产总值, 15000000000 CNY, level, {YEAR_SO_FAR}",
        f"↓1.2: 青岚县 地区生产总值, -1.2 %, growth, {YEAR_SO_FAR}",
    ]
    assert all(m.period is None and m.period_inferred for m in figures(text))


def test_a_column_of_units_and_years_over_the_columns() -> None:
    text = (
        "指标 | 单位 | 2022 | 2023 | 比上年增减\n常住人口 | 万人 | 247.5 | 248.7 | 1.2\n"
        "城镇化率 | % | 89.3 | 89.5 | 0.2\n普通中学 | 所 | 1998 | 2015 | 17"
    )
    assert told(text) == [
        "247.5: 常住人口, 2475000 人, level, 2022-01-01..2022-12-31",
        "248.7: 常住人口, 2487000 人, level, 2023-01-01..2023-12-31",
        "89.3: 常住人口城镇化率, 89.3 %, level, 2022-01-01..2022-12-31",
        "89.5: 常住人口城镇化率, 89.5 %, level, 2023-01-01..2023-12-31",
        "0.2: 常住人口城镇化率, 0.2 pp, change, 2023-01-01..2023-12-31",
        "1998: 普通中学, 1998 所, level, 2022-01-01..2022-12-31",
        "2015: 普通中学, 2015 所, level, 2023-01-01..2023-12-31",
    ]
    assert figures(text)[0].period == "2022"


def test_heads_of_two_lines_and_a_cumulated_column() -> None:
    text = (
        "指标 | 6月 | 6月 | 1-6月累计 | 1-6月累计\n指标 | 绝对值（亿元） | 同比±% | 绝对值（亿元） | 同比±%\n"
        "社会消费品零售总额 | 234.5 | 3.1 | 894.2 | 4.0"
    )
    assert told(text, title="2024年6月全市经济运行情况") == [
        "234.5: 社会消费品零售总额, 23450000000 CNY, level, 2024-06-01..2024-06-30",
        "3.1: 社会消费品零售总额, 3.1 %, growth, 2024-06-01..2024-06-30",
        f"894.2: 社会消费品零售总额, 89420000000 CNY, level, {YEAR_SO_FAR}",
        f"4.0: 社会消费品零售总额, 4 %, growth, {YEAR_SO_FAR}",
    ]


def test_what_this_month_and_the_year_so_far_are_the_title_says() -> None:
    text = "指标 | 本月（亿元） | 累计（亿元）\n出口额 | 10 | 50\n进口额 | 8 | 42"
    assert told(text, title="2024年6月外贸情况")[:2] == [
        "10: 出口额, 1000000000 CNY, level, 2024-06-01..2024-06-30",
        f"50: 出口额, 5000000000 CNY, level, {YEAR_SO_FAR}",
    ]


def test_years_in_rows_and_a_row_that_compares() -> None:
    text = "年份 | 常住人口（万人） | 居民人均可支配收入（元）\n2022年 | 247.5 | 79610\n2023年 | 248.7 | 84834\n比上年增长（%） | 0.5 | 6.6"
    assert told(text)[2:] == [
        "248.7: 常住人口, 2487000 人, level, 2023-01-01..2023-12-31",
        "84834: 居民人均可支配收入, 84834 CNY, level, 2023-01-01..2023-12-31",
        "0.5: 常住人口, 0.5 %, growth, ..",
        "6.6: 居民人均可支配收入, 6.6 %, growth, ..",
    ]


def test_the_year_before_and_a_rate_under_its_amount() -> None:
    text = "2024年\n指标 | 一季度（亿元） | 上年同期（亿元）\n出口额 | 100 | 90\n同比增长（%） | 11.1 | 3.0"
    assert told(text) == [
        "100: 出口额, 10000000000 CNY, level, 2024-01-01..2024-03-31",
        "90: 出口额, 9000000000 CNY, level, 2023-01-01..2023-03-31",
        "11.1: 出口额, 11.1 %, growth, 2024-01-01..2024-03-31",
        "3.0: 出口额, 3 %, growth, 2023-01-01..2023-03-31",
    ]


def test_two_tables_side_by_side_and_parts_of_a_row() -> None:
    text = "指标 | 数值 | 指标 | 数值\n地区生产总值 | 3948.7亿元 | 常住人口 | 248.7万人\n粮食产量 | 5.2万吨 | 发电量 | 12亿千瓦时"
    assert [(m.text, m.measure) for m in figures(text)] == [
        ("3948.7亿元", "地区生产总值"), ("248.7万人", "常住人口"), ("5.2万吨", "粮食产量"), ("12亿千瓦时", "发电量"),
    ]  # fmt: skip


def test_a_heading_again_in_the_middle() -> None:
    text = "指标 | 出口额（亿元）\n河埠区 | 10\n指标 | 进口额（亿元）\n河埠区 | 8"
    assert [(m.text, m.measure) for m in figures(text)] == [("10", "出口额"), ("8", "进口额")]


def test_a_plan_beside_what_was_done() -> None:
    text = "项目 | 年度计划（套） | 已完成（套） | 完成计划（%）\n保障性租赁住房筹集 | 8000 | 5000 | 62.5"
    assert [(m.text, m.status) for m in figures(text)][:2] == [("8000", "plan"), ("5000", "result")]


def test_cells_that_state_a_change_by_any_verb() -> None:
    found = figures("指标 | 上半年\n消费价格 | 上涨2.1%\n工业品价格 | 回落0.7%")
    assert [(metric.text, metric.direction) for metric in found] == [("2.1%", "up"), ("0.7%", "down")]


def test_qualified_cells_keep_their_qualifier() -> None:
    (one, two) = figures("名称 | 投资（亿元） | 座数（座）\n轨道交通 | 约120 | 12\n桥梁 | | ")
    assert (one.text, one.relation, two.text) == ("约120", "approx", "12")


@pytest.mark.parametrize(
    "text",
    [
        "地区 | 排名 | 序号\n河埠区 | 1 | 2\n青岚县 | 2 | 3",
        "线路 | 首班车 | 末班车\n1号线 | 5:30 | 22:30\n2号线 | 5:45 | 22:45",
        "指标 | 甲 | 乙\n一 | 12 | 13\n二 | 14 | 15",
    ],
)
def test_numbers_that_count_nothing_stay_none(text: str) -> None:
    assert figures(text) == []


def test_prose_with_one_bar_is_no_table() -> None:
    assert find_tables("上海 | 北京\n全市共有120家企业。") == []


def page(table: str) -> Page:
    head = '<meta charset="utf-8"><meta name="ArticleTitle" content="2024年上半年经济运行情况"><meta name="PubDate" content="2024-07-20">'
    body = f"<p>今年上半年，全市共办理1200件。</p>{table}<p>下一步，招聘岗位300个。</p>"
    return parse_page(
        f'<html><head>{head}</head><body><div id="zoom">{body}</div></body></html>'.encode(), url=None, site=None
    )


def rows(*lines: str) -> str:
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


MERGED = rows(
    "<td colspan=4>单位：亿元</td>",
    "<th rowspan=2>地区</th><th rowspan=2>指标</th><th colspan=2>1—6月</th>",
    "<th>总量</th><th>增速（%）</th>",
    "<td rowspan=2>河埠区</td><td>出口额</td><td><p>12.3</p></td><td>5.1</td>",
    "<td>进口额</td><td>7.5</td><td></td>",
)


def test_cells_over_several_rows_and_columns_hold_for_each() -> None:
    found = page(MERGED)
    text = found.turns[0].text
    assert text.split("\n")[1:6] == [
        "单位：亿元", "地区 | 指标 | 1—6月 | 1—6月", "地区 | 指标 | 总量 | 增速（%）", "河埠区 | 出口额 | 12.3 | 5.1", "河埠区 | 进口额 | 7.5 |",
    ]  # fmt: skip
    cited = [(m.text, m.place, m.measure, m.unit, text[m.start : m.end]) for m in found.turns[0].metrics]
    assert cited == [
        ("1200件", None, None, "件", "1200件"),
        ("12.3", "河埠区", "出口额", "CNY", "12.3"),
        ("5.1", "河埠区", "出口额", "%", "5.1"),
        ("7.5", "河埠区", "进口额", "CNY", "7.5"),
        ("300个", None, "招聘岗位", "个", "300个"),
    ]
    assert found.warnings == ()


def test_numbers_of_a_table_that_are_no_figures_are_told() -> None:
    found = page(rows("<td>指标</td><td>甲</td><td>乙</td>", "<td>一</td><td>1.5</td><td>3</td>"))
    assert any(warning.startswith("table: 2 numbers are no figures") for warning in found.warnings)


def test_a_note_below_does_not_hide_the_table() -> None:
    found = page(
        rows(
            "<td>指标</td><td>出口额（亿元）</td>",
            "<td>全市</td><td>12</td>",
            "<td colspan=2>注：数据为初步核算数，以统计公报为准。</td>",
        )
    )
    assert "12" in [m.text for m in found.turns[0].metrics]


def test_spans_that_no_table_has_are_bounded() -> None:
    table = BeautifulSoup(
        rows("<td colspan=99999>指标</td><td>1亿元</td>", "<td rowspan=-1>a</td><td colspan=x>2亿元</td>"), "lxml"
    ).table
    assert table is not None
    assert all(len(row) < 1000 for row in rows_of(table))


@pytest.mark.slow
def test_thousands_of_cells_are_read() -> None:
    lines = "\n".join(f"第{n}镇 | {n} | {n + 1} | {n / 10} | {n + 2}" for n in range(1, 840))
    found = figures(f"乡镇 | 人口（人） | 户数（户） | 占比（%） | 面积（公顷）\n{lines}")
    assert len(found) == 3356


CELLS = st.sampled_from(
    [
        "指标",
        "1—6月",
        "同比±%",
        "出口额（亿元）",
        "河埠区",
        "12.3",
        "-4",
        "约5%",
        "",
        "—",
        "2023",
        "单位",
        "万人",
        "3家",
        "1,2",
        "．",
        "%",
        "+",
        "（",
        "合计",
    ]
)


def lines() -> Iterator[st.SearchStrategy[str]]:
    yield st.lists(CELLS, min_size=1, max_size=5).map(" | ".join)


@given(st.lists(next(lines()), max_size=6).map("\n".join))
def test_any_table_yields_figures_in_their_places(text: str) -> None:
    figures(text)


def test_a_part_of_what_stands_above_is_named_with_it() -> None:
    text = (
        "指标 | 总量（元）\n居民人均可支配收入 | 12345\n其中：城镇 | 18345\n农村 | 8345\n社会消费品零售总额 | 7315\n其中：餐饮收入 | 715\n"
        "固定资产投资 | 6315\n其中：工业 | 915"
    )
    assert [(metric.measure, metric.indicator) for metric in figures(text)] == [
        ("居民人均可支配收入", "居民人均可支配收入"),
        ("城镇居民人均可支配收入", "城镇"),
        ("农村居民人均可支配收入", "农村"),
        ("社会消费品零售总额", "社会消费品零售总额"),
        ("餐饮收入", "餐饮收入"),
        ("固定资产投资", "固定资产投资"),
        ("工业投资", "工业"),
    ]


def test_a_caption_says_unit_and_time() -> None:
    table = (
        "<table><caption>2024年一季度主要指标（单位：亿元）</caption>"
        "<tr><th>指标</th><th>总量</th><th>增速（%）</th></tr><tr><td>地区生产总值</td><td>1826.3</td><td>5.4</td></tr></table>"
    )
    rows = rows_of(BeautifulSoup(table, "lxml").table)
    assert told("\n".join(rows)) == [
        "1826.3: 地区生产总值, 182630000000 CNY, level, 2024-01-01..2024-03-31",
        "5.4: 地区生产总值, 5.4 %, growth, 2024-01-01..2024-03-31",
    ]


def two_columns(head: str, *cells: str) -> list[str]:
    rows = "".join(f"<tr><td>{name}</td><td>{cell}</td></tr>" for name, cell in zip("甲乙丙", cells, strict=False))
    return rows_of(BeautifulSoup(f"<table><tr><th>名称</th><th>{head}</th></tr>{rows}</table>", "lxml").table)


@pytest.mark.parametrize(
    "head", ["吞吐量（万标准箱）", "规模(床)", "面积（万亩次）", "单位：千瓦", "占比（％）", "流量（立方米/秒）"]
)
def test_two_columns_are_a_table_of_figures_where_any_unit_is_named(head: str) -> None:
    assert two_columns(head, "12", "30") == [f"名称 | {head}", "甲 | 12", "乙 | 30"]


@pytest.mark.parametrize("cells", [("41标准箱", "52标准箱"), ("3.5 亿元", "2亿元"), ("300床", "120床"), ("5％", "7％")])
def test_two_columns_are_a_table_of_figures_where_any_number_has_a_unit(cells: tuple[str, str]) -> None:
    assert two_columns("总量", *cells)[1:] == [f"甲 | {cells[0]}", f"乙 | {cells[1]}"]


@pytest.mark.parametrize(
    "cells", [("26", "31"), ("5月3日", "5月4日"), ("9点30分", "14点"), ("第3场", "第5场"), ("（日）3", "4")]
)
def test_two_columns_of_names_with_counts_or_times_are_none(cells: tuple[str, str]) -> None:
    assert two_columns("备注", *cells) == []

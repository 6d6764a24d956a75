"""Figures as the view of observations compares them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from warehouse_pages import load_page, metric, page, turn

from parsers.prose import figures
from warehouse.database.statements import sql

SAID = "今年游客量预计下降3%至5%，收入增长2%至4%。"


def test_a_fall_between_two_numbers_reaches_from_the_lower_to_the_higher(load, rows):
    fields = {"unit": "%", "unit_text": "%", "kind": "percent", "relation": "range", "aspect": "growth"}
    fall = metric("3%至5%", SAID, value=Decimal(3), value_high=Decimal(5), direction="down", measure="游客量", **fields)
    rise = metric("2%至4%", SAID, value=Decimal(2), value_high=Decimal(4), direction="up", measure="收入", **fields)
    load(load_page(page([turn(1, "answer", SAID, fall, rise)])))

    assert rows("SELECT measure, value, value_high FROM observations ORDER BY char_start") == [
        ("游客量", Decimal(-5), Decimal(-3)),
        ("收入", Decimal(2), Decimal(4)),
    ]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("一季度，房地产开发投资下降3%。", -3),
        ("一季度，房地产开发投资降幅3%。", -3),
        ("一季度，新建商品住宅销售价格跌幅达2.1%。", "-2.1"),
        ("一季度，房地产开发投资降幅扩大到12%。", -12),
        ("一季度，房地产开发投资降幅收窄至3.2%。", "-3.2"),
        ("一季度，房地产开发投资同比跌幅扩大至5.2%。", "-5.2"),
        ("一季度，居民消费价格涨幅回落到2.3%。", "2.3"),
        ("一季度，规模以上工业增加值增速放缓至4.1%。", "4.1"),
        ("一季度，社会消费品零售总额增速为-2.3%。", "-2.3"),
        ("一季度，出口额降幅收窄3个百分点。", 3),
        ("一季度，地区生产总值增速回落0.3个百分点。", "-0.3"),
        ("一季度，城镇调查失业率下降到5.1%。", "5.1"),
        ("一季度，城镇调查失业率比全国低0.3个百分点。", "-0.3"),
    ],
)
def test_a_fall_is_below_nothing_however_it_is_said(load, rows, said, value):
    load(load_page(page([turn(1, "answer", said, *figures(said, held_on=date(2025, 4, 20)))])))
    assert rows("SELECT value FROM series") == [(Decimal(value),)]


def test_a_unit_without_its_denominator_is_in_one_series_with_the_whole_one(load, rows):
    text = "2023年，PM2.5平均浓度32微克/立方米。2024年，PM2.5平均浓度30微克，下降2微克。"
    load(load_page(page([turn(1, "answer", text, *figures(text, held_on=date(2025, 1, 20)))])))
    assert rows("SELECT DISTINCT unit FROM series") == [("µg/m3",)]
    assert rows("SELECT value FROM series WHERE aspect = 'level' ORDER BY period_end") == [(32,), (30,)]
    assert rows("SELECT unit FROM metrics ORDER BY char_start") == [("µg/m3",), ("µg",), ("µg",)]


OF_2024 = {"period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31), "aspect": "level", "status": "result"}


@pytest.mark.parametrize(
    ("unit", "units", "whole"),
    [
        ("mg", ["mg/L", "concentration", "mg"], "mg/L"),
        ("µg", ["µg/m3", "µg/m3"], "µg/m3"),
        ("mg", ["mg/L", "mg/m3"], "mg"),
        ("t", ["t/d", "mass"], "t"),
        ("CNY", ["CNY/m2"], "CNY"),
        ("g", ["g/kWh"], "g"),
    ],
)
def test_only_a_concentration_of_one_denominator_may_leave_it_out(load, con, rows, unit, units, whole):
    stated = metric("36", "共36。", value=Decimal(36), unit=unit, unit_text=unit, measure="某量", **OF_2024)
    load(load_page(page([turn(1, "answer", "共36。", stated)])))
    con.execute("INSERT INTO vocabulary VALUES ('某量', 'some', 'some', ?, 'ratio', '')", [units])
    assert rows("SELECT value, unit FROM observations") == [(36, whole)]
    assert rows("SELECT statements, unit FROM series") == [(1, whole)]
    drawn = con.execute(f"SELECT unit FROM ({sql('explore/sparks').rstrip(';' + chr(10))})", {"measures": ["某量"]})
    assert drawn.fetchall() == [(whole,)]

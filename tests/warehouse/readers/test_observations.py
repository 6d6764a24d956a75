"""Figures as the view of observations compares them."""

from __future__ import annotations

from decimal import Decimal

from warehouse_pages import load_page, metric, page, turn

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

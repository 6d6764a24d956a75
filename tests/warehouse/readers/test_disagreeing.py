"""One conference that gives several values for one observation: none of them is picked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from test_page_order import figure, said, talk
from warehouse_pages import turn

KEPT = "SELECT result, kept, agree FROM kept ORDER BY result_value"


def rounded(text):
    """A turn with one amount as it is written."""
    whole = f"产值{text}。"
    stated = replace(figure(1, "1元"), text=text, start=2, end=2 + len(text), value=Decimal(text.removesuffix("元")))
    return turn(1, "answer", whole, stated)


def test_results_above_and_below_the_plan_each_have_a_row(load, rows):
    load(talk(said(100, status="plan", relation="ge")), talk(said(120, 4), name="later", day=9))
    assert rows(KEPT) == [("4元", False, False), ("120元", True, False)]


def test_one_result_that_is_said_twice_is_one_row(load, rows):
    load(talk(said(100, status="plan", relation="ge")), talk(said(120), said(120), name="later", day=9))
    assert rows(KEPT) == [("120元", True, True)]


def test_a_growth_on_the_month_before_is_no_result_of_a_plan_on_the_year_before(load, rows):
    fields = {"aspect": "growth", "unit": "%"}
    load(
        talk(said(5, status="plan", comparison="同比", relation="ge", **fields)),
        talk(said(6, comparison="同比", **fields), said(1, comparison="环比", **fields), name="later", day=9),
    )
    assert rows(KEPT) == [("6元", True, True)]


def test_a_value_counts_as_known_only_where_its_conference_gives_one(load, rows):
    load(talk(said(100)), talk(said(120, 4), name="between", day=5), talk(said(100), name="later", day=9))
    assert rows("SELECT first_text, text FROM restated") == []
    assert rows("SELECT texts, lowest, highest FROM disagreeing") == [(["120元", "4元"], 4, 120)]


def test_after_a_revision_the_new_value_is_what_is_known(load, rows):
    load(talk(said(100)), talk(said(100, 130), name="revised", day=5), talk(said(130), name="later", day=9))
    assert rows("SELECT first_text, text, day(held_on) FROM restated") == [("100元", "130元", 5)]
    assert rows("FROM disagreeing") == []


def test_a_result_that_is_revised_is_the_new_one(load, rows):
    plan = said(110, status="plan", relation="ge")
    load(talk(plan), talk(said(100), name="told", day=3), talk(said(100, 130), name="revised", day=5))
    assert rows(KEPT) == [("130元", True, True)]


@pytest.mark.parametrize("short", ["9000元", "9800元", "9810元"])
def test_a_round_number_is_short_for_the_exact_one(load, rows, short):
    load(talk(rounded("9812.4元"), rounded(short)))
    assert rows("SELECT texts FROM disagreeing") == []


@pytest.mark.parametrize("other", ["8000元", "9815元", "9900.0元", "4元"])
def test_another_value_is_not(load, rows, other):
    load(talk(rounded("9812.4元"), rounded(other)))
    assert len(rows("SELECT texts FROM disagreeing")) == 1

"""One conference that gives several values for one observation: none of them is picked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from test_page_order import figure, said, talk
from warehouse_pages import turn

KEPT = "SELECT result, kept, agree FROM kept ORDER BY result_value"


def rounded(text, **fields):
    """A turn with one amount as it is written."""
    whole = f"产值{text}。"
    amount = Decimal(text.rstrip("%亿元万人个")) * (100_000_000 if "亿" in text else 10_000 if "万" in text else 1)
    stated = replace(figure(1, "1元"), text=text, start=2, end=2 + len(text), value=amount, **fields)
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


def restatements(load, rows, *conferences):
    """What is restated where these conferences follow one another, each with its values."""
    load(*(talk(said(*values), name=f"at{day}", day=day) for day, values in enumerate(conferences, 1)))
    return rows("SELECT first_value, value FROM restated ORDER BY held_on")


def test_a_value_among_others_that_disagree_is_not_known_and_cannot_be_revised(load, rows):
    assert restatements(load, rows, [100], [120, 4], [4, 130]) == []
    assert rows("SELECT texts FROM disagreeing ORDER BY held_on") == [(["120元", "4元"],), (["4元", "130元"],)]


@pytest.mark.parametrize(
    ("conferences", "restated"),
    [
        ([[100], [120, 4], [130]], [(100, 130)]),
        ([[100], [120, 4], [100, 130]], [(100, 130)]),
        ([[100], [100, 130], [130, 140], [130, 150]], [(100, 130), (130, 140)]),
        ([[100], [120, 4], [4, 130], [130, 150]], []),
        ([[120, 4], [4, 130]], []),
    ],
)
def test_what_was_known_before_values_that_disagree_is_known_behind_them(load, rows, conferences, restated):
    assert restatements(load, rows, *conferences) == restated


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


COARSE = [("100亿元", "199.5亿元"), ("10个", "15.5个"), ("1万人", "19999人"), ("3%", "3.9%"), ("12%", "13.0%")]


@pytest.mark.parametrize(("short", "exact"), COARSE)
def test_a_number_is_not_short_for_one_much_greater(load, rows, short, exact):
    load(talk(said(1, status="plan", relation="ge")), talk(rounded(exact), rounded(short), name="later", day=9))
    assert rows("SELECT texts FROM disagreeing") == [([exact, short],)]
    assert rows("SELECT DISTINCT agree FROM kept") == [(False,)]
    assert rows("SELECT agree FROM series WHERE status = 'result'") == [(False,)]


@pytest.mark.parametrize(("short", "exact"), COARSE)
def test_such_a_number_is_restated_by_the_other(load, rows, short, exact):
    load(talk(rounded(short)), talk(rounded(exact), name="later", day=9))
    assert rows("SELECT first_text, text FROM restated") == [(short, exact)]


@pytest.mark.parametrize(
    ("short", "exact"),
    [
        ("9000亿元", "9812.4亿元"),
        ("12%", "12.9%"),
        ("3%", "3.4%"),
        ("3%", "2.5%"),
        ("1万人", "14999人"),
        ("9813元", "9812.5元"),
        ("0%", "0.4%"),
    ],
)
@pytest.mark.parametrize("direction", ["up", "down"])
def test_views_have_one_opinion_on_what_agrees(load, rows, short, exact, direction):
    fields = {"direction": direction, "aspect": "growth", "comparison": "同比"}
    load(talk(rounded(exact, **fields), rounded(short, **fields)), talk(rounded(short, **fields), name="later", day=9))
    assert rows("FROM disagreeing") == []
    assert rows("FROM restated") == []
    assert rows("SELECT statements, agree FROM series") == [(3, True)]


@pytest.mark.parametrize("exact", ["5.2%", "5.0%"])
def test_a_rise_does_not_agree_with_a_fall_as_great(load, rows, exact):
    fields = {"aspect": "growth", "comparison": "同比"}
    load(talk(rounded("5%", direction="up", **fields), rounded(exact, direction="down", **fields)))
    assert rows("SELECT texts FROM disagreeing") == [(["5%", exact],)]
    assert rows("SELECT agree FROM series") == [(False,)]

"""Names of figures that may be one quantity's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from warehouse_pages import load_page, metric, page, turn

END = date(2025, 12, 31)


def told(measure, value, unit="km", **fields):
    """A figure, its number the whole text of it."""
    known = {"value": Decimal(value), "unit": unit, "unit_text": "公里", "kind": "length", "period_end": END}
    return metric(value, value, **{**known, "measure": measure, "aspect": "level", "status": "result", **fields})


@pytest.fixture
def alike(load, rows):
    def alike(*figures):
        """What looks alike of figures told at a conference each."""
        load(
            *(
                load_page(page([turn(1, "answer", f"{f.text}{f.measure}", f)]), name=f"page{n}")
                for n, f in enumerate(figures)
            )
        )
        return rows("SELECT measure, other, same_values, shared FROM alike ORDER BY ALL")

    return alike


def test_a_value_told_twice_of_the_same_day_makes_two_names_look_alike(alike):
    assert alike(told("老旧管线", "214"), told("管网改造", "214")) == [("老旧管线", "管网改造", 1, 0.25)]


def test_a_round_value_tells_nothing(alike):
    assert alike(told("老旧管线", "200"), told("地铁里程", "200")) == []


def test_a_name_within_another_looks_like_it_where_amounts_are_of_one_size(alike):
    assert alike(told("供热管网改造", "214"), told("管网", "180")) == [("供热管网改造", "管网", 0, 1.0)]


@pytest.mark.parametrize(
    "other",
    [
        told("管网", "180000"),
        told("管网", "180", unit="m"),
        told("管网", "180", place="东岭区"),
        told("新增管网", "180"),
        told("河道", "180"),
    ],
    ids=["another size", "another unit", "another place", "another quantity of the noun", "other words"],
)
def test_other_names_do_not_look_alike(alike, other):
    assert alike(told("供热管网改造", "214"), other) == []


def test_two_quantities_of_the_vocabulary_are_two(alike):
    assert alike(told("公共充电桩", "214", unit="个"), told("充电桩", "214", unit="个")) == []

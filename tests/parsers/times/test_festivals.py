"""Festivals, days of the lunar calendar and the holidays around them, against the published calendars."""

from datetime import date

import pytest

from parsers.times import festivals, find


@pytest.mark.parametrize(
    ("name", "year", "on"),
    [
        ("春节", 1990, "1990-01-27"),
        ("春节", 2020, "2020-01-25"),
        ("春节", 2024, "2024-02-10"),
        ("春节", 2033, "2033-01-31"),
        ("元宵", 2024, "2024-02-24"),
        ("清明", 2023, "2023-04-05"),
        ("清明", 2024, "2024-04-04"),
        ("清明节", 2025, "2025-04-04"),
        ("“五一”", 2025, "2025-05-01"),
        ("端午", 2023, "2023-06-22"),
        ("中秋节", 2020, "2020-10-01"),
        ("中秋", 2025, "2025-10-06"),
        ("重阳", 2025, "2025-10-29"),
    ],
)
def test_the_day_of_a_festival(name: str, year: int, on: str) -> None:
    assert festivals.festival(name, year) == date.fromisoformat(on)


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("春节", 2023, "2023-01-21", "2023-01-27"),
        ("春节", 2024, "2024-02-10", "2024-02-17"),
        ("春节", 2025, "2025-01-28", "2025-02-04"),
        ("元旦", 2024, "2023-12-30", "2024-01-01"),
        ("元旦", 2025, "2025-01-01", "2025-01-01"),
        ("清明", 2022, "2022-04-03", "2022-04-05"),
        ("五一", 2024, "2024-05-01", "2024-05-05"),
        ("端午", 2025, "2025-05-31", "2025-06-02"),
        ("中秋", 2024, "2024-09-15", "2024-09-17"),
        ("国庆", 2023, "2023-09-29", "2023-10-06"),
        ("国庆", 2024, "2024-10-01", "2024-10-07"),
        ("国庆", 2025, "2025-10-01", "2025-10-08"),
        ("双节", 2023, "2023-09-29", "2023-10-06"),
        ("“双节”", 2025, "2025-10-01", "2025-10-08"),
        ("五一国际劳动节", 2024, "2024-05-01", "2024-05-05"),
    ],
)
def test_the_days_off_around_a_festival(name: str, year: int, first: str, last: str) -> None:
    assert festivals.holiday(name, year) == (date.fromisoformat(first), date.fromisoformat(last))


def test_days_of_the_first_lunar_month() -> None:
    assert festivals.eve(2025) == date(2025, 1, 28)
    assert festivals.lunar_day(2025, 1, 6) == date(2025, 2, 3)


@pytest.mark.parametrize("year", [1989, 2100])
def test_years_outside_the_calendar_have_no_lunar_dates(year: int) -> None:
    assert festivals.festival("春节", year) is None
    assert festivals.holiday("中秋", year) is None


def test_two_festivals_apart_are_no_one_holiday() -> None:
    assert festivals.holiday("双节", 2024) is None
    assert festivals.holiday("国庆中秋双节", 2022) is None


@pytest.mark.parametrize("name", [*festivals.BY_SUN, *festivals.BY_MOON, "清明", "双节"])
def test_every_festival_with_dates_is_found_in_a_text(name: str) -> None:
    (found,) = find(f"2025年{name}假期")
    assert found.text == f"2025年{name}假期"


def test_of_the_new_year_and_the_spring_festival_nobody_knows_which_days_are_meant() -> None:
    assert {(one.text, one.form.name) for one in find("元旦、春节双节期间")} == {("元旦、春节双节期间", "festivals")}


def test_a_name_that_is_no_festival_has_no_day() -> None:
    assert festivals.festival("运动会", 2024) is None

"""The recipes about measures, held to answers that were read off the sample's pages by hand."""

from __future__ import annotations

import shutil
from datetime import date

import duckdb
import pytest

from docs.describe import body
from warehouse.database.statements import scripts
from warehouse.database.store import reader


@pytest.fixture(scope="module")
def copy(made, tmp_path_factory):
    """The reader copy of the sample."""
    return shutil.copy(made / "briefings.duckdb", tmp_path_factory.mktemp("sample") / "briefings.duckdb")


@pytest.fixture(scope="module")
def ask(copy):
    recipes = {recipe.name: recipe for recipe in scripts("readers/recipes")}
    with reader(copy) as con:

        def ask(name):
            """The answer without the site, which is one."""
            answer = con.execute(body(recipes[name]))
            first = int(answer.description[0][0] == "site")
            return [tuple(map(str, row[first:])) for row in answer.fetchall()]

        yield ask


@pytest.mark.parametrize(
    ("name", "measure", "rows", "answers"),
    [
        (
            "09_growth_beside_level",
            "社会消费品零售总额",
            [("level", None, "CNY", 1, 70), ("growth", "同比", "%", 1, 5), ("growth", "环比", "%", 1, -2)],
            [("70", 5, "同比"), ("70", -2, "环比")],
        ),
        (
            "25_cities_side_by_side",
            "地区生产总值",
            [("growth", "同比", "%", 1, 6), ("growth", "同比", "%", 7, 5)],
            [(6,), (5,)],
        ),
        (
            "26_shares_that_add_up",
            "第一产业增加值",
            [("level", None, "CNY", 1, 40), ("level", None, "USD", 1, 9)],
            [(None, 40, None, 1), (None, 9, None, 1)],
        ),
    ],
)
def test_what_differs_in_comparison_unit_or_first_day_is_never_mixed(name, measure, rows, answers):
    (recipe,) = [recipe for recipe in scripts("readers/recipes") if recipe.name == name]
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE series (site TEXT, measure TEXT, place TEXT, aspect TEXT, status TEXT, comparison TEXT, unit TEXT,"
            " period_start DATE, period_end DATE, span TEXT, value DECIMAL(38, 6), text TEXT)"
        )
        for aspect, comparison, unit, month, value in rows:
            con.execute(
                "INSERT INTO series VALUES ('a', ?, NULL, ?, 'result', ?, ?, ?, '2025-09-30', 'x', ?, ?)",
                [measure, aspect, comparison, unit, date(2025, month, 1), value, str(value)],
            )
        found = con.execute(body(recipe)).fetchall()
    assert sorted(row[-len(answers[0]) :] for row in found) == sorted(answers)


def test_one_measure_over_time(ask):
    assert [(row[0], row[1], row[4]) for row in ask("08_one_measure_over_time")] == [
        ("2023-12-31", "year", "8426.3亿元"),
        ("2024-12-31", "year", "9047.6亿元"),
        ("2024-03-31", "year to date", "1987.5亿元"),
        ("2024-06-30", "year to date", "4238.6亿元"),
        ("2024-09-30", "year to date", "6597.2亿元"),
        ("2025-03-31", "year to date", "2126.8亿元"),
        ("2025-06-30", "year to date", "4529.7亿元"),
        ("2025-09-30", "year to date", "7041.9亿元"),
    ]


def test_growth_beside_level(ask):
    answers = {row[0]: (row[2], float(row[3])) for row in ask("09_growth_beside_level")}

    assert answers["2023-12-31"] == ("3654.2亿元", 8.3)
    assert answers["2024-09-30"] == ("2786.9亿元", 5.4)
    assert answers["2025-09-30"] == ("2940.6亿元", 5.5)


def test_restated_figures_are_the_real_revisions_and_nothing_else(ask):
    levels = [(row[0], row[2], row[4], row[6]) for row in ask("10_restated") if row[1] == "level"]

    assert levels == [
        ("地区生产总值", "2024-12-31", "9012.4亿元", "9047.6亿元"),
        ("新能源汽车产量", "2024-12-31", "43.6万辆", "43.9万辆"),
        ("新增养老床位", "2024-12-31", "3260张", "3412张"),
    ]


def test_what_was_restated_with_them_is_told_as_well(ask):
    rates = [(row[0], row[1], row[4], row[6]) for row in ask("10_restated") if row[1] != "level"]

    assert rates == [("地区生产总值", "growth", "6.2%", "6.4%"), ("新增养老床位", "progress", "108.7%", "113.7%")]


def test_plan_against_result(ask):
    answers = {(row[0], row[1], row[3], row[5]): row[6] for row in ask("11_plan_and_result")}

    assert answers["地区生产总值", "2024-12-31", "6%左右", "6.4%"] == "True"  # as finally verified
    assert answers["城镇新增就业", "2024-12-31", "12万人以上", "12.7万人"] == "True"
    assert answers["新增养老床位", "2024-12-31", "3000张", "3412张"] == "True"
    assert answers["新增老年助餐点", "2024-12-31", "80家", "93家"] == "True"
    assert answers["新能源汽车产量", "2025-06-30", "27万辆左右", "26.8万辆"] == "False"


def test_districts_beside_the_city(ask):
    assert [row[1:] for row in ask("24_district_and_city")] == [
        ("growth", "望山县", "4.8%", "6.2%"),
        ("growth", "渡口区", "5.7%", "6.2%"),
        ("growth", "潮东区", "6.9%", "6.2%"),
        ("level", "潮东区", "1286.4亿元", "4529.7亿元"),
    ]


def test_cities_side_by_side(ask):
    assert ask("25_cities_side_by_side")[0] == ("2023-01-01", "2023-12-31", "5.6")
    assert ask("25_cities_side_by_side")[-1] == ("2025-01-01", "2025-09-30", "6.1")


def test_parts_add_up_to_their_whole(ask):
    answers = {row[0]: (float(row[4]), row[5]) for row in ask("26_shares_that_add_up")}

    assert answers["2023-12-31"] == (100.0, "3")
    assert answers["2024-12-31"] == (99.6, "3")  # the whole was restated, its parts were not
    assert answers["2025-06-30"] == (100.0, "3")


def test_everything_about_a_topic_in_a_quarter(ask):
    answers = [(row[0], row[1], row[3], row[4], row[5]) for row in ask("27_a_topic_in_a_quarter")]

    assert ("2024-12-12", "新增养老床位", "level", "plan", "3000张") in answers
    assert ("2024-12-12", "新增养老床位", "level", "result", "3260张") in answers
    assert ("2024-12-12", "养老床位", "level", "result", "5.19万张") in answers
    assert ("2024-12-12", "护理型床位", "share", "result", "61.4%") in answers


def test_measures_are_shared_by_their_figures(copy):
    with reader(copy) as con:
        figures, names = con.execute("SELECT sum(figures), count(*) FROM measures").fetchone()

    assert names <= 0.45 * figures

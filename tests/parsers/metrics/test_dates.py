"""Time expressions: where they are, and what dates they mean on the day of the event."""

from datetime import date

import pytest

from parsers.metrics import extract
from parsers.metrics.calendar_dates import resolve
from parsers.metrics.fold import fold
from parsers.metrics.times import find

HELD_ON = date(2024, 10, 18)
YEAR = (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("2023年", "2023-01-01", "2023-12-31"),
        ("二〇二三年", "2023-01-01", "2023-12-31"),
        ("去年", "2023-01-01", "2023-12-31"),
        ("上半年", "2024-01-01", "2024-06-30"),
        ("去年上半年", "2023-01-01", "2023-06-30"),
        ("前三季度", "2024-01-01", "2024-09-30"),
        ("今年三季度", "2024-07-01", "2024-09-30"),
        ("1—9月", "2024-01-01", "2024-09-30"),
        ("前8个月", "2024-01-01", "2024-08-31"),
        ("9月份", "2024-09-01", "2024-09-30"),
        ("2月底", "2024-02-29", "2024-02-29"),
        ("截至10月底", "2024-10-31", "2024-10-31"),
        ("8月上旬", "2024-08-01", "2024-08-10"),
        ("7月13日", "2024-07-13", "2024-07-13"),
        ("2022-09-15", "2022-09-15", "2022-09-15"),
        ("10月1日至7日", "2024-10-01", "2024-10-07"),
        ("2021-2023年", "2021-01-01", "2023-12-31"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("近三年", "2021-10-19", "2024-10-18"),
        ("三年来", "2021-10-19", "2024-10-18"),
        ("未来5年", "2024-10-18", "2029-10-18"),
        ("今年以来", "2024-01-01", "2024-10-18"),
        ("目前", "2024-10-18", "2024-10-18"),
        ("昨天", "2024-10-17", "2024-10-17"),
        ("上月", "2024-09-01", "2024-09-30"),
        ("2024年末", "2024-12-31", "2024-12-31"),
        ("三季度末", "2024-09-30", "2024-09-30"),
        ("去年同期", "2023-01-01", "2023-10-18"),
        ("2019年至今", "2019-01-01", "2024-10-18"),
        ("自2020年起", "2020-01-01", "2024-10-18"),
        ("2019年以来", "2019-01-01", "2024-10-18"),
        ("党的二十大以来", "2022-10-16", "2024-10-18"),
        ("全年", "2024-01-01", "2024-12-31"),
    ],
)
def test_expressions_are_resolved(expression: str, first: str, last: str) -> None:
    assert resolve(expression, HELD_ON) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("expression", "first", "last"),
    [
        ("12月份", "2023-12-01", "2023-12-31"),
        ("四季度", "2023-10-01", "2023-12-31"),
        ("1—11月", "2023-01-01", "2023-11-30"),
        ("截至12月底", "2023-12-31", "2023-12-31"),
        ("年末", "2023-12-31", "2023-12-31"),
        ("全年", "2023-01-01", "2023-12-31"),
        ("今年", "2024-01-01", "2024-12-31"),
        ("1月1日", "2024-01-01", "2024-01-01"),
        ("年底前", "2024-01-18", "2024-12-31"),
    ],
)
def test_what_was_reported_is_over(expression: str, first: str, last: str) -> None:
    said = resolve(expression, date(2024, 1, 18), reported=True)
    assert said == (date.fromisoformat(first), date.fromisoformat(last))


def test_the_year_named_before_holds_on() -> None:
    text = "2022年，进出口增长5%，其中四季度增长7%。2023年上半年增长3%，比2021年同期多2亿元，6月份增长1%。"
    dates = [(m.text, m.period_start, m.period_end) for m in extract(text, held_on=HELD_ON)]
    assert dates[1] == ("7%", date(2022, 10, 1), date(2022, 12, 31))
    assert dates[-1] == ("1%", date(2023, 6, 1), date(2023, 6, 30))


@pytest.mark.parametrize("expression", ["今年", "上半年", "近三年", "目前"])
def test_relative_expressions_need_the_day_of_the_event(expression: str) -> None:
    assert resolve(expression, None) is None


@pytest.mark.parametrize(
    "expression", ["主汛期", "活动期间", "2月30日", "13月", "三年多来", "近几年", "改革开放以来", "入汛以来"]
)
def test_what_names_no_dates_has_none(expression: str) -> None:
    assert resolve(expression, HELD_ON) is None


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("今年前三季度，进出口增长", ["今年前三季度"]),
        ("截至2024年末，余额下降", ["截至2024年末"]),
        ("比去年同期增长，9月份下降", ["去年同期", "9月份"]),
        ("到2025年，覆盖率提高", ["到2025年"]),
        ("去年汛期累计降雨", ["去年汛期"]),
        ("“十四五”期间，新增绿地", ["“十四五”期间"]),
        ("制定三年行动计划，提前两个月完成", []),
        ("最高峰出现在2月16日", ["2月16日"]),
        ("提速的第3年级学生", []),
    ],
)
def test_expressions_are_found(text: str, expressions: list[str]) -> None:
    assert [expression.text for expression in find(fold(text))] == expressions

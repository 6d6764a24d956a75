"""Parts of time expressions compose: from one point to another, several with one unit, and 到 before what is so by then."""

from datetime import date

import pytest

from parsers.metrics import extract
from parsers.times import Seen, find, resolve
from parsers.words.fold import fold

HELD_ON = date(2024, 10, 18)


@pytest.mark.parametrize(
    ("expression", "dates"),
    [
        ("7月14日晚到17日早晨", "2024-07-14..2024-07-17"),
        ("3月13日20时至14日21时", "2024-03-13..2024-03-14"),
        ("10月1至7日", "2024-10-01..2024-10-07"),
        ("3月8日、9日", "2024-03-08..2024-03-09"),
        ("8月12、13两天", "2024-08-12..2024-08-13"),
        ("11日、12日和13日", "2024-10-11..2024-10-13"),
        ("28日到3日", "2024-09-28..2024-10-03"),
        ("14日晚到次日早晨", "2024-10-14..2024-10-15"),
        ("昨天20时至今天8时", "2024-10-17..2024-10-18"),
        ("昨天到现在", "2024-10-17..2024-10-18"),
        ("4、5、6三个月", "2024-04-01..2024-06-30"),
        ("去年7月、8月", "2023-07-01..2023-08-31"),
        ("2020年8月至今年3月", "2020-08-01..2024-03-31"),
        ("去年11月15日至次年3月15日", "2023-11-15..2024-03-15"),
        ("6月25号到9月底", "2024-06-25..2024-09-30"),
        ("去年底至今年8月上旬", "2023-12-31..2024-08-10"),
        ("2022年底到2023年底", "2022-12-31..2023-12-31"),
        ("年初到现在", "2024-01-01..2024-10-18"),
        ("2021、2022、2023年", "2021-01-01..2023-12-31"),
        ("去年二季度至今年三季度", "2023-04-01..2024-09-30"),
        ("今年一季度、二季度、三季度", "2024-01-01..2024-09-30"),
        ("去年下半年到今年上半年", "2023-07-01..2024-06-30"),
        ("上周五到本周二", "2024-10-11..2024-10-15"),
        ("上月至本月", "2024-09-01..2024-10-31"),
        ("到昨天", "2024-10-17..2024-10-17"),
        ("到5月底", "2024-05-31..2024-05-31"),
        ("到现在", "2024-10-18..2024-10-18"),
        ("往年国庆假期", ""),
        ("每年9月", ""),
        ("明年年中", ""),
        ("10月7日到1日", ""),
        ("7月份同期", ""),
        ("2019年国庆假期同期", "2019-10-01..2019-10-07"),
    ],
)
def test_what_parts_mean_together(expression: str, dates: str) -> None:
    (found,) = find(fold(expression))
    span = resolve(found, Seen(HELD_ON))
    assert (found.text, f"{span[0]}..{span[1]}" if span else "") == (expression, dates)


@pytest.mark.parametrize(
    ("text", "expressions"),
    [
        ("车祸报案20件，到昨天已经结案18件", ["到昨天"]),
        ("全市的安置点到昨天还开着两个", ["到昨天"]),
        ("降价推迟到昨天已经无望，到昨天为止", ["昨天", "昨天"]),
        ("连续十三个月增长，七八个月内完成", ["连续十三个月"]),
        ("9月、10月5日，7日、2号线开工", ["9月", "10月5日", "7日"]),
        ("2023年到2024年3月，去年到今年同期", ["2023年到2024年3月", "去年", "今年同期"]),
        ("14日晚会，3月14日晚", ["14日", "3月14日晚"]),
        ("2021年、2022年分别增长", ["2021年", "2022年"]),
    ],
)
def test_what_does_not_belong_together_stays_apart(text: str, expressions: list[str]) -> None:
    assert [expression.text for expression in find(fold(text))] == expressions


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("7、8、9三个月，失业率分别为5.1%、5.2%和4.9%。", [("7、8、9三个月", 7), ("7、8、9三个月", 8), ("7、8、9三个月", 9)]),
        ("4月、5月分别下降3%、4%。", [("4月", 4), ("5月", 5)]),
        ("今年一、二季度分别增长3%、4%。", [("今年一季度", 1), ("二季度", 4)]),
    ],
)  # fmt: skip
def test_a_list_is_shared_out_among_its_figures(text: str, periods: list[tuple[str, int]]) -> None:
    found = [(m.period, m.period_start and m.period_start.month) for m in extract(text, held_on=HELD_ON)]
    assert found == periods

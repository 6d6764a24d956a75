"""Numerals read back exactly, in every convention."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.metrics import extract
from parsers.words.numerals import chinese_value, read
from tests.parsers.numerals import in_chinese

WHOLE = st.integers(min_value=0, max_value=9_999_999_999_999)
DECIMALS = st.decimals(min_value=0, max_value=99_999_999, places=2, allow_nan=False)
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@given(st.integers(min_value=1, max_value=999_999_999_999))
def test_chinese_numerals_agree_with_cn2an(number: int) -> None:
    assert chinese_value(in_chinese(number)) == (number, number)


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("一千三四百", 1300, 1400),
        ("三五千", 3000, 5000),
        ("十几", 11, 19),
        ("数十", 20, 90),
        ("几百", 200, 900),
        ("二十几", 21, 29),
        ("一百五", 150, 150),
        ("一万二", 12000, 12000),
        ("三百零五", 305, 305),
        ("二〇二四", 2024, 2024),
        ("万亿", 10**12, 10**12),
    ],
)
def test_vague_and_colloquial_numerals(written: str, low: int, high: int) -> None:
    assert chinese_value(written) == (low, high)


@pytest.mark.parametrize("written", ["一二", "二一百", "十百", "三一", "百千"])
def test_what_is_no_numeral_reads_as_none_or_a_range(written: str) -> None:
    value = chinese_value(written)
    assert value is None or value[0] < value[1]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,234.5亿", "123450000000"),
        ("240余万", "2400000"),
        ("12亿3000万", "1230000000"),
        ("2万1582", "21582"),
        ("1 300 元", "1300"),
        ("3千5百", "3500"),
        ("1亿2千万", "120000000"),
        ("十二点三亿", "1230000000"),
        ("1.2万亿", "1200000000000"),
        ("两百多万", "2000000"),
    ],
)
def test_mixed_numerals(written: str, value: str) -> None:
    number = read(written, 0)
    assert number is not None
    assert number.low == number.high == Decimal(value)


@given(WHOLE)
def test_grouped_digits_are_read_back(number: int) -> None:
    assert [m.value for m in extract(f"总额为{number:,}元。")] == [number]


@given(DECIMALS)
def test_decimals_are_read_back_exactly(number: Decimal) -> None:
    assert [m.value for m in extract(f"总额为{number}亿元。")] == [number * 10**8]


@given(WHOLE)
def test_full_width_digits_are_read_back(number: int) -> None:
    text = f"总额为{number:,}元。".translate(FULL_WIDTH)
    metrics = extract(text)
    assert [m.value for m in metrics] == [number]
    assert metrics[0].text == text[3:-1]


@given(st.integers(min_value=11, max_value=999_999_999))
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert [m.value for m in extract(f"总额为{in_chinese(number)}元。")] == [number]


@given(st.integers(min_value=1, max_value=9999), st.sampled_from([("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]))
def test_multipliers_are_applied(number: int, scale: tuple[str, int]) -> None:
    assert [m.value for m in extract(f"总额为{number}{scale[0]}元。")] == [number * scale[1]]


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=1, max_value=9))
def test_percentages_in_words_are_read_back(whole: int, tenth: int) -> None:
    written = f"百分之{in_chinese(whole)}点{in_chinese(tenth)}"
    assert [m.value for m in extract(f"增长{written}。")] == [Decimal(f"{whole}.{tenth}")]

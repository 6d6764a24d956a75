"""Quantities that a generator writes in any convention are read back exactly: shares, discounts, ranges, composites."""

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from parsers.metrics import extract
from tests.parsers.numerals import in_chinese

DIGIT = st.integers(min_value=1, max_value=9)
HAN = "零一二三四五六七八九"


def only(written: str, before: str = "占比为") -> tuple[str, Decimal, Decimal | None, str | None]:
    """Span, value, upper value and unit of the one figure in a sentence."""
    (metric,) = extract(f"{before}{written}。")
    return metric.text, metric.value, metric.value_high, metric.unit


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=2, max_value=100))
def test_fractions(part: int, whole: int) -> None:
    assume(part < whole)
    value = (Decimal(part) / whole).quantize(Decimal("0.000001"))
    han = f"{in_chinese(whole)}分之{in_chinese(part)}".replace("一十", "十")
    for written in (f"{part}/{whole}", han) if whole != 100 else (f"{part}/{whole}",):
        text, found, high, unit = only(written)
        assert (text, found.quantize(Decimal("0.000001")), high, unit) == (written, value, None, "ratio")


@given(st.integers(min_value=1, max_value=99))
def test_percent_in_words(number: int) -> None:
    han = in_chinese(number).replace("一十", "十")
    assert only(f"百分之{han}") == (f"百分之{han}", Decimal(number), None, "%")
    assert only(f"千分之{han}") == (f"千分之{han}", Decimal(number), None, "‰")


@given(DIGIT, DIGIT)
def test_tenths_and_discounts(first: int, second: int) -> None:
    assert only(f"{HAN[first]}成") == (f"{HAN[first]}成", Decimal(first * 10), None, "%")
    assert only(f"{HAN[first]}成{HAN[second]}")[1] == first * 10 + second
    assume(first > 1)  # 一一 is a word (逐一)
    assert only(f"{HAN[first]}{HAN[second]}折", "门票打") == (
        f"{HAN[first]}{HAN[second]}折", Decimal(first * 10 + second), None, "%",
    )  # fmt: skip


@given(st.integers(min_value=1, max_value=5))
def test_doublings(turns: int) -> None:
    written = f"翻{'一两三四五'[turns - 1]}番"
    assert only(written, "产量") == (written, Decimal(2**turns), None, "倍")


@given(
    st.integers(min_value=1, max_value=9_000),
    st.integers(min_value=1, max_value=999),
    st.sampled_from(["—", "-", "–", "~", "至", "到"]),
    st.sampled_from([("元", "CNY"), ("%", "%"), ("公里", "km"), ("家", "家")]),
)
def test_ranges(low: int, more: int, dash: str, unit: tuple[str, str]) -> None:
    written = f"{low}{dash}{low + more}{unit[0]}"
    assert only(written, "大约需要用") == (written, Decimal(low), Decimal(low + more), unit[1])


@given(
    st.integers(min_value=1, max_value=900),
    st.integers(min_value=1, max_value=900),
    st.sampled_from(
        [("-", "~"), ("-", "—"), ("-", "-"), ("-", "至"), ("负", "到"), ("负", "—"), ("零下", "~"), ("零下", "至")]
    ),
    st.sampled_from(["℃", "%"]),
    st.booleans(),
)
def test_ranges_below_zero(one: int, other: int, signs: tuple[str, str], unit: str, both: bool) -> None:
    assume(one != other)
    sign, dash = signs
    written = f"{sign}{one}{unit if both else ''}{dash}{sign}{other}{unit}"
    low, high = sorted((Decimal(-one), Decimal(-other)))
    assert only(written, "读数为") == (written, low, high, "°C" if unit == "℃" else unit)


@given(st.integers(min_value=1, max_value=59), st.integers(min_value=1, max_value=59))
def test_minutes_and_seconds(minutes: int, seconds: int) -> None:
    text, value, _, unit = only(f"{minutes}分{seconds}秒", "用时")
    expected = (minutes + Decimal(seconds) / 60).quantize(Decimal("0.000001"))
    assert (text, value.quantize(Decimal("0.000001")), unit) == (f"{minutes}分{seconds}秒", expected, "分钟")


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=1, max_value=9_999))
def test_two_scales(upper: int, lower: int) -> None:
    assert only(f"{upper}亿{lower}万元", "投资") == (
        f"{upper}亿{lower}万元", Decimal(upper * 10**8 + lower * 10**4), None, "CNY",
    )  # fmt: skip

"""Ten times the text takes about ten times as long, whatever the text."""

import gc
import time

import pytest

from parsers.metrics import extract

pytestmark = pytest.mark.slow

HOSTILE = [
    "1",
    "亿",
    "（",
    "一",
    "“",
    "《",
    "1、",
    "百分之",
    "1,111",
    " 111",
    "1-",
    "12:",
    "年",
    "2023年",
    "期间",
    "3到",
    "增长5%",
    "5个和",
    "由",
    "比",
    "十",
    "几",
    "翻一番",
    "分别为1、",
    "同比",
]
SIZE = 1_000
LINEAR = 10
SLACK = 2.5
"""A quadratic step would take a hundred times as long, not twenty-five."""


def cost(text: str) -> float:
    """The least processor time of two readings, without the collector's pauses."""
    gc.collect()
    gc.disable()
    try:
        times = []
        for _ in range(2):
            start = time.process_time()
            extract(text)
            times.append(time.process_time() - start)
        return min(times)
    finally:
        gc.enable()


@pytest.mark.parametrize("piece", [*HOSTILE, "增长5％"])
def test_time_grows_linearly(piece: str) -> None:
    small = piece * (SIZE // len(piece))
    assert cost(small * LINEAR) <= LINEAR * SLACK * max(cost(small), 0.002)


@pytest.mark.parametrize("size", [50_000, pytest.param(1_000_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("piece", ["1", "亿", "（", "一", "十", "几"])
def test_much_of_one_character_holds_no_figure(piece: str, size: int) -> None:
    assert extract(piece * size) == ()

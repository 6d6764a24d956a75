"""Ten times the text takes about ten times as long, whatever the text."""

import gc
import math
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
LINEAR = 10
SLACK = 2.5
"""A quadratic step would take a hundred times as long, not twenty-five."""


TRIES = 10
"""What else the machine does makes a reading longer, hardly ten times in a row."""


def cost(text: str) -> float:
    """The processor time of a reading, without the collector's pauses."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        extract(text)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("size", [400, pytest.param(1_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("piece", [*HOSTILE, "增长5％"])
def test_time_grows_linearly(piece: str, size: int) -> None:
    small = piece * (size // len(piece))
    short = long = math.inf
    for _ in range(TRIES):
        short, long = min(short, cost(small)), min(long, cost(small * LINEAR))
        if long <= LINEAR * SLACK * max(short, 0.002):
            return
    pytest.fail(f"{long:.3f} s instead of {short:.3f} s for ten times the text")


@pytest.mark.parametrize("size", [20_000, pytest.param(1_000_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("piece", ["1", "亿", "（", "一", "十", "几"])
def test_much_of_one_character_holds_no_figure(piece: str, size: int) -> None:
    assert extract(piece * size) == ()

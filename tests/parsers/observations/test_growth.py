"""What a figure costs does not grow with the figures, places and words that stand before it."""

from __future__ import annotations

import sys

import pytest

from parsers.metrics import told_by
from parsers.observations import observe

pytestmark = pytest.mark.slow


def steps(text: str) -> int:
    """Lines of this package that run for a text: a measure of time that no load disturbs."""
    (found, words), counted = told_by(text), 0

    def count(frame, event, argument):
        nonlocal counted
        if "observations" not in frame.f_code.co_filename:
            return None
        counted += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        observe(text, found, words)
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.parametrize(
    "piece",
    [
        "增长5%，",
        "徐汇区增长5%，",
        "生产总值增长5%。",
        "工业投资、民间投资分别增长3%和5%，",
        "5亿元。",
        "全国5亿元。",
    ],
)
def test_twice_the_text_costs_about_twice_as_much(piece: str) -> None:
    assert steps(piece * 300) < 2.5 * steps(piece * 150)


@pytest.mark.parametrize("listed", ["公路、{}货运量", "对{}日本进出口", "{}、水路货运量"])
def test_a_list_twice_as_long_costs_about_twice_as_much(listed: str) -> None:
    def cost(size: int) -> int:
        return steps(f"{listed.format('铁路' * size)}分别增长4.2%、3.1%。")

    assert cost(800) < 2.5 * cost(400)

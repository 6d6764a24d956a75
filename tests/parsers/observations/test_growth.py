"""What a figure costs does not grow with the figures, places and words that stand before it."""

from __future__ import annotations

import sys

import pytest

from parsers.metrics import extract
from parsers.observations import observe

pytestmark = pytest.mark.slow


def steps(text: str) -> int:
    """Lines of this package that run for a text: a measure of time that no load disturbs."""
    metrics, counted = extract(text), 0

    def count(frame, event, argument):
        nonlocal counted
        if "observations" not in frame.f_code.co_filename:
            return None
        counted += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        observe(text, metrics)
    finally:
        sys.settrace(before)
    return counted


@pytest.mark.parametrize(
    "piece", ["增长5%，", "徐汇区增长5%，", "生产总值增长5%。", "工业投资、民间投资分别增长3%和5%，"]
)
def test_twice_the_text_costs_about_twice_as_much(piece: str) -> None:
    assert steps(piece * 600) < 2.5 * steps(piece * 300)

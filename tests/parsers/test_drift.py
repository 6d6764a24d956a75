"""The table of changed readings: what is added, gone or read otherwise is named; the same readings are silent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gold.drift import changes, readings, readings_at

SOME = 8
"""Of eight pages one is read here; CI reads all of them: ``python -m tests.gold.drift``."""


def turn(text: str, *figures: dict[str, Any], outlet: str | None = None) -> dict[str, Any]:
    return {"label": "答", "text": text, "outlet": outlet, "metrics": list(figures)}


def figure(start: int, text: str, **fields: Any) -> dict[str, Any]:
    return {"start": start, "end": start + len(text), "text": text, "indicator": None, **fields}


def test_added_gone_and_changed_figures_are_named() -> None:
    before = {"p": [turn("甲", figure(0, "3家", unit="家"), figure(5, "4个", unit="个"))]}
    after = {"p": [turn("甲", figure(0, "3家", unit="户"), figure(9, "5项", unit="项"))]}
    assert [(what, detail) for _, what, detail in changes(before, after)] == [
        ("figure changed", "3家: unit 家 → 户"),
        ("figure gone", "4个 (None)"),
        ("figure added", "5项 (None)"),
    ]


def test_turns_that_come_go_or_change_hands_are_named() -> None:
    before, after = {"p": [turn("甲"), turn("乙")]}, {"p": [turn("甲", outlet="澜海晚报"), turn("丙")]}
    assert [what for _, what, _ in changes(before, after)] == ["turn changed", "turn gone", "turn added"]


@pytest.mark.slow
def test_the_parsers_of_a_commit_are_asked_themselves() -> None:
    """The commit's own parsers read the pages of today; where nothing of them was changed, nothing differs."""
    at_commit = readings_at("HEAD", SOME)
    assert at_commit.keys() == readings(SOME).keys()
    assert sum(len(turns) for turns in at_commit.values()) > 100

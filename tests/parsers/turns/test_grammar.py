"""Transcripts composed from a grammar of the conventions: every turn found, none invented, nothing lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.html.paragraphs import MARGIN, Paragraph
from parsers.page import parse_page
from parsers.records import Turn
from parsers.turns.folding import Dialogue, parse_turns
from tests.parsers.grammar import Expected, Transcript, compose, compose_foreign_ministry
from tests.parsers.markup import MARKUPS, as_page


@pytest.mark.slow
@pytest.mark.parametrize("pages", [25, pytest.param(1_000, marks=pytest.mark.soak)])
def test_foreign_ministry_pages(pages: int) -> None:
    wrong = []
    for seed in range(pages):
        composed = compose_foreign_ministry(seed)
        page = parse_page(as_page(composed, MARKUPS["foreign ministry"]).encode(), url=None, site=None)
        if [_found(turn) for turn in page.turns] != [_wanted(turn) for turn in composed.turns]:
            wrong.append(seed)
    assert wrong == []


@pytest.mark.parametrize("pages", [12, pytest.param(120, marks=pytest.mark.soak)])
@pytest.mark.parametrize("markup", MARKUPS)
def test_every_convention_in_every_markup(markup: str, pages: int) -> None:
    wrong = []
    for seed in range(pages):
        composed = compose(seed)
        page = parse_page(as_page(composed, MARKUPS[markup]).encode(), url=None, site=None)
        if [_found(turn) for turn in page.turns] != [_wanted(turn) for turn in composed.turns]:
            wrong.append((seed, composed.style))
    assert wrong == []


@settings(max_examples=75, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=0, max_value=10**9))
def test_composed_transcripts_are_read_as_they_were_composed(seed: int) -> None:
    composed = compose(seed)
    reading = _read(composed.paragraphs)
    assert [_found(turn) for turn in reading.turns] == [_wanted(turn) for turn in composed.turns]
    offices = [(t.position, e.position) for t, e in zip(reading.turns, composed.turns, strict=True) if e.position]
    assert all(found == wanted for found, wanted in offices)


_PIECES = st.sampled_from(
    [
        *(
            "人民日报：",
            "问：",
            "答：",
            "主持人：",
            "华源：",
            "[10:16] 郭振邦：",
            "【新华社记者】",
            "Q1 ",
            "追问：",
            "来源：",
            "成效：",
            "1、",
        ),
        *(
            "请问目标是什么？",
            "谢谢大家。",
            "已经部署。",
            "上午10:00",
            "（掌声）",
            "分享按钮",
            "一、总体情况",
            "女士们、先生们，",
            "：",
            "　",
            "“",
            "”",
        ),
    ]
)
_PARAGRAPH = st.one_of(st.lists(_PIECES, min_size=1, max_size=5).map("".join), st.text(min_size=1, max_size=40))


@settings(max_examples=200, deadline=None)
@given(st.lists(_PARAGRAPH, min_size=1, max_size=14))
def test_turns_and_furniture_make_up_the_whole_body(texts: list[str]) -> None:
    paragraphs = [text.strip(MARGIN).replace("\n", "") for text in texts]
    paragraphs = [text for text in paragraphs if text]
    assert _rebuilt(_read(paragraphs)) == sorted(_characters("".join(paragraphs)))


def _read(paragraphs: list[str]) -> Dialogue:
    return parse_turns([Paragraph(text) for text in paragraphs], title="某市政府新闻发布会问答实录")


def _rebuilt(reading: Dialogue) -> list[str]:
    """Every character of labels, texts and furniture; a lost or doubled paragraph changes it."""
    return sorted(
        _characters(
            "".join([*reading.labels] + [t.text for t in reading.turns] + [text for text, _ in reading.left_out])
        )
    )


def _characters(text: str) -> str:
    return re.sub(rf"[\s{MARGIN}]", "", text)


def _found(turn: Turn) -> tuple[object, ...]:
    who = turn.outlet if turn.role == "question" else turn.speaker
    return turn.role, turn.exchange, None if turn.role == "moderator" else who, turn.follow_up, turn.text


def _wanted(turn: Expected) -> tuple[object, ...]:
    who = None if turn.role == "moderator" else turn.who
    return turn.role, turn.exchange, who, turn.follow_up, "\n".join(turn.text)


def test_the_grammar_reaches_every_style() -> None:
    composed: list[Transcript] = [compose(seed) for seed in range(200)]
    assert len({page.style for page in composed}) == 12

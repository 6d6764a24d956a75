"""The tables of frames: each row decides its example, each class of cues is asked for, each cue ends where words do."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from parsers import times
from parsers.metrics import extract, extraction, scene
from parsers.times.frames import points
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.cues import TABLE, Cues
from parsers.times.frames.evidence import Place
from parsers.times.frames.points import POINTS
from parsers.times.frames.roles import ROLES, Row, role
from parsers.words import Text

HELD_ON = date(2025, 11, 20)


@pytest.mark.parametrize("row", ROLES, ids=lambda row: row.name)
def test_a_row_of_roles_decides_its_example(row: Row) -> None:
    seen = scene.read(Text(row.example))
    contexts = Contexts(seen.source, seen.times, HELD_ON, seen.tokens)
    others = [other for other in ROLES if other is not row]
    spots = [contexts.spot(i) for i in range(len(seen.times))]
    decided = [spot for spot in spots if role(spot) is not role(spot, others)]
    assert [role(spot) for spot in decided] == [row]


def test_names_of_rows_are_unique() -> None:
    assert len({row.name for row in ROLES}) == len(ROLES)


def test_every_class_of_cues_is_evidence_or_asked_for() -> None:
    folder = Path(times.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    asked = set(re.findall('"(?:when: )?([a-z-]+)"', code)) | {name.split()[-1] for name in POINTS}
    classes = {name for classes in TABLE.entries.values() for name in classes}
    assert classes == classes & asked


def test_the_table_has_points_for_every_place() -> None:
    assert {len(points) for points in POINTS.values()} == {len(Place)}
    assert not [name for name, points in POINTS.items() if not any(points)]


def test_the_rows_of_the_table_are_evidence_that_is_seen() -> None:
    text = "截至9月底，全市新建公园3座，比去年同期多2座；其中，口袋公园1座。现有游客5万人次，能再接待2万人次吗？"
    evidence = extraction.evidence(text)
    seen: set[str] = set()
    for k in range(len(evidence.figures)):
        seen.update(evidence.of_figure(k))
        for i, place in evidence.candidates(k):
            seen.update(evidence.of_expression(i), evidence.of_both(k, i, place), evidence.of_previous(k))
    kinds = {name.split()[0] for name in seen}
    assert kinds == {name.split()[0] for name in POINTS}
    assert len(seen & POINTS.keys()) > len(seen) / 2


def test_what_speaks_most_for_a_figure_governs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "今年，新增床位8张，去年新增6张。"
    nothing = (0,) * len(Place)
    monkeypatch.setattr(points, "JOINED", points.joined({"time of form relative year": tuple(range(len(Place)))}))
    assert [m.period for m in extract(text)] == ["今年", "今年"]
    monkeypatch.setattr(points, "JOINED", points.joined({"figure": (1, 0, 0, 0, 0, 0)}))
    assert [m.period for m in extract(text)] == [None, None]
    monkeypatch.setattr(points, "JOINED", points.joined({"between 0 steps": (0, 0, 9, 0, 0, 0), "figure": nothing}))
    assert [m.period for m in extract(text)] == [None, None]


def cues(text: str) -> list[str]:
    seen = scene.read(Text(text))
    return [seen.text[mark.start : mark.end] for mark in Cues(seen.tokens).marks(0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("主要是新建3家", ["是", "新建"]),
        ("要是新建3家", ["要是", "新建"]),
        ("占比为3家", ["为"]),
        ("比上月多3家", ["比"]),
        ("商品满300元减50元", ["满300元减"]),
        ("为去年的三成", ["为", "的三成"]),
        ("每瓦3元", ["每"]),
        ("一份套餐3元", ["一份"]),
    ],
)
def test_a_cue_begins_and_ends_where_words_do(text: str, found: list[str]) -> None:
    assert cues(text) == found

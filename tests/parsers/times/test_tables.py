"""The tables of frames: each row decides its example, each class of cues is asked for, each cue ends where words do."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from parsers import times
from parsers.metrics import extract, scene
from parsers.times.frames import going_on, reach
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.cues import CUES, Cues
from parsers.times.frames.going_on import EVIDENCE, Evidence
from parsers.times.frames.reach import FIGURES, FRAMES, FrameRow
from parsers.times.frames.roles import ROLES, Row, role
from parsers.words import Text

HELD_ON = date(2025, 11, 20)


def read(text: str) -> list[tuple[str | None, date | None]]:
    return [(m.period, m.period_end) for m in extract(text.replace("/", "\n"), held_on=HELD_ON)]


@pytest.mark.parametrize("row", [*FIGURES, *FRAMES], ids=lambda row: row.name)
def test_a_row_of_reach_decides_its_example(row: reach.Row | FrameRow, monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(row.example)
    monkeypatch.setattr(reach, "_FIGURES", reach.speaking(other for other in FIGURES if other is not row))
    monkeypatch.setattr(reach, "_FRAMES", reach.speaking(other for other in FRAMES if other is not row))
    assert read(row.example) != found


@pytest.mark.parametrize("row", EVIDENCE, ids=lambda row: row.name)
def test_evidence_decides_its_example(row: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(row.example)[-1]
    monkeypatch.setattr(going_on, "EVIDENCE", tuple(other for other in EVIDENCE if other is not row))
    assert (found[0] is not None, read(row.example)[-1][0] is not None) == (row.points > 0, row.points < 0)


@pytest.mark.parametrize("row", ROLES, ids=lambda row: row.name)
def test_a_row_of_roles_decides_its_example(row: Row) -> None:
    seen = scene.read(Text(row.example))
    contexts = Contexts(seen.text, seen.times, HELD_ON, seen.tokens)
    others = [other for other in ROLES if other is not row]
    spots = [contexts.spot(i) for i in range(len(seen.times))]
    decided = [spot for spot in spots if role(spot) is not role(spot, others)]
    assert [role(spot) for spot in decided] == [row.role]


def test_names_of_rows_are_unique() -> None:
    for table in (FIGURES, FRAMES, ROLES, EVIDENCE):
        assert len({row.name for row in table}) == len(table)


def test_every_class_of_cues_is_asked_for() -> None:
    folder = Path(times.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    classes = {name for classes in CUES.values() for name in classes}
    assert classes == classes & set(re.findall('"([a-z-]+)"', code))


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

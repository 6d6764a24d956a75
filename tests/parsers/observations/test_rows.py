"""The rows that say aspect and status: each makes the difference in its example; each class of cues is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from parsers import observations
from parsers.metrics import told_by
from parsers.observations import aspects, statuses
from parsers.observations.cues import TABLE, Row, Words
from parsers.prose import figures

HELD_ON = date(2025, 7, 15)


def rows() -> Iterator[tuple[ModuleType, str, Row]]:
    """Every row with where it stands."""
    for module, name in ((aspects, "RELATIVE"), (aspects, "ABSOLUTE"), (statuses, "RULES"), (statuses, "ROWS")):
        table = getattr(module, name)
        for row in dict.fromkeys(table.values() if isinstance(table, dict) else table):
            yield module, name, row


def without(table: dict[str, Row] | tuple[Row, ...], row: Row) -> dict[str, Row] | tuple[Row, ...]:
    if isinstance(table, dict):
        return {kind: other for kind, other in table.items() if other is not row}
    return tuple(other for other in table if other is not row)


def said(text: str) -> list[tuple[str, str]]:
    return [(metric.aspect, metric.status) for metric in figures(text, held_on=HELD_ON)]


@pytest.mark.parametrize(("module", "table", "row"), list(rows()), ids=lambda part: getattr(part, "name", None))
def test_a_row_makes_the_difference_in_its_example(
    module: ModuleType, table: str, row: Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = said(row.example)
    assert row.value is None or row.value in {value for pair in read for value in pair}
    monkeypatch.setattr(module, table, without(getattr(module, table), row))
    assert said(row.example) != read


def test_names_of_rows_are_unique() -> None:
    found = [(table, row.name) for _, table, row in rows()]
    assert len(set(found)) == len(found)


def test_every_class_of_cues_is_asked_for() -> None:
    folder = Path(observations.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    asked = set(re.findall('"([a-z-]+)"', code)) | NO_CUES
    classes = {name for classes in TABLE.entries.values() for name in classes}
    assert classes == classes & asked


NO_CUES = {"word", "goods"}
"""Of what holds a cue and is none: 每斤, 预期寿命."""


def cues(text: str) -> list[str]:
    _, tokens = told_by(text)
    words = Words(tokens)
    words.read(0, len(text))
    return [f"{word.text}={','.join(sorted(said))}" for word, said in zip(tokens, words.classes, strict=False) if said]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("差不多3家", ["差不多=filler"]),
        ("多了3家", ["多了=bare,change,perfect,shifts"]),
        ("毛利率3%", []),
        ("占地3亩", []),
        ("要求3家", []),
        ("能达到3家", ["能=may,meant", "达到=filler,reaches"]),
        ("截至9月底有3家", ["截至9月底=done", "有=filler"]),
        ("去年同期有3家", ["去年同期=done", "有=filler"]),
        ("每斤3元", ["每斤=goods"]),
        ("每瓶3元", ["每瓶=each"]),
        ("增至3家", ["增至=becomes"]),
    ],
)
def test_a_cue_begins_and_ends_where_words_do(text: str, found: list[str]) -> None:
    assert cues(text) == found

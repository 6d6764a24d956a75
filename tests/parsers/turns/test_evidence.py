"""The table of evidence: each row is seen in its example, speaks for what is read there, and decides it."""

from __future__ import annotations

import re

import pytest

from parsers.html.paragraphs import Paragraph
from parsers.turns.evidence import EVIDENCE, Evidence
from parsers.turns.label_choice import decide, readings, weigh
from parsers.turns.script import read_script
from tests.parsers.read import paragraph

ROWS = pytest.mark.parametrize("row", EVIDENCE, ids=[row.name for row in EVIDENCE])


@ROWS
def test_a_row_decides_its_example(row: Evidence) -> None:
    said = row.example.split(" / ")
    judged = next(line for line in said if line.startswith("▸"))
    paragraphs = [_paragraph(line) for line in said]
    text = _paragraph(judged).text
    decided = decide(read_script(paragraphs, title=""))
    case = next(case for case, line in decided if case and line.text == text)

    says, why = weigh(case)
    without, _ = weigh(case, [other for other in EVIDENCE if other is not row])

    assert row.name in why
    assert without != says


def _paragraph(line: str) -> Paragraph:
    plain = line.removeprefix("▸")
    named = re.fullmatch("<who>(.*)</who>", plain)
    return Paragraph(named[1], part="who", opens=True) if named else paragraph(plain)


def test_names_of_rows_are_unique() -> None:
    assert len({row.name for row in EVIDENCE}) == len(EVIDENCE)


def test_what_nothing_speaks_for_is_no_label() -> None:
    (case, _), *_ = decide(read_script([paragraph("新华社记者：请问全年目标是什么？")], title=""))
    assert case is not None
    assert weigh(case, [])[0] == "text"
    assert list(readings(case)) == ["text", "heading", "party"]

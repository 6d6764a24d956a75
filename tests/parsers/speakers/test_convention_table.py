"""The table of conventions: every example it gives is read by its own row, and by no row before it."""

from __future__ import annotations

import re

import pytest

from parsers.speakers.conventions import CONVENTIONS, Convention, read_who
from parsers.speakers.introductions import people_introduced
from parsers.speakers.labels import PLACES, LabelPlace, read_label
from parsers.speakers.party import Certainty, Who
from parsers.speakers.persons import introduced

EXAMPLES = [(row, example) for row in CONVENTIONS for example in row.example.split(" · ")]


@pytest.mark.parametrize(("row", "example"), EXAMPLES, ids=[f"{row.name}: {example}" for row, example in EXAMPLES])
def test_an_example_is_read_by_its_row(row: Convention, example: str) -> None:
    first = next(convention for convention in CONVENTIONS if convention.read(example))
    assert first.name == row.name
    assert read_who(example) == row.read(example)


@pytest.mark.parametrize(
    ("label", "who"),
    [
        ("会后有俄罗斯记者问及", Who(Certainty.CERTAIN, "question", follow_up=True, generic=True)),
        ("会后有海河晚报记者问及", Who(Certainty.CERTAIN, "question", outlet="海河晚报", follow_up=True)),
        ("在场记者", Who(Certainty.CERTAIN, "question", generic=True)),
        ("海河晚报（记者 王远）", Who(Certainty.CERTAIN, "question", outlet="海河晚报", speaker="王远")),
        ("西南旅游（追问）", Who(Certainty.CERTAIN, "question", outlet="西南旅游", follow_up=True)),
        ("欧阳副局长", Who(Certainty.CERTAIN, position="副局长", family="欧阳")),
        ("市民政局局长章若水", Who(Certainty.CERTAIN, speaker="章若水", position="市民政局局长")),
        (
            "市教育局二级巡视员韦长青介绍",
            Who(Certainty.CERTAIN, "statement", speaker="韦长青", position="市教育局二级巡视员"),
        ),
        ("陸懷谷補充說明", Who(Certainty.LIKELY, "answer", speaker="陸懷谷")),
        ("陸懷谷強調", Who(Certainty.LIKELY, "statement", speaker="陸懷谷")),
        ("Sky News", Who(Certainty.LIKELY, "question", outlet="Sky News")),
        ("Wang Wenbin", Who(Certainty.LIKELY, speaker="Wang Wenbin")),
    ],
)
def test_a_slot_takes_only_what_is_proved(label: str, who: Who) -> None:
    assert read_who(label) == who


def test_an_office_whose_words_hold_an_office_introduces_nobody() -> None:
    text = "出席发布会的有：市发展和改革委员会副主任龚若溪、市教育局二级巡视员韦长青。\n龚若溪 市发展和改革委员会副主任\n韦长青介绍：大家好。"
    assert people_introduced(text) == frozenset()


def test_what_is_done_with_a_word_ends_an_introduction() -> None:
    assert people_introduced("市水务局局长麴令仪表示，水够用。\n麴令仪：大家好。") == {"麴令仪"}
    assert introduced("出席的有新闻网总编辑王伟、副主编李强") == {"王伟", "李强"}


@pytest.mark.parametrize("place", PLACES, ids=[place.example for place in PLACES])
def test_a_label_is_found_at_its_place_first(place: LabelPlace) -> None:
    bold = place.example.find("</strong>") - len("<strong>")
    text = re.sub("</?strong>", "", place.example)
    number = 2 if text.startswith("一、") else 0
    found = place.read(text, number, max(bold, 0), signed=False)
    assert found is not None
    assert read_label(text, bold=max(bold, 0)) == found

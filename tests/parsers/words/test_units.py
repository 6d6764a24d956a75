"""The table of units: its rows are read as they are documented, and a wrong one is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parsers.errors import VocabularyError
from parsers.words.units import KINDS, UNITS, units_of


def test_a_row_has_spellings_of_one_unit():
    first, second = units_of("船次|船班\t船次\t2\tcount\t每天40船次")
    assert (first.written, second.written) == ("船次", "船班")
    assert (second.canonical, second.factor, second.kind) == ("船次", Decimal(2), "count")
    assert units_of("兆瓦年\t=\t1\tenergy\t3兆瓦年")[0].canonical == "兆瓦年"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("船次\t船次\t1\tcounts\t每天40船次", "'counts', which is none of age, angle, area"),
        ("船次\t船次\t1\tcount", "has 4 columns instead of 5"),
        ("船次\t船次\tone\tcount\t每天40船次", "is no number: 'one'"),
    ],
)
def test_a_wrong_row_is_refused_with_its_unit_and_what_is_wrong(line, said):
    with pytest.raises(VocabularyError, match=r"units\.tsv: .*船次") as told:
        units_of(line)
    assert said in str(told.value)


def test_every_kind_is_there_for_a_unit():
    assert {unit.kind for unit in UNITS.values()} == KINDS

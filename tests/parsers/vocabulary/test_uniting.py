"""A user's table gains names of figures that are one quantity's."""

from __future__ import annotations

import pytest

from parsers.errors import VocabularyError
from parsers.prose import figures
from parsers.vocabulary import COLUMNS, Measure, merged
from parsers.vocabulary.uniting import united

HEAD = "\t".join(COLUMNS) + "\n"
RATE = Measure("农村污水治理率", "", "", frozenset({"%"}), "ratio")


def measure_of(text, table):
    return [metric.measure for metric in figures(text, vocabulary=merged(table, "measures.tsv"))]


def test_a_figure_of_the_other_name_is_one_of_the_measure():
    said = "治理率达到55.3%。"

    assert measure_of(said, HEAD) == ["治理率"]
    assert measure_of(said, united("", RATE, ["治理率"])) == ["农村污水治理率"]


def test_only_the_whole_name_is_another_not_words_of_the_text():
    table = united("", RATE, ["治理率"])

    assert measure_of("空心村治理率达到98%。", table) == ["空心村治理率"]


def test_a_figure_in_another_unit_keeps_its_name():
    beds = Measure("护理床位", "", "", frozenset({"张"}), "stock")
    table = united("", beds, ["床"])

    assert measure_of("新的床300张。", table) != measure_of("新的床300吨。", table)


def test_a_bundled_quantity_keeps_what_the_bundled_table_says_of_it():
    table = united("", Measure("养老床位", "", "", frozenset({"张"}), "stock"), ["银龄床位"])

    assert table.splitlines()[1].split("\t")[:4] == ["养老床位", "=银龄床位", "beds for the elderly", "elder care"]
    assert measure_of("银龄床位3.2万张。", table) == ["养老床位"]


def test_lines_that_are_there_stay_and_a_name_is_written_once():
    before = "# ours\n" + HEAD + "灯会游客\t灯会观众\tvisitors\tculture\t人次\tflow"
    fair = Measure("灯会游客", "", "", frozenset({"人次"}), "flow")
    after = united(united(before, RATE, ["治理率"]), fair, ["灯会", "看灯的"])

    assert after.splitlines()[:2] == before.splitlines()[:2]
    assert after.splitlines()[2] == "灯会游客\t灯会观众 =灯会 =看灯的\tvisitors\tculture\t人次\tflow"
    assert united(after, fair, ["灯会"]) == after
    assert measure_of("灯会12万人次。", after) == ["灯会游客"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("治理率\t=治理率\t\t\t%\tratio", "is the name itself"),
        ("甲率\t=乙率\t\t\t%\tratio\n乙率\t\t\t\t%\tratio", "=乙率, of 甲率, has a row of its own"),
        ("甲率\t=治理率\t\t\t%\tratio\n乙率\t=治理率\t\t\t%\tratio", "=治理率 stands in line 2 too"),
    ],
)
def test_a_name_cannot_be_of_itself_or_of_two_quantities(row, problem):
    with pytest.raises(VocabularyError, match=problem):
        merged(HEAD + row + "\n", "measures.tsv")

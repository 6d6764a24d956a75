"""The vocabulary: what is bundled, and a user's own table on top of it."""

from __future__ import annotations

import pytest

from parsers.errors import VocabularyError
from parsers.prose import figures
from parsers.vocabulary import COLUMNS, bundled, merged

HEAD = "\t".join(COLUMNS) + "\n"
ROW = "灯会游客\t灯会观众 灯会~人次@元宵\tvisitors of the lantern fair\tculture\t人次 人\tflow\n"


def measure_of(text, vocabulary=None):
    return [metric.measure for metric in figures(text, vocabulary=vocabulary)]


def test_the_bundled_vocabulary_is_wide_and_complete():
    measures = bundled().measures.values()
    assert len(measures) >= 250
    assert all(measure.english and measure.topic and measure.units for measure in measures)
    assert len({measure.english for measure in measures}) == len(measures)


def test_a_users_quantity_is_known_by_all_its_spellings():
    vocabulary = merged(HEAD + ROW, "measures.tsv")

    assert measure_of("灯会观众12万人次。", vocabulary) == ["灯会游客"]
    assert measure_of("元宵那天，灯会12万人次。", vocabulary) == ["灯会游客"]
    assert measure_of("灯会观众12万人次。") != ["灯会游客"]


def test_a_users_spelling_is_added_to_a_known_quantity():
    vocabulary = merged(HEAD + "养老床位\t银龄床位\tbeds for the elderly\telder care\t张\tstock\n", "measures.tsv")

    assert measure_of("银龄床位3.2万张，养老机构床位4万张。", vocabulary) == ["养老床位", "养老床位"]


def test_another_vocabulary_has_another_digest():
    assert merged(HEAD + ROW, "m").digest != bundled().digest
    assert merged(HEAD + ROW, "m").digest == merged(HEAD + ROW, "m").digest


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name\tspellings\n", "must begin with the columns name, spellings, english, topic, units, nature"),
        ("", "must begin with the columns"),
        (HEAD + "灯会游客\t\tvisitors\n", "line 2 has 3 columns instead of 6"),
        (HEAD + "# remark\n\t\tvisitors\tculture\t人次\tflow\n", "line 3 has no name"),
        (HEAD + "灯会游客\t\tvisitors\tculture\t\tflow\n", "line 2 has no units"),
        (HEAD + "灯会游客\t\tvisitors\tculture\t人次\tsome\n", "line 2: 'some' is none of stock, flow, ratio"),
        (HEAD + "灯会游客\t灯\tvisitors\tculture\t人次\tflow\n", "line 2: 灯 is no spelling of two or more characters"),
        (HEAD + "灯会游客\t灯会观众 灯会游客\tvisitors\tculture\t人次\tflow\n", "line 2: 灯会游客 is the name itself"),
        (HEAD + ROW + ROW, "line 3: 灯会游客 stands in line 2 too"),
        (HEAD + ROW + "灯会\t灯会观众\tfair\tculture\t场\tflow\n", "line 3: 灯会观众 stands in line 2 too"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(text, message):
    with pytest.raises(VocabularyError, match=message) as caught:
        merged(text, "own/measures.tsv")
    assert caught.value.path == "own/measures.tsv"

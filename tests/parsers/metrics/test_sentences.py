"""Own sentences, one file per class of fault: figures, fields, and what must not be found."""

import pytest

from tests.gold import sentences

ALL = list(sentences.read())


@pytest.mark.parametrize("sentence", ALL, ids=lambda sentence: sentence.name)
def test_the_sentence_is_read_without_a_fault(sentence: sentences.Sentence) -> None:
    assert sentences.faults(sentence) == []


def test_a_wrong_reading_is_noticed() -> None:
    sentence = sentences.parse("税收【12亿元|value=13|ind=支出】，增长3%。", "here:1")
    assert sentences.faults(sentence) == [
        "3% is no figure",
        "12亿元: value is '1200000000', not '13'",
        "12亿元: ind is '税收', not '支出'",
    ]

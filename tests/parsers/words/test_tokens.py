"""Tokens: every character once, one class each, cut where words end."""

from collections import Counter
from dataclasses import dataclass

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers.words import Text, clauses, tokens
from parsers.words.lexicon import LEXICON, ROLES
from parsers.words.segment import cut
from parsers.words.tables import read_lines, read_sections


@dataclass(frozen=True)
class Span:
    start: int
    end: int


def classes(text: str) -> dict[str, str]:
    return {token.text: token.cls for token in tokens(text)}


@given(st.text(alphabet="三百亿千瓦时5.一网通办，。（）的增长CPI2\n 约以上", max_size=40))
@example("2 瓦")  # a number and its unit are one token, with the space between them
def test_every_character_but_a_space_belongs_to_one_token(text: str) -> None:
    read = Text(text)
    found = tokens(read)
    assert "".join(token.text for token in found).replace(" ", "") == read.folded.replace(" ", "")
    assert all(read.folded[token.start : token.end] == token.text for token in found)


@given(st.text(alphabet="三百亿5.一网通办，。！…（）的增长CPI2\n ", max_size=40))
def test_sentences_are_cut_as_the_whole_is(text: str) -> None:
    read = Text(text)
    assert read.words(0, len(text)) == cut(read.folded)


def test_every_word_of_the_lexicon_stands_once() -> None:
    rows = [line.split("\t") for line in read_lines("lexicon.tsv")]
    words = [word for row in rows for word in row[0].split()]
    assert [word for word, times in Counter(words).items() if times > 1] == []
    alike = Counter(tuple(row[1:]) for row in rows)
    assert [row for row, times in alike.items() if times > 1] == []


def test_every_class_and_role_of_the_lexicon_is_explained() -> None:
    explained = [line.split("\t") for line in read_lines("classes.tsv")]
    assert all(len(row) in (2, 3) and row[1] for row in explained)
    used = {" ".join(entry).strip() for entry in LEXICON.values()}
    used |= {f"{reader}: {role}" for reader, words in ROLES.items() for found in words.values() for role in found}
    assert sorted(used) == sorted(row[0] for row in explained)


def test_every_fixed_word_stands_once_and_is_a_number_or_none() -> None:
    sections = read_sections("fixed.txt")
    for words in sections.values():
        assert [word for word, times in Counter(words).items() if times > 1] == []
    assert not {*sections["word"]} & {*sections["quantity"]}


def test_every_unit_stands_once() -> None:
    names = [word.rstrip("…") for line in read_lines("measures.txt") for word in line.split()]
    names += [name for line in read_lines("units.tsv") for name in line.split("\t")[0].split("|")]
    assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize(
    ("text", "quantity", "following"),
    [
        ("捐了300万人民币。", "300万人民币", "。"),
        ("运来80万口罩。", "80万", "口罩"),
        ("走访20万家庭。", "20万", "家庭"),
        ("来了12台商。", "12", "台商"),
        ("慰问数十万百姓。", "数十万", "百姓"),
        ("用了三百亿千瓦时，", "三百亿千瓦时", "，"),
        ("每8度电里有一半。", "8度电", "里"),
    ],
)
def test_a_unit_is_a_whole_word(text: str, quantity: str, following: str) -> None:
    found = tokens(text)
    at = next(i for i, token in enumerate(found) if token.cls == "quantity")
    assert (found[at].text, found[at + 1].text) == (quantity, following)


def test_a_numeral_inside_a_word_is_no_number() -> None:
    assert not [t for t in tokens("成千上万的人十分满意，一直在三亚推进一网通办。") if t.cls == "quantity"]


def test_a_word_has_the_class_of_the_lexicon_or_of_its_part_of_speech() -> None:
    found = classes("合并高血压的占约四成以上")
    assert (found["约"], found["占"], found["以上"], found["的"]) == ("lead", "share", "trail", "aux")


def test_times_are_tokens_of_their_own() -> None:
    found = tokens("2023年8家企业", times=[Span(0, 5)])
    assert [(token.text, token.cls) for token in found][:2] == [("2023年", "time"), ("8家", "quantity")]


def test_a_clause_ends_at_its_mark_and_not_at_an_abbreviation() -> None:
    found = clauses(tokens("消费价格（CPI）上涨2%，持平。另一句"))
    assert [clause.closed_by for clause in found] == ["，", "。", ""]
    assert [clause.sentence for clause in found] == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("居民消费价格（CPI）涨1%，稳。", ["居民消费价格（CPI）涨1%", "稳"]),
        ("汛期——也就是3—5月——雨多；1,200毫米", ["汛期", "也就是3—5月", "雨多", "1,200毫米"]),
        ("先说好的…再说\n难的", ["先说好的", "再说", "难的"]),
    ],
)
def test_every_place_of_a_text_has_its_clause(text: str, parts: list[str]) -> None:
    whole = Text(text)
    found = dict.fromkeys(whole.clause(at) for at in range(len(text)))
    assert [text[low:high].rstrip("—") for low, high in found] == parts

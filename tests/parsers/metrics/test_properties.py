"""What holds for any text: offsets, silence without numerals, sentences on their own."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.metrics import explain, extract
from parsers.records import Metric
from parsers.spelling import traditional
from parsers.words.fold import fold
from tests.gold import sentences

PIECES = st.sampled_from(
    "增长 下降 同比 今年 目前 1 2 34 1,234 0.5 三 十 百 万 亿 % 元 个 家 公里 分之 约 超 以上 第 至 — 、 ， 。 “ ” 《 》 （ ） ： 的 由 到 了 "
    "百分之 点 半 成 倍 番 企业 收入 2023年 月 日 年 - : / ． ％ １ ２ ， ａ 两 几 数 每 占 负 零下 度 块 分别 和 \n \u3000".split(
        " "
    )
)
MIXED = st.lists(PIECES, max_size=40).map("".join)
SILENT = st.text(
    st.sampled_from("企业收入同比增长目前已经完成约超以上第至、，。“”《》的由到了分别和元个家公里"), max_size=60
)
EXAMPLES = [sentence.text for sentence in sentences.read()]


@pytest.mark.slow
@given(st.one_of(MIXED, st.text(max_size=200)))
def test_offsets_slice_to_the_surface(text: str) -> None:
    for metric in extract(text):
        assert text[metric.start : metric.end] == metric.text != ""


@given(st.one_of(MIXED, st.text(max_size=200)))
def test_figures_are_in_order_and_do_not_overlap(text: str) -> None:
    metrics = extract(text)
    assert all(a.end <= b.start for a, b in pairwise(metrics))


@given(MIXED)
def test_a_range_has_a_higher_end(text: str) -> None:
    for metric in extract(text):
        assert metric.value_high is None or metric.value_high > metric.value


@given(st.one_of(MIXED, st.text(max_size=200)))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_both_scripts_yield_the_same_figures() -> None:
    def read(text: str) -> list[tuple[object, ...]]:
        return [(metric.start, metric.end, metric.value, metric.unit) for metric in extract(text)]

    assert [read(traditional(text)) for text in EXAMPLES] == [read(text) for text in EXAMPLES]


@given(SILENT)
def test_text_without_numerals_yields_nothing(text: str) -> None:
    assert extract(text) == ()


# 一是… makes what the sentence before it counts a list that is told (办法有9条。一是…), so none of these follows another.
@given(st.lists(st.sampled_from([text for text in EXAMPLES if not text.startswith("一是")]), min_size=2, max_size=5))
def test_sentences_yield_the_same_figures_alone_and_together(parts: list[str]) -> None:
    together = extract("".join(parts))
    alone, offset = [], 0
    for part in parts:
        alone += [(start + offset, *rest) for start, *rest in spans(extract(part))]
        offset += len(part)
    assert spans(together) == alone


@given(MIXED)
def test_every_figure_is_among_the_explained_candidates(text: str) -> None:
    candidates = explain(text)
    assert tuple(c.metric for c in candidates if c.metric) == extract(text)
    assert all(c.rule for c in candidates if not c.accepted)


def spans(metrics: Sequence[Metric]) -> list[tuple[object, ...]]:
    return [(m.start, m.text, m.value, m.value_high, m.unit) for m in metrics]


@pytest.mark.parametrize(
    "text",
    [
        "工程总投资约4200亿元，较2019年增长5.6%。",
        "票款退还不高于面值的20%。",
        "离全年的目标还差6个多点。",
        "全年发放流感疫苗5万支。",
    ],
)
def test_spaces_around_numbers_change_no_reading(text: str) -> None:
    spaced = "".join(f" {part} " if part[0].isdigit() else part for part in re.split("([0-9.]+)", text) if part).strip()
    told = [[(m.value, m.unit, m.relation, m.indicator, m.direction) for m in extract(each)] for each in (text, spaced)]
    assert told[0] and told[0] == told[1]


@pytest.mark.parametrize(
    "sentence",
    [
        "截至9月底，全市完成投资1.2万亿元，完成全年目标的54.7%，同比增长8%至-2.5‰，每平方米上调0.5元到负1元。",
        "去年12月5日上午9点半，3号线一百二十来个站点、六成五的老人、三分之一的孩子和两米半的围墙，比上月少了约1/3",
        "由2.3千瓦·时提高到(3±0.5)℃，2024—2025年间共3000—5000万人次，其中占比为百分之六十点五，不到一半",
    ],
)
def test_a_text_may_end_anywhere(sentence: str) -> None:
    for end in range(len(sentence)):
        for ending in ("", "-", "负", "半", "百", "点"):
            text = sentence[:end] + ending
            assert all(text[metric.start : metric.end] == metric.text for metric in extract(text))

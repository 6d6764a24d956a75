"""Of which place a figure is."""

from __future__ import annotations

import pytest

from parsers.observations import own_names
from parsers.prose import figures


def places_of(text, own=frozenset()):
    return [metric.place for metric in figures(text, own=own)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("浦东新区生产总值4200亿元，增长5.1%。全市增长5%。", ["浦东新区", "浦东新区", None]),
        ("我市空气优良率88.1%，全国平均为87.2%。", [None, "全国"]),
        ("对美国出口12亿元，面向全国招聘300人。", [None, None]),
        ("生产总值增长5%，增速居全省第3位。", [None]),
        ("生产总值增长5.6%，高于全国0.4个百分点。", [None, None]),
        ("苏州、无锡GDP分别增长6.1%和5.8%。", ["苏州", "无锡"]),
        ("全市改造老旧小区210个，新建园区3个。", [None, None]),
        ("市属国企资产总额8600亿元。", ["市属国企"]),
    ],
)
def test_a_figure_is_of_the_place_that_its_words_name(text, places):
    assert places_of(text) == places


def test_the_sites_own_area_is_no_place():
    own = own_names("苏州市人民政府新闻办公室", None, [], province=None, national=False)

    assert places_of("苏州GDP增长6.1%，无锡增长5.8%。", own) == [None, "无锡"]


def test_the_country_is_no_place_for_a_ministry():
    own = own_names("国务院新闻办公室", None, [], province=None, national=True)

    assert places_of("全国粮食产量7.1亿吨。", own) == [None]


def test_local_papers_name_the_area():
    assert own_names(None, None, ["岭海日报", "人民日报", None], province=None, national=False) >= {"岭海"}

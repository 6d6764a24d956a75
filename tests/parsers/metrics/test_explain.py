"""``explain`` shows every candidate, its decision and the rule."""

import re
from pathlib import Path

import pytest

from parsers.metrics import decisions, explain, naming, rejecting


@pytest.mark.parametrize(
    ("text", "candidate", "rule"),
    [
        ("我讲三个方面的情况。", "三个", "scaffolding"),
        ("拨打12345。", "12345", "no_unit"),
        ("泊位是20万吨级。", "20万吨", "grade"),
        ("出台《促消费20条》。", "20条", "in_book_title"),
        ("支持政策“19条”。", "19条", "quoted_name"),
        ("这两个项目都完工了。", "两个", "determined"),
        ("一项工作正在开展。", "一项", "one_as_article"),
        ("每5公里加收1元。", "5公里", "per_base"),
        ("用三年把短板补齐。", "三年", "frame"),
        ("浦东、嘉定两个区试点。", "两个", "apposition"),
        ("十三届二次会议开幕。", "二次", "session"),
        ("他们24小时值守。", "24小时", "around_the_clock"),
        ("形成四横三纵的路网。", "三纵", None),
        ("推进一网通办。", "一网通办", "fixed_word"),
        ("2023年完成。", "2023年", "time_expression"),
    ],
)
def test_a_rejected_candidate_names_its_rule(text: str, candidate: str, rule: str | None) -> None:
    decisions = {c.text: (c.accepted, c.rule) for c in explain(text)}
    assert decisions.get(candidate) == (None if rule is None else (False, rule))


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("提前24小时发布预警。", "24小时"),
        ("数据每4小时更新一次。", "4小时"),
        ("名下仅剩一户。", "一户"),
        ("调查一般12个月结束。", "12个月"),
        ("海铁联运翻了快一番。", "翻了快一番"),
    ],
)
def test_what_is_no_idiom_base_or_frame_is_a_figure(text: str, candidate: str) -> None:
    assert candidate in {c.text for c in explain(text) if c.accepted}


def test_a_figure_names_where_its_indicator_stands() -> None:
    accepted = [c for c in explain("税收收入12亿元，同比增长3%。") if c.accepted]
    assert [(c.text, c.rule) for c in accepted] == [("12亿元", "PREV"), ("3%", "ELL")]


def test_every_candidate_shows_the_words_of_its_clause_with_their_classes() -> None:
    shown = {c.text: c.words for c in explain("合格率不低于95%，推进一网通办。")}
    assert shown["不低于95%"] == "合格率/noun 不低于/lead 95%/quantity"
    assert shown["一网通办"].endswith("一网通办/noun")


@pytest.mark.parametrize("code", decisions())
def test_every_code_has_a_sentence_and_an_example_that_it_decides(code: str) -> None:
    meaning, example = decisions()[code]
    assert meaning.endswith(".")
    assert code in {candidate.rule for candidate in explain(example)}


def test_every_rule_has_a_meaning() -> None:
    assert {rule.__name__ for rule, _ in rejecting.RULES} | set(rejecting.KINDS.values()) <= set(decisions())
    # Those of figures are no functions: texts in the code, the only ones in capitals there.
    places = set(re.findall(r'"([A-Z]{3,4})"', Path(naming.__file__).read_text("utf-8")))
    assert {"PREV", "ELL"} < places <= set(decisions())

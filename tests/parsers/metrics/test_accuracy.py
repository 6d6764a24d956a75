"""The gate: no score below its floor, and a docs/accuracy.md that says what is measured."""

import json

import pytest
import rjieba

from tests.gold import accuracy, agreement, city, score, word_ends
from tests.gold.scoring import Tally, named_shares


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    return score.measure()


def floors() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(score.FLOORS.read_text(encoding="utf-8"))
    return loaded


def test_no_score_is_below_its_floor(tallies: dict[str, Tally]) -> None:
    right, total, _ = score.sentence_share()
    scores = {group: tally.scores() for group, tally in tallies.items()} | {"sentences": {"right": right / total}}
    assert score.below_floors(scores, floors()) == []


def test_the_report_is_up_to_date(tallies: dict[str, Tally]) -> None:
    right, total, _ = score.sentence_share()
    assert score.REPORT.read_text(encoding="utf-8") == accuracy.report(
        tallies | score.apart(),
        score.kept(score.REAL_SEEN),
        score.kept(city.SEEN),
        score.kept(score.UNSEEN),
        agreement.shares(),
        named_shares(score.NAMED),
        right,
        total,
    ), "docs/accuracy.md is stale: run `python -m tests.gold.score --write`"


def test_the_shared_set_is_scored_where_it_is_present(tallies: dict[str, Tally]) -> None:
    if not score.SHARED.is_dir():
        pytest.skip("the shared set is not beside this checkout")
    assert tallies["gold/dense"].counts["gold"] > 100


def test_a_score_below_its_floor_is_reported() -> None:
    assert score.below_floors({"dev": {"kind": 0.5}}, {"dev": {"kind": 0.9}, "other": {"kind": 1.0}}) == [
        "dev kind is 0.5000, its floor is 0.9000"
    ]


def test_floors_only_rise() -> None:
    old = {"dev": {"kind": 0.9, "period": 0.7}, "other": {"kind": 0.8}}
    assert score.raised({"dev": {"kind": 0.5, "period": 0.8567}}, old) == {
        "dev": {"kind": 0.9, "period": 0.856},
        "other": {"kind": 0.8},
    }


def test_what_is_said_of_real_pages_is_what_is_measured_on_them(tallies: dict[str, Tally]) -> None:
    if not score.REAL.is_dir():
        pytest.skip("the real pages are not beside this checkout")
    assert score.seen_of(tallies) == json.loads(score.REAL_SEEN.read_text("utf-8"))


@pytest.mark.slow
def test_few_figures_end_inside_a_word() -> None:
    jieba = rjieba.Jieba()
    counted = [word_ends.cut_words(text, jieba) for text in word_ends.texts()]
    figures, cut = sum(n for n, _ in counted), sum(len(lines) for _, lines in counted)
    assert figures > 2000
    assert cut <= word_ends.LIMIT * figures

"""Every data-quality rule fires on what it is for, and is silent on good data."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest
from warehouse_pages import NOW, load_page, page, turn, usual_turns

from warehouse.corrections.files import Correction
from warehouse.database.store import writer
from warehouse.load.loading import load_pages
from warehouse.quality.rules import check_rules, judge, rules

LONG = "这是一段足够长的回答，用来检验同一段文字出现在两场发布会里时会不会被发现。" * 4

BREAK = {
    "span_matches_text": "UPDATE metrics SET char_start = char_start + 1 WHERE seq = 1",
    "figures_overlap": "UPDATE metrics SET char_start = 11 WHERE seq = 2",
    "ids_are_unique": "UPDATE turns SET turn_id = (SELECT min(turn_id) FROM turns)",
    "rows_belong_together": "DELETE FROM turns WHERE seq = 2",
    "values_are_known": "UPDATE turns SET role = 'singer' WHERE seq = 1",
    "nothing_is_blank": "UPDATE turns SET speaker = ' ' WHERE seq = 1",
    "transcript_has_turns": "UPDATE briefings SET turn_count = 0",
    "dates_are_plausible": "UPDATE briefings SET held_on = DATE '2062-01-01'",
    "published_soon_after": "UPDATE briefings SET held_on = DATE '2020-01-01'",
    "answer_has_question": "UPDATE turns SET exchange = 9 WHERE role = 'answer'",
    "question_has_answer": "UPDATE turns SET role = 'remark' WHERE role = 'answer'",
    "speaker_is_known": "UPDATE turns SET speaker = NULL",
    "page_is_complete": "UPDATE briefings SET warnings = ['exchange: 1', 'roles: the page says 实录 and no question was found in it'] WHERE held_on = '2026-03-08'",
    "indicator_is_named": "UPDATE metrics SET indicator = NULL",
    "figure_in_range": "UPDATE metrics SET kind = 'age', value = 900 WHERE seq = 1",
    "text_is_not_repeated": f"UPDATE turns SET text = '{LONG}', char_count = {len(LONG)} WHERE seq = 3",
    "month_is_not_silent": "",  # some silent months are allowed: tried below
    "keys_across_tables": "DELETE FROM revisions",
    "counts_of_names": "UPDATE speakers SET turns = 0",
    "correction_takes_effect": "UPDATE corrections SET status = 'unmet'",
    "quarantine_is_empty": "INSERT INTO quarantine VALUES ('u', NULL, 'parse', 'r', NULL, TIMESTAMP '2026-01-01', 1, NULL)",
    "figures_do_not_drop": "UPDATE briefings SET metric_count = 0 WHERE first_seen_at > TIMESTAMP '2026-04-01'",
    "measure_is_known": "",  # a work list that never fails: tried below
    "unit_fits_measure": "UPDATE metrics SET measure = '养老床位', kind = 'money', unit = 'CNY'",
    "series_does_not_jump": "UPDATE metrics SET measure = '甲', unit = '台', status = 'result', value = 100 ** seq,"
    " period_start = DATE '2026-01-01', period_end = DATE '2026-01-01' + seq",
    "transcript_stays_one": "",  # compares a new version with the one before: tried below
}


@pytest.fixture(scope="module")
def two_months(empty, tmp_path_factory):
    """Two press conferences of two months, one of them corrected; to be copied, not to be changed."""
    fix = Correction(f"{load_page().briefing_id}-t3", "position", "市住建委副主任", "市住建局副局长", "更名", "a.toml")
    other = page(held_on=date(2026, 3, 8), published_on=date(2026, 3, 8))
    week = NOW + timedelta(days=7)
    file = shutil.copy(empty, tmp_path_factory.mktemp("good") / "warehouse.duckdb")
    with writer(file) as con:
        pages = [load_page(), load_page(other, name="two", at=week)]
        load_pages(con, pages, corrections=[fix], run_id="run-1", now=week)
        con.execute("UPDATE metrics SET indicator = '服务' WHERE indicator IS NULL")
    return file


@pytest.fixture
def good(two_months, private):
    private.parent.mkdir(mode=0o700)
    shutil.copy(two_months, private)
    with writer(private) as con:
        yield con


def failed(con) -> set[str]:
    return {result.rule for result in check_rules(con, run_id="check", now=NOW) if not result.passed}


def test_an_exchange_that_is_not_of_its_briefings_day_is_found(good):
    good.execute("UPDATE exchanges SET held_on = DATE '2020-01-01'")
    assert failed(good) == {"keys_across_tables"}


def test_good_data_passes_every_rule_and_says_so(good):
    assert failed(good) == set()
    assert good.execute("SELECT count(*), bool_and(passed) FROM quality_results").fetchone() == (len(rules()), True)


@pytest.fixture(scope="module")
def sound(two_months, tmp_path_factory):
    """A connection to good data whose changes are undone after each test."""
    with writer(shutil.copy(two_months, tmp_path_factory.mktemp("sound") / "warehouse.duckdb")) as con:
        yield con


@pytest.fixture
def spoiled(sound):
    sound.begin()
    yield sound
    sound.rollback()


@pytest.mark.parametrize(
    "rule",
    sorted(BREAK.keys() - {"figures_do_not_drop", "measure_is_known", "month_is_not_silent", "transcript_stays_one"}),
)
def test_a_rule_fires_on_what_it_is_for(spoiled, rule):
    spoiled.execute(BREAK[rule])
    (judged,) = [result for result in judge(spoiled) if result.rule == rule]
    assert not judged.passed
    assert judged.sample


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((4, 831), "加装电梯 3500台, 208 times 3000台, the value before it"),
        ((831, 4), "加装电梯 3500台, 1/208 of 3000台, the value before it"),
        ((831, 0), "加装电梯 3500台, nothing after 3000台, the value before it"),
    ],
)
def test_a_jump_is_told_with_both_values(spoiled, values, said):
    for text, value in zip(("3000台", "3500台"), values, strict=True):
        spoiled.execute(
            "UPDATE metrics SET measure = '加装电梯', status = 'result', aspect = 'level', value = $value,"
            " period_end = DATE '2025-01-01' + char_start WHERE text = $text",
            {"value": value, "text": text},
        )
    (judged,) = [result for result in judge(spoiled) if result.rule == "series_does_not_jump"]
    assert judged.sample
    assert all(said in told for told in judged.sample)


def test_a_sudden_drop_of_figures_is_noticed(con, load):
    late = NOW + timedelta(days=40)
    pages = [
        load_page(page(held_on=date(2026, 1, 1) + timedelta(days=n)), name=str(n), at=late if n >= 25 else NOW)
        for n in range(35)
    ]
    load(*pages, now=late)
    assert "figures_do_not_drop" not in failed(con)

    con.execute(BREAK["figures_do_not_drop"])
    assert "figures_do_not_drop" in failed(con)


def test_a_notice_in_place_of_a_transcript_is_refused_and_the_transcript_stays(con, load, rows):
    load(load_page())
    notice = page([turn(1, "statement", "网站将于近期升级改版，请稍后访问。")], kind="notice")
    report = load(load_page(notice))
    assert [reason for _, _, reason in report.quarantined if "nobody asks or answers" in reason]
    assert rows("SELECT kind, revision, turn_count > 1 FROM briefings") == [("qa", 1, True)]


def test_another_pages_text_at_an_address_is_refused_and_the_transcript_stays(con, load, rows):
    other = page([*usual_turns(), turn(5, "remark", "散会。")], held_on=date(2026, 2, 8))
    load(load_page(), load_page(other, name="two"))
    report = load(load_page(other))
    assert [reason for _, _, reason in report.quarantined if "the text of sample-" in reason]
    assert rows("SELECT count(*), count(DISTINCT content_hash), max(revision) FROM briefings") == [(2, 2, 1)]


def test_a_parser_that_reads_the_same_copy_otherwise_may_change_the_kind(con, load, rows):
    load(load_page())
    same = page([turn(1, "statement", "各位好，现在开始。")], kind="statement", content_hash=page().content_hash)
    load(load_page(same))
    assert rows("SELECT kind FROM briefings") == [("statement",)]


def test_a_silent_month_is_told_and_fails_the_check_only_with_others(con, load):
    months = [date(2025, 1, 9), *(date(2025, month, 9) for month in range(3, 13))]
    load(*(load_page(page(held_on=day, published_on=day), name=str(day)) for day in months))
    (told,) = [r for r in check_rules(con, run_id="a", now=NOW) if r.rule == "month_is_not_silent"]
    assert (told.passed, told.failing_rows, told.tolerance) == (True, 1, 3)
    assert told.sample == ["sample: 2025-02: 0 press conferences, at least 1 are usual"]

    usual = {"sample": 2}
    (told,) = [
        r for r in check_rules(con, run_id="b", now=NOW, fewest_per_month=usual) if r.rule == "month_is_not_silent"
    ]
    assert (told.passed, told.failing_rows) == (False, 10)
    unusual = {"sample": 0}
    (told,) = [
        r for r in check_rules(con, run_id="c", now=NOW, fewest_per_month=unusual) if r.rule == "month_is_not_silent"
    ]
    assert (told.passed, told.failing_rows) == (True, 0)


def test_every_rule_is_tried_here_and_says_what_to_do():
    assert {rule.name for rule in rules()} == set(BREAK)
    for rule in rules():
        assert rule.header["severity"] in ("error", "warning"), rule.name
        assert rule.header["scope"] in ("page", "warehouse"), rule.name
        assert rule.header["title"], rule.name
        assert rule.header["action"], rule.name


def test_a_rule_that_allows_some_rows_passes_with_few(good):
    good.execute("UPDATE metrics SET indicator = NULL WHERE metric_id = (SELECT min(metric_id) FROM metrics)")

    assert "indicator_is_named" not in failed(good)


def test_measures_outside_the_vocabulary_are_listed_by_frequency(good):
    good.execute("UPDATE metrics SET measure = CASE seq WHEN 1 THEN '养老床位' WHEN 2 THEN '甲' ELSE '乙' END")
    good.execute("UPDATE metrics SET measure = '乙' WHERE metric_id = (SELECT max(metric_id) FROM metrics)")

    (told,) = [result for result in check_rules(good, run_id="r", now=NOW) if result.rule == "measure_is_known"]

    assert told.passed
    assert [example.partition(":")[0] for example in told.sample] == ["乙", "甲"]


@pytest.mark.slow
@pytest.mark.parametrize("edits", [5, pytest.param(12, marks=pytest.mark.soak)])
def test_counts_of_names_stay_right_over_many_edits(con, load, rows, edits):
    dice = random.Random(5)
    for step in range(edits):
        pages = []
        for name in dice.sample("abcdef", 3):
            turns = [
                replace(
                    t,
                    speaker=dice.choice(["林芳", "周明", "陈立", None]),
                    outlet=dice.choice(["东方新闻", "《东方新闻》", "新华社", None]) if t.role == "question" else None,
                    position=dice.choice(["局长", "副局长", None]),
                )
                for t in usual_turns()
            ]
            pages.append(
                load_page(
                    page([*turns, turn(5, "remark", f"{step}{name}")], held_on=date(2026, 2, dice.randint(1, 28))),
                    name=name,
                )
            )
        load(*pages, run_id=str(step))

    assert "counts_of_names" not in failed(con)
    for table, name in (("speakers", "speaker"), ("outlets", "outlet")):
        names = [found for (found,) in rows(f"SELECT {name} FROM {table}")]
        from warehouse.database.statements import sql

        counted = con.execute(sql(f"load/count_{table}"), {"names": names}).fetchall()
        stored = con.execute(sql(f"load/stored_{table}"), {"names": names}).fetchall()
        assert sorted(map(repr, stored)) == sorted(map(repr, counted))

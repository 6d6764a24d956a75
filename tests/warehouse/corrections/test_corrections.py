"""Hand corrections: data that survives every parse, and never overrides what it was not written for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from warehouse_pages import NOW, load_page, page, renumbered, turn, usual_turns

from parsers.errors import CorrectionError
from warehouse.corrections.files import Correction, read_corrections
from warehouse.corrections.idle import idle_corrections, note_missing
from warehouse.quality.rules import check_rules

BRIEFING = load_page().briefing_id


def correction(target, field, value, expected):
    return Correction(f"{BRIEFING}{target}", field, value, expected, "按录像核对", "fixes.toml")


def test_corrections_reach_the_briefing_its_turns_and_its_figures(load, rows):
    load(
        load_page(),
        corrections=[
            correction("", "held_on", date(2026, 2, 28), date(2026, 3, 1)),
            correction("-t3", "speaker", "林方", "林芳"),
            correction("-t3-m2", "unit", None, "项"),
            correction("-t3-m1", "value", Decimal("3001.000000"), Decimal("3000.000000")),
        ],
    )

    assert rows("SELECT held_on FROM briefings") == [(date(2026, 2, 28),)]
    assert rows("SELECT speaker FROM turns WHERE seq = 3") == [("林方",)]
    assert rows("SELECT value, unit FROM metrics WHERE seq < 3 ORDER BY seq") == [
        (Decimal(3001), "台"),
        (Decimal(45), None),
    ]
    assert rows("SELECT DISTINCT status FROM corrections") == [("applied",)]
    assert rows("SELECT speaker FROM speakers ORDER BY speaker") == [("周明",), ("林方",)]


def test_a_correction_survives_an_edit_of_the_page(load, rows):
    fix = [correction("-t3", "speaker", "林方", "林芳")]
    load(load_page(), corrections=fix)
    load(load_page(page(renumbered([turn(1, "remark", "现在开始。"), *usual_turns()]))), corrections=fix)

    assert rows("SELECT speaker FROM turns WHERE turn_id LIKE '%-t3'") == [("林方",)]


def test_a_correction_whose_expectation_no_longer_holds_is_reported_and_not_applied(load, rows):
    load(load_page(), corrections=[correction("-t3", "speaker", "林方", "林蓉")])

    assert rows("SELECT speaker FROM turns WHERE seq = 3") == [("林芳",)]
    assert rows("SELECT status, expected, found FROM corrections") == [("unmet", "林蓉", "林芳")]


def test_a_correction_that_does_not_fit_changes_no_briefing(load, rows):
    load(load_page())

    report = load(load_page(), corrections=[correction("-t3", "speaker", "林方", "林蓉")])
    assert (report.updated, report.unchanged, report.changes) == (0, 1, [])
    assert rows("SELECT status FROM corrections") == [("unmet",)]


def test_a_correction_that_the_page_has_caught_up_with_is_harmless(load, rows):
    load(load_page(), corrections=[correction("-t3", "speaker", "林芳", "林方")])

    assert rows("SELECT status FROM corrections") == [("applied",)]


def test_a_correction_of_a_row_that_is_not_there_is_reported(load, rows):
    load(load_page(), corrections=[correction("-t99", "speaker", "林方", "林芳")])

    assert rows("SELECT status, found FROM corrections") == [("missing", None)]


def test_a_new_or_withdrawn_correction_is_an_update_without_a_new_revision(load, rows):
    fix = [correction("-t3", "speaker", "林方", "林芳")]
    load(load_page())

    assert load(load_page(), corrections=fix).updated == 1
    assert load(load_page(), corrections=fix).unchanged == 1
    assert load(load_page()).updated == 1
    assert rows("SELECT speaker FROM turns WHERE seq = 3") == [("林芳",)]
    assert rows("SELECT count(*) FROM corrections") == [(0,)]
    assert rows("SELECT revision FROM briefings") == [(1,)]


def test_a_page_that_failed_a_rule_loads_once_it_is_corrected(load):
    wrong = load_page(page(held_on=date(2062, 3, 1)))

    assert load(wrong).quarantined
    assert load(wrong, corrections=[correction("", "held_on", date(2026, 3, 1), date(2062, 3, 1))]).inserted == 1


GOOD = f"""
[[correction]]
target = "{BRIEFING}-t3"
field = "position"
value = "市住建委副主任"
expected = ""
reason = "页面漏写了职务"

[[correction]]
target = "{BRIEFING}-t3-m1"
field = "value"
value = 3001
expected = 3000
reason = "按书面答复"
"""


def test_files_are_read_with_their_types(tmp_path):
    (tmp_path / "2026.toml").write_text(GOOD, "utf-8")

    position, value = read_corrections(tmp_path)
    assert (position.value, position.expected, position.briefing_id) == ("市住建委副主任", None, BRIEFING)
    assert (value.value, value.expected, value.file) == (Decimal(3001), Decimal(3000), "2026.toml")


def test_no_folder_means_no_corrections(tmp_path):
    assert read_corrections(tmp_path / "corrections") == []


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('field = "position"', 'field = "text"', "text cannot be corrected"),
        ('reason = "页面漏写了职务"\n', "", "exactly these keys"),
        ("value = 3001", 'value = "many"', "value of value: 'many' is not a number"),
        ("expected = 3000", "expected = 1e40", "expected of value: 1e+40 is not a number, or has more"),
        ("value = 3001", "value = nan", "value of value: nan is not a number"),
        ('field = "value"\nvalue = 3001', 'field = "period_end"\nvalue = "soon"', "'soon' is not a day such as"),
        ("value = 3001", "value = true", "not a number"),
        ("[[correction]]", "[[corection]]", "nothing else"),
        ("value = 3001", "value = ", "is not TOML"),
        (f'target = "{BRIEFING}-t3-m1"\nfield = "value"', f'target = "{BRIEFING}-t3-m1"\nfield = "held_on"', "held_on"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, before, after, message):
    assert before in GOOD
    (tmp_path / "2026.toml").write_text(GOOD.replace(before, after, 1), "utf-8")

    with pytest.raises(CorrectionError, match=r"2026\.toml") as caught:
        read_corrections(tmp_path)
    assert message in str(caught.value)


def test_the_same_field_corrected_twice_is_refused(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, "utf-8")

    with pytest.raises(CorrectionError, match=r"a\.toml and b\.toml"):
        read_corrections(tmp_path)


def test_confidence_is_how_a_false_figure_is_marked(load, rows):
    load(load_page(), corrections=[correction("-t3-m2", "confidence", Decimal("0.00"), Decimal("0.90"))])

    assert rows("SELECT text FROM figures WHERE confidence > 0 ORDER BY text") == [("3000台",), ("3500台",)]


def test_only_the_named_site_is_corrected(load, rows):
    load(replace(load_page(), site="other"), corrections=[correction("", "title", "别的", page().title)])

    assert rows("SELECT title FROM briefings") == [(page().title,)]


def elsewhere(field="speaker"):
    return Correction("sample-000000000000-t1", field, "甲", "乙", "试", "b.toml")


def test_a_correction_of_a_briefing_that_is_not_there_is_noted_once_and_fails_the_rule(con, load, rows):
    load(load_page())
    for _ in range(2):
        note_missing(con, [elsewhere()], now=NOW)

    assert rows("SELECT target, status, checked_at FROM corrections") == [
        ("sample-000000000000-t1", "missing", NOW.replace(tzinfo=None))
    ]
    assert [idle.reason() for idle in idle_corrections(con)] == [
        "sample-000000000000-t1 is not there: its speaker was not corrected."
    ]
    (result,) = [r for r in check_rules(con, run_id="r", now=NOW) if r.rule == "correction_takes_effect"]
    assert (result.passed, result.sample) == (False, ["sample-000000000000-t1: speaker: expected 乙, found missing"])


def test_noting_the_same_again_writes_nothing(con, load, rows):
    note_missing(con, [elsewhere()], now=NOW)
    note_missing(con, [elsewhere()], now=NOW + timedelta(days=1))

    assert rows("SELECT checked_at FROM corrections") == [(NOW.replace(tzinfo=None),)]


def test_a_withdrawn_one_and_one_whose_briefing_came_are_no_longer_missing(con, load, rows):
    fix = correction("-t3", "speaker", "林方", "林芳")
    note_missing(con, [elsewhere(), fix], now=NOW)
    assert rows("SELECT status FROM corrections") == [("missing",), ("missing",)]

    load(load_page(), corrections=[fix])
    note_missing(con, [fix], now=NOW)

    assert rows("SELECT target, status FROM corrections") == [(fix.target, "applied")]


def test_a_correction_that_found_something_else_says_what(con, load):
    load(load_page(), corrections=[correction("-t3", "position", "市住建委主任", "副局长")])

    assert [idle.reason() for idle in idle_corrections(con)] == [
        f"{BRIEFING}-t3 position: expected 副局长, found 市住建局副局长; it was not corrected."
    ]

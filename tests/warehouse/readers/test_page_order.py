"""What was said last is told by the day and by the page, not by ids: …-t10 is before …-t9 as text, and an edit adds turns
in front under new numbers."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from warehouse_pages import NOW, load_page, metric, page, renumbered, turn

from warehouse.database.compact import compact
from warehouse.database.publish import publish
from warehouse.database.statements import sql
from warehouse.database.store import writer
from warehouse.explore.aside import measures
from warehouse.explore.library import Library
from warehouse.load.loading import load_pages
from warehouse.quality.rules import judge
from warehouse.readers.query import search

YEAR = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
LISTED = {"rows": 200}


def failing(con, rule):
    return next(result.sample for result in judge(con) if result.rule == rule)


def figure(amount, inside, **fields):
    known = {"value": Decimal(amount), "unit": "CNY", "unit_text": "元", "kind": "money", "measure": "产值"}
    return metric(f"{amount}元", inside, **{**known, "aspect": "level", "status": "result", **YEAR, **fields})


def said(*amounts, **fields):
    """A turn that gives these amounts for one thing."""
    text = "，".join(f"产值{amount}元" for amount in amounts) + "。"
    return turn(
        1, "answer", text, *(figure(amount, text, **fields) for amount in amounts), label="林芳", speaker="林芳"
    )


def talk(*turns, name="one", day=1, **fields):
    return load_page(page(renumbered(list(turns)), held_on=day and date(2026, 3, day), **fields), name=name)


@pytest.fixture
def latest(rows):
    """The value that each view takes for the one that was said last."""

    def latest():
        ((value,),) = rows("SELECT value FROM series WHERE status = 'result'")
        return int(value)

    return latest


ELEVEN = [said(amount) for amount in range(101, 112)]


def test_the_last_of_many_turns_is_the_latest(load, latest):
    load(talk(*ELEVEN))
    assert latest() == 111


def test_the_last_of_many_figures_of_a_turn_is_the_latest(load, latest):
    load(talk(said(*range(101, 112))))
    assert latest() == 111


def test_a_turn_that_an_edit_adds_in_front_is_not_the_latest(load, latest, rows):
    load(talk(*ELEVEN[:2]))
    load(talk(said(555), *ELEVEN[:2]))
    assert rows("SELECT turn_id[-2:], seq FROM turns ORDER BY seq") == [("t3", 1), ("t1", 2), ("t2", 3)]
    assert latest() == 102


def test_what_was_said_on_no_known_day_is_not_the_latest(load, latest, rows):
    load(talk(said(101), day=20), talk(said(102), name="undated", day=None))
    assert latest() == 101
    assert rows("SELECT count(*) FROM restated") == [(0,)]


def test_a_result_is_the_last_that_was_told(load, rows):
    load(talk(said(108, status="plan")), talk(said(107), name="soon", day=8), talk(said(109), name="later", day=9))
    assert rows("SELECT result FROM kept") == [("109元",)]


def test_several_results_of_one_conference_are_listed_as_the_page_has_them(load, rows):
    load(talk(said(108, status="plan")), talk(*ELEVEN, name="later", day=9))
    assert rows("SELECT texts FROM disagreeing") == [([f"{amount}元" for amount in range(101, 112)],)]


def test_a_revision_that_a_page_tells_begins_with_the_value_that_was_known(load, rows):
    opening = [turn(1, "remark", f"第{number}句。") for number in range(8)]
    load(talk(said(100)), talk(*opening, said(100), said(130), name="later", day=9))
    assert rows("SELECT first_text, text FROM restated") == [("100元", "130元")]


def test_values_that_rise_by_and_by_do_not_jump(load, con):
    opening = [turn(1, "remark", f"第{number}句。") for number in range(8)]
    load(talk(*opening, said(10), said(150), said(2000)))
    assert failing(con, "series_does_not_jump") == []


def test_the_small_picture_shows_what_the_series_has(load, con, rows):
    years = [
        said(100 * year, period_start=date(year, 1, 1), period_end=date(year, 12, 31)) for year in (2022, 2023, 2024)
    ]
    load(talk(*years, *ELEVEN, said(999, relation="approx")), talk(said(555), name="undated", day=None))
    sparks = sql("explore/sparks").rstrip(";\n")
    ((drawn,),) = con.execute(f'SELECT "values" FROM ({sparks})', {"measures": ["产值"]}).fetchall()
    assert drawn == [202200, 202300, 202400, 111]
    assert rows("SELECT value FROM series ORDER BY period_end") == [(value,) for value in drawn]


def test_the_first_of_the_questions_that_nobody_answers_is_named(load, con, rows):
    opening = [turn(1, "remark", f"第{number}句。") for number in range(8)]
    asked = [turn(1, "question", f"问题{number}？", exchange=1) for number in range(2)]
    load(talk(*opening, *asked))
    assert [said.rpartition("-")[2] for said in failing(con, "question_has_answer")] == ["t9: exchange 1"]


@pytest.fixture
def edited(empty, private, reader_copy):
    """The reader copy of a page with turns in front under the last numbers, beside new pages, in a rewritten file."""
    turns = [replace(each, text=f"{each.text}谢谢。") for each in ELEVEN]
    before, after = talk(*turns), talk(said(990), said(991), *turns)
    others = [talk(*ELEVEN, turn(1, "remark", f"{day}。"), name=f"page{day}", day=day) for day in (4, 3, 2)]
    private.parent.mkdir(mode=0o700)
    shutil.copy(empty, private)
    with writer(private) as con:
        load_pages(con, [before, *others], run_id="r", now=NOW)
        load_pages(con, [after], run_id="s", now=NOW)
    compact(private)
    publish(private, reader_copy)
    return reader_copy


def test_the_rows_of_a_page_lie_in_its_order(edited):
    with Library(edited).reading() as reading:
        for table, seqs in (("turns", "t.seq"), ("metrics", "t.seq, f.seq")):
            lie = reading.run(
                f"SELECT f.briefing_id, {seqs} FROM {table} AS f JOIN turns AS t USING (turn_id) ORDER BY f.rowid", {}
            ).rows
            briefings = list(dict.fromkeys(row[0] for row in lie))
            assert len(lie) == 13 + 3 * (12 if table == "turns" else 11)
            assert lie == sorted(lie, key=lambda row: (briefings.index(row[0]), *row[1:]))


def test_figures_and_turns_are_listed_as_the_page_has_them(edited):
    with Library(edited).reading() as reading:
        wanted = [*[f"{amount}元" for amount in range(101, 112)] * 3, "990元", "991元"]
        wanted += [f"{amount}元" for amount in range(101, 112)]
        official = reading.ask("official_figures", name="林芳", **LISTED).records()
        assert [row["text"] for row in official] == wanted
        statements = reading.ask("measure_statements", name="产值", **LISTED).records()
        assert [row["text"] for row in statements] == wanted
        limits = {"measure_series": 200, "measure_statements": 200, "restated": 200, "kept": 200}
        with measures(reading, ["产值"], limits) as aside:
            for question, rows in limits.items():
                apart = aside.ask(question, name="产值", rows=rows)
                assert apart.rows == reading.ask(question, name="产值", rows=rows).rows, question
    hits = search(edited, "产值 谢谢", limit=50).records()
    assert [row["turn_id"].rpartition("-")[2] for row in hits] == [f"t{number}" for number in range(1, 12)]

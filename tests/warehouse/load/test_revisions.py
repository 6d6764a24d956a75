"""An edited page: what a reader sees of the change, and the ids that stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from warehouse_pages import ANSWER, NOW, THANKS, load_page, metric, page, renumbered, turn, usual_turns

from warehouse.corrections.files import Correction
from warehouse.rows.identity import match


def ids(rows, column="turn_id", table="turns"):
    return {text: identifier.rpartition("-")[2] for text, identifier in rows(f"SELECT text, {column} FROM {table}")}


def test_an_edited_page_is_a_new_revision_with_a_readable_diff(load, rows):
    load(load_page())
    turns = usual_turns()
    turns[1] = replace(turns[1], text="请问加装电梯的进展如何？")
    later = NOW + timedelta(days=2)

    report = load(load_page(page(turns), at=later), now=later)

    assert report.updated == 1
    ((revision, seen_at, diff),) = rows("SELECT revision, seen_at, diff FROM revisions WHERE revision > 1")
    assert (revision, seen_at) == (2, later.replace(tzinfo=None))
    assert diff.splitlines() == [
        "--- revision 1",
        "+++ revision 2",
        "@@ -1,3 +1,3 @@",
        " 主持人：各位记者朋友，大家好。",
        "-东方新闻记者：请问老旧小区加装电梯的进展如何？",
        "+东方新闻记者：请问加装电梯的进展如何？",
        f" 市住建局副局长林芳：{ANSWER}",
    ]


def test_an_edited_title_alone_is_a_revision_that_shows_both_titles(load, rows):
    load(load_page())
    edited = replace(load_page(page(title="更正后的标题")), page_sha256="e" * 64)

    (change,) = load(edited).changes

    assert change.fields == {"title": (page().title, "更正后的标题")}
    ((revision, title, diff),) = rows("SELECT revision, title, diff FROM changes")
    assert (revision, title) == (2, "更正后的标题")
    assert diff.splitlines()[3:] == [
        f"-标题：{page().title}",
        "+标题：更正后的标题",
        " 主持人：各位记者朋友，大家好。",
    ]
    assert load(edited).unchanged == 1


def test_a_title_that_only_the_parsers_read_otherwise_is_no_revision(load, rows):
    load(load_page())
    load(load_page(page(title="另一种读法")))
    assert rows("SELECT revision, title FROM revisions") == [(1, "另一种读法")]

    load(replace(load_page(page(title="另一种读法", source="别处")), page_sha256="e" * 64))
    assert rows("SELECT max(revision) FROM revisions") == [(1,)]


def test_a_text_that_only_the_parsers_read_otherwise_is_no_revision(load, rows):
    load(load_page())
    otherwise = load_page(page(usual_turns()[:3]))
    load(replace(otherwise, page_sha256=load_page().page_sha256))

    assert rows("SELECT revision, content_hash FROM revisions") == [(1, otherwise.page.content_hash)]


def test_a_corrected_title_is_no_edit_of_the_page(load, rows):
    fix = [Correction(load_page().briefing_id, "title", "改正", page().title, "错字", "a.toml")]
    load(load_page(), corrections=fix)
    load(replace(load_page(page(source="别处")), page_sha256="e" * 64), corrections=fix)

    assert rows("SELECT title FROM briefings") == [("改正",)]
    assert rows("SELECT revision, title FROM revisions") == [(1, page().title)]


def test_another_title_at_another_address_of_the_same_page_is_no_edit(load, rows):
    load(load_page())
    load(replace(load_page(page(title="转载")), url="https://mirror.example/one.html", page_sha256="e" * 64))

    assert rows("SELECT max(revision) FROM revisions") == [(1,)]


def test_first_seen_stays_when_a_page_is_edited(load, rows):
    load(load_page())
    later = NOW + timedelta(days=2)
    load(load_page(page([*usual_turns(), turn(5, "remark", "更正。")]), at=later), now=later)

    first, changed = rows("SELECT first_seen_at, changed_at FROM briefings")[0]
    assert (first, changed) == (NOW.replace(tzinfo=None), later.replace(tzinfo=None))


def test_text_that_comes_back_is_a_third_revision(load, rows):
    load(load_page())
    load(load_page(page(usual_turns()[:3])))
    load(load_page())

    assert rows("SELECT revision FROM revisions ORDER BY revision") == [(1,), (2,), (3,)]


def test_ids_of_turns_and_figures_survive_an_inserted_turn(load, rows):
    load(load_page())
    before = ids(rows) | ids(rows, "metric_id", "metrics")
    inserted = turn(1, "moderator", "发布会现在开始。", label="主持人", speaker="周明")

    load(load_page(page(renumbered([inserted, *usual_turns()]))))

    after = ids(rows) | ids(rows, "metric_id", "metrics")
    assert {text: after[text] for text in before} == before
    assert after["发布会现在开始。"] == "t5"
    assert rows("SELECT seq FROM turns ORDER BY turn_id") == [(2,), (3,), (4,), (5,), (1,)]


def test_an_edited_turn_keeps_its_id_and_those_of_its_unchanged_figures(load, rows):
    load(load_page())
    turns = usual_turns()
    text = ANSWER.replace("45项", "46项")
    turns[2] = replace(
        turns[2], text=text, metrics=(metric("3000台", text), metric("46项", text), metric("3500台", text))
    )

    load(load_page(page(turns)))

    assert ids(rows)[text] == "t3"
    assert ids(rows, "metric_id", "metrics") == {"3000台": "m1", "46项": "m4", "3500台": "m3"}
    assert [gone[0].rpartition("-")[2] for gone in rows("SELECT id FROM retired_ids")] == ["m2"]


def test_an_id_is_never_given_twice(load, rows):
    load(load_page())
    load(load_page(page(usual_turns()[:3])))
    load(load_page(page([*usual_turns()[:3], turn(4, "remark", "另外一句。")])))

    assert ids(rows)["另外一句。"] == "t5"
    assert rows("SELECT text FROM retired_ids") == [(THANKS,)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", [0, 1, 2]),
        ("abc", "xabc", [None, 0, 1, 2]),
        ("abc", "ac", [0, 2]),
        ("abc", "cab", [2, 0, 1]),
        ("a谢b谢", "a谢b谢", [0, 1, 2, 3]),
        ("a谢b谢", "谢a谢b谢", [None, 0, 1, 2, 3]),
        ("a谢b谢", "b谢", [2, 3]),
        ("谢谢谢", "谢谢", [0, 1]),
        ("", "ab", [None, None]),
    ],
)
def test_what_stays_the_same_is_found_by_text_and_neighbours(old, new, expected):
    assert match(old, new) == expected


def test_twenty_thousand_equal_turns_are_matched_at_once():
    # Comparing every pair would be 400 million steps: minutes of work.
    assert match(["谢谢"] * 20_000, ["好"] + ["谢谢"] * 20_000)[1:] == list(range(20_000))

"""Search by pieces of text: short words, odd words, and the ranking."""

from __future__ import annotations

import pytest
from warehouse_pages import NOW, THANKS, load_page, page, turn, usual_turns

from parsers.errors import QueryError
from warehouse.database.publish import publish
from warehouse.database.store import writer
from warehouse.load.loading import load_pages
from warehouse.readers.query import query, search

PERCENT = "完成率100%，是it's_all的\\旧例。"
WIDE = "２０２４年建成５Ｇ基站。"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    private, copy = folder / "private" / "warehouse.duckdb", folder / "briefings.duckdb"
    turns = [
        *usual_turns(),
        turn(5, "remark", PERCENT),
        turn(6, "remark", WIDE),
        turn(7, "remark", "2025年建成5G基站。"),
    ]
    with writer(private) as con:
        load_pages(con, [load_page(page(turns))], run_id="r", now=NOW)
        load_pages(con, [load_page(page([turn(1, "remark", "电梯电梯。")]), name="two")], run_id="r", now=NOW)
    publish(private, copy)
    return copy


def hits(copy, words):
    """seq of the turns found, by briefing's first text; by the command's way and in SQL, which must agree."""
    answer = search(copy, words, limit=50)
    quoted = words.replace("'", "''")
    assert query(copy, f"SELECT turn_id FROM search('{quoted}')").rows == [
        (row["turn_id"],) for row in answer.records()
    ]
    assert query(copy, "SELECT turn_id FROM search($w)", values={"w": words}).rows == [
        (row["turn_id"],) for row in answer.records()
    ]
    return sorted(row["turn_id"].rpartition("-")[2] for row in answer.records())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("小区", ["t2"]),
        ("区", ["t2"]),
        ("加装电梯", ["t2", "t3"]),
        ("居民 服务", ["t3"]),
        ("居民　服务", ["t3"]),
        ("\t居民\n服务 ", ["t3"]),
        ("居民 服务 去年 今年 全市 3500台", ["t3"]),
        ("居民 服务 去年 今年 全市 没有", []),
        ("100%", ["t5"]),
        ("１００％", ["t5"]),
        ("it's", ["t5"]),
        ("_", ["t5"]),
        ("%", ["t5"]),
        ("\\", ["t5"]),
        ("２０２４年", ["t6"]),
        ("建成 ５Ｇ", ["t6", "t7"]),
        ("谢谢 a b c 建成 ５Ｇ", []),
        ("", []),
        ("  ", []),
        ("　", []),
        ("電梯", []),
        ("电梯" * 20_000, []),
    ],
)
def test_a_turn_is_found_when_it_holds_all_words_whatever_they_are(copy, words, found):
    assert hits(copy, words) == found


def test_null_finds_nothing(copy):
    assert query(copy, "FROM search(NULL)").rows == []


def test_the_best_come_first_and_are_the_same_with_a_limit(copy):
    everything = search(copy, "电梯", limit=50).rows
    best = search(copy, "电梯", limit=1)

    assert len(everything) == 3
    assert best.rows == everything[:1]
    assert best.more
    assert best.records()[0]["snippet"] == "电梯电梯。"
    assert [row[0] for row in everything] == sorted((row[0] for row in everything), reverse=True)


def test_a_snippet_shows_the_word_also_where_it_stands_in_other_digits(copy):
    (row,) = search(copy, "５Ｇ 2025", limit=5).records()

    assert row["snippet"] == "2025年建成5G基站。"


def test_a_snippet_is_cut_around_the_word_on_one_line(tmp_path):
    private, copy = tmp_path / "private" / "warehouse.duckdb", tmp_path / "briefings.duckdb"
    long = turn(1, "remark", "甲" * 500 + "\n电梯" + "乙" * 500)
    with writer(private) as con:
        load_pages(con, [load_page(page([long, turn(2, "remark", THANKS)]))], run_id="r", now=NOW)
    publish(private, copy)

    (row,) = search(copy, "电梯", limit=5).records()
    assert row["snippet"] == "…" + "甲" * 29 + " 电梯" + "乙" * 58 + "…"


@pytest.mark.parametrize("whole", ["2500", "104.6万", "12,345.6", "五百二十", "LNG2024", "９.５％", "Qwertyuiop"])
@pytest.mark.parametrize("shift", range(1, 4))
def test_a_snippet_is_never_cut_inside_a_number_or_a_latin_word(copy, whole, shift):
    text = "甲" * 50 + whole + "乙" * (30 - shift) + "电梯" + "丙" * (58 - shift) + whole + "丁" * 50
    ((row,),) = query(copy, "SELECT search_snippet($text, '电梯', 30, 90)", values={"text": text}).rows

    assert row == f"…{whole}{'乙' * (30 - shift)}电梯{'丙' * (58 - shift)}{whole}…"


def test_a_whole_text_has_no_ellipsis_and_an_endless_word_is_cut_all_the_same(copy):
    ask = "SELECT search_snippet($text, '电梯', 30, 90)"
    for text in ("电梯", "2500台电梯", "电梯" + "5" * 88):
        assert query(copy, ask, values={"text": text}).rows == [(text,)]
    ((row,),) = query(copy, ask, values={"text": "x" * 10_000 + "电梯" + "x" * 10_000}).rows
    assert row == "…" + "x" * 70 + "电梯" + "x" * 98 + "…"


def test_words_that_are_no_utf8_are_said_to_be_none(copy):
    with pytest.raises(QueryError, match="not UTF-8"):
        search(copy, "\udcff", limit=5)

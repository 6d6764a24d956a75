"""What a load writes, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from warehouse_pages import ANSWER, NOW, load_page, metric, page, renumbered, turn, usual_turns

from parsers.errors import WarehouseError
from warehouse.database.store import writer
from warehouse.load import loading as loading
from warehouse.load.loading import load_pages
from warehouse.rows.loadpage import Tally


def test_a_new_page_becomes_a_briefing_with_turns_and_figures(load, rows):
    report = load(load_page())

    assert (report.inserted, report.updated, report.unchanged) == (1, 0, 0)
    assert rows("SELECT count(*) FROM briefings") == [(1,)]
    assert rows("SELECT seq, role, outlet, speaker FROM turns ORDER BY seq") == [
        (1, "moderator", None, "周明"),
        (2, "question", "东方新闻", None),
        (3, "answer", None, "林芳"),
        (4, "moderator", None, "周明"),
    ]
    assert rows("SELECT text, value, status FROM metrics ORDER BY metric_id") == [
        ("3000台", Decimal(3000), "result"),
        ("45项", Decimal(45), "result"),
        ("3500台", Decimal(3500), "plan"),
    ]


def test_the_report_names_what_changed(load):
    (change,) = load(load_page()).changes

    assert (change.action, change.held_on, change.turns, change.metrics) == ("inserted", date(2026, 3, 1), 4, 3)
    assert change.url == "https://press.example/briefings/one.html"


def test_the_report_tells_what_a_better_parser_reads_otherwise(load):
    load(load_page())
    turns = usual_turns()
    first, second, _ = turns[2].metrics
    turns[2] = replace(
        turns[2], position=None, metrics=(replace(first, unit=None, value=Decimal(3)), second, metric("500台", ANSWER))
    )

    (change,) = load(load_page(page(turns, held_on=date(2026, 2, 28)))).changes

    assert change.turn_changes == Tally(changed=1, fields={"position": 1})
    assert change.metric_changes == Tally(added=1, removed=1, changed=1, fields={"value": 1, "unit": 1})
    assert change.fields == {"held_on": (date(2026, 3, 1), date(2026, 2, 28))}
    assert [(row.action, row.kind, row.text, row.fields) for row in change.sample] == [
        ("changed", "turn", ANSWER, {"position": ("市住建局副局长", None)}),
        ("changed", "figure", "3000台", {"value": (Decimal(3000), Decimal(3)), "unit": ("台", None)}),
        ("removed", "figure", "3500台", {}),
        ("added", "figure", "500台", {}),
    ]


def test_a_long_edited_turn_is_shown_where_it_differs(load):
    turns = usual_turns()
    turns[0] = replace(turns[0], text="大家好。" * 50 + "现在开始。" * 20)
    load(load_page(page(turns)))
    turns[0] = replace(turns[0], text="大家好。" * 50 + "现在结束。" * 20)

    (change,) = load(load_page(page(turns))).changes

    old, new = change.sample[0].fields["text"]
    assert old.startswith("…好。大家好。大家好。现在开始。")
    assert new.startswith("…好。大家好。大家好。现在结束。")
    assert change.metric_changes == Tally()


def test_turns_that_only_moved_are_no_changes(load):
    load(load_page())
    inserted = turn(1, "remark", "现在开始。")

    (change,) = load(load_page(page(renumbered([inserted, *usual_turns()])))).changes

    assert (change.turn_changes, change.metric_changes) == (Tally(added=1), Tally())


def test_exchanges_that_only_have_another_number_are_no_changes(load, rows):
    load(load_page())
    opening, *rest = usual_turns()
    asked = [turn(2, "question", "新问？", exchange=1), turn(3, "answer", "新答。", exchange=1)]
    rest = [replace(t, exchange=t.exchange and t.exchange + 1) for t in rest]

    (change,) = load(load_page(page(renumbered([opening, *asked, *rest])))).changes

    assert change.turn_changes == Tally(added=2)
    assert rows("SELECT exchange FROM turns WHERE role = 'answer' ORDER BY exchange") == [(1,), (2,)]


def test_an_answer_that_now_belongs_to_another_question_is_a_change(load):
    turns = [turn(n, role, f"第{n}句。", exchange=(n + 1) // 2) for n, role in enumerate(["question", "answer"] * 2, 1)]
    load(load_page(page(turns)))
    turns[3] = replace(turns[3], exchange=1)

    (change,) = load(load_page(page(turns))).changes

    assert change.turn_changes == Tally(changed=1, fields={"exchange": 1})
    assert change.sample[0].fields == {"exchange": (2, 1)}


def test_ids_are_readable_and_follow_the_page_key(load, rows):
    load(load_page())

    (briefing_id,) = rows("SELECT briefing_id FROM briefings")[0]
    assert briefing_id.startswith("sample-")
    assert len(briefing_id) == len("sample-") + 12
    assert rows("SELECT turn_id FROM turns ORDER BY seq") == [(f"{briefing_id}-t{n}",) for n in (1, 2, 3, 4)]
    assert rows("SELECT metric_id FROM metrics ORDER BY seq") == [(f"{briefing_id}-t3-m{n}",) for n in (1, 2, 3)]


def test_the_same_page_again_changes_nothing(load, rows):
    load(load_page())
    before = rows("FROM briefings")

    report = load(load_page(at=NOW + timedelta(days=1)), now=NOW + timedelta(days=1), run_id="run-2")

    assert (report.inserted, report.updated, report.unchanged) == (0, 0, 1)
    assert rows("FROM briefings") == before


def test_other_bytes_with_the_same_text_change_nothing(load, rows):
    load(load_page())
    report = load(replace(load_page(), page_sha256="0" * 64))

    assert report.unchanged == 1
    assert rows("SELECT count(*) FROM revisions") == [(1,)]


def test_an_upgraded_parser_updates_rows_without_a_new_revision(load, rows, monkeypatch):
    load(load_page())
    turns = usual_turns()
    turns[2] = replace(turns[2], metrics=turns[2].metrics[:1])
    monkeypatch.setattr(loading, "reader_version", lambda _: "next")

    report = load(load_page(page(turns)))

    assert (report.updated, report.changes[0].action) == (1, "updated")
    assert rows("SELECT revision, parser_version, metric_count FROM briefings") == [(1, "next", 1)]
    assert rows("SELECT count(*) FROM revisions") == [(1,)]
    assert rows("SELECT text FROM metrics") == [("3000台",)]


def test_a_page_twice_in_one_batch_is_loaded_in_order(load, rows):
    edited = page([*usual_turns(), turn(5, "remark", "更正一句。")])

    report = load(load_page(), load_page(edited))

    assert (report.inserted, report.updated) == (1, 1)
    assert rows("SELECT revision, turn_count FROM briefings") == [(2, 5)]


def test_a_transcript_at_a_second_address_is_the_same_briefing(load, rows):
    load(load_page())
    report = load(load_page(name="copy"), load_page(name="copy-elsewhere"))

    assert (report.inserted, report.unchanged) == (0, 2)
    assert rows("SELECT count(*) FROM briefings") == [(1,)]
    assert rows("SELECT url, is_canonical FROM briefing_urls ORDER BY url") == [
        ("https://press.example/briefings/copy-elsewhere.html", False),
        ("https://press.example/briefings/copy.html", False),
        ("https://press.example/briefings/one.html", True),
    ]


def test_the_same_words_on_another_site_are_another_briefing(load, rows):
    load(load_page())
    load(load_page(site="other", name="reprinted"), load_page(site="other", name="reprinted-again"))
    load(load_page(name="copy"))

    assert rows("SELECT site, title FROM briefings ORDER BY site") == [
        (site, page().title) for site in ("other", "sample")
    ]
    assert rows("SELECT left(briefing_id, -13), count(*) FROM briefing_urls GROUP BY 1 ORDER BY 1") == [
        ("other", 2),
        ("sample", 2),
    ]


def test_the_same_words_on_another_day_are_another_briefing(load):
    report = load(load_page(), load_page(page(held_on=date(2026, 3, 8)), name="next-week"))

    assert report.inserted == 2


def test_a_stale_copy_does_not_bring_back_old_text(load, rows):
    load(load_page(), load_page(name="copy"))
    load(load_page(page([*usual_turns(), turn(5, "remark", "更正一句。")])))

    report = load(load_page(name="copy"))

    assert report.unchanged == 1
    assert rows("SELECT revision, turn_count FROM briefings") == [(2, 5)]


def test_a_second_address_that_gets_its_own_text_becomes_its_own_briefing(load, rows):
    load(load_page(), load_page(name="copy"))
    other = page(renumbered([turn(1, "statement", "今天发布的是另一件事。", speaker="周明")]))

    report = load(load_page(other, name="copy"))

    assert report.inserted == 1
    assert rows("SELECT is_canonical FROM briefing_urls") == [(True,), (True,)]


def test_a_page_that_moved_keeps_its_id_and_its_old_address(load, rows):
    load(load_page())
    moved = replace(load_page(), url="https://press.example/new/one.html")
    load(replace(moved, page=page([*usual_turns(), turn(5, "remark", "更正一句。")])))

    assert rows("SELECT count(*) FROM briefings") == [(1,)]
    assert rows("SELECT url, is_canonical FROM briefing_urls ORDER BY url") == [
        ("https://press.example/briefings/one.html", False),
        ("https://press.example/new/one.html", True),
    ]


def test_outlets_and_speakers_are_counted(load, rows):
    load(load_page(), load_page(page(held_on=date(2026, 3, 8)), name="two"))

    assert rows("SELECT speaker, positions, briefings, turns, answers, figures FROM speakers ORDER BY turns") == [
        ("林芳", ["市住建局副局长"], 2, 2, 2, 6),
        ("周明", [], 2, 4, 0, 0),
    ]
    assert rows("SELECT outlet, briefings, questions, first_seen_on, last_seen_on FROM outlets") == [
        ("东方新闻", 2, 2, date(2026, 3, 1), date(2026, 3, 8))
    ]


def test_a_speaker_who_is_edited_away_loses_the_row(load, rows):
    load(load_page())
    turns = [replace(t, speaker="周敏") if t.speaker == "周明" else t for t in usual_turns()]
    load(load_page(page(turns)))

    assert rows("SELECT speaker FROM speakers ORDER BY speaker") == [("周敏",), ("林芳",)]


def test_a_page_that_fails_a_rule_is_set_aside_and_the_others_load(load, rows):
    wrong = metric("45项", ANSWER)
    broken = usual_turns()
    broken[2] = replace(broken[2], metrics=(replace(wrong, start=wrong.start + 1, end=wrong.end + 1),))

    report = load(load_page(page(broken), name="broken"), load_page())

    assert report.inserted == 1
    ((url, _, reason),) = report.quarantined
    assert url.endswith("broken.html")
    assert "45项" in reason
    assert rows("SELECT stage, attempts, resolved_at FROM quarantine") == [("check", 1, None)]
    assert rows("SELECT count(*) FROM turns") == [(4,)]


def test_a_page_set_aside_is_resolved_when_it_loads(load, rows):
    load(load_page(page([])))
    report = load(load_page())

    assert report.inserted == 1
    assert rows("SELECT resolved_at IS NOT NULL FROM quarantine") == [(True,)]


@pytest.mark.parametrize("value", [Decimal("1e40"), Decimal("NaN")])
def test_a_value_that_no_column_holds_sets_only_its_page_aside(load, value):
    turns = usual_turns()
    turns[2] = replace(turns[2], metrics=(metric("45项", ANSWER, value=value),))

    report = load(load_page(page(turns), name="huge"), load_page())

    assert (report.inserted, len(report.quarantined)) == (1, 1)


def test_half_a_character_sets_only_its_page_aside(load):
    report = load(load_page(page([turn(1, "statement", "半个\ud83d字")], content_hash="x"), name="half"), load_page())

    assert (report.inserted, len(report.quarantined)) == (1, 1)


def test_an_error_in_the_middle_leaves_the_warehouse_as_it_was(load, rows, monkeypatch):
    load(load_page())
    monkeypatch.setattr("warehouse.load.quarantine.put", lambda *_, **__: rows("SELECT no_such_column FROM turns"))

    with pytest.raises(Exception, match="no_such_column"):
        load(load_page(name="two", content=page(held_on=date(2026, 3, 8))))

    monkeypatch.undo()
    assert rows("SELECT count(*) FROM briefings") == [(1,)]


def test_loading_works_with_a_duckdb_that_has_no_appender(load, rows, monkeypatch):
    monkeypatch.setattr("warehouse.database.bulk.hasattr", lambda *_: False, raising=False)

    load(load_page())

    assert rows("SELECT text, value, unit FROM metrics ORDER BY seq")[0] == ("3000台", Decimal(3000), "台")
    assert rows("SELECT warnings FROM briefings") == [([],)]


def test_errors_of_the_database_come_out_as_sentences(private):
    with pytest.raises(WarehouseError, match="could not be used"), writer(private) as con:
        con.execute("SELECT no_such_column FROM turns")


def test_many_pages_in_one_call_are_one_transaction(con, monkeypatch):
    pages = [load_page(page(held_on=date(2026, 1, 1) + timedelta(days=n)), name=str(n)) for n in range(20)]
    report = load_pages(con, pages, run_id="r", now=NOW)

    assert report.inserted == 20
    assert con.execute("SELECT count(*), count(DISTINCT turn_id) FROM turns").fetchone() == (80, 80)

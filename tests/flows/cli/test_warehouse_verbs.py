"""The verbs that read the reader copy: sql, search, quarantine, correct, check."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from flows.cli.app import run
from flows.ledger.ledger import Ledger
from flows.sample import DEFINITION as SAMPLE
from tests.warehouse.warehouse_pages import NOW, load_page
from warehouse.corrections.files import FIELDS
from warehouse.database.bulk import append
from warehouse.database.publish import publish
from warehouse.database.store import reader, writer
from warehouse.load import quarantine
from warehouse.load.loading import load_pages
from warehouse.quality.rules import rules
from warehouse.rows.loadpage import Failure


def test_sql_prints_a_table_json_or_csv(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statement = "SELECT count(*) AS n, '=1+1' AS formula FROM briefings"

    assert run(["sql", statement]) == 0
    assert "formula" in capsys.readouterr().out
    assert run(["sql", statement, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"n": 19, "formula": "=1+1"}]
    assert run(["sql", statement, "--csv"]) == 0
    assert capsys.readouterr().out == "n,formula\n19,'=1+1\n"


def test_sql_reads_its_statement_from_standard_input(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("-- how many\nSELECT count(*) AS n FROM briefings"))
    assert run(["sql", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"n": 19}]


def test_sql_prints_json_that_every_reader_takes(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", "SELECT 'nan'::DOUBLE AS a, ['inf'::DOUBLE] AS b, 1 AS a, 2 AS a", "--json"]) == 0
    shown = capsys.readouterr().out
    assert "NaN" not in shown
    assert json.loads(shown) == [{"a": None, "b": [None], "a_1": 1, "a_2": 2}]


@pytest.mark.parametrize(
    "wrong",
    [
        ["sql", ""],
        ["sql", " -- nothing\n;"],
        ["sql", "--nonsense"],
        ["sql", "FROM turns", "--limit", "-3"],
        ["search", "养老", "--limit", "0"],
        ["up", "--port", "99999"],
    ],
)
def test_what_cannot_work_is_wrong_usage_in_a_sentence(
    wrong: list[str], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(wrong) == 2
    shown = capsys.readouterr()
    assert "Traceback" not in shown.out + shown.err
    assert shown.out + shown.err


def test_sql_says_when_it_shows_only_some_rows(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", "FROM turns", "--limit", "3"]) == 0
    assert "Only the first 3 rows" in capsys.readouterr().err


def test_a_wrong_query_fails_with_a_hint_on_stderr(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", "FROM answers"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "There are these tables and views" in shown.err


def test_search_finds_two_character_words_and_needs_all_of_them(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "客流", "轨道", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)
    assert all("客流" in row["snippet"] for row in found)


def test_search_can_be_narrowed_to_days(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "就业", "--since", "2025-01-01", "--until", "2025-12-31", "--limit", "50", "--json"]) == 0
    days = [row["held_on"] for row in json.loads(capsys.readouterr().out)]
    assert days
    assert all("2025-01-01" <= day <= "2025-12-31" for day in days)


def test_a_site_that_nobody_knows_is_no_empty_answer(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "--site", "sampel", "养老"]) == 2
    assert "No site is called 'sampel'" in capsys.readouterr().err
    assert run(["search", "--site", "beijing", "养老"]) == 0
    assert "No turn holds" in capsys.readouterr().err
    assert run(["search", "--site", str(SAMPLE), "养老", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_a_copy_of_a_site_whose_definition_is_elsewhere_is_searched_by_its_name(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with writer(data / "private" / "warehouse.duckdb") as con:
        con.execute("UPDATE briefings SET site = 'linjiang'")
    publish(data / "private" / "warehouse.duckdb", data / "briefings.duckdb")
    assert run(["search", "--site", "linjiang", "没有人说过的话"]) == 0
    assert "No turn holds" in capsys.readouterr().err


@pytest.mark.parametrize(
    "statement", ["DELETE FROM figures", "UPDATE figures SET value = 1", "INSERT INTO qa VALUES (1)", "DROP TABLE qa"]
)
def test_of_a_view_too_it_is_said_that_queries_only_read(
    data: Path, capsys: pytest.CaptureFixture[str], statement: str
) -> None:
    assert run(["sql", statement]) == 1
    assert "Queries here can only read" in capsys.readouterr().err


def test_a_watch_for_a_measure_that_is_not_there_is_made_and_said_to_be_without_one(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for number, measure in enumerate(("地区生产总值", "县城生产总值", "没有的")):
        assert run(["watch", "new", f"w{number}", "--measure", measure]) == 0
        said[measure] = capsys.readouterr().err
    assert said["地区生产总值"] == ""
    assert "Near it: 地区生产总值" in said["县城生产总值"]
    assert "No figure has the measure 没有的 now. `briefings sql" in said["没有的"]
    assert (data / "watches" / "w2.toml").exists()


def test_search_for_nothing_is_wrong_usage_and_no_hit_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", " "]) == 2
    assert run(["search", "没有人说过的话"]) == 0
    assert "No turn holds" in capsys.readouterr().err


def test_the_quarantine_is_listed_and_a_page_shown(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url, private = "https://www.lanhai.example/broken.html", data / "private" / "warehouse.duckdb"
    with writer(private) as con:
        quarantine.put(con, [Failure(url, "a" * 64, "parse", "nobody speaks")], now=NOW)
    publish(private, data / "briefings.duckdb")

    assert run(["quarantine", "list", "--json"]) == 0
    assert [row["reason"] for row in json.loads(capsys.readouterr().out)] == ["nobody speaks"]
    assert run(["quarantine", "show", url, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["archived_copy"].endswith(f"{'a' * 64}.html.gz")
    assert run(["quarantine", "show", "https://www.lanhai.example/other.html"]) == 2


def test_corrections_are_listed_with_what_became_of_them(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["correct", "list"]) == 0
    assert "no corrections" in capsys.readouterr().err
    (data / "corrections").mkdir()
    entry = 'target = "sample-000000000000-t1"\nfield = "speaker"\nvalue = "甲"\nexpected = "乙"\nreason = "试"\n'
    (data / "corrections" / "a.toml").write_text(f"[[correction]]\n{entry}", "utf-8")

    turn, speaker = somebody(data)
    good = f"[[correction]]\n{entry.replace('sample-000000000000-t1', turn)}"
    (data / "corrections" / "b.toml").write_text(good.replace("乙", speaker), "utf-8")
    other = good.replace('"speaker"', '"label"').replace("乙", "没有这样的标签")
    (data / "corrections" / "c.toml").write_text(other, "utf-8")

    assert run(["correct", "list", "--json"]) == 3
    assert [row["status"] for row in json.loads(capsys.readouterr().out)] == ["missing", "new", "unmet"]
    (data / "corrections" / "a.toml").unlink()
    (data / "corrections" / "c.toml").unlink()
    assert run(["correct", "list"]) == 0


def somebody(data: Path) -> tuple[str, str]:
    """A turn's id and who speaks there."""
    with reader(data / "briefings.duckdb") as con:
        found = con.execute("SELECT turn_id, speaker FROM turns WHERE speaker IS NOT NULL ORDER BY ALL").fetchone()
    assert found is not None
    return str(found[0]), str(found[1])


def test_a_field_that_is_corrected_anew_is_judged_by_what_the_parsers_gave(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private, (turn, speaker) = data / "private" / "warehouse.duckdb", somebody(data)
    row = {"target": turn, "field": "speaker", "value": "甲", "expected": speaker, "reason": "试", "file": "a.toml"}
    with writer(private) as con:
        con.execute("UPDATE turns SET speaker = '甲' WHERE turn_id = ?", [turn])
        append(con, "corrections", [{**row, "found": speaker, "status": "applied", "checked_at": NOW}])
    publish(private, data / "briefings.duckdb")
    (data / "corrections").mkdir()
    entry = "".join(f"{name} = {json.dumps(row[name])}\n" for name in ("target", "field", "expected", "reason"))
    (data / "corrections" / "a.toml").write_text(f'[[correction]]\n{entry}value = "丙"\n', "utf-8")

    assert run(["correct", "list", "--json"]) == 0
    assert [(r["status"], r["found"]) for r in json.loads(capsys.readouterr().out)] == [("new", speaker)]


def test_every_field_that_can_be_corrected_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    run(["correct", "list", "--help"])
    shown = set(re.findall(r"\w+", capsys.readouterr().out))
    assert {name for fields in FIELDS.values() for name in fields} <= shown


def test_a_correction_of_a_briefing_that_is_not_there_is_said_to_be_idle(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "corrections").mkdir()
    entry = 'target = "sample-000000000000"\nfield = "title"\nvalue = "甲"\nexpected = "乙"\nreason = "试"\n'
    (data / "corrections" / "a.toml").write_text(f"[[correction]]\n{entry}", "utf-8")

    assert run(["correct", "apply"]) == 3
    assert "a.toml: no briefing has the id sample-000000000000" in capsys.readouterr().err
    run(["check", "--json"])
    failing = {rule["rule"]: rule["sample"] for rule in json.loads(capsys.readouterr().out)["rules"]}
    assert failing["correction_takes_effect"] == ["sample-000000000000: title: expected 乙, found missing"]


def test_check_fails_while_the_site_was_never_reached(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    assert found["passed"] is False
    assert "never read" in " ".join(found["freshness"])
    assert [rule["rule"] for rule in found["rules"] if rule["severity"] == "error" and not rule["passed"]] == []


def test_check_passes_on_fresh_and_sound_data_and_keeps_its_results(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private = fresh / "private" / "warehouse.duckdb"
    private.unlink()
    with writer(private) as con:
        load_pages(con, [load_page()], run_id="run", now=NOW)

    assert run(["check"]) == 0
    capsys.readouterr()
    assert run(["sql", "SELECT count(*) AS n FROM quality_results", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"n": len(rules())}]


def test_only_a_run_that_read_the_site_is_a_success_of_status(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger(data / "private" / "ledger.sqlite") as ledger:
        for flow in ("check", "reparse", "retry", "load"):
            ledger.start_run(flow, flow, "sample")
            ledger.finish_run(flow, "success")

    assert run(["status", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["last_success_at"], len(found["runs"])) == (None, 4)


def test_the_data_of_the_demo_is_looked_at_by_its_sites_name(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["status", "--site", "sample"]) == 0
    assert capsys.readouterr().out.startswith("sample: last success 20")
    assert run(["sites", "show", "sample"]) == 0
    assert 'name = "sample"' in capsys.readouterr().out


def test_check_fails_when_a_rule_of_severity_warning_fails(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--json"]) == 3
    found = json.loads(capsys.readouterr().out)
    broken = {rule["rule"]: rule["severity"] for rule in found["rules"] if not rule["passed"]}
    assert broken == {"speaker_is_known": "warning"}
    (silent,) = [rule for rule in found["rules"] if rule["rule"] == "month_is_not_silent"]
    assert (silent["passed"], silent["failing_rows"], len(silent["sample"])) == (True, 3, 3)
    assert (found["passed"], found["freshness"]) == (False, [])


def test_check_fails_when_an_error_rule_fails(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with writer(data / "private" / "warehouse.duckdb") as con:
        con.execute("UPDATE speakers SET turns = turns + 1")

    assert run(["check"]) == 3
    shown = capsys.readouterr().out
    assert "counts_of_names" in shown
    with reader(data / "briefings.duckdb") as con:
        (speakers,) = con.execute("SELECT count(*) FROM speakers").fetchone() or (0,)
    assert f"\n  and {speakers - 5} more" in shown


def test_several_statements_are_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sql", "SELECT 1; SELECT 2"]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "One statement at a time" in shown.err
    assert run(["sql", "SELECT ';' AS a; -- the end", "--json"]) == 0


def test_days_the_wrong_way_round_are_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "就业", "--since", "2025-12-31", "--until", "2025-01-01"]) == 2
    assert "later than --to" in capsys.readouterr().err


def test_the_parsers_are_tried_on_a_quarantined_page_with_the_definition_of_its_site(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with reader(data / "briefings.duckdb") as con:
        url = con.execute("SELECT url FROM pages LIMIT 1").fetchone()[0]  # type: ignore[index]
    with writer(data / "private" / "warehouse.duckdb") as con:
        quarantine.put(con, [Failure(url, "a" * 64, "parse", "nobody speaks")], now=NOW)
    publish(data / "private" / "warehouse.duckdb", data / "briefings.duckdb")

    assert run(["quarantine", "show", url]) == 0
    assert f"briefings parse - --url {url} --site {SAMPLE}" in capsys.readouterr().err

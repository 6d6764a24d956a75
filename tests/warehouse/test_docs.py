"""The generated documents: nothing undocumented, nothing stale, every recipe runs."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from docs.describe import body, data_dictionary, diagram
from warehouse.database.catalogue import relations
from warehouse.database.statements import scripts
from warehouse.database.store import reader

DOCS = Path(__file__).parents[2] / "docs"
RECIPES = scripts("readers/recipes")


@pytest.fixture
def sample_con(made):
    with reader(made / "briefings.duckdb") as con:
        yield con


def test_every_table_view_and_column_has_a_comment(con):
    bare = [
        f"{relation.name}.{column.name}"
        for relation in relations(con)
        for column in relation.columns
        if not (relation.comment and column.comment)
    ]
    assert bare == []


def test_every_declared_reference_leads_to_a_column(con):
    found = relations(con)
    columns = {(relation.name, column.name) for relation in found for column in relation.columns}
    targets = {column.refers_to for relation in found for column in relation.columns if column.refers_to}
    assert targets
    assert targets <= columns


def test_the_data_dictionary_is_not_stale(con):
    assert (DOCS / "data-dictionary.md").read_text("utf-8") == data_dictionary(con), "run `make docs`"


def test_the_diagram_is_not_stale(con):
    assert (DOCS / "schema.md").read_text("utf-8") == diagram(con), "run `make docs`"


def test_there_are_recipes_for_what_users_ask():
    assert len(RECIPES) >= 16


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_recipe_answers_on_the_sample_data_and_is_in_the_docs(sample_con, recipe):
    ((figure,),) = sample_con.execute("SELECT max(metric_id) FROM metrics").fetchall()
    answer = sample_con.execute(re.sub(r"(?<=metric_id = ')[^']+", figure, body(recipe)))
    names = [column[0] for column in answer.description]

    assert answer.fetchall()
    page = (DOCS / "recipes.md").read_text("utf-8")
    assert body(recipe) in page, "run `make docs`"
    assert f"| {' | '.join(names)} |" in page, "run `make docs`"


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.name)
def test_a_recipe_needs_at_most_two_joins(recipe):
    assert body(recipe).upper().count(" JOIN ") + body(recipe).upper().count("\nJOIN ") <= 2


@pytest.mark.parametrize("view", ["figures", "observations"])
@pytest.mark.parametrize("filter_", ["site = 'x'", "held_on > DATE '2025-01-01'", "speaker = 'x'", "measure = 'x'"])
def test_a_filtered_view_reads_the_figures_once(sample_con, view, filter_):
    plan = sample_con.execute(f"EXPLAIN SELECT * FROM {view} WHERE {filter_}").fetchall()[0][1]

    assert plan.count("metrics") <= 1


def scans(nodes):
    """(table, columns read) of every scan in a plan."""
    for node in nodes:
        read = node["extra_info"].get("Projections", [])
        if table := node["extra_info"].get("Table"):
            yield table.rpartition(".")[2], [read] if isinstance(read, str) else read
        yield from scans(node["children"])


@pytest.mark.parametrize(
    ("statement", "read"),
    [
        ("SELECT held_on, speaker, value FROM figures WHERE indicator = '城镇新增就业'", False),
        ("SELECT period_end, value, speaker FROM observations WHERE measure = '城镇新增就业'", False),
        ("FROM speaker_activity", False),
        ("FROM outlet_activity", False),
        ("SELECT sentence FROM figures WHERE indicator = '城镇新增就业'", True),
    ],
)
def test_the_text_of_turns_is_read_only_where_it_is_asked_for(sample_con, statement, read):
    plan = json.loads(sample_con.execute(f"EXPLAIN (FORMAT json) {statement}").fetchall()[0][1])
    columns = [columns for table, columns in scans(plan) if table == "turns"]

    assert columns
    assert any("text" in names for names in columns) == read


def test_questions_and_answers_come_from_one_table(sample_con):
    # Gathered from turns, the newest five questions would cost reading every text.
    plan = sample_con.execute("EXPLAIN FROM qa WHERE outlet = 'x' ORDER BY held_on DESC LIMIT 5").fetchall()[0][1]

    assert set(re.findall(r"Table: briefings\.main\.(\w+)", plan)) == {"exchanges"}


def test_an_exchange_holds_the_texts_of_its_turns(sample_con):
    other = """
        SELECT q.question, q.answers FROM qa AS q JOIN turns AS t USING (briefing_id, exchange)
        WHERE NOT contains(CASE t.role WHEN 'question' THEN q.question WHEN 'answer' THEN q.answers END, t.text)
    """
    assert sample_con.execute(other).fetchall() == []
    assert sample_con.execute("SELECT count(*) FROM qa WHERE question IS NULL").fetchone() == (0,)


def test_the_sample_passes_every_rule_of_severity_error(made, tmp_path):
    from datetime import UTC, datetime

    from warehouse.database.store import writer
    from warehouse.quality.rules import check_rules

    copy = tmp_path / "private" / "warehouse.duckdb"
    copy.parent.mkdir()
    copy.write_bytes((made / "briefings.duckdb").read_bytes())
    with writer(copy) as con:
        failed = [
            r for r in check_rules(con, run_id="r", now=datetime.now(UTC)) if not r.passed and r.severity == "error"
        ]
    assert failed == []


def test_the_figures_that_the_readme_begins_with_are_in_the_sample(sample_con):
    readme = (DOCS.parent / "README.md").read_text("utf-8")
    lines = readme.split("```")[1].strip().splitlines()
    cells = [re.split(r"\s{2,}", line.strip()) for line in lines]
    assert cells[0] == ["held_on", "speaker", "indicator", "text", "value", "unit", "period", "comparison"]
    known = sample_con.execute(f"SELECT {', '.join(cells[0])} FROM figures").fetchall()
    rows = {(str(row[0]), *row[1:7], row[7] or "") for row in known}
    shown = [[*row, ""][:8] for row in cells[2:]]
    assert len(shown) == 5
    assert [row for row in shown if (*row[:4], Decimal(row[4]), *row[5:]) not in rows] == []

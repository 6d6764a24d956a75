"""``briefings recipes``, ``docs`` and ``completion``."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from docs.build import DEMO, DOCS, sample
from flows.cli.app import run
from flows.documents import documents
from flows.sample import DEFINITION, sample_server
from tests.plain import run_ingest, with_tables
from warehouse.explore.recipes import Recipe, recipes
from warehouse.readers.query import query

Shown = pytest.CaptureFixture[str]
WITH_VALUES = [recipe for recipe in recipes() if recipe.values]


def test_the_list_names_every_recipe_and_what_can_be_replaced(capsys: Shown) -> None:
    assert run(["recipes"]) == 0
    shown = capsys.readouterr().out
    assert all(recipe.name in shown and " ".join(recipe.values) in shown for recipe in recipes())
    assert run(["recipes", "--json"]) == 0
    assert [each["sql"] for each in json.loads(capsys.readouterr().out)] == [r.statement for r in recipes()]


@pytest.mark.parametrize("recipe", WITH_VALUES, ids=lambda recipe: recipe.name)
def test_every_value_of_a_recipe_is_in_its_statement_and_can_be_another(recipe: Recipe) -> None:
    assert recipe.asked_with({}) == recipe.statement
    for name, old in recipe.values.items():
        new = "1999-01-01" if old.startswith("20") else "甲'乙"
        changed = recipe.asked_with({name: new})
        assert changed != recipe.statement
        assert new.replace("'", "''") in changed
        assert all(f"'{part}'" not in changed for part in old.split("、"))


OF_THE_RUN = {"checked_at", "last_success_at", "lag_hours", "run_id"}


def test_the_data_that_the_recipes_page_is_written_from_is_what_a_run_loads(tmp_path: Path) -> None:
    def answers(copy: Path) -> dict[str, list[dict[str, object]]]:
        ((figure,),) = query(copy, "SELECT max(metric_id) FROM metrics").rows
        found = {}
        for recipe in recipes():
            given = {"figure": figure} if "figure" in recipe.values else {}
            rows = query(copy, recipe.asked_with(given)).records()
            found[recipe.name] = [{k: v for k, v in row.items() if k not in OF_THE_RUN} for row in rows]
        return found

    with sample_server() as server:
        run_ingest(with_tables(tmp_path / "run"), DEFINITION, server.url)
    loaded = answers(tmp_path / "run" / "briefings.duckdb")
    assert answers(sample(tmp_path / "docs", base_url=server.url, is_edited=False)) == loaded
    assert {name for name, rows in loaded.items() if not rows} == {
        "answers_without_figures",
        "changed_after_publication",
    }


def test_an_id_that_a_document_or_a_help_text_names_is_in_the_data_of_the_demo(tmp_path: Path) -> None:
    places = [*DOCS.parent.glob("*.md"), *DOCS.glob("*.md"), *(DOCS.parent / "flows" / "cli").rglob("*.py")]
    named = {hit for path in places for hit in re.findall(r"\bsample-[0-9a-f]{12}[-\w]*", path.read_text("utf-8"))}
    copy = sample(tmp_path, base_url=DEMO, is_edited=False)
    ids = (
        "SELECT briefing_id FROM briefings UNION ALL SELECT turn_id FROM turns UNION ALL SELECT metric_id FROM metrics"
    )
    known = {found for (found,) in query(copy, ids).rows}
    assert "sample-a1e20a00bb8a-t6-m1" in named
    assert {name for name in named if re.sub(r"-x\d+$", "", name) not in known} == set()


def test_a_recipe_by_name_or_number_with_a_value(data: Path, capsys: Shown) -> None:
    answers = []
    for name in ("words_of_an_official", "3"):
        assert run(["recipes", name, "official=岑晚舟", "--json", "--limit", "0"]) == 0
        answers.append(json.loads(capsys.readouterr().out))
    assert answers[0] == answers[1] != []
    assert run(["recipes", "3", "--json", "--limit", "0"]) == 0
    assert json.loads(capsys.readouterr().out) not in ([], answers[0])


def test_several_measures_and_a_table_in_csv(data: Path, capsys: Shown) -> None:
    assert run(["recipes", "restated", "measures=新增养老床位、地区生产总值", "--csv"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.startswith("site,measure,")
    assert {row.split(",")[1] for row in rows} == {"新增养老床位", "地区生产总值"}


def test_the_statement_is_shown_as_it_would_run(data: Path, capsys: Shown) -> None:
    assert run(["recipes", "2", "official=章若水", "from=2024-01-01", "--show"]) == 0
    statement = capsys.readouterr().out
    assert "'章若水'" in statement and "DATE '2024-01-01' AND DATE '2025-06-30'" in statement
    assert run(["sql", statement, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


def test_no_row_says_with_which_values(data: Path, capsys: Shown) -> None:
    assert run(["recipes", "3", "official=无人"]) == 0
    assert "official=无人" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["one_mesure_over_time"], "did you mean one_measure_over_time?"),
        (["99"], "`briefings recipes` lists them"),
        (["2", "form=2024-01-01"], "takes official=岑晚舟, from=2024-07-01, to=2025-06-30, not form."),
        (["2", "from=spring"], "not a day"),
        (["1", "site=x"], "takes no values, not site."),
        (["2", "岑晚舟"], "write name=value"),
        (["2", "--json", "--csv"], "choose one"),
    ],
)
def test_what_a_recipe_cannot_take_is_said(data: Path, capsys: Shown, given: list[str], said: str) -> None:
    assert run(["recipes", *given]) == 2
    assert said in capsys.readouterr().err


def test_every_document_is_listed_printed_and_installed(capsys: Shown) -> None:
    pages = {path.name for path in DOCS.glob("*.md")}
    settings = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))
    installed = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert installed == {f"docs/{name}": f"flows/docs/{name}" for name in sorted(pages)}
    assert {document.path.name for document in documents()} == pages
    assert run(["docs"]) == 0
    listed = capsys.readouterr().out
    assert all(name.removesuffix(".md") in listed for name in pages)
    for name in ("operations", "operations.md", "docs/operations.md"):
        assert run(["docs", name]) == 0
        assert capsys.readouterr().out == (DOCS / "operations.md").read_text("utf-8")


def test_a_section_ends_where_the_next_of_its_level_begins(capsys: Shown) -> None:
    assert run(["docs", "operations", "Blocked host"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("### blocked host\n") and len(text.splitlines()) > 2
    assert text.count("\n### ") == 0
    assert run(["docs", "operations", "blocked hots"]) == 2
    assert "did you mean “blocked host”?" in capsys.readouterr().err
    assert run(["docs", "operation"]) == 2
    assert "operations" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_verbs_and_options(shell: str, capsys: Shown, tmp_path: Path) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "quarantine" in script and "data-dir" in script
    if shell == "bash":
        (tmp_path / "completion").write_text(script, "utf-8")
        asked = """source completion; COMP_WORDS=(briefings qua); COMP_CWORD=1; _briefings; echo "${COMPREPLY[@]}" """
        done = subprocess.run(["bash", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.split() == ["quarantine"]


def test_completion_is_put_where_the_shell_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Shown
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert run(["completion", "bash", "--install"]) == 0
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != ".bashrc"]
    assert str(file) in capsys.readouterr().err
    assert str(file) in (tmp_path / ".bashrc").read_text("utf-8")


def test_what_a_quantity_is_called_is_said_where_another_name_gave_nothing(tmp_path: Path, capsys: Shown) -> None:
    copy = sample(tmp_path, base_url=DEMO, is_edited=False)
    asked = ["recipes", "one_measure_over_time", "--data-dir", str(copy.parent)]
    assert run([*asked, "measure=GDP"]) == 0
    assert "Near it: 地区生产总值" in capsys.readouterr().err
    assert run([*asked, "measure=一个没有的量"]) == 0
    assert "FROM measures" in capsys.readouterr().err


def test_the_example_of_the_help_is_a_section_that_there_is(capsys: Shown) -> None:
    assert run(["docs", "operations", "blocked host"]) == 0
    assert "### blocked host" in capsys.readouterr().out

"""``briefings measures`` over a reader copy: what looks alike, and a table of one's own."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.cli.app import run
from tests.warehouse.warehouse_pages import NOW, load_page, metric, page, turn
from warehouse.database.publish import publish
from warehouse.database.store import writer
from warehouse.load.loading import load_pages


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data directory in which one rate was told under two names."""
    monkeypatch.setenv("BRIEFINGS_DATA_DIR", str(tmp_path))
    pages = []
    for name, value in (
        ("农村污水治理率", "46.2%"),
        ("农村污水治理率", "53.7%"),
        ("治理率", "53.7%"),
        ("绿化率", "41%"),
    ):
        told = metric(
            value, value, value=Decimal(value[:-1]), unit="%", unit_text="%", kind="percent", measure=name,
            aspect="level", status="result", period_end=date(2025, 6, 30),
        )  # fmt: skip
        content = page([turn(1, "answer", f"{value}，{name}{len(pages)}。", told)])
        pages.append(load_page(content, name=f"page{len(pages)}"))
    with writer(tmp_path / "private" / "warehouse.duckdb") as con:
        load_pages(con, pages, run_id="r", now=NOW)
    publish(tmp_path / "private" / "warehouse.duckdb", tmp_path / "briefings.duckdb")
    return tmp_path


def test_names_that_look_alike_are_listed_with_the_reason(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["measures", "alike"]) == 0

    told = capsys.readouterr()
    assert told.out.splitlines()[2:] == ["sample  农村污水治理率  2        治理率  1        %     53.7% told of both"]
    assert "briefings measures unite" in told.err
    assert run(["measures", "alike", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["same_values"] == 1


def test_uniting_writes_the_line_with_what_the_figures_show(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["measures", "unite", "农村污水治理率", "治理率"]) == 0
    assert run(["measures", "unite", "农村污水治理率", "治理率"]) == 0

    lines = (folder / "measures.tsv").read_text("utf-8").splitlines()
    assert lines == ["name\tspellings\tenglish\ttopic\tunits\tnature", "农村污水治理率\t=治理率\t\t\t%\tratio"]
    assert "briefings reparse" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        (["农村污水治理率"], "Say the name to keep"),
        (["治理率", "治理率"], "Say the name to keep"),
        (["农村污水治理律", "治理率"], "No figure has the measure 农村污水治理律"),
        (["农村污水治理率", "地区生产总值"], "地区生产总值 is a quantity of the bundled table: name it first"),
        (["固定资产投资", "地区生产总值"], "two quantities of the bundled table"),
    ],
)
def test_what_cannot_be_united_is_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], names: list[str], problem: str
) -> None:
    assert run(["measures", "unite", *names]) == 2
    assert problem in capsys.readouterr().err
    assert not (folder / "measures.tsv").exists()


def test_names_are_united_one_after_the_other(folder: Path) -> None:
    assert run(["measures", "unite", "治理率", "绿化率"]) == 0
    assert run(["measures", "unite", "农村污水治理率", "治理率"]) == 0
    assert run(["measures", "unite", "治理率", "绿化率"]) == 0  # 治理率 is no name of its own any more

    (_, line) = (folder / "measures.tsv").read_text("utf-8").splitlines()
    assert line.split("\t")[:2] == ["农村污水治理率", "=治理率 =绿化率"]
    assert run(["measures", "unite", "农村生活污水治理率", "农村污水治理率"]) == 0
    (_, line) = (folder / "measures.tsv").read_text("utf-8").splitlines()
    assert line.split("\t")[:2] == ["农村生活污水治理率", "=农村污水治理率 =治理率 =绿化率"]
    assert run(["measures", "unite", "绿化率", "治理率"]) == 0  # they are one already
    assert (folder / "measures.tsv").read_text("utf-8").count("\n") == 2


def test_one_share_of_a_count_makes_no_rate_of_it(folder: Path) -> None:
    figures = (("泵站", "511座"), ("泵站", "498座"), ("泵站", "80%"), ("老泵站", "12座"))
    pages = []
    for name, text in figures:
        unit, kind = ("%", "percent") if text[-1] == "%" else ("座", "count")
        fields = {"value": Decimal(text[:-1]), "unit": unit, "unit_text": unit, "kind": kind, "measure": name}
        told = metric(text, text, **fields, aspect="level", status="result")
        pages.append(load_page(page([turn(1, "answer", f"{text}{name}", told)]), name=f"pumps{len(pages)}"))
    with writer(folder / "private" / "warehouse.duckdb") as con:
        load_pages(con, pages, run_id="s", now=NOW)
    publish(folder / "private" / "warehouse.duckdb", folder / "briefings.duckdb")

    assert run(["measures", "unite", "泵站", "老泵站"]) == 0
    assert (folder / "measures.tsv").read_text("utf-8").splitlines()[1].split("\t")[4:] == ["座", "flow"]


def test_a_table_that_is_no_utf_8_is_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "measures.tsv").write_bytes("治理率".encode("gbk"))
    assert run(["measures", "unite", "农村污水治理率", "治理率"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_page_is_parsed_with_a_table_of_ones_own(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "page.html"
    saved.write_text("<h1>问答实录</h1><div class=Article_content><p>王磊：治理率达到55.3%。</p></div>", "utf-8")
    run(["measures", "unite", "农村污水治理率", "治理率"])

    for options, name in (((), "治理率"), (("--measures", str(folder / "measures.tsv")), "农村污水治理率")):
        capsys.readouterr()
        assert run(["parse", str(saved), *options]) == 0
        (turn_,) = json.loads(capsys.readouterr().out)["turns"]
        assert [figure["measure"] for figure in turn_["metrics"]] == [name]
    assert run(["parse", str(saved), "--measures", str(tmp_path / "none.tsv")]) == 2

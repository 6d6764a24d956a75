"""Exports are complete, described, readable without this project, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from parsers.errors import QueryError
from warehouse.database.catalogue import Column, Relation, relations
from warehouse.database.publish import publish
from warehouse.database.store import reader, writer
from warehouse.readers import workbook
from warehouse.readers.cells import csv_text
from warehouse.readers.export import TYPES, Format, export
from warehouse.readers.query import query


@pytest.fixture(scope="module")
def exported(made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("export")
    copy = shutil.copy(made / "briefings.duckdb", folder / "briefings.duckdb")
    export(copy, folder / "open", ["parquet", "csv", "jsonl"])
    return copy, folder / "open"


@pytest.fixture
def copy_of_sample(exported: tuple[Path, Path]) -> Path:
    return exported[0]


def workbook_of(file: Path) -> Any:
    """As another program reads it."""
    import openpyxl  # here: as pandas below

    return openpyxl.load_workbook(file)


def rows_of(copy: Path, table: str) -> int:
    return int(query(copy, f"SELECT count(*) FROM {table}").rows[0][0])


@pytest.mark.parametrize("table", ["briefings", "turns", "metrics", "figures", "qa"])
def test_every_format_holds_every_row(exported: tuple[Path, Path], table: str) -> None:
    copy, folder = exported
    expected = rows_of(copy, table)
    assert expected > 0
    with duckdb.connect() as con:
        read = con.execute("SELECT count(*) FROM read_parquet(?)", [str(folder / f"{table}.parquet")]).fetchone()
    assert read == (expected,)
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == expected


def test_parquet_carries_the_comments(exported: tuple[Path, Path]) -> None:
    with duckdb.connect() as con:
        path = str(exported[1] / "metrics.parquet")
        pairs = dict(con.execute("SELECT key, value FROM parquet_kv_metadata(?)", [path]).fetchall())
    assert b"code points" in pairs[b"char_start"]


def test_jsonl_has_one_exchange_a_line_with_its_citation(exported: tuple[Path, Path]) -> None:
    copy, folder = exported
    lines = [json.loads(line) for line in (folder / "exchanges.jsonl").read_text("utf-8").splitlines()]
    assert len(lines) == rows_of(copy, "qa")
    assert all(line["title"] in line["citation"] and line["question"] for line in lines if line["outlet"])


def test_the_data_package_describes_every_column(exported: tuple[Path, Path]) -> None:
    package = json.loads((exported[1] / "datapackage.json").read_text("utf-8"))
    described = {resource["path"]: resource for resource in package["resources"]}
    fields = {field["name"]: field for field in described["metrics.csv"]["schema"]["fields"]}
    assert fields["value"]["type"] == "number"
    assert all(field.get("description") for field in fields.values())
    assert all((exported[1] / path).exists() for path in described)


READ: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": {"True": True, "False": False}.__getitem__,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def test_every_csv_cell_is_of_the_type_that_the_data_package_says(exported: tuple[Path, Path]) -> None:
    package = json.loads((exported[1] / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        if resource["format"] == "csv":
            read = {field["name"]: READ[field["type"]] for field in resource["schema"]["fields"]}
            with (exported[1] / resource["path"]).open(encoding="utf-8-sig", newline="") as lines:
                for row in csv.DictReader(lines):
                    assert [read[name](cell) for name, cell in row.items() if cell], resource["path"]


def test_the_data_package_describes_the_exchanges_too(exported: tuple[Path, Path]) -> None:
    package = json.loads((exported[1] / "datapackage.json").read_text("utf-8"))
    (fields,) = [r["schema"]["fields"] for r in package["resources"] if r["path"] == "exchanges.jsonl"]
    with (exported[1] / "exchanges.jsonl").open(encoding="utf-8") as lines:
        first = json.loads(next(lines))
    assert [field["name"] for field in fields] == list(first)
    assert all(field["description"] for field in fields)
    assert {f["name"] for f in fields if f["type"] == "array"} == {k for k, v in first.items() if isinstance(v, list)}


def test_every_column_has_a_type_that_open_formats_keep(exported: tuple[Path, Path]) -> None:
    # Parquet has no HUGEINT, for example: sums would become floating point numbers there.
    with reader(exported[0]) as con:
        types = {column.type for relation in relations(con) for column in relation.columns}
    assert types <= {*TYPES, "VARCHAR", "VARCHAR[]", "TIMESTAMP", "DECIMAL(38,6)", "DECIMAL(3,2)"}


def test_a_cell_that_a_spreadsheet_would_run_is_text() -> None:
    assert csv_text(["a"], [["=HYPERLINK(1)"], ["-2.4%"], ["@x"]]) == "a\n'=HYPERLINK(1)\n-2.4%\n'@x"


def test_a_control_character_is_shown_and_does_not_act_one_character_for_one() -> None:
    hostile = "\x1b]0;owned\x07\x1b[2J\x9b31m\x7f\r\u202e题\t一\n二"
    (_, *rest) = csv.reader(csv_text(["a"], [[hostile]]).splitlines(keepends=True))
    cell = rest[0][0]
    assert cell == "␛]0;owned␇␛[2J\ufffd31m␡␍\ufffd题\t一\n二"
    assert len(cell) == len(hostile)
    assert csv_text(["a"], [["\x1b=1+1"], [["\x07"]]]) == "a\n␛=1+1\n␇"


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_what_a_page_says_never_acts_where_an_export_is_shown(made: Path, tmp_path: Path, kind: Format) -> None:
    hostile = "题\x1b[31m\x07\x9b2J\u202e"
    copy, private = tmp_path / "briefings.duckdb", tmp_path / "private" / "warehouse.duckdb"
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    with writer(private) as con:
        for table in ("briefings", "exchanges"):
            con.execute(f"UPDATE {table} SET title = ?", [hostile])
    publish(private, copy)

    written = export(copy, tmp_path / "open", [kind]).files

    text = "".join(path.read_text("utf-8") for path in written)
    assert not set(text) & set("\x1b\x07\x9b\u202e")
    assert ("题␛[31m␇" if kind == "csv" else r"题\u001b[31m\u0007\u009b2J\u202e") in text


def test_without_data_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="briefings ingest"):
        export(tmp_path / "briefings.duckdb", tmp_path / "open", ["csv"])


def test_csv_begins_with_the_mark_by_which_excel_knows_utf8_and_duckdb_and_pandas_read_it(
    exported: tuple[Path, Path],
) -> None:
    copy, folder = exported
    file = folder / "briefings.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbfbriefing_id,")
    with duckdb.connect() as con:
        read = con.execute("SELECT briefing_id, title FROM read_csv(?)", [str(file)]).fetchall()
    assert read == query(copy, "SELECT briefing_id, title FROM briefings").rows
    import pandas  # here: every worker collects this module, one runs it

    assert list(pandas.read_csv(file)["briefing_id"]) == [row[0] for row in read]


@pytest.mark.slow
def test_the_workbook_has_a_sheet_a_table_with_types_and_a_frozen_header(tmp_path: Path, copy_of_sample: Path) -> None:
    (file, _) = export(copy_of_sample, tmp_path, ["xlsx"]).files
    book = workbook_of(file)
    for table in ("briefings", "turns", "metrics", "figures", "qa"):
        assert book[table].max_row == rows_of(copy_of_sample, table) + 1
        assert book[table].freeze_panes == "A2"
    names = [cell.value for cell in book["metrics"][1]]
    first = dict(zip(names, book["metrics"][2], strict=True))
    [(value, start)] = query(copy_of_sample, "SELECT value, period_start FROM metrics LIMIT 1").rows
    assert first["value"].data_type == "n"
    assert first["value"].value == pytest.approx(float(value))
    held = next(cell for cell in book["briefings"][2] if cell.column_letter == _letter(book["briefings"], "held_on"))
    assert held.is_date
    assert start is None or first["period_start"].is_date


def _letter(sheet: Any, name: str) -> str:
    return str(next(cell.column_letter for cell in sheet[1] if cell.value == name))


def test_a_workbook_runs_no_text_loses_no_digit_and_splits_what_is_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    texts = ["=1+1", "http://lanhai.example/", "007", "\x1b[31m", "长" * 32_767]
    columns = (Column("text", "VARCHAR", True, None), Column("value", "DECIMAL(38,6)", True, None))
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT unnest(?) AS text, 12345678901234567.5::DECIMAL(38,6) AS value", [texts])
        workbook.write_workbook(con, [Relation("t", False, None, columns)], tmp_path / "t.xlsx")
    book = workbook_of(tmp_path / "t.xlsx")
    assert book.sheetnames == ["t", "t (2)", "t (3)"]
    read = [cell for sheet in book for (cell,) in sheet.iter_rows(min_row=2, max_col=1)]
    assert all(cell.data_type in ("s", "inlineStr") for cell in read)
    assert [cell.value for cell in read[:4]] == ["=1+1", "http://lanhai.example/", "007", "␛[31m"]
    assert read[4].value == texts[4]
    assert book["t"]["B2"].value == "12345678901234567.5"


@pytest.mark.parametrize("sign", ["长", "𬭸"])
def test_a_text_too_long_for_a_cell_says_where_it_is_cut_and_is_counted(tmp_path: Path, sign: str) -> None:
    # Excel counts units of UTF-16 and refuses a file with a cell of more than 32,767 of them.
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT unnest(?) AS text", [["短", sign * 40_000, sign * 32_768]])
        relation = Relation("t", False, None, (Column("text", "VARCHAR", True, None),))
        assert workbook.write_workbook(con, [relation], tmp_path / "t.xlsx") == 2
    first, second, third = [row[0].value for row in workbook_of(tmp_path / "t.xlsx")["t"].iter_rows(min_row=2)]
    assert first == "短"
    for text, length in ((second, 40_000), (third, 32_768)):
        assert text.startswith(sign * 16_000)
        assert f"[cut here: {length} characters" in text
        assert 32_760 <= len(text.encode("utf-16-le")) / 2 <= 32_767


def test_days_and_moments_before_excels_first_are_texts(tmp_path: Path) -> None:
    days = ["1843-11-17", "1900-02-28", "1900-03-01", "2024-02-29"]
    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT unnest(?)::DATE AS day, unnest(?)::DATE::TIMESTAMP AS at", [days, days])
        columns = (Column("day", "DATE", True, None), Column("at", "TIMESTAMP", True, None))
        workbook.write_workbook(con, [Relation("t", False, None, columns)], tmp_path / "t.xlsx")
    rows = list(workbook_of(tmp_path / "t.xlsx")["t"].iter_rows(min_row=2))
    assert [(day.value, at.value) for day, at in rows[:2]] == [(d, f"{d} 00:00:00") for d in days[:2]]
    assert [(day.is_date, day.value, at.value) for day, at in rows[2:]] == [
        (True, datetime.fromisoformat(d), datetime.fromisoformat(d)) for d in days[2:]
    ]


def test_sqlite_holds_every_row_with_keys_and_links(tmp_path: Path, copy_of_sample: Path) -> None:
    (file, _) = export(copy_of_sample, tmp_path, ["sqlite"]).files
    with sqlite3.connect(file) as con:
        for table in ("briefings", "turns", "metrics", "figures", "qa"):
            assert con.execute(f"SELECT count(*) FROM {table}").fetchone() == (rows_of(copy_of_sample, table),)
        keys = [row[1] for row in con.execute("PRAGMA table_info(turns)") if row[5]]
        links = {(row[3], row[2]) for row in con.execute("PRAGMA foreign_key_list(turns)")}
        assert con.execute("PRAGMA foreign_key_check").fetchall() == []
        sample = con.execute("SELECT typeof(value), typeof(char_start) FROM metrics LIMIT 1").fetchone()
        days = con.execute("SELECT held_on FROM briefings ORDER BY 1 DESC LIMIT 1").fetchone()
    assert keys == ["turn_id"]
    assert ("briefing_id", "briefings") in links
    assert sample[1] == "integer" and sample[0] in ("integer", "real")
    assert days == (str(query(copy_of_sample, "SELECT max(held_on) FROM briefings").rows[0][0]),)

"""New briefings come into the tables by SQL: the same rows as Python makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from flows.settings import Paths
from parsers.records import Page
from tests.plain import with_tables
from tests.warehouse.content import filled
from tests.warehouse.warehouse_pages import NOW, load_page, metric, page, turn, usual_turns
from warehouse.database.statements import sql
from warehouse.database.store import writer
from warehouse.load import fresh, loading
from warehouse.load.loading import LoadPage, load_pages
from warehouse.rows.loadpage import LoadReport
from warehouse.rows.staged import LARGEST, StagedPage, staged_line, staged_pages

SMALL = "SET memory_limit = '8MB'"
Rows = dict[str, list[tuple[object, ...]]]


def staged(folder: Path, pages: Sequence[LoadPage]) -> list[StagedPage]:
    """The pages as lines of a file."""
    file = folder / "staged.jsonl"
    lines = [staged_line(one, [f"{number:03d}"]) for number, one in enumerate(pages)]
    file.write_bytes(b"".join(line + b"\n" for line in lines))
    return staged_pages(file)


def loaded(data: Path, pages: Sequence[LoadPage | StagedPage]) -> tuple[LoadReport, Rows]:
    """What a load into empty tables says, and what is in them then."""
    with writer(Paths(with_tables(data)).warehouse) as con:
        report = load_pages(con, pages, run_id="run", now=NOW)
        return report, {table: con.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in filled(con)}


def varied(count: int) -> list[Page]:
    """Transcripts that differ, each with something of its own."""
    pages = []
    for number in range(count):
        said = f"第{number}项工作已经完成，投入1.5亿元，比上年下降0.3个百分点，惠及8万至9万人。"
        figures = [
            metric("1.5亿元", said, value=Decimal("1.5E+8"), unit="CNY", confidence=Decimal("0.95"), period="去年",
                   period_start=date(2025, 1, 1), period_end=date(2025, 12, 31)),
            metric("0.3个百分点", said, value=Decimal("0.300001"), direction="down", aspect="change", place="全市"),
            metric("8万至9万人", said, value=Decimal(80000), value_high=Decimal(90000), relation="range"),
        ]  # fmt: skip
        more = turn(
            5,
            "answer",
            said,
            *figures[: number % 4],
            exchange=2,
            speaker="何青",
            follow_up=number % 2 == 0,
            said_at=NOW.replace(minute=number % 60, tzinfo=None) if number % 3 else None,
        )
        kind = {"title": f"问答实录之{number} “引号”\t制表", "held_on": date(2025, 1, 1 + number)}
        pages.append(page([*usual_turns(), more], **kind, warnings=("甲", "乙")[: number % 3]))
    return pages


def numbered(pages: Sequence[Page]) -> list[LoadPage]:
    return [load_page(content, name=f"page-{number}") for number, content in enumerate(pages)]


OUT_OF_ORDER = """
    SELECT count(*) FROM (
      SELECT t.seq, m.char_start, lag({seq: t.seq, start: m.char_start}) OVER page AS before
      FROM (SELECT rowid AS line, * FROM metrics) AS m JOIN turns AS t USING (turn_id)
      WINDOW page AS (PARTITION BY m.briefing_id ORDER BY m.line)
    ) WHERE before IS NOT NULL AND before >= {seq: seq, start: char_start}
"""


def test_figures_made_in_sql_lie_in_the_order_of_their_page(tmp_path: Path) -> None:
    with writer(Paths(with_tables(tmp_path / "data")).warehouse) as con:
        load_pages(con, staged(tmp_path, numbered(varied(2 * fresh.FEW))), run_id="run", now=NOW)
        assert con.execute("SELECT count(*) FROM metrics").fetchone() == (72,)
        assert con.execute(OUT_OF_ORDER).fetchone() == (0,), "series, restated and kept go by it"


def test_rows_made_in_sql_are_those_made_in_python(tmp_path: Path) -> None:
    pages = numbered(varied(2 * fresh.FEW))
    by_sql = staged(tmp_path, pages)
    assert fresh.fresh_among(by_sql) == by_sql
    said, rows = loaded(tmp_path / "sql", by_sql)
    expected, wanted = loaded(tmp_path / "python", pages)
    assert rows == wanted
    assert said == expected
    assert {"turns", "metrics", "exchanges", "revisions", "briefing_urls", "outlets", "speakers"} <= rows.keys()


def _value(value: str) -> Callable[[Page], Page]:
    def change(content: Page) -> Page:
        first = content.turns[2]
        figure = replace(first.metrics[0], value=Decimal(value))
        return replace(content, turns=(*content.turns[:2], replace(first, metrics=(figure,)), *content.turns[3:]))

    return change


def _text(more: str) -> Callable[[Page], Page]:
    def change(content: Page) -> Page:
        last = content.turns[-1]
        return replace(content, turns=(*content.turns[:-1], replace(last, text=last.text + more)))

    return change


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        _value("0.0000005"),
        _value("0.0000025"),
        _value("1E+33"),
        _value("NaN"),
        _text("零\x00字"),
        _text("长" * LARGEST),
    ],
    ids=["seventh digit", "half", "too large", "no number", "null character", "endless"],
)
def test_a_page_that_sql_would_read_otherwise_is_left_to_python(tmp_path: Path, change: Callable[[Page], Page]) -> None:
    first, *others = varied(fresh.FEW + 1)
    pages = numbered([change(first), *others])
    by_sql = staged(tmp_path, pages)
    assert not fresh.fresh_among(by_sql)
    said, rows = loaded(tmp_path / "sql", by_sql)
    expected, wanted = loaded(tmp_path / "python", pages)
    assert (said.inserted, said.quarantined) == (expected.inserted, expected.quarantined)
    assert rows == wanted


def test_a_page_that_fails_a_rule_does_not_stop_the_others(tmp_path: Path) -> None:
    contents = varied(fresh.FEW + 1)
    contents[3] = replace(contents[3], held_on=date(1960, 1, 1))
    by_sql = staged(tmp_path, numbered(contents))
    said, rows = loaded(tmp_path, by_sql)
    assert said.inserted == fresh.FEW
    assert [url for url, _, _ in said.quarantined] == [by_sql[3].url]
    assert len(rows["briefings"]) == fresh.FEW


def test_more_than_is_read_at_once_is_read_in_slices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh, "AT_ONCE", 1)
    pages = numbered(varied(2 * fresh.FEW))
    for half in (0, 1):
        (tmp_path / str(half)).mkdir()
    by_sql = [one for half in (0, 1) for one in staged(tmp_path / str(half), pages[half::2])]
    said, rows = loaded(tmp_path / "sql", by_sql)
    assert said.inserted == len(rows["briefings"]) == 2 * fresh.FEW


def test_what_does_not_fit_into_memory_as_sql_is_loaded_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "sql", lambda name: SMALL if name == "load/bound_load" else sql(name))
    first, *others = varied(2 * fresh.FEW)
    long = _text("很长的一段话。" * 50_000)
    by_sql = staged(tmp_path, numbered([long(first), *others]))
    assert fresh.fresh_among(by_sql) == by_sql
    said, rows = loaded(tmp_path / "sql", by_sql)
    assert said.inserted == len(rows["briefings"]) == 2 * fresh.FEW


def test_a_staged_page_is_whole_again(tmp_path: Path) -> None:
    pages = numbered(varied(3))
    again = [one.whole() for one in staged(tmp_path, pages)]
    assert [one.page for one in again] == [one.page for one in pages]
    assert [one.briefing_id for one in again] == [one.briefing_id for one in pages]

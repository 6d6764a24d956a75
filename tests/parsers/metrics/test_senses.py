"""What ambiguous and missing units stand for: no row of the table could be left out."""

from __future__ import annotations

import pytest

from parsers.metrics import extract, figures, scene, senses
from parsers.words import Text
from parsers.words.units import Unit

ROWS = {sense.example: sense for rows in senses.SENSES.values() for sense in rows}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_makes_the_difference_in_its_example(row: senses.Sense, monkeypatch: pytest.MonkeyPatch) -> None:
    read = _units(row.example)
    fewer = {unit: [other for other in rows if other is not row] for unit, rows in senses.SENSES.items()}
    monkeypatch.setattr(senses, "SENSES", fewer)
    assert _units(row.example) != read


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("降幅收窄1.3个和1.0个点，快于全国2.0个点。", ["pp", "pp", "pp"]),
        ("人均场地面积是2.7方，明年力争达到3方。", ["m2", "m2"]),
        ("人均补助1280；月薪4300（税前）。", ["CNY", "CNY"]),
        ("大盘跌2%，指数少了50个点。", ["%", "点"]),
        ("时速120公里，收费0.6元，每度降了1.8分。", ["km/h", "CNY", "CNY"]),
        ("开幕时进口500亿美元，出口300亿。", ["USD", "USD"]),
    ],
)
def test_figures_are_in_the_unit_that_is_meant(text: str, units: list[str]) -> None:
    assert [metric.unit for metric in extract(text)] == units


def test_a_unit_with_a_factor_changes_the_value() -> None:
    assert [str(metric.value) for metric in extract("以前0.6元，每度电降了1.8分。")] == ["0.6", "0.018"]


def _units(text: str) -> list[Unit | None]:
    return [found.mention.unit for found in figures.candidates(scene.read(Text(text)))]

"""The gate for what makes figures comparable: the annotated city beside the checkout, against floors that only rise."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.slow

SHARED = Path(__file__).parents[4] / "shared"
FLOORS = {
    "found": 0.985,
    "measure_pairs": 0.96,
    "pair_precision": 0.96,
    "aspect": 0.98,
    "status": 0.97,
    "place": 0.99,
    "dates": 0.96,
    "series_points": 0.95,
    "series_whole": 0.76,
}


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not (SHARED / "city").is_dir():
        pytest.skip("the annotated city is not beside this checkout")
    sys.path.insert(0, str(SHARED / "score"))
    try:
        return importlib.import_module("series_score")
    finally:
        sys.path.remove(str(SHARED / "score"))


def test_no_score_of_the_city_is_below_its_floor(scorer, monkeypatch, capsys):
    command = f"{Path(sys.executable).with_name('briefings')} parse"
    monkeypatch.setattr(sys, "argv", ["series_score", str(SHARED / "city"), "--json", "--cmd", command])

    scorer.main()
    scores = json.loads(capsys.readouterr().out)

    assert {name: scores[name] for name, floor in FLOORS.items() if scores[name] < floor} == {}

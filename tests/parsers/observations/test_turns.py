"""What figures mean: turns in our own words, every figure with its quantity, place, aspect and status."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from parsers.prose import figures

FOLDER = Path(__file__).parent / "turns"
HELD_ON = date(2025, 10, 20)
_MARK = re.compile("【([^】|]+)((?:[|][a-z]=[^】|]*)*)】")
_FIELDS = {"m": "measure", "p": "place", "a": "aspect", "s": "status", "d": "period_end"}
_DEFAULTS = {"p": "", "a": "level", "s": "result"}


@dataclass(frozen=True)
class Turn:
    """A turn with what its figures must be; ``name`` is the file and line."""

    name: str
    asked: str
    text: str
    wanted: tuple[tuple[int, int, dict[str, str]], ...]


def turns() -> Iterator[Turn]:
    for path in sorted(FOLDER.glob("*.txt")):
        asked = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("## "):
                asked = line[3:]
            elif line.strip() and not line.startswith("#"):
                yield _turn(f"{path.stem}:{number}", asked, line)
                asked = ""


def _turn(name: str, asked: str, line: str) -> Turn:
    text, wanted, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        fields = _DEFAULTS | dict(pair.split("=", 1) for pair in mark[2].split("|") if pair)
        wanted.append((len(text), len(text) + len(mark[1]), fields))
        text, at = text + mark[1], mark.end()
    return Turn(name, asked, text + line[at:], tuple(wanted))


def faults(turn: Turn) -> list[str]:
    told = figures(turn.text, held_on=HELD_ON, asked=turn.asked)
    found = {(metric.start, metric.end): metric for metric in told}
    problems = []
    for start, end, fields in turn.wanted:
        metric = found.get((start, end))
        if metric is None:
            problems.append(f"{turn.text[start:end]} was not found")
            continue
        have = {key: str(getattr(metric, _FIELDS[key]) or "") for key in fields}
        problems += [
            f"{metric.text}: {_FIELDS[k]} is {have[k]!r}, not {v!r}" for k, v in fields.items() if have[k] != v
        ]
    return problems


@pytest.mark.parametrize("turn", list(turns()), ids=lambda turn: turn.name)
def test_figures_of_a_turn_mean_what_was_said(turn: Turn) -> None:
    assert faults(turn) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2024年，全市工业增加值再增长6.1%。", "result"),
        ("去年，粮食产量再增加3万吨。", "result"),
        ("2024年能增长5.2%，不容易。", "result"),
        ("年内再增加养老床位2000张。", "plan"),
        ("明年用水总量再下降2%。", "plan"),
    ],
)
def test_what_is_meant_is_no_plan_when_its_time_is_over(text: str, status: str) -> None:
    (figure,) = figures(text, held_on=date(2025, 3, 1))
    assert figure.status == status

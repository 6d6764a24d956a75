"""Reading the annotated sentences: one line of text with its figures in 【…】, one file per class of fault.

``税收收入【986.2亿元|value=98620000000|unit=CNY|ind=税收收入】`` gives the span, and the fields that are checked:
value (``low..high`` for a range), unit, kind, rel, dir, ind (nested), per, from, to, cmp, sta. An empty field
(``dir=``) must be None. A figure that is not marked must not be found. Lines with ``#`` are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from parsers.prose import figures
from parsers.records import Metric

FOLDER = Path(__file__).parent / "sentences"
HELD_ON = date(2024, 10, 18)
_MARK = re.compile("【([^】|]+)((?:[|][a-z]+=[^】|]*)*)】")


@dataclass(frozen=True)
class Figure:
    """A marked figure: its span in the plain sentence and the fields it must have."""

    start: int
    end: int
    fields: dict[str, str]


@dataclass(frozen=True)
class Sentence:
    """A plain sentence with its figures; ``name`` is the file and line."""

    name: str
    text: str
    figures: tuple[Figure, ...]


def read(folder: Path = FOLDER) -> Iterator[Sentence]:
    """All sentences of a folder, file by file."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield parse(line, f"{path.stem}:{number}")


def parse(line: str, name: str) -> Sentence:
    """One annotated line."""
    text, figures, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        fields = dict(pair.split("=", 1) for pair in mark[2].split("|") if pair)
        figures.append(Figure(len(text), len(text) + len(mark[1]), fields))
        text, at = text + mark[1], mark.end()
    return Sentence(name, text + line[at:], tuple(figures))


def faults(sentence: Sentence) -> list[str]:
    """What the extractor got wrong in a sentence, in words; empty when nothing."""
    found = {(metric.start, metric.end): metric for metric in figures(sentence.text, held_on=HELD_ON)}
    wanted = {(figure.start, figure.end): figure for figure in sentence.figures}
    problems = [f"{sentence.text[a:b]} is no figure" for a, b in sorted(found.keys() - wanted.keys())]
    problems += [f"{sentence.text[a:b]} was not found" for a, b in sorted(wanted.keys() - found.keys())]
    for span in sorted(found.keys() & wanted.keys()):
        problems += [
            f"{found[span].text}: {key} is {value_of(found[span], key)!r}, not {value!r}"
            for key, value in wanted[span].fields.items()
            if not agrees(found[span], key, value)
        ]
    return problems


def agrees(metric: Metric, key: str, wanted: str) -> bool:
    """Whether one field of a figure is as annotated."""
    have = value_of(metric, key)
    if key == "value":
        low, _, high = wanted.partition("..")
        return (metric.value, metric.value_high) == (Decimal(low), Decimal(high) if high else None)
    if key == "ind" and wanted:
        return bool(have) and (wanted in have or have in wanted)
    return have == wanted


def value_of(metric: Metric, key: str) -> str:
    """A field as it is written in an annotation; None is the empty string."""
    name = {
        "rel": "relation",
        "dir": "direction",
        "ind": "indicator",
        "per": "period",
        "from": "period_start",
        "to": "period_end",
        "cmp": "comparison",
        "sta": "status",
    }.get(key, key)
    value = getattr(metric, name)
    return "" if value is None else str(value)

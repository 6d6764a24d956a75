"""What each piece of evidence for a figure's time is worth: of the expressions of its paragraph, and none, the one that the
annotators chose is to have the most points.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from parsers.metrics import extraction
from parsers.times import Evidence, resolve
from parsers.times.frames.evidence import Place
from parsers.times.frames.points import Choice, Points, joined
from tests.gold import sentences
from tests.gold.logit import Cases, fitted
from tests.gold.scoring import annotated, plain

HEAD: Final = "# Written by `make fit`, not by hand: points for a time at each place, in hundredths of log odds (frames/evidence.py)."
SPARSE: Final = 0.7
RIDGE: Final = 5.0
RARE: Final = 4
"""Evidence seen at fewer expressions is left out."""
Names = list[str]


@dataclass
class Option:
    """An expression that may govern a figure, or none."""

    expression: int | None
    written: str | None
    place: Place
    names: Names


@dataclass
class Example:
    """A figure with its options, and which of them an annotator would choose."""

    known: bool
    """Whether an annotator has looked at it."""
    options: list[Option] = field(default_factory=list)
    right: list[Option] = field(default_factory=list)
    """One, or several of the same words; none where what was chosen is not among them."""


@dataclass
class Turn:
    """The figures of one text, with what sees them."""

    group: str
    """The set, and the document in it."""
    evidence: Evidence[str]
    examples: list[Example]

    def with_previous(self, k: int, last: int | None) -> Iterator[tuple[Place, Names]]:
        """The names of every option of figure ``k``, with what is said of the figure before it."""
        for option in self.examples[k].options:
            yield option.place, option.names + (self.evidence.of_previous(k) if option.expression == last else [])


def turns_of(folder: Path) -> Iterator[Turn]:
    """The turns of an annotated set."""
    for group, text, figures, _ in annotated(folder):
        chosen = [None if f is None or f.get("optional") else _written(f["period"]) for f in figures]
        yield _turn(group, extraction.evidence(text), chosen)


def turns_of_sentences() -> Iterator[Turn]:
    """The sentences that show one thing each."""
    for sentence in sentences.read():
        fields = {figure.start: figure.fields for figure in sentence.figures}
        metrics = extraction.extract(sentence.text, held_on=sentences.HELD_ON)
        chosen = [_written(of["per"]) if "per" in (of := fields.get(metric.start, {})) else None for metric in metrics]
        yield _turn(f"sentences/{sentence.name}", extraction.evidence(sentence.text), chosen)


def turns_of_city(folder: Path) -> Iterator[Turn]:
    """The paragraphs of the pages of a city whose figures are annotated with their dates."""
    for path in sorted(folder.glob("*.obs.jsonl")):
        name = path.name.removesuffix(".obs.jsonl")
        held_on = date.fromisoformat(_HELD_ON.findall((folder / f"{name}.html").read_text(encoding="utf-8"))[0])
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        for number, paragraph in enumerate(line for line in text.split("\n") if line.strip()):
            dated = {row["start"]: row for row in rows if row["paragraph"] == number}
            evidence = extraction.evidence(paragraph, held_on=held_on)
            metrics = extraction.extract(paragraph, held_on=held_on)
            chosen = [_dated(dated[metric.start]) if metric.start in dated else None for metric in metrics]
            yield _turn(f"city/{name}", evidence, chosen)


_HELD_ON: Final = re.compile('name="PubDate" content="([0-9-]{10})')
Chosen = Callable[[Evidence[str], Option], bool]


def _written(period: str | None) -> Chosen:
    """What is written as annotated."""
    return lambda evidence, option: option.written == plain(period)


def _dated(row: dict[str, Any]) -> Chosen:
    """What means the dates annotated; none where there are none."""

    def holds(evidence: Evidence[str], option: Option) -> bool:
        if option.expression is None:
            return row["period_end"] is None
        seen = evidence.contexts.seen(option.expression)
        span = resolve(evidence.contexts.all[option.expression], seen, reported=row["status"] != "plan")
        return span is not None and [day.isoformat() for day in span] == [row["period_start"], row["period_end"]]

    return holds


def _turn(group: str, evidence: Evidence[str], chosen: Sequence[Chosen | None]) -> Turn:
    examples = [Example(known=holds is not None) for holds in chosen]
    for k, (example, holds) in enumerate(zip(examples, chosen, strict=True)):
        seen = evidence.of_figure(k) if evidence.contexts.all else []
        example.options.append(Option(None, None, Place.NONE, seen))
        for i, place in evidence.candidates(k):
            names = [*seen, *evidence.of_expression(i), *evidence.of_both(k, i, place)]
            example.options.append(Option(i, plain(evidence.contexts.all[i].text), place, names))
        example.right = [option for option in example.options if holds and holds(evidence, option)]
    return Turn(group, evidence, examples)


class Table:
    """Points by name and place."""

    def __init__(self, points: dict[tuple[str, Place], float]) -> None:
        self.points = points

    def choose(self, turn: Turn) -> list[Option]:
        """The option of each figure of a turn that is chosen with these points."""
        choice = Choice(turn.evidence.contexts, turn.evidence.figures, joined(self.rounded()))
        chosen: list[Option] = []
        for k, example in enumerate(turn.examples):
            found = choice.choose(k, chosen[-1].expression if chosen else None)
            chosen.append(next(option for option in example.options if option.expression == found))
        return chosen

    def rounded(self) -> dict[str, Points]:
        """In hundredths, by name; what rounds to nothing everywhere is left out."""
        by_name: dict[str, list[int]] = defaultdict(lambda: [0] * len(Place))
        for (name, place), points in self.points.items():
            by_name[name][place] = round(100 * points)
        return {name: tuple(row) for name, row in by_name.items() if any(row)}

    def rows(self) -> Iterator[str]:
        """The lines of the table, by name."""
        yield HEAD
        yield "\t".join(["evidence", *(place.name.lower() for place in Place)])
        for name, row in sorted(self.rounded().items()):
            yield "\t".join([name, *(str(points or "") for points in row)])


def fit(texts: Iterable[Turn], weights: Mapping[str, float]) -> Table:
    """The points with which the options that the annotators chose are the likeliest."""
    cases: Cases[tuple[str, Place | None]] = Cases()
    for turn in texts:
        last: int | None = None
        for k, example in enumerate(turn.examples):
            if example.right and not turn.evidence.is_as_before(k):
                options = [[*_at(names, place)] for place, names in turn.with_previous(k, last)]
                right = [float(option in example.right) for option in example.options]
                cases.add(options, right, weights.get(turn.group.split("/")[0], 1.0))
            last = example.right[-1].expression if example.right else None
    table: dict[tuple[str, Place], float] = defaultdict(float)
    for (name, place), points in fitted(cases, sparse=SPARSE, ridge=RIDGE, rare=RARE).items():
        for at in [place] if place is not None else [p for p in Place if p is not Place.NONE]:
            table[name, at] += points
    return Table(table)


def _at(names: Names, place: Place) -> Iterator[tuple[str, Place | None]]:
    """Each piece of evidence at its place, and what is not of the figure alone at any place as well."""
    for name in dict.fromkeys(names):
        yield name, place
        if name.startswith(("time", "between", "as the")) and place is not Place.NONE:
            yield name, None


def judged(turn: Turn, table: Table) -> Iterator[bool]:
    """Whether the time of each figure of a turn that an annotator has looked at is right with these points."""
    for example, chosen in zip(turn.examples, table.choose(turn), strict=True):
        if example.known:
            yield chosen in example.right

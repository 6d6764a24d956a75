"""`make fit`: what each piece of evidence for a figure's time is worth, from the annotated sets.

python -m tests.gold.fit                 writes parsers/times/data/evidence.tsv
python -m tests.gold.fit DIR ...         with further annotated sets
python -m tests.gold.fit --try DIR ...   instead reads every document with what the others teach; writes tests/gold/unseen.json

A conditional logit: of the expressions of a figure's paragraph, and none, the one that the annotators chose is to have the
most points. What is worth little is set to nothing (an L1 penalty), so that the table stays readable.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from parsers.metrics import extraction
from parsers.times import Evidence, resolve
from parsers.times.frames.evidence import Place
from parsers.times.frames.points import Choice, Points, joined
from tests.gold import sentences
from tests.gold.city import CITY
from tests.gold.score import OWN, REAL, ROOT, SHARED, UNSEEN
from tests.gold.scoring import documents, matched, predictions

TABLE: Final = ROOT / "parsers" / "times" / "data" / "evidence.tsv"
HEAD: Final = "# Written by `make fit`, not by hand: points for a time at each place, in hundredths of log odds (frames/evidence.py)."
SPARSE: Final = 0.7
RIDGE: Final = 0.5
RARE: Final = 4
"""Evidence seen at fewer expressions is left out."""
WEIGHTS: Final = dict.fromkeys(("dev", "blind", "fresh", "talk"), 3.0) | dict.fromkeys(
    ("sentences", "gold", "gold-real", "city"), 8.0
)
"""How often the figures of a set count: sentences made to show one thing each, and the sets with floors."""
GROUPS: Final = 6

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

    group: str
    """The set, and the document in it."""
    known: bool
    """Whether an annotator has looked at it."""
    options: list[Option] = field(default_factory=list)
    right: list[Option] = field(default_factory=list)
    """One, or several of the same words; none where what was chosen is not among them."""


@dataclass
class Turn:
    """The figures of one text, with what sees them."""

    evidence: Evidence[str]
    examples: list[Example]

    def with_previous(self, k: int, last: int | None) -> Iterator[tuple[Place, Names]]:
        """The names of every option of figure ``k``, with what is said of the figure before it."""
        for option in self.examples[k].options:
            yield option.place, option.names + (self.evidence.of_previous(k) if option.expression == last else [])


_MARKS: Final = {ord(mark): None for mark in "“” "}


def plain(period: str | None) -> str | None:
    """A time as it is compared: without 到, 自, 起 and quotation marks, which one writes and another does not."""
    written = (period or "").translate(_MARKS)
    while written.startswith(("到", "从", "自", "在")):
        written = written[1:]
    return written.removesuffix("起") or None


def turns_of(folder: Path) -> Iterator[Turn]:
    """The turns of an annotated set."""
    for name, paragraphs, gold, turns in documents(folder):
        for turn in turns:
            found = list(predictions(paragraphs, [turn]))
            figures = [figure for figure in gold if figure["paragraph"] in turn]
            pairs = {j: figures[i] for i, j in matched(figures, found).items()}
            annotated = [pairs.get(j) for j in range(len(found))]
            chosen = [None if f is None or f.get("optional") else _written(f["period"]) for f in annotated]
            text = "".join(paragraphs[number] + "\n" for number in turn)
            yield _turn(f"{folder.name}/{name}", extraction.evidence(text), chosen)


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
    examples = [Example(group, known=holds is not None) for holds in chosen]
    for k, (example, holds) in enumerate(zip(examples, chosen, strict=True)):
        seen = evidence.of_figure(k) if evidence.contexts.all else []
        example.options.append(Option(None, None, Place.NONE, seen))
        for i, place in evidence.candidates(k):
            names = [*seen, *evidence.of_expression(i), *evidence.of_both(k, i, place)]
            example.options.append(Option(i, plain(evidence.contexts.all[i].text), place, names))
        example.right = [option for option in example.options if holds and holds(evidence, option)]
    return Turn(evidence, examples)


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
        yield "\t".join(["evidence", *(place.name.lower() for place in Place)])
        for name, row in sorted(self.rounded().items()):
            yield "\t".join([name, *(str(points or "") for points in row)])


def fit(turns: Sequence[Turn]) -> Table:
    """The points with which the options that the annotators chose are the likeliest."""
    options: list[list[tuple[str, Place | None]]] = []
    right: list[bool] = []
    group: list[int] = []
    weights: list[float] = []
    for turn in turns:
        last: int | None = None
        for k, example in enumerate(turn.examples):
            if example.right and len(example.options) > 1:
                for option, (place, names) in zip(example.options, turn.with_previous(k, last), strict=True):
                    options.append([*_at(names, place)])
                    right.append(option in example.right)
                    group.append(len(weights))
                weights.append(WEIGHTS.get(example.group.split("/")[0], 1.0))
            last = example.right[-1].expression if example.right else None
    return _fitted(options, numpy.array(right), numpy.array(group), numpy.array(weights))


def _at(names: Names, place: Place) -> Iterator[tuple[str, Place | None]]:
    """Each piece of evidence at its place, and what is not of the figure alone at any place as well."""
    for name in dict.fromkeys(names):
        yield name, place
        if name.startswith(("time", "between", "as the")) and place is not Place.NONE:
            yield name, None


def _fitted(options: list[list[tuple[str, Place | None]]], right: Any, group: Any, weights: Any) -> Table:
    counts = Counter(name for option in options for name in option)
    columns = {name: i for i, name in enumerate(sorted((n for n in counts if counts[n] >= RARE), key=str))}
    entries = [(i, columns[name]) for i, option in enumerate(options) for name in option if name in columns]
    rows, cols = zip(*entries, strict=True)
    matrix = csr_matrix((numpy.ones(len(rows)), (rows, cols)), shape=(len(options), len(columns)))
    starts = numpy.flatnonzero(numpy.r_[True, group[1:] != group[:-1]])
    each = weights[group]
    size = len(columns)

    def loss(halves: Any) -> tuple[float, Any]:
        points = halves[:size] - halves[size:]
        sums = matrix @ points
        odds = numpy.exp(sums - numpy.maximum.reduceat(sums, starts)[group])
        all_odds, right_odds = numpy.add.reduceat(odds, starts), numpy.add.reduceat(odds * right, starts)
        missed = odds / all_odds[group] - numpy.where(right, odds / right_odds[group], 0)
        slope = matrix.T @ (each * missed) + RIDGE * points
        cost = -(weights * numpy.log(right_odds / all_odds)).sum() + RIDGE * points @ points / 2 + SPARSE * halves.sum()
        return cost, numpy.r_[slope + SPARSE, -slope + SPARSE]

    found = minimize(
        loss,
        numpy.zeros(2 * size),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * (2 * size),
        options={"maxiter": 400},
    )
    points = found.x[:size] - found.x[size:]
    table: dict[tuple[str, Place], float] = defaultdict(float)
    for (name, place), i in columns.items():
        for at in [place] if place is not None else [p for p in Place if p is not Place.NONE]:
            table[name, at] += float(points[i])
    return Table(table)


def tried(turns: Sequence[Turn]) -> dict[str, tuple[int, int]]:
    """Per set how many times are right, of how many, each document as fitted from the other groups of documents."""
    scores: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for number in range(GROUPS):
        table = fit([turn for turn in turns if _group(turn) != number])
        for turn in (turn for turn in turns if _group(turn) == number):
            for example, chosen in zip(turn.examples, table.choose(turn), strict=True):
                if example.known:
                    score = scores[example.group.split("/")[0]]
                    score[0] += chosen in example.right
                    score[1] += 1
    return {name: (right, of) for name, (right, of) in scores.items()}


def _group(turn: Turn) -> int:
    name = turn.examples[0].group if turn.examples else ""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % GROUPS


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits the table, or says what fitting it is worth."""
    parser = argparse.ArgumentParser(prog="python -m tests.gold.fit", description=__doc__.splitlines()[0])
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="DIR", help="further annotated sets, in the format of tests/gold/dev"
    )
    parser.add_argument(
        "--try",
        action="store_true",
        dest="only_try",
        help="write no table, but how well documents are read that the fit has not seen",
    )
    asked = parser.parse_args(arguments)
    folders = [*OWN, *(folder for folder in (SHARED, REAL) if folder.is_dir()), *asked.folders]
    turns = [turn for folder in folders for turn in turns_of(folder)] + [*turns_of_sentences(), *turns_of_city(CITY)]
    if asked.only_try:
        scores = tried(turns)
        UNSEEN.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
        for name, (right, of) in scores.items():
            sys.stdout.write(f"{name:12} {right / of:.3f} of {of}\n")
        return 0
    rows = [*fit(turns).rows()]
    TABLE.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    figures = sum(bool(example.right) for turn in turns for example in turn.examples)
    sys.stdout.write(f"{len(rows) - 1} pieces of evidence, from {figures} figures\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

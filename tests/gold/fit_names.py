"""What each piece of evidence for a figure's name is worth, from the annotated sets."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from parsers.metrics import extraction
from parsers.metrics.figures import Found
from parsers.metrics.groups import Tie
from parsers.metrics.naming.candidates import Phrase
from parsers.metrics.naming.evidence import Evidence
from parsers.metrics.naming.points import Choice, pieces_of, worth_of
from parsers.metrics.scene import Scene
from tests.gold import sentences
from tests.gold.logit import Cases, fitted
from tests.gold.scoring import annotated

HEAD: Final = (
    "# Written by `make fit`, not by hand: points in hundredths of log odds, and the evidence (naming/evidence.py)."
)
SPARSE: Final = 0.6
RIDGE: Final = 1.0
RARE: Final = 9
NAMES: Final = pieces_of(lambda name: [name])
ELSEWHERE: Final = 0.3
"""What the words annotated are worth at another place of the text."""


@dataclass
class Example:
    """A figure, and what an annotator named it."""

    name: str | None
    at: int | None
    """Where in the text the name begins, where that is annotated."""
    known: bool
    """Whether an annotator has looked at it."""


@dataclass
class Turn:
    """The figures of one text with what can be seen of them."""

    group: str
    """The set, and the document in it."""
    figures: tuple[Scene, list[Found], list[Tie]]
    evidence: Evidence[list[str]]
    examples: list[Example]
    given: list[Phrase | None] = field(default_factory=list)
    """What the annotators named them, as words of the text."""

    def right(self, phrase: Phrase, example: Example) -> float:
        """How right a phrase is as a name: how much of the longer of both the other holds."""
        text, at = self.evidence.text(phrase), self.evidence.start(phrase)
        if example.name is None or not (text in example.name or example.name in text):
            return 0.0
        share = min(len(text), len(example.name)) / max(len(text), len(example.name))
        apart = example.at is not None and (at + len(text) <= example.at or example.at + len(example.name) <= at)
        return share**2 * (ELSEWHERE if apart else 1.0)


class Table:
    """Points by what is seen."""

    def __init__(self, points: Mapping[str, float]) -> None:
        rounded = {key: round(100 * worth) for key, worth in points.items()}
        self.points = {key: worth for key, worth in rounded.items() if worth}

    def choose(self, turn: Turn) -> list[str | None]:
        """What the figures of a turn are named with these points."""
        choice = Choice(Evidence(*turn.figures, worth_of(self.points), 0))
        named: list[Phrase | None] = []
        for k in range(len(turn.examples)):
            named.append(choice.choose(k, named))
        return [phrase and turn.evidence.text(phrase) for phrase in named]

    def rows(self) -> Iterator[str]:
        """The lines of the table, by what is seen."""
        yield HEAD
        for key, worth in sorted(self.points.items()):
            yield f"{key}\t{worth}"


def turns_of(folder: Path) -> Iterator[Turn]:
    """The turns of an annotated set."""
    for group, text, figures, starts in annotated(folder):
        yield _turn(group, text, [_example(figure, starts) for figure in figures])


def _example(figure: dict[str, Any] | None, starts: dict[int, int]) -> Example:
    if figure is None or figure.get("optional"):
        return Example(None, None, known=False)
    at = figure.get("ind_start")
    return Example(figure["indicator"], None if at is None else starts[figure["paragraph"]] + at, known=True)


def turns_of_sentences() -> Iterator[Turn]:
    """The sentences that show one thing each."""
    for sentence in sentences.read():
        fields = {figure.start: figure.fields for figure in sentence.figures}
        wanted = [fields.get(metric.start, {}).get("ind") for metric in extraction.extract(sentence.text)]
        examples = [Example(name or None, None, known=name is not None) for name in wanted]
        yield _turn(f"sentences/{sentence.name}", sentence.text, examples)


def turns_of_city(folder: Path) -> Iterator[Turn]:
    """The paragraphs of the pages of a city, whose figures are annotated with the quantity that they are of."""
    for path in sorted(folder.glob("*.obs.jsonl")):
        name = path.name.removesuffix(".obs.jsonl")
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        for number, paragraph in enumerate(line for line in text.split("\n") if line.strip()):
            measures = {row["start"]: row["measure"] for row in rows if row["paragraph"] == number}
            wanted = [measures.get(metric.start) for metric in extraction.extract(paragraph)]
            yield _turn(
                f"measures/{name}", paragraph, [Example(measure, None, known=bool(measure)) for measure in wanted]
            )


def _turn(group: str, text: str, examples: list[Example]) -> Turn:
    figures = extraction.figures_of(text)
    turn = Turn(group, figures, Evidence(*figures, NAMES, []), examples)
    for k, example in enumerate(examples):
        right = {phrase: turn.right(phrase, example) for phrase in _options(turn, k)}
        best = max(right, key=right.__getitem__, default=None)
        turn.given.append(best if best and right[best] else None)
    return turn


def _options(turn: Turn, k: int) -> list[Phrase]:
    evidence = turn.evidence
    found = [(first, end) for _, low, end in evidence.ends(k) for first in evidence.firsts(low, end)]
    return [*dict.fromkeys([*found, *(name for _, name in evidence.earlier(k, turn.given))])]


def fit(texts: Iterable[Turn], weights: Mapping[str, float]) -> Table:
    """The points with which the names that the annotators gave are the likeliest."""
    cases: Cases[str] = Cases()
    for turn in texts:
        weight = weights.get(turn.group.split("/")[0], 1.0)
        for k, example in enumerate(turn.examples):
            if example.known:
                phrases = _options(turn, k)
                options = [turn.evidence.of(k, phrase, turn.given) for phrase in phrases]
                right = [turn.right(phrase, example) for phrase in phrases]
                nothing = turn.evidence.of_nothing(k)
                cases.add([nothing, *options], [float(example.name is None), *right], weight)
    return Table(fitted(cases, sparse=SPARSE, ridge=RIDGE, rare=RARE))


def judged(turn: Turn, table: Table) -> Iterator[bool]:
    """Whether the name of each figure of a turn that an annotator has named is part of that with these points, or it of it."""
    for example, chosen in zip(turn.examples, table.choose(turn), strict=True):
        if example.name:
            yield chosen is not None and (chosen in example.name or example.name in chosen)

"""Comparing extracted figures with annotated ones: matching, agreement per field, sums over documents."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from parsers.metrics import extract
from parsers.records import Metric
from parsers.words.units import UNITS

FIELDS = ("kind", "relation", "direction", "period")
DENSE = 20
"""A document with more required figures per thousand characters than this is dense, otherwise speech."""


@dataclass
class Tally:
    """Counts over one or more documents."""

    counts: Counter[str] = field(default_factory=Counter)
    levels: Counter[tuple[str, bool]] = field(default_factory=Counter)
    """Predicted figures by confidence and whether span, number and unit are right."""
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Adds another tally's counts to this one."""
        self.counts.update(other.counts)
        self.levels.update(other.levels)
        self.faults += other.faults

    def scores(self) -> dict[str, float]:
        """The published figures, each between 0 and 1."""
        c = self.counts
        found = c["found"] or 1
        return {
            "core_f1": _f1(c["core"], c["predicted"], c["gold"]),
            "precision": c["found"] / (c["predicted"] or 1),
            "recall": c["found"] / (c["gold"] or 1),
            "end_to_end": _f1(c["right"], c["predicted"], c["gold"]),
            **{name: c[name] / found for name in FIELDS},
            "indicator_nested": c["nested"] / (c["with_indicator"] or 1),
            "indicator_equal": c["equal"] / (c["with_indicator"] or 1),
        }


def _f1(right: int, predicted: int, gold: int) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 1.0


def documents(folder: Path) -> Iterator[tuple[str, list[str], list[dict[str, Any]], list[list[int]]]]:
    """Name, paragraphs, annotated figures and turns (lists of paragraph numbers) of every document."""
    for path in sorted(folder.glob("*.metrics.jsonl")):
        name = path.name.removesuffix(".metrics.jsonl")
        paragraphs = [x for x in (folder / f"{name}.txt").read_text(encoding="utf-8").split("\n") if x.strip()]
        gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        spec = json.loads((folder / f"{name}.turns.json").read_text(encoding="utf-8"))
        yield name, paragraphs, gold, _turns(spec)


def _turns(spec: dict[str, Any]) -> list[list[int]]:
    parts = [*spec.get("opening", []), *spec.get("other", [])]
    for exchange in spec["turns"]:
        parts += [exchange["question"], *exchange["answers"]]
    return sorted([list(range(part["paras"][0], part["paras"][1] + 1)) for part in parts])


def predictions(paragraphs: list[str], turns: list[list[int]]) -> Iterator[tuple[int, int, Metric]]:
    """Every extracted figure as (paragraph, start in the paragraph, figure), turn by turn."""
    for turn in turns:
        starts, text = [], ""
        for number in turn:
            starts.append((len(text), number))
            text += paragraphs[number] + "\n"
        for metric in extract(text):
            offset, number = max(pair for pair in starts if pair[0] <= metric.start)
            yield number, metric.start - offset, metric


_MARKS: Final = {ord(mark): None for mark in "“” "}


def annotated(folder: Path) -> Iterator[tuple[str, str, list[dict[str, Any] | None], dict[int, int]]]:
    """Every turn of a set: its set and document, its text, what was annotated of each figure that is found in it, and where its
    paragraphs begin.
    """
    for name, paragraphs, gold, turns in documents(folder):
        for turn in turns:
            found = list(predictions(paragraphs, [turn]))
            figures = [figure for figure in gold if figure["paragraph"] in turn]
            pairs = {j: figures[i] for i, j in matched(figures, found).items()}
            starts = {number: sum(len(paragraphs[n]) + 1 for n in turn if n < number) for number in turn}
            text = "".join(paragraphs[number] + "\n" for number in turn)
            yield f"{folder.name}/{name}", text, [pairs.get(j) for j in range(len(found))], starts


def plain(period: str | None) -> str | None:
    """A time as it is compared: without 到, 自, 起 and quotation marks, which one writes and another does not."""
    written = (period or "").translate(_MARKS)
    while written.startswith(("到", "从", "自", "在")):
        written = written[1:]
    return written.removesuffix("起") or None


def is_dense(paragraphs: list[str], gold: list[dict[str, Any]]) -> bool:
    """Whether a document belongs to the dense ones."""
    required = sum(not figure.get("optional") for figure in gold)
    return 1000 * required > DENSE * sum(map(len, paragraphs))


def compare(
    name: str, paragraphs: list[str], gold: list[dict[str, Any]], predicted: Iterable[tuple[int, int, Metric]]
) -> Tally:
    """Scores one document. Optional figures cost nothing when missed and nothing when found."""
    tally = Tally()
    found = list(predicted)
    pairs = matched(gold, found)
    for i, j in pairs.items():
        if not gold[i].get("optional"):
            _judge(tally, name, gold[i], found[j][1], found[j][2])
    for i, figure in enumerate(gold):
        if i not in pairs and not figure.get("optional"):
            tally.counts["gold"] += 1
            tally.faults.append(f"{name}:{figure['paragraph']} missed {figure['surface']}")
    taken = set(pairs.values())
    for j, (number, start, metric) in enumerate(found):
        if j not in taken and not _on_optional(gold, number, start, start + len(metric.text)):
            tally.counts["predicted"] += 1
            tally.levels[str(metric.confidence), False] += 1
            tally.faults.append(f"{name}:{number} wrongly found {metric.text}")
    return tally


def matched(gold: list[dict[str, Any]], found: list[tuple[int, int, Metric]]) -> dict[int, int]:
    """Gold to prediction, one to one: equal spans first, then the largest overlap."""
    candidates = []
    for i, figure in enumerate(gold):
        for j, (number, start, metric) in enumerate(found):
            if number != figure["paragraph"]:
                continue
            shared = min(figure["end"], start + len(metric.text)) - max(figure["start"], start)
            if shared > 0:
                union = max(figure["end"], start + len(metric.text)) - min(figure["start"], start)
                candidates.append((shared / union, -i, -j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(candidates, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _judge(tally: Tally, name: str, gold: dict[str, Any], start: int, metric: Metric) -> None:
    span = (start, start + len(metric.text))
    core = span in ((gold["start"], gold["end"]), (gold["core_start"], gold["core_end"]))
    right = core and _same_value(gold, metric) and _same_unit(gold, metric)
    nested = bool(metric.indicator) and _nested(metric.indicator or "", gold["indicator"] or "")
    tally.counts.update(gold=1, predicted=1, found=1, core=core, right=right)
    tally.counts.update({name: getattr(metric, name) == gold[name] for name in FIELDS})
    if gold["indicator"]:
        tally.counts.update(with_indicator=1, nested=nested, equal=metric.indicator == gold["indicator"])
    tally.levels[str(metric.confidence), right] += 1
    wrong = [field for field in FIELDS if getattr(metric, field) != gold[field]]
    wrong += [] if right else ["span, number or unit"]
    wrong += [] if nested or not gold["indicator"] else ["indicator"]
    if wrong:
        tally.faults.append(f"{name}:{gold['paragraph']} {gold['surface']}: {', '.join(wrong)}")


def _nested(a: str, b: str) -> bool:
    return a in b or b in a


def _same_value(gold: dict[str, Any], metric: Metric) -> bool:
    value = gold["value_norm"]
    low, high = value if isinstance(value, list) else (value, None)
    close = abs(float(metric.value) - low) <= 1e-3 * max(abs(low), 1e-12)
    if high is None:
        return close and metric.value_high is None
    return close and metric.value_high is not None and abs(float(metric.value_high) - high) <= 1e-3 * abs(high)


def _same_unit(gold: dict[str, Any], metric: Metric) -> bool:
    """Another spelling of the same unit counts as equal; a unit the text leaves out may be None."""
    unit = gold["unit_canon"]
    if metric.unit is None:
        return gold["unit"] is None
    return metric.unit == (UNITS[unit].canonical if unit in UNITS else unit)


def _on_optional(gold: list[dict[str, Any]], number: int, start: int, end: int) -> bool:
    return any(
        figure.get("optional") and figure["paragraph"] == number and start < figure["end"] and figure["start"] < end
        for figure in gold
    )


def score_folder(folder: Path) -> dict[str, Tally]:
    """The tallies of a folder's dense and speech documents; a style of which there is none is left out."""
    tallies = {"dense": Tally(), "speech": Tally()}
    for name, paragraphs, gold, turns in documents(folder):
        style = "dense" if is_dense(paragraphs, gold) else "speech"
        tally = compare(name, paragraphs, gold, predictions(paragraphs, turns))
        tally.counts["documents"] = 1
        tallies[style].add(tally)
    return {style: tally for style, tally in tallies.items() if tally.counts["documents"]}


def score_pages(folder: Path, prefix: str) -> Tally:
    """The tally of the documents of a folder whose names begin with a prefix."""
    tally = Tally()
    for name, paragraphs, gold, turns in documents(folder):
        if name.startswith(prefix):
            tally.add(compare(name, paragraphs, gold, predictions(paragraphs, turns)))
            tally.counts["documents"] += 1
    return tally


def named_shares(folder: Path) -> dict[str, float]:
    """Of a set annotated with names and times alone: how many figures are found, are some, and have the right name and time."""
    counts: Counter[str] = Counter()
    for _, paragraphs, gold, turns in documents(folder):
        found = list(predictions(paragraphs, turns))
        pairs = matched(gold, found)
        counts["some"] += len(pairs)
        counts["found"] += len(found) - sum(
            j not in pairs.values() and _on_optional(gold, number, start, start + len(metric.text))
            for j, (number, start, metric) in enumerate(found)
        )
        for i, figure in enumerate(gold):
            if figure.get("optional"):
                continue
            counts["figures"] += 1
            if i not in pairs:
                continue
            metric = found[pairs[i]][2]
            counts["matched"] += 1
            counts["times"] += plain(metric.period) == plain(figure["period"])
            if figure["indicator"]:
                counts["with_name"] += 1
                counts["names"] += bool(metric.indicator) and _nested(metric.indicator or "", figure["indicator"])
    return {
        "figures": counts["figures"],
        "precision": counts["some"] / counts["found"],
        "recall": counts["matched"] / counts["figures"],
        "name": counts["names"] / counts["with_name"],
        "time": counts["times"] / counts["matched"],
    }

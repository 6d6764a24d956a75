"""`make score`: how well figures are read, against floors that only rise; writes docs/accuracy.md.

python -m tests.gold.score            the scores, the faults, exit 1 below a floor
python -m tests.gold.score --write    also raises the floors and writes docs/accuracy.md
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

from tests.gold import accuracy, agreement, city, sentences
from tests.gold.scoring import Tally, named_shares, score_folder, score_pages

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FLOORS = HERE / "floors.json"
REPORT = ROOT / "docs" / "accuracy.md"
OWN = tuple(HERE / name for name in ("dev", "blind", "fresh", "talk", "press", "hall", "round"))
NAMED = HERE / "voices"
"""Annotated with names and times alone; nothing is fitted from it, and nothing that it shows is mended."""
SEALED = HERE / "sealed"
"""From which nothing is fitted: how well texts are read that nobody has seen."""
SHARED = ROOT.parent / "shared" / "gold"
"""A further set beside the checkout, scored when it is there."""

REAL = ROOT.parent / "shared" / "gold-real"
"""Real pages beside the checkout: speech of a spokesperson (mfa*) and statements (r*)."""
REAL_SEEN = HERE / "real.json"
"""What was measured on the real pages when they were last at hand, for docs/accuracy.md."""

UNSEEN = HERE / "unseen.json"
"""How many times are right, of how many, in documents that the evidence was not fitted from (``tests.gold.fit --try``)."""

Scores = dict[str, dict[str, float]]


def measure() -> dict[str, Tally]:
    """The tallies of every set at hand: dev/dense, dev/speech, blind/…, and the shared ones."""
    tallies = {f"{folder.name}/{style}": t for folder in OWN for style, t in score_folder(folder).items()}
    if SHARED.is_dir():
        tallies |= {f"gold/{style}": tally for style, tally in score_folder(SHARED).items()}
    if REAL.is_dir():
        tallies |= {"real/speech": score_pages(REAL, "mfa"), "real/statements": score_pages(REAL, "r")}
    return tallies


def apart() -> dict[str, Tally]:
    """The tallies of the set that nothing is fitted from; it has no floor, and its faults are not listed."""
    return {f"sealed/{style}": tally for style, tally in score_folder(SEALED).items()}


def seen_of(tallies: dict[str, Tally]) -> dict[str, dict[str, float]]:
    """Sizes and scores of the real pages, as they are kept in ``real.json``."""
    return {
        group: {"figures": tally.counts["gold"], "pages": tally.counts["documents"]}
        | {name: round(value, 4) for name, value in tally.scores().items()}
        for group, tally in tallies.items()
        if group.startswith("real/")
    }


def kept(path: Path) -> Any:
    """What was measured on a set when it was last at hand."""
    return json.loads(path.read_text(encoding="utf-8"))


def sentence_share() -> tuple[int, int, list[str]]:
    """Sentences read without a fault, all sentences, and the faults."""
    read = [(sentence, sentences.faults(sentence)) for sentence in sentences.read()]
    problems = [f"{sentence.name} {problem}" for sentence, found in read for problem in found]
    return sum(not found for _, found in read), len(read), problems


def below_floors(scores: Scores, floors: Scores) -> list[str]:
    """Every score that is lower than its floor, in words; sets not at hand are not judged."""
    return [
        f"{group} {name} is {scores[group][name]:.4f}, its floor is {floor:.4f}"
        for group, lines in floors.items()
        if group in scores
        for name, floor in lines.items()
        if scores[group].get(name, 0.0) < floor
    ]


def raised(scores: Scores, floors: Scores) -> Scores:
    """The floors, each lifted to the present score where that is higher (rounded down to a thousandth)."""
    return {
        group: {
            name: max(floors.get(group, {}).get(name, 0.0), math.floor(value * 1000) / 1000)
            for name, value in scores.get(group, floors.get(group, {})).items()
        }
        for group in sorted(scores | floors)
    }


def main() -> int:
    """Prints the scores; exit code 1 when one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="raise the floors and write docs/accuracy.md")
    parser.add_argument("--faults", action="store_true", help="list what is read wrongly")
    arguments = parser.parse_args()
    tallies = measure()
    right, total, problems = sentence_share()
    scores = {group: tally.scores() for group, tally in tallies.items()} | {"sentences": {"right": right / total}}
    compared = city.measured()
    scores |= city.floored(compared)
    out = sys.stdout.write
    out(accuracy.table(tallies) + f"\nown sentences without a fault: {right} of {total}\n")
    for name, lines in compared.items():
        out(f"{name}: {', '.join(f'{line} {value}' for line, value in lines.items())}\n")
    if arguments.faults:
        out("\n".join([*problems, *(fault for tally in tallies.values() for fault in tally.faults)]) + "\n")
    floors: Scores = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if arguments.write:
        floors = raised(scores, floors)
        FLOORS.write_text(json.dumps(floors, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        if seen := seen_of(tallies):
            REAL_SEEN.write_text(json.dumps(seen, indent=2) + "\n", encoding="utf-8")
        if compared:
            city.SEEN.write_text(json.dumps(compared, indent=2) + "\n", encoding="utf-8")
        agreed = agreement.shares()
        agreement.SEEN.write_text(json.dumps(agreed, indent=2) + "\n", encoding="utf-8")
        REPORT.write_text(
            accuracy.report(
                tallies | apart(),
                kept(REAL_SEEN),
                kept(city.SEEN),
                kept(UNSEEN),
                agreed,
                named_shares(NAMED),
                right,
                total,
            ),
            encoding="utf-8",
        )
    failures = below_floors(scores, floors)
    for failure in failures:
        sys.stderr.write(f"below the floor: {failure}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

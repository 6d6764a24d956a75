"""`make fit`: what each piece of evidence for a figure's time and for its name is worth, from the annotated sets.

python -m tests.gold.fit                 writes parsers/times/data/evidence.tsv and parsers/metrics/data/names.tsv
python -m tests.gold.fit DIR ...         with further annotated sets
python -m tests.gold.fit --try DIR ...   instead reads every document with what the others teach; writes tests/gold/unseen.json
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tests.gold import fit_names, fit_times
from tests.gold.city import CITY
from tests.gold.score import OWN, REAL, ROOT, SHARED, UNSEEN

OFTEN: Final = ("dev", "blind", "fresh", "talk")
WEIGHTS: Final = {
    "names": dict.fromkeys(OFTEN, 2.0) | {"sentences": 16.0, "gold": 24.0, "gold-real": 12.0},
    "times": dict.fromkeys(OFTEN, 4.0) | {"sentences": 24.0, "gold": 12.0, "gold-real": 12.0, "city": 24.0},
}
"""How often the figures of a set count: sentences made to show one thing each, and the sets with floors."""
GROUPS: Final = 6
TABLES: Final = {"times": "parsers/times/data/evidence.tsv", "names": "parsers/metrics/data/names.tsv"}


def tried(
    turns: Sequence[Any],
    weights: Mapping[str, float],
    fit: Callable[[Iterator[Any], Mapping[str, float]], Any],
    judged: Callable[[Any, Any], Iterator[bool]],
) -> dict[str, tuple[int, int]]:
    """Per set how many are right, of how many, each document as fitted from the other groups of documents."""
    scores: dict[str, list[bool]] = defaultdict(list)
    for number in range(GROUPS):
        table = fit((turn for turn in turns if _group(turn.group) != number), weights)
        for turn in (turn for turn in turns if _group(turn.group) == number):
            scores[turn.group.split("/")[0]] += judged(turn, table)
    return {name: (sum(right), len(right)) for name, right in scores.items()}


def _group(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % GROUPS


def main(arguments: Sequence[str] | None = None) -> int:
    """Fits the tables, or says what fitting them is worth."""
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
    scores = {}
    for what, module in {"names": fit_names, "times": fit_times}.items():
        turns = [turn for folder in folders for turn in module.turns_of(folder)]
        turns += [*module.turns_of_sentences(), *module.turns_of_city(CITY)]
        if asked.only_try:
            scores[what] = tried(turns, WEIGHTS[what], module.fit, module.judged)
            for name, (right, of) in scores[what].items():
                sys.stdout.write(f"{what} {name:12} {right / of:.3f} of {of}\n")
            continue
        rows = [*module.fit(turns, WEIGHTS[what]).rows()]
        (ROOT / TABLES[what]).write_text("\n".join(rows) + "\n", encoding="utf-8")
        sys.stdout.write(f"{TABLES[what]}: {len(rows) - 1} lines\n")
    if scores:
        UNSEEN.write_text(json.dumps(scores, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

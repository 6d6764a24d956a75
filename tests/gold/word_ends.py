"""How many indicators and spans of figures begin or end inside a word: ``python -m tests.gold.word_ends [--all]``.

The words are those of the segmenter with its own dictionary, without the lexicon of the product; what the product's
tables list as a unit and the beginning of a noun (150套房|源, 270万人参|保) is no word behind a number.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import rjieba

from parsers.metrics import extract
from parsers.page import parse_page
from parsers.sites.definition import load_site
from parsers.words.segment import FIXED
from tests.gold.drift import SAMPLE
from tests.gold.score import OWN, REAL, SHARED
from tests.gold.scoring import documents

LIMIT = 0.005
"""At most this share of the figures; what is left are names whose first word the segmenter takes for a verb with it."""


def texts() -> list[str]:
    """The text of every annotated turn at hand, and of every turn of the sample site."""
    sample = load_site(str(SAMPLE / "site.toml"))
    read = [
        parse_page(page.read_bytes(), url=None, site=sample) for page in sorted(SAMPLE.glob("site/nw98*/2*/*.html"))
    ]
    folders = [folder for folder in (*OWN, SHARED, REAL) if Path(folder).is_dir()]
    return [turn.text for page in read for turn in page.turns] + [
        "\n".join(paragraphs[i] for i in turn)
        for folder in folders
        for _, paragraphs, _, turns in documents(folder)
        for turn in turns
    ]


def cut_words(text: str, jieba: rjieba.Jieba) -> tuple[int, list[str]]:
    """The number of figures in a text, and those of them whose span or indicator ends inside a word."""
    bounds, inside = {0}, {}
    for word, start, end in jieba.tokenize(text, "default", False):
        bounds |= {start, end}
        inside.update(dict.fromkeys(range(start, end), word))
    metrics = extract(text)
    cut = []
    for metric in metrics:
        ends = [metric.start, metric.end]
        if metric.indicator:
            places = [text.rfind(metric.indicator, 0, metric.start), text.find(metric.indicator, metric.end)]
            at = min((place for place in places if place >= 0), key=lambda p: abs(p - metric.start), default=None)
            ends += [] if at is None else [at, at + len(metric.indicator)]
        glued = {end for end in ends if inside.get(end) in FIXED["unit first"]}
        cut += [f"{inside[end]}: {metric.text} {metric.indicator}" for end in ends if end not in bounds | glued][:1]
    return len(metrics), cut


def main() -> int:
    """Prints the share; exit code 1 above the limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="list them")
    arguments = parser.parse_args()
    jieba = rjieba.Jieba()
    counted = [cut_words(text, jieba) for text in texts()]
    figures, cut = sum(n for n, _ in counted), [line for _, lines in counted for line in lines]
    if arguments.all:
        sys.stdout.write("\n".join(cut) + "\n")
    sys.stdout.write(f"{len(cut)} of {figures} figures end inside a word ({len(cut) / figures:.2%})\n")
    return int(len(cut) > LIMIT * figures)


if __name__ == "__main__":
    sys.exit(main())

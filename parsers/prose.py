"""The figures that sentences cite, each with what it means."""

from __future__ import annotations

from datetime import date

from parsers.metrics import told_by
from parsers.observations import observe
from parsers.records import Metric
from parsers.vocabulary import Vocabulary
from parsers.words import Text


def figures(
    text: str | Text,
    *,
    held_on: date | None = None,
    own: frozenset[str] = frozenset(),
    vocabulary: Vocabulary | None = None,
    asked: str | Text = "",
) -> tuple[Metric, ...]:
    """Every figure of a text, in order; offsets are code points into it.

    Args:
        held_on: the day it was said.
        own: names of the site's own area.
        vocabulary: how quantities are called; None: the bundled one.
        asked: the question that it answers.
    """
    text = Text.of(text)
    found, words = told_by(text, held_on=held_on)
    return observe(text, found, words, vocabulary=vocabulary, own=own, asked=asked, held_on=held_on)

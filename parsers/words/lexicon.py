"""The lexicon: every word that a rule asks for, once, with its class and feature (``data/lexicon.txt``)."""

from __future__ import annotations

from typing import Final

from parsers.words.tables import read_sections

Entry = tuple[str, str]
"""Class and feature: ``("lead", "approx")``, ``("act", "")``."""


def _entries() -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for heading, words in read_sections("lexicon.txt").items():
        name, _, feature = heading.partition(" ")
        entries.update(dict.fromkeys(words, (name, feature)))
    return entries


LEXICON: Final = _entries()


def words_of(*names: str) -> frozenset[str]:
    """The words of some classes, each with or without its feature (``noun person``)."""
    return frozenset(word for word, entry in LEXICON.items() if entry[0] in names or " ".join(entry) in names)

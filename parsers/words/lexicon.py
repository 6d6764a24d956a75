"""The lexicon: the words that rules ask for, each once, with its class and its roles (``data/lexicon.tsv``).

A class is what a word is, wherever it stands (``lead approx``, ``act``, ``noun person``). A role is what it says to one reader:
``when`` to that of times, ``what`` to those of changes, shares, plans and rules, ``name`` to those of names, ``count`` to those
of what is a figure at all. ``data/classes.tsv`` says what each means. The roles of ``when`` are names of evidence as well, whose points
are fitted (``parsers/times/data/evidence.tsv``): one that is renamed or merged there is fitted anew.
"""

from __future__ import annotations

from typing import Final

from parsers.words.tables import read_lines

Entry = tuple[str, str]
"""Class and feature: ``("lead", "approx")``, ``("act", "")``."""
Classes = frozenset[str]


def _parsed(said: str) -> dict[str, Classes]:
    """``when: filler; what: filler over`` by reader."""
    parts = (one.partition(": ") for one in said.split("; ") if one)
    return {reader: frozenset(roles.split()) for reader, _, roles in parts}


def _read() -> tuple[dict[str, Entry], dict[str, dict[str, Classes]]]:
    entries: dict[str, Entry] = {}
    stated: dict[str, dict[str, Classes]] = {}
    for line in read_lines("lexicon.tsv"):
        written, own, *said = line.split("\t")
        words = written.split()
        if own != "-":
            name, _, feature = own.partition(" ")
            entries.update(dict.fromkeys(words, (name, feature)))
        for reader, roles in _parsed("".join(said)).items():
            stated.setdefault(reader, {}).update(dict.fromkeys(words, roles))
    return entries, stated


_READ: Final = _read()
LEXICON: Final = _READ[0]
"""The words that have a class of their own; that of others is what the segmenter says."""
STATED: Final = _READ[1]
"""By reader: the roles that stand beside words, or several that follow each other."""


def _with_classes() -> dict[str, dict[str, Classes]]:
    of_class = {name: _parsed(said) for name, _, *column in map(_cells, read_lines("classes.tsv")) for said in column}
    found: dict[str, dict[str, Classes]] = {}
    for word, entry in LEXICON.items():
        for reader, roles in of_class.get(" ".join(entry).strip(), {}).items():
            found.setdefault(reader, {})[word] = roles
    return {reader: {**found.get(reader, {}), **stated} for reader, stated in STATED.items()}


def _cells(line: str) -> list[str]:
    return line.split("\t")


ROLES: Final = _with_classes()
"""By reader: what each word says to it, by what stands beside it, else by its class."""


def words_of(*names: str) -> frozenset[str]:
    """The words of some classes, each with or without its feature (``noun person``), and of some roles (``name: head``)."""
    found = {word for word, entry in LEXICON.items() if entry[0] in names or " ".join(entry) in names}
    for reader, _, role in (name.partition(": ") for name in names):
        found.update(word for word, roles in ROLES.get(reader, {}).items() if role in roles)
    return frozenset(found)

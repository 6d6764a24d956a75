"""The quantities that have a name: a table of official names and spellings, bundled, and a user's own merged into it.

Imports nothing that reads pages, so that whoever only asks for the version starts quickly.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from parsers import PARSER_VERSION
from parsers.errors import VocabularyError

COLUMNS = ("name", "spellings", "english", "topic", "units", "nature")
NATURES = ("stock", "flow", "ratio")


@dataclass(frozen=True, slots=True)
class Measure:
    """One quantity. ``units`` are canonical units or kinds of units."""

    name: str
    english: str
    topic: str
    units: frozenset[str]
    nature: str
    """stock (so many there are), flow (so many in a time) or ratio (a rate, price, index or average)."""

    @property
    def is_rate(self) -> bool:
        """Whether a percentage of it is its level and not a share or growth."""
        return "%" in self.units


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to say a quantity, perhaps only with some units or where another word went before."""

    text: str
    measure: Measure
    units: frozenset[str] = frozenset()
    context: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """Every spelling by its text; ``digest`` is SHA-256 over the tables it was made of."""

    spellings: Mapping[str, tuple[Spelling, ...]]
    measures: Mapping[str, Measure]
    digest: str
    united: Mapping[str, Measure] = field(default_factory=dict)
    """The quantities of which figures are that would else have another name, by that name."""
    sizes: Mapping[str, tuple[int, ...]] = field(init=False)
    """How long the spellings are that begin with two characters, longest first."""
    beginning: re.Pattern[str] = field(init=False)
    """Where a spelling may begin: its first two characters begin and go on one."""

    def __post_init__(self) -> None:
        sizes: dict[str, dict[int, None]] = {}
        for text in sorted(self.spellings, key=len, reverse=True):
            sizes.setdefault(text[:2], {})[len(text)] = None
        first, second = ("".join(sorted(set(map(re.escape, characters)))) for characters in zip(*sizes, strict=True))
        object.__setattr__(self, "sizes", {begun: tuple(found) for begun, found in sizes.items()})
        object.__setattr__(self, "beginning", re.compile(f"[{first}](?=[{second}])"))


@cache
def _bundled_text() -> str:
    return (files(__package__) / "data" / "measures.tsv").read_text(encoding="utf-8")


@cache
def bundled() -> Vocabulary:
    """The vocabulary of this program."""
    text = _bundled_text()
    return _vocabulary(_rows(text, "measures.tsv"), text)


def reader_version(vocabulary: Vocabulary) -> str:
    """What tells one reading of a page from another: the parsers, and a vocabulary that is not theirs."""
    own = vocabulary.digest != bundled().digest
    return f"{PARSER_VERSION}+{vocabulary.digest[:8]}" if own else PARSER_VERSION


def merged(text: str, path: str) -> Vocabulary:
    """The bundled vocabulary with a user's table in the same form: a row of a known name adds its spellings and
    replaces what else it states, another row is a new quantity; a spelling that both have goes to the user's.

    Args:
        path: named in errors.

    Raises:
        VocabularyError: naming the line and what is wrong with it.
    """
    own = _rows(text, path)
    theirs = {spelling.text for row in own for spelling in row.spellings}
    names = {row.measure.name: row.measure for row in own}
    base = [
        _Row(names.get(row.measure.name, row.measure), tuple(s for s in row.spellings if s.text not in theirs))
        for row in _rows(_bundled_text(), "measures.tsv")
    ]
    return _vocabulary([*base, *own], _bundled_text() + text)


def known_as(written: str) -> tuple[list[str], list[str]]:
    """The cell ``spellings`` of a row, parted: what a text may say, and the names of figures that are its own (``=治理率``)."""
    words = written.split()
    return [word for word in words if word[0] != "="], [word[1:] for word in words if word[0] == "="]


@dataclass(frozen=True, slots=True)
class _Row:
    measure: Measure
    spellings: tuple[Spelling, ...]
    united: tuple[str, ...] = ()


def _vocabulary(rows: list[_Row], text: str) -> Vocabulary:
    spellings: dict[str, tuple[Spelling, ...]] = {}
    measures: dict[str, Measure] = {}
    for row in rows:
        measures[row.measure.name] = row.measure
        for spelling in row.spellings:
            bound = spelling
            if spelling.measure is not row.measure:  # what else it states, a user's table has replaced
                bound = Spelling(spelling.text, row.measure, spelling.units, spelling.context)
            spellings[spelling.text] = (*spellings.get(spelling.text, ()), bound)
    ordered = {
        text: found if len(found) < 2 else tuple(sorted(found, key=_specific)) for text, found in spellings.items()
    }
    united = {name: row.measure for row in rows for name in row.united}
    return Vocabulary(ordered, measures, hashlib.sha256(text.encode()).hexdigest(), united)


def _specific(spelling: Spelling) -> tuple[bool, bool]:
    return not spelling.context, not spelling.units


def _rows(text: str, path: str) -> list[_Row]:
    rows: list[_Row] = []
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"]
    if not lines or tuple(lines[0][1].split("\t")) != COLUMNS:
        raise VocabularyError(f"{path} must begin with the columns {', '.join(COLUMNS)}, parted by tabs.", path=path)
    names: dict[object, int] = {}
    taken: dict[object, int] = {}
    for number, line in lines[1:]:
        row = _row(line, f"{path}, line {number}", path)
        _refuse_twice(names, row.measure.name, row.measure.name, (number, path))
        for each in row.spellings:
            _refuse_twice(taken, (each.text, each.units, each.context), each.text, (number, path))
        for other in row.united:
            _refuse_twice(taken, f"={other}", f"={other}", (number, path))
        rows.append(row)
    _refuse_names(rows, path)
    return rows


def _refuse_names(rows: list[_Row], path: str) -> None:
    """Figures of a name that has a row itself would be of both."""
    names = {row.measure.name for row in rows}
    for row in rows:
        if other := next((other for other in row.united if other in names), None):
            raise VocabularyError(f"{path}: ={other}, of {row.measure.name}, has a row of its own.", path=path)


def _refuse_twice(seen: dict[object, int], key: object, shown: str, where: tuple[int, str]) -> None:
    number, path = where
    if key in seen:
        raise VocabularyError(f"{path}, line {number}: {shown} stands in line {seen[key]} too.", path=path)
    seen[key] = number


def _row(line: str, where: str, path: str) -> _Row:
    cells = line.split("\t")
    if len(cells) != len(COLUMNS):
        raise VocabularyError(f"{where} has {len(cells)} columns instead of {len(COLUMNS)}.", path=path)
    name, spellings, english, topic, units, nature = (cell.strip() for cell in cells)
    if not name or not units:
        raise VocabularyError(f"{where} has no {'name' if not name else 'units'}.", path=path)
    if len(name) < 2:
        raise VocabularyError(f"{where}: {name} is no name of two or more characters.", path=path)
    if nature not in NATURES:
        raise VocabularyError(f"{where}: {nature!r} is none of {', '.join(NATURES)}.", path=path)
    measure = Measure(name, english, topic, frozenset(units.split()), nature)
    said, united = known_as(spellings)
    if name in united:
        raise VocabularyError(f"{where}: ={name} is the name itself.", path=path)
    return _Row(measure, tuple(_spellings(name, said, measure, where, path)), tuple(united))


def _spellings(name: str, written: Iterable[str], measure: Measure, where: str, path: str) -> Iterator[Spelling]:
    yield Spelling(name, measure)
    for each in written:
        rest, _, context = each.partition("@")
        text, _, units = rest.partition("~")
        if len(text) < 2:
            raise VocabularyError(f"{where}: {each} is no spelling of two or more characters.", path=path)
        if text == name:
            raise VocabularyError(f"{where}: {each} is the name itself, which needs no spelling.", path=path)
        yield Spelling(text, measure, frozenset(_parted(units)), _parted(context))


@cache
def _parted(words: str) -> tuple[str, ...]:
    """Many spellings share their units and contexts."""
    return tuple(filter(None, words.split("/")))

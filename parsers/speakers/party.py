"""The party that a label names, and how certain that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from parsers.records import Role
from parsers.speakers.persons import Person


class Certainty(IntEnum):
    """How far a label's form alone tells whom it names."""

    POSSIBLE = 1
    """Nothing speaks against it; the page's structure must speak for it."""
    LIKELY = 2
    """A name or an outlet by its form."""
    CERTAIN = 3
    """A word of the trade (问, 主持人), a known outlet, 记者, an office with a name."""


@dataclass(frozen=True, slots=True)
class Who:
    """The party a label names."""

    certainty: Certainty
    role: Role | None = None
    """None: a person or an unknown party, whose role depends on the place in the page."""
    outlet: str | None = None
    speaker: str | None = None
    position: str | None = None
    family: str | None = None
    """Family name, where only it and an office are given (``方局长``)."""
    word: str | None = None
    """A common word that is a name where the page says so elsewhere (``高原``)."""
    together: tuple[Person, ...] = ()
    """Several people who speak as one (``市人社局局长黄敏、市财政局副局长江涛``); then ``speaker`` is None."""
    follow_up: bool = False
    generic: bool = False
    """Names a role and nobody."""

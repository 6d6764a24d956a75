"""One text, read once: its tokens, clauses, sentences, quotations and times. Everything later looks here."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from parsers.times import TimeExpression, find
from parsers.words import Clause, Text, Token, clauses, tokens
from parsers.words.clauses import SENTENCE_ENDS
from parsers.words.lexicon import words_of
from parsers.words.quantities import NUMERAL

_OPENING: Final = {"《": "》", "“": "”"}
_CLOSING: Final = frozenset(_OPENING.values())
_QUOTING: Final = _CLOSING.union(_OPENING, "\n")
REACH: Final = 80
"""Tokens of a clause before a figure that may speak of it; longer clauses are no sentences."""
BREAKS: Final = frozenset(["", *"，。；：、！？）\n"])
"""What may stand where a phrase is over; nothing at all where the text is."""
JOINING: Final = words_of("name: joins")
NOTHING: Final = Token(0, 0, "", "nothing")


@dataclass(slots=True)
class Quotation:
    """Tokens between 《》 or “”: the indices of the two marks."""

    first: int
    last: int
    mark: str


@dataclass(slots=True)
class Scene:
    """A folded text with its tokens and what they belong to, by index of token."""

    source: Text
    text: str
    tokens: list[Token]
    """Two of class ``nothing`` stand behind the last: what comes after a number may be looked at without asking."""
    times: list[TimeExpression]
    clauses: list[Clause]
    quoted: dict[int, Quotation]
    """The innermost quotation of each token that stands in one."""

    def before(self, i: int, low: int = 0) -> Token:
        """The token before ``i`` in its sentence, and not before ``low``; an empty one where there is none."""
        if i <= low or self.tokens[i - 1].text in SENTENCE_ENDS:
            return NOTHING
        return self.tokens[i - 1]

    def after(self, i: int) -> Token:
        """The token at ``i``; an empty one where the line ends."""
        token = self.tokens[i]
        return token if token.text != "\n" else NOTHING

    def past(self, i: int, low: int, classes: Container[str], words: Container[str] = ()) -> int:
        """The index of the nearest token before ``i`` of another class, and none of the words; -1: none from ``low`` on."""
        i -= 1
        while i >= low and (self.tokens[i].cls in classes or self.tokens[i].text in words):
            i -= 1
        return i if i >= low else -1

    def slice(self, i: int, j: int) -> str:
        """The characters of the tokens from ``i`` to before ``j``."""
        return self.text[self.tokens[i].start : self.tokens[j - 1].end] if i < j else ""


def read(text: Text, *, whole: bool = False) -> Scene:
    """The scene of a text; its offsets are those of the folded text.

    Args:
        whole: cut into words what holds no number as well.
    """
    expressions = find(text.folded)
    found = tokens(text, times=expressions, numbered=not whole)
    parts = clauses(found)
    quoted = _quotations(text.folded, found)
    found += (NOTHING, NOTHING)
    return Scene(text, text.folded, found, expressions, parts, quoted)


def _quotations(text: str, found: list[Token]) -> dict[int, Quotation]:
    inside: dict[int, Quotation] = {}
    if "《" not in text and "“" not in text:
        return inside
    opened: list[int] = []
    for i in [i for i, token in enumerate(found) if token.text in _QUOTING]:
        token = found[i]
        if token.text in _OPENING:
            opened.append(i)
        elif token.text in _CLOSING and opened and _OPENING[found[opened[-1]].text] == token.text:
            first = opened.pop()
            quotation = Quotation(first, i, found[first].text)
            for k in range(first + 1, i):
                inside.setdefault(k, quotation)
        elif token.text == "\n":
            opened.clear()
    return inside


def unread(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Start, end and reason of numerals that are not read: in a time expression, or part of a fixed word."""
    for token in scene.tokens:
        if token.cls not in ("quantity", "other") and NUMERAL.search(token.text):
            yield token.start, token.end, "time_expression" if token.cls == "time" else "fixed_word"

"""One text, read once: its tokens, clauses, sentences, quotations and times. Everything later looks here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from parsers.times import TimeExpression, find
from parsers.words import Clause, Text, Token, clauses, tokens
from parsers.words.quantities import NUMERAL

_OPENING: Final = {"《": "》", "“": "”"}
_CLOSING: Final = frozenset(_OPENING.values())


@dataclass(slots=True)
class Quotation:
    """Tokens between 《》 or “”: the indices of the two marks."""

    first: int
    last: int
    mark: str


REACH: Final = 80
"""Tokens of a clause before a figure that may speak of it; longer clauses are no sentences."""
NOTHING: Final = Token(0, 0, "", "nothing")


@dataclass(slots=True)
class Scene:
    """A folded text with its tokens and what they belong to, by index of token."""

    text: str
    tokens: list[Token]
    times: list[TimeExpression]
    clauses: list[Clause]
    firsts: list[int]
    """The first token of each clause; a mark belongs to the clause that it closes."""
    quoted: dict[int, Quotation]
    """The innermost quotation of each token that stands in one."""

    def clause(self, i: int) -> Clause:
        """The clause of a token."""
        return self.clauses[max(0, bisect_right(self.firsts, i) - 1)]

    def clause_end(self, i: int) -> int:
        """The index behind the last token of the clause."""
        clause = self.clause(i)
        return clause.first + len(clause.tokens)

    def nearby(self, i: int) -> int:
        """The first token of the clause of token ``i``, or the one ``REACH`` before it where the clause is longer."""
        return max(self.clause(i).first, i - REACH)

    def back(self, i: int, low: int = 0) -> int:
        """The index of the token before ``i`` in its sentence, spaces left out, not before ``low``; -1: none."""
        i -= 1
        while i >= low and self.tokens[i].text == " ":
            i -= 1
        return i if i >= low and self.tokens[i].text[0] not in "。！？\n…" else -1

    def ahead(self, i: int) -> int:
        """The index of the token at ``i`` or the next one that is no space; -1 at the end of the line."""
        while i < len(self.tokens) and self.tokens[i].text == " ":
            i += 1
        return i if i < len(self.tokens) and self.tokens[i].text[0] != "\n" else -1

    def before(self, i: int, low: int = 0) -> Token:
        """The token at ``back(i, low)``; an empty one where there is none."""
        at = self.back(i, low)
        return self.tokens[at] if at >= 0 else NOTHING

    def after(self, i: int) -> Token:
        """The token at ``ahead(i)``; an empty one where there is none."""
        at = self.ahead(i)
        return self.tokens[at] if at >= 0 else NOTHING

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
    firsts = [clause.first for clause in parts]
    return Scene(text.folded, found, expressions, parts, firsts, _quotations(text.folded, found))


def _quotations(text: str, found: list[Token]) -> dict[int, Quotation]:
    inside: dict[int, Quotation] = {}
    if "《" not in text and "“" not in text:
        return inside
    opened: list[int] = []
    for i, token in enumerate(found):
        if token.text in _OPENING:
            opened.append(i)
        elif token.text in _CLOSING and opened and _OPENING[found[opened[-1]].text] == token.text:
            first = opened.pop()
            quotation = Quotation(first, i, found[first].text)
            for k in range(first + 1, i):
                inside.setdefault(k, quotation)
        elif token.text[0] == "\n":
            opened.clear()
    return inside


def unread(scene: Scene) -> Iterator[tuple[int, int, str]]:
    """Start, end and reason of numerals that are not read: in a time expression, or part of a fixed word."""
    for token in scene.tokens:
        if token.cls not in ("quantity", "other", "space") and NUMERAL.search(token.text):
            yield token.start, token.end, "time_expression" if token.cls == "time" else "fixed_word"

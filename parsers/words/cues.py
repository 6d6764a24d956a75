"""Cues: words, or several that follow each other, with the roles that they have for one reader (see ``lexicon``).

All cues of a text are read in one pass over its words; a cue begins and ends where words do, the longest wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from parsers.words.lexicon import LEXICON, ROLES, STATED, Classes
from parsers.words.token import Token

NO_CLASS: Final[Classes] = frozenset()
_SHARES: Final = frozenset({"倍", "%", "成", "ratio"})
_EACH: Final = "每"
_MAY_BEGIN: Final = frozenset({"time", "pron", "det"})
"""Classes of words that are cues though no table has them: 每年 and 每人 as 每."""
_PERFECT: Final = "了"
_UNTIL: Final = "到至从自"
_HEAD: Final = 2


class CueTable:
    """The cues of one reader, each with all its roles.

    In a cue # is a figure, % a share, and 每 stands for 每瓦 and 每年 as well.

    Args:
        reader: whose cues they are: ``when`` or ``what``.
    """

    def __init__(self, reader: str) -> None:
        self.entries: Final = STATED[reader]
        self._known = dict(ROLES[reader])
        for word in LEXICON:
            if word[-1] == _PERFECT and len(word) > 1:  # 占了, 多了: one word, as if it were two
                self._known[word] = self._known.get(word[:-1], NO_CLASS) | self._known.get(word, NO_CLASS) | {"perfect"}
        self._beginnings = frozenset(cue[:size] for cue in self.entries for size in range(1, len(cue)))
        """Every beginning of a cue, which the next word may complete."""
        self._first = self._beginnings | self._known.keys()

    def read(self, tokens: Sequence[Token]) -> list[tuple[int, int, Classes]]:
        """The cues in order: the index of the first word, how many words it has, its classes."""
        known, beginnings, first = self._known, self._beginnings, self._first
        found: list[tuple[int, int, Classes]] = []
        skip = 0
        for i in [i for i, token in enumerate(tokens) if token.text in first or token.cls in _MAY_BEGIN]:
            if i < skip:
                continue
            text, size = tokens[i].text, 1
            classes = known.get(text, NO_CLASS)
            if text in beginnings or (not classes and text[0] == _EACH):
                size, longest = self._longest(tokens, i)
                classes, skip = longest or classes, i + size
            if classes:
                found.append((i, size, classes))
        return found

    def classes(self, tokens: Sequence[Token]) -> list[Classes]:
        """The classes of every word as a cue or part of one; a time has those of what it begins with (截至9月底)."""
        known, beginnings = self._known, self._beginnings
        found = [known.get(token.text, NO_CLASS) for token in tokens]
        skip = 0
        for i in [
            i
            for i, token in enumerate(tokens)
            if token.text in beginnings or token.cls in _MAY_BEGIN or token.text[:1] == _EACH
        ]:
            text, size, classes = tokens[i].text, 1, NO_CLASS
            if i < skip or (found[i] and text not in beginnings):
                continue
            if text in beginnings or text[0] == _EACH:
                size, classes = self._longest(tokens, i)
                skip = i + size
            elif tokens[i].cls == "time":
                classes = known.get(text.lstrip(_UNTIL)[:_HEAD], NO_CLASS)
            if classes:
                found[i : i + size] = [classes] * size
        return found

    def _longest(self, tokens: Sequence[Token], i: int) -> tuple[int, Classes]:
        """How many words the longest cue at word ``i`` has, and its classes."""
        written = self._written(tokens[i], "")
        best, classes, k = 1, self.entries.get(written, NO_CLASS), i + 1
        while written in self._beginnings and k < len(tokens):
            written += self._written(tokens[k], written)
            k += 1
            if written in self.entries:
                best, classes = k - i, self.entries[written]
        return best, classes

    def _written(self, word: Token, before: str) -> str:
        """A word as the table has it; but 一位 and 一份 as they are."""
        text = word.text
        if before + text in self._first:
            return text
        if word.value is None:
            return _EACH if text[0] == _EACH else text
        unit = word.value.unit
        return "%" if word.value.form in ("share", "fraction") or (unit and unit.canonical in _SHARES) else "#"

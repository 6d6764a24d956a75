"""The words around each figure with the classes that ``data/cues.txt`` gives them, and the rows that ask for those."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Generic, TypeVar

from parsers.words import Token
from parsers.words.cues import NO_CLASS, Classes, CueTable

_OF_LEXICON: Final = {
    name: frozenset({cue})
    for name, cue in (
        ("change", "change"),
        ("compare", "compared"),
        ("aim", "plan"),
        ("share", "share"),
        *((name, "filler") for name in ("lead", "about", "adv", "copula")),
    )
}
_BECOMES: Final = frozenset({"becomes"})
_PERFECT: Final = frozenset({"perfect"})
_REACHED: Final = ("到", "至", "为", "破")
"""A verb of change that ends with one of these says what was reached: 增至, 跌破."""
_AGAINST: Final = frozenset({"against", "over"})
_FEW: Final = 5
"""Words between an aim and what is said of it."""
_ANNOUNCED: Final = frozenset({"set", "plan"})
_NEXT: Final = 3
"""Words between an aim and the mark behind which it is told."""
_START: Final = attrgetter("start")


def _otherwise(token: Token) -> Classes:
    if token.cls == "time":
        return TABLE.entries.get(token.text.lstrip("到至从")[:2], NO_CLASS)
    if token.cls == "change" and token.text.endswith(_REACHED):
        return _BECOMES
    found = _OF_LEXICON.get(token.cls, NO_CLASS)
    return found | _PERFECT if token.text[-1] == "了" else found  # 多了, 占了


TABLE: Final = CueTable("parsers.observations", (*_OF_LEXICON, "time", "pron", "det"), _otherwise)


class Words:
    """The words of a text, each with the classes of the cue that it is or belongs to."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        size = len(tokens)
        while size and not tokens[size - 1].text:  # what stands for nothing behind the last word
            size -= 1
        self.tokens = tokens
        self.classes = [NO_CLASS] * size
        for i, length, classes in TABLE.read(tokens[:size]):
            self.classes[i : i + length] = [classes] * length
        self.starts = list(map(_START, tokens[:size]))

    def at(self, place: int) -> int:
        """The index of the first word that begins at a place or behind it."""
        return bisect_left(self.starts, place)


class Around:
    """The words around one figure.

    Args:
        words: those of the text.
        reach: where its own words begin in its sentence, and in its clause.
        span: where it begins and ends.
        end: where the words behind it end.
    """

    def __init__(self, words: Words, reach: tuple[int, int], span: tuple[int, int], end: int) -> None:
        self._words, self._classes = words, words.classes
        self._first, self._clause = words.at(reach[0]), words.at(reach[1])
        self._at, self._end, self._last = words.at(span[0]), words.at(span[1]), words.at(end)
        verb = self._at - 1
        while verb >= self._clause and "filler" in self._classes[verb]:
            verb -= 1
        self.lead = self._said(self._clause, self._at)
        """The classes of its own words in its clause."""
        self.before = self.lead if self._first == self._clause else self._said(self._first, self._at)
        """Of its own words in its sentence."""
        self.verb = self._classes[verb] if verb >= self._clause else NO_CLASS
        """Of the last of them that is not 了, 约, 达到, 分别 …: 增长 of 增长了约5%."""
        self.between = self._said(verb + 1, self._at)
        """Of those between that one and the figure."""
        self.last = self._classes[self._end - 1]
        """Of the last word of the figure itself."""

    def _said(self, low: int, high: int) -> Classes:
        return NO_CLASS.union(*self._classes[low:high])

    def near(self, reach: int) -> Classes:
        """Of its nearest ``reach`` own words in its clause."""
        return self._said(max(self._clause, self._at - reach), self._at)

    def lately(self, reach: int) -> Classes:
        """Of its nearest ``reach`` own words in its sentence."""
        return self._said(max(self._first, self._at - reach), self._at)

    def behind(self, reach: int) -> Classes:
        """Of the nearest ``reach`` words behind it in its clause."""
        return self._said(self._end, min(self._last, self._end + reach))

    def past(self, name: str) -> Classes:
        """Of the first word behind it that is not of a class."""
        at = self._end
        while at < self._last and name in self._classes[at]:
            at += 1
        return self._classes[at] if at < self._last else NO_CLASS

    def beside_aim(self) -> Classes:
        """Of the words in front of the last aim in its clause: 比 of 比年度计划多, 完成 of 完成年度目标的."""
        if "aim" not in self.lead:
            return NO_CLASS
        aim = self._at - 1
        while "aim" not in self._classes[aim]:
            aim -= 1
        return self._said(max(self._clause, aim - _FEW), aim)

    def in_list_of_aims(self) -> bool:
        """Whether its own words announce aims: 主要目标是：新建公园5个, 今年的盘子这么摆：; not 超过计划的，."""
        if "mark" not in self.before or "set" not in self.before:
            return False
        behind = [i + 1 for i in range(self._first, self._at) if self._classes[i] >= _ANNOUNCED]
        following = [self._said(i, min(i + _NEXT, self._at)) for i in behind]
        return any("mark" in said and "de" not in said for said in following)

    def of_so_many(self, unit: str | None) -> bool:
        """Whether it is a part of a number of its own unit: 每3辆下线的汽车里就有1辆."""
        if "inside" not in self.verb or "each" not in self.lead:
            return False
        tokens = self._words.tokens
        eaches = [i for i in range(self._clause, self._at) if "each" in self._classes[i]]
        wholes = [tokens[i + 1].value for i in eaches]
        return any(whole and whole.unit and whole.unit.canonical == unit for whole in wholes)

    def against(self) -> tuple[int, int] | None:
        """Where in the text the word begins and ends behind which stands what it is measured against; None: nothing does."""
        if _AGAINST.isdisjoint(self.before):
            return None
        for i in range(self._at - 1, self._first - 1, -1):
            found = self._classes[i]
            if "against" in found or ("over" in found and "aim" in self._said(i + 1, min(i + _FEW, self._at))):
                return self._words.tokens[i].start, self._words.tokens[i].end
        return None


Case = TypeVar("Case")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Row(Generic[Case, Value]):
    """What gives a figure a value; of several rows the first that holds."""

    name: str
    example: str
    value: Value
    holds: Callable[[Case], object]

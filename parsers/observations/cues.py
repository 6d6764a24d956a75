"""The words around each figure with the classes that ``data/cues.txt`` gives them, and the rows that ask for those."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Generic, Literal, TypeVar

from parsers.words import Token
from parsers.words.cues import NO_CLASS, Classes, CueTable
from parsers.words.lexicon import words_of

_OF_LEXICON: Final = (
    ("change", "change"),
    ("compare", "compared"),
    ("aim", "plan"),
    ("share", "share"),
    *((name, "filler") for name in ("lead", "about", "adv", "copula")),
)
_REACHED: Final = ("到", "至", "为", "破")
"""A verb of change that ends with one of these says what was reached: 增至, 跌破."""
_REACHES: Final = frozenset({"becomes", "reaches"})
_AGAINST: Final = frozenset({"against", "over"})
_FEW: Final = 5
"""Words between an aim and what is said of it."""
_ANNOUNCED: Final = frozenset({"set", "plan"})
_NEXT: Final = 3
"""Words between an aim and the mark behind which it is told."""
_START: Final = attrgetter("start")


def _cue(word: str, cue: str) -> Classes:
    if cue == "change" and word.endswith(_REACHED):
        return frozenset({"becomes"})
    return frozenset({cue, "perfect"} if word[-1] == "了" else {cue})  # 多了, 占了


TABLE: Final = CueTable(
    "parsers.observations",
    {word: _cue(word, cue) for name, cue in _OF_LEXICON for word in words_of(name)},
)


class Words:
    """The words of a text; those of the sentences that hold a figure each with the classes of its cue."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        size = len(tokens)
        while size and not tokens[size - 1].text:  # what stands for nothing behind the last word
            size -= 1
        self.tokens = tokens
        self.classes = [NO_CLASS] * size
        self.starts = list(map(_START, tokens[:size]))
        self._read = 0

    def read(self, low: int, high: int) -> None:
        """Gives the words between two places their classes; the next places are behind these, or the same."""
        if low >= self._read:
            self._read = high
            first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
            self.classes[first:last] = TABLE.classes(self.tokens[first:last])


class Around:
    """The words around one figure.

    Args:
        words: those of the text.
        reach: where its own words begin in its sentence, and in its clause.
        span: where it begins and ends.
        end: where the words behind it end.
    """

    def __init__(self, words: Words, reach: tuple[int, int], span: tuple[int, int], end: int) -> None:
        classes, starts = words.classes, words.starts
        self._words, self._classes = words, classes
        self._at = at = bisect_left(starts, span[0])
        self._end = bisect_left(starts, span[1], at)
        self._last = bisect_left(starts, end, self._end)
        self._clause = clause = bisect_left(starts, reach[1], 0, at)
        self._first = clause if reach[0] == reach[1] else bisect_left(starts, reach[0], 0, clause)
        verb = at - 1
        while verb >= clause and "filler" in classes[verb]:
            verb -= 1
        self.lead = NO_CLASS.union(*classes[clause:at])
        """The classes of its own words in its clause."""
        self.before = self.lead if self._first == clause else NO_CLASS.union(*classes[self._first : at])
        """Of its own words in its sentence."""
        self.verb = classes[verb] if verb >= clause else NO_CLASS
        """Of the last of them that is not 了, 约, 达到, 分别 …: 增长 of 增长了约5%."""
        self.between = NO_CLASS.union(*classes[verb + 1 : at])
        """Of those between that one and the figure."""
        self.last = classes[self._end - 1]
        """Of the last word of the figure itself."""
        self.first = classes[at] if at < self._end else NO_CLASS
        """Of its first word."""
        self.alone = self._end == self._last
        """Whether nothing stands behind it in its clause."""
        self.next = classes[self._end] if self._end < self._last else NO_CLASS
        """Of the first word behind it in its clause."""

    @property
    def perfect(self) -> bool:
        """筹了5200套, 冲到过12万辆."""
        return "perfect" in self.between or "perfect" in self.verb

    @property
    def will(self) -> bool:
        """Whether 要 says what will be: 要新建5座, 要达到90%; 要30元 is what it costs."""
        return "will" not in self.verb or not self.between.isdisjoint(_REACHES)

    @property
    def went(self) -> Literal["up", "down"] | None:
        """Which way a growth went by its noun, which a verb behind it does not turn; None: there is none that says so."""
        if "falls" in self.lead:
            return "down"
        return "up" if "rises" in self.lead and "becomes" in self.verb | self.between else None

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
        behind = [i + 1 for i in range(self._first, self._at) if self._classes[i] >= _ANNOUNCED]
        following = [self._said(i, min(i + _NEXT, self._at)) for i in behind]
        return any("mark" in said and "de" not in said for said in following)

    def of_so_many(self, unit: str | None) -> bool:
        """Whether it is a part of a number of its own unit: 每3辆下线的汽车里就有1辆."""
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

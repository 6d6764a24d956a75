"""The words around each figure with their role ``what`` in the lexicon, and the rows that ask for those."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Generic, Literal, TypeVar

from parsers.words import Token
from parsers.words.cues import NO_CLASS, CueTable
from parsers.words.lexicon import Classes, words_of

_REACHES: Final = frozenset({"becomes", "reaches"})
_MEANT: Final = frozenset({"change", "becomes", "reaches", "done-of", "does"})
"""What somebody says that may be: 能达到90%, 再降2天; 能容纳5000人 is no plan."""
_OBJECTS: Final = frozenset({"quantity", "det"})
_AGAINST: Final = frozenset({"against", "over", "with"})
_DIFFERS: Final = frozenset({"change", "compared", "bare", "change-noun"})
_FEW: Final = 5
"""Words between an aim and what is said of it."""
_FRAMES: Final = words_of("frame", "pron", "aux", "name: head") - words_of("what: done", "what: earlier")
"""What may stand between a preposition and its noun: 占全市, 比同期; 比去年 is of the same quantity."""
_JOINS: Final = words_of("name: joins")
_ANNOUNCED: Final = frozenset({"set", "plan"})
_NEXT: Final = 3
"""Words between an aim and the mark behind which it is told."""
_START: Final = attrgetter("start")


def cues_of(*names: str) -> frozenset[str]:
    """The cues of some classes."""
    return words_of(*(f"what: {name}" for name in names))


TABLE: Final = CueTable("what")


class Words:
    """The words of a text; those of the sentences that hold a figure each with the classes of its cue."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        size = len(tokens)
        while size and not tokens[size - 1].text:  # what stands for nothing behind the last word
            size -= 1
        self.tokens = tokens
        self.classes = [NO_CLASS] * size
        self.starts: list[int] = list(map(_START, tokens[:size]))
        self._read = 0

    def read(self, low: int, high: int) -> None:
        """Gives the words between two places their classes; the next places are behind these, or the same."""
        if low >= self._read:
            self._read = high
            first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
            said = TABLE.classes(self.tokens[first:last])
            for i, classes in enumerate(said[:-1]):
                if "may" in classes and not _MEANT.isdisjoint(said[i + 1]):
                    said[i] = classes | {"meant"}
                elif "takes" in classes and self._has_object(first + i, said[i - 1] if i else NO_CLASS):
                    said[i] = classes - {"plan"}
            self.classes[first:last] = said

    def _has_object(self, at: int, before: Classes) -> bool:
        """已将12个项目纳入: what is done to something, and 将 says nothing of when."""
        return "done" in before or self.tokens[at + 1].cls in _OBJECTS


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
        self._verb = verb
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
    def word(self) -> str:
        """The last of its own words in its clause that is no filler: 开工 of 开工约151个."""
        return self._words.tokens[self._verb].text if self._verb >= self._clause else ""

    @property
    def verb_class(self) -> str:
        """The class of that word."""
        return self._words.tokens[self._verb].cls if self._verb >= self._clause else ""

    @property
    def such_as(self) -> bool:
        """约为普通网约车的八成: what it is measured by stands before it; not 转人工的只有6%."""
        return "de" in self.verb and "equals" in self.lead and "equals" not in self.between

    @property
    def went(self) -> Literal["up", "down"] | None:
        """Which way a growth went by its noun, which a verb behind it does not turn; None: there is none that says so."""
        if "falls" in self.lead:
            return "down"
        return "up" if "rises" in self.lead and "becomes" in self.verb | self.between else None

    def _said(self, low: int, high: int) -> Classes:
        return NO_CLASS.union(*self._classes[low:high])

    def within(self, low: int, high: int) -> Classes:
        """Of the words that begin in ``text[low:high]``, where figures are told."""
        starts = self._words.starts
        return self._said(bisect_left(starts, low), bisect_left(starts, high))

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

    def against(self) -> int | None:
        """Where in the text the word begins behind which stands what it is measured against; None: nothing does."""
        if _AGAINST.isdisjoint(self.before):
            return None
        for i in range(self._at - 1, self._first - 1, -1):
            found = self._classes[i]
            over = "over" in found and "aim" in self._said(i + 1, min(i + _FEW, self._at))
            if "against" in found or over or ("with" in found and not _DIFFERS.isdisjoint(self._said(i + 1, self._at))):
                return self._words.starts[i]
        return None

    def leads_to(self, at: int) -> Classes:
        """Of the word behind which a name stands that begins at ``at``: 占 of 占全市固定资产投资."""
        i = bisect_left(self._words.starts, at) - 1
        while i > 0 and self._words.tokens[i].text in _FRAMES:
            i -= 1
        if i < 0:
            return NO_CLASS
        word = self._words.tokens[i]
        ends = TABLE.entries.get(word.text[-1], NO_CLASS) if word.cls == "verb" else NO_CLASS  # 下|沉到
        return self._classes[i] or ends

    def word_past(self, name: str) -> str:
        """The first word behind it that is not of a class, if one is: 完成 of 15座已经完成."""
        at = self._end
        while at < self._last and name in self._classes[at]:
            at += 1
        return self._words.tokens[at].text if self._end < at < self._last else ""

    @property
    def joined(self) -> bool:
        """Whether it is in one list with the figure before it: 2.3%、6.9%, 增长3%和下降5%."""
        words = self._words.tokens[self._first : self._at]
        words = words[1:] if len(words) > 1 and words[0].text == "，" and words[1].cls == "conj" else words
        listed = bool(words) and words[0].text in _JOINS
        return listed and all(word.cls in ("change", "lead") for word in words[1:])

    def told(self, low: int) -> list[tuple[Token, Classes]]:
        """Its own words behind the one that begins at ``low``."""
        first = bisect_left(self._words.starts, low) + 1
        return list(zip(self._words.tokens[first : self._at], self._classes[first : self._at], strict=True))


Case = TypeVar("Case")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Row(Generic[Case, Value]):
    """What gives a figure a value; of several rows the first that holds."""

    name: str
    example: str
    value: Value
    holds: Callable[[Case], object]

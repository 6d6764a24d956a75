"""Frames that last beyond their paragraph."""

from __future__ import annotations

from typing import Final

from parsers.times.frames.cited import Cited
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.layout import REACH
from parsers.times.frames.roles import Role
from parsers.times.seen import FORMER

_LASTING: Final = frozenset({"years", "days", "months", "quarters", "halves", "listed", "month", "first months",
                             "quarter", "half", "whole year", "plan", "year", "relative year", "day", "date in figures", "within the year", "this month"})  # fmt: skip
"""Forms of frames that last beyond their paragraph."""
_OF_ITSELF: Final = frozenset({"plan", "rule", "now"})
_PARTS_OF_YEARS: Final = frozenset({"quarter", "first months", "half", "months", "whole year"})


class Carried:
    """The frame in force where a paragraph of one text begins, each worked out once."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._layout = contexts.layout
        self._carried: dict[int, int | None] = {0: None}

    def into(self, at: int) -> int | None:
        """The expression that may go on at a place: what an earlier paragraph opened, if its own has named no time yet.

        新能源汽车一季度下线9.2万辆，…。固投呢，增长3.6%: or the part of a year that its own spoke of last.
        """
        paragraph = self._layout.paragraph(at)
        for i in reversed(self._layout.between(max(paragraph, at - REACH), at)):
            if self._contexts.spot(i).does.role is Role.TIME:
                return i if self._contexts.all[i].form.name in _PARTS_OF_YEARS else None
        return self._at_start(paragraph)

    def ends(self, figure: Cited) -> bool:
        """Whether a figure says of itself that it is of no frame from before: a plan, a rule, a bound, what there is now."""
        low = max(self._layout.sentence(figure.start), figure.start - REACH)
        spots = [self._contexts.spot(i) for i in self._layout.between(low, figure.start)]
        done_of = [spot.of_aim for spot in spots if spot.does.role is Role.NEVER]  # 完成全年目标的56.1% is no plan
        marks = [mark for mark in self._contexts.cues.marks(low, figure.start) if mark not in done_of]
        return figure.limit or not all(map(_OF_ITSELF.isdisjoint, [mark.classes for mark in marks]))

    def _at_start(self, paragraph: int) -> int | None:
        low = paragraph
        passed = []
        while low not in self._carried:
            passed.append(low)
            end, low = low, self._layout.paragraph(low - 1)
            if (opened := self._opened(low, end)) is not None:
                frame = opened if self._contexts.all[opened].form.name in _LASTING else None
                break
        else:
            frame = self._carried[low]
        self._carried.update(dict.fromkeys(passed, frame))
        return frame

    def _opened(self, low: int, high: int) -> int | None:
        """The first frame of a paragraph, or what ends all frames (下一步, 以前).

        One under which figures are told before one that only opens a speech: 今年以来，经济稳中向好。上半年，全市…. None of a year
        before where figures of now are told: 上半年增长4.8%，去年上半年可是降1.8%的.
        """
        times: list[int] = []
        for i in self._layout.between(low, high):
            if self._contexts.all[i].kind in ("sequel", "past"):
                return i
            if self._contexts.spot(i).is_time:
                times.append(i)
        opened = [i for i in times if self._contexts.spot(i).heads]
        if any(map(self._is_former, opened)) and any(map(self._is_of_now, times)):
            opened = list(filter(self._is_of_now, opened))
        return next(filter(self._tells, opened), opened[0] if opened else None)

    def _is_former(self, i: int) -> bool:
        return self._contexts.all[i].groups.get("y") in FORMER

    def _is_of_now(self, i: int) -> bool:
        parts = self._contexts.all[i].form.name in _PARTS_OF_YEARS
        return parts and not self._is_former(i) and self._tells(i)

    def _tells(self, i: int) -> bool:
        """Whether a figure follows in its sentence."""
        end = self._contexts.all[i].end
        return self._contexts.cues.counts(end, self._layout.bounds(end)[1])

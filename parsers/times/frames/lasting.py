"""Frames that last: what a sentence opens for the sentences after it, a paragraph for those that follow."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from parsers.times.finding import TimeExpression
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.cues import CUES
from parsers.times.frames.roles import Role

OVER: Final = -1
"""Stands for an expression's number where frames have ended."""
_LASTING: Final = frozenset({"years", "days", "months", "quarters", "halves", "listed", "month", "first months",
                             "quarter", "half", "whole year", "plan", "year", "relative year", "day", "date in figures", "within the year", "this month"})  # fmt: skip
"""Forms of frames that last beyond their paragraph."""
_POINTS: Final = frozenset({"month", "day", "bare day", "day seen", "this month", "winter"})
"""Forms that frame the sentences after theirs only where a comma follows."""
# 昨天, 昨晚10点: one day's remark; but 截至今天上午8点.
_ONE_DAY: Final = re.compile("[今昨][天日]$|^[今昨].*[点时]")

_TURNS: Final = tuple(word for word, classes in CUES.items() if "turn" in classes)


class Lasting:
    """The frames that the sentences and paragraphs of one text open, each worked out once."""

    def __init__(
        self, text: str, expressions: list[TimeExpression], contexts: Contexts, figures: Sequence[int]
    ) -> None:
        self._text = text
        self._all = expressions
        self._contexts = contexts
        self._layout = contexts.layout
        self._figures = figures
        self._lasting: dict[int, int | None] = {}
        self._firsts: dict[int, int] = {}
        self._carried: dict[int, int | None] = {}

    def of_sentence(self, sentence: int) -> int | None:
        """The expression of a sentence that frames the sentences after it; ``OVER`` where it ends all frames."""
        if sentence not in self._lasting:
            self._lasting[sentence] = self._lasting_in(sentence, self._layout.sentence_end(sentence))
        return self._lasting[sentence]

    def _lasting_in(self, low: int, high: int) -> int | None:
        weak: list[int] = []
        found: int | None = None
        over = False
        for i in self._layout.between(low, high):
            if self._all[i].kind == "sequel":
                return OVER
            if self._all[i].kind == "past":
                weak, found, over = [], None, True
                continue
            if not self._opens_frame(i):
                continue
            if self._text.startswith(("，", "："), self._all[i].end):
                found = i if found is None and not weak else found
            elif self.figures(low, high):
                if self._is_point(i) or not self.figures(self._all[i].end, high):
                    continue  # 10月份在5个站试了试, 到11月底花掉两亿元
            elif not self._all[i].opener:
                continue
            weak.append(i)
        if not weak:
            return OVER if over else None
        return self._latest(weak, found)

    def _is_point(self, i: int) -> bool:
        """A month or day in passing; but 11月底已有541个 is how it stands, and the first words of a paragraph are its frame."""
        expression = self._all[i]
        if expression.form.name not in _POINTS or expression.text.endswith(("底", "末")) or expression.after:
            return False
        return self._layout.clause(expression.start)[0] > self._layout.paragraph(expression.start)

    def turns(self, sentence: int) -> bool:
        """Whether a sentence turns to another matter: 至于…, 顺带说一句…, 补给也说一嘴."""
        return self._text.startswith(_TURNS, sentence)

    def figures(self, low: int, high: int) -> int:
        """How many figures begin between two places."""
        return bisect_left(self._figures, high) - bisect_left(self._figures, low)

    def _latest(self, weak: list[int], strong: int | None) -> int | None:
        """2021年352.8万，去年突破400万，今年前三季度完成335.7万标箱: the last of a row of years frames what follows."""
        if strong is not None:
            return strong
        best = weak[0]
        for i in weak[1:]:
            span, other = self._contexts.span(i), self._contexts.span(best)
            newer = self._contexts.spot(best).stated and span and other and span[1] > other[1]
            if newer or self._all[i].opener:
                best = i
        return None if best == weak[0] and self._is_row(weak) else best

    def _is_row(self, weak: list[int]) -> bool:
        """去年续了262亿，今年前8个月续了214亿: each of its own, none of them a part of the first."""
        first = self._contexts.span(weak[0])
        spans = [self._contexts.span(i) for i in weak[1:]]
        apart = any(span and first and not first[0] <= span[0] <= span[1] <= first[1] for span in spans)
        return apart and not self._all[weak[0]].opener

    def _opens_frame(self, i: int) -> bool:
        """`2024年全市…` sets the time of what follows; `2020年政府出台的政策` does not."""
        expression = self._all[i]
        if expression.kind in ("clock", "frame") or self._contexts.role(i) is not Role.TIME:
            return False
        spot = self._contexts.spot(i)
        if expression.opener and not self.figures(*self._layout.bounds(expression.start)):
            return True  # 这几个数都是截至5日12点的。
        if not spot.heads or _ONE_DAY.search(expression.text) or expression.text.startswith("连续"):
            return False
        if spot.comes_from or spot.of_aim or expression.form.name == "lately":
            return False
        if expression.form.name == "now" and self._is_aside(expression, spot.low):
            return False
        return not expression.after.endswith("前")

    def _is_aside(self, expression: TimeExpression, clause: int) -> bool:
        """以前…。现在，材料剩下3样: said against what was before; but 目前 lasts that opens a sentence, 现在 that opens a paragraph."""
        sentence = self._layout.sentence(expression.start)
        begins = expression.text.endswith("目前") and clause == sentence
        return not begins and sentence > self._layout.paragraph(expression.start)

    def first_time(self, paragraph: int) -> int:
        """Where the first expression of a paragraph that says when stands; the end of the text if none does."""
        if paragraph not in self._firsts:
            within = self._layout.between(paragraph, self._layout.paragraph_end(paragraph))
            times = (self._all[i].start for i in within if self._contexts.role(i) is Role.TIME)
            self._firsts[paragraph] = next(times, len(self._text))
        return self._firsts[paragraph]

    def carried_into(self, paragraph: int) -> int | None:
        """The frame in force where a paragraph begins."""
        if paragraph not in self._carried:
            self._carried[paragraph] = self._carry(paragraph)
        return self._carried[paragraph]

    def _carry(self, paragraph: int) -> int | None:
        end = paragraph
        while end > 0:
            low = self._layout.paragraph(end - 1)
            if low in self._carried and self._opened_in(low, end) is None:
                return self._carried[low]
            opened = self._opened_in(low, end)
            if opened is not None:
                return opened if opened != OVER and self._all[opened].form.name in _LASTING else None
            end = low
        return None

    def _opened_in(self, low: int, high: int) -> int | None:
        """The first frame of a paragraph; ``OVER`` where the paragraph ends it."""
        at, opened = low, None
        while at < high:
            lasting = self.of_sentence(at)
            if lasting == OVER:
                return OVER
            opened = lasting if opened is None else opened
            at = self._layout.sentence_end(at)
        return opened

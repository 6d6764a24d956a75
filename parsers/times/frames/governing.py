"""Which time governs a figure: its clause's own, a frame opened in its sentence or paragraph, or an earlier one's.

The walk of one figure: own clause before it → own clause behind it → earlier clauses of the sentence → the frame that
an earlier sentence of the paragraph opened → the frame that an earlier paragraph opened (``inferred``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from parsers.times.finding import TimeExpression
from parsers.times.frames.cited import Cited, Governed
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.lasting import OVER, Lasting
from parsers.times.frames.layout import REACH
from parsers.times.frames.listing import members
from parsers.times.frames.matters import Matters
from parsers.times.frames.roles import (
    Role,
    comes_from,
    is_attribute,
    is_of_event,
    is_stated,
    is_value_of,
    opens_clause,
    set_then,
)
from parsers.times.seen import Seen

_DATED: Final = frozenset({"year", "date", "range", "period", "relative"})
_PARTS_OF_YEARS: Final = frozenset({"quarter", "first quarters", "first months", "half", "months", "whole year"})
_THEN: Final = re.compile("(?:原[来先][是要的]?|(?<![年月日天])那会儿[是才]?)$")
_SUM: Final = re.compile("[^，。；]{0,8}，(?:两[头下项])?[加合](?:起来|在?一[起块]儿?)(?:就是|是|有|一共|总共|共)*$")
# 水位36米。跟那场大水比，低41厘米: of the time of what is compared; the text between the two figures.
_COMPARED: Final = re.compile(
    "[^，。；]{0,4}[。；](?:可是?|但是?|不过|而)?[跟和与同比][^，。；]{1,12}，?(?:还|又|就|也|要)*[低高多少快慢长短][了出]?$"
)
_NOUN: Final = 8
_NOT_NOUN: Final = tuple("比较到至由从将计为是于在，")


class Frames:
    """The time expressions of one text, asked for those that govern its figures."""

    def __init__(self, text: str, expressions: list[TimeExpression], held_on: date | None) -> None:
        self._text = text
        self._all = expressions
        self._contexts = Contexts(text, expressions, held_on)
        self._layout = self._contexts.layout
        self._nothing = Governed(None, Seen(held_on))
        self._matters = Matters(text, self._layout)
        self._frames = Lasting(text, expressions, self._contexts, ())

    def govern(self, figures: Sequence[Cited]) -> list[Governed]:
        """The time of every figure, in order; coordinated times are shared out (7月、8月分别增长3%、4%)."""
        if not self._all:
            return [self._nothing] * len(figures)
        chosen: list[int | None] = []
        governed: list[Governed] = []
        self._frames = Lasting(self._text, self._all, self._contexts, [figure.start for figure in figures])
        for i, figure in enumerate(figures):
            found, inferred = self._choose(figures, i)
            if i > 1 and None not in chosen[-2:] and chosen[-1] != chosen[-2] and self._is_sum(figures, i):
                found = None
            elif i and found is None and _COMPARED.match(self._text, figures[i - 1].end, figure.start):
                found = chosen[-1]
            chosen.append(None if inferred else found)
            governed.append(self._governed(found, figure, inferred=inferred))
        self._share_out(figures, governed, chosen)
        return governed

    def _governed(self, found: int | None, figure: Cited, *, inferred: bool) -> Governed:
        if found is None:
            return self._nothing
        return Governed(self._all[found], self._contexts.seen(found), inferred, self._is_timeless(figure, found))

    def _is_timeless(self, figure: Cited, found: int) -> bool:
        """A limit has no dates, whatever its sentence says; nor has what a thing was before it changed."""
        expression = self._all[found]
        if self._text.endswith("提前", 0, figure.start):
            return True
        if figure.origin and not self._matters.is_revised(figure):
            return not comes_from(self._text, expression) and not is_value_of(self._text, expression, figure.start)
        return figure.limit and figure.kind in ("age", "duration")

    def _choose(self, figures: Sequence[Cited], i: int) -> tuple[int | None, bool]:
        """The number of the governing expression, and whether it is from an earlier paragraph."""
        figure = figures[i]
        later = (other.start for other in figures[i + 1 : i + 3] if not other.joined)
        following = next(later, len(self._text))
        found = self._before_in_clause(figure, figures[i - 1].end if i else 0)
        if found is None:
            found = self._behind_in_clause(figure, following)
        if found is None:
            found = self._asked(figure)
        if found is None and not self._matters.is_rule(figure):
            found = self._before_in_sentence(figure)
            if self._matters.is_aim(figure):
                found = self._aimed_at(figure)
            if found is None and not self._matters.leaves_frames(figure):
                found = self._before_in_paragraph(figure)
                if found is None:
                    found = self._in_earlier_paragraph(figure)
                    return (None, False) if found == OVER else (found, found is not None)
        return (None, False) if found == OVER else (found, False)

    # The figure's own clause.

    def _before_in_clause(self, figure: Cited, previous: int) -> int | None:
        low, _ = self._layout.clause(figure.start)
        if _THEN.search(self._text, max(low, previous), figure.start):
            return OVER  # 人工关节原来三万出头
        for i in reversed(self._layout.between(low, figure.start)):
            if self._ends_all(i) or set_then(self._text, self._all[i]):
                return OVER
            if self._all[i].end <= figure.start and self._governs_own(i, figure, previous):
                return i
        return self._counted_before(figure, low)

    def _is_sum(self, figures: Sequence[Cited], i: int) -> bool:
        """13号拨了3000万元，昨天又到5000万元，加起来8000万元: of both."""
        return bool(_SUM.match(self._text, figures[i - 1].end, figures[i].start))

    def _ends_all(self, i: int) -> bool:
        return self._all[i].kind == "sequel" or self._all[i].text == "原来"

    def _counted_before(self, figure: Cited, low: int) -> int | None:
        """`2020年政府出台的第一批政策，共22条`: the figure counts the noun of the clause before."""
        if self._text[low : figure.start] not in ("共", "一共", "总共", "共计") or not low:
            return None
        for i in reversed(self._layout.between(self._layout.clause(low - 1)[0], low)):
            if is_attribute(self._text, self._all[i]):
                return i
        return None

    def _governs_own(self, i: int, figure: Cited, previous: int) -> bool:
        expression, text = self._all[i], self._text
        if expression.kind == "frame":
            return expression.end == figure.start and not figure.doubled
        if figure.doubled and expression.kind == "duration":
            return False
        if is_value_of(text, expression, figure.start):
            return True
        role = self._contexts.role(i)
        if role is Role.TIME:
            return not comes_from(text, expression) or expression.end >= previous
        return role is Role.OWN and expression.end >= previous

    def _behind_in_clause(self, figure: Cited, following: int) -> int | None:
        """物资已于4月2日抵达, 还有28个年底前开工: a time behind a figure, with a verb for the rest of the clause."""
        _, high = self._layout.clause(figure.start)
        for i in self._layout.between(figure.end, min(high, following)):
            expression = self._all[i]
            if (expression.kind not in _DATED and expression.form.name != "now") or self._contexts.role(
                i
            ) is not Role.TIME:
                return None
            between, tail = self._text[figure.end : expression.start], self._text[expression.end : high]
            if not tail or tail.startswith(("的", "目标", "任务")) or "的" in between:
                return None
            happened = between.endswith(("于", "在")) and not between[:-1].endswith("将")
            return i if happened or (len(between) <= _NOUN and not between.endswith(_NOT_NOUN)) else None
        return None

    def _aimed_at(self, figure: Cited) -> int:
        """单看今年，前11个月1.48万套，离1.5万套就差200套: the time in the sentence that is not over."""
        low, _ = self._layout.clause(figure.start)
        before = self._layout.between(self._matters.begun(figure), low)
        ahead = (i for i in reversed(before) if self._contexts.role(i) is Role.TIME and self._contexts.is_ahead(i))
        return next(ahead, OVER)

    # Earlier clauses and sentences.

    def _before_in_sentence(self, figure: Cited) -> int | None:
        low, _ = self._layout.clause(figure.start)
        part = self._matters.part(figure)
        pinned: int | None = None
        for k in reversed(self._layout.between(self._matters.told_from(figure), low)):
            if self._ends_all(k):
                return OVER if pinned is None else pinned
            if not self._reaches(k, figure, part):
                continue
            if not is_stated(self._text, self._all[k]):
                return (
                    self._later(k, pinned)
                    if pinned is None or self._matters.turns_back(self._all[pinned], figure, part)
                    else pinned
                )
            pinned = k if pinned is None else pinned
        if pinned is None or not self._matters.turns_back(self._all[pinned], figure, part):
            return pinned
        frame = None if self._matters.leaves_frames(figure) else self._before_in_paragraph(figure)
        return self._later(None if frame == OVER else frame, pinned)

    def _introduces(self, expression: TimeExpression, figure: Cited) -> bool:
        """连续10多年，中国…贡献率高达30%: of the next clause, and no further."""
        low, _ = self._layout.clause(figure.start)
        return opens_clause(self._text, expression) and expression.end + 1 == low

    def _reaches(self, k: int, figure: Cited, part: int) -> bool:
        """Whether a time of an earlier clause holds on: one that opens it or a year for the sentence, a day until a ；."""
        expression = self._all[k]
        if expression.kind == "frame" or self._contexts.role(k) is not Role.TIME:
            return False
        if expression.kind == "clock" or expression.text.startswith("连续"):
            return self._introduces(expression, figure)
        if (figure.doubled and expression.kind == "duration") or comes_from(self._text, expression):
            return False
        if self._is_aside(k, figure) or self._is_over(k, figure):
            return False
        if self._is_of_event(expression):
            return False
        if self._frames.heads(expression):
            return True
        if self._matters.is_property(expression.end, figure):
            return False  # 某水库上个月蓄水，总库容3亿立方米，可灌溉五十万亩
        if expression.start > part:
            return True
        return expression.kind in ("year", "relative") and not self._text.endswith("于", 0, expression.start)

    def _is_of_event(self, expression: TimeExpression) -> bool:
        """Whether its clause says when an event was: 2026年度缴费期从11月1日到12月25日."""
        clause = self._layout.clause(expression.start)
        return any(is_of_event(self._text, self._all[i], clause) for i in self._layout.between(*clause))

    def _is_over(self, k: int, figure: Cited) -> bool:
        """上半年返60%，我们想提到90%; 三年来…，已有百余座: what is past says nothing of a wish, nor a span of what stands."""
        expression = self._all[k]
        if expression.kind == "duration":
            return self._matters.is_stock(figure)
        return not expression.opener and self._matters.is_wish(figure) and not self._contexts.is_ahead(k)

    def _later(self, frame: int | None, pinned: int | None) -> int | None:
        """去年上半年是76.8万，涨了将近两成: a time named to compare, which goes back, does not become the frame."""
        if frame is None or pinned is None:
            return pinned if frame is None else frame
        running, back = self._contexts.span(frame), self._contexts.span(pinned)
        if running is None or back is None:
            return pinned
        covered = self._all[pinned].form.name == "year's ends" and running[0] < back[0] <= running[1]
        return frame if covered or back[1].year < running[1].year else pinned

    def _is_aside(self, i: int, figure: Cited) -> bool:
        """In brackets, and the figure is not."""
        low, high = self._layout.clause(self._all[i].start)
        return self._text[low - 1 : low] == "（" and figure.start > high

    def _asked(self, figure: Cited) -> int | None:
        """`去年全年平均是多少？96.8万`: the time of the question that the figure answers."""
        low = self._matters.begun(figure)
        if figure.start - low > 2 or self._text[low - 1 : low] != "？":
            return None
        asked = [
            i
            for i in self._layout.between(self._layout.sentence(low - 1), low)
            if self._contexts.role(i) is not Role.NONE
        ]
        return asked[-1] if asked else None

    def _before_in_paragraph(self, figure: Cited) -> int | None:
        """The frame that an earlier sentence of the paragraph opened; ``OVER`` where frames are over."""
        paragraph = max(self._layout.paragraph(figure.start), figure.start - REACH)
        at = self._layout.sentence(figure.start)
        pinned: int | None = None
        while at > paragraph and not self._frames.turns(at):
            at = self._layout.sentence(at - 1)
            lasting = self._frames.of_sentence(at)
            if lasting is None:
                continue
            if lasting == OVER or self._matters.leaves(self._all[lasting], figure) or self._is_over(lasting, figure):
                return OVER if pinned is None else pinned
            if not self._is_pinned(lasting):
                return self._later(lasting, pinned)
            pinned = lasting if pinned is None else pinned
        return OVER if pinned is None and self._frames.turns(at) else pinned

    def _is_pinned(self, i: int) -> bool:
        """去年一季度是5.3%, 年末政府债务余额…: a time of its own sentence, where another frames the paragraph."""
        expression = self._all[i]
        at_end = expression.form.name == "year's ends" and not self._text.startswith("，", expression.end)
        return at_end or is_stated(self._text, expression)

    def _said_before(self, figure: Cited) -> int | None:
        """新能源汽车一季度下线9.2万辆，…。固投呢，增长3.6%: the part of a year that the paragraph speaks of in passing."""
        low = max(self._layout.paragraph(figure.start), figure.start - REACH)
        times = [i for i in self._layout.between(low, figure.start) if self._contexts.role(i) is Role.TIME]
        parts = [i for i in times[-2:] if self._all[i].form.name in _PARTS_OF_YEARS]
        in_a_row = len(parts) > 1 and self._layout.sentence(self._all[parts[0]].start) == self._layout.sentence(
            self._all[parts[1]].start
        )
        return times[-1] if parts and parts[-1] == times[-1] and not in_a_row else None

    def _in_earlier_paragraph(self, figure: Cited) -> int | None:
        """The frame that an earlier paragraph of the text opened, if nothing since has ended it."""
        if not self._matters.is_open(figure):
            return None
        if (said := self._said_before(figure)) is not None:
            return said
        paragraph = self._layout.paragraph(figure.start)
        if self._frames.first_time(paragraph) < figure.start:
            return None
        return self._frames.carried_into(paragraph)

    def _share_out(self, figures: Sequence[Cited], governed: list[Governed], chosen: list[int | None]) -> None:
        end = len(figures)
        for i in range(len(figures) - 1, -1, -1):
            if figures[i].joined:
                continue
            found, size = chosen[i], end - i
            if found is not None and size > 1:
                parts = members(self._text, self._all, found, size, figures[i].start)
                for k, part in enumerate(parts or ()):
                    governed[i + k] = replace(governed[i + k], expression=part)
            end = i

"""Which time governs a figure: its clause's own, a frame opened in its sentence or paragraph, or an earlier one's.

The walk of one figure: own clause before it → own clause behind it → earlier clauses of the sentence → the frame that
an earlier sentence of the paragraph opened → the frame that an earlier paragraph opened (``inferred``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Final

from parsers.times.finding import TimeExpression
from parsers.times.frames.cited import Cited, Governed
from parsers.times.frames.contexts import Contexts
from parsers.times.frames.going_on import goes_on
from parsers.times.frames.lasting import OVER, Lasting
from parsers.times.frames.layout import REACH
from parsers.times.frames.listing import members
from parsers.times.frames.reach import Case, Place, of_figure, of_frame
from parsers.times.frames.roles import Role
from parsers.times.seen import Seen
from parsers.words.token import Token

_DATED: Final = frozenset({"year", "date", "range", "period", "relative"})
_DAYS: Final = frozenset({"day", "days", "bare day", "day seen"})
_PARTS_OF_YEARS: Final = frozenset({"quarter", "first months", "half", "months", "whole year"})
_NOUN: Final = 8
_NOT_NOUN: Final = frozenset({"base", "to", "from", "filler", "at", "plan"})
_COUNTED: Final = ("共", "一共", "总共", "共计")
_FEW: Final = 3
_COORDINATED: Final = 10


class Frames:
    """The time expressions of one text, asked for those that govern its figures.

    Args:
        words: the tokens of the text, whose sentences with figures are cut into words.
    """

    def __init__(
        self, text: str, expressions: list[TimeExpression], held_on: date | None, words: Sequence[Token]
    ) -> None:
        self._text = text
        self._all = expressions
        self._words = words
        self._nothing = Governed(None, Seen(held_on))

    @cached_property
    def _contexts(self) -> Contexts:
        return Contexts(self._text, self._all, self._nothing.at.held_on, self._words)

    def govern(self, figures: Sequence[Cited]) -> list[Governed]:
        """The time of every figure, in order; coordinated times are shared out (7月、8月分别增长3%、4%)."""
        if not self._all:
            return [self._nothing] * len(figures)
        chosen: list[int | None] = []
        governed: list[Governed] = []
        self._layout, self._cues = self._contexts.layout, self._contexts.cues
        self._frames = Lasting(self._text, self._all, self._contexts, [figure.start for figure in figures])
        first = self._all[0].start
        for i, figure in enumerate(figures):
            if figure.start < first and (first > self._layout.clause(figure.start)[1]):
                chosen.append(None)
                governed.append(self._nothing)
                continue
            case = Case(figure, self._contexts)
            same = i and figures[i - 1].start >= self._layout.paragraph(figure.start)
            found, inferred = self._choose(case, figures, i, chosen[-1] if same else None)
            chosen.append(None if inferred else found)
            governed.append(self._governed(found, case, inferred=inferred))
        self._hand_back(figures, governed, chosen)
        self._share_out(figures, governed, chosen)
        return governed

    def _hand_back(self, figures: Sequence[Cited], governed: list[Governed], chosen: list[int | None]) -> None:
        """2000顶帐篷、1.2万条毛毯和300余吨大米已于6月10日运抵: a time behind the last of several is of all of them."""
        for i in range(len(figures) - 2, -1, -1):
            last, found = figures[i + 1], chosen[i + 1]
            if (
                found is None
                or self._all[found].start < last.end
                or self._all[found].start > self._layout.clause(figures[i].start)[1]
            ):
                continue
            between = self._text[figures[i].end : last.start]
            if len(between) <= _COORDINATED and between.endswith(("、", "和", "与", "及")):
                chosen[i], governed[i] = found, governed[i + 1]

    def _governed(self, found: int | None, case: Case, *, inferred: bool) -> Governed:
        if found is None:
            return self._nothing
        return Governed(self._all[found], self._contexts.seen(found), inferred, self._is_timeless(case, found))

    def _is_timeless(self, case: Case, found: int) -> bool:
        """A limit has no dates, whatever its sentence says; nor has what a thing was before it changed."""
        figure, spot = case.figure, self._contexts.spot(found)
        if self._text.endswith("提前", 0, figure.start):
            return True
        if figure.origin and not case.is_revised:
            return not spot.comes_from and not spot.states(figure)
        return figure.limit and figure.kind in ("age", "duration")

    def _choose(self, case: Case, figures: Sequence[Cited], i: int, last: int | None) -> tuple[int | None, bool]:
        """The number of the governing expression, and whether it is from an earlier paragraph."""
        later = (other.start for other in figures[i + 1 : i + 3] if not other.joined)
        following = next(later, len(self._text))
        found = OVER if case.selects else self._before_in_clause(case, figures[i - 1].end if i else 0)
        if found is None:
            found = self._behind_in_clause(case, following)
        if found is None:
            found = self._asked(case)
        inferred = False
        if found is None and (reach := of_figure(case)) >= Place.SENTENCE:
            found = self._aimed_at(case) if case.is_aim else self._before_in_sentence(case, reach)
            if found is None and last is not None and self._text.startswith("其中，", case.begun):
                found = last  # 供煤3亿吨。…目前可用22天。其中，三省可用31天: of the figure before
            if found is None and reach >= Place.PARAGRAPH:
                found = self._goes_on(self._before_in_paragraph(case), case)
            if found is None and reach >= Place.TEXT:
                found = self._in_earlier_paragraph(case.figure)
                inferred = found is not None
        return (None, False) if found == OVER else (found, inferred)

    # The figure's own clause.

    def _before_in_clause(self, case: Case, previous: int) -> int | None:
        if case.was(max(case.low, previous)):
            return OVER  # 人工关节原来三万出头
        for i in reversed(self._layout.between(case.low, case.start)):
            if self._all[i].kind == "sequel" or self._is_promise(i, case):
                return OVER
            if self._all[i].end <= case.start and self._governs_own(i, case, previous):
                return self._of_year(i, case.low)
        return self._counted_before(case)

    def _of_year(self, i: int, low: int) -> int:
        """2021年全市预计全年收入9亿元: the year that the clause names, which 全年 is the whole of."""
        named = self._all[i].form.name == "whole year" and not self._all[i].groups.get("y")
        years = [k for k in self._layout.between(low, self._all[i].start) if self._all[k].form.name == "year"]
        return years[0] if named and years and self._contexts.role(years[0]) is Role.TIME else i

    def _is_promise(self, i: int, case: Case) -> bool:
        """年初定的是1.9万个, 完成年初40万辆的目标: what was promised then, which is of no time yet."""
        promised = "aim" in case.after or self._text.endswith(("的是", "说的", "定的"), 0, case.start)
        return promised and self._all[i].text.endswith("年初")

    def _counted_before(self, case: Case) -> int | None:
        """`2020年政府出台的第一批政策，共22条`: the figure counts the noun of the clause before."""
        if case.low == case.begun or self._text[case.low : case.start] not in _COUNTED:
            return None
        before = reversed(self._layout.between(self._layout.clause(case.low - 1)[0], case.low))
        return next((i for i in before if self._contexts.spot(i).attribute), None)

    def _governs_own(self, i: int, case: Case, previous: int) -> bool:
        figure, expression, spot = case.figure, self._all[i], self._contexts.spot(i)
        if expression.kind == "frame":
            return expression.end == figure.start and not figure.doubled
        if figure.doubled and expression.kind == "duration":
            return False
        if spot.states(figure) or (expression.end == figure.start and "aim" in case.after):
            return True
        role = self._contexts.role(i)
        if role is Role.TIME:
            return not spot.comes_from or expression.end >= previous
        return role is Role.OWN and expression.end >= previous

    def _behind_in_clause(self, case: Case, following: int) -> int | None:
        """物资已于4月2日抵达, 还有28个年底前开工: a time behind a figure, with a verb for the rest of the clause."""
        end, high = case.figure.end, case.high
        for i in self._layout.between(end, min(high, following)):
            expression = self._all[i]
            if (expression.kind not in _DATED and expression.form.name != "now") or self._contexts.role(
                i
            ) is not Role.TIME:
                return None
            between, tail = self._text[end : expression.start], self._text[expression.end : high]
            if not tail or tail.startswith(("的", "目标", "任务")) or "的" in between:
                return None
            happened = between.endswith(("于", "在"))
            beside = not between or not self._cues.ending(expression.start) & _NOT_NOUN
            return i if happened or (len(between) <= _NOUN and beside) else None
        return None

    def _aimed_at(self, case: Case) -> int:
        """单看今年，前11个月1.48万套，离1.5万套就差200套: the time in the sentence that is not over."""
        before = reversed(self._layout.between(case.begun, case.low))
        ahead = (i for i in before if self._contexts.role(i) is Role.TIME and self._contexts.is_ahead(i))
        return next(ahead, OVER)

    # Earlier clauses and sentences.

    def _before_in_sentence(self, case: Case, reach: Place) -> int | None:
        pinned: int | None = None
        for k in reversed(self._layout.between(case.told, case.low)):
            if self._all[k].kind == "sequel":
                return OVER if pinned is None else pinned
            if not self._reaches(k, case):
                continue
            if not self._contexts.spot(k).stated:
                k = self._of_year(k, self._layout.clause(self._all[k].start)[0])
                return self._later(k, pinned) if pinned is None or self._turns_back(pinned, case) else pinned
            pinned = k if pinned is None else pinned
        if pinned is None or reach < Place.PARAGRAPH or not self._turns_back(pinned, case):
            return pinned
        frame = self._before_in_paragraph(case)
        return self._later(None if frame == OVER else frame, pinned)

    def _turns_back(self, pinned: int, case: Case) -> bool:
        """Whether a figure is said of the running frame again: …，涨了两成, or behind a ；."""
        return self._all[pinned].start < case.part or case.begins_with_move

    def _reaches(self, k: int, case: Case) -> bool:
        """Whether a time of an earlier clause holds on: one that opens it or for the sentence, any other until a ；."""
        expression, spot = self._all[k], self._contexts.spot(k)
        if expression.kind == "frame" or self._contexts.role(k) is not Role.TIME:
            return False
        if expression.kind == "clock" or expression.text.startswith("连续"):
            return spot.opens and expression.end + 1 == case.low  # 连续10多年，中国…贡献率高达30%, and no further
        if (case.figure.doubled and expression.kind == "duration") or spot.comes_from:
            return False
        aside = self._text[spot.low - 1 : spot.low] == "（" and case.start > spot.high
        if aside or of_frame(case, spot) < Place.SENTENCE or self._is_of_event(expression):
            return False
        if expression.start > case.part:
            return True
        heads = spot.heads or expression.kind == "year"
        return heads and (not self._is_day(expression) or spot.low == case.begun)

    def _is_day(self, expression: TimeExpression) -> bool:
        """A day in passing: 10月以来，…，15日收于809元；均价降至795元."""
        passing = not expression.opener and not self._text.startswith("，", expression.end)
        return passing and expression.form.name in _DAYS

    def _is_of_event(self, expression: TimeExpression) -> bool:
        """Whether its clause says when an event was: 2026年度缴费期从11月1日到12月25日."""
        clause = self._layout.clause(expression.start)
        return any(self._contexts.spot(i).of_event for i in self._layout.between(*clause))

    def _later(self, frame: int | None, pinned: int | None) -> int | None:
        """去年上半年是76.8万，涨了将近两成: a time named to compare, which goes back, does not become the frame."""
        if frame is None or pinned is None:
            return pinned if frame is None else frame
        if self._all[pinned].form.name == "year's ends" and frame != OVER:
            return frame
        running, back = self._contexts.span(frame), self._contexts.span(pinned)
        return frame if running and back and back[1].year < running[1].year else pinned

    def _asked(self, case: Case) -> int | None:
        """`去年全年平均是多少？96.8万`: the time of the question that the figure answers."""
        low = case.begun
        if case.start - low >= _FEW or self._text[low - 1 : low] != "？":
            return None
        question = reversed(self._layout.between(self._layout.sentence(low - 1), low))
        return next((i for i in question if self._contexts.role(i) is not Role.NONE), None)

    def _before_in_paragraph(self, case: Case) -> int | None:
        """The frame that an earlier sentence of the paragraph opened; ``OVER`` where frames are over."""
        paragraph = max(self._layout.paragraph(case.start), case.start - REACH)
        at = self._layout.sentence(case.start)
        pinned: int | None = None
        while at > paragraph and not self._frames.turns(at):
            at = self._layout.sentence(at - 1)
            lasting = self._frames.of_sentence(at)
            if lasting is None:
                continue
            if lasting == OVER or of_frame(case, self._contexts.spot(lasting)) < Place.PARAGRAPH:
                return OVER if pinned is None else pinned
            if not self._is_pinned(lasting):
                return self._later(lasting, pinned)
            pinned = lasting if pinned is None else pinned
        return OVER if pinned is None and self._frames.turns(at) else pinned

    def _goes_on(self, found: int | None, case: Case) -> int | None:
        if found is None or found == OVER:
            return found
        figures = self._frames.figures(self._layout.sentence(case.start), self._layout.sentence_end(case.start))
        return found if goes_on(case, self._contexts.spot(found), figures) else OVER

    def _is_pinned(self, i: int) -> bool:
        """去年一季度是5.3%, 年末政府债务余额…: a time of its own sentence, where another frames the paragraph."""
        expression = self._all[i]
        at_end = expression.form.name == "year's ends" and not self._text.startswith("，", expression.end)
        return at_end or self._contexts.spot(i).stated

    def _said_before(self, figure: Cited) -> int | None:
        """新能源汽车一季度下线9.2万辆，…。固投呢，增长3.6%: the part of a year that the paragraph spoke of last."""
        low = max(self._layout.paragraph(figure.start), figure.start - REACH)
        before = reversed(self._layout.between(low, figure.start))
        last = next((i for i in before if self._contexts.role(i) is Role.TIME), None)
        return last if last is not None and self._all[last].form.name in _PARTS_OF_YEARS else None

    def _in_earlier_paragraph(self, figure: Cited) -> int | None:
        """The frame that an earlier paragraph of the text opened, if nothing since has ended it."""
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

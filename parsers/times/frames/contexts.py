"""What each time expression of a text is counted from: the year, and the dates, spoken of before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from parsers.times.days import Span
from parsers.times.finding import TimeExpression
from parsers.times.frames.cues import Cues
from parsers.times.frames.layout import REACH, Layout
from parsers.times.frames.roles import Spot
from parsers.times.resolving import resolve
from parsers.times.seen import Seen
from parsers.words.text import Text
from parsers.words.token import Token

_PART_OF_YEAR: Final = re.compile("[月季半旬底末初]")
# 2024年产量43万辆，完成年初40万辆的目标: of the year that the sentence names.
_OF_THE_YEAR: Final = re.compile("(?:截至)?(?:全?年(?:[初末底]|内|$)|岁末)")
# 由上月的2.9%收窄, 比上年: of the month or year spoken of.
_BEFORE_THAT: Final = re.compile("上(?:年|个?月|一?季度|个?周|个?星期)")
# 9月份政策落地，家电零售当月增长: of the month spoken of.
_THAT: Final = re.compile("当[月天日晚]")
_SINCE_THEN: Final = re.compile("[由从比较]$")


class Contexts:
    """Roles, contexts and dates of the expressions of one text, each worked out once."""

    def __init__(
        self, text: Text, expressions: list[TimeExpression], held_on: date | None, words: Sequence[Token]
    ) -> None:
        self.layout = Layout(text, expressions)
        self.cues = Cues(words)
        self.text = text.folded
        self.all = expressions
        self._held_on = held_on
        self._spots: dict[int, Spot] = {}
        self._seen: dict[int, Seen] = {}

    def times(self, among: range) -> list[Spot]:
        """Those of some expressions that say when."""
        return [spot for i in among if (spot := self.spot(i)).is_time]

    def spot(self, i: int) -> Spot:
        """Expression number ``i`` with what stands around it."""
        if i not in self._spots:
            self._spots[i] = Spot(self.all[i], self.text, self.layout, self.cues)
        return self._spots[i]

    def span(self, i: int) -> Span | None:
        """The dates of expression number ``i``, for all that is known of what happened then."""
        return resolve(self.all[i], self.seen(i), reported=None)

    def seen(self, i: int) -> Seen:
        """What expression number ``i`` is counted from."""
        if i not in self._seen:
            self._seen[i] = self._see(i)
        return self._seen[i]

    def _see(self, i: int) -> Seen:
        expression = self.all[i]
        if "同" in expression.text:
            frame = self._spoken_of(i)
            same_year = frame and expression.groups.get("y", "").startswith("同")
            return Seen(self._held_on, frame[0].year if frame and same_year else None, frame)
        if _BEFORE_THAT.match(expression.text) and self._is_before_that(i):
            spoken = self._spoken_of(i)
            if spoken and spoken[0].year == spoken[1].year:
                yearly = expression.text.startswith("上年")
                if yearly or spoken[0].month == spoken[1].month:
                    return Seen(spoken[1], spoken[1].year if yearly else None)
        if _THAT.match(expression.text):
            spoken = self._spoken_of(i)
            return Seen(spoken[1] if spoken and spoken[0].replace(day=1) == spoken[1].replace(day=1) else self._held_on)
        if expression.groups.get("y"):
            return Seen(self._held_on)
        return Seen(self._held_on, self._year(i))

    def _is_before_that(self, i: int) -> bool:
        """由上月的2.9%, 上年末为3218家; but 上个月底573个 is the event's."""
        expression = self.all[i]
        before = self.text[max(0, expression.start - 1) : expression.start]
        return expression.text.startswith("上年") or bool(_SINCE_THEN.match(before))

    def _spoken_of(self, i: int) -> Span | None:
        """The dates of the last expression in the paragraph that says when."""
        low = max(self.layout.paragraph(self.all[i].start), self.all[i].start - REACH)
        for k in range(i - 1, -1, -1):
            earlier = self.all[k]
            if earlier.start < low:
                return None
            if self.spot(k).is_time and not earlier.text.startswith(("上年", "当")) and (span := self.span(k)):
                return span
        return None

    def _year(self, i: int) -> int | None:
        """The year that was named before an expression: `2023年，…其中12月份`; not `按2020年价格计算，前三季度`.

        The event's own counts on in any case, which keeps the second of `今年开工8个。下半年再开工6个` ahead.
        """
        expression, text = self.all[i], self.text
        paragraph = max(self.layout.paragraph(expression.start), expression.start - REACH)
        clause, sentence = self.layout.clause(expression.start)[0], self.layout.sentence(expression.start)
        included = text.startswith("其中", clause)
        if text.startswith("其中", sentence) or expression.text.startswith("全年"):
            sentence = paragraph
        for k in range(i - 1, -1, -1):
            earlier = self.all[k]
            if earlier.start < paragraph:
                break
            named = self._year_named(k)
            if named is None:
                continue
            near = (
                included
                or earlier.start >= clause
                or _OF_THE_YEAR.match(expression.text)
                or (_PART_OF_YEAR.search(earlier.text) and not expression.opener)
            )
            framed = earlier.start >= sentence and (near or text.startswith("，", earlier.end))
            if not framed and (self._held_on is None or named != self._held_on.year):
                return None  # 2020年能耗为1.1亿吨，前三季度…
            own, whole = resolve(expression, Seen(self._held_on, named)), resolve(earlier, Seen(self._held_on))
            return named if own and whole and own[0] >= whole[0] else None
        return None

    def _year_named(self, k: int) -> int | None:
        """The one year that an expression names for what follows it."""
        earlier = self.all[k]
        if (
            earlier.edge
            or earlier.kind in ("sequel", "clock", "past")
            or not self.spot(k).is_time
            or not earlier.groups.get("y")
        ):
            return None
        if self.spot(k).attribute or self.spot(k).stated:
            return None
        span = resolve(earlier, Seen(self._held_on))
        return span[0].year if span and span[0].year == span[1].year else None

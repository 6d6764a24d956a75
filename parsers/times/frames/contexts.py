"""What each time expression of a text is counted from: the year, and the dates, spoken of before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from parsers.times.days import Span
from parsers.times.finding import TimeExpression
from parsers.times.frames.cues import Cues
from parsers.times.frames.layout import REACH, Layout
from parsers.times.frames.roles import Spot, is_counterpart, is_last_one
from parsers.times.resolving import resolve
from parsers.times.seen import FROM_FRAME, Seen
from parsers.words.text import Text
from parsers.words.token import Token

_OF_THE_YEAR: Final = frozenset({"whole year", "within the year", "year's ends"})
"""2024年产量43万辆，完成年初40万辆的目标: of the year that the sentence names."""
_YEARS: Final = frozenset({"year", "relative year", "whole year"})
_SINCE_THEN: Final = frozenset({"from", "base", "since-base"})
"""由上月的2.9%收窄: of the month before the one spoken of; but 上个月底573个 is the event's."""


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
        year = expression.groups.get("y", "")
        if is_counterpart(expression):
            spoken = self._spoken_of(i)
            return Seen(self._held_on, spoken[0].year if spoken and year in FROM_FRAME else None, spoken)
        if year in FROM_FRAME:  # 截至2024年末，债务913.5亿元，当年偿还57亿元
            spoken = self._spoken_of(i)
            within = spoken and spoken[0].year == spoken[1].year
            return Seen(spoken[1], spoken[1].year) if spoken and within else Seen(self._held_on)
        if (that := _is_that(expression)) or (is_last_one(expression) and _SINCE_THEN & self.spot(i).before):
            spoken = self._spoken_of(i)
            within = spoken and spoken[0].replace(day=1) == spoken[1].replace(day=1)
            if that or within:
                return Seen(spoken[1] if spoken and within else self._held_on)
        return Seen(self._held_on, None if year else self._year(i))

    def _spoken_of(self, i: int) -> Span | None:
        """The dates of the last expression in the paragraph that says when."""
        low = max(self.layout.paragraph(self.all[i].start), self.all[i].start - REACH)
        for k in range(i - 1, -1, -1):
            earlier = self.all[k]
            if earlier.start < low:
                return None
            told = earlier.groups.get("y") not in FROM_FRAME and not _is_that(earlier)
            if told and self.spot(k).is_time and (span := self.span(k)):
                return span
        return None

    def _year(self, i: int) -> int | None:
        """The year that was named before an expression: `2023年，…其中12月份`; not `按2020年价格计算，前三季度`.

        The event's own counts on in any case, which keeps the second of `今年开工8个。下半年再开工6个` ahead.
        """
        expression, text = self.all[i], self.text
        paragraph = max(self.layout.paragraph(expression.start), expression.start - REACH)
        clause, sentence = self.layout.clause(expression.start)[0], self.layout.sentence(expression.start)
        included = "among" in self.cues.starting(clause)
        if "among" in self.cues.starting(sentence) or expression.form.name == "whole year":
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
                or expression.form.name in _OF_THE_YEAR
                or (earlier.form.name not in _YEARS and not expression.opener)
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


def _is_that(expression: TimeExpression) -> bool:
    """9月份政策落地，家电零售当月增长: of the month spoken of."""
    return "当" in (expression.groups.get("own"), expression.groups.get("which"))

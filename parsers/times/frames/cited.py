"""What is asked of the frames, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.records import Metric
from parsers.times.days import Span
from parsers.times.finding import TimeExpression
from parsers.times.resolving import resolve
from parsers.times.seen import Seen


@dataclass(slots=True)
class Cited:
    """What has to be known of a figure to find its time."""

    start: int
    end: int
    kind: str = ""
    """The kind of its unit: money, age, duration …"""
    limit: bool = False
    """A threshold or bound (60岁以上, 3个工作日内)."""
    changed: bool = False
    """One end of a change (由10万元提高到20万元)."""
    origin: bool = False
    """The first of the two ends."""
    doubled: bool = False
    """翻一番: the years that it took do not govern it."""
    joined: bool = False
    """Coordinated with the figure before it."""


@dataclass(slots=True)
class Governed:
    """The time of a figure; ``expression`` is None where nothing says when."""

    expression: TimeExpression | None
    at: Seen
    inferred: bool = False
    """From a frame that an earlier paragraph opened, or a part of a year that its own spoke of in passing."""
    undated: bool = False
    """Said within a frame, but a limit or a property: true at any time."""

    def dates(self, *, reported: bool | None) -> Span | None:
        """First and last day; ``reported`` says whether it has happened (四季度 said in January is last year's)."""
        if self.expression is None or self.undated:
            return None
        span = resolve(self.expression, self.at, reported=reported)
        if span and reported is False and self.expression.opener.startswith("截") and self._is_over(span):
            return None
        return span

    def _is_over(self, span: Span) -> bool:
        """截至8月底…距离63%的目标还差0.3个百分点, said in September: by when the aim is to be reached is not said."""
        return self.at.held_on is not None and span[1] < self.at.held_on


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what it takes to say what it means."""

    metric: Metric
    time: Governed
    """That governs it; its dates depend on what the figure says."""
    named: tuple[int, int] | None
    """Where the words begin and end that name it, before or behind it; those of an earlier figure may name it too."""

"""When a site is looked at: its press hours as cron lines, in the site's own time zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day", 1, 31), ("month", 1, 12), ("weekday", 0, 7))

HORIZON = 400
"""Days within which any line that ever fires in a usual year does."""


@dataclass(frozen=True, slots=True)
class CronLine:
    """Five fields as cron has them: minute, hour, day of the month, month, weekday (0 and 7: Sunday)."""

    text: str
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either: bool
    """Day and weekday are both limited: as in cron one of them is enough."""

    def fires_on(self, day: date) -> bool:
        """Whether this is one of its days."""
        weekday, dated = day.isoweekday() % 7 in self.weekdays, day.day in self.days
        return day.month in self.months and (weekday or dated if self.either else weekday and dated)

    def times(self) -> list[time]:
        """Its times of day, the earliest first."""
        return [time(hour, minute) for hour in self.hours for minute in self.minutes]


def cron_line(text: str) -> CronLine:
    """A cron line as written.

    Raises:
        ValueError: saying what is wrong with it.
    """
    parts = text.split()
    if len(parts) != len(FIELDS):
        raise ValueError(f"{text!r} has {len(parts)} fields: minute, hour, day, month and weekday are needed")
    minutes, hours, days, months, weekdays = (
        _numbers(part, name, least, most) for part, (name, least, most) in zip(parts, FIELDS, strict=True)
    )
    return CronLine(
        text=text,
        minutes=tuple(sorted(minutes)),
        hours=tuple(sorted(hours)),
        days=frozenset(days),
        months=frozenset(months),
        weekdays=frozenset(number % 7 for number in weekdays),
        either=not parts[2].startswith("*") and not parts[4].startswith("*"),
    )


def _numbers(text: str, name: str, least: int, most: int) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        span, slash, step = part.partition("/")
        first, dash, last = span.partition("-")
        numbers = [first, *([last] if dash else []), *([step] if slash else [])]
        if span == "*":
            first, last, dash, numbers = str(least), str(most), "-", [step] if slash else []
        if not all(number.isascii() and number.isdigit() for number in numbers) or (slash and not int(step)):
            raise ValueError(f"{part!r} is no {name}: numbers, such as 9-21 or */30, are needed")
        low = int(first)
        # As in cron `5/15` goes on to the end of the field.
        high = int(last) if dash else most if slash else low
        if not least <= low <= high <= most:
            raise ValueError(f"{part!r} is no {name}: it lies between {least} and {most}")
        found.update(range(low, high + 1, int(step) if slash else 1))
    return found


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a site is looked at."""

    press_hours: tuple[CronLine, ...] = (cron_line("*/30 9-21 * * 1-5"), cron_line("0 12,20 * * 6,0"))
    """Usually: while press conferences are held and their transcripts appear."""

    def last_slot(self, moment: datetime, zone: str) -> datetime | None:
        """The latest time up to ``moment`` (with a zone) at which the site was to be looked at (UTC)."""
        return next(self._slots(moment, zone, back=True), None)

    def next_slot(self, moment: datetime, zone: str) -> datetime | None:
        """The first time after ``moment`` (with a zone) at which the site is to be looked at (UTC)."""
        return next(self._slots(moment, zone, back=False), None)

    def _slots(self, moment: datetime, zone: str, *, back: bool) -> Iterator[datetime]:
        here = ZoneInfo(zone)
        today = moment.astimezone(here).date()
        for distance in range(HORIZON):
            day = today + timedelta(days=-distance if back else distance)
            times = {at for line in self.press_hours if line.fires_on(day) for at in line.times()}
            for at in sorted(times, reverse=back):
                slot = datetime.combine(day, at, here).astimezone(UTC)
                if slot <= moment if back else slot > moment:
                    yield slot


USUAL = Schedule()
"""Of a definition that states none."""

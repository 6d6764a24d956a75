"""The times that a live transcript stamps its speeches with (``[陆怀谷] [10:11]：…``, ``…。2022-11-05 15:06:31``)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from parsers.html.dates import find_date
from parsers.records import Turn
from parsers.speakers.labels import COLON
from parsers.turns.lines import Line, Speech

_CLOCK = re.compile(rf"(?<![\d{COLON}])(?P<h>[01]?\d|2[0-3])[{COLON}](?P<m>[0-5]\d)(?:[{COLON}](?P<s>[0-5]\d))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time of day at the site, and its day where the stamp names it."""

    at: time
    day: date | None


def read_stamp(text: str) -> Stamp | None:
    """The stamp in a label or a line of nothing else; None where there is no clock in it."""
    hit = _CLOCK.search(text)
    return Stamp(time(int(hit["h"]), int(hit["m"]), int(hit["s"] or 0)), find_date(text)) if hit else None


class Stamps:
    """Which speech each stamp of a page belongs to: in its label, on a line before all that it times, or behind it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        alone = [index for index, line in enumerate(lines) if _alone(line)]
        self._none = not alone
        spoken = next((index for index, line in enumerate(lines) if not line.left_out), 0)
        self._before = bool(alone) and alone[0] < spoken
        # One line with a time above the text (2023-05-09 10:00:15) is when the page was published.
        self._believed = not self._before or len(alone) > 1

    def of(self, speech: Speech) -> Stamp | None:
        """The first stamp of a speech."""
        label = speech.label
        labelled = read_stamp(speech.lines[0].text[: label.end]) if label else None
        if labelled or self._none or not self._believed:
            return labelled
        places = [line.at for line in speech.lines]
        beside = [at - 1 for at in places[:1]] if self._before else [at + 1 for at in places]
        found = (self._lines[at] for at in beside if 0 <= at < len(self._lines))
        return next((read_stamp(line.text) for line in found if _alone(line)), None)


def with_times(turns: Sequence[Turn], stamps: Mapping[int, Stamp], held_on: date | None, zone: str) -> tuple[Turn, ...]:
    """The turns with their times; a stamp without a day is of the day of the event, where that is known.

    Args:
        stamps: by ``Turn.seq``.
        zone: the site's.
    """
    if not stamps:
        return tuple(turns)
    return tuple(replace(turn, said_at=_moment(stamps.get(turn.seq), held_on, ZoneInfo(zone))) for turn in turns)


def _moment(stamp: Stamp | None, held_on: date | None, zone: ZoneInfo) -> datetime | None:
    day = stamp.day or held_on if stamp else None
    if stamp is None or day is None:
        return None
    return datetime.combine(day, stamp.at, zone).astimezone(UTC).replace(tzinfo=None)


def _alone(line: Line) -> bool:
    return line.left_out == "time stamp" and read_stamp(line.text) is not None

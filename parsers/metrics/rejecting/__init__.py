"""What is not a figure: rules with a reason each, tried in order; the first that applies gives the reason.

names      numbers in names, titles, addresses, idioms
counts     counts with a measure word that count nothing
durations  spans of time that are the frame of another figure
"""

from collections.abc import Callable
from itertools import product
from typing import Final

from parsers.metrics.place import NumberPlace
from parsers.metrics.rejecting import counts, durations, names

Rule = Callable[[NumberPlace], bool]
ALWAYS: Final[tuple[Rule, ...]] = (
    names.vague,
    names.letter_name,
    names.number_of_document,
    names.address,
    names.no_unit,
    names.rank,
    names.in_book_title,
    names.quoted_name,
    names.grade,
    names.size_name,
    names.one_as_article,
    names.wholly,
    names.a_single_coin,
    counts.scaffolding,
    names.per_base,
    names.bare_multiplier,
)
MEASURED: Final[tuple[Rule, ...]] = (
    counts.after_book_title,
    counts.titled_meeting,
    counts.years_counted,
    counts.session,
    counts.two_as_ordinal,
    counts.determined,
    counts.people_here,
    counts.apposition,
    counts.collective_name,
)
"""Rules about counts with a measure word."""
UNMEASURED: Final[tuple[Rule, ...]] = (
    names.party,
    names.ups_and_downs,
    names.half_a_name,
    names.return_period,
    names.bare_points,
    names.time_half_gone,
    names.angle,
    names.around_the_clock,
)
"""Rules about quantities in units of measurement, and about numbers without a unit."""


_OF_CHINESE: Final = frozenset(
    {
        names.vague,
        names.one_as_article,
        names.wholly,
        names.a_single_coin,
        names.bare_multiplier,
        names.bare_points,
        names.ups_and_downs,
        counts.two_as_ordinal,
        counts.apposition,
        counts.collective_name,
    }
)
"""Rules that only a number in Chinese numerals can fall under."""
_QUOTED: Final = frozenset({names.in_book_title, names.quoted_name})
"""Rules about what stands between 《》 or “”."""


def _tried(measured: bool, chinese: bool, quoted: bool) -> tuple[Rule, ...]:
    return tuple(
        rule
        for rule in (*ALWAYS, *(MEASURED if measured else UNMEASURED))
        if (chinese or rule not in _OF_CHINESE) and (quoted or rule not in _QUOTED)
    )


_BOTH: Final = (False, True)
_TRIED: Final = {which: _tried(*which) for which in product(_BOTH, _BOTH, _BOTH)}


def rejection(place: NumberPlace) -> str | None:
    """The name of the first rule that says this is no figure."""
    for rule in _TRIED[place.measured, place.mention.number.chinese, place.k in place.scene.quoted]:
        if rule(place):
            return rule.__name__
    return "frame" if durations.is_frame(place) else None

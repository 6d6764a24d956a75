"""What is not a figure: rules with a reason each, tried in order; the first that applies gives the reason.

names      numbers in names, titles, addresses, idioms
counts     counts with a measure word that count nothing
durations  spans of time that are the frame of another figure
"""

from collections.abc import Callable
from functools import cache
from typing import Final

from parsers.metrics.place import NumberPlace
from parsers.metrics.rejecting import counts, durations, names

Rule = Callable[[NumberPlace], bool]
KINDS: Final = {"angle": "angle", "party": "party", "name": "half_a_name"}
"""Kinds of units in which there are no figures: 360度服务, 六方会谈, 5年期贷款."""
RULES: Final[tuple[tuple[Rule, str], ...]] = (
    (names.vague, "chinese"),
    (names.letter_name, ""),
    (names.number_of_document, "arabic"),
    (names.address, ""),
    (names.half_a_group, "arabic"),
    (names.no_unit, "without-unit"),
    (names.rank, ""),
    (names.in_book_title, "quoted"),
    (names.quoted_name, "quoted"),
    (names.grade, ""),
    (names.size_name, ""),
    (names.one_as_article, "chinese small"),
    (names.saying, ""),
    (counts.scaffolding, ""),
    (names.per_base, ""),
    (names.bare_multiplier, "chinese"),
    (counts.after_book_title, "measured"),
    (counts.session, "measured"),
    (counts.two_as_ordinal, "measured chinese"),
    (counts.determined, "measured small"),
    (counts.people_here, "measured small"),
    (counts.apposition, "measured chinese small"),
    (counts.collective_name, "measured chinese small"),
    (names.ups_and_downs, "chinese volume"),
    (names.bare_points, "chinese index"),
    (names.around_the_clock, "arabic duration"),
    (durations.frame, "duration"),
)
"""Each with what a number must be for it to apply: how it is written, how small, in what kind of unit."""


@cache
def _tried(measured: bool, chinese: bool, small: bool, quoted: bool, kind: str) -> tuple[Rule, ...]:
    """The rules that may apply to such numbers."""
    so = {"measured": measured, "chinese": chinese, "arabic": not chinese, "small": small, "quoted": quoted}
    is_so = {name for name, holds in so.items() if holds} | {kind or "without-unit"}
    return tuple(rule for rule, needs in RULES if is_so.issuperset(needs.split()))


def rejection(place: NumberPlace) -> str | None:
    """The name of the first rule that says this is no figure."""
    chinese = place.mention.number.chinese
    for rule in _tried(place.measured, chinese, place.small, place.k in place.scene.quoted, place.kind):
        if rule(place):
            return rule.__name__
    return KINDS.get(place.kind)

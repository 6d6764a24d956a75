"""What can come of asking for a page, and the one treatment of each. docs/fetching.md shows this table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, get_args

Outcome = Literal[
    "ok",
    "unchanged",
    "redirect",
    "gone",
    "soft_404",
    "blocked",
    "disallowed",
    "truncated",
    "too_large",
    "timeout",
    "unavailable",
    "wrong_type",
    "off_site",
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Treatment:
    """What a run does with an outcome."""

    meaning: str
    again: tuple[timedelta, ...] = ()
    """When the page is asked for again after the first, second … such outcome in a row; the last repeats.
    Empty: by the page's age."""
    answered: bool = False
    """Whether the host showed that it serves us."""


_SOON = (HOUR, 3 * HOUR, 12 * HOUR, DAY)
_RARELY = (DAY, 7 * DAY, 28 * DAY)

TREATMENTS: dict[Outcome, Treatment] = {
    "ok": Treatment("A body that was not known before.", answered=True),
    "unchanged": Treatment("304, or the same bytes as the archived copy.", answered=True),
    "redirect": Treatment("Followed within the site's hosts, at most five times; counts as its target's outcome."),
    "gone": Treatment("404 or 410.", _RARELY, answered=True),
    "soft_404": Treatment(
        "An error page that calls itself 200, or a redirect to the home page or the list.", _RARELY, True
    ),
    "blocked": Treatment(
        "A refusal (401, 403, 405, 412, 429, 521 …), a challenge page, or a pause after these.", (HOUR, 6 * HOUR, DAY)
    ),
    "disallowed": Treatment("Not asked: robots.txt forbids it.", (7 * DAY,)),
    "truncated": Treatment("The body ended early, or there was none.", _SOON),
    "too_large": Treatment("More bytes than the limits allow, on the wire or unpacked.", (7 * DAY, 28 * DAY)),
    "timeout": Treatment("No answer, or not all of it, in time.", _SOON),
    "unavailable": Treatment("No connection, a server error (5xx), or an answer that is not HTTP.", _SOON),
    "wrong_type": Treatment("Not an HTML page.", (7 * DAY, 28 * DAY), answered=True),
    "off_site": Treatment("A redirect that leaves the site's hosts, or http(s).", (7 * DAY, 28 * DAY)),
}

AGES: tuple[tuple[timedelta, timedelta], ...] = (
    (2 * DAY, 6 * HOUR),
    (14 * DAY, DAY),
    (90 * DAY, 7 * DAY),
    (timedelta.max, 28 * DAY),
)
"""(younger than, asked again after): corrections come within days of publication, rarely after months."""


QUARANTINE = (DAY, 7 * DAY)
"""A page in quarantine is asked again so often: in the first week of its copy, and later. Offices mend what is broken
soon or never."""


def quarantine_after(copy_age: timedelta) -> timedelta:
    """How long a page is left alone whose copy, fetched so long ago, is in quarantine."""
    return QUARANTINE[0] if copy_age < QUARANTINE[1] else QUARANTINE[1]


def recheck_after(age: timedelta) -> timedelta:
    """How long a page of this age (since it was listed or first seen) is taken to be unchanged."""
    return next(interval for limit, interval in AGES if age < limit)


def again_after(outcome: Outcome, *, failures: int, age: timedelta) -> timedelta:
    """When to ask again; ``failures`` counts this outcome and the failures before it in a row."""
    steps = TREATMENTS[outcome].again
    return steps[min(max(failures, 1), len(steps)) - 1] if steps else recheck_after(age)

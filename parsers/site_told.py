"""What an article was read as, told for whoever writes its site's definition: who speaks, and what needed a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.event_dates import ELSEWHERE, held_by
from parsers.html.tables import CELL
from parsers.records import Page, Turn
from parsers.turns.folding import Dialogue

NOTHING = "nothing"
"""The sample of a selector that matches nothing."""
_SHOWN = 4
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Finding:
    """One selector tried on one page."""

    key: str
    """Where it stands in the definition: ``listing.item``."""
    selector: str
    matches: int
    """Elements it matches (inside an entry: entries that have it)."""
    sample: str
    """The beginning of what it yields, or why it yields nothing."""
    ok: bool
    """False when the definition cannot work like this."""
    better: str | None = None
    """A selector that finds the part on this page, where this one does not."""
    warns: bool = False
    """Whether it works and something is to be looked at before anything is loaded."""


def told_of(page: Page, reading: Dialogue) -> Iterator[Finding]:
    """A line for each thing of a reading that the page may be looked at for; none for what it does not have."""
    turns = page.turns
    yield from _held(page, reading)
    answering = [turn for turn in turns if turn.role in ("answer", "statement", "moderator")]
    yield from _told("asked by", (turn.outlet or turn.speaker for turn in turns if turn.role == "question"))
    yield from _told("said by", map(_person, answering))
    yield from _told("label over lines", _over_lines(reading))
    yield from _told("no label", (_short(turn.text) for turn in turns if not turn.label and turn.role != "statement"))
    yield from _told("follow-up", (_short(turn.text) for turn in turns if turn.follow_up))
    yield from _told("remark", (_short(turn.text) for turn in turns if turn.role == "remark"))
    yield from _told("table row", (_short(line) for turn in turns for line in turn.text.split("\n") if CELL in line))
    yield from _stamps(turns, reading)
    for reason in dict.fromkeys(why for _, why in reading.left_out):
        yield from _told(f"left out: {reason}", (_short(text) for text, why in reading.left_out if why == reason))


def _held(page: Page, reading: Dialogue) -> Iterator[Finding]:
    """The words that the day of the event is taken from, beside the day of the page."""
    told = held_by(page.title, reading, page.kind, page.published_on)
    if page.held_on and (told is None or told[0] != page.held_on):
        told = (page.held_on, ELSEWHERE) if page.held_on != page.published_on else None
    if told:
        beside = f"; the page is of {page.published_on}" if page.published_on else ""
        yield Finding("article", "held on", 1, f"{told[0]}, from: {_short(told[1])}{beside}", ok=True)


def _told(what: str, found: Iterable[str | None]) -> Iterator[Finding]:
    """How often, and the first of them, those that recur with their number."""
    counted = Counter(one for one in found if one)
    if counted:
        shown = [f"{one} ×{count}" if count > 1 else one for one, count in list(counted.items())[:_SHOWN]]
        more = ["…"] if len(counted) > _SHOWN else []
        yield Finding("article", what, counted.total(), ", ".join([*shown, *more]), ok=True)


def _stamps(turns: Sequence[Turn], reading: Dialogue) -> Iterator[Finding]:
    clocks = [f"{reading.stamps[turn.seq].at:%H:%M}" for turn in turns if turn.seq in reading.stamps]
    if clocks:
        yield Finding(
            "article", "time stamp", len(clocks), f"from {clocks[0]} to {clocks[-1]}, out of the text", ok=True
        )


def _person(turn: Turn) -> str | None:
    if not turn.speaker:
        return turn.position
    return f"{turn.speaker} ({turn.position})" if turn.position else turn.speaker


def _over_lines(reading: Dialogue) -> Iterator[str]:
    return (label for label in reading.labels if label in reading.joined)


def _short(text: str) -> str:
    line = text.split("\n")[0]
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"

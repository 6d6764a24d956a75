"""Paragraphs in, turns out: who speaks, in which role, to which question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parsers.html.paragraphs import Paragraph
from parsers.records import Turn
from parsers.speakers.introductions import people_introduced
from parsers.speakers.names import knowing
from parsers.speakers.people import People
from parsers.turns.cast import Cast
from parsers.turns.edges import mark_box, mark_tail
from parsers.turns.furniture import Reason
from parsers.turns.label_choice import choose_labels
from parsers.turns.lines import Line
from parsers.turns.replies import mark_interjections, part_closing, part_replies
from parsers.turns.script import mark_rest, read_head, read_script, speeches
from parsers.turns.stamps import Stamp, Stamps
from parsers.turns.translations import set_translations_aside
from parsers.turns.unlabelled import name_roles

_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What the paragraphs of a page say."""

    turns: tuple[Turn, ...]
    left_out: tuple[tuple[str, Reason], ...]
    """Paragraphs in no turn, and why."""
    labels: tuple[str, ...] = ()
    """Every label as it stands in the body, colon included; with texts and ``left_out`` they make up the body."""
    warnings: tuple[str, ...] = ()
    stamps: Mapping[int, Stamp] = field(default_factory=dict)
    """``Turn.seq`` → when it was said, on a page that says so."""
    decided: tuple[tuple[str, bool, tuple[str, ...]], ...] = ()
    """Each line that begins like a label: its beginning, whether it is one, and the evidence for that."""
    joined: frozenset[str] = frozenset()
    """Labels that stand on several lines."""


def parse_turns(paragraphs: Sequence[Paragraph], *, title: str = "") -> Dialogue:
    """The turns of a body, in page order, without figures.

    Nothing is lost: every paragraph is in exactly one turn or in ``left_out``.
    """
    with knowing(people_introduced("\n".join(paragraph.text for paragraph in paragraphs))):
        return _read(paragraphs, title)


def _read(paragraphs: Sequence[Paragraph], title: str) -> Dialogue:
    lines, warnings = set_translations_aside(read_script(paragraphs, title=title))
    weighed = choose_labels(mark_box(lines))
    people = _people(weighed)
    lines, told = read_head(mark_tail(weighed))
    for text in told:
        people.read_line(text)
    lines = mark_rest(lines)
    found = mark_interjections(part_closing(part_replies(name_roles(speeches(lines), title))))
    people.read_text(title)
    for line in lines:
        if line.left_out in ("lead", "event data"):
            people.read_text(line.text)
    cast = Cast(found, people, Stamps(lines))
    turns = cast.turns()
    left_out = tuple((line.text, line.left_out) for line in lines if line.left_out)
    labels = tuple(line.text[: line.label.end] for speech in found for line in speech.lines if line.label)
    whole = {paragraph.text for paragraph in paragraphs}
    joined = frozenset(
        line.text for line in lines if line.label and line.label.alone and line.text not in whole and " " in line.text
    )
    decided = tuple((line.text[:_SHOWN], line.label is not None, line.why) for line in weighed if line.why)
    return Dialogue(tuple(turns), left_out, labels, tuple(warnings + cast.warnings), cast.stamps, decided, joined)


def _people(lines: Sequence[Line]) -> People:
    """Whom the labels name."""
    people = People({line.label.who.speaker for line in lines if line.label and line.label.who.speaker})
    for person in (person for line in lines if line.label for person in line.label.who.together):
        people.add(person)
    return people

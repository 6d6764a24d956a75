"""Which possible labels are labels: each line's readings are weighed by the evidence, and the best supported is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from parsers.speakers.labels import STAMP, Label
from parsers.speakers.party import Certainty, Who
from parsers.turns.cases import Case, Course, Labels
from parsers.turns.evidence import EVIDENCE, Evidence, Says
from parsers.turns.lines import Line

# 企业代表：请问…？
_REPRESENTS = re.compile(r"^[^，。]{0,8}代表$")

_LISTED = frozenset({"an item of a list", "beside an item of its shape"})


def choose_labels(lines: Sequence[Line]) -> list[Line]:
    """The lines with the labels that their evidence and the page as a whole bear out."""
    return [line for _, line in decide(lines)]


def decide(lines: Sequence[Line]) -> Iterator[tuple[Case | None, Line]]:
    """Each line as decided, and the case that was judged; None where there was nothing to judge."""
    page, course = Labels(lines), Course()
    for line in lines:
        case = Case(page, course, line, line.label) if line.label and line.part in (None, "who") else None
        decided = _decided(case) if case else line
        course = course.after(decided, judged=case is not None, item=not _LISTED.isdisjoint(decided.why))
        yield case, decided


def weigh(case: Case, table: Sequence[Evidence] = EVIDENCE) -> tuple[Says, tuple[str, ...]]:
    """The reading with the most support, and what speaks for it; of two alike the one that claims less."""
    support = dict.fromkeys(readings(case), 0)
    rows = _rows(tuple(table), case.who.certainty, case.label.colon, tuple(support))
    seen = [row for row in rows if row.holds(case)]
    for row in seen:
        for says in row.speaks_for:
            if says in support:
                support[says] += row.weight
    best = max(support, key=support.__getitem__)
    return best, tuple([row.name for row in seen if best in row.speaks_for])


@lru_cache(64)
def _rows(
    table: tuple[Evidence, ...], certainty: Certainty, marked: bool, says: tuple[Says, ...]
) -> tuple[Evidence, ...]:
    """What may be seen at labels of one kind: a quarter of all rows at most labels."""
    return tuple(
        row
        for row in table
        if row.among in (None, certainty) and row.marked in (None, marked) and not set(says).isdisjoint(row.speaks_for)
    )


def readings(case: Case) -> Iterator[Says]:
    """Everything that a line with a possible label may be, what claims least first."""
    yield "text"
    yield "heading"
    who = case.who
    if not case.possible or who.speaker or who.position or who.together or case.line.part:
        yield "party"
    if not case.certain and _may_ask(case.label):
        yield "asker"


def _decided(case: Case) -> Line:
    says, why = weigh(case)
    line = case.line
    reason = "heading" if says == "heading" else line.left_out
    return Line(line.at, line.text, line.bold, _label(case, says), reason, line.part, line.opens, why)


def _label(case: Case, says: Says) -> Label | None:
    """What a line's label is in a reading of it."""
    label = case.label
    if says == "party":
        return replace(label, who=replace(case.who, certainty=Certainty.LIKELY)) if case.possible else label
    return replace(label, who=_asker(label)) if says == "asker" else None


def _may_ask(label: Label) -> bool:
    """Whether the label's words may name somebody who asks."""
    who = label.who
    if who.certainty is Certainty.POSSIBLE:
        return not who.together
    if who.speaker:
        return not who.role and not who.position
    return _REPRESENTS.search(label.written) is not None


def _asker(label: Label) -> Who:
    """The label's words as somebody who asks: an outlet nobody has heard of (``东方教育：…？``), or a person."""
    who = label.who
    if who.certainty is Certainty.POSSIBLE:
        return Who(Certainty.LIKELY, "question", outlet=_plain(label))
    if not who.speaker:
        return Who(Certainty.LIKELY, "question", generic=True)
    if len(who.speaker) > 3:
        return Who(Certainty.LIKELY, "question", outlet=label.written)
    return replace(who, role="question")


def _plain(label: Label) -> str:
    """``3、民生热线``, ``【民生热线】``, ``民生热线 [10:20:11]`` as the bare name."""
    text = re.sub(rf"\s*{STAMP}\s*|^[\[［【〔]|[\]］】〕]$", "", label.written)
    return re.sub(r"^\W*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．)）]\s*", "", text)

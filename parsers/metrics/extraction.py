"""Putting a figure together: from the text to ``Metric`` records, stage by stage."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from parsers.metrics import change, confidence, figures, groups, lists, naming, qualifiers, scene
from parsers.metrics.figures import Found
from parsers.metrics.groups import Tie
from parsers.metrics.naming import Phrase
from parsers.metrics.scene import Scene
from parsers.records import Metric
from parsers.times import Cited, Evidence, Frames, Governed, TimeExpression, Told
from parsers.words import Text, Token
from parsers.words.lexicon import words_of
from parsers.words.quantities import NUMERAL
from parsers.words.token import Mention

_MEASURED = frozenset({"age", "duration", "length", "area", "money"})
_LIMITS = words_of("what: limit")


@dataclass(slots=True)
class Candidate:
    """A place where a numeral stands: a figure (``metric`` is set) or rejected under ``rule``."""

    text: str
    start: int
    end: int
    accepted: bool
    rule: str
    """For a rejected candidate the name of the rule; for a figure where its name stands."""
    metric: Metric | None
    words: str = ""
    """The words of its clause, each with its class."""


@dataclass(slots=True)
class _Reading:
    """What the stages yield for one figure."""

    found: Found
    tie: Tie
    named: Phrase | None


def extract(text: str | Text, *, held_on: date | None = None) -> tuple[Metric, ...]:
    """Every figure cited in one turn's text, in order; offsets are code points into ``text``."""
    return tuple(told.metric for told in told_by(text, held_on=held_on)[0])


def told_by(text: str | Text, *, held_on: date | None = None) -> tuple[list[Told], list[Token]]:
    """Every figure with its time and the words that name it (see ``parsers.prose``).

    With them come the words that they were found among.

    Args:
        text: a ``Text`` where others read it as well.
    """
    text = Text.of(text)
    if not NUMERAL.search(text.folded):
        return [], []  # most questions name no number
    seen = scene.read(text)
    return _told(text.written, seen, _readings(seen, _found(seen)), held_on), seen.tokens


def explain(text: str) -> list[Candidate]:
    """Every candidate with its decision, the rule behind it and the words around it, in text order.

    Numerals that are not read at all are listed as well: those of time expressions and of fixed words (一网通办).
    """
    seen, whole = scene.read(Text(text)), scene.read(Text(text), whole=True)
    found = _found(seen)
    readings = _readings(seen, found)
    metrics = {told.metric.start: told.metric for told in _told(text, seen, readings, None)}
    places = {reading.found.start: naming.place(reading.found, reading.named) for reading in readings}
    result = [
        Candidate(text[start:end], start, end, accepted=False, rule=rule, metric=None, words=_words(whole, start))
        for start, end, rule in scene.unread(whole)
    ]
    for item in found:
        metric = metrics.get(item.start) if item.rejected_by is None else None
        rule = item.rejected_by or places[item.start]
        shown = _shown(item.clause.tokens)
        result.append(
            Candidate(text[item.start : item.end], item.start, item.end, metric is not None, rule, metric, shown)
        )
    return sorted(result, key=lambda candidate: candidate.start)


def _words(seen: Scene, at: int) -> str:
    i = bisect_right(seen.clauses, at, key=lambda clause: clause.start) - 1
    return _shown(seen.clauses[i].tokens) if i >= 0 else ""


def _shown(tokens: list[Token]) -> str:
    """税收/noun 收入/noun 12亿元/quantity."""
    return " ".join(f"{token.text}/{token.cls}" for token in tokens)


def _found(seen: Scene) -> list[Found]:
    found = lists.settled(seen, list(figures.candidates(seen)))
    frames = [
        TimeExpression(item.start, item.end, seen.text[item.start : item.end], "frame")
        for item in found
        if item.rejected_by == "frame"
    ]
    if frames:
        seen.times[:] = sorted([*seen.times, *frames], key=lambda expression: expression.start)
    return found


def _readings(seen: Scene, found: list[Found]) -> list[_Reading]:
    cited = [item for item in found if item.rejected_by is None]
    if not cited:
        return []
    ties = groups.ties(seen, cited)
    return [_Reading(*one) for one in zip(cited, ties, naming.name(seen, cited, ties), strict=True)]


def figures_of(text: str) -> tuple[Scene, list[Found], list[Tie]]:
    """The figures of a text before they are named."""
    seen = scene.read(Text(text))
    found = [item for item in _found(seen) if item.rejected_by is None]
    return seen, found, groups.ties(seen, found)


def evidence(text: str, *, held_on: date | None = None) -> Evidence[str]:
    """What the times of a text's figures are chosen from."""
    seen, found, ties = figures_of(text)
    cited = [_cited(seen, item, tie) for item, tie in zip(found, ties, strict=True)]
    return Frames(seen.source, seen.times, held_on, seen.tokens).evidence(cited)


def _told(text: str, seen: Scene, readings: list[_Reading], held_on: date | None) -> list[Told]:
    told: list[Told] = []
    frames = Frames(seen.source, seen.times, held_on, seen.tokens)
    for reading, govern in zip(readings, frames.govern([_cited(seen, r.found, r.tie) for r in readings]), strict=True):
        inherited = told[-1].metric if reading.tie.joined and told else None
        metric = _metric(text, seen, reading, govern, inherited)
        told.append(Told(metric, govern, _extent(seen, reading.named)))
    return told


def _extent(seen: Scene, named: Phrase | None) -> tuple[int, int] | None:
    return (seen.tokens[named[0]].start, seen.tokens[named[1] - 1].end) if named else None


def _cited(seen: Scene, found: Found, tie: Tie) -> Cited:
    return Cited(
        found.start,
        found.end,
        kind=found.kind,
        limit=_is_limit(seen, found),
        changed=bool(tie.pair),
        origin=tie.pair == "from",
        doubled=found.mention.form == "turns",
        joined=tie.joined,
    )


def _is_limit(seen: Scene, found: Found) -> bool:
    """60岁以上, 满六年; 累计雨量超过100毫米的有118个."""
    qualified = found.qualified
    if qualified.trail in _LIMITS or qualified.lead in _LIMITS:
        return True
    return qualified.stated in ("gt", "ge") and found.kind in _MEASURED and seen.tokens[found.last].text == "的"


def _metric(text: str, seen: Scene, reading: _Reading, govern: Governed, inherited: Metric | None) -> Metric:
    """One figure; ``inherited`` is the one that it is coordinated with."""
    found, mention = reading.found, reading.found.mention
    return Metric(
        text=text[found.start : found.end],
        start=found.start,
        end=found.end,
        value=mention.low,
        value_high=mention.high if mention.low != mention.high else None,
        unit=found.canonical or None,
        unit_text=_unit_text(text, mention),
        kind=found.kind,
        relation=qualifiers.inside(seen.text, mention) or qualifiers.relation(found.qualified, mention),
        direction=_direction(seen, reading, inherited),
        indicator=_indicator(text, seen, reading.named),
        period=_period(text, govern),
        comparison=inherited.comparison if inherited else change.comparison(seen, found),
        confidence=confidence.of(found),
    )


def _indicator(text: str, seen: Scene, named: Phrase | None) -> str | None:
    """The phrase in the page's own characters (`城鎮新增就業`)."""
    if named is None:
        return None
    first, last = named
    return text[seen.tokens[first].start : seen.tokens[last - 1].end].strip() or None


def _unit_text(text: str, mention: Mention) -> str | None:
    """The unit as the page has it; put together from two places in 2分15秒."""
    written = mention.unit_text
    at = text.rfind(written, mention.start, mention.end) if written else -1
    if written and at < 0 and mention.end - len(written) >= mention.start and mention.form == "plain":
        return text[mention.end - len(written) : mention.end]
    return written


def _period(text: str, govern: Governed) -> str | None:
    """A time as the page has it; 一季度, of which 一、二季度 has only the number, as it is meant."""
    expression = govern.expression
    if expression is None or govern.inferred:
        return None
    written = text[expression.start : expression.end]
    return written if len(written.replace(" ", "")) == len(expression.text) else expression.text


def _direction(seen: Scene, reading: _Reading, inherited: Metric | None) -> change.Direction | None:
    mention = reading.found.mention
    if mention.form == "turns":
        return "up"
    if reading.tie.pair or mention.low < 0:
        return None
    if inherited is not None and inherited.kind == reading.found.kind:
        return inherited.direction
    return change.direction(seen, reading.found, reading.found.near)

"""Putting a figure together: from accepted candidates to ``Metric`` records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parsers.metrics import change, confidence, indicators, qualifiers
from parsers.metrics.clauses import clause_start
from parsers.metrics.indicators import Reading
from parsers.metrics.scan import Found, masked, scan, sentence_bounds, sentence_of
from parsers.records import Metric, Relation
from parsers.times import Cited, Frames, Governed, TimeExpression
from parsers.words.fold import fold


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a numeral stands: a figure (``metric`` is set) or rejected under ``rule``."""

    text: str
    start: int
    end: int
    accepted: bool
    rule: str
    """For a rejected candidate the name of the rule; for a figure the indicator pattern."""
    metric: Metric | None


def extract(text: str, *, held_on: date | None = None) -> tuple[Metric, ...]:
    """Every figure cited in one turn's text, in order; offsets are code points into ``text``."""
    _, _, metrics = _read(text, _folded(text), held_on)
    return tuple(metric for metric, _ in metrics.values())


def explain(text: str, *, held_on: date | None = None) -> list[Candidate]:
    """Every candidate with its decision and the rule behind it, in text order.

    Numerals that are not read at all are listed as well: those of time expressions and of fixed words (一网通办).
    """
    folded = _folded(text)
    found, expressions, metrics = _read(text, folded, held_on)
    result = [
        Candidate(text[start:end], start, end, accepted=False, rule=rule, metric=None)
        for start, end, rule in masked(folded, expressions)
    ]
    for item in found:
        metric, pattern = metrics.get(item.start, (None, "")) if item.rejected_by is None else (None, "")
        rule = item.rejected_by or pattern
        result.append(Candidate(text[item.start : item.end], item.start, item.end, metric is not None, rule, metric))
    return sorted(result, key=lambda candidate: candidate.start)


def _folded(text: str) -> str:
    """The folded text; the same object where nothing is folded, which is asked for every phrase."""
    folded = fold(text)
    return text if folded == text else folded


def _read(
    text: str, folded: str, held_on: date | None
) -> tuple[list[Found], list[TimeExpression], dict[int, tuple[Metric, str]]]:
    """Candidates, time expressions, and the figures by where they start, each with its indicator's pattern."""
    sentences = sentence_bounds(folded)
    found, expressions = scan(folded, sentences)
    readings = _readings(folded, [item for item in found if item.rejected_by is None], sentences)
    indicators.mark_groups(folded, readings)
    indicators.assign(folded, readings, expressions)
    return found, expressions, _metrics(text, folded, readings, Frames(folded, expressions, held_on), held_on)


def _readings(text: str, found: list[Found], ends: list[int]) -> list[Reading]:
    readings: list[Reading] = []
    previous = 0
    for item in found:
        sentence, sentence_end = sentence_of(ends, item.start, len(text))
        clause = clause_start(text, item.start, max(sentence, item.start - 200))
        left = max(clause, previous)
        paragraph = text.rfind("\n", max(0, item.start - 4000), item.start) + 1
        readings.append(
            Reading(item, clause, left, sentence, sentence_end, paragraph, text[left : item.start], previous=previous)
        )
        previous = item.end
    return readings


def _metrics(
    text: str, folded: str, readings: list[Reading], frames: Frames, held_on: date | None
) -> dict[int, tuple[Metric, str]]:
    metrics: dict[int, tuple[Metric, str]] = {}
    last: Metric | None = None
    for reading, govern in zip(readings, frames.govern([_cited(reading) for reading in readings]), strict=True):
        last = _metric(text, folded, reading, govern, held_on, last)
        metrics[reading.found.start] = (last, reading.pattern)
    return metrics


_LIMITS = frozenset({"以上", "以下", "及以上", "及以下", "以内", "之内", "内"})


def _cited(reading: Reading) -> Cited:
    found = reading.found
    return Cited(
        found.start,
        found.end,
        kind=reading.kind,
        limit=found.trail in _LIMITS or found.lead == "满",
        changed=bool(reading.pair),
        origin=reading.pair == "from",
        doubled=found.mention.form == "turns",
        joined=reading.joined,
    )


def _metric(
    text: str,
    folded: str,
    reading: Reading,
    govern: Governed,
    held_on: date | None,
    last: Metric | None,
) -> Metric:
    found = reading.found
    mention = found.mention
    vague = mention.low != mention.high
    clause = folded[reading.clause : found.start]
    inherited = last if reading.joined else None
    status = inherited.status if inherited else change.status(clause, folded[found.end : found.end + 20])
    span = govern.dates(reported=status != "plan")
    if span and held_on and span[0] > held_on:
        status = "plan"  # 到2025年达到90%, said in 2024
    return Metric(
        text=text[found.start : found.end],
        start=found.start,
        end=found.end,
        value=mention.low,
        value_high=mention.high if vague else None,
        unit=(mention.unit.canonical or None) if mention.unit else None,
        unit_text=_as_written(text, folded, mention.unit_text, reading.found.start),
        kind=reading.kind,
        relation=_relation(folded, reading),
        direction=_direction(reading, inherited),
        indicator=_as_written(text, folded, reading.indicator, reading.found.start),
        period=_period(text, govern),
        period_start=span[0] if span else None,
        period_end=span[1] if span else None,
        period_inferred=govern.inferred and span is not None,
        comparison=inherited.comparison if inherited else change.comparison(clause),
        status=status,
        confidence=confidence.of(reading),
    )


def _period(text: str, govern: Governed) -> str | None:
    """A time as the page has it; 一季度, of which 一、二季度 has only the number, as it is meant."""
    expression = govern.expression
    if expression is None or govern.inferred:
        return None
    written = text[expression.start : expression.end]
    return written if len(written.replace(" ", "")) == len(expression.text) else expression.text


def _relation(folded: str, reading: Reading) -> Relation:
    found, mention = reading.found, reading.found.mention
    if mention.form == "fraction" and (half := qualifiers.about_half(folded[mention.start : mention.end])):
        return half
    inside = qualifiers.within(folded[mention.start : mention.end]) if mention.form == "turns" else None
    if inside:
        return inside
    loose = None
    if not found.lead:
        loose = qualifiers.apart(folded, found.start, reading.left, found.end, of_base=reading.of_base)
    return qualifiers.relation(found.lead, mention.inner, found.trail, loose, mention.low != mention.high)


def _direction(reading: Reading, inherited: Metric | None) -> change.Direction | None:
    mention = reading.found.mention
    if mention.form == "turns":
        return "up"
    if reading.pair or mention.low < 0:
        return None
    if inherited is not None and inherited.kind == reading.kind:
        return inherited.direction
    return change.direction(reading.before, reading.canonical, reading.kind)


def _as_written(text: str, folded: str, phrase: str | None, start: int) -> str | None:
    """A phrase cut from the folded text, in the page's own characters (`城鎮新增就業`): its place nearest the figure."""
    if phrase is None or text is folded:
        return phrase
    after, before = folded.find(phrase, start, start + 400), folded.rfind(phrase, max(0, start - 400), start)
    if after < 0 and before < 0:
        return phrase  # put together from two places, as in 2分15秒
    at = before if after < 0 or (before >= 0 and start - before <= after - start) else after
    return text[at : at + len(phrase)]

"""One pass over a text: every numeral becomes a candidate, accepted as a figure or rejected by a named rule."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from parsers.metrics import ambiguous_units, durations, missing_units, qualifiers, rules
from parsers.metrics.place import Place
from parsers.times import TimeExpression, find
from parsers.words.cuts import Cuts
from parsers.words.mention import Mention
from parsers.words.quantities import ANCHOR, find_quantities, peer_after
from parsers.words.segment import cut

_SENTENCE_END = re.compile("[。！？\n…]")
# 税负5% is a burden of 5, not minus 5.
_BURDEN = frozenset("税抱担肩胜自减欠辜背")
_NEGATIVE = re.compile("(?:[\u4e00-\u9fff，；：、（]|^)-$")


@dataclass(slots=True)
class Found:
    """A candidate: its mention, its span with qualifiers, and the rule that rejected it (None: a figure)."""

    mention: Mention
    start: int
    end: int
    lead: str | None
    trail: str | None
    rejected_by: str | None


def sentence_bounds(text: str) -> list[int]:
    """The ends of all sentences: the positions behind 。！？ and line ends."""
    return [match.end() for match in _SENTENCE_END.finditer(text)]


def scan(text: str, sentences: list[int]) -> tuple[list[Found], list[TimeExpression]]:
    """All candidates of a folded text in order, and its time expressions.

    ``sentences`` are the ends of its sentences (``sentence_bounds``).
    """
    expressions = find(text)
    found = _join_bounds(list(_candidates(text, expressions, sentences)))
    _share_units(text, found)
    _share_in_pairs(text, found)
    _share_in_talk(text, found)
    _admit_listed_ones(text, found)
    _admit_listed_spans(text, found)
    _drop_enumerations(found)
    frames = [
        TimeExpression(frame.start, frame.end, text[frame.start : frame.end], "frame")
        for frame in found
        if frame.rejected_by == "frame"
    ]
    return found, sorted([*expressions, *frames], key=lambda expression: expression.start)


def _candidates(text: str, expressions: list[TimeExpression], sentences: list[int]) -> Iterator[Found]:
    """Every numeral outside time expressions and fixed words, sentence by sentence."""
    ends = [*sentences, len(text)]
    sentence = left = 0
    for mention in find_quantities(text, Cuts(text, cut(text)), [(time.start, time.end) for time in expressions]):
        while mention.start >= ends[sentence]:
            sentence += 1
        low = ends[sentence - 1] if sentence else 0
        i = bisect_right(expressions, mention.start, key=lambda time: time.start)
        left = max(left, expressions[i - 1].end if i else 0)
        candidate = _candidate(text, mention, max(left, low), low, ends[sentence])
        if candidate is None:
            continue
        left = candidate.end if candidate.rejected_by is None else left
        yield candidate


def masked(text: str, expressions: list[TimeExpression]) -> Iterator[tuple[int, int, str]]:
    """Start, end and reason of numerals that are not read: in a time expression, or part of a fixed word."""
    at = 0
    for expression in expressions:
        yield from _fixed_words(text, at, expression.start)
        if ANCHOR.search(text, expression.start, expression.end) and expression.kind != "frame":
            yield expression.start, expression.end, "time_expression"
        at = max(at, expression.end)
    yield from _fixed_words(text, at, len(text))


def _fixed_words(text: str, at: int, high: int) -> Iterator[tuple[int, int, str]]:
    cuts = Cuts(text, cut(text))
    while anchor := ANCHOR.search(text, at, high):
        at = anchor.start() + 1
        if text[anchor.start()].isascii():
            continue
        if end := cuts.fixed_end(anchor.start()):
            yield cuts.covering(anchor.start()).start, end, "fixed_word"
            at = end


def _candidate(text: str, mention: Mention, left: int, low: int, high: int) -> Found | None:
    if mention.end > high:
        return None
    mention = ambiguous_units.settle(text, mention, low)
    if mention.unit is None:
        unit = missing_units.infer(text, mention, low, mention.start, high)
        mention = replace(mention, unit=unit) if unit else mention
    mention = _signed(text, mention, left)
    bare = mention.number.bare_scale
    span_start, lead = qualifiers.leading(text, mention.start, left, bare)
    kind = mention.unit.kind if mention.unit else ""
    span_end, trail = qualifiers.trailing(text, mention.end, kind)
    place = Place(text, mention, span_start, span_end, lead, trail, low, high)
    reason = rules.rejection(place)
    if reason is None and durations.is_frame(place):
        reason = "frame"
    return Found(mention, span_start, span_end, lead, trail, reason)


def _signed(text: str, mention: Mention, left: int) -> Mention:
    """-2.4%, 负2.4%, 零下5度: the sign belongs to the number."""
    start = mention.start
    if (start - 1 >= left and text[start - 1] == "-" and _NEGATIVE.search(text, max(left, start - 2), start)) or (
        start - 1 >= left
        and text[start - 1] == "负"
        and mention.form != "share"
        and text[start - 2 : start - 1] not in _BURDEN
    ):
        start -= 1
    elif start - 2 >= left and text.startswith("零下", start - 2):
        start -= 2
    if start == mention.start:
        return mention
    high = mention.high if mention.form == "range" else -mention.high  # -3℃至5℃
    return replace(mention, start=start, low=-mention.low, high=high)


def _share_units(text: str, found: list[Found]) -> None:
    """`4个和3.2个百分点`, `12、15家`, `百分之二十和三十`: one unit for the members of a coordination."""
    for i in range(len(found) - 1, -1, -1):
        current = found[i]
        peer = peer_after(text, current.end)
        following = found[i + 1] if i + 1 < len(found) else None
        if peer is None or following is None or following.start != peer or following.rejected_by:
            continue
        unit = following.mention.unit
        if unit is None:
            continue
        bare_count = current.mention.unit_text == "个" and unit.written in ("个百分点", "个基点", "个月", "个小时")
        if bare_count or (current.rejected_by == "no_unit" and not current.mention.number.chinese):
            mention = current.mention
            mention.unit = unit
            mention.low, mention.high = mention.low * unit.factor, mention.high * unit.factor
            current.rejected_by = None


def _join_bounds(found: list[Found]) -> list[Found]:
    """`500元以上1000元以下罚款`: two bounds that touch are one range."""
    joined: list[Found] = []
    for item in found:
        last = joined[-1] if joined else None
        unit = item.mention.unit
        if (
            last is not None
            and unit is not None
            and (last.trail, last.end) == ("以上", item.start)
            and item.trail in ("以下", "以内")
            and last.mention.unit is not None
            and last.mention.unit.canonical == unit.canonical
            and last.mention.low < item.mention.high
        ):
            mention = replace(item.mention, start=last.mention.start, low=last.mention.low, form="range")
            joined[-1] = Found(mention, last.start, item.end, last.lead, item.trail, item.rejected_by)
        else:
            joined.append(item)
    return joined


_BECOMES = re.compile("[^，。；：、0-9]{0,6}(?:到|至|为|成)了?|[^。；：\n]{0,12}?(?:新增|增加|增长|减少|下降)了?")
# 小学生均经费3.2万，初中四万零五百
_NEXT_SUM = re.compile("，[\u4e00-\u9fff]{1,6}")


def _share_in_pairs(text: str, found: list[Found]) -> None:
    """`由0.31度降到0.27度`, `余额1274.6亿元，比年初新增86亿`: what the first value is in, the second is in as well."""
    for earlier, later in pairwise(found):
        unit = earlier.mention.unit
        if earlier.rejected_by or unit is None or unit.measure_word or later.mention.unit is unit:
            continue
        same = later.mention.unit_text == earlier.mention.unit_text
        number = later.mention.number
        bare_sum = later.mention.unit_text is None and number.scaled and not number.bare_scale and unit.kind == "money"
        unknown = later.mention.unit is None or not later.mention.unit.canonical or later.mention.unit.kind == "angle"
        if unknown and (
            ((same or bare_sum) and _BECOMES.fullmatch(text, earlier.end, later.start))
            or (bare_sum and _NEXT_SUM.fullmatch(text, earlier.end, later.start))
        ):
            later.mention.unit, later.rejected_by = unit, None


_TALK_BEFORE = re.compile("(?:[多少涨降减加剩掉]|多出来|到过|只有|变成|现在|只剩)(?:了|约|近)?$")
_TALK_AFTER = re.compile("(?:左右|上下|多|余)?(?:[，。；、！？]|$)")
_LONGEST_TALK = 40


def _share_in_talk(text: str, found: list[Found]) -> None:
    """每天四千多人，比周末少一千三左右; 原来四五千块钱，现在不到一百: a bare number of what was counted before."""
    for earlier, later in pairwise(found):
        unit, number = earlier.mention.unit, later.mention.number
        if earlier.rejected_by or later.rejected_by != "no_unit" or not number.chinese or number.low < 100:
            continue
        if unit is None or unit.kind not in ("count", "money"):
            continue
        near = later.start - earlier.end <= _LONGEST_TALK and not _SENTENCE_END.search(text, earlier.end, later.start)
        said = later.lead is not None or _TALK_BEFORE.search(text, earlier.end, later.start)
        if near and said and number.end - number.start > 1 and _TALK_AFTER.match(text, later.mention.end):
            mention = later.mention
            mention.unit, later.rejected_by = unit, None
            mention.low, mention.high = mention.low * unit.factor, mention.high * unit.factor


def _admit_listed_spans(text: str, found: list[Found]) -> None:
    """期限以3年和5年为主: a span of years beside one that is a figure is a figure as well."""
    for earlier, later in pairwise(found):
        if (
            later.rejected_by == "frame"
            and earlier.rejected_by is None
            and peer_after(text, earlier.end) == later.start
        ):
            unit, other = later.mention.unit, earlier.mention.unit
            if unit is not None and other is not None and unit.canonical == other.canonical:
                later.rejected_by = None


def _admit_listed_ones(text: str, found: list[Found]) -> None:
    """一个主会场和三个分会场: 一 counts beside another counted item."""
    for i, one in enumerate(found):
        if one.rejected_by != "one_as_article":
            continue
        for other in found[max(0, i - 1) : i + 2]:
            if other is one or other.rejected_by or other.mention.unit is None or not other.mention.unit.measure_word:
                continue
            between = text[min(one.end, other.end) : max(one.start, other.start)]
            if len(between) <= 12 and re.fullmatch("[^，。；：]*(?:[、和与及加]|另设)", between):
                one.rejected_by = None


def _drop_enumerations(found: list[Found]) -> None:
    """一次提醒、二次告诫、三次曝光: counting up is listing, not measuring."""
    for earlier, later in pairwise(found):
        if (
            earlier.rejected_by in ("one_as_article", "two_as_ordinal", "enumeration")
            and later.start - earlier.end <= 8
            and later.mention.unit_text == earlier.mention.unit_text
            and later.mention.low == earlier.mention.low + 1
        ):
            later.rejected_by = "enumeration"


def sentence_of(ends: list[int], at: int, size: int) -> tuple[int, int]:
    """The bounds of the sentence that holds ``at``."""
    i = bisect_right(ends, at)
    return (ends[i - 1] if i else 0), (ends[i] if i < len(ends) else size)

"""What candidates learn from each other: units shared in a list, ones that count, enumerations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.scene import BREAKS, JOINING, Scene
from parsers.words import Token
from parsers.words.lexicon import words_of
from parsers.words.units import Unit

Step = Callable[[Scene, list[Found]], list[Found]]
"""Takes the candidates of a text and gives them back, some changed."""
BECOMING: Final = tuple(words_of("what: becomes"))
"""What a verb ends with that leads to what was reached: 降至, 变成."""
_ADDING: Final = words_of("change", "count: adds")
_LONGEST_ENUMERATED: Final = 8
_LONGEST_TALK: Final = 20
_OF_TIME: Final = frozenset({"time", "copula", "verb", "adv", "aux", "lead", "about"})
# 比周末少了一千三, 现在不到一百, 最多的到过五百六
_TALKED: Final = words_of(
    "change", "frame", "count: adds", "what: bare", "what: becomes", "what: equals", "what: left", "what: missing"
)
_COUNTED_UP: Final = frozenset({"one_as_article", "two_as_ordinal", "enumeration"})


def settled(scene: Scene, found: list[Found]) -> list[Found]:
    """The candidates after all steps."""
    for step in _STEPS if len(found) > 1 else ():
        found = step(scene, found)
    return found


def between(scene: Scene, earlier: Found, later: Found) -> list[Token]:
    """The words between two candidates."""
    return scene.tokens[earlier.last : later.first]


def _in_order(learn: Callable[[Scene, Found, Found], Found]) -> Step:
    """A step in which each candidate learns from the one before, as that has become."""

    def step(scene: Scene, found: list[Found]) -> list[Found]:
        result = found[:1]
        for later in found[1:]:
            result.append(learn(scene, result[-1], later))
        return result

    return step


def _with_unit(found: Found, unit: Unit) -> Found:
    mention = found.mention
    mention = replace(mention, unit=unit, low=mention.low * unit.factor, high=mention.high * unit.factor)
    return replace(found, mention=mention, rejected_by=None)


def _share_units(scene: Scene, found: list[Found]) -> list[Found]:
    """`4个和3.2个百分点`, `12、15家`, `确诊病例274和无症状感染者5395例`: one unit for the members of a coordination."""
    result = list(found)
    for i in range(len(result) - 2, -1, -1):
        current, following = result[i], result[i + 1]
        unit = following.mention.unit
        if following.rejected_by or unit is None:
            continue
        pieces = current.mention.unit_text == "个" and unit.written.startswith("个")
        bare = current.rejected_by == "no_unit" and not current.mention.number.chinese
        words = between(scene, current, following) if pieces or bare else ()
        if words and words[0].text in JOINING and (len(words) == 1 or _named_alike(unit, words)):
            result[i] = _with_unit(current, unit)
    return result


def _named_alike(unit: Unit, words: list[Token]) -> bool:
    """病例274 和 无症状感染者5395例: each number behind its own noun."""
    return unit.measure_word and len(words) <= 5 and all(word.cls in ("noun", "adj", "act") for word in words[1:])


@_in_order
def _share_in_pairs(scene: Scene, earlier: Found, later: Found) -> Found:
    """`由0.31度降到0.27度`, `余额1274.6亿元，比年初新增86亿`: what the first value is in, the second is in as well."""
    unit = earlier.mention.unit
    if earlier.rejected_by or unit is None or not _takes_unit(scene, earlier, later, unit):
        return later
    return replace(later, mention=replace(later.mention, unit=unit), rejected_by=None)


def _takes_unit(scene: Scene, earlier: Found, later: Found, unit: Unit) -> bool:
    if unit.measure_word or later.canonical or earlier.sentence != later.sentence:
        return False
    words = between(scene, earlier, later)
    if not words or later.mention.unit_text != earlier.mention.unit_text:
        return False
    last = words[-1].text
    by = last in _ADDING and unit.kind != "fraction"  # 1.72:1，比上年同期缩小0.02
    return by or (last.endswith(BECOMING) and len(words) <= 4)


@_in_order
def _share_in_talk(scene: Scene, earlier: Found, later: Found) -> Found:
    """每天四千多人，比周末少一千三左右; 原来四五千块钱，现在不到一百; 旅客2386万人次，日均79万: what was counted before."""
    unit, number = earlier.mention.unit, later.mention.number
    bare = later.rejected_by == "no_unit" or (later.rejected_by is None and not later.canonical)
    if not bare or earlier.rejected_by or unit is None or unit.kind not in ("count", "money"):
        return later
    words = between(scene, earlier, later)
    if number.low < 100 or len(words) > _LONGEST_TALK or earlier.sentence != later.sentence:
        return later
    qualified = number.chinese and (later.qualified.lead is not None or later.qualified.trail is not None)
    said_last = next((word.text for word in reversed(words) if word.cls != "aux"), "")
    spoken = (number.chinese or number.scaled) and said_last in _TALKED
    alike = number.scaled and earlier.mention.number.scaled and unit.kind == "count" and unit.written != "个"
    said = qualified or spoken or alike or _is_of_another_time(words)
    return _with_unit(later, unit) if said and scene.after(later.last).text in BREAKS else later


def _is_of_another_time(words: list[Token]) -> bool:
    """采购45万支，去年是38万: the clause holds nothing but a time."""
    last = max((i for i, word in enumerate(words) if word.text in BREAKS), default=len(words))
    return any(word.cls == "time" for word in words[last:]) and all(word.cls in _OF_TIME for word in words[last + 1 :])


@_in_order
def _admit_listed_spans(scene: Scene, earlier: Found, later: Found) -> Found:
    """期限以3年和5年为主: a span of years beside one that is a figure is a figure as well."""
    if later.rejected_by != "frame" or earlier.rejected_by or earlier.canonical != later.canonical:
        return later
    words = between(scene, earlier, later)
    return replace(later, rejected_by=None) if len(words) == 1 and words[0].text in JOINING else later


@_in_order
def _drop_enumerations(scene: Scene, earlier: Found, later: Found) -> Found:
    """一次提醒、二次告诫、三次曝光: counting up is listing, not measuring."""
    counted_up = (
        earlier.rejected_by in _COUNTED_UP
        and later.start - earlier.end <= _LONGEST_ENUMERATED
        and later.mention.unit_text == earlier.mention.unit_text
        and later.mention.low == earlier.mention.low + 1
    )
    return replace(later, rejected_by="enumeration") if counted_up else later


_STEPS: Final[tuple[Step, ...]] = (
    _share_units,
    _share_in_pairs,
    _share_in_talk,
    _admit_listed_spans,
    _drop_enumerations,
)

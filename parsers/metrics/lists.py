"""What candidates learn from each other: units shared in a list, ones that count, enumerations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.scene import Scene
from parsers.words import Token
from parsers.words.units import Unit

Step = Callable[[Scene, list[Found]], list[Found]]
"""Takes the candidates of a text and gives them back, some changed."""
JOINING: Final = frozenset({"、", "和", "与", "及", "以及", "或"})
_SHARED_BEHIND: Final = frozenset({"个百分点", "个基点", "个月", "个小时"})
_BECOMING: Final = frozenset({"到", "至", "为", "成", "变成", "变为", "成了"})
_ADDING: Final = frozenset({"新增", "增加", "增长", "减少", "下降"})
_LONGEST_ENUMERATED: Final = 8
_LONGEST_TALK: Final = 20
_TALKED: Final = tuple("多 少 涨 降 减 加 剩 掉 多出来 多出 到过 只有 变成 现在 只剩 少了 多了 剩下".split())
_TALK_ENDS: Final = frozenset(["", *"，。；、！？"])
_COUNTED_UP: Final = frozenset({"one_as_article", "two_as_ordinal", "enumeration"})


def settled(scene: Scene, found: list[Found]) -> list[Found]:
    """The candidates after all steps."""
    for step in _STEPS if len(found) > 1 else ():
        found = step(scene, found)
    return found


def between(scene: Scene, earlier: Found, later: Found) -> list[Token]:
    """The words between two candidates."""
    return [token for token in scene.tokens[earlier.last : later.first] if token.cls != "space"]


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
        pieces = current.mention.unit_text == "个" and unit is not None and unit.written in _SHARED_BEHIND
        bare = current.rejected_by == "no_unit" and not current.mention.number.chinese
        if not (pieces or bare) or following.rejected_by or unit is None or current.sentence != following.sentence:
            continue
        words = between(scene, current, following)
        joined = len(words) == 1 and words[0].text in JOINING
        if joined or (bare and _named_alike(scene, current, words, unit)):
            result[i] = _with_unit(current, unit)
    return result


def _named_alike(scene: Scene, current: Found, words: list[Token], unit: Unit) -> bool:
    """病例274 和 无症状感染者5395例: each number behind its own noun."""
    if not unit.measure_word or not 1 < len(words) <= 5 or words[0].text not in JOINING:
        return False
    nouns = all(word.cls in ("noun", "adj", "act", "name") for word in words[1:])
    return nouns and scene.before(current.first).cls == "noun"


@_in_order
def _share_in_pairs(scene: Scene, earlier: Found, later: Found) -> Found:
    """`由0.31度降到0.27度`, `余额1274.6亿元，比年初新增86亿`: what the first value is in, the second is in as well."""
    unit = earlier.mention.unit
    if earlier.rejected_by or unit is None or not _takes_unit(scene, earlier, later, unit):
        return later
    return replace(later, mention=replace(later.mention, unit=unit), rejected_by=None)


def _takes_unit(scene: Scene, earlier: Found, later: Found, unit: Unit) -> bool:
    mention = later.mention
    if mention.unit is not None and mention.unit.canonical and mention.unit.kind != "angle":
        return False
    if unit.measure_word or mention.unit is unit or earlier.sentence != later.sentence:
        return False
    same = mention.unit_text == earlier.mention.unit_text
    number = mention.number
    bare_sum = mention.unit_text is None and number.scaled and not number.bare_scale and unit.kind == "money"
    words = between(scene, earlier, later)
    if not (same or bare_sum) or not words:
        return False
    last = words[-1].text
    becomes = last in _BECOMING or last.endswith(("到", "至", "为")) or last in _ADDING
    near = len(words) <= 4 or last in _ADDING
    return (becomes and near) or (bare_sum and words[0].text == "，" and len(words) <= 3)


@_in_order
def _share_in_talk(scene: Scene, earlier: Found, later: Found) -> Found:
    """每天四千多人，比周末少一千三左右; 原来四五千块钱，现在不到一百: a bare number of what was counted before."""
    unit = earlier.mention.unit
    if (
        later.rejected_by != "no_unit"
        or earlier.rejected_by
        or unit is None
        or not _is_talk(scene, earlier, later, unit)
    ):
        return later
    return _with_unit(later, unit)


def _is_talk(scene: Scene, earlier: Found, later: Found, unit: Unit) -> bool:
    number = later.mention.number
    if not number.chinese or number.low < 100 or unit.kind not in ("count", "money"):
        return False
    words = between(scene, earlier, later)
    if len(words) > _LONGEST_TALK or earlier.sentence != later.sentence or number.end - number.start < 2:
        return False
    qualified = later.qualified.lead is not None or later.qualified.trail is not None
    said = qualified or "".join(word.text for word in words[-2:]).endswith(_TALKED)
    return said and scene.after(later.last).text in _TALK_ENDS


@_in_order
def _admit_listed_spans(scene: Scene, earlier: Found, later: Found) -> Found:
    """期限以3年和5年为主: a span of years beside one that is a figure is a figure as well."""
    if later.rejected_by != "frame" or earlier.rejected_by or earlier.canonical != later.canonical:
        return later
    words = between(scene, earlier, later)
    return replace(later, rejected_by=None) if len(words) == 1 and words[0].text in JOINING else later


def _admit_listed_ones(scene: Scene, found: list[Found]) -> list[Found]:
    """一个主会场和三个分会场: 一 counts beside another counted item."""
    result = list(found)
    for i, one in enumerate(result):
        if one.rejected_by == "one_as_article" and (
            (i and _counted_beside(scene, result[i - 1], one))
            or (i + 1 < len(result) and _counted_beside(scene, one, result[i + 1]))
        ):
            result[i] = replace(one, rejected_by=None)
    return result


def _counted_beside(scene: Scene, earlier: Found, later: Found) -> bool:
    if not all(f.mention.unit is not None and f.mention.unit.measure_word for f in (earlier, later)):
        return False
    if earlier.rejected_by and later.rejected_by:
        return False
    words = between(scene, earlier, later)
    close = later.start - earlier.end <= 12 and all(word.text not in "，。；：" for word in words)
    return bool(words) and close and (words[-1].text in JOINING or words[-1].text in ("加", "另设"))


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


def _drop_sayings(scene: Scene, found: list[Found]) -> list[Found]:
    """十次事故九次快, 十个里有九个: nine of ten, and no count."""
    said: set[int] = set()
    for earlier, later in pairwise(found):
        ten, nine = earlier.mention.number, later.mention.number
        alike = earlier.clause is later.clause and earlier.mention.unit_text == later.mention.unit_text
        if alike and ten.chinese and nine.chinese and (int(ten.low), int(nine.low)) == (10, 9):
            said |= {earlier.start, later.start}
    return [replace(item, rejected_by="saying") if item.start in said else item for item in found] if said else found


_STEPS: Final[tuple[Step, ...]] = (
    _share_units,
    _share_in_pairs,
    _share_in_talk,
    _admit_listed_ones,
    _admit_listed_spans,
    _drop_enumerations,
    _drop_sayings,
)

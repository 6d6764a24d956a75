"""What candidates learn from each other: units shared in a list, ones that count, enumerations.

Each step takes the candidates of a text and gives them back, some changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.scene import Scene
from parsers.words import Token
from parsers.words.units import Unit

JOINING: Final = frozenset({"、", "和", "与", "及", "以及", "或"})
_SHARED_BEHIND: Final = frozenset({"个百分点", "个基点", "个月", "个小时"})
_BECOMING: Final = frozenset({"到", "至", "为", "成", "变成", "变为", "成了"})
_ADDING: Final = frozenset({"新增", "增加", "增长", "减少", "下降"})
_LONGEST_ENUMERATED: Final = 8
_LONGEST_TALK: Final = 20
_TALKED: Final = tuple("多 少 涨 降 减 加 剩 掉 多出来 多出 到过 只有 变成 现在 只剩 少了 多了 剩下".split())
_TALK_ENDS: Final = frozenset(["", *"，。；、！？"])


def settled(scene: Scene, found: list[Found]) -> list[Found]:
    """The candidates after all steps."""
    for step in _STEPS:
        found = step(scene, found)
    return found


def between(scene: Scene, earlier: Found, later: Found) -> list[Token]:
    """The words between two candidates, spaces left out."""
    return [token for token in scene.tokens[earlier.last : later.first] if token.cls != "space"]


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
        if following.rejected_by or unit is None or current.sentence != following.sentence:
            continue
        words = between(scene, current, following)
        joined = len(words) == 1 and words[0].text in JOINING
        half = joined and current.mention.unit_text == "个" and unit.written in _SHARED_BEHIND
        bare = current.rejected_by == "no_unit" and not current.mention.number.chinese
        if half or (bare and (joined or _named_alike(scene, current, words, unit))):
            result[i] = _with_unit(current, unit)
    return result


def _named_alike(scene: Scene, current: Found, words: list[Token], unit: Unit) -> bool:
    """病例274 和 无症状感染者5395例: each number behind its own noun."""
    if not unit.measure_word or not words or words[0].text not in JOINING or len(words) > 5:
        return False
    nouns = all(word.cls in ("noun", "adj", "act", "name") for word in words[1:])
    return nouns and len(words) > 1 and scene.before(current.first).cls == "noun"


def _share_in_pairs(scene: Scene, found: list[Found]) -> list[Found]:
    """`由0.31度降到0.27度`, `余额1274.6亿元，比年初新增86亿`: what the first value is in, the second is in as well."""
    result = found[:1]
    for later in found[1:]:
        earlier = result[-1]
        unit = earlier.mention.unit
        if earlier.rejected_by is None and unit is not None and _takes_unit(scene, earlier, later, unit):
            later = replace(later, mention=replace(later.mention, unit=unit), rejected_by=None)
        result.append(later)
    return result


def _takes_unit(scene: Scene, earlier: Found, later: Found, unit: Unit) -> bool:
    mention = later.mention
    if unit.measure_word or mention.unit is unit or earlier.sentence != later.sentence:
        return False
    if mention.unit is not None and mention.unit.canonical and mention.unit.kind != "angle":
        return False
    same = mention.unit_text == earlier.mention.unit_text
    number = mention.number
    bare_sum = mention.unit_text is None and number.scaled and not number.bare_scale and unit.kind == "money"
    words = between(scene, earlier, later)
    if not (same or bare_sum) or not words:
        return False
    becomes = words[-1].text in _BECOMING or words[-1].text.endswith(("到", "至", "为")) or words[-1].text in _ADDING
    near = len(words) <= 4 or words[-1].text in _ADDING
    return (becomes and near) or (bare_sum and words[0].text == "，" and len(words) <= 3)


def _share_in_talk(scene: Scene, found: list[Found]) -> list[Found]:
    """每天四千多人，比周末少一千三左右; 原来四五千块钱，现在不到一百: a bare number of what was counted before."""
    result = found[:1]
    for later in found[1:]:
        earlier = result[-1]
        unit = earlier.mention.unit
        if earlier.rejected_by is None and unit is not None and _is_talk(scene, earlier, later, unit):
            later = _with_unit(later, unit)
        result.append(later)
    return result


def _is_talk(scene: Scene, earlier: Found, later: Found, unit: Unit) -> bool:
    number = later.mention.number
    if later.rejected_by != "no_unit" or not number.chinese or number.low < 100 or unit.kind not in ("count", "money"):
        return False
    words = between(scene, earlier, later)
    if len(words) > _LONGEST_TALK or earlier.sentence != later.sentence or number.end - number.start < 2:
        return False
    qualified = later.qualified.lead is not None or later.qualified.trail is not None
    said = qualified or "".join(word.text for word in words[-2:]).endswith(_TALKED)
    return said and scene.after(later.last).text in _TALK_ENDS


def _admit_listed_spans(scene: Scene, found: list[Found]) -> list[Found]:
    """期限以3年和5年为主: a span of years beside one that is a figure is a figure as well."""
    result = found[:1]
    for later in found[1:]:
        earlier, words = result[-1], between(scene, result[-1], later)
        if (
            later.rejected_by == "frame"
            and earlier.rejected_by is None
            and len(words) == 1
            and words[0].text in JOINING
            and earlier.canonical == later.canonical
        ):
            later = replace(later, rejected_by=None)
        result.append(later)
    return result


def _admit_listed_ones(scene: Scene, found: list[Found]) -> list[Found]:
    """一个主会场和三个分会场: 一 counts beside another counted item."""
    result = list(found)
    for i, one in enumerate(result):
        if one.rejected_by != "one_as_article":
            continue
        for j in (i - 1, i + 1):
            if 0 <= j < len(result) and _counted_beside(scene, *sorted((one, result[j]), key=lambda f: f.start)):
                result[i] = replace(one, rejected_by=None)
    return result


def _counted_beside(scene: Scene, earlier: Found, later: Found) -> bool:
    if not all(f.mention.unit is not None and f.mention.unit.measure_word for f in (earlier, later)):
        return False
    if all(f.rejected_by for f in (earlier, later)):
        return False
    words = between(scene, earlier, later)
    close = later.start - earlier.end <= 12 and all(word.text not in "，。；：" for word in words)
    return bool(words) and close and (words[-1].text in JOINING or words[-1].text in ("加", "另设"))


def _drop_enumerations(scene: Scene, found: list[Found]) -> list[Found]:
    """一次提醒、二次告诫、三次曝光: counting up is listing, not measuring."""
    result = found[:1]
    for later in found[1:]:
        earlier = result[-1]
        if (
            earlier.rejected_by in ("one_as_article", "two_as_ordinal", "enumeration")
            and later.start - earlier.end <= _LONGEST_ENUMERATED
            and later.mention.unit_text == earlier.mention.unit_text
            and later.mention.low == earlier.mention.low + 1
        ):
            later = replace(later, rejected_by="enumeration")
        result.append(later)
    return result


def _drop_sayings(scene: Scene, found: list[Found]) -> list[Found]:
    """十次事故九次快, 十个里有九个: nine of ten, and no count."""
    said: set[int] = set()
    for earlier, later in pairwise(found):
        alike = earlier.clause is later.clause and earlier.mention.unit_text == later.mention.unit_text
        chinese = earlier.mention.number.chinese and later.mention.number.chinese
        if alike and chinese and (int(earlier.mention.number.low), int(later.mention.number.low)) == (10, 9):
            said |= {earlier.start, later.start}
    return [replace(item, rejected_by="saying") if item.start in said else item for item in found]


_STEPS: Final[tuple[Callable[[Scene, list[Found]], list[Found]], ...]] = (
    _share_units,
    _share_in_pairs,
    _share_in_talk,
    _admit_listed_ones,
    _admit_listed_spans,
    _drop_enumerations,
    _drop_sayings,
)

"""How a figure is stated: the verb of change that governs it, its direction, and what it is compared with."""

from __future__ import annotations

from typing import Final, Literal

from parsers.metrics.figures import Found
from parsers.metrics.scene import BREAKS, Scene
from parsers.words.lexicon import words_of

Direction = Literal["up", "down"]

_LONGEST_BETWEEN: Final = 5
_COMPARED_REACH: Final = 12
# What may stand between a verb of change and its number: 增长了近5%, 分别下降到3%; but neither 涨了的六成二 nor 增长目标是5%.
_BETWEEN: Final = words_of("aux", "copula", "lead", "what: filler", "what: measured") - words_of(
    "when: de", "what: aim"
)
# Between 多, 少 and a number: 多花了近100元.
_PAID: Final = words_of("what: gives")
_LIGHT: Final = frozenset({"aux", "copula", "lead"})
_ADDING: Final = words_of("count: adds")
_COMPARED: Final = words_of("change by", "count: more")
_MORE: Final = words_of("count: more")
_LESS: Final = words_of("count: less")
_ALONE: Final = words_of("count: compared")
_AGAINST: Final = words_of("when: base", "compare")
_YARDSTICKS: Final = words_of("frame", "noun aim", "what: aim", "when: based", "count: yardstick")
_OF_YARDSTICK: Final = words_of("when: average", "when: based", "count: side")


def governing_verb(scene: Scene, found: Found, low: int) -> int | None:
    """The index of the verb of change that governs a number, not before token ``low``."""
    tokens = scene.tokens
    for at in range(found.first - 1, max(low, found.first - _LONGEST_BETWEEN) - 1, -1):
        token = tokens[at]
        if token.cls == "change" and token.feature != "by":
            return at if tokens[at - 1].text != "每" else None  # 每升7.18元
        if token.text not in _BETWEEN and token.text[0] != "每":
            break
    return _compared_verb(scene, found, low)


def _compared_verb(scene: Scene, found: Found, low: int) -> int | None:
    """比上年同期多4天, 较全国平均高2.1个百分点: 多, 少, 高, 低 are changes only where something is compared."""
    at = scene.past(found.first, low, _LIGHT, _PAID)
    if at < 0 or scene.tokens[at].text not in _COMPARED:
        return None
    compared = any(token.cls == "compare" for token in scene.tokens[max(low, at - _COMPARED_REACH) : at])
    return at if compared else None


def direction(scene: Scene, found: Found, low: int) -> Direction | None:
    """Up or down from the words of the clause before the number."""
    at = governing_verb(scene, found, low)
    if at is None:
        return _of_added(scene, found, low)
    verb = scene.tokens[at]
    if verb.feature in ("up", "down"):
        return "up" if verb.feature == "up" else "down"
    if verb.text in _MORE:
        return "up"
    return "down" if verb.text in _LESS else None


def _of_added(scene: Scene, found: Found, low: int) -> Direction | None:
    """新增 says up only of what is compared: 比年初新增86亿."""
    at = scene.past(found.first, low, (), _BETWEEN)
    if at < 0 or scene.tokens[at].text not in _ADDING:
        return None
    return "up" if any(token.cls == "compare" for token in scene.tokens[low:at]) else None


def comparison(scene: Scene, found: Found) -> str | None:
    """The last thing compared with in the clause: 同比, 比上年末; 较全国平均 and 与全国平均相比 as 比全国平均."""
    for i in range(found.first - 1, found.near - 1, -1):
        text = scene.tokens[i].text
        if text in _ALONE:
            return text
        if text in _AGAINST and (end := _yardstick(scene, i + 1, found.first)):
            if scene.tokens[end].text == "的" and end + 1 == found.first:
                return None  # 高于二季度的5.3%: what it is measured against itself
            if "compare" in (scene.tokens[i].cls, scene.tokens[end].cls) or _is_by(scene, found, end):
                return f"比{scene.slice(i + 1, end)}"
    return None


def _is_by(scene: Scene, found: Found, end: int) -> bool:
    """高于全国0.4个百分点, but not 高于年初确定的目标0.1个百分点, 高于全年6%以上预期目标."""
    return end == found.first and scene.after(found.last).text in BREAKS


def _yardstick(scene: Scene, i: int, end: int) -> int | None:
    """The index behind what is compared with, when it is a time or one of a few nouns."""
    if i >= end:
        return None
    token = scene.tokens[i]
    if token.cls == "time":
        return i + 1
    if token.text not in _YARDSTICKS:
        return None
    return i + 1 + (scene.tokens[i + 1].text in _OF_YARDSTICK)

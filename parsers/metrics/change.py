"""How a figure is stated: the verb of change that governs it, its direction, and what it is compared with."""

from __future__ import annotations

from typing import Final, Literal

from parsers.metrics.figures import Found
from parsers.metrics.scene import Scene

Direction = Literal["up", "down"]

# What may stand between a verb of change and its number: 增长了近5%, 分别下降到3%, 降幅达2%.
_BETWEEN: Final = frozenset(
    "了 达到 达 为 均 各 至 到 在 出 分别 高达 幅度 最高 最多 至少 过 已达 达成 只有 仅 只 还 约为 下来".split()
)
_LONGEST_BETWEEN: Final = 5
_COMPARED_REACH: Final = 12
_NO_DIRECTION: Final = frozenset({"提前", "推迟", "早", "晚"})
_MORE: Final = tuple("多高快长")
_PAID: Final = frozenset("缴 交 付 还 花 用 收 拿 出 了 近 约 达".split())
_LEAD: Final = frozenset({"lead"})
_ALONE: Final = frozenset({"同比", "环比", "同口径", "可比口径", "两年平均", "定基"})
_AGAINST: Final = frozenset({"比", "较", "相比", "与", "相较", "相较于", "比较", "对比"})
_YARDSTICKS: Final = frozenset(
    "全国 全省 全市 计划 目标 预期 疫情 常年 往年 历史 同期 去年 前年 今年 年初 上月 上周 平均 预算".split()
)


def governing_verb(scene: Scene, found: Found, low: int) -> int | None:
    """The index of the verb of change that governs a number, not before token ``low``."""
    tokens = scene.tokens
    for at in range(found.first - 1, max(low, found.first - _LONGEST_BETWEEN) - 1, -1):
        token = tokens[at]
        if token.cls == "change" and token.feature != "by":
            return at if tokens[at - 1].text != "每" else None  # 每升7.18元
        if token.text not in _BETWEEN and token.cls != "lead" and token.text[0] != "每":
            break
    return _compared_verb(scene, found, low)


def _compared_verb(scene: Scene, found: Found, low: int) -> int | None:
    """比上年同期多4天, 较全国平均高2.1个百分点: 多, 少, 高, 低 are changes only where something is compared."""
    at = scene.past(found.first, low, _LEAD, _PAID)
    if at < 0 or not (scene.tokens[at].feature == "by" or scene.tokens[at].text == "多"):
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
    if verb.text in _NO_DIRECTION:
        return None
    return "up" if verb.text.startswith(_MORE) else "down"


def _of_added(scene: Scene, found: Found, low: int) -> Direction | None:
    """新增 says up only of what is compared: 比年初新增86亿."""
    at = scene.past(found.first, low, _LEAD, _BETWEEN)
    if at < 0 or scene.tokens[at].text not in ("新增", "净流入"):
        return None
    return "up" if any(token.cls == "compare" for token in scene.tokens[low:at]) else None


def comparison(scene: Scene, found: Found) -> str | None:
    """The last thing compared with in the clause: 同比, 比上年末; 较全国平均 and 与全国平均相比 as 比全国平均."""
    for i in range(found.first - 1, found.near - 1, -1):
        text = scene.tokens[i].text
        if text in _ALONE:
            return text
        if text in _AGAINST and (end := _yardstick(scene, i + 1, found.first)):
            return f"比{scene.slice(i + 1, end)}"
    return None


def _yardstick(scene: Scene, i: int, end: int) -> int | None:
    """The index behind what is compared with, when it is a time or one of a few nouns."""
    if i >= end:
        return None
    token = scene.tokens[i]
    if token.cls == "time":
        return i + 1
    if token.text not in _YARDSTICKS:
        return None
    return i + 1 + (scene.tokens[i + 1].text in ("平均", "同期", "前"))

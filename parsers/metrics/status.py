"""Whether a figure is a goal or has come about, from the words of its clause."""

from __future__ import annotations

from typing import Final, Literal

from parsers.metrics.figures import Found
from parsers.metrics.scene import Scene
from parsers.words import Token

Status = Literal["plan", "result"]

_GOALS: Final = frozenset({"目标", "计划", "任务"})
_REACHED: Final = frozenset({"完成", "实现", "达", "达到", "达成"})
_DONE: Final = frozenset("已 已经 圆满 顺利 如期 提前 超额 完成 实现".split())
_NAMING: Final = frozenset({"年度", "行动", "原", "规划"})
_AHEAD: Final = ("明年", "年底前", "未来", "今后", "后年")
_REACH: Final = 6
_NEEDED: Final = frozenset({"要", "需要", "必须", "还要"})
_TO_REACH: Final = frozenset("达到 再 继续 完成 实现 增长 新增 保持 控制在 提高 降".split())
_TELLING: Final = _NEEDED | {"将", "不低于", "不少于", "再"}
_AIMED: Final = frozenset({"aim", "time"})


def status(scene: Scene, found: Found) -> Status:
    """plan or result; a goal that mentions what was reached is a goal."""
    before = scene.tokens[found.near : found.first]
    if _is_part_of_a_goal(before):
        return "result"
    linked = scene.tokens[found.last].text == "的" or scene.tokens[found.last + 1].text == "的"
    if linked and _names_goal(before, scene.tokens[found.last : min(found.clause.last, found.last + _REACH + 4)]):
        return "plan"
    for i, token in enumerate(before):
        if (token.cls in _AIMED or token.text in _TELLING or token.feature == "aim") and _aims(before, i):
            return "plan"
    return "result"


def _is_part_of_a_goal(before: list[Token]) -> bool:
    """完成全年目标9万人的96.7%."""
    if not before or before[-1].text != "的":
        return False
    goal = max((i for i, token in enumerate(before) if token.text in _GOALS), default=0)
    return any(token.text in _REACHED for token in before[max(0, goal - _REACH) : goal])


def _names_goal(before: list[Token], after: list[Token]) -> bool:
    """要实现全年6%左右的目标; but 5%的目标已经实现, 完成了5%的目标."""
    texts = [token.text for token in after]
    if "目标" not in texts[:_REACH] or any(token.text in _DONE or token.text == "了" for token in before[-4:]):
        return False
    at = texts.index("目标") + 1
    return not any(text in _DONE or text == "的" for text in texts[at : at + 3])


def _aims(before: list[Token], i: int) -> bool:
    token = before[i]
    previous = before[i - 1].text if i else ""
    following = before[i + 1].text if i + 1 < len(before) else ""
    if token.cls == "aim" or token.feature == "aim":
        return previous not in _NAMING and not (token.text in _GOALS and following in ("的", "完成"))
    if token.text == "将":
        return previous not in ("已", "已经") and following != "近"
    if token.text in _NEEDED:
        return following in _TO_REACH
    if token.cls == "time":
        return token.text.startswith(_AHEAD)
    return token.text != "再" or following not in ("次", "生")

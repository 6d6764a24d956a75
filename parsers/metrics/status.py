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
_TELLING: Final = _NEEDED | {"将", "不低于", "不少于", "再"}
_AIMED: Final = frozenset({"aim", "time"})


def status(scene: Scene, found: Found) -> Status:
    """plan or result; a goal that mentions what was reached is a goal."""
    before = scene.tokens[found.near : found.first]
    if _is_part_of_a_goal(before):
        return "result"
    if scene.tokens[found.last].text == "的" or scene.tokens[found.last + 1].text == "的":
        after = scene.tokens[found.last : min(found.clause.last, found.last + _REACH + 4)]
        if _names_goal(before, after):
            return "plan"
    for i, token in enumerate(before):
        if (token.cls in _AIMED or token.text in _TELLING or token.feature == "aim") and _aims(before, i):
            return "plan"
    return "result"


def _is_part_of_a_goal(before: list[Token]) -> bool:
    """完成全年目标9万人的96.7%."""
    if not before or before[-1].text != "的":
        return False
    texts = [token.text for token in before]
    goals = [i for i, text in enumerate(texts) if text in _GOALS]
    return bool(goals) and any(text in _REACHED for text in texts[max(0, goals[-1] - _REACH) : goals[-1]])


def _names_goal(before: list[Token], after: list[Token]) -> bool:
    """要实现全年6%左右的目标; but 5%的目标已经实现, 完成了5%的目标."""
    texts = [token.text for token in after[:_REACH]]
    if "的" not in texts[:2] or "目标" not in texts:
        return False
    at = texts.index("目标")
    rest = [token.text for token in after[at + 1 :]]
    done = any(token.text in _DONE or token.text == "了" for token in before[-4:]) and not any(
        t.text in ("要", "力争") for t in before
    )
    return not done and "的" not in rest[:3] and not any(text in _DONE for text in rest[:3])


def _aims(before: list[Token], i: int) -> bool:
    token = before[i]
    previous = before[i - 1].text if i else ""
    following = before[i + 1].text if i + 1 < len(before) else ""
    if token.cls == "aim" or token.feature == "aim":
        return previous not in _NAMING and not (token.text in _GOALS and following in ("的", "完成"))
    if token.text == "将":
        return previous not in ("已", "已经") and following not in ("近", "军")
    if token.text in ("不低于", "不少于"):
        return True
    if token.text in _NEEDED:
        return following in ("达到", "再", "继续", "完成", "实现", "增长", "新增", "保持", "控制在", "提高", "降")
    if token.cls == "time":
        return token.text.startswith(_AHEAD) or token.text.endswith("年底前")
    return token.text == "再" and following not in ("次", "生")

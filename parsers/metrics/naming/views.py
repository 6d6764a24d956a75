"""A figure with what is known before it is named: the words that may name it, and the figures before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.groups import Tie
from parsers.metrics.naming.phrases import Phrase
from parsers.metrics.scene import Scene
from parsers.words.segment import COMPLEMENTS

LIGHT: Final = frozenset({"aux", "adv", "lead", "share", "copula", "inner", "neg"})
LIMITS: Final = frozenset({"以上", "以下", "及以上", "及以下", "或以上", "或以下"})
SHIFTED: Final = frozenset({"提前", "推迟", "延后", "提早"})
SHARES: Final = frozenset({"percent", "percentage_point", "fraction", "multiple"})
_STATES: Final = COMPLEMENTS.union(
    "要压 压到 要压到 到账 压 到 达 降 升 提 控制 保持 定 设 放 掉 差 加 维持 稳定 起步 是 要 能 可 可以 会 可能 能够 需 需要 应 应当 须 必须 想 愿 敢 享受 影响 纳入 进行 成为 作为 来自 用于 处于 位于 介于 属于 等于 相当于 带有 具有 位居 居 位列 排名 列 留 存 让 使 令 给 乘 持 呈 显示 说 保留 等 进入 打 住 只够 刚够 减按 含 含有 收于 报收 定于 限于".split()
)
"""Verbs that say how a thing is or may be, and do not name what a number behind them counts."""


@dataclass(slots=True)
class Named:
    """What a figure measures: a phrase of the text (None: nothing says), and the pattern that found it."""

    phrase: Phrase | None
    pattern: str
    taken: int = 0
    """The index behind the phrase, where it stands behind the figure and belongs to no other."""


_NOTHING: Final = Named(None, "")


class View:
    """Figure ``i`` with those before it, already named."""

    __slots__ = ("before", "figure", "figures", "i", "last", "left", "named", "previous", "scene", "tie", "ties")

    def __init__(self, scene: Scene, figures: list[Found], ties: list[Tie], named: list[Named], i: int) -> None:
        self.scene, self.figures, self.ties, self.named, self.i = scene, figures, ties, named, i
        self.figure, self.tie = figures[i], ties[i]
        clause = self.figure.clause
        earlier = figures[i - 1] if i else None
        self.previous = earlier if earlier is not None and earlier.sentence == clause.sentence else None
        """The figure before, in the same sentence."""
        self.last = named[i - 1] if i else _NOTHING
        """What the figure before measures."""
        self.left = first_word(figures, named, i, self.figure)
        """The first token that may say what this figure measures."""
        before = scene.clauses[clause.number - 1] if clause.number and self.left == clause.first else None
        self.before = before if before is not None and before.sentence == clause.sentence else None
        """The clause before in the same sentence, when nothing but its mark stands between."""

    def word_before(self) -> int:
        """The index of the nearest word before the figure that is no particle; -1: none."""
        tokens, at = self.scene.tokens, self.figure.first - 1
        while at >= self.left and tokens[at].cls in LIGHT and tokens[at].text != "的":
            at -= 1
        return at if at >= self.left else -1


def first_word(figures: list[Found], named: list[Named], i: int, figure: Found) -> int:
    """The first token that may say what a figure measures: of its clause, or behind the figure before."""
    left = figure.clause.first
    if i and figures[i - 1].last > left:
        left = figures[i - 1].last
    if i and left <= named[i - 1].taken <= figure.first:
        left = named[i - 1].taken  # 5分钟响应、10分钟到场: 响应 belongs to the figure before
    return left


def own_verb(view: View) -> int | None:
    """The index of a verb right before the figure that says what it counts: 收治500人，治愈480人."""
    at = view.word_before()
    if at < 0:
        return None
    token = view.scene.tokens[at]
    if token.text in COMPLEMENTS and at > view.left and view.scene.tokens[at - 1].cls == "verb":
        return at  # 赔|出去760万元
    if token.text in _STATES or (token.cls == "verb" and token.text[1:] in ("到", "至")):
        return None
    if token.cls == "act" or token.text in SHIFTED:
        return at if token.feature != "of" else None
    return at if token.cls == "verb" and (token.feature == "v" or view.figure.kind not in SHARES) else None

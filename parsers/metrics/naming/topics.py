"""A topic that a sentence opens with and the figures after it are of: 发车间隔，早高峰4分钟，平峰8分钟."""

from __future__ import annotations

from typing import Final

from parsers.metrics.naming.phrases import NOMINAL, Phrase
from parsers.metrics.naming.views import LIGHT, Named, View
from parsers.metrics.scene import Scene
from parsers.words import Clause

_MONEY: Final = ("价", "价格", "费", "费用", "补助", "补贴", "工资", "薪", "薪酬", "额度", "限额", "收入", "成本", "津贴", "待遇", "租金", "养老金")  # fmt: skip
_SHARES: Final = ("率", "比例", "比重", "占比")
_MEASURABLE: Final[dict[str, tuple[str, ...]]] = {
    "duration": ("间隔", "时间", "时长", "工期", "周期", "期限", "时限", "住院日", "年限"),
    "money": _MONEY,
    "percent": _SHARES,
    "fraction": _SHARES,
    "percentage_point": _SHARES,
    "length": ("里程", "长度", "距离"),
    "area": ("面积",),
}
"""The ends of names of what figures of a kind can be of."""
_NO_THINGS: Final = frozenset(
    "人 名 年 月 天 日 周 个月 人每月 人每年 晚 夜 小时 分钟 秒 季度 立方米 平方米 平方公里 平米 米 公里 千米 亩 公顷 吨 斤 公斤 克 度 千瓦时".split()
)
_PARTICLES: Final = ("呢", "嘛", "啊", "吧", "不", "没", "也", "同样", "变", "动", "涨", "不变")
"""What is left off behind a topic: 费用呢, 报名费不涨."""
_NAMING: Final = frozenset({"noun", "name", "latin", "adj", "act", "verb", "fixed", "other"})
_EXTENTS: Final = ("峰", "时段", "程", "时", "期")
_MOST_CLAUSES: Final = 5
_OPENERS: Final = frozenset({"至于", "关于", "再说", "说到", "先说", "再讲"})


def topic(view: View, named: Named) -> Named | None:
    """The topic of the sentence, where it is a quantity of the figure's kind and what its own clause names is none."""
    ends = _MEASURABLE.get(view.figure.kind, ())
    if named.phrase and not ends:
        return None
    if named.pattern in ("PREV", "CHG") and named.phrase and not _is_extent(view, named.phrase):
        return None  # 上交比例，竞争类企业是30%
    found = _opening(view)
    fits = named.phrase and ends
    if found is None or not (view.scene.slice(*found).endswith(ends) if fits else _is_thing(view, found)):
        return None
    return Named(found, "TOP")


def _is_extent(view: View, phrase: Phrase) -> bool:
    """高峰, 其余时段, 全程, 末班|前: when, or how much of it."""
    return view.scene.slice(*phrase).endswith(_EXTENTS) or view.scene.tokens[phrase[1]].text in ("前", "后")


def _is_thing(view: View, phrase: Phrase) -> bool:
    words = view.scene.tokens[phrase[0] : phrase[1]]
    return words[-1].cls == "noun" and all(word.cls != "verb" for word in words)


def _opening(view: View) -> Phrase | None:
    """The phrase that is all of the first clause of the figure's sentence."""
    scene, clause = view.scene, view.figure.clause
    for number in range(clause.number - 1, max(-1, clause.number - 1 - _MOST_CLAUSES), -1):
        earlier = scene.clauses[number]
        if earlier.sentence != clause.sentence or earlier.closed_by not in ("，", "、"):
            return None
        if number == 0 or scene.clauses[number - 1].sentence != clause.sentence:
            return _whole(scene, earlier)
    return None


def _whole(scene: Scene, clause: Clause) -> Phrase | None:
    end = clause.last
    while end > clause.first and scene.tokens[end - 1].text in _PARTICLES:
        end -= 1
    first = clause.first + (clause.tokens[0].text in _OPENERS)
    named = all(token.cls in _NAMING or token.text in ("的", "平均") for token in scene.tokens[first:end])
    return (first, end) if named and end > first else None


def per_one(view: View) -> Named | None:
    """每户补两吨, 平均每单216元: of the one that its clause begins with, where no other thing is named."""
    scene, end = view.scene, view.figure.first
    at = next((i for i in range(view.left, end) if scene.tokens[i].text[0] == "每"), None)
    if at is None or view.figure.kind == "count" or view.left != view.figure.clause.first:
        return None
    if any(token.cls not in LIGHT for token in scene.tokens[view.left : at]):
        return None
    last = at + 1
    while last < end and scene.tokens[last].cls in ("noun", "name", "quant", "act"):
        last += 1
    if scene.slice(at, last).rpartition("每")[2] in _NO_THINGS:
        return None
    named = last - at == 1 == len(scene.tokens[at].text) or any(t.cls in NOMINAL for t in scene.tokens[last:end])
    return None if named else Named((at, last), "PER")  # 每户, 每次; not 每延时1小时

"""A topic that a sentence opens with and the figures after it are of: 发车间隔，早高峰4分钟，平峰8分钟."""

from __future__ import annotations

from typing import Final

from parsers.metrics.naming import phrases
from parsers.metrics.naming.phrases import HEADS, NOMINAL, Phrase
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
_PARTS: Final = frozenset("城区 主城区 市区 农村 城镇 乡村 县城 县域 郊区 城市 城里 村里 工作日 周末 节假日 平日 高峰 早高峰 晚高峰 平峰".split())  # fmt: skip
"""What the whole is parted by: no name of what is counted."""
_NO_THINGS: Final = frozenset(
    "人 名 年 月 天 日 周 个月 人每月 人每年 晚 夜 小时 分钟 秒 季度 立方米 平方米 平方公里 平米 米 公里 千米 亩 公顷 吨 斤 公斤 克 度 千瓦时".split()
)
_PARTICLES: Final = ("呢", "嘛", "啊", "吧", "不", "没", "也", "同样", "变", "动", "涨", "不变")
"""What is left off behind a topic: 费用呢, 报名费不涨."""
_NAMING: Final = frozenset({"noun", "name", "latin", "adj", "act", "verb", "fixed", "other"})
_SOMEBODY: Final = frozenset({"位", "一位", "有位", "个", "一个", "有个"})
_MOST_CLAUSES: Final = 5
_MOST_BETWEEN: Final = 8


_CORRECTING: Final = frozenset({"准确", "更正", "不对", "说错", "纠正"})
_WITH: Final = frozenset({"跟", "和", "与", "同", "比", "相比"})
_TURNING: Final = frozenset({"conj", "adv", "aux", "punct", "neg", "about"})
_OPENERS: Final = frozenset({"至于", "关于", "再说", "说到", "先说", "再讲"})


def corrected(view: View) -> Named | None:
    """5100户，准确讲是5180户: what was said of the figure that is put right."""
    if view.previous is None or view.previous.kind != view.figure.kind:
        return None
    if view.scene.after(view.figure.last).cls in NOMINAL:
        return None  # 准确地说是508家定点机构
    between = view.scene.tokens[view.previous.last : view.figure.first]
    said = any(token.text in _CORRECTING for token in between[-_MOST_BETWEEN:])
    return Named(view.last.phrase, view.last.pattern) if said else None


def compared(view: View) -> Named | None:
    """水位36.84米。跟1998年那场大水比，低41厘米: what the figure before measures."""
    scene, before = view.scene, view.before
    if before is None or not view.i or before.closed_by != "，":
        return None
    earlier = view.figures[view.i - 1]
    if earlier.kind != view.figure.kind or earlier.clause.number < before.number - 1:
        return None
    words = [token for token in before.tokens if token.cls not in _TURNING]
    alone = words and words[0].text in _WITH and words[-1].text in ("比", "相比")
    own = scene.tokens[view.left : view.figure.first]
    if not alone or any(token.feature != "by" and token.cls not in _TURNING for token in own):
        return None
    return Named(view.last.phrase, "CHGI")


def said_of(view: View) -> Named | None:
    """餐饮最高，17%; 年纪最大的一位，83岁; 有位大姐，58岁: of whom the clause before speaks."""
    scene, clause = view.scene, view.before
    if clause is None or clause.closed_by != "，" or scene.past(view.figure.first, view.left, LIGHT) >= 0:
        return None
    if any(token.text != "一位" and token.value for token in clause.tokens):
        return None
    found = _extreme(scene, clause) or (_somebody(scene, clause) if view.figure.kind == "age" else None)
    return Named(found, "TOP") if found else None


def _extreme(scene: Scene, clause: Clause) -> Phrase | None:
    """餐饮|最高, 年纪最大的|一位, 最大的点在石斛岭; not 最高负荷出现在8月."""
    first, end = clause.first, clause.last
    most = next((i for i in range(first, end) if scene.tokens[i].text.startswith("最")), None)
    if most is None:
        return None
    if most == end - 1:
        return phrases.clean(scene, first, most)
    if scene.tokens[end - 1].text == "一位":
        return first, end - 1
    point = most == first and scene.tokens[first + 1].text == "的"
    return (first, end) if point and any(token.text == "在" for token in clause.tokens) else None


def _somebody(scene: Scene, clause: Clause) -> Phrase | None:
    """有位|大姐, 一位|姓周的阿姨."""
    end = clause.last
    at = next((i for i in range(clause.first, end - 1) if scene.tokens[i].text in _SOMEBODY), None)
    return (at + 1, end) if at is not None and scene.tokens[end - 1].cls in HEADS else None


def topic(view: View, named: Named) -> Named | None:
    """The topic of the sentence, where it is a quantity of the figure's kind and what its own clause names is none."""
    ends = _MEASURABLE.get(view.figure.kind, ())
    parted = named.phrase is not None and view.scene.slice(*named.phrase) in _PARTS
    if (
        not (ends or parted or named.phrase is None)
        or (named.pattern == "CHG" and not _reaches(view))
        or view.tie.pair == "to"
        or view.tie.joined
    ):
        return None
    if named.phrase and ends and view.scene.slice(*named.phrase).endswith(ends):
        return None
    found = _opening(view)
    fits = named.phrase and ends
    if found is None or not (view.scene.slice(*found).endswith(ends) if fits else _is_thing(view, found)):
        return None
    return Named(found, "TOP")


def _is_thing(view: View, phrase: Phrase) -> bool:
    words = view.scene.tokens[phrase[0] : phrase[1]]
    return (
        (words[-1].cls == "noun" or words[-1].feature == "gift")
        and not words[-1].text.endswith("实话")
        and all(word.cls != "verb" for word in words)
    )


def _reaches(view: View) -> bool:
    """收车前拉长到12分钟: so much it is then; but 个人负担部分少了300元 is so much less of another."""
    points = view.figure.kind == "percentage_point"
    return points or view.scene.before(view.figure.first, view.left).text in ("到", "至", "为")


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
    number = view.figure.clause.number
    if number and scene.clauses[number - 1].closed_by == "？":
        return None  # 押金是多少呢？每辆200块
    if any(token.cls not in LIGHT for token in scene.tokens[view.left : at]):
        return None
    last = at + 1
    while last < end and scene.tokens[last].cls in ("noun", "name", "quant"):
        last += 1
    if scene.slice(at, last).rpartition("每")[2] in _NO_THINGS:
        return None
    if len(scene.slice(at, last)) < len("每户"):
        return None  # 每延时1小时
    while last < end and scene.tokens[last].cls == "act" and len(scene.tokens[last].text) > 1:
        last += 1  # 每次减免
    named = any(token.cls in NOMINAL or token.text[0] == "每" for token in scene.tokens[last:end])
    return None if named else Named((at, last), "PER")

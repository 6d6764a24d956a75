"""Words that qualify a number (约, 超过, 以上 …): which belong to the span, and the relation they state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from parsers.metrics.scene import BREAKS, JOINING, Scene
from parsers.records import Relation
from parsers.words import Clause, Token
from parsers.words.lexicon import LEXICON, words_of
from parsers.words.token import Mention

_TRAILS: Final = {word: LEXICON[word][1] for word in words_of("trail", "lead lt")}
_LEADS: Final = {word: LEXICON[word][1] for word in sorted(words_of("lead"), key=len, reverse=True)} | {"快": "near"}
_INNER: Final = {word: LEXICON[word][1] for word in words_of("inner")}
_OWN: Final = {"上": "ge", "小": "near"}
_SUPERLATIVES: Final = words_of("count: record")
_TURNED: Final = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt", "near": "lt"}
"""未超过100人 is at most 100, 不得低于 is at least."""
_INSIDE_KINDS: Final = frozenset({"duration", "length", "percent", "money", "energy", "mass", "area", "age"})
_PART_KINDS: Final = frozenset({"percent", "fraction", "multiple"})
_CLOSING: Final = BREAKS | {"、", "”", "的"}
# What may stand between a qualifier and its number: 约占四成, 至少已经建成48座; no noun (超过计划的9所).
_BETWEEN: Final = frozenset({"copula", "adv", "aux", "verb", "act", "share", "change"})
_BEFORE_NEARLY: Final = frozenset({"aux", "nothing", "punct", "adj"})
_BEFORE_PAST: Final = frozenset({"adv", "aim", "noun"})
_COMING: Final = words_of("count: modal")
_STATING: Final = frozenset({"lead", "about"})
_REACH: Final = 5
_LONGEST_BASE: Final = 10
_MOST_LEADS: Final = 2
_TRAILING: Final = frozenset({"inner", "trail"})
_LIMITING: Final = words_of("lead ge", "lead le") - words_of("count: record", "what: limit")
_LONGEST_LIMIT: Final = 14
_NEAR: Final = 2
_STILL: Final = words_of("count: still")


@dataclass(slots=True)
class Qualified:
    """The span of a number with the qualifiers that touch it, by index of token, and the relations stated."""

    first: int
    last: int
    """The index behind the last token."""
    lead: str | None
    trail: str | None
    stated: str | None
    """What ``lead`` states, turned round where it is denied."""
    loose: str | None
    """What a qualifier elsewhere in the clause states."""


def qualify(scene: Scene, clause: Clause, first: int, k: int, low: int, mention: Mention) -> Qualified:
    """The qualifiers of the number at token ``k``, whose sign may stand before it; no token before ``low`` is looked at.

    Args:
        first: the number's first token: its sign, or itself.
    """
    first, lead, stated = _leading(scene, first, low, mention)
    last, trail = _trailing(scene, k, mention)
    loose = _apart(scene, first, clause.first, mention) if lead is None else None
    return Qualified(first, last, lead, trail, stated, loose or _apart_after(scene, last))


def _leading(scene: Scene, k: int, low: int, mention: Mention) -> tuple[int, str | None, str | None]:
    """The index where the qualifiers that touch the number begin, the outermost of them, and what it states."""
    first, word, stated = k, None, None
    while first > low and k - first < _MOST_LEADS:
        token = scene.tokens[first - 1]
        if not _is_lead(token, scene.tokens[k], mention):
            break
        first -= 1
        # 单日客流最高突破1400万: the record is more than that; 最高 alone is a limit.
        if not (word and token.text in _SUPERLATIVES):
            word, stated = token.text, _OWN.get(token.text) or token.feature
    return first, word, _turned(scene, first, low, stated) if stated else None


def _is_lead(token: Token, number: Token, mention: Mention) -> bool:
    if token.text == "上":  # 上百家, not 马路上3家
        return mention.number.bare_scale
    if token.text == "小":  # 小一百万
        return number.text[0] in "一两" and number.text[1:2] in tuple("百千万亿")
    return token.cls == "lead"


def _turned(scene: Scene, at: int, low: int, stated: str) -> str:
    """没有超过, 不会超过, 不得高于: the denial turns the word round."""
    return _TURNED.get(stated, stated) if at > low and scene.tokens[at - 1].cls == "neg" else stated


def _trailing(scene: Scene, k: int, mention: Mention) -> tuple[int, str | None]:
    """The index behind the qualifier that touches the unit, and the qualifier."""
    token, following = scene.tokens[k + 1], scene.after(k + 2)
    if token.feature == "lt" and token.cls == "lead" and following.text in _CLOSING:
        return k + 2, token.text  # 一成不到
    if token.cls not in _TRAILING or not _may_trail(token, following.text, mention):
        return k + 1, None
    if token.text == "多" and following.value is not None and following.text != "一点":
        return k + 1, None  # 比去年那三天多两成; 四成多一点
    return k + 2, token.text


def _may_trail(token: Token, following: str, mention: Mention) -> bool:
    kind = mention.unit.kind if mention.unit else ""
    if token.cls == "inner":
        return token.text != "来" and (mention.unit is not None or mention.low >= 100)
    if token.text == "内":
        return kind in _INSIDE_KINDS
    if token.text in ("强", "弱"):
        return kind in ("percent", "fraction") and following in _CLOSING
    return token.text != "起" or kind == "money"


def _apart(scene: Scene, first: int, low: int, mention: Mention) -> str | None:
    """约占四成, 至少已经建成48座, 突破了9000亿元; 不超过投资额的20%: a qualifier that does not touch its number."""
    at = first - 1
    if at >= low and scene.tokens[at].text == "的":
        kind = mention.unit.kind if mention.unit else ""
        return _of_base(scene, at, low, kind) if kind in _PART_KINDS else None
    if soon := _nearly(scene, first, low, mention):
        return soon
    while at >= low and first - at <= _REACH and _may_part(scene, at):
        at -= 1
    if at >= low and scene.tokens[at].text == "超" and scene.tokens[at + 1].text == "了":
        return None  # 超了2米1: by so much
    if at >= low and scene.tokens[at].cls in _STATING:
        near = scene.tokens[at].cls == "lead" or scene.tokens[first].start - scene.tokens[at].end <= _NEAR
        return _stated(scene, at, low) if near else None
    return _at_least(scene, first, low)


def _nearly(scene: Scene, first: int, low: int, mention: Mention) -> str | None:
    """进度已过七成, 收入过了千万 are more, 压过5% is not; 等了快两年 is nearly two, 比去年快两天 is not."""
    at = first - 1 - (first > low and scene.tokens[first - 1].text == "了")
    if at < low or scene.tokens[at].text not in ("过", "快"):
        return None
    before = scene.before(at, low)
    if scene.tokens[at].text == "快":
        return "near" if before.cls in _BEFORE_NEARLY or before.text.endswith("了") else None
    lasting = mention.unit is not None and mention.unit.kind == "duration"
    passed = before.cls in _BEFORE_PAST or before.text in _COMING
    return "gt" if passed and not lasting else None


def _may_part(scene: Scene, at: int) -> bool:
    token = scene.tokens[at]
    if token.text == "的":
        return False
    if token.cls in _BETWEEN or token.feature == "vn" or token.text[0] == "每":
        return True
    return at > 0 and scene.tokens[at - 1].text == "每"


def _at_least(scene: Scene, first: int, low: int) -> str | None:
    """至少已经向美方捐赠100万个口罩和50万套试剂盒: 至少 holds for the whole clause."""
    tokens = scene.tokens
    linked = first > low and tokens[first - 1].text in JOINING
    for at in range(first - 1, max(low, first - _LONGEST_LIMIT) - 1, -1):
        if tokens[at].cls == "quantity" and not linked:
            return None
        if tokens[at].text in _LIMITING:
            return None if tokens[at + 1].cls == "quantity" else _stated(scene, at, low)
    return None


def _stated(scene: Scene, at: int, low: int) -> str:
    return _turned(scene, at, low, scene.tokens[at].feature)


def _of_base(scene: Scene, at: int, low: int, kind: str) -> str | None:
    """约为常年的2.1倍, 不到2019年同等量级台风的1/3: the base stands between."""
    for i in range(at - 1, max(low, at - _LONGEST_BASE) - 1, -1):
        cls = scene.tokens[i].cls
        if cls in ("punct", "quantity") or (cls == "time" and kind == "percent"):
            return None  # 高于二季度的5.3%
        if cls in _STATING:
            return _stated(scene, i, low)
    return None


def _apart_after(scene: Scene, at: int) -> str | None:
    """八成还多, 三个月都不到."""
    token = scene.tokens[at]
    if token.text in _STILL:
        token, at = scene.after(at + 1), at + 1
        if token.text in ("多", "不止"):
            return "gt"
    denied = token.cls == "lead" and token.feature == "lt"
    return "lt" if denied and scene.after(at + 1).text in BREAKS else None


def relation(qualified: Qualified, mention: Mention) -> Relation:
    """One relation from all qualifiers; the leading word decides before the trailing and the inner one."""
    if mention.low != mention.high:
        return "range"
    trail, inner = qualified.trail or "", mention.inner or ""
    shade, loose = _INNER.get(trail) or _INNER.get(inner), qualified.loose
    found = qualified.stated or _TRAILS.get(trail) or (shade if loose == "approx" else None) or loose or shade
    return cast(Relation, found or "eq")  # 大约有100多人: more than 100


def inside(text: str, mention: Mention) -> Relation | None:
    """What words inside a number state: 过半, 大半 and 翻了近一番 are no plain numbers."""
    if mention.form not in ("turns", "fraction"):
        return None
    words = text[mention.start : mention.end]
    if mention.form == "turns":
        return next((cast(Relation, _LEADS[word]) for word in _LEADS if word in words), None)
    if words.startswith("过半") or words.endswith(("多半", "大半")):
        return "gt"
    return "lt" if words.endswith("小半") else None

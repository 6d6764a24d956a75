"""Words that qualify a number (约, 超过, 以上 …): which belong to the span, and the relation they state."""

from __future__ import annotations

import re
from typing import Final

from parsers.records import Relation

LEADING: Final[dict[str, Relation]] = {
    **dict.fromkeys(("约", "大约", "大概"), "approx"),
    **dict.fromkeys(("近", "将近", "接近", "小"), "near"),
    **dict.fromkeys(("超", "超过", "超出", "逾", "突破", "高于", "多于"), "gt"),
    **dict.fromkeys(("至少", "最少", "最低", "不低于", "不少于", "不小于", "满", "上"), "ge"),
    **dict.fromkeys(("不到", "不足", "不满", "未满", "低于", "少于"), "lt"),
    **dict.fromkeys(("最多", "至多", "最高", "不高于", "不超过", "不大于"), "le"),
    # 不得高于0.45元: the prohibition turns the word round.
    **dict.fromkeys(("不得高于", "不得超过", "不能高于", "不能超过", "不应高于", "不应超过"), "le"),
    **dict.fromkeys(("不得低于", "不得少于", "不能低于", "不能少于", "不应低于", "不应少于"), "ge"),
}
TRAILING: Final[dict[str, Relation]] = {
    **dict.fromkeys(("左右", "上下"), "approx"),
    **dict.fromkeys(("以上", "及以上", "起"), "ge"),
    **dict.fromkeys(("以下", "及以下", "以内", "之内", "内"), "le"),
    **dict.fromkeys(("多", "余", "有余", "出头", "强"), "gt"),
    "弱": "lt",
}
INNER: Final[dict[str, Relation]] = {"多": "gt", "余": "gt", "来": "approx"}

# 小一百万, 小两千
_NEARLY = re.compile("[一两][百千万亿]")
_SUPERLATIVES = ("最高", "最多", "最低", "最少")

# One-letter qualifiers that are the end of another word: 节约3亿元, 附近5公里, 圆满.
_NOT_AFTER = {
    "约": "节预签合条契履违公婉制集简大相租",
    "近": "附最接将邻靠临亲新",
    "超": "高赶反赛",
    "满": "圆美充未饱丰不盈",
    "上": "站以之网线路车船身加赶早晚史实总本海",
    "小": "大中最缩较从",
}
# Trailing words that begin another word: 内容, 多种, 起步, 左右手.
_NOT_BEFORE = {
    "内": "容部外地需贸资存控涝蒙",
    "多": "个种样次家项条名元万余少年措渠层部方位级",
    "余": "下额款热",
    "起": "步诉草源来到",
    "左右": "手岸翼两",
    "上下": "游级班联",
    "强": "化调度市省制国行化",
    "弱": "化势项",
    "以上": "述",
    "以下": "简几称",
}
_INSIDE_KINDS = frozenset({"duration", "length", "percent", "money", "energy", "mass", "area", "age"})
_LEFT = re.compile(
    "(?:不[得能应](?:高于|超过|低于|少于)|不低于|不少于|不高于|不超过|不大于|不小于|大约|大概|将近|接近|超过|超出|突破|不到|不足|不满|未满|至少|最少|最多|至多|最高|最低"
    "|低于|高于|少于|多于|[约近超逾满上小])$"
)
_RIGHT = re.compile("及以上|及以下|以上|以下|以内|之内|左右|上下|有余|出头|[内多余强弱起]")
# 约占四成, 大约可以少缴4万来块, 突破了9000亿元: recorded, not in the span.
_APART = re.compile(
    "(?:(大约|大概|(?<![节预签合条契制租])约)(?:为|占|有|达|需要?|是|在|可以?|能|要|合|折合|占到)[^，。；、]{0,4}|(差不多)有?|(超过|突破|超|逾|接近)了|(不低于|不少于|不超过)了?"
    "|(最高|最多|至多)(?:可?(?:给予|补[贴助偿]?|奖励?|罚|贷|资助|获|享|领|申|拿|载|容)[^，。；、0-9]{0,2}|(?:为|是)|每[^，。；、0-9]{1,3})"
    "|(最长)[^，。；、0-9]{0,2})$"
)
# 约为常年的2.1倍, 不到2019年同等量级台风的1/3, 不超过设备投资额的20%: the base stands between.
_APART_OF_BASE = re.compile(
    "(不[得能应]?(?:超过|高于|低于|少于)|不到|不足|约|超过|接近|高于|低于|超(?!额|过)|逾)[^，。；、]{1,20}的$"
)
_APART_AFTER = re.compile("还?多(?:一点)?(?=[，。；]|$)|(?<=半)以上|(?:还要|都)?不到(?=[，。；]|$)")
_APART_RELATION: Final[dict[str, Relation]] = {
    "大约": "approx",
    "大概": "approx",
    "差不多": "approx",
    "最长": "le",
    "约": "approx",
    "接近": "near",
}


def leading(text: str, start: int, left: int, bare_scale: bool) -> tuple[int, str | None]:
    """Where the qualifiers that touch the number begin, and the outermost of them."""
    word = None
    for _ in range(2):
        match = _LEFT.search(text, max(left, start - 4), start)
        if not match:
            break
        found = match[0]
        before = text[match.start() - 1 : match.start()] if match.start() > 0 else ""
        if before and before in _NOT_AFTER.get(found, ""):
            break
        if found == "上" and not bare_scale:
            break
        if found == "小" and not _NEARLY.match(text, start):
            break
        # The guideline's span begins at 高于, whatever is forbidden before it.
        start = match.start() + 2 * (found[:2] in ("不得", "不能", "不应"))
        # 单日客流最高突破1400万: the record is more than that; 最高 alone is a limit.
        word = word if word and found in _SUPERLATIVES else found
    return start, word


def trailing(text: str, end: int, kind: str) -> tuple[int, str | None]:
    """Where the qualifiers that touch the unit end, and the first of them."""
    match = _RIGHT.match(text, end)
    if not match:
        return end, None
    found = match[0]
    after = text[match.end() : match.end() + 1]
    if after and after in _NOT_BEFORE.get(found, ""):
        return end, None
    if found == "内" and kind not in _INSIDE_KINDS:
        return end, None
    if found in "强弱" and (kind not in ("percent", "fraction") or (after and after not in "，。；、的）")):
        return end, None
    if found == "起" and (kind != "money" or (after and after not in "，。；、）")):
        return end, None
    return match.end(), found


def apart(text: str, start: int, left: int, end: int, *, of_base: bool) -> Relation | None:
    """The relation stated by a qualifier that does not touch the number.

    Args:
        of_base: the number is a share or multiple of what is named before it (`不超过投资额的20%`); 超计划的9所 is none.
    """
    match = _APART.search(text, max(left, start - 10), start)
    if match:
        word = next(word for word in match.groups() if word)
        return _APART_RELATION.get(word) or LEADING[word]
    if of_base:
        base = _APART_OF_BASE.search(text, max(left, start - 24), start)
        if base:
            return _APART_RELATION.get(base[1]) or LEADING[base[1]]
    after = _APART_AFTER.match(text, end)
    if after:
        return "lt" if after[0].endswith("不到") else "gt"
    return None


def relation(lead: str | None, inner: str | None, trail: str | None, loose: Relation | None, vague: bool) -> Relation:
    """One relation from all qualifiers; the leading word decides before the trailing and the inner one."""
    if vague:
        return "range"
    if lead:
        return LEADING[lead]
    if trail and trail not in ("多", "余"):
        return TRAILING[trail]
    if loose:
        return loose
    if trail:
        return TRAILING[trail]
    return INNER[inner] if inner else "eq"


def about_half(words: str) -> Relation | None:
    """过半, 一多半, 大半 are more than a half, 一小半 is less."""
    if words.startswith("过半") or words.endswith(("多半", "大半")):
        return "gt"
    return "lt" if words.endswith("小半") else None


def within(words: str) -> Relation | None:
    """The relation stated inside a doubling: 翻了近一番."""
    for word in ("近", "超过", "超"):
        if word in words:
            return LEADING[word]
    return None

"""What is not a figure: one small rule per reason, each with an example beside it.

A rule looks at a ``NumberPlace`` (a number and the words around it) and answers whether it applies; the first rule that
applies gives the reason under which ``explain`` shows the rejected candidate.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.metrics.place import NumberPlace
from parsers.metrics.scene import BREAKS
from parsers.words.lexicon import words_of
from parsers.words.token import Mention
from parsers.words.units import UNITS

_GROUPED: Final = re.compile("(?<![0-9.,])[0-9]{1,3}，[0-9]{3}(?![0-9])")
_STATISTICS: Final = ("GDP", "CPI", "PPI", "PMI", "R&D", "CO", "VOCs", "IPO", "RMB", "USD", "SO", "NOx")
_GRADES: Final = words_of("count: grade")
_SIZES: Final = ("大型", "船", "油轮", "圈", "标准", "千伏", "超")
_RACES: Final = words_of("count: race")
_ADDRESSES: Final = words_of("count: address")
# 一个星期以内 and 一年左右 are so much; 两人一个月内第二次见面 says when.
_MEASURING: Final = words_of("what: limit", "what: linking") - {"内"}
_ONLY: Final = words_of("count: only")
_AT: Final = tuple(words_of("when: at"))
_SERVED: Final = words_of("count: serves")
_NAMED: Final = frozenset({"act", "adj", "name", "noun", "pron"})
_SCORED: Final = ("分", "评", "得", "考", "打", "满意度", "平均")
_SLOGAN_KEEP: Final = frozenset(
    {"percent", "money", "percentage_point", "mass", "energy", "area", "power", "concentration"}
)
_REACH: Final = 3
_LONGEST_SLOGAN: Final = 12
_RANKED: Final = words_of("count: rank")
_LASTING: Final = words_of("aux", "change", "copula", "count: spends")
_NO_ARTICLE: Final = frozenset({"percent", "percentage_point", "multiple", "money", "fraction", "name", "length"})
_EACH: Final = words_of("count: each")
_TAKING: Final = frozenset({"noun", "act", "verb", "copula", "aux", "lead"})
_CROWDS: Final = frozenset({"人次", "人", "户", "例", "册", "吨", "场"})
_WAYS: Final = tuple("升降平涨跌增减")
_TOGETHER: Final = frozenset({"aux", "det", "prep"})
_LONGEST_PRAISE: Final = 16
_SAYINGS: Final = ("百分之百的努力", "百分之百的把握", "一分钱不", "一分钱也", "一分钱都", "过半，任务")


def in_book_title(place: NumberPlace) -> bool:
    """《新一轮20条措施》 is a title."""
    return place.scene.quoted[place.k].mark == "《"


def quoted_name(place: NumberPlace) -> bool:
    """“19条”政策, “两个率先”, “千座公园”: short quotations are names and slogans."""
    quotation = place.scene.quoted[place.k]
    words = place.scene.tokens[quotation.first + 1 : quotation.last]
    counted = [w.value for w in words if w.value is not None and w.value.unit and w.value.unit.measure_word]
    if len(counted) > 1 and place.small:  # “一条主线、两个抓手、三项机制”
        return True
    if any(word.cls == "lead" or word.text == "上" for word in words):  # “关押上百万人员”
        return False
    length = words[-1].end - words[0].start
    return length <= _LONGEST_SLOGAN and (place.kind not in _SLOGAN_KEEP or length == len(place.written))


def letter_name(place: NumberPlace) -> bool:
    """PM2.5, G2.5代, T2, BA.5.2, 5G: a number that touches Latin letters is part of a name."""
    mention, prev = place.mention, place.prev
    last = prev.text[-1:] if prev.end == mention.start else ""
    if last.isascii() and last.isalpha():
        if len(prev.text) > 2 and place.measured and place.next.text in BREAKS:
            return False  # AED130台
        return not prev.text.endswith(_STATISTICS) or mention.unit is None
    if last in (".", "-", "—", "/", "+", "±") and last and place.prev2.end == prev.start:
        named = place.prev2.text[-1:]
        return (named.isascii() and named.isalnum()) or last == "±"
    after = place.scene.text[mention.number.end : mention.number.end + 1]
    if after.isascii() and after.isalpha() and not (place.unit and place.unit[0].isascii()):
        return True
    ends, following = place.unit[-1:], place.scene.text[mention.end : mention.end + 1]
    return ends.isascii() and ends.isalpha() and following.isascii() and following.isalnum()


def number_of_document(place: NumberPlace) -> bool:
    """云财企〔2024〕7号, 0351-7230088, 007, V2.3, 6.0版: identifiers."""
    digits, following = place.numeral, place.scene.text[place.mention.number.end : place.mention.number.end + 2]
    if digits[0] == "0" and digits[1:2].isdigit():
        return True
    if place.mention.unit is None and place.prev.text[-1:] in ("〔", "[", "〕", "]"):
        return True
    return following[:1] == "版" or following == ".x" or (following[:1] == "." and following[1:].isdigit())


def rank(place: NumberPlace) -> bool:
    """第3位, 首批, 前三, 设在三层: which, not how many."""
    word = place.prev.text
    if word[-1:] == "第":
        return True
    if place.kind in ("percent", "money", "length", "area"):
        return False
    if word in _RANKED and place.prev2.text != "每":  # 每列六节
        return place.measured or word == "首"
    if place.unit == "层" and (place.trail or (place.small and word.endswith(_AT))):
        return True
    ranked = place.prev2.text in _RANKED or place.prev2.cls == "prep"  # 在后10名, but 经救治后3名患者出院
    return (word == "前" and place.lead is None and place.measured) or (word == "后" and place.unit == "名" and ranked)


def grade(place: NumberPlace) -> bool:
    """20万吨级, 3A级, 6编组, 二期: grades and types."""
    return place.next.text in _GRADES and place.trail is None


def size_name(place: NumberPlace) -> bool:
    """24000标箱超大型船, 15分钟生活圈, 10公里健康跑, 110千伏: a size in a name."""
    if place.kind == "length" and any(word.text in _RACES for word in place.following(2)):
        return True
    if place.kind == "duration":
        return place.prev.text == "黄金" or any(word.text.endswith("圈") for word in place.following(3))
    return place.next.text.endswith(_SIZES) and (not place.measured or place.unit in ("标箱", "标准箱", "TEU"))


def address(place: NumberPlace) -> bool:
    """四元路169号, 三元新村, 3支弄, 12弄3号楼2单元: where, not how many."""
    mention, word = place.mention, place.next.text
    if place.prev.text.endswith("道") and place.unit == "线":
        return True  # 国道219线
    if place.next.start != mention.end or mention.number.scaled:
        return False
    if mention.unit is None or place.kind == "money":
        return word in _ADDRESSES
    return word in ("弄", "单元")


def around_the_clock(place: NumberPlace) -> bool:
    """24小时待命, 7×24小时: an idiom for always."""
    if place.written != "24小时" or place.trail:
        return False
    served = place.next.cls in _NAMED or place.next.text in _SERVED  # but 提前24小时发布预警
    return (served and place.prev.text not in _LASTING) or place.prev.text in ("×", "*", "x", "X")


def one_as_article(place: NumberPlace) -> bool:
    """一个例子, 一项内容, 一家企业: 一 with a measure word is an article unless 仅, 各, 再 stands before."""
    mention = place.mention
    if mention.number.high != 1 or mention.unit is None or place.kind in _NO_ARTICLE:
        return False
    if mention.low != mention.unit.factor or mention.inner or place.trail in _MEASURING:
        return False  # 一个多小时, 压到一个星期以内
    if place.prev.text == "再":
        return place.next.text in ("是", "就是", "就", "呢", "，")  # 再一个是换车
    allowed = place.prev.text in _ONLY or place.qualified.loose in ("ge", "le") or _allotted(place)
    return place.lead is None and not allowed


def _allotted(place: NumberPlace) -> bool:
    """名下只留一个账户, 两头各放一台车: so many and no more."""
    words = [word for word in place.previous(_REACH) if word.text != "了"]
    verb = len(words) > 1 and (words[0].cls == "act" or (words[0].cls == "verb" and len(words[0].text) == 1))
    return verb and place.measured and words[1].text in _ONLY


def saying(place: NumberPlace) -> bool:
    """付出百分之百的努力, 一分钱不收, 时间过半，任务过半; 50年一遇, 三个年头; 住在一块."""
    if place.scene.text.startswith(_SAYINGS, place.mention.start) or place.rest.startswith(("一遇", "年头")):
        return True
    if place.prev.text == "的" and place.unit == "年" and place.next.text in BREAKS:
        return any(word.text in ("这是", "是") for word in place.previous(_LONGEST_PRAISE))  # 这是民生增进的五年
    if place.written == "一分钱" and any(word.cls == "neg" or word.text[0] == "不" for word in place.previous(8)):
        return True  # 没有向银行借一分钱
    return (place.written == "过半" and place.prev.text in ("时间", "任务")) or (
        place.written == "一块" and place.prev.cls in _TOGETHER
    )


def per_base(place: NumberPlace) -> bool:
    """每5公里加收1元: the base of a rate; 每5分钟一班 is a headway and stays."""
    raised = place.prev2.text == "每" and place.prev.cls == "change" and place.prev.text not in UNITS  # 每升7.18元
    if place.prev.text not in _EACH and not raised:
        return False
    return place.kind != "duration" or not any(_is_one(word.value) for word in place.following(2))


def _is_one(mention: Mention | None) -> bool:
    """每5分钟一班, 每5分钟内发一班, but 每15分钟收1元."""
    return mention is not None and mention.low == 1 and (mention.unit is None or mention.unit.measure_word)


def vague(place: NumberPlace) -> bool:
    """几家, 数个: no number at all; 一二类苗: two grades."""
    written = place.numeral
    return written in ("几", "数") or (written in ("一二", "二三", "三四") and place.unit in ("类", "级", "线"))


def bare_multiplier(place: NumberPlace) -> bool:
    """亿元村, 千万别, 百家: a multiplier alone counts only when qualified (上百家, 百余座) or a sum or a crowd (百万人次)."""
    mention = place.mention
    if not mention.number.bare_scale:
        return False
    if place.lead is not None or mention.inner is not None or place.trail:
        return mention.unit is None and not mention.number.scaled
    closes = place.next.text in BREAKS or place.next.text in ("大关", "的", "关口")
    if place.kind == "money":
        return not (closes and place.prev.cls in _TAKING)
    taken = place.prev.cls in ("noun", "act") and (place.measured or place.unit == "人")  # 招募讲解员百人
    return not closes or not (taken or (mention.number.scaled and place.unit in _CROWDS))


def half_a_group(place: NumberPlace) -> bool:
    """三区分别为3，150人: 3 and 150, or 3,150; nobody knows."""
    text, at = place.scene.text, place.mention.start
    return text[at - 1 : at] == "，" and _GROUPED.search(text, max(0, at - 4), at + 4) is not None


def no_unit(place: NumberPlace) -> bool:
    """12345, 一带一路: no unit, no multiplier, and no index that the number could be a value of."""
    return place.mention.unit is None and not place.mention.number.scaled


def bare_points(place: NumberPlace) -> bool:
    """三分建、七分管, 十二分自豪: 分 after a Chinese numeral is a point only where something is scored."""
    scored = any(word.text.startswith(_SCORED) or word.text.endswith(_SCORED) for word in place.previous(2))
    return place.unit == "分" and place.mention.form == "plain" and not scored


def ups_and_downs(place: NumberPlace) -> bool:
    """一降两升: how many rose, and no litres."""
    before = place.scene.text[max(0, place.mention.start - 1) : place.mention.start]
    return place.unit == "升" and (before in _WAYS or place.rest[1:2] in _WAYS)

"""Units that only their surroundings explain: 度 (kWh or °C), 块 (money or pieces), 方 (m³, m² or a party), 个点, 分."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from parsers.metrics.place import BREAKS, NumberPlace
from parsers.words import Token
from parsers.words.mention import Mention
from parsers.words.units import UNITS

_REACH: Final = 8
"""So many words before a number may explain its unit."""
_SENTENCE: Final = 30
"""So many words of its sentence may tell an index from a share."""
_COINS: Final = tuple("块元毛")
_FEW: Final = 3
_SUM: Final = 100
_PRICED: Final = tuple("花价出交缴省收补贴票掏付挣卖买罚费钱涨降")
_MADE: Final = ("产量", "生产", "芯片", "电路", "电池", "屏", "板", "牌", "砖")
_OF_POWER: Final = ("电", "负荷")
_OF_HEAT: Final = ("温", "热", "烧", "零下", "暖", "寒", "冷", "℃")
_OF_ANGLE: Final = ("角", "经", "纬", "转", "坡")
_OF_GROUND: Final = ("面积", "建筑", "占地", "商业", "办公", "房", "楼")
_OF_VOLUME: Final = tuple("土 石 水 木 混凝土 渣 泥 砂 沙 气 淤 蓄积 库容 垃圾 填 开挖 骨料".split())
_OF_SPEED: Final = ("时速", "速度", "车速", "航速")
_OF_INDEX: Final = ("指", "股", "大盘", "PMI")
_OF_SHARE: Final = ("率", "比重", "占比", "下降", "提高", "上升", "增速")
_PRICES: Final = ("价", "成本")
_PAID: Final = frozenset({"money", "rate", "energy"})
_MOST_CENTS: Final = 10
_SCORED: Final = ("罚", "扣", "记", "评价", "信用")
_PARTY: Final = replace(UNITS["方"], canonical="方", kind="party")


def settle(place: NumberPlace) -> Mention:
    """The mention with its unit settled by the words of its clause."""
    mention = place.mention
    if mention.unit is None:
        return mention
    if settler := _SETTLERS.get(mention.unit.written):
        return settler(place)
    if mention.unit.canonical == "km" and _holds(place.previous(3), _OF_SPEED):
        return replace(mention, unit=replace(UNITS["km/h"], written=mention.unit.written))  # 设计时速120公里
    return mention


def _holds(words: list[Token], parts: tuple[str, ...]) -> bool:
    return any(part in word.text for word in words if word.cls != "quantity" for part in parts)


def _degrees(place: NumberPlace) -> Mention:
    """用电180度, 送了371亿度 and 180度电 are energy, 最高气温38度 is heat, 360度服务 neither."""
    mention, before = place.mention, place.previous(_REACH)
    counted = any("度电" in token.text for token in before if token.cls == "quantity")
    if place.next.text.startswith("电") or counted or _holds(before, _OF_POWER):
        return replace(mention, unit=UNITS["kWh"])
    if mention.number.scaled and not _holds(before, _OF_HEAT):
        return replace(mention, unit=UNITS["kWh"])
    closing = place.next.text in BREAKS or place.next.text in ("的", "高", "低", "升", "之间")
    warm = (closing or mention.low < 0 or _holds(before, _OF_HEAT)) and not _holds(before[:3], _OF_ANGLE)
    return replace(mention, unit=UNITS["°C"]) if warm and mention.number.high > 1 else mention


def _pieces(place: NumberPlace) -> Mention:
    """`少缴4万来块` is money, `集成电路产量43.5亿块` is not."""
    after = place.next
    one = after.value is not None and after.value.low == 1  # 十块一小时
    closing = one or after.cls == "change" or after.text in BREAKS or after.text in ("多", "封顶", "起", "就", "的")
    paid = any(word.text[-1] in _PRICED for word in place.previous(4))
    made = _holds([*place.previous(_REACH), *place.following(2)], _MADE)
    spoken = [word.text for word in place.previous_in_sentence(_SENTENCE) if word.value is not None]
    coins = any(coin in word for word in spoken for coin in _COINS)
    share = place.mention.number.chinese and place.mention.number.high <= _FEW and not coins  # 还能赔一块, 主要是三块
    large = place.mention.number.low >= _SUM  # 按每张500块租出去, 每家给10万块建设补贴
    if paid or (((closing and not share) or large) and not made):
        return replace(place.mention, unit=replace(UNITS["元"], written="块"))
    return place.mention


def _points(place: NumberPlace) -> Mention:
    """占比提高3个点 and 比上年回落1.5个点 are of a share, 上涨50个点 of an index."""
    before = list(place.previous_in_sentence(_SENTENCE))
    values = [word.value.unit for word in before if word.value is not None]
    shares = any(unit.kind == "percent" for unit in values if unit) or place.mention.low % 1 != 0
    percent = (shares and not _holds(before, _OF_INDEX)) or _holds(place.previous(4), _OF_SHARE)
    return replace(place.mention, unit=UNITS["个百分点"]) if percent else place.mention


def _cubes(place: NumberPlace) -> Mention:
    """建筑面积近3万方 is m², 土方12万方 m³, 六方会谈 and 甲乙两方 count parties."""
    mention, around = place.mention, [*place.previous(_REACH), *place.following(2)]
    if _holds(around, _OF_GROUND) and not _holds(around, ("蓄水", "土方")):
        return replace(mention, unit=replace(UNITS["平方米"], written="方"))
    if _holds(around, _OF_VOLUME) or mention.number.scaled or (mention.number.high > 20 and place.next.text in BREAKS):
        return mention
    return replace(mention, unit=_PARTY)


def _cents(place: NumberPlace) -> Mention:
    """第二档加5分 where the sentence speaks of 元, and 每度电降了1.8分, are money; 技能测试450分 and 罚200元加3分 are scores."""
    mention, before = place.mention, list(place.previous_in_sentence(_SENTENCE))
    words = before if place.prev.text in ("加", "减") else place.previous(_REACH)
    priced = any(word.text.endswith(_PRICES) or word.text == "每" for word in words)
    priced = priced and any(w.value.unit.kind in _PAID for w in before if w.value and w.value.unit)
    if mention.form != "plain" or not 1 < mention.number.high < _MOST_CENTS or not priced or _holds(before, _SCORED):
        return mention
    unit = UNITS["分钱"]
    low, high = mention.low * unit.factor, mention.high * unit.factor
    return replace(mention, unit=replace(unit, written="分"), low=low, high=high)


_SETTLERS: Final = {"分": _cents, "度": _degrees, "块": _pieces, "个点": _points, "方": _cubes}

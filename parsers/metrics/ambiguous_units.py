"""Units that only their surroundings explain: 度 (kWh or °C), 块 (money or pieces), 个点, 公里 of speed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from parsers.words.mention import Mention
from parsers.words.units import UNITS

_PRICED: Final = re.compile("(?:[花价交缴省收补贴票掏付挣卖买罚费钱涨降]|每[度斤吨件份])[^，。；]{0,8}$")
_MADE: Final = re.compile("产量|生产|芯片|电路|电池|屏|板|牌|砖")
_OF_POWER: Final = re.compile("(?:电|用电量?|电量|电费|发电|省电|负荷)[^，。；]{0,8}$")
_OF_HEAT: Final = re.compile("(?:温|热|烧|零下|升温|降温|高温|暖|寒|冷|℃)[^，。；]{0,12}$")
_OF_ANGLE: Final = re.compile("(?:角|经|纬|转|坡)[^，。；]{0,6}$")
_SPEED: Final = re.compile("(?:时速|速度|车速|航速)(?:为|达到?|可达|约|超过?)?$")
_SHARE: Final = re.compile("(?:率|比重|占比|下降|提高|上升|增速)[^，。]{0,6}$")
_RISES_TO: Final = re.compile("值|[至到为](?![0-9.]+升)")
_UP_OR_DOWN: Final = re.compile("[一二两三四五六七八九十][升降平涨跌增减]")
_REACH: Final = 14


def settle(text: str, mention: Mention, low: int) -> Mention:
    """The mention with its unit settled by the words of the sentence around it."""
    unit = mention.unit
    if unit is None:
        return mention
    before = text[max(low, mention.start - _REACH) : mention.start]
    if unit.written == "升" and _rises(text, mention):
        return replace(mention, end=mention.number.end, unit=None, unit_text=None)
    if unit.written == "度":
        return _degrees(text, mention, before)
    if unit.written == "块" and _is_money(text, mention, before):
        return replace(mention, unit=replace(UNITS["元"], written="块"))
    if unit.canonical == "km" and _SPEED.search(before):  # 设计时速120公里
        return replace(mention, unit=replace(UNITS["km/h"], written=unit.written))
    if unit.written == "个点" and _SHARE.search(before):
        return replace(mention, unit=UNITS["个百分点"])
    return mention


def _rises(text: str, mention: Mention) -> bool:
    """从101.2升至108.6 and 一降两升 speak of a rise, 从3升到5升 of litres."""
    start, end = mention.start, mention.end
    near = _UP_OR_DOWN.fullmatch(text, start - 2, start) if start >= 2 else None
    return bool(near or _UP_OR_DOWN.match(text, end) or _RISES_TO.match(text, end))


def _degrees(text: str, mention: Mention, before: str) -> Mention:
    """用电180度 and 180度电 are energy, 最高气温38度 is heat, 360度服务 neither."""
    after = text[mention.end : mention.end + 1]
    if after == "电" or _OF_POWER.search(before):
        return replace(mention, unit=UNITS["kWh"])
    closing = after in ("", *"，。；、左以的高低")
    if not _OF_ANGLE.search(before) and (_OF_HEAT.search(before) or closing) and mention.number.high > 1:
        return replace(mention, unit=UNITS["°C"])
    return mention


def _is_money(text: str, mention: Mention, before: str) -> bool:
    """`少缴4万来块` is money, `集成电路产量43.5亿块` is not."""
    if _PRICED.search(before):
        return True
    return text[mention.end : mention.end + 1] in ("", *"，。；、多左封起就") and not _MADE.search(before)

"""Is a span of years, months, weeks or days a figure (工期68个月) or the frame of another (3年100亿元)?"""

from __future__ import annotations

import re
from typing import Final

from parsers.metrics.place import Place

CALENDAR: Final = frozenset({"年", "月", "周", "天"})
_VALUE_BEFORE = re.compile(
    "(?:工期|周期|期限|时限|有效期|时间|时长|寿命|年限|龄|天数|日数|耗时|用时|历时|为期|需要?|缩短|延长|压缩|压减|减少|增加|提前|推迟|延迟|延后"
    "|晚|早|仅|只有?|只[需要用]|达到?|为|至|到|降|平均|多|少|偏多|偏少|支付|使用|持续|可达|最长|最短|最快|间隔|隔离|观察|休假?|放假|假期|住院|(?<![近同学长定早晚初前后中末时])期|假|可用|够用|能用|免费住|[可能]以?签|学制|质保|保质期|缴费|服役|刑期|徒刑|减至|增至|共计?|合计|高温日|比例|运行|存放|冷藏|保存|[天日]|仍有|还有|共有|期限[按以]|最长[^，。、]{0,2})"
    "(?:了|为|到|至|约|达|满|有|近|是)?(?:近|约)?$"
)
_FRAME_AFTER = re.compile("(?:行动|规划|计划|滚动|攻坚|来|间|里|前|后|期间|期|以来|时间|任务|的时间|制|之)")
# 停用7天, 吊销驾照6个月, 跑了三十一年, 还要两三天: what lasted so long, where nothing but a break follows.
_LASTED_BEFORE = re.compile(
    "(?:停[用驾运业工产电水课航]|(?:吊销|暂扣|拘留|封闭|关闭|停职|暂停|禁[赛驾])[^，。；、]{0,6}|[要会还得再][^，。；、的]{0,3}(?<![用花过经])"
    "|(?<![过用花经])了|已经?)$"
)
_BREAK_AFTER = re.compile("了?(?:[，。；、！？）\n]|$)")
# 重污染天由2019年的9天减至2天
_ORIGIN = re.compile("[由从](?:[^，。；0-9]{0,6}|[^，。；0-9]?[0-9]{4}年的?)$")
_CHANGED_AFTER = re.compile("[^，。；0-9]{0,4}(?:压缩|压减|缩短|减|降|延长|增|提高|拉长|到|至)")


def is_frame(place: Place) -> bool:
    """近3年, 5年里, 用三到五年把…: a time expression; 提前5个月, 3天以内, 不到一周 are figures."""
    unit = place.mention.unit
    if unit is None or unit.canonical not in CALENDAR:
        return False
    if place.trail in ("以上", "以下", "及以上", "及以下"):
        return False
    if place.trail in ("内", "以内", "之内"):
        return unit.canonical == "年"
    if place.lead is not None and place.lead not in ("近", "约", "满", "上"):
        return False
    if place.lead == "满":
        return False
    if _BREAK_AFTER.match(place.after) and (place.trail in ("左右", "上下") or _LASTED_BEFORE.search(place.before)):
        return False
    if _ORIGIN.search(place.before) and _CHANGED_AFTER.match(place.after):
        return False
    return not _VALUE_BEFORE.search(place.before) or bool(_FRAME_AFTER.match(place.after))

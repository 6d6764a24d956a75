"""What is not a figure: one small rule per reason, each with an example beside it.

A rule looks at a ``Place`` (a mention and its surroundings) and answers whether it applies; the first
rule that applies gives the reason under which ``explain`` shows the rejected candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from parsers.metrics import count_rules
from parsers.metrics.place import Place

_STATISTIC_LETTERS = re.compile("(?:GDP|CPI|PPI|PMI|R&D|CO|VOCs|IPO|RMB|USD|SO|NOx)$")
_GRADE_AFTER = re.compile(
    "级|型|号|制(?!造|作|成|定|度|药|品|约|种|剂|冷)|版|编组|线城市|级别|字头|代(?=产品|技术|机|车|系统|[，。、])|届(?!时)|等奖"
)
_SIZE_NAME_AFTER = re.compile(
    "级|超?大型|集装箱船|散货船|油轮|LNG船|生活圈|通勤圈|便民|经济圈|交通圈|服务圈|出行圈|健身圈|养老圈|阅读圈|达(?=圈)|都市圈|急救圈|救援圈"
)
_RACE_AFTER = re.compile("(?:健康|欢乐|迷你|亲子|越野|城市)?(?:跑(?!步|道|完|了)|马拉松|越野赛|竞走|徒步)")
_RANK_BEFORE = re.compile("(?:第|首|排名前|居前|位列前|位居前|No)$")
# 目前25个省, 会前12所学校: the end of a word for a time, not the first so many.
_FOREMOST = re.compile("(?<![目当日之此以眼年月天午晚会节产事提空跟面])前$")
_ONE_ALLOWED = re.compile(
    "(?:各|仅|只有|再|仅有|只|不到|不足|达到?|提前|推迟|延长|缩短|(?:至少|最多|不超过)[^，。、的]{0,3})$"
)
_HEADWAY_AFTER = re.compile("(?:内)?(?:一|1)?(?:班|趟|列|次|发|辆|架|场)|发车")
_VERSION_AFTER = re.compile(r"[.][0-9]|版|\.x")
_ALWAYS_ON = re.compile(
    "(?:不间断|畅通|全天候|待命|值班|值守|轮班|热线|服务|营业|开放|在线|监测|监控|响应|自助|运行|无休|有人|巡|接听|晴雨|预报|保障|动态|全时|降雨|降水|雨量)"
)
_COUNTED: Final = re.compile("[一二两三四五六七八九][个项条大种类批张套次]")
_SCORED: Final = re.compile("(?:分|评|得|考|打|满意度|平均)(?:了|为|达)?$")
_SLOGAN_KEEP: Final = frozenset(
    {"percent", "money", "percentage_point", "mass", "energy", "area", "power", "concentration"}
)


def in_book_title(place: Place) -> bool:
    """《新一轮20条措施》 is a title."""
    opened = place.text.rfind("《", max(place.low, place.start - 60), place.start)
    return opened >= 0 and place.text.find("》", opened, place.start) < 0


def quoted_name(place: Place) -> bool:
    """“19条”政策, “两个率先”, “千座公园”: short quotations are names and slogans."""
    opened = place.text.rfind("“", max(place.low, place.start - 40), place.start)
    if opened < 0 or place.text.find("”", opened, place.start) >= 0:
        return False
    closed = place.text.find("”", place.end, min(place.high, place.end + 40))
    if closed < 0:
        return False
    inside = place.text[opened + 1 : closed]
    if len(_COUNTED.findall(inside)) > 1 and place.small:  # “一条主线、两个抓手、三项机制”
        return True
    if len(inside) > 12 or "，" in inside:
        return False
    kind = place.mention.unit.kind if place.mention.unit else ""
    return not (kind in _SLOGAN_KEEP and len(inside) > place.end - place.start)


def letter_name(place: Place) -> bool:
    """PM2.5, G2.5代, T2, BA.5.2, 5G: a number that touches Latin letters is part of a name."""
    before = place.before
    last = before[-1:]
    text, mention = place.text, place.mention
    if last.isascii() and last.isalpha():
        return not (_STATISTIC_LETTERS.search(before) and mention.unit is not None and not mention.unit.measure_word)
    if last == "." or (last in "-—/+" and len(before) > 1 and before[-2].isascii() and before[-2].isalnum()):
        return not mention.number.chinese
    if last == "±":
        return True
    after = text[mention.number.end : mention.number.end + 1]
    written = mention.unit_text or ""
    if after.isascii() and after.isalpha() and not written[:1].isascii():
        return True
    following = place.after[:1]
    return (
        bool(written)
        and written[-1].isascii()
        and written[-1].isalpha()
        and following.isascii()
        and following.isalnum()
    )


def number_of_document(place: Place) -> bool:
    """云财企〔2024〕7号, 0351-7230088, 007, V2.3, 6.0版: identifiers."""
    number, text = place.mention.number, place.text
    if number.chinese:
        return False
    digits = text[number.start : number.end]
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return True
    if place.before.endswith(("〔", "[", "〕", "]")) and place.mention.unit is None:
        return True
    return bool(_VERSION_AFTER.match(text, number.end))


def rank(place: Place) -> bool:
    """第3位, 首批, 前三, 高一: which, not how many."""
    if place.mention.unit is not None and place.mention.unit.kind in ("percent", "money", "length", "area"):
        return place.before.endswith("第")
    return bool(_RANK_BEFORE.search(place.before)) or (
        bool(_FOREMOST.search(place.before))
        and place.lead is None
        and place.mention.unit is not None
        and place.measured
    )


def grade(place: Place) -> bool:
    """20万吨级, 3A级, 6编组, 二期: grades and types."""
    return bool(_GRADE_AFTER.match(place.after)) and place.trail is None


def size_name(place: Place) -> bool:
    """24000标箱超大型船, 15分钟生活圈, 10公里健康跑, 110千伏: a size in a name."""
    after = place.after
    if _RACE_AFTER.match(after) and place.mention.unit is not None and place.mention.unit.kind == "length":
        return True
    if place.mention.unit is not None and place.mention.unit.kind == "duration" and "圈" in after[:8]:
        return "，" not in after[: after.index("圈")]
    if place.measured and place.mention.unit_text not in ("标箱", "标准箱", "TEU"):
        return False
    return bool(_SIZE_NAME_AFTER.match(after)) or (
        place.mention.unit is None and after.startswith(("千伏", "伏", "kV", "标准"))
    )


def around_the_clock(place: Place) -> bool:
    """24小时待命, 7×24小时: an idiom for always."""
    text, start = place.text, place.start
    if text[place.mention.start : place.mention.end] != "24小时":
        return False
    return text[start - 1 : start] in ("×", "*", "x", "X") or bool(_ALWAYS_ON.match(place.after))


def one_as_article(place: Place) -> bool:
    """一个例子, 一项内容, 一家企业: 一 with a measure word is an article unless 仅, 各, 再 stands before."""
    mention = place.mention
    if not mention.number.chinese or mention.number.high != 1 or mention.number.low != 1 or mention.unit is None:
        return False
    if mention.unit.kind in ("percent", "percentage_point", "multiple", "money", "fraction") or mention.form == "turns":
        return False
    if mention.form in ("composite", "range") or mention.low != mention.unit.factor:
        return False
    if mention.inner or place.trail in ("以内", "之内", "以上", "左右"):  # 一个多小时, 压到一个星期以内
        return False
    if place.before.endswith("再") and place.after.startswith(("是", "就", "呢", "，")):  # 再一个是换车
        return True
    return place.lead is None and not _ONE_ALLOWED.search(place.before)


def a_single_coin(place: Place) -> bool:
    """一分钱不收: nothing at all; 住在一块: together."""
    written = place.text[place.mention.start : place.mention.end]
    if written == "一块":
        return place.before.endswith(("在", "到", "了"))
    return written in ("一分钱", "一毛钱") and place.after.startswith(("不", "没", "也", "都"))


def per_base(place: Place) -> bool:
    """每5公里加收1元: the base of a rate; 每5分钟一班 is a headway and stays."""
    if not place.before.endswith(("每", "每隔", "每满", "每增加", "每新增", "每提高")):
        return False
    unit = place.mention.unit
    return not (unit and unit.canonical in ("分钟", "小时", "秒") and _HEADWAY_AFTER.match(place.after))


def vague(place: Place) -> bool:
    """几家, 数个: no number at all; 一二类苗: two grades."""
    number = place.mention.number
    written = place.text[number.start : number.end] if number.chinese else ""
    return written in ("几", "数") or (
        written in ("一二", "二三", "三四") and place.mention.unit_text in ("类", "级", "线")
    )


def bare_multiplier(place: Place) -> bool:
    """亿元村, 千万别, 百家: a multiplier alone counts only when qualified (上百家, 百余座, 突破万亿元)."""
    mention = place.mention
    if not mention.number.bare_scale or mention.form in ("share", "fraction", "range"):
        return False
    unit = mention.unit
    qualified = place.lead is not None or mention.inner is not None or place.trail in ("多", "余", "以上", "左右")
    if qualified and (unit is not None or mention.number.scaled):
        return False
    return not (
        unit is not None
        and unit.kind == "money"
        and place.before.endswith(("达", "达到", "破", "了", "过", "为"))
        and place.after[:1] in ("", "，", "。", "；", "、", "大")
    )


def no_unit(place: Place) -> bool:
    """12345, 一带一路: no unit, no multiplier, and no index that the number could be a value of."""
    return place.mention.unit is None and not place.mention.number.scaled


def return_period(place: Place) -> bool:
    """50年一遇: how rare, as a grade."""
    return place.after.startswith("一遇")


def bare_points(place: Place) -> bool:
    """三分建、七分管, 十二分自豪: 分 after a Chinese numeral is a point only where something is scored."""
    return (
        place.mention.unit_text == "分"
        and place.mention.form == "plain"
        and place.mention.number.chinese
        and not _SCORED.search(place.before)
    )


def time_half_gone(place: Place) -> bool:
    """时间过半，任务过半: a saying."""
    return place.before.endswith(("时间", "任务")) and place.text.startswith("过半", place.mention.start)


def angle(place: Place) -> bool:
    """360度服务: neither warmth nor electricity."""
    return place.mention.unit is not None and place.mention.unit.kind == "angle"


def half_a_name(place: Place) -> bool:
    """5年期贷款: a term in a product's name."""
    return place.mention.unit is not None and place.mention.unit.kind == "name"


Rule = Callable[[Place], bool]
ALWAYS: Final[tuple[Rule, ...]] = (
    vague,
    no_unit,
    letter_name,
    number_of_document,
    rank,
    in_book_title,
    quoted_name,
    grade,
    size_name,
    one_as_article,
    a_single_coin,
    count_rules.scaffolding,
    per_base,
    bare_multiplier,
)
MEASURED: Final[tuple[Rule, ...]] = (
    count_rules.after_book_title,
    count_rules.titled_meeting,
    count_rules.years_counted,
    count_rules.session,
    count_rules.two_as_ordinal,
    count_rules.determined,
    count_rules.people_here,
    count_rules.apposition,
    count_rules.collective_name,
)
"""Rules about counts with a measure word."""
UNMEASURED: Final[tuple[Rule, ...]] = (
    half_a_name,
    return_period,
    bare_points,
    time_half_gone,
    angle,
    around_the_clock,
)
"""Rules about quantities in units of measurement, and about numbers without a unit."""


def rejection(place: Place) -> str | None:
    """The name of the first rule that says this is no figure."""
    for rule in ALWAYS:
        if rule(place):
            return rule.__name__
    for rule in MEASURED if place.measured else UNMEASURED:
        if rule(place):
            return rule.__name__
    return None

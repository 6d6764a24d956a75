"""Time expressions: where they stand in a text. What dates they mean is in ``calendar_dates``.

Each row of ``FORMS`` is one way of naming a time with an example; the rows are tried in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from parsers.words.tables import read_sections

_N = "(?:[0-9]{1,3}|[一二两三四五六七八九十几数]{1,3})"
_YEAR = "(?:(?:19|20)[0-9]{2}|[一二][零〇○九][零〇○一二三四五六七八九]{2})"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:3[01]|[12][0-9]|0?[1-9]|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_TO = "(?:[-—–~]{1,2}|至|到)"
_WHOSE = f"(?:{_YEAR}年|今年|去年|前年|明年|后年|上年|当年|本年|同年|次年|翌年)"
_QUARTER = "(?:前[一二两三1-3]个?季度|第?[一二三四1-4]季度|首季度?|[一二三四]季度)"
_SPAN = "(?:年|个月|周|个星期|天|个季度)"
_SINCE = "来(?![说看讲了自到的])"
"""三年来; but 这两天来了三万人."""
_FRONT = "(?<![提学])前"
"""提前三年 and 学前三年 name no first three years."""
_NUMERAL = "0-9一二两三四五六七八九十几数"
_PLAN = "“?(?:[“]?十[一二三四五六]五[”]?)”?"
_FESTIVAL = (
    "(?:春节|元旦|清明|五一|端午|中秋|国庆|元宵|“五一”|“十一”|“?双(?:11|12|十一|十二)”?|双节|[寒暑]假|寒暑|暑|寒|小长)"
    "(?:假期|长假|小长假|黄金周|期间|节假日)(?:期间)?"
)
_SEASON = (
    "(?:主?汛期|汛[前后]|梅雨期|梅雨季|春运期间|暑期|暑运(?:期间)?|(?:春|秋)季学期|采暖季|供暖季|迎峰度夏期间?"
    "|进博会期间|夏收期间|秋冬季|[夏冬春秋]季|[夏冬]天|[寒暑]假(?!期))"
)
_PART_OF_DAY = "(?:上午|下午|午后|中午|傍晚|清晨|凌晨|早上|早晨|晚上|晚间|夜里|夜间|深夜|早|晚)"
_HOUR = "(?:2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MINUTES = "(?:钟|半|整|[一三]刻|(?:[1-5]?[0-9]|[一二三四五]?十?[一二三四五六七八九十])分|[0-5][0-9](?![0-9.%]))?"
_NO_HOUR = "[间期代空段而常速效长限尚装]"
_O_CLOCK = f"{_HOUR}(?:点|时(?!{_NO_HOUR})){_MINUTES}"
_NO_DIGIT_BEFORE = "(?<![0-9.零一二两三四五六七八九十百千万亿几第])"
# 这一点, 早一点: no hour, as 一点钟 and 一点半 are.
_CHINESE_HOUR = f"{_NO_DIGIT_BEFORE}(?<![这那讲说提])(?:[二两三四五六七八九]|二?十[一二三四]?|一(?=点[钟半整]))点"


FORMS: Final = (
    # 下一步: no time, but what follows is no longer in the frame opened before
    ("sequel", "下一步|接下来|下一?阶段"),
    # 原来能结5种, 过去要等五年: what holds no more
    (
        "past",
        "(?:(?<=[，。；：、！？\n])|^)(?:原来(?!的)|过去(?!的?[0-9一二两三四五六七八九十几数多]|[了的式])|以前(?!年)|当时(?![的间])|那个?时候|那时)",
    ),
    # 去年到今年
    ("range", f"{_WHOSE}{_TO}{_WHOSE}(?!{_MONTH}月|[底末初中同上下前])"),
    # 2021-2023年, 2020年至2023年
    ("range", f"{_YEAR}年?{_TO}{_YEAR}年(?:度|底|末)?"),
    # 2024.10.18, 2022-09-15
    ("date", r"(?:19|20)[0-9]{2}([-./])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"),
    # 9月1日至10日, 6月1日-8月31日
    (
        "range",
        f"{_WHOSE}?{_MONTH}月{_DAY}日?(?:[0-9]{{1,2}}时)?起?{_TO}(?:{_WHOSE}?{_MONTH}月)?{_DAY}日(?:[0-9]{{1,2}}时)?",
    ),
    # 1—9月, 1月至9月份, 去年1至8月, 2024年12月至2025年3月, 8月中旬至9月上旬
    (
        "range",
        f"{_WHOSE}?{_MONTH}(?:月份?|月[上中下]旬)?{_TO}{_WHOSE}?{_MONTH}月(?:份|底|末|[上中下]旬)?(?!{_DAY}日)",
    ),
    # 一、二、三季度, 7、8月份
    ("range", f"{_WHOSE}?(?:[一二三四](?:、[一二三四]){{1,3}}季度|{_MONTH}(?:、{_MONTH}){{1,5}}月份?)(?!{_DAY}日)"),
    # 2025年1月16日, 今年7月13日, 9月14日0—24时
    (
        "date",
        f"{_WHOSE}?{_MONTH}月{_DAY}[日号](?:0?0?[—–~-]24时|0时至24时|[0-9]{{1,2}}时(?:[0-9]{{1,2}}分)?|上午|下午|凌晨|晚)?",
    ),
    # 9月份, 10月底, 今年8月, 8月上旬
    ("date", f"{_WHOSE}?{_MONTH}月(?:份|底|末|初|中旬|上旬|下旬)?(?![0-9球亮])"),
    # 今年前三季度, 2024年上半年, 一季度
    ("period", f"{_WHOSE}?(?:{_QUARTER}|[上下]半年|全年(?!龄)|{_FRONT}[0-9一二三四五六七八九十]{{1,2}}个(?:月|季度))"),
    # 去年汛期, 春节期间
    ("period", f"{_WHOSE}?{_FESTIVAL}|{_WHOSE}{_SEASON}|(?:(?<=[，。；：、\n（])|^){_SEASON}"),
    # 春运四十天, 春节前七天
    ("period", f"(?:春运|暑运|春节|国庆|清明|五一)(?:假期)?(?:前|后)?{_N}天"),
    # “十四五”期间, “十四五”以来, 十三五末
    ("period", f"{_PLAN}(?:规划)?(?:期间|时期|以来|末|期末|初)"),
    ("relative", "(?:今明|明后)[两三](?:年|天)"),
    ("period", f"(?:{_FRONT}|后)[一二两三四]年"),
    # 五年前要跑三四趟
    ("relative", f"{_N}多?(?:年|个月|周|个星期|天)(?:以|之)?前(?![景沿端途往期后列款面部])"),
    # 5年内统筹资金…, 力争两三年内达到…; but 毕业2年内 is a limit
    ("duration", f"(?:(?<=[，。；：、！？\n])|(?<=力争)|(?<=争取)|(?<=计划)|^){_N}年内"),
    # 党的十八大以来
    ("period", "(?:党的)?(?:十[八九]大|二十大)以来"),
    # 去年同期, 上年末, 今年以来, 年初, 年底, 2024年末, 2024年度
    ("year", f"{_YEAR}年(?:度|年?[底末初中](?!国|小|学|心|央|期|级|等|医|药))?"),
    (
        "relative",
        # 建成后年通过能力, 投产后年产值: so much a year
        "(?:[今去明上当本同次翌]|(?<!以)前|(?<![成产用工营运通行])后)年(?:度|年?[底末初中](?!国|小|学|心|央|期|级|等|医|药)|同期|以来)?(?!龄|级|轻|份额)",
    ),
    (
        "relative",
        f"年(?:初|末|底|中(?![国小学心央期级等医药]))|(?<![{_NUMERAL}])年内|岁末|同期|今冬明春|今冬|今春|今夏|今秋|去冬今春|去冬|往年同期",
    ),
    # 近三年, 过去五年, 未来3年, 三年来, 5年间, 近3个月, 近一个月以来
    (
        "duration",
        f"(?:近|过去|未来|今后|最近|此前|{_FRONT}|这|头|最初)(?:的)?{_N}[多余]?{_SPAN}多?(?:以来|{_SINCE}|间|里|内|中|时间)?",
    ),
    ("duration", f"{_N}[多余]?{_SPAN}多?(?:以来|{_SINCE}|间(?!隔|距|接|歇))"),
    ("duration", f"{_N}周年"),
    # 用九个月时间排查1.8万户
    ("duration", f"(?<=用){_N}(?:年|个月|周|个星期|天)(?=的?时间)"),
    ("duration", "连续[0-9一二两三四五六七八九十]{1,3}(?:个)?(?:年|季度|月|周|星期|天)"),
    # 目前, 近年来, 日前, 截至目前
    (
        "deictic",
        "目前|当前|现阶段|近年来?(?!度)|近几年来?|多年来|历年来?|近期|近日|日前|最近|迄今(?:为止)?|至今(?![年天日晚春夏秋冬早])|(?<![出体呈实发表显兑])现在|如今|远期|此前|长期以来|一直以来",
    ),
    # 上周三, 这个月, 这学期, 今天中午
    ("relative", "[上下本这](?:周|星期)[一二三四五六日天]|这个?(?:月|周|星期|季度)(?!台)|[这本上下新]个?学期"),
    ("relative", "(?:[今昨前明当]天|[今昨当]日)(?:上午|中午|下午|晚上|凌晨|早上|清晨|晚间|夜间)"),
    (
        "relative",
        "今天|昨天|前天|明天|(?:今日|昨日|(?<!光)明日)(?!报|新闻|中国)|当日|当天|当晚|昨晚|今晚|今早|今晨|(?:(?<!份)当月|(?:本|上|下|上个|下个)(?:月|周|季度))(?:份|底|末|初|以来)?(?!期|报|刊|边|长|围|转)",
    ),
    (
        "relative",
        "往年|历年|常年|翌日|次日|每年|过去一年|近一年|新年|开年以来|开年|入汛以来|入夏以来|入冬以来|本轮疫情以来",
    ),
    # 23:30, 上午9:00
    (
        "clock",
        r"(?:上午|下午|早上|晚上|凌晨|中午|晚|早|晚间)?(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9.%])",
    ),
    # 早上7点到9点, 两点到五点, 0—24时
    (
        "clock",
        f"(?:{_PART_OF_DAY}|{_NO_DIGIT_BEFORE}){_O_CLOCK}{_TO}{_PART_OF_DAY}?{_O_CLOCK}"
        f"|{_NO_DIGIT_BEFORE}[0-9]{{1,2}}[—–~-][0-9]{{1,2}}时(?!间)",
    ),
    # 上午9时, 晚上六点; but 早一点
    ("clock", f"{_PART_OF_DAY}(?!(?<=[早晚])一点(?![钟半整])){_O_CLOCK}"),
    # 零点三十分, 零点以后; but 零点三
    (
        "clock",
        f"{_NO_DIGIT_BEFORE}零点(?:[一二三四五]?十?[一二三四五六七八九十]分|半|整|钟)?(?![0-9零一二两三四五六七八九十])",
    ),
    # 三点半, 两点钟, 五点以后
    (
        "clock",
        f"{_CHINESE_HOUR}(?:[钟整]|[一三]刻|半(?!课堂|现象|难题|问题)|(?=(?:以|之)?[前后]|开始|开门|起(?![色点步])))",
    ),
    # 9时, 10点半, 9点开门, 23点收车
    ("clock", f"(?<![0-9.])(?:[01]?[0-9]|2[0-4])(?:时(?:[0-5]?[0-9]分)?(?!{_NO_HOUR})|点{_MINUTES})"),
    # 13日
    (
        "date",
        r"(?<![0-9.月千百万亿约每超近])(?:3[01]|[12][0-9]|[1-9])日(?!元|均|间|内|以|之|游|产|处|供)(?:[0-9]{1,2}时|凌晨|上午|下午|晚)?",
    ),
)

# How a time expression can begin, first and second character. Looked at before the forms are: to try every form at
# each 国, 中 and 长 of a page takes longer than everything else that is done to its times.
_BEGINS = (
    (f"{_NUMERAL}“", ""), ("今去前明后上当本同次翌往历每新开全", "年"), ("年", "初末底中内"), ("今昨前明当", "天"),
    ("今昨明当翌次", "日"), ("今昨当", "晚"), ("今", "早晨冬春夏秋后明"), ("明", "后"), ("原", "来"), ("以", "前"), ("当", "时"), ("那", "个时"), ("上下", "半午阶一"), ("上下本当这", "月周季个学星"), ("新", "学"),
    ("前后近头这第", f"{_NUMERAL}的"), ("早晚", f"{_NUMERAL}上间晨零"), ("零", "点"), ("午", "后"), ("夜", "里间"), ("深", "夜"), ("近多", "年"), ("近", "期日"), ("接", "下"),
    ("过", "去"), ("未", "来"), ("最", "近初"), ("此日", "前"), ("连", "续"), ("目当", "前"), ("现", "阶在"),
    ("迄至如", "今"), ("远长同汛", "期"), ("汛", "前后"), ("岁", "末"), ("党", "的"), ("春", "节运季天"), ("元", "旦宵"), ("清", "明晨"),
    ("端中", "午"), ("中", "秋"), ("国", "庆"), ("双", "节1十"), ("寒暑", ""), ("小", "长"), ("主", "汛"), ("梅", "雨"),
    ("夏秋冬", "季收冬天"), ("采供", "暖"), ("迎", "峰"), ("进", "博"), ("入", "汛夏冬"), ("去", "冬"), ("凌", "晨"),
    ("傍", "晚"), ("首", "季"), ("本", "轮"), ("常", "年"),
)  # fmt: skip
_STARTS = (
    f"(?=[{''.join(first for first, _ in _BEGINS)}])"
    f"(?={'|'.join(f'[{first}]' + (f'[{second}]' if second else '') for first, second in _BEGINS)})"
)
_BODY = "|".join(
    f"(?P<{kind}{i}>{form})".replace(r"\1", "(?P=dot)").replace("([-./])", "(?P<dot>[-./])")
    for i, (kind, form) in enumerate(FORMS)
)
_SCAN = re.compile(f"{_STARTS}(?:{_BODY})")
_LONGEST = 24
_EVENT = re.compile(
    "(?:^|[，。；：、！？\n（])[在自从]?(?P<event>[^，。；：、！？\n（0-9]{2,12}(?:期间|以来|当天|当日))"
)
_BEFORE = re.compile("(?:截至|截止到?|到|至|自|从)$")
_AFTER = re.compile(
    "以来|有[^，。；：、0-9]{0,5}(?:记录|统计|观测|资料)以来|年?底前|前后|(?:以|之)?前(?![一二两三四五0-9])|(?:以|之)后|后(?![一二两三续来])|[底末初](?![一级])|期间|(?:当天|当日|全天)?起"
)
_AFTER_HOUR = re.compile("前后|(?:以|之)?[前后](?![一二两三四五0-9续来])|起")
# 上证指数涨了12点, 收于12点: points of an index.
_INDEX = re.compile(
    "(?:[涨跌升降增减高低扣加]|收[于报]|报收?|突破|站上|失守|回[落升]|反弹)(?:了|至|到|近|约|超|逾)*$|(?:指数|股指|股价|PMI|得分|评分|积分)[^，。；]*$"
)
# 我讲3点, 提出5点建议: points of a talk.
_TALKED = re.compile("(?:讲|说|谈|提|补充|强调|回应|介绍|归纳|概括|如下|以下|以上|有|这|那|几|下面)(?:了|出|为|成)?$")
_DISCOURSE: Final = frozenset(noun for nouns in read_sections("discourse.txt", __package__).values() for noun in nouns)
_NAMED_AFTER = re.compile("(?:攻坚|专项)?(?:行动|规划|计划|方案)|任务书")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression: ``kind`` is year, date, range, period, relative, duration, deictic, clock, past or sequel."""

    start: int
    end: int
    text: str
    kind: str


def find(text: str) -> list[TimeExpression]:
    """Every time expression of a folded text, in order, none overlapping another."""
    found: list[TimeExpression] = []
    for match in _SCAN.finditer(text):
        start, end, kind = match.start(), match.end(), (match.lastgroup or "").rstrip("0123456789")
        if _is_part_of_a_name(text, start, end, kind) or (kind == "clock" and _counts_points(text, start, end)):
            continue
        if (
            found
            and found[-1].end == start
            and end - found[-1].start <= _LONGEST
            and _continues(found[-1], text[start:end], kind)
        ) or (found and _opens_range(found[-1], text[found[-1].end : start], kind)):
            last = found.pop()  # 去年 + 汛期, 2024年 + 年末, 昨晚 + 10点 are one expression
            start, kind = last.start, last.kind if kind in ("deictic", "clock") else kind
        else:
            start -= _opening(text, start, kind)
        end = _with_suffix(text, start, end, kind)
        found.append(TimeExpression(start, end, text[start:end], kind))
    return _with_events(text, found)


def _opening(text: str, start: int, kind: str) -> int:
    """How many characters before an expression belong to it: 截至…, 到2025年."""
    prefix = text[max(0, start - 2) : start]
    if kind in ("year", "date") and prefix.endswith("到") and _opens_clause(text, start - 1):
        return 1  # 到2025年，…达到
    if prefix in ("截至", "截止") and kind != "clock":
        return 2
    return 3 if prefix == "止到" and text[start - 3 : start] == "截止到" else 0


def _with_suffix(text: str, start: int, end: int, kind: str) -> int:
    """The end of an expression with 以来, 前, 底, 起 … behind it."""
    after = None
    if kind == "clock":
        after = _AFTER_HOUR.match(text, end)
    elif kind in ("year", "date", "range", "period", "relative") and text[start:end] not in ("年内", "同期"):
        after = _AFTER.match(text, end)
    return after.end() if after else end


def _counts_points(text: str, start: int, end: int) -> bool:
    """3点建议, 涨了12点: a bare number of 点 that is no hour."""
    if not (text[end - 1] == "点" and text[start].isdigit()):
        return False
    before = text[max(0, start - 12) : start]
    behind = any(text[end : end + length] in _DISCOURSE for length in (2, 3))
    return behind or bool(_INDEX.search(before) or _TALKED.search(before))


def _with_events(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Adds clause-opening `台风“海棠”影响期间`, `开栓以来`, `活动当天`."""
    if not any(word in text for word in ("期间", "以来", "当天", "当日")):
        return found
    by_start = {expression.start: expression for expression in found}
    for match in _EVENT.finditer(text):
        start, end = match.start("event"), match.end()
        inside = [
            expression for expression in found if start <= expression.start <= end or start < expression.end <= end
        ]
        if not inside:
            by_start[start] = TimeExpression(start, end, text[start:end], "period")
        elif len(inside) == 1 and inside[0].end == end and inside[0].text in ("当天", "当日"):
            del by_start[inside[0].start]
            by_start[start] = TimeExpression(start, end, text[start:end], "period")
    return [by_start[start] for start in sorted(by_start)]


def _continues(last: TimeExpression, text: str, kind: str) -> bool:
    """去年 + 汛期, 昨晚 + 10点 are one expression."""
    if kind == "clock":
        return last.kind in ("date", "relative") and last.text[-1] in "日号天晚早晨午上间"
    return last.kind not in ("clock", "past") and kind != "past" and last.text not in ("同期", "每年")


def _opens_range(last: TimeExpression, between: str, kind: str) -> bool:
    """昨天20时 + 至 + 今天8时: an hour of a day, and one of another."""
    return (
        between in ("至", "到")
        and last.kind == kind == "relative"
        and last.text[-1] in "点时分半"
        and "至" not in last.text
    )


def _opens_clause(text: str, at: int) -> bool:
    return (
        at == 0
        or text[at - 1] in "，。；：！？\n、（"
        or text[at - 2 : at] in ("预计", "力争", "争取", "计划", "确保", "目标")
    )


def _is_part_of_a_name(text: str, start: int, end: int, kind: str) -> bool:
    before = text[start - 1 : start]
    if before == "第" or (before.isdigit() and text[start].isdigit()):
        return True
    if kind in ("clock", "date", "range") and (before in "./:-" and before != ""):
        return True
    if before.isascii() and before.isalpha():
        return True
    # 三年行动计划 is a name, 三年来 is a time.
    return kind == "duration" and bool(_NAMED_AFTER.match(text, end))

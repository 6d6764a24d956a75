"""The pieces that the patterns of ``forms`` are put together from."""

from __future__ import annotations

from typing import Final

N: Final = "(?:[0-9]{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
SEVERAL: Final = f"(?![一1](?![0-9十])){N}"
"""三年下来; but 一年下来能省三百元 is a rate."""
VAGUE: Final = "(?:[0-9一二两三四五六七八九十]{1,3}(?:[多余]|(?<=[十0])来)|[一二两三四五六七八九十]?[几数][十多]?|[一二两三四五六七八九]{2}(?!十))"
"""十几, 60多, 两三, 十来."""
NUMERAL: Final = "0-9一二两三四五六七八九十几数"
_DIGITS_OF_YEAR: Final = "(?:19|20)[0-9]{2}"
YEAR: Final = "(?:(?:19|20)[0-9]{2}|[一二][零〇○九][零〇○一二三四五六七八九]{2})年"
# 建成后年通过能力, 投产后年产值: so much a year; 以前年度: earlier years.
RELATIVE_YEAR: Final = "(?:[今去明上当本同次翌]年|(?<![十0])来年|[同上]一年|(?<!以)前年|(?<![成产用工营运通行])后年)"
USUAL: Final = "(?:[往历常每]年|那年)"
"""往年国庆, 每年9月: of years that are not named."""
WHOSE: Final = f"(?:{YEAR}|{RELATIVE_YEAR}|{USUAL})"
MONTH: Final = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|元(?=月))"
DAY: Final = "(?:3[01]|[12][0-9]|0?[1-9]|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
DAY_OF_MONTH: Final = "3[01]|[12][0-9]|[1-9]"
BARE_DAY: Final = f"(?<![0-9.月千百万亿约每超近])(?P<d>{DAY_OF_MONTH})"
"""A day whose month is not named; 约13日 is an amount."""
TO: Final = "(?:[-—–~]{1,2}|至|到)"
AND: Final = "(?:以及|[、和与及])"
COUNT: Final = "这?[两二三四五六七八九十]个?"
"""7、8、9三个月, 12、13两天: how many a list has."""
FRONT: Final = "(?<![提学目以之])[前头]"
"""提前三年 and 学前三年 name no first three years."""
UNIT: Final = "(?:年|个月|个季度|周|个星期|个?小时|天)"
_COUNTED: Final = (
    f"(?P<n>{N}|(?<!大)半|一?百)(?P<unit>{UNIT}|(?<=近[二两三四五六七八九十])月(?![份底初末上中下0-9]))(?P<more>多?)"
)
AMOUNT: Final = f"(?:(?:{VAGUE}|{N}{TO}{N}){UNIT}多?|{N}个多(?:月|星期|小时|季度)|{_COUNTED}|些[年天])"
"""三年, 半年, 60多天, 两三年, 三到五年, 几个月, 两个多月."""
LENGTH: Final = AMOUNT.replace("?P<n>", "?:").replace("?P<unit>", "?:").replace("?P<more>", "?:")
SINCE: Final = "来(?![说看讲了自到的不回往])"
"""三年来; but 这两天来了三万人."""
_DAYTIME: Final = "凌晨|清晨|早间|早上|早晨|上午|中午|午间|下午|午后|白天|傍晚|晚上|晚间|夜里|夜间|[前后]半夜|半夜|午夜|深夜|[早晚]高峰(?:时段)?"
PART_OF_DAY: Final = f"(?:{_DAYTIME}|早|晚)"
NO_HOUR: Final = "[间期代空段而常速效长限尚装]"
MINUTES: Final = "(?:钟|半|整|[一三]刻|(?:[0-5]?[0-9]|[一二三四五]?十?[一二三四五六七八九十]|零[一二三四五六七八九])分|[0-5][0-9](?![0-9.%]))?(?:许(?![多可诺愿]))?"
O_CLOCK: Final = (
    "(?:2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
    f"(?:点|时(?!{NO_HOUR})){MINUTES}"
)
HOURS: Final = (
    f"(?:0?0?{TO}24时|0时至24时|{PART_OF_DAY}?(?:(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?![0-9.%])"
    f"|{O_CLOCK}(?:{TO}{PART_OF_DAY}?{O_CLOCK})?)|(?:{_DAYTIME})(?:{TO}(?:{_DAYTIME}))?"
    "|[早晚](?![会报间宴饭餐班年熟于点些已就盘场高]))"
)
"""What may follow a day: 9月14日0—24时, 昨晚10点, 24日凌晨3点到4点, 3月7日14:30, 4月2日凌晨, 昨天下午, 14日晚; 14日晚会 is none."""
NO_DIGIT_BEFORE: Final = "(?<![0-9.零一二两三四五六七八九十百千万亿几第])"
FESTIVAL: Final = "(?:(?:国庆、?中秋|中秋、?国庆)(?:双节)?|春节|元旦|清明节?|(?:五一(?:国际)?)?劳动节|五一|“五一”|端午节?|中秋节?|国庆节?|元宵节?|重阳节?|“十一”|十一(?=黄金周|长?假)|(?<!春节)“?双(?:节|11|12|十一|十二)”?)"
HOLIDAY: Final = "(?:假期|长假|小长假|黄金周|节假日)"
OPENS: Final = "(?:(?<=[，。；：、！？\\n（“])|^)"
SEASON: Final = (
    "(?:主?汛期|汛[前后]|[春暑]运(?:期间)?(?![从是])|梅雨[期季]|暑期|[春秋]季学期|(?:采暖|供暖|供热|取暖|灌溉|捕捞)[季期]|迎峰度夏期间?|进博会期间|夏收期间|秋冬季"
    "|[夏冬春秋][季天](?:的时候)?|[寒暑]假(?!期))"
)


def of_several(number: str, unit: str, unit_behind: str, *, last: bool = False) -> str:
    """The unit of a number, which of several is said once, behind the last or with their count: 1—9月, 7、8、9三个月."""
    joined = f"(?:(?:{AND}|{TO}){number})"
    said_behind = f"(?={joined}{{1,11}}(?:{COUNT})?(?:{unit_behind}))"
    return f"(?:{unit}|{said_behind}{f'|(?={COUNT}(?:{unit_behind}))' if last else ''})"


def years(*, last: bool = False) -> str:
    """2023年; 2021 of 2021-2023年."""
    elided = of_several(_DIGITS_OF_YEAR, "(?<=年)", "年", last=last)
    return f"(?P<y>{YEAR}|{_DIGITS_OF_YEAR}{elided})"


def quarters(*, last: bool = False) -> str:
    """三季度, 三四季度; 一 of 一、二季度."""
    return f"(?P<n>[一二三][二三四]|[一二三四1-4首]){of_several('[一二三四1-4]', '季度', '季度', last=last)}"


def months(*, last: bool = False) -> str:
    """9月份, 七八月份, 8月中下旬, 10月当月; 1 of 1—9月; but 一月一次, 农历八月."""
    unit = "月(?![球亮饼龄三]|(?<=一月)一)(?:(?P<p>[上中下]{1,2}旬)|(?:份|度(?!假))?(?:当月)?)"
    return f"(?<![{NUMERAL[3:]}历])(?P<m>[一二三四五六七八][二三四五六七八九](?=月)|{MONTH}){of_several(MONTH, unit, '月', last=last)}"


def month_days(*, last: bool = False) -> str:
    """13日 of a month, 3月14日晚; 1 of 10月1至7日."""
    unit = f"(?:日|号(?![线楼院门厅馆桥文令]))(?!里)(?:{HOURS})?"
    return f"(?P<d>{DAY}){of_several(DAY, unit, '[日号天晚]', last=last)}"

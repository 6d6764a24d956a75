"""The time forms: what finds a time expression also says what dates it means, in one row.

A row has a name, a kind, what it begins with, a pattern, what it means (a production, or in words why it has no dates), and an example with
its dates as seen from an event on 18 October 2024 at which 2024 until then was spoken of. Rows are tried in order. 截至 before an expression and 以来, 底, 前,
起 behind it belong to every form: see ``resolving``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from parsers.times import productions as p
from parsers.times.days import Span
from parsers.times.parts import (
    AMOUNT,
    BARE_DAY,
    DAY,
    FESTIVAL,
    FRONT,
    HOLIDAY,
    HOURS,
    LENGTH,
    MINUTES,
    MONTH,
    NO_DIGIT_BEFORE,
    NO_HOUR,
    NUMERAL,
    O_CLOCK,
    OPENS,
    PART_OF_DAY,
    RELATIVE_YEAR,
    SEASON,
    SEVERAL,
    SINCE,
    TO,
    UNIT,
    USUAL,
    VAGUE,
    WHOSE,
    YEAR,
    N,
    month_days,
    months,
    quarters,
    years,
)
from parsers.times.seen import Seen

Production = Callable[[p.Groups, Seen], Span | None]


@dataclass(frozen=True, slots=True)
class Form:
    """One way of naming a time."""

    name: str
    kind: str
    begins: str
    """What an expression may begin with: a count, or two characters; # is any count, capitals are lists of ``BEGINS``."""
    pattern: str
    """A regular expression over folded text; its named groups are the production's."""
    means: Production | str
    """The dates, or the reason why there are none."""
    example: str
    dates: str = ""
    """FIRST..LAST of the example; empty where it has none."""
    grain: str = ""
    """What it counts in, where it can be an end of a range or begin a list; see ``composing``."""


BEGINS: Final = {
    "#": "0 1 2 3 4 5 6 7 8 9 一 二 两 三 四 五 六 七 八 九 十 几 数 半",
    "W": "同一 上一 今年 去年 明年 来年 上年 当年 本年 同年 次年 翌年 前年 后年 往年 历年 常年 每年",
    "F": "春节 元旦 元宵 清明 五一 “五 端午 中秋 国庆 重阳 劳动 “十 十一 双节 双1 双十 “双",
    "S": "主汛 汛期 汛前 汛后 梅雨 暑运 暑期 暑假 寒假 寒暑 寒期 春运 春季 春天 夏季 夏天 夏收 秋季 秋天 秋冬 冬季 冬天 采暖 供暖 供热 取暖 灌溉 捕捞 迎峰 进博 小长",
    "L": "近的 近些 近# 过去 未来 今后 接下 最近 此前 这的 这些 这#",
    "P": "上午 下午 午后 中午 傍晚 清晨 凌晨 早上 早晨 早# 早零 晚上 晚间 晚# 晚零 夜里 夜间 深夜",
}
"""How counts, years, festivals, seasons, spans and parts of the day begin."""

Y: Final = f"(?P<y>{WHOSE})?的?"
"""今年, 2023年的: whose a part of a year is."""

FORMS: Final = (
    # What is no time itself, but ends a frame opened before.
    Form("next", "sequel", "下一 下阶 接下", f"下一步|接下来(?!的?{N}{UNIT})|下一?阶段", "a sequence, not a time", "下一步"),
    Form("once", "past", "原来 过去 以前 当时 那个 那时", f"(?<![从由比])原来(?=(?:是|只有?|才)?(?!一[直些般样起])[{NUMERAL}])|(?<=[，。]而)当时(?![的间])|{OPENS}(?:原来(?!的)|过去(?!的?[{NUMERAL}多]|[了的式])|以前(?!年)|当时(?![的间])|那个?时候|那时)", "nobody says how long ago", "原来"),
    # Days.
    Form("week of a year", "relative", "W 第# #", f"(?:(?P<y>{WHOSE})|{MONTH}月份?)的?第{N}个?(?:周(?!年|岁|期)|星期)|{OPENS}第(?:[1-5][0-9]|[二三四五]?十[一二三四五六七八九]?)周(?!年|岁|期|产检|时)", "weeks are not counted alike", "今年第一周"),
    Form("date in figures", "date", "#", f"(?P<y>(?:19|20)[0-9]{{2}})[-./](?P<m>1[0-2]|0?[1-9])[-./](?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9])(?: {HOURS})?", p.day, "2022-09-15", "2022-09-15..2022-09-15", grain="days"),
    Form("day", "date", "W 当地 #", f"(?:当地时间)?(?P<y>{WHOSE})?(?:(?<=年)(?:截至|的?{FESTIVAL}{HOLIDAY}?的?))?(?P<m>{MONTH})月{month_days()}", p.day, "7月13日", "2024-07-13..2024-07-13", grain="days"),
    Form("month", "date", "W 元月 #", f"{Y}{months()}", p.month, "9月份", "2024-09-01..2024-09-30", grain="months"),
    # Parts of a year.
    Form("first months", "period", "W 前# 头# #", f"{Y}{FRONT}(?P<n>[0-9一二两三四五六七八九十]{{1,2}})个?(?P<of>季度?|月(?!{DAY}[日号]))", p.first, "前8个月", "2024-01-01..2024-08-31"),
    Form("last months", "period", "W 后# 头半 前半", f"{Y}(?:后(?P<n>{N})个月(?!内|后)|{FRONT}半个?月)", "counted from an end that is not named", "去年后四个月"),
    Form("all quarters", "period", "W 四个 各季 #", f"(?P<y>{WHOSE})?(?:四个|各)季度", p.year, "去年四个季度", "2023-01-01..2023-12-31"),
    Form("quarter", "period", "W 第# 第首 首季 #", f"{Y}(?:第?{quarters()}|首季度?)", p.quarter, "今年三季度", "2024-07-01..2024-09-30", grain="quarters"),
    Form("half", "period", "W 上半 下半 #", f"{Y}(?P<half>[上下])半年", p.half, "去年上半年", "2023-01-01..2023-06-30", grain="halves"),
    Form("whole year", "period", "W 全年 #", f"(?P<y>{WHOSE})?全年(?!龄)", p.year, "全年", "2024-01-01..2024-12-31"),
    # Five-year plans and congresses.
    Form("plan", "period", "十 “十", f"“?十(?P<plan>[一二三四五六])五”?(?:规划|计划)?(?:{FRONT}(?P<n>[一二两三四1-4])年|期间|时期|期)", p.plan, "“十四五”期间", "2021-01-01..2025-12-31"),
    Form("plan alone", "period", "十 “十", f"(?<![{NUMERAL}])“?十(?P<plan>[一二三四五六])五(?P<n>)(?![度个岁年天名人家万千百、]|”?[^，。；：、的]{{0,4}}(?:规划|纲要|方案|计划))”?", p.plan, "“十四五”", "2021-01-01..2025-12-31"),
    Form("congress", "period", "党的 十 二", "(?:党的)?(?P<name>十[八九]大|二十大)以来", p.congress, "党的二十大以来", "2022-10-16..2024-10-18"),
    # Festivals and the lunar calendar.
    Form("days of a festival", "period", "F 春运 春节 暑运 暑期 国庆 清明 五一 “五 端午 中秋 元旦 假期 长假 黄金 #", f"(?:(?:假期|长假|黄金周)(?:[前后]|这)?(?:{N}|几)天(?!前)|{N}天(?:长假|假期|小长假)(?:期间|里)?)|(?:春运|暑运|暑期|春节|国庆节?|清明节?|五一|端午节?|中秋节?|元旦|“五一”)(?:假期|长假|黄金周|小长假|期间)?(?:[前后这那])?(?:(?!一天){N}|[几两]|整)(?:天(?:小?长?假期?)?|个月)|{FESTIVAL}{HOLIDAY}?(?:首日|第{N}天|最后{N}天)", "which days is for each year's notice to say", "春节前七天"),
    Form("holiday", "period", "节前 节后 假期 长假 小长 黄金 整个 这个 本次 节日", f"(?:{OPENS}|(?<=全[市省区县国州]))(?:整个|这个|本次)?(?:小?长假|假期|黄金周|节日(?=期间))(?:期间|里|内|中(?!国)|第{N}天|首日|最后{N}天|当天)?(?!结束|安排|作业|制度|经济|余额|调整|天数|时间|太|的|旅游|消费|出行|[前后])|{OPENS}节[前后](?=[，还有全各就我])", "the holiday spoken of before", "假期"),
    Form("festivals", "period", "W F", f"{Y}(?:元旦、?春节|春节元宵|五一端午)(?:“?双节”?)?(?:期间|假期|黄金周)", "two festivals at once", "元旦春节期间"),
    Form("singles day", "period", "W 双1 双十 “双 #", f"{Y}“?双(?:11|12|十一|十二)”?期间", "a sale of its own length", "“双11”期间"),
    Form("festival", "period", "W F #", f"{Y}(?P<name>{FESTIVAL})(?:(?P<day>当天|当日|当晚|那天|这一?天)|{HOLIDAY}(?:期间)?|期间|(?=[前后](?![{NUMERAL}])|{TO}(?:[上本昨今]|现在|目前|{MONTH}月)))", p.festival, "国庆假期", "2024-10-01..2024-10-07", grain="festivals"),
    Form("festival of a year", "period", "W #", f"(?P<y>{WHOSE})的?(?P<name>{FESTIVAL})(?P<day>)(?!{NUMERAL})", p.festival, "今年春节", "2024-02-10..2024-02-17"),
    Form("festival alone", "period", "F", f"{OPENS}(?P<y>)(?P<name>{FESTIVAL})(?P<day>)(?=[，全共我累]|\\Z)", p.festival, "中秋", "2024-09-15..2024-09-17"),
    Form("lunar days", "period", "W 大年 正月 腊月 农历 春节 除夕 初# #", f"{Y}(?:大年|正月|农历正月|春节)?(?P<a>除夕|腊月(?:初[一二三四五六七八九十]|二?十[一二三四五六七八九]?)|三十(?<=大年三十)|(?:(?<=大年)|(?<=正月)|(?<=春节)|(?=初[一二三四五六七八九十]{TO}))初[一二三四五六七八九十]|(?<=正月)十[一二三四五六七八九]?)(?:当天|当晚|那天|夜)?(?:{TO}(?:大年|正月)*(?P<b>初[一二三四五六七八九十]|十五))?", p.lunar, "今年除夕至初六", "2024-02-09..2024-02-15"),
    Form("since it began", "deictic", "W 开年 本轮 入汛 入夏 入冬 入春 入秋 入伏 开春", f"(?:{RELATIVE_YEAR})?(?:开年以来|本轮疫情以来|(?:入[汛夏冬春秋伏]|开春)(?:以来|(?:以|之)?后))", "the day it began is not named", "入汛以来"),
    Form("opening", "period", "开学 开渔 开工 开业 开馆 开园 开市 开幕 开镰 开栏 开秤 开通 开航 通车 通航 放假", "(?:开[学渔工业馆园市幕镰栏秤通航]|通[车航]|放假)(?:第[一二三四五六七]天|到现在|到目前)", "the day it began is not named", "开渔第一天"),
    Form("season", "period", "W S # 上个 上一 这个 这一 下个 下一", f"(?:{WHOSE}的?|[上这下][个一])(?:{SEASON}|春灌)(?:起|开始|以来)?|{OPENS}{SEASON}|(?:[寒暑]假|寒暑假|暑|寒|小长)(?:假期|期间)|春运期间|暑运(?:期间)?|{RELATIVE_YEAR}全季(?!度)|{OPENS}这一季(?![度节])", "a season begins when the weather does", "去年汛期"),
    Form("winter", "relative", "今冬 今春 今夏 今秋 去冬", "今冬明春|今[冬春夏秋]|去冬今春|去冬", "a season begins when the weather does", "今冬"),
    Form("decade", "period", "上世 世纪 #", f"上?世纪[{NUMERAL}]{{1,3}}年代|[二三四五六七八九]十年代", "a decade, said loosely", "上世纪九十年代"),
    Form("about the same day", "relative", "W", f"(?P<y>{RELATIVE_YEAR}|{YEAR})这(?:个?时候|会儿|一天)", "about the day of the event, loosely", "去年这时候"),
    Form("fiscal year", "year", "#", "(?P<y>(?:19|20)[0-9]{2})财政?年度?", "each state's begins on another day", "2025财年"),
    Form("century", "period", "本世 上世 上个 新世", "(?:[本新]|上个?)世纪(?:[末初]|中叶|以来)", "a century, said loosely", "本世纪末"),
    # Years.
    Form("same period", "relative", "W #", f"(?P<y>{RELATIVE_YEAR}|{YEAR})的?(?:同期|(?P<unit>同月|同季度?))", p.same_period, "去年同期", "2023-01-01..2023-10-18"),
    Form("year", "year", "#", f"{years()}(?:度|一年(?!级))?(?!假)", p.year, "2023年", "2023-01-01..2023-12-31", grain="years"),
    Form("meanwhile", "relative", "同期", f"{OPENS}同期(?=，|\\Z)", p.meanwhile, "同期", "2024-01-01..2024-10-18"),
    Form("counterpart", "relative", "历史 W L 同期", f"(?:历史|{USUAL}|(?:过去|最?近|此前)(?:{N}|几)年来?)?同期", "the counterpart of years that are not named", "历史同期"),
    Form("relative year", "relative", "W", f"(?P<y>{RELATIVE_YEAR})(?:度|一年(?!级))?(?!龄|级|轻|份额|纪|版)", p.year, "去年", "2023-01-01..2023-12-31", grain="years"),
    Form("within the year", "relative", "年内", f"(?<![{NUMERAL}])年内(?P<y>)", p.year, "年内", "2024-01-01..2024-12-31"),
    Form("year's ends", "relative", "W 年初 年末 年底 年中 岁末 岁初", f"(?:(?P<y>{USUAL})|(?<![{NUMERAL}今去明前上当]))(?:年(?=[末底]|初(?![一级])|中(?=[，。；、期再]))|岁(?=[末初]))", p.year, "年底", "2024-12-31..2024-12-31", grain="years"),
    # Spans counted from the event.
    Form("span", "duration", "L", f"(?P<which>近|(?<![从由])过去|最近|此前|这|未来|今后|接下来)的?{AMOUNT}(?:以来|{SINCE}|间|里|内|中(?![方国])|时间)?", p.span, "近三年", "2021-10-19..2024-10-18"),
    Form("since so long", "duration", "#", f"(?P<which>){AMOUNT}(?:以来|{SINCE})", p.span, "三年来", "2021-10-19..2024-10-18"),
    Form("so long", "duration", "前的 前# 前些 头的 头# 头些 最初 后的 后# 那# 那些 #", f"(?:{FRONT}|最初|那)的?(?:{N}(?:年|周|天|个星期)|{VAGUE}{UNIT}|些[年天])(?:间|里|内|中)?|后的?{N}(?:年|周|天|个星期)(?:间|里|内|中)?|{LENGTH}间(?!隔|距|接|歇)|(?<=用){LENGTH}(?=的?时间)|(?:{OPENS}|(?<=力争)|(?<=争取)|(?<=计划)){LENGTH}(?<=年)内|{OPENS}{SEVERAL}(?:年|个月|周|[天日])(?:[里中](?=，)|时间(?!表))|{OPENS}{N}(?:年|个月)里(?![头程面翻])|{OPENS}{SEVERAL}(?:天|周|个星期)里(?![头程面翻])|(?:{SEVERAL}(?:年|个月)|半年)下来|{N}个月左右时间里", "a length of time, without its beginning", "五年间"),
    Form("one after the other", "duration", "连续", f"连续(?:{N}|{VAGUE})[多余]?个?(?:年|季度|月|周|星期|交易日|[天日晚夜]|小时)多?", "a length of time, without its beginning", "连续3个月"),
    Form("anniversary", "duration", "#", f"{N}周年", "an age, not a time", "70周年"),
    Form("ago", "relative", "#", f"(?:{N}|{VAGUE}|(?<![{NUMERAL}个大])半)多?(?:年|个月|周|个星期|天)(?:以|之)?前(?![景沿端途往期后列款面部])", "about so long ago", "五年前"),
    Form("later", "relative", "#", f"{OPENS}(?:{SEVERAL}|{VAGUE}|半)多?(?:年|个月|周|个星期|天)(?:以|之)?后(?![续来期者])", "so long after a time that is not named", "三年后"),
    # As seen from the event: vague, weeks, months, quarters, days.
    Form("now", "deictic", "目前 当前 现阶 现在 如今 眼下 迄今 至今", "目前|当前|现阶段|现在|如今|眼下|迄今(?:为止)?|至今(?![年天日晚春夏秋冬早])", "now, without a day", "目前", grain="now"),
    Form("lately", "deictic", "近年 近几 近期 近日 近来 前段 前一 前阵 这一 这阵 连日 数月 数年 数日 多年 历年 日前 最近 远期 此前 前不 长期 一直 一段 新年 每年 往年 常年", "近年来?(?!度)|近几年来?|(?<![提以之])前(?:一?段(?:时间|日子)|一阵子?|阵子)|这(?:一阵子?|阵子)|连日来|数[年月日]来|多年来|历年来?|近期|近日来?|近来|日前|最近(?:一段时间)?|远期|此前|前不久|长期以来|一直以来|一段时间以来|新年|每年|往年|历年|常年", "nobody knows since when", "近日"),
    Form("week", "relative", "上周 上个 上一 上星 本周 本个 本星 下周 下个 下一 下星 这周 这个 这星", "(?P<which>[上本下这])(?:(?<!这)一)?个?(?:周|星期)(?P<d>(?:末|一(?![共起直些下次定批])|[二三四五六日天])(?![0-9]))?(?!围|长|边|转|报(?![告名到道送考警])|刊|期)", p.week, "上周三", "2024-10-09..2024-10-09", grain="weeks"),
    Form("weekdays", "period", "周# 周日", "周[一二三四五六日](?:到|至|—)周?[一二三四五六日]", "every week", "周一到周五"),
    Form("this month", "relative", "上一 上个 上月 本一 本个 本月 下一 下个 下月 这一 这个 这月 当月", f"(?P<which>[上本下这])一?个?月(?:(?P<p>份|底|末|初|[上中下]旬)|(?P<d>{DAY})[日号])?(?!台|期|报|刊|球|亮)|(?<![份月])(?P<own>当)月", p.relative_month, "上个月底", "2024-09-30..2024-09-30", grain="months"),
    Form("month's ends", "relative", "月底 月末 月初", f"(?<![{NUMERAL}个上下本这当每])(?P<which>)(?P<p>)月(?=[底末初])", p.relative_month, "月底", "2024-10-31..2024-10-31", grain="months"),
    Form("this quarter", "relative", "上一 上个 上季 本一 本个 本季 下一 下个 下季 这一 这个 这季", "(?P<which>[上本下这])一?个?季度", p.relative_quarter, "上一季度", "2024-07-01..2024-09-30", grain="quarters"),
    Form("that", "deictic", "那天 那年 那晚 那夜 那日 那周 那段 那一 这天 这年 这一 这段 这晚 近一 近段", f"(?:{OPENS}[那这]一?(?:[天日晚夜周]|年(?![头轻纪]))(?!来)|(?<![日号夜节庆])[那这]一?[天日晚夜周年](?=，)|(?:[那这]一?|近一?)段(?:时间|日子|时期))(?:以?来|里|内|中|(?<=天){HOURS})?", "a time spoken of before", "那天"),
    Form("term", "relative", "这学 这个 本学 本个 上学 上个 下学 下个 新学 新个 #", "[这本上下新]个?学[期年]|(?:(?:19|20)[0-9]{2}[-—–~至])?(?:19|20)[0-9]{2}学年度?", "a term begins when the school does", "这学期"),
    Form("two days", "relative", "今明 明后", "(?P<which>[今明])(?:明(?<=今明)|后)(?P<n>[两三]?)(?P<unit>年|天)", p.these_days, "今明两天", "2024-10-18..2024-10-19"),
    Form("day seen", "relative", "即日 今天 今日 今晚 今早 今晨 昨夜 今夜 前晚 昨天 昨日 昨晚 昨早 昨晨 明天 明日 明晚 明早 明晨 前天 后天 当天 当日 当晚 当早 当晨", f"(?P<which>[今昨明]|即(?=日起)|前(?=[天晚])|后(?=天)|当)(?:天|日(?!报|新闻|中国|益|常|程|前)|[晚早晨](?!会|报|间)|(?<=[今昨])夜(?![市间班宵]))(?:{HOURS})?", p.relative_day, "昨晚10点", "2024-10-17..2024-10-17", grain="days seen"),
    Form("year after", "relative", "第二", f"{OPENS}第二年(?![级纪])", "the year after one that is not named", "第二年"),
    Form("day after", "relative", "翌日 次日", f"(?:翌日|次日){HOURS}?", "the day after one that is not named", "次日", grain="days seen"),
    Form("same day", "relative", "同日", "同日(?=[，全又还]|\\Z)", "the day spoken of before", "同日"),
    Form("days ahead", "relative", "再过", f"再过{N}[天年个]月?", "so long from now, loosely", "再过三天"),
    # Hours of a day that is not named.
    Form("clock in figures", "clock", "P #", f"{PART_OF_DAY}?(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9.%])", "an hour of a day that is not named", "23:30"),
    Form("from hour to hour", "clock", "P #", f"(?:{PART_OF_DAY}|{NO_DIGIT_BEFORE}){O_CLOCK}{TO}{PART_OF_DAY}?{O_CLOCK}|{NO_DIGIT_BEFORE}[0-9]{{1,2}}[—–~-][0-9]{{1,2}}时(?!间)", "an hour of a day that is not named", "早上7点到9点"),
    # 早一点 is no hour.
    Form("hour of a part of the day", "clock", "P", f"{PART_OF_DAY}(?!(?<=[早晚])一点(?![钟半整])){O_CLOCK}", "an hour of a day that is not named", "晚上六点"),
    Form("midnight", "clock", "零点", f"{NO_DIGIT_BEFORE}零点(?:[一二三四五]?十?[一二三四五六七八九十]分|半|整|钟)?(?![0-9零一二两三四五六七八九十])", "an hour of a day that is not named", "零点三十分"),
    # 这一点, 早一点: no hour, as 一点钟 and 一点半 are.
    Form("spoken hour", "clock", "#", f"{NO_DIGIT_BEFORE}(?<![这那讲说提])(?:[二两三四五六七八九]|二?十[一二三四]?|一(?=点[钟半整]))点(?:[钟整]|[一三]刻|半(?!课堂|现象|难题|问题)|(?=左右|(?:以|之)?[前后]|开始|开门|起(?![色点步])))", "an hour of a day that is not named", "三点半"),
    Form("hour", "clock", "#", f"(?<![0-9.])(?:[01]?[0-9]|2[0-4])(?:时(?:[0-5]?[0-9]分)?(?!{NO_HOUR})|点{MINUTES})", "an hour of a day that is not named", "9时"),
    # A day whose month is not named.
    Form("bare day", "date", "当地 #", f"(?:当地时间)?{BARE_DAY}(?:日(?!元|均|间|内|以|之|游|产|处|供)|号(?=凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|夜里|当[天晚]|那天|[就才又]|[0-9]{{1,2}}[点时])(?:当[天晚]|那天)?)(?:{HOURS})?", p.bare_day, "13日", "2024-10-13..2024-10-13", grain="bare days"),
)  # fmt: skip

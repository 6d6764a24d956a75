"""What a time expression does where it stands: says when something was, when somebody reports, of what, against what."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from parsers.times.finding import TimeExpression
from parsers.times.parts import NUMERAL


class Role(Enum):
    """What an expression governs."""

    NONE = "governs nothing"
    """Who reports when (昨天称), a base of comparison (比去年), a rule's or a price's year (按2020年价格), a name."""
    OWN = "governs the figure it is said of"
    """高于二季度的5.3%, 2020年新建的30家, 去年同期为41亿元: that figure and no other."""
    TIME = "says when"


_CLAUSE: Final = "[^，。；：！？\n]"
_BASE_BEFORE: Final = re.compile(
    "(?:(?<![占对相])比|较|相对|对照|相当于|不及|高于|低于|超过|好于|快于|多于|少于|(?<![参])与|同|跟|和|相较于?|持平于)$"
)
# 根据2022年修订的条例, 以2020年价格计算; but 根据今年一季度数据, 按今年计划
_BY: Final = re.compile("(?:根据|按照?|依照|依据|(?<![所可予得加难足])以)$")
_RULE_OR_BASE: Final = re.compile(
    "[^，。；：、]{0,12}(?:条例|规定|办法|公告|文件|通知|政策|价格?|标准|基[期数准]|口径|计算)"
)
_COMPARED: Final = re.compile("(?:比|较|高于|低于|快于|慢于|好于|不及|超过|由|从|跟|与)$")
_OF_THAT_TIME: Final = re.compile("的(?:约|近|逾|超过?|将近)?")
_SHARE: Final = re.compile(
    "[0-9.一二两三四五六七八九十百分之几半多余]{0,8}[倍成]|[0-9一二三四五六七八九十]{1,3}(?:分之|/)|一半"
)
# 完成全年计划的六分之一, 为年初预算的54%: a plan's year, which the share is not of.
# 比台风前一天上涨13%
_BEFORE_EVENT: Final = re.compile("[比较][^，。；]{1,4}前一[天日周月年]")
_PROGRESS: Final = re.compile("(?:计划|目标|任务|预算)[^，。；0-9]{0,6}的(?=[0-9一二两三四五六七八九十百近约超])")
_BASE_AFTER: Final = re.compile(
    "同期|相比|相当|持平|以来最|之最|水平|的水平|价格?(?=计算|水平|，)|不变价|可比价|为基期|第[0-9]+号|[0-9]+号(?=文|公告|令|通知|[，。、（）《])"
    "|[^，。；：、完占]{0,12}的(?:约|近|逾|超过?|将近)?[0-9一二两三四五六七八九十.]+(?:多|余)?(?:倍|成|分之|%|/)"
)
_ALWAYS_BASE: Final = re.compile(
    "同[期月]|^上年|往年|常年|历年|历史|每年|^次年|年初的|有.{0,5}(?:记录|统计|观测|资料)以来"
)
# 环比上月下降2%; but 上周，全市28家哨点医院… is when.
_BASE_INSIDE: Final = re.compile("上(?:一?个?月|一?季度|个?周|个?星期)(?![底末])")
_NEVER: Final = frozenset("下一阶段 下阶段 一直以来 长期以来 今天 现阶段 翌日 新年 此前 当前".split())
# 8日发布微博称，…; 日前表示，…; 昨天已经公布，…; 今早（13日）通报：
_SAYS: Final = "(?:称|表示|指出|介绍|通报|宣布|透露|报道|公布|发布|强调|说|认为|获悉|了解到|提出|证实|披露|显示|报告|问)(?:了|过)?[，：]"
_REPORTS: Final = re.compile(
    f"(?:（{_CLAUSE}{{1,8}}）)?{_CLAUSE}{{0,40}}{_SAYS}|，{_CLAUSE}{{2,40}}(?:称|表示|指出|宣布|透露|获悉|了解到|说)[，：]"
)
_DAY_KINDS: Final = frozenset(
    {"bare day", "day", "day seen", "lately", "date in figures", "week", "event", "day after"}
)
# 年初报的是1.2万套, 年初我们发布的是43.6万辆, 年初定的目标
_SET_THEN: Final = re.compile(
    "(?:我们|咱们|市里)?(?:报|定|说|提|下达|确定|承诺|答应|安排|许|发布|公布|通报)(?:下|出|了|过)?的"
)
_SET_AT_FIRST: Final = re.compile("[^，。；：、的]{1,10}的(?:预期)?(?:目标|任务|计划|预算)")
_NAME: Final = re.compile(f"{_CLAUSE}{{0,10}}(?:议程|愿景|纲要|规划)|[届版款]")
# 2022年出台的政策, 此前签约的企业, 2019年建的公寓: of the noun behind 的, and of a figure that counts it.
_MADE: Final = "出台|印发|发布|公布|发表|确定|制定|颁布|修订|成立|启动|提出|开工|建成|签约|引进|下达|投用|投运|投产|通车|开通|竣工|交付|建|盖|修|开业|上线|揭牌|挂牌|落成|改造|设立|实施|入选|获批"
_ATTRIBUTE: Final = re.compile(f"[^，。；：、的]{{0,12}}(?:{_MADE})的|[^，。；：、的0-9]{{1,3}}的(?=[，。])")
# 全年任务是14万, “十四五”末的目标是60%
_AIM_OF: Final = re.compile(f"的?(?:目标|任务|计划)(?:数|值)?(?:是|为)?(?:约|近|超过?)?[{NUMERAL}]")
# 今年《政府工作报告》确定的增长目标是5.5%，就业11.5万人，…: a list of aims of one year.
_ATTRIBUTE_AIM: Final = re.compile("[^，。；：]{0,30}目标(?:是|为)")
_STATED: Final = re.compile(
    f"(?:那会儿|那时候?)?的?(?:就|也|还|都|总共|一共|大概|大约|全市)*(?:是|为|有|才|只有?|仅有?|达到?|超过?|突破|约|近|不到|还是|收在)*(?:了|大概|大约)*[{NUMERAL}百半]"
)


def role(text: str, expression: TimeExpression) -> Role:
    """What an expression governs, from the words around it in its clause."""
    if (
        _is_same_time(text, expression)
        or _is_out_of_play(text, expression)
        or reports(text, expression)
        or _is_name(text, expression)
    ):
        return Role.NONE
    if _is_stated_base(text, expression) or (
        is_attribute(text, expression) and not _ATTRIBUTE_AIM.match(text, expression.end)
    ):
        return Role.OWN
    if _AIM_OF.match(text, expression.end) and opens_clause(text, expression):
        return Role.OWN
    if text[expression.start - 1 : expression.start] in ("离", "距"):
        return Role.OWN  # 离2030年降至20%的目标只差0.3个百分点
    return Role.NONE if _is_base(text, expression) else Role.TIME


def _is_out_of_play(text: str, expression: TimeExpression) -> bool:
    if expression.kind == "sequel" or expression.text in _NEVER or expression.text == "原来":
        return True
    if expression.kind == "clock":
        return ":" in expression.text or not opens_clause(text, expression)
    return expression.form.name in ("anniversary", "days ahead")


def _is_same_time(text: str, expression: TimeExpression) -> bool:
    """6月9日至15日这一周: said again."""
    return expression.text.startswith("这") and text[expression.start - 1 : expression.start] in tuple("日号月天周")


# 我们9月份约谈了7家平台, 那么上半年呢: who speaks, of the whole city, and what only joins, open nothing else.
_LEADING: Final = re.compile(
    "(?:^|[，。；：、\n！？（—])(?:(?:那么?|这个|呃|嗯|但是?|所以|另外|然后|就是|应该说|其实|而且|不过)*(?:我们|咱们|我市|本市|全市|我局|我省|全省)?"
    "(?:这个|呢)?)?[从在自于到]?$|(?:关心|关注|问|想知道)的是$"
)
_LONGEST_LEAD: Final = 8


def opens_clause(text: str, expression: TimeExpression) -> bool:
    """Whether nothing but 从 or 在, 我们 or 那么 stands before an expression in its clause."""
    if expression.start == 0:
        return True
    return bool(_LEADING.search(text, max(0, expression.start - _LONGEST_LEAD), expression.start))


# 广交会5月5日闭幕，…; “十条”6月1日开始实施，…; 缴费期从11月1日到12月25日，…
_EVENT: Final = re.compile(
    "(?:已经?|正式|开始|将|统一){0,2}(?:闭幕|开幕|实施|施行|生效|开始|通车|通水|通气|公布|发布|鸣枪|开赛|截止|到期)"
)
_SPELL: Final = re.compile("(?:期|时间|时段)(?:是|为|定在|就是)?[从由自]?$")


def is_of_event(text: str, expression: TimeExpression, clause: tuple[int, int]) -> bool:
    """Whether a time is that of an event with a subject of its own, which says nothing of the clauses after it."""
    if opens_clause(text, expression) or expression.after.endswith("起") or expression.text.endswith("起"):
        return False
    if text.startswith(("到时", "届时"), clause[1] + 1):
        return False  # 下周五通车，到时候里程增加到163.2公里
    if expression.end == clause[1]:
        return bool(_SPELL.search(text, clause[0], expression.start))
    return bool(_EVENT.match(text, expression.end, clause[1]))


def reports(text: str, expression: TimeExpression) -> bool:
    """昨天…称，: a day that says when somebody reports, not when what is reported was."""
    if text[expression.end : expression.end + 1] == "）" and text[expression.start - 1 : expression.start] == "（":
        return bool(_REPORTS.match(text, expression.start - 1))
    if expression.form.name == "year's ends":
        return set_then(text, expression)
    return expression.form.name in _DAY_KINDS and not expression.opener and bool(_REPORTS.match(text, expression.end))


def _is_name(text: str, expression: TimeExpression) -> bool:
    return (
        expression.form.name in ("year", "plan alone")
        and not expression.after
        and bool(_NAME.match(text, expression.end))
    )


def is_attribute(text: str, expression: TimeExpression) -> bool:
    """2022年出台的政策: the time of a noun, not of what the clause says."""
    return expression.kind in ("year", "date", "relative", "period") and bool(_ATTRIBUTE.match(text, expression.end))


def _is_stated_base(text: str, expression: TimeExpression) -> bool:
    """去年同期为41亿元, 上年末是57.3%: the words before 为 and 是 are the time of that figure."""
    before = text[max(0, expression.start - 3) : expression.start]
    if not (_ALWAYS_BASE.search(expression.text) and expression.groups.get("y")) or _BASE_BEFORE.search(before):
        return False
    copula = text.startswith(("是", "为", "才", "只有"), expression.end)
    return (copula or opens_clause(text, expression)) and is_stated(text, expression)


def _is_base(text: str, expression: TimeExpression) -> bool:
    before = text[max(0, expression.start - 3) : expression.start]
    if _BASE_BEFORE.search(before) or (_BY.search(before) and _RULE_OR_BASE.match(text, expression.end)):
        return True
    if _PROGRESS.match(text, expression.end) or _BEFORE_EVENT.search(
        text, max(0, expression.start - 6), expression.end
    ):
        return True
    if before.endswith("对") and text.startswith(("表示", "的", "来说", "而言"), expression.end):
        return True
    came_from = before.endswith(("由", "从", "到", "到了", "至")) and before[:2] not in ("恢复", "回升")
    if _BASE_AFTER.match(text, expression.end) and not came_from:
        return True
    if _ALWAYS_BASE.search(expression.text):
        return not text.startswith("累计", expression.end)  # 历年累计完工8000台
    return bool(_BASE_INSIDE.match(expression.text)) and before.endswith(("环比", "同比"))


def is_value_of(text: str, expression: TimeExpression, start: int) -> bool:
    """高于二季度的5.3%: the figure from ``start`` is of that time, and no share of it (高于去年的1.5倍)."""
    of = _OF_THAT_TIME.match(text, expression.end)
    before = text[max(0, expression.start - 2) : expression.start]
    return bool(of and of.end() >= start > expression.end and _COMPARED.search(before)) and not _SHARE.match(
        text, start
    )


def comes_from(text: str, expression: TimeExpression) -> bool:
    """从2020年的286亿元增长到去年的968亿元, 由上月下降0.4%转为持平: an end of a change, and nothing after it."""
    before = text[max(0, expression.start - 2) : expression.start]
    if before.endswith(("由", "从", "到", "到了", "至")) and text.startswith("的", expression.end):
        return expression.kind != "deictic" or before.endswith(("由", "从"))
    return before.endswith(("由", "从")) and bool(_BASE_INSIDE.match(expression.text))


def set_then(text: str, expression: TimeExpression) -> bool:
    """年初定的是1.9万个, 完成年初40万辆的预期目标: what was promised then, which is of no time yet."""
    if expression.form.name != "year's ends":
        return False
    at_first = expression.text.endswith("年初") and _SET_AT_FIRST.match(text, expression.end)
    return bool(at_first or _SET_THEN.match(text, expression.end))


def is_stated(text: str, expression: TimeExpression) -> bool:
    """去年一季度是5.3%, 2020年28家: a figure follows at once."""
    return bool(_STATED.match(text, expression.end))

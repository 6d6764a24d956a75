"""Whether a figure has happened, is planned, or is a standing rule."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from parsers.observations.spots import Spot
from parsers.records import Aspect, Status

_PLAN: Final = re.compile(
    "力争|目标|任务(?!的)|计划(?!生育)|预计|预期(?!寿命)|有望|确保|争取|拟(?![合真人])|将(?!近|军|其|要求)|规划(?!馆)|努力|力求|不低于|不少于|年底前|明年|答应|承诺|年初(?:报|说|定)"
    "|(?:还要|还将|要|能|再)(?:新增|完成|达到?|实现|增长|提高|提到|冲|建|改|到|做到|控制|突破|装|筹集|筹|新建|改造|开工|保持|超过|压|降)[^，。；]{0,8}$|要(?:到|冲|达|破|过)"
    "|(?<![重主需必只首])要(?!求|素|闻|点|是|么|不|花|用|交|等|付|缴|排|钱)[^，。；]{0,10}$|冲(?:到|刺|击)?$|做到|(?:奔着|朝着)|(?<!提)离$|想(?:做|达)|(?:今年|明年)[^，。]{0,3}盘子|(?<!稳)定在|定为"
)
_OPENS_PLANS: Final = re.compile("(?:目标|任务|计划)(?:是|为|有|如下|定为)?[：:，]")
_BESIDE: Final = re.compile(
    "(?:超出|超过|超额|超|低于|高于|比|离)[^，。；]{0,10}(?:计划|任务|目标|预期)[^，。；]{0,4}$"
)
_IS_PLAN: Final = re.compile("(?:目标|任务|计划|预期)(?:数|值)?(?:的|为|是)?$")  # 完成年度目标3000张的113.7%
_OF_A_PLAN: Final = re.compile("(?:完成|超过|比|离|较|低于|高于|占|为)[^，。；]{0,10}(?:目标|任务|计划)")
_PLAN_BEHIND: Final = re.compile(
    "(?:左右|以上|以内|以下)?(?:的|这个)[^，。；的]{0,8}(?:目标|任务|计划)|[^，。；]{0,4}(?:问题不大|有点悬)"
)
_DONE: Final = re.compile(
    "已(?!知)|已经|累计|截至|截止|实际|完成了|建成了|达到了|同比|比上年|去年|上年|完成[^，。；]{0,4}$|了(?<!为了)(?:约|近)?$|剩|兑现|超额|提前完成|实现了|出现在|现在|目前|(?<!日)到[^，。；]{0,8}(?:月底|月末|日)"
)
_DONE_BEHIND: Final = re.compile("[^，。；]{0,8}(?:的目标|任务)[^，。；]{0,10}(?:完成|实现|踩线|达到|超额)")
_EACH: Final = re.compile(
    "每(?:人|户|部|条|家|张|头|间|栋|[招聘录装改建买换引创][^，。；]{0,3}(?:一|1)?[个名人户件辆台套部条家亩吨位张]|件|辆|台|套|月|年|次|餐|平方米|平米|小时|天|吨|亩|个|名|位|生|学期|份|招用|单|度|公里|例)|(?:标准|补贴|补助|奖励|津贴|首付|报销|缴费|费率|税率|利率|票价|收费|罚款|补偿|起付线|封顶线|上限|限额|额度|返还|减按|支付|资助|基础养老金)"
)
_GIVEN: Final = re.compile(
    "最高|最低|不超过|给予|给|奖|可享受|可申请|可申领|可按|减按|免收|一次性|按|标准|为|补|缴|交|每"
)
_PAID_BEHIND: Final = re.compile("(?:的)?[^，。；、0-9]{0,8}(?:补贴|补助|奖励|津贴)$")
_PAID_PART: Final = re.compile("(?:补|奖|贴|报销|返还)(?:助|贴|励)?(?:约|近)?$")
_BY_NOW: Final = re.compile(
    "[^。；]{0,24}[，。；](?:(?:截至|截止|到)[^，。；]{0,8}(?:月底|月末|季度末|目前|现在|日)|[一二三]季度|上半年|前[一二三0-9]+个?(?:月|季度)|目前|现在)"
)
_LIMIT: Final = re.compile("(?:以上|及以上|以下|及以下|以内|内|之内)$")
_DEADLINE: Final = re.compile("[^，。；]{0,8}(?:办结|办理|完成|反馈|答复|回复|响应|到场|审核|审批|拨付|内)")
_RATED: Final = re.compile(
    "(?:首付|报销|返还|补贴|补助|税率|利率|费率|奖励|贴息|给予|申领|缴费|减按|减免|按)[^。；]{0,20}$"
)
_SUM: Final = re.compile("累计|共|总|已|合计|全年|全市|发放|支出|下达|投入|拨付|惠及")


def status(spot: Spot, aspect: Aspect, before: Spot | None, standing: Status | None, held_on: date | None) -> Status:
    """The standing of a figure.

    Args:
        before: the figure before it in the same sentence.
        standing: the standing of that one.
    """
    if aspect == "progress" or (aspect == "change" and _BESIDE.search(spot.lead)):
        of_plan = aspect == "change" and standing == "plan" and before is not None and _alike(before, spot)
        return "plan" if of_plan else "result"  # 计划投资700亿元，比去年的计划多60亿元
    if _rule(spot, aspect):
        return "rule"
    alike = before is not None and _alike(before, spot)
    if standing == "rule" and alike and not _DONE.search(spot.before):
        return "rule"
    if spot.joined and alike:
        return "plan" if standing == "plan" else "result"
    if _stated_plan(spot) or (_is_ahead(spot, held_on) and not _is_looked_back_on(spot, before, standing)):
        return "plan"
    if _DONE_BEHIND.match(spot.after):
        return "result"
    if standing == "plan" and before is not None and not _DONE.search(spot.before):
        return "plan" if spot.dates in (None, before.dates) else "result"
    if _year_is_young(spot, aspect, held_on) or _is_set(spot, aspect, held_on):
        return "plan"
    return "result"


def _alike(one: Spot, other: Spot) -> bool:
    return one.metric.kind == other.metric.kind


def _stated_plan(spot: Spot) -> bool:
    if _PLAN_BEHIND.match(spot.after) or _IS_PLAN.search(spot.lead):
        return True
    if _OPENS_PLANS.search(spot.before):
        return True
    return bool(_PLAN.search(spot.lead)) and not _OF_A_PLAN.search(spot.lead)


def _is_ahead(spot: Spot, held_on: date | None) -> bool:
    return bool(held_on and spot.dates and spot.dates[0] > held_on)


def _is_looked_back_on(spot: Spot, before: Spot | None, standing: Status | None) -> bool:
    """最高用电负荷出现在8月6日, said in June: last year's, and so is what else is told of that day."""
    told = standing == "result" and before is not None and before.dates == spot.dates
    return (told or bool(_DONE.search(spot.before))) and spot.time.dates(reported=True) != spot.dates


def _year_is_young(spot: Spot, aspect: Aspect, held_on: date | None) -> bool:
    """2025年地区生产总值增长5.5%左右, said in January 2025: nobody knows a year's result before it is over."""
    start, end = spot.dates or (None, None)
    if not (held_on and start and end) or not start <= held_on < end or (end - start).days < 364 or start.day != 1:
        return False
    early = (held_on - start).days < 75 or aspect == "growth"
    return early and start.month == 1 and not _DONE.search(spot.before)


def _is_set(spot: Spot, aspect: Aspect, held_on: date | None) -> bool:
    """今年筹集6000套，到上个月底筹了1850套: so many for the whole year, of which so many by now."""
    start, end = spot.dates or (None, None)
    if not (held_on and start and end) or aspect != "level" or not start <= held_on < end or (end - start).days < 364:
        return False
    return bool(_BY_NOW.match(spot.behind)) and not _DONE.search(spot.lead)


def _rule(spot: Spot, aspect: Aspect) -> bool:
    metric = spot.metric
    if metric.kind == "age":
        return bool(_LIMIT.search(metric.text) or spot.after.startswith(("以上", "以下", "及以上", "至", "到")))
    if metric.kind == "duration":
        return bool(_LIMIT.search(metric.text)) and bool(_DEADLINE.match(spot.after)) and not _DONE.search(spot.lead)
    around = spot.before[-24:]
    if metric.kind in ("money", "rate"):
        if metric.value >= 10_000_000 or _SUM.search(spot.lead):
            return False
        behind = bool(_EACH.match(spot.after) or _PAID_BEHIND.match(spot.after))
        return bool(_EACH.search(around) or _EACH.match(spot.after)) and bool(_GIVEN.search(around) or behind)
    if metric.kind == "fraction" and _PAID_PART.search(spot.lead) and not _DONE.search(spot.before):
        return True
    if metric.kind == "percent" and aspect in ("level", "share"):
        return bool(_RATED.search(around)) and not _SUM.search(spot.lead)
    return False

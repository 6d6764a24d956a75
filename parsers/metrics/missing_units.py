"""Units that the speaker left out: 投资23亿, 240余万参保人员, 指数为50.3."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from parsers.metrics.mention import Mention
from parsers.metrics.units import Unit

MONEY: Final = Unit("", "CNY", Decimal(1), "money")
PERSONS: Final = Unit("", "人", Decimal(1), "count")
UNNAMED: Final = Unit("", "", Decimal(1), "count")
INDEX: Final = Unit("", "", Decimal(1), "index")

_MONEY_WORDS = re.compile(
    "(?:首付|月供|资本|总价|扣除|抵扣|减免|缴纳?|投资额?|资金|金额|收入|支出|产值|营收|利润|税收?|贷款|余额|存款|经费|补贴|奖补|成交额|销售额|零售额|交易额|货值|总额|价格?|均价|房价|薪|工资|债券?|融资|保费|赔付|财政|预算|费用|成本|规模|市值|资产|授信|捐款|花费?|总价|让利|少缴|节省|节约|利息|少[拿花付交缴]|额度|上限|限额|增加值|GDP|总量|消费|营业额|额)"
    "(?:超过|达到|达|为|约|近|超|突破|了|是|只要|仅|共|增加|增长到?|提高到?|由|从|最高|到|在|至|已|将|有望|逾|累计)*$"
)
_PERSON_WORDS = re.compile(
    "(?:[人者员工民众生师户口童孩客兵妇]|老人|患者|学生|群众|党员|职工|人员|居民|市民|旅客|游客|从业者|劳动者|志愿者|毕业生|农民工?|医生|护士|教师|干部|儿童|人口|用户|会员|客户)"
    "(?:超过|达到|达|为|约|近|超|突破|了|是|共|增加|增长到?|到|在|至|已|将|有望|逾|累计|有|数|总数|规模)*$"
)
_PERSON_AFTER = re.compile(
    "[^，。；、：0-9]{0,12}?(?:人员|人口|群众|老人|老年人|患者|学生|党员|职工|居民|市民|旅客|游客|从业者|劳动者|志愿者|毕业生|农民|医生|护士|教师|干部|儿童|用户|会员|客户|员工|人才|人民|百姓|业主|股民|网民)"
)
# 得到一万到一万五的补偿
_MONEY_AFTER = re.compile("的?(?:补偿|补贴|补助|奖励|奖金|资金|贷款|赔偿)(?!的?[人户对])")
_INDEX_BEFORE = re.compile(
    "(?:指数|比值|得分|评分|系数|均值|PMI|pH值?|PH值?|强度|数值|读数|比率|度|R0值?|值|Rt|基尼系数|容积率|密度|灯号|分值|景气|信心|CPI|PPI|(?<![占同环对])比(?=为|是|达|约)|(?:倍|比)率)"
    "(?:[^，。；、：0-9]{0,6}?(?:为|是|达到?|至|到|在|约|升至|降至|报|收于|回升至|回落至|提高到|提升至|录得|降到|升到|超过|仅))?$"
)
# What may stand behind a number that has no unit: anything else is a noun it belongs to.
_CLOSING: Final = frozenset(["", *"，。；、：（）左以多余的之到至和降升提这"])
_CHANGE_BEFORE = re.compile("(?:缩小|下降|上升|回落|提高|增加|降低|收窄|扩大|上涨|下跌|回升|改善)(?:了|到|至)?$")


def infer(text: str, mention: Mention, low: int, start: int, high: int) -> Unit | None:
    """The unit a number without one is meant in, judged from the words beside it; None when it is no figure."""
    before = text[max(low, start - 20) : start]
    after = text[mention.end : min(high, mention.end + 16)]
    if mention.number.scaled:
        return _of_large(before, after)
    if mention.number.chinese or after[:1] not in _CLOSING:
        return None
    decimal = "." in text[mention.start : mention.end]
    return INDEX if _INDEX_BEFORE.search(before) or (decimal and _CHANGE_BEFORE.search(before)) else None


def _of_large(before: str, after: str) -> Unit:
    """投资23亿, 240余万参保人员, 失能老人4000万."""
    if _PERSON_AFTER.match(after):
        return PERSONS
    if _MONEY_AFTER.match(after):
        return MONEY
    if after[:1] in _CLOSING:
        if _MONEY_WORDS.search(before):
            return MONEY
        if _PERSON_WORDS.search(before):
            return PERSONS
    return UNNAMED

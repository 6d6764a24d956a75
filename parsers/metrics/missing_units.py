"""Units that the speaker left out: 投资23亿, 240余万参保人员, 指数为50.3."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from parsers.words.mention import Mention
from parsers.words.units import Unit

MONEY: Final = Unit("", "CNY", Decimal(1), "money")
PERSONS: Final = Unit("", "人", Decimal(1), "count")
HOUSEHOLDS: Final = Unit("", "户", Decimal(1), "count")
UNNAMED: Final = Unit("", "", Decimal(1), "count")
INDEX: Final = Unit("", "", Decimal(1), "index")

_MONEY_WORDS = re.compile(
    "(?:首付|月供|资本|总价|扣除|抵扣|减免|缴纳?|投了|投资额?|资金|金额|收入|支出|产值|营收|利润|税收?|贷款|余额|存款|经费|补贴|奖补|成交额|销售额|零售额|交易额|货值|总额|价格?|均价|房价|薪|工资|债券?|融资|保费|赔付|财政|预算|费用|成本|规模|市值|资产|授信|捐款|花费?|学费|房租|租金|损失|赔|追回|省下来?|让利|少缴|节省|节约|利息|少[拿花付交缴]|额度|上限|限额|增加值|GDP|总量|消费|营业额|额)"
    "(?:超过|达到|达|为|约|近|超|突破|了|是|只要|仅|共|增加|增长到?|提高到?|由|从|最高|到|在|至|已|将|有望|逾|累计|大概|大约|差不多"
    "|，?[去今前]年|下来)*$"
)
# 公办生均经费小学是3.2万: the word for money stands before other words of the sentence.
_PRICED: Final = re.compile(
    "(?:学费|经费|房价|租金|房租|工资|月薪|年薪|票价|造价|费用|奖金|补助|补贴|津贴)[^。；0-9]{1,12}$"
)
# 阅读量3亿, 客流1.2亿: what is counted in hundreds of millions and is no money.
_COUNTED: Final = re.compile("(?:量|次|客流|流量|粉丝|用户|人口|户|包裹|面积|里程|[人条件株块颗步])[^，。；、]{0,6}$")
_HUNDRED_MILLION: Final = Decimal(10**8)
_HOUSEHOLDS: Final = re.compile(
    "(?<![用客账租帐])户数?(?:超过|达到|达|为|约|近|超|突破|是|共|增至|增加到|有|到|已|逾|累计)*$"
)
_PERSON_WORDS = re.compile(
    "(?:[人者员工民众生师户口童孩客兵妇]|老人|患者|学生|群众|党员|职工|人员|居民|市民|旅客|游客|从业者|劳动者|志愿者|毕业生|农民工?|医生|护士|教师|干部|儿童|人口|用户|会员|客户)"
    "(?:超过|达到|达|为|约|近|超|突破|了|是|共|增加|增长到?|到|在|至|已|将|有望|逾|累计|有|数|总数|规模)*$"
)
_PERSON_AFTER = re.compile(
    "[^，。；、：0-9]{0,12}?(?:人员|人口|群众|老人|老年人|患者|学生|党员|职工|居民|市民|旅客|游客|从业者|劳动者|志愿者|毕业生|农民|医生|护士|教师|干部|儿童|用户|会员|客户|员工|人才|人民|百姓|业主|股民|网民)"
)
# 得到一万到一万五的补偿
_MONEY_AFTER = re.compile("的?(?:补偿|补贴|补助|奖励|奖金|资金|贷款|赔偿|学费|租金|房租|工资)(?!的?[人户对])")
_INDEX_BEFORE = re.compile(
    "(?:指数|比值|得分|评分|系数|均值|PMI|pH值?|PH值?|强度|数值|读数|比率|度|R0值?|值|Rt|基尼系数|容积率|密度|灯号|分值|景气|信心|CPI|PPI|(?<![占同环对])比(?=为|是|达|约|由|从|$)|汇率|中间价|(?:倍|比)率)"
    "(?:[^，。；、：0-9]{0,6}?(?:为|是|达到?|至|到|在|约|升至|降至|报|收于|回升至|回落至|提高到|提升至|录得|降到|升到|超过|仅|[由从](?:[^，。；、：0-9]{1,8}的)?))?$"
)
# What may stand behind a number that has no unit: anything else is a noun it belongs to.
_CLOSING: Final = frozenset(["", *"，。；、：（）左以多余的之到至和降升提这不缩回扩"])
_CHANGE_BEFORE = re.compile("(?:缩小|下降|上升|回落|提高|增加|降低|收窄|扩大|上涨|下跌|回升|改善)(?:了|到|至)?$")


def infer(text: str, mention: Mention, low: int, start: int, high: int) -> Unit | None:
    """The unit a number without one is meant in, judged from the words beside it; None when it is no figure."""
    before = text[max(low, start - 20) : start]
    after = text[mention.end : min(high, mention.end + 16)]
    if mention.number.scaled:
        return _of_large(before, after, mention)
    if mention.number.chinese or after[:1] not in _CLOSING:
        return None
    decimal = "." in text[mention.start : mention.end]
    return INDEX if _INDEX_BEFORE.search(before) or (decimal and _CHANGE_BEFORE.search(before)) else None


def _of_large(before: str, after: str, mention: Mention) -> Unit:
    """投资23亿, 240余万参保人员, 失能老人4000万, 参保户98.6万; 化债420亿: so much can only be money."""
    if _PERSON_AFTER.match(after):
        return PERSONS
    if _MONEY_AFTER.match(after):
        return MONEY
    if after[:1] in _CLOSING:
        if _MONEY_WORDS.search(before):
            return MONEY
        if _HOUSEHOLDS.search(before):
            return HOUSEHOLDS
        if _PERSON_WORDS.search(before):
            return PERSONS
        huge = mention.low >= _HUNDRED_MILLION and not mention.number.bare_scale
        if _PRICED.search(before) or (huge and not _COUNTED.search(before)):
            return MONEY
    return UNNAMED

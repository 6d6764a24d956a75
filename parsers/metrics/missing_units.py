"""Units that the speaker left out: 投资23亿, 240余万参保人员, 指数为50.3, 接待25台商代表."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from typing import Final

from parsers.metrics.place import BREAKS, NumberPlace
from parsers.metrics.scene import NOTHING
from parsers.words import Token
from parsers.words.lexicon import LEXICON
from parsers.words.numerals import DIGITS
from parsers.words.units import UNITS, Unit

MONEY: Final = Unit("", "CNY", Decimal(1), "money")
PERSONS: Final = Unit("", "人", Decimal(1), "count")
HOUSEHOLDS: Final = Unit("", "户", Decimal(1), "count")
CASES: Final = Unit("", "例", Decimal(1), "count")
UNNAMED: Final = Unit("", "", Decimal(1), "count")
INDEX: Final = Unit("", "", Decimal(1), "index")

_REACH: Final = 12
_SENTENCE: Final = 30
_HUNDRED: Final = 100
_NOUNS_AFTER: Final = 5
_PERSON_ENDS: Final = tuple("人者员工民众生师童孩客兵妇")
_MONEY_ENDS: Final = ("额", "费", "款", "金", "薪", "价")
_PRICED_ENDS: Final = ("贷款", "费", "价", "钱", "租金", "奖金", "薪", "补贴", "补助", "工资", "津贴", "薪酬")
_MONEY_AFTER: Final = frozenset("补偿 补贴 补助 奖励 奖金 资金 贷款 赔偿 学费 租金 房租 工资 罚款 投资".split())
_SPEND: Final = frozenset(
    "贷 缴 交 付 花 省 追回 挽回 缴纳 减免 抵扣 扣除 捐款 投 投了 让利 少缴 节省 节约 赔 花费 花掉 融资 奖补 补 掏 罚 挣 赚 欠 亏 亏损 收 卖 卖到 出 垫付".split()
)
# 阅读量3亿, 客流1.2亿: what is counted in hundreds of millions and is no money.
_COUNTED_ENDS: Final = tuple("量 次 客流 流量 粉丝 用户 人口 户 包裹 面积 库容 里程 株 颗 步".split())
_INDEX_ENDS: Final = tuple(
    "指数 比值 得分 评分 系数 均值 强度 数值 读数 比率 度 值 容积率 灯号 景气 信心 汇率 中间价 倍率 PMI CPI PPI pH PH R0 Rt 分数 之比 比".split()
)
_NO_INDEX: Final = frozenset("占比 同比 环比 对比 产值 净值 市值 年度 季度 月度 程度 幅度 进度 力度 价值".split())
_SKIPPED: Final = frozenset("copula adv aux lead about aim share neg verb change time prep compare frame det".split())
_STATING: Final = frozenset({"掉", "是", "平均", "在"})
_NOUN: Final = frozenset({"noun", "name", "latin", "act", "adj", "loc", "quant"})
_LIGHT: Final = frozenset({"aux", "adv", "lead", "about", "copula"})
_HEADS: Final = frozenset("户 人 生 亩 平 平方 平方米 平米 月 学期 床 台 辆 家".split())
_CASE_VERBS: Final = frozenset({"死亡", "治愈", "出院", "确诊"})
_PERSON_ACTS: Final = frozenset("毕业 出生 就业 入学 参保 退休 失业".split())
_GOING_ON: Final = frozenset({"verb", "adv", "neg", "copula"})
_CASES: Final = frozenset({"病例", "感染者", "死亡病例", "确诊病例"})
_HUNDRED_MILLION: Final = Decimal(10**8)
_ALIKE: Final = 20
_NEVER_REPEATED: Final = frozenset({"percent", "percentage_point", "duration", "age", "multiple", "name", "fraction"})
_CLOSING_AFTER: Final = frozenset("以上 以下 左右 多 余 的 之间 到 至 和 与 及 这 不 大关".split())
_CLOSING: Final = frozenset({"trail", "change", "prep", "conj"})
_WORDS_BETWEEN: Final = frozenset("平均 规模 数 总数 大概 差不多 由 从 在 到 至 下来 报 收于 提高 超过 要 只要".split())
_NOBODY: Final = frozenset({"个人", "本人", "法人", "他人"})
"""贷款，个人最高60万: who pays or gets, and is not counted."""
_NO_HOUSEHOLDS: Final = frozenset({"用户", "客户", "账户", "租户"})


def infer(place: NumberPlace) -> Unit | None:
    """The unit a number without one is meant in, judged from the words beside it; None when it is no figure."""
    unit = _meant(place)
    return _currency(place) if unit is MONEY else unit


def _currency(place: NumberPlace) -> Unit | None:
    """进口500亿美元，出口300亿; 花了2000亿日元，合人民币100亿: the currency that the clause names, or else the one spoken of.

    None where that is one of several, or a foreign one behind a ；.
    """
    words = list(place.previous_in_sentence(_SENTENCE))
    spoken = (
        _currencies(word for word in place.previous(_REACH) if word.value is None)
        or _currencies(takewhile(lambda word: word.text != "；", words))
        or {MONEY.canonical, *_currencies(words)}
    )
    return replace(MONEY, canonical=spoken.pop()) if len(spoken) == 1 else None


def _currencies(words: Iterable[Token]) -> set[str]:
    units = (word.value.unit if word.value else UNITS.get(word.text) for word in words)
    return {unit.canonical for unit in units if unit is not None and unit.kind == MONEY.kind}


def _meant(place: NumberPlace) -> Unit | None:
    number = place.mention.number
    if number.scaled:
        return _of_large(place)
    if number.chinese:
        return MONEY if _is_price(place) else _of_sum(place) if _is_sum(place) else None
    if not _closes(place):
        return _of_noun(place)
    if number.low >= _HUNDRED and number.low % 10 == 0 and _is_sum_of_money(place):
        return MONEY
    if place.prev.text in _PERSON_ACTS:
        return PERSONS  # 全区出生9400多
    if place.prev.text in _CASE_VERBS:
        return CASES  # 治愈1213例，死亡588
    head = _head(place).text
    stated = "." in place.numeral and (place.lead is not None or _is_stated(place))
    stated = stated and not head.endswith("版本")
    if (place.prev.cls == "copula" or place.prev.text == "是") and (unit := _repeated(place, _head(place))):
        return unit
    return INDEX if stated or (head.endswith(_INDEX_ENDS) and head not in _NO_INDEX) else None


def _is_stated(place: NumberPlace) -> bool:
    """PUE为1.27, 保障水平平均0.61, 掉到0.3以下: a decimal that ends its clause is a value, 3.0 a version."""
    return not place.numeral.endswith(".0") and any(
        word.cls in ("copula", "change") or word.text in _STATING for word in place.previous(2)
    )


def _is_price(place: NumberPlace) -> bool:
    """午餐三百一顿, 押金四千三: a spoken sum without its unit."""
    number, one = place.mention.number, place.next.value
    if number.low < 100 or number.end - number.start < 2:
        return False
    if one is not None and one.number.chinese and one.low == 1 and place.next.start == place.mention.end:
        return True
    return _closes(place) and _is_money(_head(place))


def _is_sum(place: NumberPlace) -> bool:
    """还差两千五, 全护理的三千六: a spoken number of hundreds that ends its clause counts something."""
    number = place.mention.number
    tells = not number.bare_scale and len(place.numeral) > 1 and not DIGITS.keys() >= set(place.numeral)
    return tells and number.low >= _HUNDRED and _closes(place)


def _is_sum_of_money(place: NumberPlace) -> bool:
    """月薪4500上下, 每亩赔1100到2600; 本科5600块，硕士8200: a round number where money is spoken of."""
    listed = place.prev.cls in ("noun", "pron") and _beside_money(place)
    return listed or _is_money(_head(place)) or _is_spent(place)


def _of_sum(place: NumberPlace) -> Unit:
    spent = _is_spent(place) or _is_per_head(place.prev.text) or _beside_money(place)
    return MONEY if spent or _is_priced(place) else UNNAMED


def _is_per_head(word: str) -> bool:
    """平均一户七百六, 每平方四千六: so much for each of these is a price."""
    return word[:1] in ("每", "一") and word[1:] in _HEADS


def _is_priced(place: NumberPlace) -> bool:
    """租房补贴博士每月两千: the sentence has named a price before."""
    return any(w.cls in ("noun", "act") and w.text.endswith(_PRICED_ENDS) for w in place.previous_in_sentence(_REACH))


def _is_spent(place: NumberPlace) -> bool:
    """每亩赔, 改装的店罚: the nearest word of weight before the number is a verb of paying."""
    words = place.previous(_REACH)
    return next((word.text for word in words if word.cls not in _LIGHT and word.text[0] != "每"), "") in _SPEND


def _beside_money(place: NumberPlace) -> bool:
    """硕士5600块，高职四千九: the last thing counted in the sentence was money, but for 一家."""
    for word in place.previous_in_sentence(_SENTENCE):
        if word.value is not None and word.value.unit is not None and word.value.high > 1:
            return word.value.unit.kind == "money" or word.value.unit_text == "块"
    return False


def _closes(place: NumberPlace) -> bool:
    word = place.next
    return word.text in BREAKS or word.text in _CLOSING_AFTER or word.cls in _CLOSING


def _head(place: NumberPlace) -> Token:
    """The noun that the words before the number end with: 指数为, 参保人数已达."""
    for word in place.previous(_REACH):
        passed = word.cls in _SKIPPED or word.text in _WORDS_BETWEEN or word.text[0] == "每"
        if not passed and not _is_per_head(word.text):
            return word if word.cls in _NOUN else NOTHING
    return NOTHING


def _of_noun(place: NumberPlace) -> Unit | None:
    """25台商代表, 658本土病例: a number right before the noun for people or cases, and no identifier before it."""
    phrase = list(takewhile(lambda word: word.cls in ("noun", "name", "adj", "latin"), place.following(_NOUNS_AFTER)))
    if not phrase or place.prev.cls in ("noun", "name", "latin") or place.mention.number.high < 2:
        return None
    return PERSONS if phrase[-1].feature == "person" else CASES if phrase[-1].text in _CASES else None


def _of_large(place: NumberPlace) -> Unit:
    """投资23亿, 240余万参保人员, 失能老人4000万, 参保户98.6万; 化债420亿: so much can only be money."""
    after = place.following(_NOUNS_AFTER)
    for i, word in enumerate(after):
        if word.feature == "person" or (word.cls == "noun" and word.text.endswith(_PERSON_ENDS)):
            return PERSONS
        if word.text in _MONEY_AFTER:
            return MONEY
        if word.cls not in _NOUN and word.cls != "verb" and (i or word.text != "的"):
            break
    reached = place.prev.text in ("到", "至")  # 增加到500亿规模
    return _of_head(place) if reached or not after or _closes(place) or after[0].cls in _GOING_ON else UNNAMED


def _of_head(place: NumberPlace) -> Unit:
    words, head = place.previous(_REACH), _head(place)
    if _is_money(head) or _is_spent(place):
        return MONEY
    if place.prev.text in _PERSON_ACTS or _is_of_age(place):
        return PERSONS
    if head.text.endswith(("户", "户数")) and head.text not in _NO_HOUSEHOLDS:
        return HOUSEHOLDS
    if head.feature == "person" or (head.text.endswith((*_PERSON_ENDS, "人数")) and head.text not in _NOBODY):
        return PERSONS
    if unit := _repeated(place, head):
        return unit
    counted = place.mention.low < _HUNDRED_MILLION or any(word.text.endswith(_COUNTED_ENDS) for word in words[:4])
    return MONEY if _is_priced(place) or _beside_money(place) or not counted else UNNAMED


def _repeated(place: NumberPlace, head: Token) -> Unit | None:
    """产量4.1亿平方米，去年3.3亿; 总库容9.6亿立方米，防洪库容3.2亿: the unit of the figure before, about as large."""
    if head is not NOTHING and not head.text.endswith(_COUNTED_ENDS):
        return None
    low = place.mention.low
    for word in place.previous_in_sentence(_SENTENCE):
        value, unit = word.value, word.value.unit if word.value else None
        if word.text[:1] == "每":
            return None  # 惠及3.1万户，每户给了1.2万
        if value and unit and unit.kind not in _NEVER_REPEATED and unit.factor == 1:
            alike = value.low <= low * _ALIKE and low <= value.low * _ALIKE and (low % 1 == 0 or unit.kind != "count")
            return Unit("", unit.canonical, unit.factor, unit.kind) if alike else None
    return None


def _is_of_age(place: NumberPlace) -> bool:
    """80岁往上的13万多: those of that age."""
    words = place.previous(3)
    aged = next((word.value.unit for word in words if word.value is not None), None)
    return place.prev.text == "的" and aged is not None and aged.kind == "age"


def _is_money(head: Token) -> bool:
    named = LEXICON.get(head.text[-2:]) == ("noun", "money")  # 纯收入
    return named or head.feature == "money" or head.text.endswith(_MONEY_ENDS) or head.text in _MONEY_AFTER

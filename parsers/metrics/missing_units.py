"""Units that the speaker left out: 投资23亿, 240余万参保人员, 指数为50.3, 接待25台商代表."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from parsers.metrics.place import BREAKS, NumberPlace
from parsers.words import Token
from parsers.words.units import Unit

MONEY: Final = Unit("", "CNY", Decimal(1), "money")
PERSONS: Final = Unit("", "人", Decimal(1), "count")
HOUSEHOLDS: Final = Unit("", "户", Decimal(1), "count")
CASES: Final = Unit("", "例", Decimal(1), "count")
UNNAMED: Final = Unit("", "", Decimal(1), "count")
INDEX: Final = Unit("", "", Decimal(1), "index")

_REACH: Final = 12
_NOUNS_AFTER: Final = 5
_PERSON_ENDS: Final = tuple("人者员工民众生师童孩客兵妇")
_MONEY_ENDS: Final = ("额", "费", "款", "金", "薪", "价", "资金", "产值", "利润", "收入", "贷款")
_PRICED_ENDS: Final = ("贷款", "费", "价", "租金", "奖金", "薪", "补贴", "补助", "工资", "津贴", "薪酬")
_MONEY_AFTER: Final = frozenset("补偿 补贴 补助 奖励 奖金 资金 贷款 赔偿 学费 租金 房租 工资 罚款 投资".split())
_SPEND: Final = frozenset(
    "贷 缴 交 付 花 省 追回 挽回 缴纳 减免 抵扣 扣除 捐款 投 投了 让利 少缴 节省 节约 赔 花费 花掉 投资 融资 罚款 补助 补贴 奖补".split()
)
_PAYING: Final = ("付", "缴", "花", "赔", "省")
# 阅读量3亿, 客流1.2亿: what is counted in hundreds of millions and is no money.
_COUNTED_ENDS: Final = tuple("量 次 客流 流量 粉丝 用户 人口 户 包裹 面积 里程 株 颗 步".split())
_INDEX_ENDS: Final = "指数 比值 得分 评分 系数 均值 强度 数值 读数 比率 度 值 容积率 灯号 景气 信心 汇率 中间价 倍率 PMI CPI PPI pH PH R0 Rt 分数 之比 收入比 存贷比 比".split()
_NO_INDEX: Final = frozenset("占比 同比 环比 对比 产值 净值 市值 年度 季度 月度 程度 幅度 进度 力度 价值".split())
_SKIPPED: Final = frozenset("copula adv aux lead about aim share neg verb change time prep compare frame det".split())
_NOUN: Final = frozenset({"noun", "name", "latin", "act", "adj", "loc", "quant"})
_CASE_VERBS: Final = frozenset({"死亡", "治愈", "出院", "确诊"})
_CASES: Final = frozenset({"病例", "感染者", "死亡病例", "确诊病例"})
_HUNDRED: Final = Decimal(100)
_HUNDRED_MILLION: Final = Decimal(10**8)
_CLOSING_AFTER: Final = frozenset(
    {"以上", "以下", "左右", "多", "余", "的", "之间", "到", "至", "和", "与", "及", "这", "不", "大关"}
)
_PAID: Final = frozenset("是 出 补 贴 掏 缴 交 赔 报 起来".split())
_ORIGINS: Final = frozenset({"从", "由"})
_LONGEST_WAY: Final = 4
_WORDS_BETWEEN: Final = frozenset("平均 规模 数 总数 大概 差不多 由 从 在 到 至 下来 报 收于 提高 超过 要 只要".split())
_NOBODY: Final = frozenset({"个人", "本人", "法人", "他人"})
"""贷款，个人最高60万: who pays or gets, and is not counted."""


def infer(place: NumberPlace) -> Unit | None:
    """The unit a number without one is meant in, judged from the words beside it; None when it is no figure."""
    mention = place.mention
    if place.prev.text in _ORIGINS and (shared := _of_pair(place)):
        return shared
    if mention.number.scaled:
        return _of_large(place)
    if mention.number.chinese:
        return MONEY if _is_price(place) else None
    if _closes(place) and _is_paid(place):
        return MONEY
    if _closes(place):
        decimal = "." in place.numeral
        head = _head(place)
        changed = decimal and any(word.cls == "change" for word in place.previous(2))
        if place.prev.text in _CASE_VERBS and place.mention.number.high >= 2:
            return CASES  # 治愈1213例，死亡588
        if head.endswith("人数"):
            return PERSONS
        return INDEX if _is_index(head) or changed else None
    return _of_noun(place)


def _is_paid(place: NumberPlace) -> bool:
    """一个月882元，去年是851; 财政贴一半，替您出3,100: so much money, where its sentence speaks of money."""
    if place.prev.text not in _PAID or place.mention.number.high < 10 or place.mention.number.low % 1:
        return False
    numbers = (word.value for word in place.previous_in_sentence(_REACH) if word.value is not None)
    return any(number.unit is not None and number.unit.kind == "money" for number in numbers)


def _of_pair(place: NumberPlace) -> Unit | None:
    """从2000调到2500元: the unit of what it was changed to."""
    words = place.following(_LONGEST_WAY)
    for i, word in enumerate(words):
        if word.value is not None:
            unit = word.value.unit
            became = i > 0 and words[i - 1].text[-1] in "到至为"
            return unit if became and unit is not None and unit.factor == 1 and unit.kind == "money" else None
    return None


def _is_price(place: NumberPlace) -> bool:
    """午餐三百一顿, 押金四千三: a spoken sum without its unit."""
    number = place.mention.number
    if number.low < _HUNDRED or number.end - number.start < 2:
        return False
    one = place.next.value
    if one is not None and one.number.chinese and one.low == 1 and place.next.start == place.mention.end:
        return True
    piece = place.prev.value
    if piece is not None and piece.number.chinese and piece.low == 1 and place.prev.end == place.mention.start:
        return _closes(place)  # 一台两千八
    return _closes(place) and _is_money(place.previous(_REACH), _head(place))


def _closes(place: NumberPlace) -> bool:
    word = place.next
    return word.text in BREAKS or word.text in _CLOSING_AFTER or word.cls in ("trail", "change", "prep", "conj")


def _head(place: NumberPlace) -> str:
    """The noun that the words before the number end with: 指数为, 参保人数已达."""
    words = place.previous(_REACH)
    i = 0
    while i < len(words) and (
        words[i].cls in _SKIPPED or words[i].text in _WORDS_BETWEEN or words[i].text.startswith("每")
    ):
        i += 1
    return words[i].text if i < len(words) and words[i].cls in _NOUN else ""


def _is_index(head: str) -> bool:
    return head not in _NO_INDEX and head.endswith(tuple(_INDEX_ENDS))


def _of_noun(place: NumberPlace) -> Unit | None:
    """25台商代表, 658本土病例: a number right before the noun for people or cases, and no identifier before it."""
    words = place.following(_NOUNS_AFTER)
    phrase = _phrase(words)
    if not phrase or place.prev.cls in ("noun", "name", "latin") or place.mention.number.high < 2:
        return None
    if phrase[-1].feature == "person":
        return PERSONS
    return CASES if phrase[-1].text in _CASES else None


def _phrase(words: list[Token]) -> list[Token]:
    """The nouns that the words begin with."""
    found: list[Token] = []
    for word in words:
        if word.cls not in ("noun", "name", "adj", "latin"):
            break
        found.append(word)
    return found


def _of_large(place: NumberPlace) -> Unit:
    """投资23亿, 240余万参保人员, 失能老人4000万, 参保户98.6万; 化债420亿: so much can only be money."""
    after = place.following(_NOUNS_AFTER)
    start = 1 if after and after[0].text == "的" else 0
    for i, word in enumerate(after[start:]):
        if word.feature == "person" or (
            word.cls == "noun" and word.text.endswith(_PERSON_ENDS) and len(word.text) > 1 and i < 4
        ):
            return PERSONS
        if word.text in _MONEY_AFTER:
            return MONEY
        if word.cls not in ("noun", "name", "adj", "act", "verb", "latin"):
            break
    return _of_head(place) if _closes(place) or not after else UNNAMED


def _of_head(place: NumberPlace) -> Unit:
    words, head = place.previous(_REACH), _head(place)
    nearest = next((w for w in words if w.cls not in ("aux", "adv", "lead", "about", "copula")), None)
    paid = nearest is not None and (
        nearest.text in _SPEND or (nearest.cls == "verb" and nearest.text.endswith(_PAYING))
    )
    if paid or _is_money(words, head):
        return MONEY
    if head.endswith(("户", "户数")) and head not in ("用户", "客户", "账户", "租户", "帐户"):
        return HOUSEHOLDS
    if _is_person(words, head):
        return PERSONS
    priced = any(
        (word.cls == "noun" and word.text.endswith(_PRICED_ENDS)) or word.text == "贷"
        for word in place.previous_in_sentence(_REACH)
    )
    huge = place.mention.low >= _HUNDRED_MILLION and not place.mention.number.bare_scale
    counted = any(word.text.endswith(_COUNTED_ENDS) for word in words[:4])
    return MONEY if priced or (huge and not counted) else UNNAMED


def _is_money(words: list[Token], head: str) -> bool:
    token = next((word for word in words if word.text == head), None)
    return token is not None and (
        token.feature == "money" or head.endswith(_MONEY_ENDS) or head in _MONEY_AFTER or head == "GDP"
    )


def _is_person(words: list[Token], head: str) -> bool:
    token = next((word for word in words if word.text == head), None)
    named = token is not None and head not in _NOBODY
    return token is not None and named and (token.feature == "person" or head.endswith((*_PERSON_ENDS, "人数", "老人")))

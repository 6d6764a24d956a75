"""What a head, a row's first cell or a caption says: a unit, a time, a change, and the words that name a quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from parsers.times import TimeExpression, find
from parsers.words import fold
from parsers.words.units import scaled_unit_at

_DATED: Final = frozenset({"year", "date", "range", "period", "relative"})
_BARE_YEAR: Final = re.compile("(?:19|20)[0-9]{2}")
_IN_BRACKETS: Final = re.compile("[（\\[【]([^（）\\[\\]【】]{0,20})[）\\]】]")
_STATED: Final = re.compile("(?:计量|计算)?单位[：:]?\\s*(.{1,20})")
_BEHIND: Final = re.compile("[/，:：]([^/，:：]{1,8})$")
# 同比±%  比上年同期增减  较上月涨跌幅  环比
_CHANGE: Final = re.compile(
    "(?P<against>同比|环比|[比较](?:上年|去年|上月|上季度?|上周|上期|年初|上年末|去年末)(?:同期|同月|同季)?(?:末)?|定基)?"
    "(?P<verb>增长速度|增长幅度|增长率|增长额|增长量|增长|增减幅度|增减率|增减额|增减量|增减数|增减|增加额|增加量|增加|增幅|增速|增降幅?|升降幅?|"
    "涨跌幅度?|涨跌|涨幅|降幅|变动|变化|±|\\+-|\\+/-)?"
)
_SHARE: Final = re.compile("占比|比重|构成|占[^，]{1,10}的?(?:比例|比重)|率$|完成(?:年度|全年)?(?:计划|目标|预算)$")
_AMOUNT: Final = re.compile("[额量数]$")
_ABSOLUTE_VERBS: Final = frozenset({"增减", "增加", "变动", "变化", "增减数"})
_ORDER: Final = re.compile("序号|排名|位次|名次|编号|排序|排位|代码|电话|邮编|备注|说明|班次|车次|地址|届次")
# 其中：民间投资   #工业   一、生产   （二）消费   1.粮食
_NUMBERED: Final = re.compile(
    r"^(?:[\s#＃*·•●▲\-—]+|其中[：:]?|[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．](?!\d)\s*)+"
)
_GENERIC: Final = frozenset(
    "指标 指标名称 名称 项目 单位 计量单位 数值 数量 总量 绝对值 绝对量 绝对额 绝对数 总值 实绩 实际 实际完成 完成 完成数 完成情况 本期 本期数 累计 本年累计 累计数 "
    "本月 当月 本年 当期 指标值 数据 合计 总计 小计 地区 区域 区县 各区 城市 市区 单位名称 类别 分类 行业 年份 月份 季度 时间 总数 本月止累计 自年初累计 "
    "1至本月 绝对数值 金额 情况 幅度 比例 内容 目标值 今年 上年同期 去年同期 上年 去年".split()
)
_CUMULATED: Final = re.compile("累计|至本月|自年初")
_YEAR_BEFORE: Final = re.compile("^(?:上年|去年)(?:同期|同月)?(?:数|值|实绩)?$")


@dataclass(frozen=True, slots=True)
class Head:
    """What the words over a column or before a row say."""

    words: str = ""
    """What is left: they name a quantity, a place or a part; empty for 总量 and the like."""
    unit: str = ""
    """As written: 亿元, %."""
    time: TimeExpression | None = None
    change: str = ""
    """同比增长, where it says that its figures are changes."""
    absolute: bool = False
    """Whether the change may be an amount (增减额), not a rate."""
    order: bool = False
    """Whether its numbers count nothing (排名, 序号)."""
    cumulated: bool = False
    """累计: from the beginning of the year on."""
    year_before: bool = False
    """上年同期: the year before that of the others."""

    @property
    def relative(self) -> bool:
        """Whether its figures are percentages in any case: 增速, 占比, 失业率."""
        if self.change:
            return not self.absolute
        return bool(_SHARE.search(self.words))


def read_head(text: str) -> Head:
    """A head's parts; times are found before anything else is taken away."""
    plain = _NUMBERED.sub("", fold(text)).strip()
    unit, plain = _unit(plain)
    time, rest = time_in(plain)
    change, rest = _change(rest)
    words = re.sub("[%±]|^[的、，：:]+|[的、，：:]+$", "", rest.replace(" ", "")).strip()
    return Head(
        words="" if words in _GENERIC else words,
        unit=unit,
        time=None if _YEAR_BEFORE.match(plain) else time,
        change=change,
        absolute=change in _ABSOLUTE or bool(change and _AMOUNT.search(change)),
        order=bool(_ORDER.search(plain)) and not unit,
        cumulated=bool(_CUMULATED.search(plain)),
        year_before=bool(_YEAR_BEFORE.match(plain)),
    )


_ABSOLUTE: Final = frozenset(
    before + verb
    for before in ("", "同比", "环比", "比上年", "比上年同期", "比去年同期", "比上月")
    for verb in _ABSOLUTE_VERBS
)


def time_in(text: str) -> tuple[TimeExpression | None, str]:
    """The last dated expression of a folded text, and the text without it; 2023 alone is a year."""
    if _BARE_YEAR.fullmatch(text):
        return find(f"{text}年")[0], ""
    found = [one for one in find(text) if one.kind in _DATED and one.form.name not in ("counterpart",)]
    dated = [one for one in found if not re.match("同|上年|去年同|上月|本|当", one.text)]
    if not dated:
        return None, text
    last = dated[-1]
    return last, text[: last.start] + text[last.end :]


def _unit(text: str) -> tuple[str, str]:
    """The unit in brackets or behind 单位：, and the text without it."""
    stated = _STATED.search(text)
    if stated and (unit := units_of(stated[1])):
        return unit[0], text[: stated.start()].strip("（( ")
    for hit in _IN_BRACKETS.finditer(text):
        inside = hit[1].strip()
        if is_unit(inside) or "=" in inside:
            return inside if is_unit(inside) else "", text[: hit.start()] + text[hit.end() :]
    behind = _BEHIND.search(text)
    if behind and is_unit(behind[1]):
        return behind[1], text[: behind.start()]
    return ("%" if "%" in text else ""), text.replace("%", "")


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: 亿元, 万人次, %, but not 万."""
    unit, end = scaled_unit_at(text, 0)
    return text == "±%" or (unit is not None and end == len(text))


def units_of(text: str) -> tuple[str, ...]:
    """亿元 and % of ``单位：亿元、%``."""
    parts = (part.strip(" ）)。") for part in re.split("[、，,;；/ ]", text))
    return tuple(part for part in parts if is_unit(part))


def caption_units(text: str) -> tuple[str, ...]:
    """The units that a caption states for the whole table."""
    stated = _STATED.search(fold(text))
    return units_of(stated[1]) if stated else ()


def _change(text: str) -> tuple[str, str]:
    """同比增长 as a sentence would say it, and the text without what said so."""
    for hit in _CHANGE.finditer(text):
        if not hit[0]:
            continue
        against, verb = hit["against"] or "", hit["verb"] or ""
        if re.sub("（[^）]*）", "", text[hit.end() :]).strip(" ±%+-/率幅"):
            continue  # 同比口径, 工业增加值
        plain = text[: hit.start()] + text[hit.end() :]
        if verb.endswith(("额", "量", "数")) or verb in _ABSOLUTE_VERBS:
            return against + (verb if verb in _ABSOLUTE_VERBS else "增长额"), plain
        return against + ("降低" if verb == "降幅" else "增长"), plain
    return "", text

"""Which time expression governs a figure: same clause, same sentence, a frame opened earlier in the paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from typing import Final

from parsers.times import Seen, Span, TimeExpression, find, resolve

_CLAUSE_END: Final = re.compile("[，；：。！？\n（）]")
# 是2020年的两倍; but 目标是全年增长5%, 主要是8月中旬…持续高温.
_BASE_BEFORE: Final = re.compile(
    "(?:(?<![占对相])比|较|对|对照|相当于|不及|高于|低于|超过|好于|快于|多于|少于|与|同|相较于?|持平于|(?<!目标)(?<!任务)(?<!主要)是)$"
)
# 根据2022年修订的条例, 以2020年价格计算; but 根据今年一季度数据, 按今年计划
_BY: Final = re.compile("(?:根据|按照?|依照|依据|(?<![所可予得加难足])以)$")
_RULE_OR_BASE: Final = re.compile(
    "[^，。；：、]{0,12}(?:条例|规定|办法|公告|文件|通知|价格?|标准|基[期数准]|口径|计算)"
)
# 高于二季度的5.3%, 较2023年的5.2%: the figure compared with is of that time, and no share of it.
_COMPARED: Final = re.compile("(?:比|较|高于|低于|快于|慢于|好于|不及|超过|由|从)$")
_OF_THAT_TIME: Final = re.compile("的(?:约|近|逾|超过?|将近)?")
_SHARE: Final = re.compile(
    "[0-9.一二两三四五六七八九十百分之几半多余]{0,8}[倍成]|[0-9一二三四五六七八九十]{1,3}(?:分之|/)|一半"
)
_BASE_AFTER: Final = re.compile(
    "同期|相比|相当|持平|以来最|之最|水平|的水平|价格?(?=计算|水平|，)|不变价|可比价|为基期|第[0-9]+号|[0-9]+号(?=文|公告|令|通知|[，。、（）《])"
    "|[^，。；：、]{0,12}的(?:约|近|逾|超过?|将近)?[0-9一二两三四五六七八九十.]+(?:多|余)?(?:倍|成|分之|%|/)"
)
_ALWAYS_BASE: Final = re.compile("同期|^上年|往年|常年|历年|历史|每年|^次年|年初的|有.{0,5}(?:记录|统计|观测|资料)以来")
# 环比上月下降2%; but 上周，全市28家哨点医院… is when.
_BASE_INSIDE: Final = re.compile("上(?:个?月|季度|个?周|个?星期)")
_BEFORE_THAT: Final = re.compile(f"上年|{_BASE_INSIDE.pattern}")
# 2024年产量43万辆，完成年初40万辆的目标: of the year that the sentence names.
_OF_THE_YEAR: Final = re.compile("全?年(?:[初末底]|内|$)")
_NEVER: Final = frozenset({"下一阶段", "下阶段", "一直以来", "长期以来", "今天", "现阶段", "翌日", "新年"})
_ORIGIN: Final = re.compile("[由从]$")
# 按政策，…免征: a standing rule holds at any time, whatever frame was opened before.
_STANDING_RULE: Final = re.compile(
    "按政策|按规定|按照|根据规定|举个例子|标准[为分]|免征|可以|如果|只要|凡|规定|每人每|应当|为例|给予|减按|按(?:市场|同地段|售)价"
    "|起步[价费]|运价|单一票价|阶梯|加收|封顶|门槛|优惠|契税|挂钩|暂停|最低可|维持每|仍是每|补贴标准|额度(?:由|上限|最高)"
)
_ATTRIBUTE: Final = re.compile(
    "[^，。；：、的]{0,12}(?:出台|印发|发布|确定|制定|颁布|修订|成立|启动|提出|开工|建成|签约|引进|下达)的|[^，。；：、]{1,6}后"
)
# 充电方面，全市公共充电桩1.87万根: another matter, which the frame before does not reach.
_TOPIC: Final = re.compile("[^，。；：、]{2,12}方面，")
_ABBREVIATION: Final = re.compile("（[A-Za-z0-9.]+）$")
# 港口现有航线246条: what there is now, whatever 1—10月 brought.
_NOW: Final = re.compile("(?<!实)现有|现共有")
# 岸线全长2600米, 总投资137亿元: what does not belong to one day.
_LASTING: Final = re.compile("全长|总投资|总面积|总建筑面积|设计能力")
# 还有28个年底前开工, 其余16平方公里明年开工
_FOLLOWED: Final = re.compile("[^，。；：、！？\n的0-9一二两三四五六七八九十]{2,8}(?=[，。；！？\n])")
_RESPECTIVELY: Final = re.compile("[^。；！？\n、和]{0,30}分别")
_AND: Final = frozenset({"、", "和", "与", "及", "以及", "、和"})
# 昨天, 昨晚10点: one day's remark; but 截至今天上午8点.
_ONE_DAY: Final = re.compile("[今昨][天日]$|^[今昨].*[点时]")
_PART_OF_YEAR: Final = re.compile("[月季半旬底末初]")
_REACH: Final = 600
"""Frames are looked for this many characters back at most."""


class Periods:
    """The time expressions of one text, ready to be asked for the one that governs a figure."""

    def __init__(self, text: str, expressions: list[TimeExpression]) -> None:
        self._text = text
        self._all = expressions
        self._starts = [expression.start for expression in expressions]

    def governing(
        self,
        start: int,
        end: int,
        sentence: int,
        paragraph: int,
        previous: int,
        *,
        doubled: bool = False,
        changed: bool = False,
    ) -> TimeExpression | None:
        """The expression that governs the figure from ``start`` to ``end``.

        ``sentence`` and ``paragraph`` are where those begin, ``previous`` where the figure before ends; a ``doubled``
        figure is not governed by the years it took (5年里翻了一番), and a value that is ``changed`` from one to another
        (初始额度由10万元提高到20万元) stands for itself, whatever frame was opened before its sentence.
        """
        i = last = bisect_left(self._starts, start) - 1
        if following := self._following(last + 1, end):
            return following
        while i >= 0 and self._all[i].start >= max(paragraph, start - _REACH):
            expression = self._all[i]
            i -= 1
            if expression.kind == "sequel" or self._is_over(expression, sentence):
                return None
            if expression.end > start or (doubled and expression.kind in ("frame", "duration")):
                continue
            if not self._may_govern(expression, start, previous, sentence):
                continue
            if expression.start >= sentence:
                return expression
            if _STANDING_RULE.search(self._text, sentence, start) or "为例" in self._text[start : start + 16]:
                return None
            dated = last >= 0 and self._all[last].start >= sentence  # 由2017年的18.5%提升到33.27%
            if changed and not dated and not expression.text.endswith("起"):
                return None
            if expression.kind != "deictic" and _TOPIC.match(self._text, sentence):
                return None
            if self._opens_frame(expression):
                frame = self._first_of_sentence(i + 1, start, previous)
                return None if self._is_left(frame, sentence, start) else frame
        return None

    def members(self, last: TimeExpression, size: int, start: int) -> list[TimeExpression] | None:
        """The ``size`` coordinated expressions that end with ``last``: `7月、8月、9月，出口分别增长…`.

        None where so many are not named, or do not share out the figures that begin at ``start``.
        """
        shared = _RESPECTIVELY.match(self._text, last.end, start)
        if not shared:
            return None
        parts = _listed(last)
        if len(parts) == 1:
            i = bisect_left(self._starts, last.start)
            while i > 0 and len(parts) <= size and self._text[self._all[i - 1].end : parts[0].start] in _AND:
                i -= 1
                parts.insert(0, self._all[i])
        return parts if len(parts) == size else None

    def dates(self, expression: TimeExpression, held_on: date | None, *, reported: bool) -> Span | None:
        """First and last day of an expression where it stands; `9月份，…由上月的2.9%收窄` speaks of August."""
        if _BEFORE_THAT.match(expression.text):
            held_on = self._spoken_of(expression, held_on) or held_on
        return resolve(expression, Seen(held_on, self._year(expression, held_on)), reported=reported)

    def _spoken_of(self, expression: TimeExpression, held_on: date | None) -> date | None:
        """The end of the month (for 上年: of the year or its part) that the expression before names."""
        i = bisect_left(self._starts, expression.start) - 1
        if i < 0:
            return None
        earlier, yearly = self._all[i], expression.text.startswith("上年")
        between = self._text[earlier.end : expression.start]
        based = _BASE_BEFORE.search(self._text[max(0, earlier.start - 3) : earlier.start])
        if based or re.search("\n" if yearly else "[。！？\n]", between):
            return None
        span = resolve(earlier, Seen(held_on, self._year(earlier, held_on)), reported=True)
        if span is None or span[0].year != span[1].year or not (yearly or span[0].month == span[1].month):
            return None
        return span[1]

    def _year(self, expression: TimeExpression, held_on: date | None) -> int | None:
        """The year that was named before an expression: `2023年，…其中12月份`; not `按2020年价格计算，前三季度`.

        The event's own counts on in any case, which keeps the second of `今年开工8个。下半年再开工6个` ahead.
        """
        low = max(0, expression.start - _REACH)
        low = max(low, self._text.rfind("\n", low, expression.start) + 1)
        clause = clause_start(self._text, expression.start, low)
        sentence = max(low, *(self._text.rfind(mark, low, expression.start) + 1 for mark in "。！？"))
        included = self._text.startswith("其中", clause)
        i = bisect_left(self._starts, expression.start) - 1
        if self._text.startswith("其中", sentence) or expression.text.startswith("全年"):
            sentence = low
        while i >= 0 and self._all[i].start >= low:
            earlier = self._all[i]
            i -= 1
            named = self._year_named(earlier, held_on)
            if named is None:
                continue
            near = (
                included
                or earlier.start >= clause
                or _OF_THE_YEAR.match(expression.text)
                or _PART_OF_YEAR.search(earlier.text)
            )
            framed = earlier.start >= sentence and (near or self._text.startswith("，", earlier.end))
            if not framed and (held_on is None or named != held_on.year):
                return None  # 2020年能耗为1.1亿吨，前三季度…
            own, whole = resolve(expression, Seen(held_on, named)), resolve(earlier, Seen(held_on))
            return named if own and whole and own[0] >= whole[0] else None
        return None

    def _year_named(self, earlier: TimeExpression, held_on: date | None) -> int | None:
        """The one year that an expression names for what follows it."""
        before = self._text[max(0, earlier.start - 3) : earlier.start]
        if earlier.kind in ("sequel", "clock", "past") or "同期" in earlier.text:
            return None
        if _BASE_BEFORE.search(before) or self._is_basis(earlier):
            return None
        if _BASE_AFTER.match(self._text, earlier.end) or _ATTRIBUTE.match(self._text, earlier.end):
            return None
        span = resolve(earlier, Seen(held_on))
        stated = bool(earlier.groups.get("y"))
        return span[0].year if stated and span and span[0].year == span[1].year else None

    def _following(self, i: int, end: int) -> TimeExpression | None:
        """The time behind a figure that touches it, with a verb for the rest of the clause: 还有28个年底前开工."""
        if i >= len(self._all) or self._all[i].start != end:
            return None
        expression = self._all[i]
        dated = expression.kind in ("year", "date", "period", "relative") and not _ALWAYS_BASE.search(expression.text)
        return expression if dated and _FOLLOWED.match(self._text, expression.end) else None

    def _is_over(self, expression: TimeExpression, sentence: int) -> bool:
        """过去 governs its own sentence, and ends the frame before; 原来 only ends it."""
        return expression.kind == "past" and (expression.start < sentence or expression.text == "原来")

    def _is_left(self, frame: TimeExpression, sentence: int, start: int) -> bool:
        """Whether a sentence speaks of something that a frame opened before it does not reach."""
        if frame.kind == "deictic":
            return False
        of_a_day = frame.kind == "date" and frame.text.endswith(("日", "号"))
        return bool(
            _NOW.search(self._text, sentence, start) or (of_a_day and _LASTING.search(self._text, sentence, start))
        )

    def _first_of_sentence(self, i: int, start: int, previous: int) -> TimeExpression:
        """The first frame opened in the sentence of expression ``i``: asides after it (今年1月曾…) do not last."""
        text, frame = self._text, self._all[i]
        low = max(text.rfind(mark, max(0, frame.start - 200), frame.start) for mark in "。！？\n")
        while i > 0 and self._all[i - 1].start > low:
            i -= 1
            earlier = self._all[i]
            if earlier.kind in ("sequel", "past"):
                break
            if self._may_govern(earlier, start, previous, start) and self._opens_frame(earlier):
                frame = earlier
        return frame

    def _may_govern(self, expression: TimeExpression, start: int, previous: int, sentence: int) -> bool:
        text = self._text
        if expression.kind == "clock" and (":" in expression.text or not self._opens_clause(expression)):
            return False  # 零点以后进站的占四成; but 首班车提前到5点20分
        if expression.text in _NEVER or expression.text.endswith("周年"):
            return False
        if expression.kind == "frame":
            return expression.end == start
        if self._is_value_of(expression, start):
            return True
        if expression.kind == "duration" and expression.text.startswith("连续"):
            return expression.start >= max(previous, sentence) and not _CLAUSE_END.search(
                text, expression.end + 1, start
            )
        before = text[max(0, expression.start - 3) : expression.start]
        if _BASE_BEFORE.search(before) or self._is_basis(expression):
            return False
        if _BASE_AFTER.match(text, expression.end) and (
            not before.endswith(("由", "从", "到", "至")) or before[:2] in ("恢复", "回升")
        ):
            return False
        if _ALWAYS_BASE.search(expression.text):
            return text.startswith("累计", expression.end) and expression.start >= sentence  # 历年累计完工8000台
        if _BASE_INSIDE.match(expression.text) and before[-1:] not in tuple("，。；：！？\n"):
            # 由上月下降0.4%转为持平
            return before[-1:] in ("", "到") or (bool(_ORIGIN.search(before)) and expression.end >= previous)
        if _ORIGIN.search(before) and text[expression.end : expression.end + 1] == "的":
            return expression.end >= previous  # 由年初的230美元降至215.5美元
        return True

    def _is_basis(self, expression: TimeExpression) -> bool:
        """按2020年不变价格计算: the year of a rule or of a price base is not when."""
        before = self._text[max(0, expression.start - 2) : expression.start]
        return bool(_BY.search(before) and _RULE_OR_BASE.match(self._text, expression.end))

    def _is_value_of(self, expression: TimeExpression, start: int) -> bool:
        """高于二季度的5.3%: what is compared with, not a share of it (高于去年的1.5倍)."""
        of = _OF_THAT_TIME.match(self._text, expression.end)
        before = self._text[max(0, expression.start - 2) : expression.start]
        return bool(of and of.end() >= start > expression.end and _COMPARED.search(before)) and not (
            _SHARE.match(self._text, start)
        )

    def _opens_clause(self, expression: TimeExpression) -> bool:
        start = expression.start - (self._text[max(0, expression.start - 1) : expression.start] in ("从", "在"))
        return start == 0 or self._text[start - 1] in "，。；：、\n！？（"

    def _opens_frame(self, expression: TimeExpression) -> bool:
        """`2024年全市…` sets the time of what follows; `2020年政府出台的政策` does not."""
        text = self._text
        if not self._opens_clause(expression) or expression.kind == "clock":
            return False
        if (
            (expression.text.endswith("前") and expression.kind != "deictic")
            or text.startswith("起", expression.end)
            or _ONE_DAY.search(expression.text)
        ):
            return False
        return not _ATTRIBUTE.match(text, expression.end)


def _listed(expression: TimeExpression) -> list[TimeExpression]:
    """一、二、三季度 as 一季度, 二季度 and 三季度; any other expression alone."""
    names = expression.text.split("、")
    unit = next((unit for unit in ("季度", "月份", "月") if expression.text.endswith(unit)), "")
    parts, at = [], expression.start
    for k, name in enumerate(names, 1):
        parts.append(_member(expression, at, name if k == len(names) else name + unit, len(name)))
        at += len(name) + 1
    return parts


def _member(expression: TimeExpression, at: int, name: str, size: int) -> TimeExpression:
    found = find(name)
    groups = found[0].groups | {"y": found[0].groups.get("y") or expression.groups.get("y")} if found else {}
    form = found[0].form if found else expression.form
    return TimeExpression(at, at + size, name, expression.kind, form, groups)


def clause_start(text: str, start: int, low: int) -> int:
    """Where the clause that holds ``start`` begins, not before ``low``."""
    at = start
    while at > low:
        if text[at - 1] == "）" and (abbreviation := _ABBREVIATION.search(text, max(low, at - 12), at)):
            at = abbreviation.start()  # 居民消费价格（CPI）同比上涨
        elif text[at - 1] in "，；：。！？\n（）":
            break
        else:
            at -= 1
    return at

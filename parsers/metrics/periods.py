"""Which time expression governs a figure: same clause, same sentence, a frame opened earlier in the paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date
from typing import Final

from parsers.metrics.calendar_dates import year_of
from parsers.metrics.times import TimeExpression

_CLAUSE_END: Final = re.compile("[，；：。！？\n（）]")
_BASE_BEFORE: Final = re.compile(
    "(?:(?<![占对相])比|较|对|相当于|不及|高于|低于|超过|好于|快于|多于|少于|与|同|相较于?|持平于|是)$"
)
_BASE_AFTER: Final = re.compile(
    "同期|相比|相当|持平|以来最|之最|水平|的水平"
    "|[^，。；：、]{0,12}的(?:约|近|逾|超过?|将近)?[0-9一二两三四五六七八九十.]+(?:多|余)?(?:倍|成|分之|%|/)"
)
_ALWAYS_BASE: Final = re.compile("同期|^上年|往年|常年|历年|历史|每年|次年|年初的")
# 环比上月下降2%; but 上周，全市28家哨点医院… is when.
_BASE_INSIDE: Final = re.compile("上(?:个?月|季度|个?周|个?星期)")
_NEVER: Final = frozenset({"下一阶段", "下阶段", "一直以来", "长期以来", "今天", "现阶段", "翌日", "新年"})
_ORIGIN: Final = re.compile("[由从]$")
# 按政策，…免征: a standing rule holds at any time, whatever frame was opened before.
_STANDING_RULE: Final = re.compile(
    "按政策|按规定|按照|根据规定|举个例子|标准[为分]|免征|可以|如果|只要|凡|规定|每人每|为例|给予|减按|按(?:市场|同地段|售)价"
    "|起步[价费]|运价|单一票价|阶梯|加收|封顶|门槛|优惠|契税|挂钩|暂停|最低可|维持每|仍是每|补贴标准|额度(?:由|上限|最高)"
)
_ATTRIBUTE: Final = re.compile(
    "[^，。；：、的]{0,12}(?:出台|印发|发布|确定|制定|颁布|修订|成立|启动|提出)的|[^，。；：、]{1,6}后"
)
# 充电方面，全市公共充电桩1.87万根: another matter, which the frame before does not reach.
_TOPIC: Final = re.compile("[^，。；：、]{2,12}方面，")
_ABBREVIATION: Final = re.compile("（[A-Za-z0-9.]+）$")
_REACH: Final = 600
"""Frames are looked for this many characters back at most."""


class Periods:
    """The time expressions of one text, ready to be asked for the one that governs a figure."""

    def __init__(self, text: str, expressions: list[TimeExpression]) -> None:
        self._text = text
        self._all = expressions
        self._starts = [expression.start for expression in expressions]

    def governing(
        self, start: int, sentence: int, paragraph: int, previous: int, *, doubled: bool = False, changed: bool = False
    ) -> TimeExpression | None:
        """The expression that governs the figure at ``start``.

        ``sentence`` and ``paragraph`` are where those begin, ``previous`` where the figure before ends; a ``doubled``
        figure is not governed by the years it took (5年里翻了一番), and a value that is ``changed`` from one to another
        (初始额度由10万元提高到20万元) stands for itself, whatever frame was opened before its sentence.
        """
        i = last = bisect_left(self._starts, start) - 1
        while i >= 0 and self._all[i].start >= max(paragraph, start - _REACH):
            expression = self._all[i]
            i -= 1
            if expression.kind == "sequel":
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
                return self._first_of_sentence(i + 1, start, previous)
        return None

    def year(self, expression: TimeExpression, paragraph: int, held_on: date | None) -> int | None:
        """The year that was named before an expression in its paragraph: `2023年，…其中12月份`."""
        i = bisect_left(self._starts, expression.start) - 1
        while i >= 0 and self._all[i].start >= paragraph:
            earlier = self._all[i]
            i -= 1
            based = _BASE_BEFORE.search(self._text[max(0, earlier.start - 3) : earlier.start])
            if based or "同期" in earlier.text or earlier.kind in ("sequel", "clock"):
                continue
            named = year_of(earlier.text, held_on)
            if named:
                return named
        return None

    def _first_of_sentence(self, i: int, start: int, previous: int) -> TimeExpression:
        """The first frame opened in the sentence of expression ``i``: asides after it (今年1月曾…) do not last."""
        text, frame = self._text, self._all[i]
        low = max(text.rfind(mark, max(0, frame.start - 200), frame.start) for mark in "。！？\n")
        while i > 0 and self._all[i - 1].start > low:
            i -= 1
            earlier = self._all[i]
            if earlier.kind == "sequel":
                break
            if self._may_govern(earlier, start, previous, start) and self._opens_frame(earlier):
                frame = earlier
        return frame

    def _may_govern(self, expression: TimeExpression, start: int, previous: int, sentence: int) -> bool:
        text = self._text
        if expression.kind == "clock" or expression.text in _NEVER or expression.text.endswith("周年"):
            return False
        if expression.kind == "frame":
            return expression.end == start
        if expression.kind == "duration" and expression.text.startswith("连续"):
            return expression.start >= max(previous, sentence) and not _CLAUSE_END.search(
                text, expression.end + 1, start
            )
        before = text[max(0, expression.start - 3) : expression.start]
        if _BASE_BEFORE.search(before):
            return False
        if _BASE_AFTER.match(text, expression.end) and (
            not before.endswith(("由", "从", "到", "至")) or before[:2] in ("恢复", "回升")
        ):
            return False
        if _ALWAYS_BASE.search(expression.text):
            return False
        if _BASE_INSIDE.match(expression.text) and before[-1:] not in tuple("，。；：！？\n"):
            return bool(not before)
        if _ORIGIN.search(before) and text[expression.end : expression.end + 1] == "的":
            return expression.end >= previous  # 由年初的230美元降至215.5美元
        return True

    def _opens_frame(self, expression: TimeExpression) -> bool:
        """`2024年全市…` sets the time of what follows; `2020年政府出台的政策` does not."""
        text = self._text
        start = expression.start - (text[max(0, expression.start - 1) : expression.start] in ("从", "在"))
        if start > 0 and text[start - 1] not in "，。；：、\n！？（":
            return False
        if (
            (expression.text.endswith("前") and expression.kind != "deictic")
            or text.startswith("起", expression.end)
            or expression.text.endswith(("昨天", "今天", "昨日", "今日"))
        ):
            return False
        return not _ATTRIBUTE.match(text, expression.end)


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

"""Which time governs a figure: its clause's own, a frame opened in its sentence or paragraph, or an earlier one's.

The walk of one figure: own clause before it → own clause behind it → earlier clauses of the sentence → the frame that
an earlier sentence of the paragraph opened → the frame that an earlier paragraph opened (``inferred``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from parsers.times.contexts import Contexts
from parsers.times.days import Span
from parsers.times.finding import TimeExpression
from parsers.times.layout import REACH
from parsers.times.listing import members
from parsers.times.resolving import resolve
from parsers.times.roles import Role, comes_from, is_attribute, is_stated, is_value_of, opens_clause, set_then
from parsers.times.seen import Seen

_DATED: Final = frozenset({"year", "date", "range", "period", "relative"})
_LASTING: Final = frozenset({"years", "days", "months", "years in words", "quarters from to", "listed", "month", "first quarters", "first months",
                             "quarter", "half", "whole year", "plan", "year", "relative year", "day", "date in figures", "within the year", "this month"})  # fmt: skip
"""Forms of frames that last beyond their paragraph."""
# 按政策，…免征: a standing rule holds at any time, whatever frame was opened before.
_STANDING_RULE: Final = re.compile(
    "按政策|按规定|按照|根据规定|举个例子|标准[为分]|免征|可以|如果|只要|凡|规定|每人每|每户每|应当|为例|给予|减按|按(?:市场|同地段|售)价"
    "|起步[价费]|运价|单一票价|阶梯|加收|封顶|门槛|优惠|契税|挂钩|暂停|最低可|停留期限|提取额度|贷款利率|条件[：:是]|就是(?=[0-9])|按贷|维持每|仍是每|补贴标准|补助标准|额度(?:由|上限|最高)|首付比例"
)
# 每小时支付50元, 一部电梯五六十万: what one gets or pays, whenever.
_PER_ONE: Final = re.compile(
    "[每一](?:[人户名位张吨亩床次餐度台辆]|小时|公里|招用)[^，。；0-9]{0,8}(?:补|奖|贴|付|缴|收|优惠)|(?:补|奖|贴|付|缴|收)[^，。；]{0,6}每(?:人|户|名|位|小时|餐|次)"
)
_ONE: Final = re.compile(
    "每(?:人|户|名|位|小时|餐|次|招用)[^，。；]{0,10}(?:补|奖|贴|付|缴|收)|(?:补|奖|贴|付|缴|收)[^，。；]{0,6}每(?:人|户|名|位|小时|餐|次)"
)
_ONE: Final = re.compile(
    "一(?:节|个|部|份|套|台|间|平米|平方米|辆|趟|件|张|桶)[^，。；：、0-9一二三四五六七八九十]{1,8}$"
)
# 有网友讲一平米跌破八千块, 有位老爷子九十一岁了: what somebody tells.
_TOLD: Final = re.compile(
    "有(?:些|的)?(?:人|网友|市民|群众|读者|朋友|家长|老人|居民)[^，。]{0,4}(?:说|讲|问|觉得|留言|反映)|有(?:一)?位|人家"
)
# 目标220个, 六成的目标, 离6万套还差一截: what is aimed at, of no time that it does not name.
_AIM: Final = re.compile("(?:目标|任务)(?:数|值)?(?:是|为|定在)?$|(?:离|距)[^，。；0-9]{0,4}$")
# 2027年的目标没变，还是20万: a frame of its own sentence.
_AIMS: Final = re.compile("的?(?:目标|任务)")
_GAP: Final = re.compile("比|[高低多少]于|超")
_AIM_AFTER: Final = re.compile("的?(?:目标|任务)")
# 港口现有航线246条, 现有待排查3例: what there is now, whatever 1—10月 brought; it ends no 截至-frame.
_NOW: Final = re.compile("(?<!实)现有|现共有")
# 岸线全长2600米, 总投资137亿元: what belongs to no time; 总面积 may be that of a year's end, but of no single day.
_PROPERTY: Final = re.compile("全长|(?<!对)总投资|设计能力|库容")
_OF_NO_DAY: Final = re.compile("总面积|总建筑面积")
# 由初步核算的7862.4亿元修订为7901.8亿元: both of that time.
_REVISED: Final = re.compile("初步核算|核实|修订")
# 降, 升, 提: 年龄从60岁到101岁 is a range, and no change.
_MOVES: Final = re.compile("[降升提增减缩延涨扩压变调密]")
# 2021年结成集团之后，…: the time of what came first, for its sentence only.
_AFTERWARDS: Final = re.compile("[^，。；：、]{1,6}后")
_LIST_GOES_ON: Final = re.compile("；[二三四五六]是")
# 涨了将近两成, 快了0.2个百分点: a change over the time compared with.
_CHANGE: Final = re.compile(
    "(?:同比|环比|又|也|就|还|只)*(?:涨|增|降|升|跌|多了|少了|快|慢|高了|低了|回落|提高|扩大|收窄|缩小|翻)"
)
_TOPIC: Final = re.compile("[^，。；：、]{2,12}方面，")
_PLANNED: Final = re.compile(
    "力争|目标|计划|预计|预期|有望|确保|争取|将要?(?:达|建|新|筹|再|实)|要(?:达到|冲|做到|实现|再)"
)
# 昨天, 昨晚10点: one day's remark; but 截至今天上午8点.
_ONE_DAY: Final = re.compile("[今昨][天日]$|^[今昨].*[点时]")
_NOUN: Final = 8
_NOT_NOUN: Final = tuple("比较到至由从将计为是于在，")


@dataclass(frozen=True, slots=True)
class Cited:
    """What has to be known of a figure to find its time."""

    start: int
    end: int
    kind: str = ""
    """The kind of its unit: money, age, duration …"""
    limit: bool = False
    """A threshold or bound (60岁以上, 3个工作日内)."""
    changed: bool = False
    """One end of a change (由10万元提高到20万元)."""
    origin: bool = False
    """The first of the two ends."""
    doubled: bool = False
    """翻一番: the years that it took do not govern it."""
    joined: bool = False
    """Coordinated with the figure before it."""


@dataclass(frozen=True, slots=True)
class Governed:
    """The time of a figure; ``expression`` is None where nothing says when."""

    expression: TimeExpression | None
    at: Seen
    inferred: bool = False
    """From a frame that an earlier paragraph opened."""
    undated: bool = False
    """Said within a frame, but a limit or a property: true at any time."""

    def dates(self, *, reported: bool) -> Span | None:
        """First and last day; ``reported`` says that it has happened (四季度 said in January is last year's)."""
        if self.expression is None or self.undated:
            return None
        return resolve(self.expression, self.at, reported=reported)


class Frames:
    """The time expressions of one text, asked for those that govern its figures."""

    def __init__(self, text: str, expressions: list[TimeExpression], held_on: date | None) -> None:
        self._text = text
        self._all = expressions
        self._contexts = Contexts(text, expressions, held_on)
        self._layout = self._contexts.layout
        self._nothing = Governed(None, Seen(held_on))
        self._lasting: dict[int, int | None] = {}
        self._figures: list[int] = []
        self._firsts: dict[int, int] = {}
        self._carried: dict[int, int | None] = {}

    def govern(self, figures: Sequence[Cited]) -> list[Governed]:
        """The time of every figure, in order; coordinated times are shared out (7月、8月分别增长3%、4%)."""
        chosen: list[int | None] = []
        governed: list[Governed] = []
        self._figures = [figure.start for figure in figures]
        for i, figure in enumerate(figures):
            found, inferred = self._choose(figures, i, chosen)
            chosen.append(None if inferred else found)
            governed.append(self._governed(found, figure, inferred=inferred))
        self._share_out(figures, governed, chosen)
        return governed

    def _governed(self, found: int | None, figure: Cited, *, inferred: bool) -> Governed:
        if found is None:
            return self._nothing
        return Governed(self._all[found], self._contexts.seen(found), inferred, self._is_timeless(figure, found))

    def _is_timeless(self, figure: Cited, found: int) -> bool:
        """A limit has no dates, whatever its sentence says; nor has what a thing was before it changed."""
        expression = self._all[found]
        if self._text.endswith("提前", 0, figure.start):
            return True
        sentence = self._begun(figure)
        if figure.origin and not _REVISED.search(self._text, sentence, self._layout.sentence_end(sentence)):
            return not comes_from(self._text, expression) and not is_value_of(self._text, expression, figure.start)
        return figure.limit and figure.kind in ("age", "duration")

    def _choose(self, figures: Sequence[Cited], i: int, chosen: list[int | None]) -> tuple[int | None, bool]:
        """The number of the governing expression, and whether it is from an earlier paragraph."""
        figure = figures[i]
        following = figures[i + 1].start if i + 1 < len(figures) else len(self._text)
        found = self._before_in_clause(figure, figures[i - 1].end if i else 0)
        if found is None:
            found = self._behind_in_clause(figure, following)
        if found is None:
            found = self._asked(figure)
        if found is None and not self._is_rule(figure):
            found = self._before_in_sentence(figure)
            if self._is_aim(figure) and not (found is not None and found != _OVER and self._contexts.is_ahead(found)):
                found = _OVER
            if found is None and not self._leaves_frames(figure):
                found = self._before_in_paragraph(figure)
                if found is None:
                    found = self._in_earlier_paragraph(figure)
                    return (None, False) if found == _OVER else (found, found is not None)
        return (None, False) if found == _OVER else (found, False)

    # The figure's own clause.

    def _before_in_clause(self, figure: Cited, previous: int) -> int | None:
        low, _ = self._layout.clause(figure.start)
        for i in reversed(self._layout.between(low, figure.start)):
            if self._ends_all(i) or set_then(self._text, self._all[i]):
                return _OVER
            if self._all[i].end <= figure.start and self._governs_own(i, figure, previous):
                return i
        return self._counted_before(figure, low)

    def _ends_all(self, i: int) -> bool:
        return self._all[i].kind == "sequel" or self._all[i].text == "原来"

    def _counted_before(self, figure: Cited, low: int) -> int | None:
        """`2020年政府出台的第一批政策，共22条`: the figure counts the noun of the clause before."""
        if self._text[low : figure.start] not in ("共", "一共", "总共", "共计") or not low:
            return None
        for i in reversed(self._layout.between(self._layout.clause(low - 1)[0], low)):
            if is_attribute(self._text, self._all[i]):
                return i
        return None

    def _governs_own(self, i: int, figure: Cited, previous: int) -> bool:
        expression, text = self._all[i], self._text
        if expression.kind == "frame":
            return expression.end == figure.start and not figure.doubled
        if figure.doubled and expression.kind == "duration":
            return False
        if is_value_of(text, expression, figure.start):
            return True
        role = self._contexts.role(i)
        if role is Role.TIME:
            return not comes_from(text, expression) or expression.end >= previous
        return role is Role.OWN and expression.end >= previous

    def _behind_in_clause(self, figure: Cited, following: int) -> int | None:
        """物资已于4月2日抵达, 还有28个年底前开工: a time behind a figure, with a verb for the rest of the clause."""
        _, high = self._layout.clause(figure.start)
        for i in self._layout.between(figure.end, min(high, following)):
            expression = self._all[i]
            if (expression.kind not in _DATED and expression.form.name != "now") or self._contexts.role(
                i
            ) is not Role.TIME:
                return None
            between, tail = self._text[figure.end : expression.start], self._text[expression.end : high]
            if not tail or tail.startswith(("的", "目标", "任务")) or "的" in between:
                return None
            happened = between.endswith(("于", "在")) and not between[:-1].endswith("将")
            return i if happened or (len(between) <= _NOUN and not between.endswith(_NOT_NOUN)) else None
        return None

    # Earlier clauses and sentences.

    def _before_in_sentence(self, figure: Cited) -> int | None:
        low, _ = self._layout.clause(figure.start)
        part = self._part(figure)
        pinned: int | None = None
        for k in reversed(self._layout.between(self._told(figure), low)):
            if self._ends_all(k):
                return _OVER if pinned is None else pinned
            if not self._reaches(k, figure, part):
                continue
            if not is_stated(self._text, self._all[k]):
                return self._later(k, pinned) if pinned is None or self._turns_back(pinned, figure, part) else pinned
            pinned = k if pinned is None else pinned
        if pinned is None or not self._turns_back(pinned, figure, part):
            return pinned
        frame = None if self._leaves_frames(figure) else self._before_in_paragraph(figure)
        return self._later(None if frame == _OVER else frame, pinned)

    def _told(self, figure: Cited) -> int:
        """Where what somebody tells begins in its sentence, or the sentence: 我上周去了苏州，厂长跟我讲，从六个人起步."""
        low = self._begun(figure)
        return max((match.end() for match in _TOLD.finditer(self._text, low, figure.start)), default=low)

    def _introduces(self, expression: TimeExpression, figure: Cited) -> bool:
        """连续10多年，中国…贡献率高达30%: of the next clause, and no further."""
        low, _ = self._layout.clause(figure.start)
        return opens_clause(self._text, expression) and expression.end + 1 == low

    def _part(self, figure: Cited) -> int:
        """Where the part of the sentence between ； begins; 一是…；二是… is one."""
        at, low = figure.start, self._begun(figure)
        while (at := self._text.rfind("；", low, at)) >= 0:
            if not _LIST_GOES_ON.match(self._text, at):
                return at
        return low

    def _turns_back(self, pinned: int, figure: Cited, part: int) -> bool:
        """Whether a figure is said of the running frame again: …，涨了两成, or behind a ；."""
        if self._all[pinned].start < part:
            return True
        return bool(_CHANGE.match(self._text, self._layout.clause(figure.start)[0], figure.start))

    def _reaches(self, k: int, figure: Cited, part: int) -> bool:
        """Whether a time of an earlier clause holds on: one that opens it or a year for the sentence, a day until a ；."""
        expression = self._all[k]
        if expression.kind == "frame" or self._contexts.role(k) is not Role.TIME:
            return False
        if expression.kind == "clock" or expression.text.startswith("连续"):
            return self._introduces(expression, figure)
        if (figure.doubled and expression.kind == "duration") or comes_from(self._text, expression):
            return False
        if self._is_aside(k, figure):
            return False
        if self._heads(expression):
            return True
        if _PROPERTY.search(self._text, expression.end, figure.start):
            return False  # 某水库上个月蓄水，总库容3亿立方米，可灌溉五十万亩
        if expression.start > part:
            return True
        return expression.kind in ("year", "relative") and not self._text.endswith("于", 0, expression.start)

    def _heads(self, expression: TimeExpression) -> bool:
        """Whether it stands for what follows: opens its clause, or closes it (阿富汗战争18年来，…)."""
        lasted = expression.kind == "duration" or expression.after in ("以来", "期间")
        return opens_clause(self._text, expression) or (lasted and self._text.startswith("，", expression.end))

    def _later(self, frame: int | None, pinned: int | None) -> int | None:
        """去年上半年是76.8万，涨了将近两成: a time named to compare, which goes back, does not become the frame."""
        if frame is None or pinned is None:
            return pinned if frame is None else frame
        running, back = self._contexts.span(frame), self._contexts.span(pinned)
        if running is None or back is None:
            return pinned
        covered = self._all[pinned].form.name == "year's ends" and running[0] < back[0] <= running[1]
        return frame if covered or back[1].year < running[1].year else pinned

    def _begun(self, figure: Cited) -> int:
        """Where its sentence begins, or what can be seen of it."""
        return max(self._layout.sentence(figure.start), figure.start - REACH)

    def _is_aside(self, i: int, figure: Cited) -> bool:
        """In brackets, and the figure is not."""
        low, high = self._layout.clause(self._all[i].start)
        return self._text[low - 1 : low] == "（" and figure.start > high

    def _is_rule(self, figure: Cited) -> bool:
        """；新型学徒制每人每年补贴5000元: what one gets or pays by a standing rule."""
        clause, _ = self._layout.clause(figure.start)
        if _TOLD.search(self._text, clause, figure.start):
            return True
        if figure.kind == "money" and _PER_ONE.search(self._text, clause, figure.start):
            return True
        part, low = self._part(figure), self._begun(figure)
        return part > low and bool(
            _PER_ONE.search(self._text, part, figure.start) or _STANDING_RULE.search(self._text, part, figure.start)
        )

    def _is_aim(self, figure: Cited) -> bool:
        before = self._text[self._layout.clause(figure.start)[0] : figure.start]
        return bool(_AIM.search(before) or _AIM_AFTER.match(self._text, figure.end)) and not _GAP.search(before)

    def _leaves_frames(self, figure: Cited) -> bool:
        """Whether a sentence speaks of something that no frame opened before it reaches."""
        text, low, start = self._text, self._begun(figure), figure.start
        if any(rule.search(text, low, start) for rule in (_STANDING_RULE, _PER_ONE, _TOLD)):
            return True
        return "为例" in text[start : start + 16] or bool(_ONE.search(text[self._layout.clause(start)[0] : start]))

    def _asked(self, figure: Cited) -> int | None:
        """`去年全年平均是多少？96.8万`: the time of the question that the figure answers."""
        low = self._begun(figure)
        if figure.start - low > 2 or self._text[low - 1 : low] != "？":
            return None
        asked = [
            i
            for i in self._layout.between(self._layout.sentence(low - 1), low)
            if self._contexts.role(i) is not Role.NONE
        ]
        return asked[-1] if asked else None

    def _before_in_paragraph(self, figure: Cited) -> int | None:
        """The frame that an earlier sentence of the paragraph opened; ``_OVER`` where frames are over."""
        paragraph = max(self._layout.paragraph(figure.start), figure.start - REACH)
        at = self._layout.sentence(figure.start)
        pinned: int | None = None
        while at > paragraph:
            at = self._layout.sentence(at - 1)
            lasting = self._lasting_of(at)
            if lasting is None:
                continue
            if lasting == _OVER or self._is_left(lasting, figure):
                return _OVER if pinned is None else pinned
            if not self._is_pinned(lasting):
                return self._later(lasting, pinned)
            pinned = lasting if pinned is None else pinned
        return pinned

    def _is_pinned(self, i: int) -> bool:
        """去年一季度是5.3%, 年末政府债务余额…: a time of its own sentence, where another frames the paragraph."""
        expression = self._all[i]
        at_end = expression.form.name == "year's ends" and not self._text.startswith("，", expression.end)
        return at_end or is_stated(self._text, expression)

    def _is_left(self, i: int, figure: Cited) -> bool:
        frame, low = self._all[i], self._begun(figure)
        if (
            figure.changed
            and _MOVES.search(self._text, *self._layout.clause(figure.start))
            and not self._layout.between(low, figure.start)
            and not frame.after.endswith("起")
        ):
            return True
        if frame.kind == "deictic":
            return False
        if _NOW.search(self._text, low, figure.start):
            return frame.opener == ""
        if _TOPIC.match(self._text, low):
            return not _PLANNED.search(self._text, low, figure.start)
        of_a_day = frame.kind == "date" and frame.text.endswith(("日", "号"))
        lasting = _OF_NO_DAY if of_a_day else _PROPERTY
        return bool(lasting.search(self._text, low, figure.start) or _PROPERTY.search(self._text, low, figure.start))

    def _lasting_of(self, sentence: int) -> int | None:
        """The expression of a sentence that frames the sentences after it; ``_OVER`` where it ends all frames."""
        if sentence not in self._lasting:
            self._lasting[sentence] = self._lasting_in(sentence, self._layout.sentence_end(sentence))
        return self._lasting[sentence]

    def _lasting_in(self, low: int, high: int) -> int | None:
        weak: list[int] = []
        found: int | None = None
        over = False
        for i in self._layout.between(low, high):
            if self._all[i].kind == "sequel":
                return _OVER
            if self._all[i].kind == "past":
                weak, found, over = [], None, True
                continue
            if not self._opens_frame(i):
                continue
            if self._text.startswith(("，", "："), self._all[i].end):
                found = i if found is None and not weak else found
            elif not self._has_figure(self._all[i].end, high):
                continue
            weak.append(i)
        return _OVER if over and not weak else self._latest(weak, found)

    def _has_figure(self, low: int, high: int) -> bool:
        at = bisect_left(self._figures, low)
        return at < len(self._figures) and self._figures[at] < high

    def _latest(self, weak: list[int], strong: int | None) -> int | None:
        """2021年352.8万，去年突破400万，今年前三季度完成335.7万标箱: the last of a row of years frames what follows."""
        if strong is not None or not weak:
            return strong
        best = weak[0]
        for i in weak[1:]:
            span, other = self._contexts.span(i), self._contexts.span(best)
            newer = is_stated(self._text, self._all[best]) and span and other and span[1] > other[1]
            if newer or self._all[i].opener:
                best = i
        return best

    def _opens_frame(self, i: int) -> bool:
        """`2024年全市…` sets the time of what follows; `2020年政府出台的政策` does not."""
        expression = self._all[i]
        if expression.kind in ("clock", "frame") or self._contexts.role(i) is not Role.TIME:
            return False
        if not self._heads(expression) or _ONE_DAY.search(expression.text):
            return False
        if (
            expression.form.name in ("lately", "decade")
            or _AIMS.match(self._text, expression.end)
            or expression.text.startswith("连续")
            or _AFTERWARDS.match(self._text, expression.end)
        ):
            return False
        low, _ = self._layout.clause(expression.start)
        return not expression.after.endswith("前") and self._text[low - 1 : low] != "（"

    def _in_earlier_paragraph(self, figure: Cited) -> int | None:
        """The frame that an earlier paragraph of the text opened, if nothing since has ended it."""
        sentence = self._begun(figure)
        if (
            _NOW.search(self._text, sentence, figure.start)
            or _PLANNED.search(self._text, sentence, figure.start)
            or figure.limit
        ):
            return None
        paragraph = self._layout.paragraph(figure.start)
        if self._first_time(paragraph) < figure.start:
            return None
        return self._carried_into(paragraph)

    def _first_time(self, paragraph: int) -> int:
        """Where the first expression of a paragraph that says when stands; the end of the text if none does."""
        if paragraph not in self._firsts:
            within = self._layout.between(paragraph, self._layout.paragraph_end(paragraph))
            times = (self._all[i].start for i in within if self._contexts.role(i) is Role.TIME)
            self._firsts[paragraph] = next(times, len(self._text))
        return self._firsts[paragraph]

    def _carried_into(self, paragraph: int) -> int | None:
        """The frame in force where a paragraph begins."""
        if paragraph not in self._carried:
            self._carried[paragraph] = self._carry(paragraph)
        return self._carried[paragraph]

    def _carry(self, paragraph: int) -> int | None:
        end = paragraph
        while end > 0:
            low = self._layout.paragraph(end - 1)
            if low in self._carried and self._opened_in(low, end) is None:
                return self._carried[low]
            opened = self._opened_in(low, end)
            if opened is not None:
                return opened if opened != _OVER and self._all[opened].form.name in _LASTING else None
            end = low
        return None

    def _opened_in(self, low: int, high: int) -> int | None:
        """The first frame of a paragraph; ``_OVER`` where the paragraph ends it."""
        at, opened = low, None
        while at < high:
            lasting = self._lasting_of(at)
            if lasting == _OVER:
                return _OVER
            opened = lasting if opened is None else opened
            at = self._layout.sentence_end(at)
        return opened

    def _share_out(self, figures: Sequence[Cited], governed: list[Governed], chosen: list[int | None]) -> None:
        end = len(figures)
        for i in range(len(figures) - 1, -1, -1):
            if figures[i].joined:
                continue
            found, size = chosen[i], end - i
            if found is not None and size > 1:
                parts = members(self._text, self._all, found, size, figures[i].start)
                for k, part in enumerate(parts or ()):
                    governed[i + k] = replace(governed[i + k], expression=part)
            end = i


_OVER: Final = -1

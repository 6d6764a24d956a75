"""What the sentence of a figure is about: a standing rule, an aim, a property, what somebody tells.

Such matters stand outside the frames that were opened before them.
"""

from __future__ import annotations

import re
from typing import Final

from parsers.times.finding import TimeExpression
from parsers.times.frames.cited import Cited
from parsers.times.frames.layout import REACH, Layout

# 按政策，…免征: a standing rule holds at any time, whatever frame was opened before.
_STANDING_RULE: Final = re.compile(
    "按政策|按规定|按照|根据规定|举个例子|打个?比方|比方说|(?<!主)要是|假如|真[到要]|标准[为分]|免征|可以|如果|只要|凡|规定|(?<!率)每人每|每户每|应当|为例|给予|减按|按(?:市场|同地段|售)价"
    "|起步[价费]|运价|单一票价|阶梯|加收|封顶|门槛|优惠|契税(?=[上按减免])|挂钩|暂停|最低可|停留期限|提取额度|贷款利率|条件[：:是]|就是(?=[0-9])|按贷|按[^，。；：]{1,12}的(?:[0-9一二三四五六七八九十百]|$)|刷卡|打(?:[一二三四五六七八九0-9.]{1,3}折|$)|票价(?:起步|还是|是)|维持每|仍是每|补贴标准|补助标准|满[0-9一二三四五六七八九十百千]{1,5}元?(?:就|立|直)?减|[费价](?:格|用)?(?:也|都)?不[涨变]|(?:便宜|贵)的|明码标价|有参考|有补[贴助]|额度(?:由|上限|最高)|首付比例"
)
# 每小时支付50元, 一部电梯五六十万: what one gets or pays, whenever.
_PER_ONE: Final = re.compile(
    "[每一补奖贴付缴收](?:(?<=[每一])(?:[人户名位张吨亩床次餐度台辆]|小时|公里|招用)[^，。；0-9]{0,8}(?:补|奖|贴|付|缴|收|优惠)|(?<=[补奖贴付缴收])[^，。；]{0,6}每(?:人|户|名|位|小时|餐|次))"
)
# 床位月租最低只要450元, 每次1小时, 允许停车10分钟, 24小时封顶40元: so it is, in the figure's own clause.
_SO_IT_IS: Final = re.compile(
    "每(?:处|次|周|[0-9一二三四五六七八九十]+分钟)|控制在每|可[领得]|时薪|月租|封顶|允许|不高于|售价(?:一般|不)|只要$|一律|年[^，。；：0-9]{1,4}量可达"
)
_ONE: Final = re.compile(
    "一(?:(?:节|个|部|套|间|平米|平方米|辆|趟|件|张|桶)[^，。；：、0-9一二三四五六七八九十]{1,8}|(?:份|台|盒|瓶|斤)[^，。；：、0-9一二三四五六七八九十]{0,8})$"
)
# 有网友讲一平米跌破八千块, 有位老爷子九十一岁了: what somebody tells.
_TOLD: Final = re.compile(
    "有(?:些|的)?(?:人|网友|市民|群众|读者|朋友|家长|老人|居民)[^，。]{0,4}(?:说|讲|问|觉得|留言|反映|算)|有(?:一)?位|有(?:一)?家(?=[^，。；0-9]{2,10}，)|有个(?:老板|小伙|大姐|大爷|企业|朋友)|人家|毕竟|跟我们?(?:讲|说)|告诉我|(?<![^，。；：！？\n])一(?:个|家|户|位|对)(?![是月半多亿样数])[^，。；：0-9一二三四五六七八九十]{1,8}"
)
_FRAMELESS: Final = re.compile("|".join(rule.pattern for rule in (_STANDING_RULE, _PER_ONE, _TOLD)))
# 上个月我去看一位姓周的阿姨，82岁: how old somebody is, whom a count of people is not said of.
_SOMEBODY: Final = re.compile("一(?:位|个|名)[^，。；0-9]{0,12}，?(?:今年)?$")
# 目标220个, 六成的目标, 离6万套还差一截: what is aimed at, of no time that it does not name.
_AIM: Final = re.compile(
    "(?:目标|任务)(?:数|值)?(?:是|为|定在|定为|调到|提到|调整到|调整为|提高到|上调到)?$|(?:离|距)[^，。；0-9]{0,4}$|(?:要求|规定)的$"
)
_GAP: Final = re.compile("比|[高低多少]于|超")
_AIM_AFTER: Final = re.compile("的?(?:目标|任务)")
# 港口现有航线246条, 现有待排查3例: what there is now, whatever 1—10月 brought; it ends no 截至-frame.
_NOW: Final = re.compile(
    "现(?:(?<!实现)有|共有)|(?:全市|全省|全区|全县|我市|(?<![^，。；：！？\n])(?:我们|咱们|市里))(?:一共|总共|还)?(?:有|拿出)$"
)
# 岸线全长2600米, 总投资137亿元: what belongs to no time; 总面积 may be that of a year's end, but of no single day.
_PROPERTY: Final = re.compile("[全总设库](?:(?<=全)(?:长|程$)|(?<=总)(?<!对总)投资|(?<=设)计能力|(?<=库)容)")
_OF_NO_DAY: Final = re.compile("总面积|总建筑面积")
# 现在每天四千人。我们抽调了86名医生: what was done was done before now.
_DONE: Final = re.compile("[^，。为到]了$")
# 由初步核算的7862.4亿元修订为7901.8亿元: both of that time.
_REVISED: Final = re.compile("初步核算|核实|修订")
# 降, 升, 提: 年龄从60岁到101岁 is a range, and no change.
_MOVES: Final = re.compile("[降升提增减缩延涨扩压变调密]")
_MEASURED: Final = frozenset({"age", "duration", "length", "area", "money"})
_LIST_GOES_ON: Final = re.compile("；[二三四五六]是")
# 涨了将近两成, 快了0.2个百分点: a change over the time compared with.
_CHANGE: Final = re.compile(
    "(?:同比|环比|又|也|就|还|只|等于|相当于|平均|而且|[每一]个?[月年天次])*(?:涨|增|降|升|跌|多了|少了|多出|快|慢|高了|低了|回落|提高|扩大|收窄|缩小|翻|往[上下]|一下子|[高低]出)"
)
_TOPIC: Final = re.compile("[^，。；：、]{2,12}(?:方面|嘛)，")
_HABIT: Final = re.compile(
    "(?<!均价)每(?!平|百|千|万|$)|时限|门槛|封顶|亩均|罚款|免费(?=[住停用])|可以|可(?=[申享贷])|能(?=[补省住报享领开贷减站坐装])|不得|应当|必须|通常|平时|往往|设计|最长|优先|至少|上限|下限|标准(?:[是为仍]|$)"
)
_WISH: Final = re.compile("想[把让将要]|[决估概]算|估计|打算|准备[把在将再]|力争|争取|不能$|(?:目标|拟)[调提]")
_STOCK: Final = re.compile("(?:[已现]有|[还只]剩|剩下)$")
_PLANNED: Final = re.compile(
    "力争|目标|计划|预计|预期|有望|确保|争取|将要?(?:达|建|新|筹|再|实)|要(?:达到|冲|做到|实现|再)"
)


class Matters:
    """Asked of the words around the figures of one text."""

    def __init__(self, text: str, layout: Layout) -> None:
        self._text = text
        self._layout = layout

    def begun(self, figure: Cited) -> int:
        """Where its sentence begins, or what can be seen of it."""
        return max(self._layout.sentence(figure.start), figure.start - REACH)

    def part(self, figure: Cited) -> int:
        """Where the part of the sentence between ； begins; 一是…；二是… is one."""
        at, low = figure.start, self.begun(figure)
        while (at := self._text.rfind("；", low, at)) >= 0:
            if not _LIST_GOES_ON.match(self._text, at):
                return at
        return low

    def told_from(self, figure: Cited) -> int:
        """Where what somebody tells begins in its sentence, or the sentence: 我上周去了苏州，厂长跟我讲，从六个人起步."""
        low = self.begun(figure)
        return [low, *[match.end() for match in _TOLD.finditer(self._text, low, figure.start)]][-1]

    def is_rule(self, figure: Cited) -> bool:
        """；新型学徒制每人每年补贴5000元: what one gets or pays by a standing rule."""
        clause, _ = self._layout.clause(figure.start)
        if _TOLD.search(self._text, clause, figure.start):
            return True
        if figure.kind == "age" and _SOMEBODY.search(self._text, self.begun(figure), figure.start):
            return True
        if figure.kind == "money" and _PER_ONE.search(self._text, clause, figure.start):
            return True
        if _SO_IT_IS.search(self._text, clause, figure.start) and not figure.changed:
            return True
        part, low = self.part(figure), self.begun(figure)
        return part > low and bool(
            _PER_ONE.search(self._text, part, figure.start) or _STANDING_RULE.search(self._text, part, figure.start)
        )

    def is_aim(self, figure: Cited) -> bool:
        """目标220个, 离6万套还差一截."""
        before = self._text[self._layout.clause(figure.start)[0] : figure.start]
        return bool(_AIM.search(before) or _AIM_AFTER.match(self._text, figure.end)) and not _GAP.search(before)

    def leaves_frames(self, figure: Cited) -> bool:
        """Whether a sentence speaks of something that no frame opened before it reaches."""
        text, low, start = self._text, self.begun(figure), figure.start
        if _FRAMELESS.search(text, low, start):
            return True
        return "为例" in text[start : start + 16] or bool(_ONE.search(text[self._layout.clause(start)[0] : start]))

    def is_habit(self, figure: Cited) -> bool:
        """服务费每度电不超过四毛, 慢病长处方最长能开12周: what is so by habit or rule, per unit, or allowed."""
        return bool(_HABIT.search(self._text, self._layout.clause(figure.start)[0], figure.start))

    def leaves(self, frame: TimeExpression, figure: Cited) -> bool:
        """Whether a figure of a later sentence is no longer within a frame."""
        low = self.begun(figure)
        if figure.limit and figure.kind in _MEASURED and not (figure.kind == "age" and frame.text.endswith("时")):
            return True  # 80岁以上的高龄老人, 20万以下的一律免反担保; but 75岁以上6例 are those of 0—24时
        if self.is_habit(figure) and not figure.changed and not self._layout.between(low, figure.start):
            return True
        if (
            figure.changed
            and _MOVES.search(self._text, *self._layout.clause(figure.start))
            and not self._layout.between(low, figure.start)
            and not frame.after.endswith("起")
        ):
            return True
        if frame.kind == "deictic":
            return frame.form.name == "now" and bool(_DONE.search(self._text, max(low, figure.start - 3), figure.start))
        if _NOW.search(self._text, low, figure.start):
            return frame.opener == ""
        if _TOPIC.match(self._text, low):
            return not _PLANNED.search(self._text, low, figure.start)
        of_a_day = frame.kind == "date" and frame.text.endswith(("日", "号"))
        lasting = _OF_NO_DAY if of_a_day else _PROPERTY
        return bool(lasting.search(self._text, low, figure.start) or _PROPERTY.search(self._text, low, figure.start))

    def is_wish(self, figure: Cited) -> bool:
        """想把比例提到九成, 不能低于三分之一."""
        return bool(_WISH.search(self._text, self._layout.clause(figure.start)[0], figure.start))

    def is_stock(self, figure: Cited) -> bool:
        """已有百余座, 还剩9处."""
        return bool(_STOCK.search(self._text, self._layout.clause(figure.start)[0], figure.start))

    def turns_back(self, pinned: TimeExpression, figure: Cited, part: int) -> bool:
        """Whether a figure is said of the running frame again: …，涨了两成, or behind a ；."""
        if pinned.start < part:
            return True
        return bool(_CHANGE.match(self._text, self._layout.clause(figure.start)[0], figure.start))

    def is_open(self, figure: Cited) -> bool:
        """Whether nothing in its sentence says that a frame of an earlier paragraph does not hold for it."""
        low = self.begun(figure)
        return not (
            figure.limit or _NOW.search(self._text, low, figure.start) or _PLANNED.search(self._text, low, figure.start)
        )

    def is_property(self, low: int, figure: Cited) -> bool:
        """总投资, 库容 since ``low``: of no time."""
        return bool(_PROPERTY.search(self._text, low, figure.start))

    def is_revised(self, figure: Cited) -> bool:
        """由初步核算的7862.4亿元修订为7901.8亿元."""
        low = self.begun(figure)
        return bool(_REVISED.search(self._text, low, self._layout.sentence_end(low)))

"""Which quantity a figure is of: named in its own words, shared out by 分别, or the one spoken of."""

from __future__ import annotations

import re
from typing import Final

from parsers.observations.fitting import fits, measure_fits
from parsers.observations.lists import listed
from parsers.observations.memory import SaidBefore, TurnReading
from parsers.observations.naming import SECTIONS, SERVED, Name, in_vocabulary, introduced
from parsers.observations.phrases import GENERIC, known, leading_nouns, names_another, of_phrase
from parsers.observations.spots import Spot
from parsers.observations.whereabouts import Whereabouts

_OWNED_RATES: Final = frozenset(SECTIONS["owned rate"])
_STRONG: Final = frozenset(SECTIONS["strong"])
_REST: Final = re.compile("剩下?$|剩余$|其余$|剩下的?那?$|只差$|还差$")
_OF_OTHERS: Final = ("占", "占全市", "占全部", "按", "扣除", "剔除")
_BREAKDOWN: Final = re.compile("(?:从)?分(?:季度|月份?|区域|地区|县区|区县|领域|行业|产业|门类|品种|类别)来?看")
_PARTED: Final = re.compile(
    "(?:从|分|按|逐)[^，。；]{0,6}(?:季度?|月份?|区县|县区|区域|地区|县市区)[^，。；]{0,2}(?:来)?看"
)
_OF_PARTS: Final = re.compile("其中|(?:从|分|按)[^，。；]{1,6}看|三次产业")
_SUCH_AS: Final = re.compile("(?:为|相当于|等于|仅有|只有)[^，。；]{2,}的$")
_RADIUS: Final = re.compile("(?:半径|范围|覆盖率|服务圈|生活圈|健身圈|出行圈|车程|步程|航程)")
_PER_ONE: Final = re.compile("(人均|户均|日均|月均)(?:约|近|超过?|达到?|为|在)*$")  # 吞吐量3000万人次，日均33万人次
_NEWLY: Final = "新增"
_DONE_PART: Final = re.compile("(?:已经?|均已|全部)+(完成|开工|竣工|办结|建成|投用|投产)")
_BRANCHES: Final = ("业", "经济", "板块", "园区")
"""Ends of what earns and produces: 食品工业|继续领跑, but not 出租车司机|反映强烈."""
_LONGEST: Final = 20
_BARE: Final = 4  # characters: a longer word tells enough
_PAID: Final = re.compile("(?:补|奖|贴|报|减|免|退|返|垫|赔)(?:助|贴|励|销|还|给|付)?(?:了|约|近)?$")
_BARE_VERB: Final = re.compile("(?:^|已经?|全部|新|共|，)*([\u4e00-\u9fff]{2})(?:了|约|近|超)*$")


def _is_property(spot: Spot) -> bool:
    """65岁以上老年人, 企业每招用1名毕业生: who or what is meant, and no quantity of it."""
    if spot.metric.kind == "age":
        return not (spot.metric.indicator or "").endswith(("年龄", "寿命"))
    if spot.metric.kind in ("length", "duration") and _RADIUS.match(spot.after):  # 公交站点500米覆盖率
        return True
    return spot.metric.value == 1 and spot.metric.kind == "count" and "每" in spot.lead[-8:]


def _is_paid_part(spot: Spot) -> bool:
    """超过部分再补一半: of a sum, whatever was counted before."""
    return spot.relative and bool(_PAID.search(spot.lead))


def _words_before(spot: Spot) -> tuple[int, int] | None:
    """Where the words begin and end that name it, if they are its own and stand before it in its clause."""
    if spot.named is None or not spot.clause_lead <= spot.named[0] < spot.named[1] <= spot.subject_end:
        return None
    return spot.named


class Subjects:
    """Finds the quantities of the figures of a turn."""

    def __init__(self, reading: TurnReading, whereabouts: Whereabouts) -> None:
        self.reading = reading
        self.whereabouts = whereabouts

    def of(self, spot: Spot) -> tuple[Name | None, bool]:
        """The quantity, and whether the figure's own words name it."""
        if _is_property(spot) or self._one_for_one(spot):
            return None, True
        shared = self._shared(spot)
        if shared:
            return shared, True
        own = self._own_name(spot)
        if own:
            return (self._newly(spot, own) if own.text else None), True
        if self.of_another(spot) or _is_paid_part(spot):
            return None, False
        spoken = self._taken_apart(spot) or self._of_same_words(spot) or self._inherited(spot)
        return self._part(spot, spoken) if spoken else None, False

    def _of_same_words(self, spot: Spot) -> Name | None:
        """钢694.5万吨，去年同期是722万吨，降了3.8%: the words that name it named a figure before it."""
        last = self.reading.last_in_sentence(spot)
        if spot.named is None or spot.named[0] >= spot.reach or (spot.relative and last and last.name):
            return None
        low, high = spot.named
        named = (
            s
            for s in reversed(self.reading.lately())
            if s.name and s.spot.named and s.spot.named[0] < high and low < s.spot.named[1]
        )
        return next((s.name for s in named if spot.relative or self._continues(s, spot)), None)

    def _one_for_one(self, spot: Spot) -> bool:
        """服务1小时存1个时间币: a rate of exchange, no amount."""
        last = self.reading.last_in_sentence(spot)
        return last is not None and last.spot.metric.value == spot.metric.value == 1 and spot.start - last.spot.end < 3

    def of_another(self, spot: Spot) -> bool:
        """平均利率由4.6%降到2.4%: with the figure before it of something that has no name."""
        last = self.reading.last_in_sentence(spot)
        return last is not None and last.another

    def _shared(self, spot: Spot) -> Name | None:
        """The member's own quantity, where 分别 shares out as many quantities or figures as there are."""
        if not spot.group:
            return None
        first, index = spot.group[0], spot.group.index(spot)
        names = listed(self.reading, first, len(spot.group))
        if names:
            return names[index]
        earlier = [
            seen
            for seen in self.reading.lately()
            if seen.spot.sentence == first.sentence and seen.spot.start < first.start
        ]
        last = earlier[-len(spot.group) :]
        if len(last) == len(spot.group) and len({seen.name.text for seen in last if seen.name}) == len(last):
            return last[index].name
        return None

    def _part(self, spot: Spot, name: Name) -> Name:
        """What is left, or some of what was just counted, is another quantity: 其中60岁以上的71万, 还剩9个."""
        last = self.reading.seen[-1].spot if self.reading.seen else None
        if last and last.metric.kind == "age" and spot.before in ("的", "的有", "的占"):
            return Name(last.metric.text + name.text, name.measure)
        rest = _REST.search(spot.lead)
        if rest and not (spot.relative and (spot.lead.endswith("差") or (name.is_rate and rest[0] == "剩"))):
            return Name("其余" + name.text, name.measure)
        if not spot.relative and (per := _PER_ONE.search(spot.lead)) and per[1] not in name.text:
            return known(self.reading.passage, spot, per[1] + name.text)
        verb = _BARE_VERB.search(spot.lead)
        if verb and verb[1] in _STRONG and verb[1] not in name.text and self._counts_things(spot, name):
            return known(self.reading.passage, spot, verb[1] + name.text)  # 重大项目186个…，开工151个
        done = _DONE_PART.match(spot.after)
        counted = last and last.sentence == spot.sentence and last.metric.unit == spot.metric.unit
        return Name(done[1] + name.text, name.measure) if done and counted and not spot.relative else name

    def _counts_things(self, spot: Spot, name: Name) -> bool:
        return spot.metric.kind == "count" and (name.measure is None or name.measure.nature == "stock")

    def _newly(self, spot: Spot, own: Name) -> Name:
        """新增养老床位2500张，其中认知障碍照护床位800张: some of what is new is new."""
        last = self.reading.last_in_sentence(spot)
        of_new = last is not None and last.name is not None and last.name.text.startswith(_NEWLY)
        of_new = of_new and last is not None and "新" in last.spot.lead  # 建成充电桩4.2万个 are all there are
        stock = own.is_whole and own.measure is not None and own.measure.nature == "stock"
        if not (of_new and stock and spot.lead.startswith("其中")) or spot.relative:
            return own
        return known(self.reading.passage, spot, _NEWLY + own.text)

    def _own_name(self, spot: Spot) -> Name | None:
        behind = self._behind(spot) or self._touching(spot)
        if behind:
            return behind
        low = spot.clause_lead
        in_clause = in_vocabulary(self.reading.passage, spot, low, spot.subject_end) if spot.mentions else None
        if in_clause:
            return self._of_topic(spot, in_clause)
        before = spot.mentions and spot.reach < low
        earlier = in_vocabulary(self.reading.passage, spot, spot.reach, low) if before else None
        phrase = self._phrase_before(spot)
        if phrase:
            return self._owned(spot, phrase, earlier)
        return earlier or self._topic(spot) or (Name("", None) if self._names_another(spot) else None)

    def _of_topic(self, spot: Spot, name: Name) -> Name:
        """跨境电商方面，一季度进出口148.3亿元: a quantity of the vocabulary that is a part of it where a topic goes before."""
        mentions = [m for m in spot.mentions if m.start >= spot.clause_lead]
        topic = self._clause_subject(spot) if mentions and name.is_whole else ""
        if not topic:
            return name
        part = known(
            self.reading.passage, spot, topic + self.reading.passage.text[mentions[-1].start : mentions[-1].end]
        )
        return part if part.is_whole else name

    def _topic(self, spot: Spot) -> Name | None:
        """积水点呢，今年要整治36处; 低空航线，4月底38条: named in its sentence, in a clause before its own."""
        if spot.named is None or not spot.reach <= spot.named[0] < spot.named[1] <= spot.clause_lead:
            return None
        passage, at = self.reading.passage, spot.named[0]
        if any(word.tag == "p" for word in passage.words_in(passage.cut.clause(at)[0], at)):
            return None  # 按照“前低后高”的节奏，上半年预计达到27万辆
        name = of_phrase(passage, spot, *spot.named, topic=True)
        return self._owned(spot, name, None) if name and name.text else None

    def _names_another(self, spot: Spot) -> bool:
        words = _words_before(spot)
        frame = words is not None and words[0] == spot.paragraph and self._breaks_down(spot)
        return words is not None and not frame and names_another(self.reading.passage, spot, *words)

    def _behind(self, spot: Spot) -> Name | None:
        """招聘活动 in 218场招聘活动: the words behind the figure that name it."""
        if spot.named is None or not spot.end <= spot.named[0] or (spot.relative and not spot.after.startswith("的")):
            return None
        at, end = spot.named
        if end > spot.clause_end or at > spot.end + 3:
            return None
        if spot.metric.kind == "count" and self.reading.passage.text[end - 1] == "率":  # 41家机构入住率不到四成
            return None
        phrase = of_phrase(self.reading.passage, spot, at, end)
        if phrase is None:  # 不能两家抢一拨人: who does something was not counted before
            does = spot.metric.kind == "count" and self.reading.passage.words_in(at, end, 1)[0].tag == "v"
            return Name("", None) if does else None
        return self._owned(spot, phrase, None)

    def _touching(self, spot: Spot) -> Name | None:
        """给1500元扩岗补助: a sum and, right behind it, what the vocabulary knows it is paid as."""
        if spot.metric.kind != "money":
            return None
        high = min(spot.end + _LONGEST, spot.clause_end)
        for mention in self.reading.passage.mentions_in(spot.end, high):
            if self.reading.passage.text[spot.end : mention.start] in ("", "的", "的一次性", "一次性"):
                return next(
                    (Name(s.measure.name, s.measure) for s in mention.spellings if not s.context and fits(s, spot)),
                    None,
                )
        return None

    def _phrase_before(self, spot: Spot) -> Name | None:
        """The indicator, where it stands in the figure's own words and is no place."""
        words = _words_before(spot)
        if words is None:
            return None
        at, end = words
        if spot.relative and _SUCH_AS.search(spot.lead):  # 约为普通网约车的八成: what it is measured by
            return None
        places = (self.whereabouts.strange(spot), *reversed(spot.places))
        start = next((place.end for place in places if place and at < place.end <= end), at)
        if self.reading.passage.text[max(0, start - 4) : start].endswith(_OF_OTHERS):  # 占集装箱吞吐量的15.1%
            return None
        return of_phrase(self.reading.passage, spot, start, end)

    def _owned(self, spot: Spot, phrase: Name, earlier: Name | None) -> Name | None:
        """A bare head is of the quantity before it: 高技术制造业增势较好，增加值增长; “澄e办”注册用户…，两百万用户."""
        if phrase.measure is not None or not phrase.text:
            return phrase
        spoken = [earlier, *(s.name for s in reversed(self.reading.lately()))]
        told = list(filter(None, spoken))
        noun = phrase.text.removesuffix("数")
        if noun != phrase.text and len(noun) > 1:  # 今年呢，项目数是203个
            whole = min(
                (name for name in told if name.text.endswith(noun)), key=lambda name: len(name.text), default=None
            )
            if whole:
                return whole
        for name in told:
            if name.text.endswith(phrase.text) and (name.measure is None or phrase.text in GENERIC):
                return name
            whole = known(self.reading.passage, spot, name.text + phrase.text)
            if phrase.text in GENERIC and whole.is_whole:  # 重大工程186项，完成投资1123亿元
                return whole
        if phrase.text in _OWNED_RATES:
            return self._rate_of_owner(spot, phrase)
        if phrase.text in GENERIC:
            return self._of_owner(spot, phrase)
        before = introduced(self.reading.passage, phrase.text, spot.reach) if len(phrase.text) < _BARE else ""
        return known(self.reading.passage, spot, before) if before else phrase

    def _rate_of_owner(self, spot: Spot, rate: Name) -> Name:
        """重大项目186个…，开工率81.2%: of what was counted last."""
        counted = [s for s in self.reading.in_paragraph(spot) if s.name and s.spot.metric.kind == "count"]
        owner = counted[-1].name if counted else None
        if not spot.relative or owner is None or owner.is_rate:
            return rate
        verb = rate.text.removesuffix("率")
        return known(self.reading.passage, spot, owner.text.removeprefix(verb).removesuffix(verb) + rate.text)

    def _of_owner(self, spot: Spot, head: Name) -> Name:
        """汽车制造业利润 in 汽车制造业实现利润18.7亿元: the subject of the clause owns a bare head, or that of the clause before;
        without one, nothing is named.
        """
        words = _words_before(spot)
        at = words[0] if words else 0
        owner = of_phrase(self.reading.passage, spot, spot.clause_lead, at) if at > spot.clause_lead else None
        if owner is None or not owner.text:
            subject = self._clause_subject(spot)
            text = subject if subject.endswith(_BRANCHES) else ""
        else:
            text = owner.text
        if not text or text in GENERIC or text in SERVED:
            return Name("", None)
        return known(self.reading.passage, spot, text + head.text)

    def _clause_subject(self, spot: Spot) -> str:
        """食品工业 in 其中食品工业继续领跑，产值486.5亿元: the nouns that open the clause before its own."""
        if spot.clause_lead - 1 <= spot.reach:
            return ""
        low = max(spot.reach, self.reading.passage.cut.clause(spot.clause_lead - 2)[0])
        return leading_nouns(self.reading.passage, low, spot.clause_lead - 1)

    def _inherited(self, spot: Spot) -> Name | None:
        """The quantity spoken of: of the last figure that it can be of, or of the words since then, or the question's."""
        here = [seen for seen in self.reading.in_paragraph(spot) if seen.name]
        since = here[-1].spot.end if here else spot.paragraph
        topic = in_vocabulary(self.reading.passage, spot, since, spot.reach) if since < spot.reach else None
        if topic and not spot.relative:
            return topic
        spoken = self._spoken_of(spot, here)
        if spoken or topic:
            return spoken or topic
        place = self.whereabouts.own_place(spot)
        # 分区域看，高新区876.4亿元: of what the paragraph before spoke
        if (place and place.name) or self._breaks_down(spot):
            spoken = self._spoken_of(spot, [seen for seen in self.reading.lately() if seen.name and seen.name.is_whole])
            return spoken or self._of_question(spot)
        return None if here else self._of_question(spot)

    def _breaks_down(self, spot: Spot) -> bool:
        """分季度看，一季度增长6.3%: a paragraph that takes apart what the one before spoke of."""
        return bool(_BREAKDOWN.match(self.reading.passage.text, spot.paragraph))

    def _taken_apart(self, spot: Spot) -> Name | None:
        """第二产业增加值…，第三产业增加值…。从四个季度看，分别增长5.1%、5.3%: what the sentences before began with, not the last part."""
        if spot.sentence == spot.paragraph or not _PARTED.match(self.reading.passage.text, spot.sentence):
            return None
        text = self.reading.passage.text
        told = [
            s for s in self.reading.in_paragraph(spot) if s.name and s.name.is_whole and s.spot.sentence < spot.sentence
        ]
        heads = [s for s in told if not _OF_PARTS.match(text, s.spot.sentence)]
        begun = heads[-1].spot.sentence if heads else -1
        return next((s.name for s in heads if s.spot.sentence == begun), None)

    def _spoken_of(self, spot: Spot, seen: list[SaidBefore]) -> Name | None:
        """The quantity of the last figure that this one can be of; one with the same unit before others."""
        if spot.relative:
            alike = [s for s in seen if s.spot.metric.kind == spot.metric.kind and spot.joined]
            return (alike or seen)[-1].name if seen else None
        unit = spot.metric.unit
        same = [s for s in seen if unit and s.spot.metric.unit == unit and self._continues(s, spot)]
        fitting = same or [s for s in seen if self._continues(s, spot)]
        return fitting[-1].name if fitting else None

    def _continues(self, seen: SaidBefore, spot: Spot) -> bool:
        if seen.spot.metric.kind == spot.metric.kind == "index":  # 指数为51.2，回升0.9个点
            return True
        if seen.spot.relative and (seen.name is None or seen.name.measure is None):
            return False
        if seen.name is not None and seen.name.measure is not None:
            return measure_fits(seen.name.measure, spot)
        return seen.spot.metric.unit == spot.metric.unit or spot.metric.unit is None

    def _of_question(self, spot: Spot) -> Name | None:
        for mention in self.reading.passage.asked_for():
            for spelling in mention.spellings:
                if not spelling.context and fits(spelling, spot):
                    return Name(spelling.measure.name, spelling.measure)
        return None

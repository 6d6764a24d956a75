"""Which quantity a figure is of: named in its own words, shared out by 分别, or the one spoken of."""

from __future__ import annotations

from typing import Final

from parsers.observations.cues import cues_of
from parsers.observations.memory import TurnReading
from parsers.observations.quantities.fitting import fits
from parsers.observations.quantities.lists import listed
from parsers.observations.quantities.naming import (
    AGENTS,
    KEPT,
    Name,
    in_vocabulary,
    introduced,
)
from parsers.observations.quantities.phrases import (
    GENERIC,
    does_another,
    is_amount,
    known,
    leading_nouns,
    names_another,
    of_phrase,
)
from parsers.observations.quantities.spoken import Spoken
from parsers.observations.quantities.variants import Variants
from parsers.observations.spots import Spot
from parsers.observations.whereabouts import Whereabouts
from parsers.words.lexicon import words_of

_OWNED: Final = frozenset(f"{verb}率" for verb in words_of("name: rate") | KEPT.keys()) - cues_of("radius")
"""Rates of what was counted before: 重大项目186个，开工率81.2%."""
_BETWEEN: Final = cues_of("de", "grants")
"""给1500元的一次性扩岗补助: what stands between a sum and what it is paid as."""
_OF_OTHERS: Final = frozenset({"share", "by", "without", "cause"})
_BRANCHES: Final = ("业", "经济")
"""Ends of what earns and produces: 食品工业|继续领跑, but not 出租车司机|反映强烈."""
_OF_BRANCHES: Final = frozenset({"产值", "总产值", "增加值", "利润", "营业收入", "投资"})
"""What a branch has that is told of another one: its taxes are no income of it."""
_INDUSTRIES: Final = words_of("name: branch")
_NEAR: Final = 2
_EACH: Final = 5
"""Words before a figure."""
_LONGEST: Final = 20
_BARE: Final = 4
"""Characters: a longer word tells enough."""


def _is_property(spot: Spot) -> bool:
    """65岁以上老年人, 企业每招用1名毕业生: who or what is meant, and no quantity of it."""
    if spot.metric.kind == "age":
        return not (spot.metric.indicator or "").endswith(("年龄", "寿命"))
    if spot.metric.kind in ("length", "duration") and "radius" in spot.around.next:  # 公交站点500米覆盖率
        return True
    return spot.metric.value == 1 and spot.metric.kind == "count" and "each" in spot.around.near(_EACH)


def _is_paid_part(spot: Spot) -> bool:
    """超过部分再补一半: of a sum, whatever was counted before."""
    return spot.relative and "pays" in spot.around.verb


def _words_before(spot: Spot) -> tuple[int, int] | None:
    """Where the words begin and end that name it, if they are its own and stand before it in its clause."""
    if spot.named is None or not spot.clause_lead <= spot.named[0] < spot.named[1] <= spot.subject_end:
        return None
    return spot.named


def _is_branch(text: str) -> bool:
    return text.endswith(_BRANCHES) or text in _INDUSTRIES


class Subjects:
    """Finds the quantities of the figures of a turn."""

    def __init__(self, reading: TurnReading, whereabouts: Whereabouts) -> None:
        self.reading = reading
        self.whereabouts = whereabouts
        self.spoken = Spoken(reading, whereabouts)
        self.variants = Variants(reading)

    def of(self, spot: Spot) -> tuple[Name | None, bool]:
        """The quantity, and whether the figure's own words name it."""
        if _is_property(spot) or spot.of_several or self._one_for_one(spot):
            return None, True
        shared = self._shared(spot)
        if shared:
            return shared, True
        own = self._own_name(spot)
        if own and own.text:
            return self.variants.own(spot, own), True
        before = self._named_before(spot)
        if before and before.text and not (own and spot.relative):  # 先说GDP，咱们这个家一共挣了1748.6亿元
            return self.variants.before(spot, before), True
        if own or before:
            return None, True
        if self._names_another(spot):
            return None, True
        if self.of_another(spot) or _is_paid_part(spot):
            return None, False
        spoken = self.spoken.of(spot)
        words = _words_before(spot)
        if spoken and words and does_another(self.reading.passage, *words, spoken.text):
            return None, True
        return self.variants.part(spot, spoken) if spoken else None, False

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

    def _own_name(self, spot: Spot) -> Name | None:
        behind = self._behind(spot) or self._touching(spot)
        if behind:
            return behind
        low = spot.clause_lead
        in_clause = in_vocabulary(self.reading.passage, spot, low, spot.subject_end) if spot.mentions else None
        if in_clause:
            return self._of_topic(spot, in_clause)
        branch = self._branch(spot)
        if branch:
            return branch
        phrase = self._phrase_before(spot)
        return self._owned(spot, phrase, self._earlier(spot)) if phrase else None

    def _branch(self, spot: Spot) -> Name | None:
        """食品产值348.4亿元，化工214.9亿元: a branch of industry alone has the amount that was told of the one before."""
        words = _words_before(spot)
        if (
            words is None
            or spot.relative
            or self.whereabouts.own_place(spot)
            or not _is_branch(self.reading.passage.text[slice(*words)])
        ):
            return None
        alike = [
            s.name.text for s in self.reading.in_paragraph(spot) if s.name and s.spot.metric.unit == spot.metric.unit
        ]
        head = next((head for head in _OF_BRANCHES if alike and alike[-1].endswith(head)), "")
        return known(self.reading.passage, spot, self.reading.passage.text[slice(*words)] + head) if head else None

    def _named_before(self, spot: Spot) -> Name | None:
        """In its sentence, in a clause before its own."""
        return self._earlier(spot) or self._topic(spot)

    def _earlier(self, spot: Spot) -> Name | None:
        """A quantity of the vocabulary there."""
        if not spot.mentions or spot.reach >= spot.clause_lead:
            return None
        return in_vocabulary(self.reading.passage, spot, spot.reach, spot.clause_lead)

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
        if name is None or not name.text or any(name.text == place.name for place in spot.places):
            return None  # 最热的是茶坪县，38.2万人次
        return self._owned(spot, name, None)

    def _names_another(self, spot: Spot) -> bool:
        words = _words_before(spot)
        frame = words is not None and words[0] == spot.paragraph and self.spoken.breaks_down(spot)
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
            if _BETWEEN.issuperset(word.text for word in self.reading.passage.words_in(spot.end, mention.start)):
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
        if spot.relative and spot.around.such_as:  # 约为普通网约车的八成: what it is measured by
            return None
        places = (self.whereabouts.strange(spot), *reversed(spot.places))
        start = next((place.end for place in places if place and at < place.end <= end), at)
        if not _OF_OTHERS.isdisjoint(spot.around.leads_to(start)):  # 占集装箱吞吐量的15.1%
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
            if name.text.endswith(phrase.text) and (
                name.measure is None or is_amount(phrase.text)
            ):  # 业务量 of 快递业务量
                return name
            whole = known(self.reading.passage, spot, name.text + phrase.text)
            if phrase.text in GENERIC and whole.is_whole:  # 重大工程186项，完成投资1123亿元
                return whole
        if phrase.text in _OWNED:
            return self._rate_of_owner(spot, phrase)
        if phrase.text in GENERIC:
            return self._next_amount(spot, phrase) or self._of_owner(spot, phrase)
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

    def _next_amount(self, spot: Spot, head: Name) -> Name | None:
        """苹果种植面积62.5万亩，产量86.4万吨: another known amount of what the one before is of."""
        last = self.reading.last_in_sentence(spot)
        before = last.name.text if last and last.name else ""
        owners = (before[:end] for end in range(len(before) - 2, 1, -1))
        whole = (known(self.reading.passage, spot, owner + head.text) for owner in owners)
        return next((name for name in whole if name.is_whole), None)

    def _of_owner(self, spot: Spot, head: Name) -> Name:
        """汽车制造业利润 in 汽车制造业实现利润18.7亿元: the subject of the clause owns a bare head, or that of the clause before;
        without one, nothing is named.
        """
        words = _words_before(spot)
        at = words[0] if words else 0
        owner = of_phrase(self.reading.passage, spot, spot.clause_lead, at) if at > spot.clause_lead else None
        if owner is None or not owner.text:
            subject = self._clause_subject(spot)
            text = subject if _is_branch(subject) else ""
        else:
            text = owner.text
        if not text or text in GENERIC or text in AGENTS:
            return Name("", None)
        return known(self.reading.passage, spot, text + head.text)

    def _clause_subject(self, spot: Spot) -> str:
        """食品工业 in 其中食品工业继续领跑，产值486.5亿元: the nouns that open the clause before its own."""
        if spot.clause_lead - 1 <= spot.reach:
            return ""
        low = max(spot.reach, self.reading.passage.cut.clause(spot.clause_lead - 2)[0])
        return leading_nouns(self.reading.passage, low, spot.clause_lead - 1)

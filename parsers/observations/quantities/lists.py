"""Quantities that are listed before 分别 (依次) and get a figure each: 公路、铁路、水路货运量分别增长."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from parsers.observations.memory import TurnReading
from parsers.observations.passage import Occurrence, Passage
from parsers.observations.quantities.naming import REPORT, SAID_OTHERWISE, Name, in_vocabulary
from parsers.observations.quantities.phrases import known, names_amount, past_frame, tells_more
from parsers.observations.spots import Spot

_LIST: Final = re.compile("(?:、|和|与|及|以及|，)+$")
_PARTED: Final = re.compile("、|以及|和|与|及")
_RESPECTIVELY: Final = re.compile(
    "(?:(?:这|等)?(?:[两三四五六七八九十]|[0-9]+)(?:个|项|类|大|者|种|家)[^，。；]{0,8}?)?(?:同比|环比|比[^，。；]{1,8})?(?:分别|依次)"
)
"""三个主体税种分别: what sums up the list is no head of it."""
_SUMMED: Final = re.compile(".*(?:其中|当中|：|:|，|,)")
# 第一、二、三产业增加值分别为: the one list of quantities whose members are numbers
_SECTORS: Final = ("第一产业增加值", "第二产业增加值", "第三产业增加值")
_THREE_SECTORS: Final = re.compile(
    "第?一(?:产业)?、(?:第)?二(?:产业)?(?:、|和)(?:第)?三(?:次)?(?:产业)?(?!产业|投资|就业|用电)"
)
# 城乡居民, 存贷款: two in one word
_CONTRACTED: Final = {
    word: tuple(members.split("/")) for word, members in (pair.split("=") for pair in SAID_OTHERWISE["two in one"])
}
_TOWARDS: Final = "对"
_FLOWS: Final = ("进出口", "出口", "进口")
_TIMES: Final = ("t", "m", "mq")
_LONGEST: Final = 200
"""Characters of a clause in which a list is looked for: each word of its last item may begin the head."""
_LEAST: Final = 2


def listed(reading: TurnReading, first: Spot, size: int) -> list[Name] | None:
    """The quantities of the ``size`` figures that begin with ``first``; None: as many are not listed."""
    if size == len(_SECTORS) and _THREE_SECTORS.search(first.before):
        measures = reading.passage.vocabulary.measures
        return [Name(name, measures.get(name)) for name in _SECTORS]
    each, sharing = _each_named(reading, first, size), _sharing_head(reading, first, size)
    return sharing if sharing and (each is None or sharing[-1].is_whole) else each


def _each_named(reading: TurnReading, first: Spot, size: int) -> list[Name] | None:
    """工业投资、基础设施投资分别增长: as many quantities as figures, parted by 、 and 和."""
    passage = reading.passage
    mentions = first.mentions[-size:]
    if len(mentions) < size or _goes_on(passage, first, mentions[-1].end):
        return None
    names: list[Name] = []
    before: Occurrence | None = None
    for mention in mentions:
        if before and not _LIST.search(passage.text[before.end : mention.start]):
            return None
        found = in_vocabulary(passage, first, mention.start, mention.end)
        if found is None:
            return None
        names.append(found)
        before = mention
    return _apart(names, size)


def _goes_on(passage: Passage, first: Spot, behind: int) -> bool:
    """第一产业、第二产业、第三产业投资: a head stands behind the last of them."""
    said = _RESPECTIVELY.search(passage.text, behind, first.start)
    return said is not None and any(map(tells_more, passage.words_in(behind, said.start())))


def _sharing_head(reading: TurnReading, first: Spot, size: int) -> list[Name] | None:
    """公路、铁路、水路货运量: the head of the last is the head of all."""
    said = _RESPECTIVELY.search(first.lead)
    begun = _SUMMED.match(first.lead, 0, said.start()) if said and said.start() <= _LONGEST else None
    if said is None or said.start() > _LONGEST:
        return None
    low, high = first.clause_lead + (begun.end() if begun else 0), first.clause_lead + said.start()
    low = past_frame(reading.passage, low, high)
    towards = _TOWARDS if reading.passage.text.startswith(_TOWARDS, low) else ""
    items = _items(reading.passage.text[low + len(towards) : high], size)
    if items is None or (not towards and reading.places_in(low, high - len(items[-1]))):
        return None  # 东湖区、南浦县生产总值: one quantity of several places
    if any(word.tag in _TIMES for word in reading.passage.words_in(low, high)):
        return None  # 8月、9月社零: of several times
    shared = _head_behind(reading.passage, first.clause_lead + said.end(), first.start)
    heads = [shared] if shared else list(_heads(reading, first, high - len(items[-1]), high))
    if towards and not heads:
        items, heads = [*items[:-1], items[-1] + _spoken_trade(reading, first)], [_spoken_trade(reading, first)]
    found = [_names(reading, first, towards, items, head) for head in heads if head]
    best = max(found, key=lambda names: sum(name.is_whole for name in names), default=[])
    return _apart(best, size)


def _head_behind(passage: Passage, low: int, high: int) -> str:
    """产值 in 食品、纺织、化工分别实现产值171.6亿元、…: the head that all share, where it stands behind 分别."""
    words = [word for word in passage.words_in(low, high) if word.text not in REPORT]
    return "".join(word.text for word in words) if words and all(map(names_amount, words)) else ""


def _items(phrase: str, size: int) -> list[str] | None:
    """As many as there are figures; 社会保障和就业支出 stays one where 、 parts enough."""
    for word, (one, other) in _CONTRACTED.items():
        if size == _LEAST and word in phrase and not _PARTED.search(phrase):
            before, behind = phrase.split(word, 1)
            return [before + one, before + other + behind]
    items = _PARTED.split(phrase)
    if len(items) > size:
        *front, last = phrase.split("、")
        items = [*front, *re.split("以及|和|与|及", last, maxsplit=1)] if len(front) < size - 1 else [*front, last]
    return items if len(items) == size and all(items) else None


def _heads(reading: TurnReading, spot: Spot, low: int, high: int) -> Iterator[str]:
    """What may be the shared head of the last item, the longest first."""
    words = reading.passage.words_in(low, high)
    for index in range(1, len(words)):
        head = "".join(word.text for word in words[index:])
        if not head.startswith("的") and (names_amount(words[-1]) or known(reading.passage, spot, head).is_whole):
            yield head


def _spoken_trade(reading: TurnReading, spot: Spot) -> str:
    """对欧盟、美国分别增长: of which direction, the paragraph has said."""
    told = [seen.name.text for seen in reading.in_paragraph(spot) if seen.name]
    return next((flow for name in reversed(told) for flow in _FLOWS if flow in name), "")


def _names(reading: TurnReading, spot: Spot, towards: str, items: list[str], head: str) -> list[Name]:
    base = known(reading.passage, spot, head)
    stems = [item.removesuffix(head).removesuffix("的") for item in items]
    found = [known(reading.passage, spot, towards + stem + head) for stem in stems]
    part = _part_of(base) if base.is_whole else head
    return [
        name if name.is_whole else Name(towards + stem + part, base.measure)
        for name, stem in zip(found, stems, strict=True)
    ]


def _part_of(base: Name) -> str:
    """进出口额 of 货物进出口总额: a part is named without what makes the whole."""
    return base.text.removeprefix("货物").removeprefix("全社会").replace("总额", "额")


def _apart(names: list[Name], size: int) -> list[Name] | None:
    return names if len(names) == size and len({name.text for name in names}) == size else None

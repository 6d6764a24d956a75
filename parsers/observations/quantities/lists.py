"""Quantities that are listed before 分别 (依次) and get a figure each: 公路、铁路、水路货运量分别增长."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from parsers.observations.cues import cues_of
from parsers.observations.memory import TurnReading
from parsers.observations.passage import Occurrence, Passage
from parsers.observations.quantities.naming import JOINS, NUMERALS, REPORT, Name, in_vocabulary, renamed
from parsers.observations.quantities.phrases import is_amount, known, past_frame, tells_more
from parsers.observations.spots import Spot
from parsers.words import Token

_MARKS: Final = JOINS | {"，"}
_SHARED: Final = cues_of("shared")
_COMPARED: Final = cues_of("compared", "against")
_COUNTING: Final = frozenset("个项类大者种家")
_SUMMING: Final = 8
"""Words that sum up a list and compare: 三个主体税种同比分别."""
# 第一、二、三产业增加值分别为, 三次产业增加值分别为: the one list of quantities whose members are numbers
_SECTORS: Final = ("第一产业增加值", "第二产业增加值", "第三产业增加值")
_THREE_SECTORS: Final = re.compile(
    "三次产业(?=增加值)|第?一(?:产业)?、(?:第)?二(?:产业)?(?:、|和)(?:第)?三(?:次)?(?:产业)?(?!产业|投资|就业|用电)"
)
# 城乡居民, 存贷款: two in one word
_CONTRACTED: Final = {word: tuple(members.split("/")) for word, members in renamed("two in one").items()}
_TOWARDS: Final = cues_of("about")
_FLOWS: Final = ("进出口", "出口", "进口")
_TIMES: Final = ("t", *NUMERALS)
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
        if before and not _is_joined(passage, before.end, mention.start):
            return None
        found = in_vocabulary(passage, first, mention.start, mention.end)
        if found is None:
            return None
        names.append(found)
        before = mention
    return _apart(names, size)


def _is_joined(passage: Passage, low: int, high: int) -> bool:
    """Whether what stands between two quantities ends with 、, 和 or the like."""
    between = passage.words_in(low, high)
    return bool(between) and between[-1].text in _MARKS


def _goes_on(passage: Passage, first: Spot, behind: int) -> bool:
    """第一产业、第二产业、第三产业投资: a head stands behind the last of them."""
    said = _respectively(passage, behind, first.start)
    return said is not None and any(map(tells_more, passage.words_in(behind, said[0])))


def _respectively(passage: Passage, low: int, high: int) -> tuple[int, int] | None:
    """Where 分别 begins and ends, with what compares or sums up the list before it: 三个主体税种同比分别 is no head of it."""
    words = passage.words_in(low, high)
    shared = next((at for at, word in enumerate(words) if word.text in _SHARED), None)
    if shared is None:
        return None
    first = next((at for at in range(max(0, shared - _SUMMING), shared) if _sums_up(words[at:shared])), shared)
    while first < shared and first and words[first - 1].cls in ("det", "aux"):
        first -= 1
    return words[first].start, words[shared].end


def _sums_up(words: list[Token]) -> bool:
    first = words[0]
    counted = first.tag in NUMERALS and not _COUNTING.isdisjoint((first.text[-1], *(word.text for word in words[1:2])))
    return counted or first.text in _COMPARED


def _sharing_head(reading: TurnReading, first: Spot, size: int) -> list[Name] | None:
    """公路、铁路、水路货运量: the head of the last is the head of all."""
    passage = reading.passage
    said = _respectively(passage, first.clause_lead, first.start)
    if said is None or said[0] - first.clause_lead > _LONGEST:
        return None
    words = passage.words_in(past_frame(passage, first.clause_lead, said[0]), said[0])
    towards = words[0].text if words and words[0].text in _TOWARDS else ""
    words = words[bool(towards) :]
    items = _items(words, size)
    if items is None or (not towards and reading.places_in(words[0].start, said[0] - len(items[-1]))):
        return None  # 东湖区、南浦县生产总值: one quantity of several places
    if any(word.tag in _TIMES for word in words):
        return None  # 8月、9月社零: of several times
    shared = _head_behind(passage, said[1], first.start)
    heads = [shared] if shared else list(_heads(reading, first, said[0] - len(items[-1]), said[0]))
    if towards and not heads:
        items, heads = [*items[:-1], items[-1] + _spoken_trade(reading, first)], [_spoken_trade(reading, first)]
    found = [_names(reading, first, towards, items, head) for head in heads if head]
    best = max(found, key=lambda names: sum(name.is_whole for name in names), default=[])
    return _apart(best, size)


def _head_behind(passage: Passage, low: int, high: int) -> str:
    """产值 in 食品、纺织、化工分别实现产值171.6亿元、…: the head that all share, where it stands behind 分别."""
    words = [word for word in passage.words_in(low, high) if word.text not in REPORT]
    return "".join(word.text for word in words) if words and all(is_amount(word.text) for word in words) else ""


def _items(words: list[Token], size: int) -> list[str] | None:
    """As many as there are figures; 社会保障和就业支出 stays one where 、 parts enough."""
    joins = [at for at, word in enumerate(words) if word.text in JOINS]
    if len(joins) >= size:
        commas = [at for at in joins if words[at].text == "、"]
        conjunctions = [at for at in joins if at > max(commas, default=-1)]
        joins = commas + conjunctions[: max(0, size - 1 - len(commas))]
    phrase = "".join(word.text for word in words)
    for word, (one, other) in _CONTRACTED.items():
        if size == _LEAST and word in phrase and not joins:
            before, behind = phrase.split(word, 1)
            return [before + one, before + other + behind]
    edges = zip((0, *(at + 1 for at in joins)), (*joins, len(words)), strict=True)
    items = ["".join(word.text for word in words[low:high]) for low, high in edges]
    return items if len(items) == size and all(items) else None


def _heads(reading: TurnReading, spot: Spot, low: int, high: int) -> Iterator[str]:
    """What may be the shared head of the last item, the longest first."""
    words = reading.passage.words_in(low, high)
    for index in range(1, len(words)):
        head = "".join(word.text for word in words[index:])
        if not head.startswith("的") and (is_amount(words[-1].text) or known(reading.passage, spot, head).is_whole):
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

"""Members of a list, each with its own name: `进口、出口通关时间分别为29小时和0.5小时`."""

from __future__ import annotations

from parsers.metrics.figures import Found
from parsers.metrics.groups import Tie
from parsers.metrics.naming import phrases
from parsers.metrics.naming.phrases import Phrase
from parsers.metrics.naming.views import Named
from parsers.metrics.scene import Scene


def respectively(scene: Scene, figures: list[Found], ties: list[Tie], named: list[Named]) -> list[Named]:
    """`进口、出口通关时间分别为29小时和0.5小时`, `货物…、集装箱…，分别增长2.3%、6.9%`: member by member."""
    if not any(tie.joined or tie.listed for tie in ties):
        return named
    result = list(named)
    i = 0
    while i < len(figures):
        end = i + 1
        while end < len(figures) and (ties[end].joined or ties[end].listed):
            end += 1
        if end - i > 1 and figures[i].kind == figures[end - 1].kind:
            result[i:end] = _of_group(scene, figures, ties, result, i, end)
        i = end
    return result


def _of_group(scene: Scene, figures: list[Found], ties: list[Tie], named: list[Named], i: int, end: int) -> list[Named]:
    leader, size = named[i], end - i
    respectively = any(token.text == "分别" for token in scene.tokens[figures[i].near : figures[i].first])
    if leader.phrase and respectively and leader.pattern in ("PREV", "CHG"):
        members = _members(scene, leader.phrase)
        if len(members) == size:
            return [Named(member, one.pattern) for member, one in zip(members, named[i:end], strict=True)]
        return named[i:end]
    earlier = figures[i - size : i] if i >= size else []
    if (
        leader.pattern != "CHGI"
        or not earlier
        or earlier[0].sentence != figures[i].sentence
        or len({f.kind for f in earlier}) > 2
    ):
        return named[i:end]
    if respectively or all(tie.joined for tie in ties[i - size + 1 : i]):
        return [Named(one.phrase, leader.pattern) for one in named[i - size : i]]
    return named[i:end]


def _members(scene: Scene, phrase: Phrase) -> list[Phrase]:
    members, start = [], phrase[0]
    if any(token.text == "等" for token in scene.tokens[start : phrase[1]]):  # 机器人、电池等产品产量
        return []
    for i in range(phrase[0], phrase[1] + 1):
        if i == phrase[1] or scene.tokens[i].text in ("、", "和", "与", "及", "以及"):
            if start < i:
                members.append(phrases.clean(scene, start, i) or (start, i))
            start = i + 1
    return members

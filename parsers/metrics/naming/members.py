"""Members of a list, each with its own name: `进口、出口通关时间分别为29小时和0.5小时`."""

from __future__ import annotations

from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.groups import Tie
from parsers.metrics.naming import phrases
from parsers.metrics.naming.phrases import Phrase
from parsers.metrics.naming.views import Named
from parsers.metrics.scene import Scene

_NAMING: Final = phrases.NOMINAL | {"act", "verb"}


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
    if leader.phrase is None and named[end - 1].pattern == "POST":  # 对8.99万户次、13.98万人次低保对象
        return [named[end - 1]] * size
    respectively = any(token.text == "分别" for token in scene.tokens[figures[i].near : figures[i].first])
    if leader.phrase and respectively and leader.pattern in ("PREV", "CHG"):
        members = _members(scene, leader.phrase)
        if len(members) == 1 and members[0][0] >= figures[i].clause.first:
            members = [*_clauses_before(scene, figures[i], size - 1), *members]
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


def _clauses_before(scene: Scene, figure: Found, most: int) -> list[Phrase]:
    """汽车，工业机器人，智能手机产量分别增长…: members that are clauses of nouns each."""
    found: list[Phrase] = []
    for clause in reversed(scene.clauses[: figure.clause.number]):
        bare = all(token.cls in _NAMING or token.text == "、" for token in clause.tokens)
        if len(found) == most or clause.sentence != figure.sentence or clause.closed_by != "，" or not bare:
            break
        found.insert(0, (clause.first, clause.last))
    return found


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

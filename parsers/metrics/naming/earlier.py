"""What the clauses before that of a figure name."""

from __future__ import annotations

from typing import Final

from parsers.metrics.naming import phrases
from parsers.metrics.naming.phrases import Phrase
from parsers.metrics.naming.views import View
from parsers.metrics.scene import Scene
from parsers.words import Clause

_CLAUSES_BACK: Final = 3
_SPEAKERS: Final = frozenset({"我", "您", "你", "大家"})


def clause_index(view: View) -> int | None:
    """The number of the clause before in the same sentence, when nothing but its mark stands between."""
    clause = view.figure.clause
    if view.left != clause.first or not clause.number:
        return None
    before = view.scene.clauses[clause.number - 1]
    return before.number if before.sentence == clause.sentence else None


def clause_before(view: View) -> Phrase | None:
    """What the nearest of the clauses before names, in the same sentence."""
    scene, number = view.scene, clause_index(view)
    if number is None:
        return None
    for back in range(number, max(-1, number - _CLAUSES_BACK), -1):
        if scene.clauses[back].sentence != view.figure.sentence:
            break
        first = scene.clauses[back].first
        if scene.tokens[first].text in _SPEAKERS or (first and scene.tokens[first - 1].text == "（"):
            continue  # 我理解, （不含农户）
        if found := _named_in(scene, scene.clauses[back]):
            return found
    return None


def _named_in(scene: Scene, clause: Clause) -> Phrase | None:
    start, end = clause.first, clause.first + len(clause.tokens)
    last = max((i for i in range(start, end) if scene.tokens[i].cls == "quantity"), default=None)
    if last is not None and last + 1 < end and (behind := phrases.subject(scene, last + 1, end)):
        return behind  # 监测到的三千余户监测对象
    return phrases.subject(scene, start, end)
